//! The driver that the command line and the language server share.
//!
//! Files go through one pass (read, parse, agenda, rules, settle) in parallel, a
//! few at a time, and are dropped before the next few; what stays is their
//! diagnostics with the few lines that they show, and a digest for the rules
//! across posts.

use crate::agenda::{self, Agenda};
use crate::catalogue;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Found, Severity, Subject};
use crate::document::Document;
use crate::git::Changes;
use crate::parse;
use crate::resolve::Resolver;
use crate::rules::{Digest, Post, Verdict, WebAsk, digest};
use crate::ruleset::RuleSet;
use crate::schema::Schema;
use crate::settle;
use crate::source::Source;
use crate::suppress;
use jiff::civil::Date;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub mod fixing;
mod judging;
pub mod read;
mod since;
pub mod suppressing;
mod waiting;
pub mod walk;

pub use fixing::{FixJob, FixTo};
pub use judging::findings;
pub use read::Text;
pub use waiting::looks_across;
use waiting::{Pending, ask_the_web, compare_posts};
pub use walk::{Failure, FileRef};

/// The largest file that is judged, in bytes, unless configured.
pub const MAX_SIZE: u64 = 4 << 20;

/// What holds for one file.
#[derive(Clone)]
pub struct Resolved {
    /// Its rules.
    pub rules: Arc<RuleSet>,
    /// Its settings.
    pub settings: Arc<Settings>,
    /// The largest size that is judged, in bytes.
    pub max_size: u64,
}

/// Tells which configuration holds for a file.
pub trait Configure: Sync {
    /// The configuration of a path.
    fn resolve(&self, path: &Path) -> Resolved;

    /// The schema that a post in a folder names by its `$schema`, if it can be used.
    fn schema(&self, _name: &str, _folder: &Path) -> Option<Arc<Schema>> {
        None
    }
}

/// What a run needs beside the files.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The configuration.
    pub configure: &'a dyn Configure,
    /// Answers questions about the files around; `None` with `--links off`.
    pub resolver: Option<&'a Resolver>,
    /// The day of the run.
    pub today: Date,
    /// Threads; 0 for as many as the machine has.
    pub threads: usize,
    /// What is done with fixes; nothing when `None`.
    pub fix: Option<FixJob>,
    /// Only what these changes brought is kept; everything when `None`.
    pub changes: Option<&'a Changes>,
    /// Checks web addresses; not asked for when `None`.
    pub web: Option<&'a WebCheck<'a>>,
    /// Draw the programmes of posts with findings, for a job summary.
    pub charts: bool,
    /// Called after each file, for a progress bar.
    pub progress: &'a (dyn Fn() + Sync),
}

/// Asks the web: one verdict for each question, in order.
pub type WebCheck<'a> = dyn Fn(&[WebAsk]) -> Checked + Sync + 'a;

/// What asking the web gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// A verdict for each question, in order.
    pub verdicts: Vec<Verdict>,
    /// Addresses counted.
    pub counts: LinkCounts,
    /// Things to say once.
    pub remarks: Vec<String>,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The files' names by index.
    pub files: Vec<String>,
    /// All diagnostics, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// Findings that suppressions silenced.
    pub suppressed: usize,
    /// Web links of the posts, and what became of them.
    pub links: LinkCounts,
    /// Programmes of posts with findings, by file, in Mermaid's language.
    pub charts: Vec<(usize, String)>,
    /// Fixes applied.
    pub fixed: usize,
    /// What the fixes change or would change, as one patch.
    pub patch: String,
    /// Things to say once, such as "the network seems down".
    pub remarks: Vec<String>,
}

/// Web links counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    /// Distinct addresses asked.
    pub checked: usize,
    /// Certainly dead.
    pub dead: usize,
    /// Not certain.
    pub doubtful: usize,
    /// Not asked.
    pub skipped: usize,
}

/// What one file left behind.
#[derive(Default)]
pub struct Judged {
    /// Its diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings silenced.
    pub suppressed: usize,
    /// Its digest, when a rule looks across posts.
    pub digest: Option<Digest>,
    /// Web links that could be asked.
    pub web_links: usize,
    /// What waits for the answers of the web, to be settled with them.
    pending: Option<Box<Pending>>,
    /// Why it was not judged, or not fixed.
    pub failure: Option<String>,
    /// The programme in Mermaid's language, where charts are wanted.
    pub chart: Option<String>,
    /// Fixes applied.
    pub fixed: usize,
    /// What the fixes change or would change.
    pub patch: Option<String>,
    /// The fixed text, where it goes to the caller.
    pub text: Option<String>,
    /// Things to say of it once.
    pub remarks: Vec<String>,
}

/// Files whose judgements are held at once before they go into the report: many
/// enough to keep all threads busy.
const BATCH: usize = 4096;

/// Files that one thread takes through each step together: enough that the machine learns its way through the step's
/// code before the next one, few enough that their documents stay in its caches.
const TOGETHER: usize = 32;

/// Judges files in parallel and settles what was found.
#[must_use]
pub fn check(mut files: Vec<FileRef>, job: &Job<'_>) -> Report {
    let several = files.len() > 1 && job.threads != 1;
    let pool = several.then(|| rayon::ThreadPoolBuilder::new().num_threads(job.threads).build().ok()).flatten();
    let threads = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
    let together = TOGETHER.min(files.len().div_ceil(4 * threads)).max(1);
    let mut report = Report { files: Vec::with_capacity(files.len()), ..Report::default() };
    // From the first post on that waits for others or for the web: the report has the order of the files.
    let mut held: Vec<Judged> = Vec::new();
    let mut first = 0;
    for batch in files.chunks_mut(BATCH) {
        let start = report.files.len();
        match &pool {
            Some(pool) => {
                let some = batch.par_chunks(together).enumerate();
                let judged = some.flat_map_iter(|(at, files)| judging::judge_files(start + at * together, files, job));
                pool.install(|| held.par_extend(judged));
            }
            None => {
                let some = batch.chunks(together).enumerate();
                held.extend(some.flat_map(|(at, files)| judging::judge_files(start + at * together, files, job)));
            }
        }
        for file in batch {
            report.files.push(std::mem::take(&mut file.name));
            file.path = PathBuf::new();
        }
        if held.iter().all(|judged| judged.pending.is_none()) {
            collect_all(&mut report, first, std::mem::take(&mut held), job);
            first = report.files.len();
        }
    }
    compare_posts(&mut held, Vec::new());
    let held = ask_the_web(held, job, &mut report);
    collect_all(&mut report, first, held, job);
    settle::drop_habits(&mut report.diagnostics);
    report
}

/// Judges one text that was read already, as a run of its own; the fixed text, where that was asked for.
#[must_use]
pub fn check_text(text: Text, name: &str, resolved: &Resolved, job: &Job<'_>) -> (Report, Option<String>) {
    let mut report = Report { files: vec![name.to_owned()], ..Report::default() };
    let mut judged = vec![judge_text(0, text, name, resolved, job)];
    compare_posts(&mut judged, Vec::new());
    let mut judged = ask_the_web(judged, job, &mut report);
    let fixed = judged.first_mut().and_then(|judged| judged.text.take());
    collect_all(&mut report, 0, judged, job);
    (report, fixed)
}

/// Puts the judgements of consecutive files, from the `first` on, into the report.
fn collect_all(report: &mut Report, first: usize, judged: Vec<Judged>, job: &Job<'_>) {
    for (at, judged) in judged.into_iter().enumerate() {
        collect(report, first + at, judged, job.web.is_none());
    }
}

fn collect(report: &mut Report, index: usize, judged: Judged, skipped: bool) {
    let mistakes = judged.diagnostics.iter().any(|it| it.severity > Severity::Note);
    if let Some(chart) = judged.chart.filter(|chart| mistakes && !chart.is_empty()) {
        report.charts.push((index, chart));
    }
    report.diagnostics.extend(judged.diagnostics);
    report.suppressed += judged.suppressed;
    report.links.skipped += if skipped { judged.web_links } else { 0 };
    report.fixed += judged.fixed;
    report.patch.push_str(judged.patch.as_deref().unwrap_or(""));
    report.remarks.extend(judged.remarks);
    if let Some(message) = judged.failure {
        report.failures.push(Failure { file: report.files.get(index).cloned(), message });
    }
}

/// Judges a text that was read already.
#[must_use]
pub fn judge_text(index: usize, text: Text, name: &str, resolved: &Resolved, job: &Job<'_>) -> Judged {
    match text {
        Text::Good(source) => match job.fix {
            Some(how) => fixing::judge(index, source, resolved, job, how),
            None => {
                let mut judged = judge_source(index, &source, resolved, job);
                since::keep_new(&mut judged, &source, resolved, job);
                judged
            }
        },
        Text::NotText(source, at) => engine_only(index, &source, resolved, "source/encoding", |source, found| {
            let bytes = source.text().as_bytes();
            let what = if bytes.get(at) == Some(&0) { "a NUL byte" } else { "a byte that is not UTF-8 text" };
            let place = source.snap(at, at + 1);
            found
                .at(Subject::Text(place), place, format!("{what} stands here, so nothing of this file was judged"))
                .help("save the file as UTF-8 text");
        }),
        Text::TooLarge(size) => {
            let source = Source::new(name, name, "");
            engine_only(index, &source, resolved, "source/too-large", |source, found| {
                let place = source.snap(0, 0);
                found
                    .at(
                        Subject::Text(place),
                        place,
                        format!("this file has {size} bytes, more than the {} that are read", resolved.max_size),
                    )
                    .help("split the post, or raise max-size in the configuration");
            })
        }
        Text::Failed(message) => Judged { failure: Some(message), ..Judged::default() },
    }
}

fn engine_only(
    index: usize,
    source: &Source,
    resolved: &Resolved,
    id: &str,
    report: impl FnOnce(&Source, &mut Found),
) -> Judged {
    let mut found = Found::new();
    if let Some(rule) = catalogue::find(id) {
        found.stamp(rule);
        report(source, &mut found);
    }
    let settled = settle::file(
        index,
        source,
        found.into_findings(),
        &resolved.rules,
        &mut suppress::Suppressions::default(),
        false,
    );
    Judged { diagnostics: settled.diagnostics, suppressed: settled.suppressed, ..Judged::default() }
}

/// A post, read and understood.
pub struct Understood<'a> {
    /// Its parts.
    pub doc: Document<'a>,
    /// Its programme.
    pub agenda: Agenda,
}

impl Understood<'_> {
    /// The same without a tie to its source.
    #[must_use]
    pub fn into_owned(self) -> Understood<'static> {
        Understood { doc: self.doc.into_owned(), agenda: self.agenda }
    }
}

/// Reads a text into its parts and its programme.
#[must_use]
pub fn understand<'a>(source: &'a Source, settings: &Settings) -> Understood<'a> {
    let doc = parse::document(source, settings.generator.flavour());
    let agenda = agenda::read(source, &doc, settings);
    Understood { doc, agenda }
}

/// The settings of a post, with the schema that its own `$schema` names.
#[must_use]
pub fn settings_of(source: &Source, doc: &Document, resolved: &Resolved, configure: &dyn Configure) -> Arc<Settings> {
    let own = doc.front.get(&["$schema"]).and_then(|node| {
        let folder = source.path().parent().unwrap_or(Path::new("."));
        configure.schema(node.text()?, folder)
    });
    match own {
        None => Arc::clone(&resolved.settings),
        Some(schema) => {
            let mut settings = (*resolved.settings).clone();
            settings.schemas.push(schema);
            Arc::new(settings)
        }
    }
}

/// Judges a post that is understood already, beside what other posts left
/// behind: an editor keeps both. `others` have indices from 1 on.
#[must_use]
pub fn judge_beside(
    source: &Source,
    understood: &Understood<'_>,
    resolved: &Resolved,
    job: &Job<'_>,
    others: Vec<Digest>,
) -> Vec<Diagnostic> {
    let mut judged = vec![judging::judge_one(0, source, understood, resolved, job)];
    compare_posts(&mut judged, others);
    let judged = ask_the_web(judged, job, &mut Report::default());
    judged.into_iter().flat_map(|one| one.diagnostics).collect()
}

/// What a post leaves behind for the rules across posts.
#[must_use]
pub fn digest_of(
    index: usize,
    source: &Source,
    understood: &Understood<'_>,
    settings: &Settings,
    today: Date,
) -> Digest {
    let Understood { doc, agenda } = understood;
    digest::of(&Post::new(source, doc, agenda, settings, today), index, is_draft(source, doc))
}

fn judge_source(index: usize, source: &Source, resolved: &Resolved, job: &Job<'_>) -> Judged {
    judging::judge_one(index, source, &understand(source, &resolved.settings), resolved, job)
}

/// Drafts get notes only.
#[must_use]
pub fn is_draft(source: &Source, doc: &Document) -> bool {
    let says = |key: &str, value: &str| doc.front.get(&[key]).and_then(|node| node.text()) == Some(value);
    says("draft", "true")
        || says("published", "false")
        || may_be_below_drafts(source.path()) && source.path().components().any(|part| part.as_os_str() == "_drafts")
}

/// A look at a path that costs less than taking it apart.
fn may_be_below_drafts(path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    memchr::memchr_iter(b'_', path).any(|at| path[at..].starts_with(b"_drafts"))
}

/// The worst severity of a report.
#[must_use]
pub fn worst(report: &Report) -> Option<Severity> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
}
