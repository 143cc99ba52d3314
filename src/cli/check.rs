//! `eventlint check`.

use super::args::{Check, FailOn, Links};
use super::{Error, baseline, print};
use crate::catalogue;
use crate::configure::{Configuration, Wanted};
use crate::diagnostic::{Safety, Severity};
use crate::git::{Changes, Since};
use crate::report::{self, Format, Style};
use crate::resolve::Resolver;
use crate::run::{self, Configure, Failure, FixJob, FixTo, Job, Report, walk};
use crate::shown;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Runs `check` and returns the exit code.
///
/// # Errors
/// When an argument is wrong or the output can't be written.
pub fn run(args: &Check) -> Result<u8, Error> {
    if args.watch { super::watch::run(args, &working_folder()?, || once(args)) } else { once(args) }
}

/// Judges once and returns the exit code.
///
/// # Errors
/// When an argument is wrong or the output can't be written.
pub fn once(args: &Check) -> Result<u8, Error> {
    let working = working_folder()?;
    let outputs = outputs(args)?;
    let configuration = Configuration::new(&working, wanted(args)?).map_err(|error| Error::Said(error.to_string()))?;
    let changes = changes(args, &working)?;
    let resolver = (args.links != Links::Off).then(Resolver::default);
    let web = super::web::asker(args, &configuration);
    let job = Job {
        configure: &configuration,
        resolver: resolver.as_ref(),
        today: args.today.unwrap_or_else(today),
        threads: args.threads,
        fix: fix_job(args),
        changes: changes.as_ref(),
        web: web.as_deref().map(|web| web as &run::WebCheck<'_>),
        charts: summary_file(&outputs).is_some(),
        progress: &|| {},
    };
    let Judgement { mut report, text } = judge(args, &working, &configuration, &job)?;
    report.remarks.extend(super::web::unchecked(args));
    if let Some(file) = &args.baseline {
        baseline::apply(file, &mut report)?;
    }
    if args.add_suppressions {
        return add_suppressions(args, &working, &configuration, &report);
    }
    let style = Style {
        colour: super::colour(args.color),
        width: super::width(),
        fold: !args.no_fold,
        notes: args.verbose || args.fail_on == Some(FailOn::Note),
        quiet: args.quiet,
    };
    if args.diff {
        print(&report.patch)?;
        say_failures(&report.failures);
        return Ok(if report.failures.is_empty() { u8::from(!report.patch.is_empty()) } else { 2 });
    }
    let to_stderr = text.is_some();
    if let Some(text) = text {
        print(&text)?;
    }
    for (format, file) in &outputs {
        let text = report::render(&report, *format, style);
        match file {
            // The fixed text has the standard output for itself.
            None if to_stderr => std::io::stderr().write_all(text.as_bytes())?,
            None => print(&text)?,
            Some(file) => std::fs::write(file, text).map_err(|error| unwritten(file, &error))?,
        }
    }
    if let Some(file) = summary_file(&outputs) {
        append(&file, &report::summary::render(&report))?;
    }
    if args.statistics {
        print(&statistics(&report))?;
    }
    say_failures(&report.failures);
    Ok(exit_code(&report, args, &configuration))
}

/// Where GitHub wants the summary of a job, when it is GitHub that asks.
fn summary_file(outputs: &[(Format, Option<PathBuf>)]) -> Option<PathBuf> {
    let github = outputs.iter().any(|(format, _)| *format == Format::Github);
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| github && !file.is_empty()).map(PathBuf::from)
}

fn unwritten(file: &Path, error: &std::io::Error) -> Error {
    Error::Said(format!("can't write {}: {}", file.display(), run::read::plain(error)))
}

fn append(file: &Path, text: &str) -> Result<(), Error> {
    let said = |error: std::io::Error| unwritten(file, &error);
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).map_err(said)?;
    file.write_all(text.as_bytes()).map_err(said)
}

/// Writes suppressions for the errors and warnings of a report (with
/// `--fail-on note` for its notes, too).
fn add_suppressions(args: &Check, working: &Path, configuration: &Configuration, report: &Report) -> Result<u8, Error> {
    let least = if args.fail_on == Some(FailOn::Note) { Severity::Note } else { Severity::Warning };
    let mut failures = report.failures.clone();
    let (mut silenced, mut files) = (0, 0);
    for (index, name) in report.files.iter().enumerate() {
        let findings: Vec<_> =
            report.diagnostics.iter().filter(|it| it.file == index && it.severity >= least).collect();
        if findings.is_empty() {
            continue;
        }
        let path = working.join(name);
        let resolved = configuration.resolve(&path);
        let run::Text::Good(source) = run::read::file(&path, name, resolved.max_size) else { continue };
        let added = run::suppressing::add(&source, &findings, &resolved, args.reason.as_deref().unwrap_or(""));
        let mut fail = |message| failures.push(Failure { file: Some(name.clone()), message });
        if added.silenced > 0 {
            match crate::fix::write::replace(&path, source.text(), &added.text) {
                Ok(()) => {
                    silenced += added.silenced;
                    files += 1;
                }
                Err(error) => fail(format!("not written: {error}")),
            }
        }
        for left in added.left {
            fail(format!("no place for a suppression at line {left}"));
        }
    }
    let many = report::many;
    let findings = many(silenced, "finding", "findings");
    print(&if silenced == 0 {
        "nothing to silence\n".to_owned()
    } else {
        format!("silenced {findings} in {}\n", many(files, "file", "files"))
    })?;
    say_failures(&failures);
    Ok(if failures.is_empty() { 0 } else { 2 })
}

/// The working folder.
///
/// # Errors
/// When it is gone or can't be read.
pub fn working_folder() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|error| Error::Said(format!("the working folder: {}", run::read::plain(&error))))
}

/// Says on standard error what could not be read.
pub fn say_failures(failures: &[Failure]) {
    for failure in failures {
        let file = failure.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        // A file's name can hold anything, and a CI system reads commands here, too.
        let said = shown::line(&format!("{file}{}", failure.message));
        // When standard error is closed there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "eventlint: {said}");
    }
}

/// What a run gave: its report, and the fixed text of standard input.
struct Judgement {
    report: Report,
    text: Option<String>,
}

fn judge(args: &Check, working: &Path, configuration: &Configuration, job: &Job<'_>) -> Result<Judgement, Error> {
    if args.paths.iter().any(|path| super::is_standard_input(path)) {
        if args.add_suppressions {
            let said = "--add-suppressions writes into posts: name them instead of `-`";
            return Err(Error::Said(said.to_owned()));
        }
        return Ok(standard_input(args, working, configuration, job));
    }
    let excluded = |path: &Path| configuration.is_excluded(path);
    let filter =
        walk::Filter { extensions: configuration.extensions(), excluded: &excluded, force: args.force_exclude };
    let (files, failures) = walk::files(working, &args.paths, &filter);
    let mut report = run::check(files, job);
    report.failures.splice(0..0, failures);
    add_mistakes(&mut report, configuration);
    Ok(Judgement { report, text: None })
}

fn standard_input(args: &Check, working: &Path, configuration: &Configuration, job: &Job<'_>) -> Judgement {
    // The file of that name is not ours to write: the fixed text goes to standard output.
    let fix = job.fix.map(|fix| if fix.to == FixTo::File { FixJob { to: FixTo::Text, ..fix } } else { fix });
    let job = &Job { fix, ..*job };
    let path = super::piped_as(args.stdin_filename.as_deref(), working);
    let name = walk::name_of(working, &path);
    let resolved = job.configure.resolve(&path);
    let text = run::read::standard_input(&path, &name, resolved.max_size);
    let (mut report, text) = run::check_text(text, &name, &resolved, job);
    add_mistakes(&mut report, configuration);
    Judgement { report, text }
}

fn changes(args: &Check, working: &Path) -> Result<Option<Changes>, Error> {
    let since = match (&args.since, args.staged) {
        (Some(revision), _) => Since::Revision(revision.clone()),
        (None, true) => Since::Staged,
        (None, false) => return Ok(None),
    };
    Changes::since(working, &since).map(Some).map_err(|error| Error::Said(error.to_string()))
}

fn wanted(args: &Check) -> Result<Wanted, Error> {
    Ok(Wanted {
        file: args.config.clone(),
        isolated: args.isolated,
        trust: args.trust_config,
        only: known(&args.select)?,
        select: known(&args.extend_select)?,
        ignore: known(&args.ignore)?,
    })
}

/// The words, if each names a rule: a run of a mistyped one would find nothing wrong.
fn known(words: &[String]) -> Result<Vec<String>, Error> {
    let words = words.iter().map(|word| word.trim());
    words
        .map(|word| {
            if catalogue::rules().iter().any(|rule| catalogue::names(word, rule)) {
                return Ok(word.to_owned());
            }
            let hint = super::rules::hint(catalogue::near_or_group(word));
            Err(Error::Said(format!("there is no rule or group `{word}`{hint}")))
        })
        .collect()
}

/// Puts the mistakes of the configurations behind the posts' findings; a
/// configuration with an error is a failure of the run.
fn add_mistakes(report: &mut Report, configuration: &Configuration) {
    for (name, mut diagnostics) in configuration.mistakes() {
        let index = report.files.len();
        for diagnostic in &mut diagnostics {
            diagnostic.file = index;
        }
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            let message = "the configuration has a mistake".to_owned();
            report.failures.push(Failure { file: Some(name.clone()), message });
        }
        report.files.push(name);
        report.diagnostics.extend(diagnostics);
    }
}

fn fix_job(args: &Check) -> Option<FixJob> {
    let allowed = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    (args.fix || args.unsafe_fixes || args.diff)
        .then_some(FixJob { allowed, to: if args.diff { FixTo::Patch } else { FixTo::File } })
}

fn outputs(args: &Check) -> Result<Vec<(Format, Option<PathBuf>)>, Error> {
    let words: Vec<&str> =
        if args.format.is_empty() { vec!["full"] } else { args.format.iter().map(String::as_str).collect() };
    let mut outputs = Vec::new();
    for word in words {
        let (name, file) = word.split_once('=').map_or((word, None), |(name, file)| (name, Some(PathBuf::from(file))));
        let Some(format) = Format::from_name(name) else {
            let known: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
            return Err(Error::Said(format!("there is no format `{name}`; there are {}", known.join(", "))));
        };
        outputs.push((format, file.or_else(|| args.output.clone())));
    }
    Ok(outputs)
}

fn statistics(report: &Report) -> String {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(diagnostic.rule).or_default() += 1;
    }
    let mut rows: Vec<(usize, &str)> = counts
        .into_iter()
        .map(|(rule, count)| (count, catalogue::rules().get(rule).map_or("", |rule| rule.id)))
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let mut out = String::new();
    for (count, id) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{count:>6}  {id}");
    }
    out
}

fn exit_code(report: &Report, args: &Check, configuration: &Configuration) -> u8 {
    if !report.failures.is_empty() {
        return 2;
    }
    let bar = match args.fail_on {
        Some(FailOn::Note) => Severity::Note,
        Some(FailOn::Warning) => Severity::Warning,
        Some(FailOn::Error) => Severity::Error,
        None => configuration.fail_on().unwrap_or(Severity::Error),
    };
    u8::from(!args.exit_zero && run::worst(report).is_some_and(|worst| worst >= bar))
}

/// The day of the run, as the machine's clock and zone say.
#[must_use]
pub fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
