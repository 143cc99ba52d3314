//! What must hold for any bytes, as functions of bytes: `cargo test` tries them
//! on some thousand inputs (`fuzzed.rs`), the fuzzers of `fuzz/` on millions.
//!
//! A property panics when it is broken. Nothing here reads the disk.

use eventlint::agenda::{self, Agenda};
use eventlint::agenda_report::{self, Read, ics, mermaid, table};
use eventlint::catalogue;
use eventlint::config::Settings;
use eventlint::configure::file;
use eventlint::diagnostic::{Diagnostic, Safety};
use eventlint::document::front::FrontMatter;
use eventlint::document::{Document, Flavour};
use eventlint::fix::parts::Parts;
use eventlint::report::{self, Format, Style};
use eventlint::rules::Post;
use eventlint::ruleset::{Choice, RuleSet};
use eventlint::run::{self, Configure, FixJob, FixTo, Job, Judged, Report, Resolved, Text};
use eventlint::settle;
use eventlint::shown;
use eventlint::source::{Source, Span};
use eventlint::suppress::{self, Suppressions};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// One configuration for every path.
pub struct Always(pub Resolved);

impl Configure for Always {
    fn resolve(&self, _path: &Path) -> Resolved {
        self.0.clone()
    }
}

/// Every rule switched on, with its defaults.
pub static ALL: LazyLock<Always> = LazyLock::new(|| {
    let choice = Choice { select: vec!["all".to_owned()], ..Choice::default() };
    with(&choice)
});

fn with(choice: &Choice) -> Always {
    let (rules, _) = RuleSet::new(choice);
    Always(Resolved { rules: Arc::new(rules), settings: Arc::new(Settings::default()), max_size: run::MAX_SIZE })
}

fn job(configure: &Always, fix: Option<FixJob>) -> Job<'_> {
    Job {
        configure,
        resolver: None,
        today: jiff::civil::date(2026, 1, 15),
        threads: 1,
        fix,
        changes: None,
        web: None,
        charts: true,
        progress: &|| {},
    }
}

/// What a run with every rule says of a text.
#[must_use]
pub fn judged(text: &str, fix: Option<FixJob>) -> Judged {
    let source = Source::new("nowhere/post.md", "post.md", text);
    run::judge_text(0, Text::Good(source), "post.md", &ALL.0, &job(&ALL, fix))
}

/// A report of one post under a name.
fn report_of(bytes: &[u8], name: &str) -> Report {
    let text = run::read::text(bytes.to_vec(), Path::new("nowhere/post.md"), name);
    run::check_text(text, name, &ALL.0, &job(&ALL, None)).0
}

/// The text of an input; what is no text is judged as such and gives none.
fn text(data: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(data).ok().filter(|text| !text.contains('\0'));
    if text.is_none() {
        let report = report_of(data, "post.md");
        let rules: Vec<_> = report.diagnostics.iter().map(|it| catalogue::rules()[it.rule].id).collect();
        assert_eq!(rules, ["source/encoding"]);
    }
    text
}

fn held(source: &Source, span: Span) {
    assert_eq!(source.span(span.start(), span.end()), Some(span), "no part of the text");
}

fn whole(source: &Source, doc: &Document) {
    held(source, doc.front_span);
    held(source, doc.body);
    for (index, block) in doc.blocks.iter().enumerate() {
        held(source, block.span);
        assert!(block.parent.is_none_or(|parent| parent < index), "a block stands before its parent");
    }
    let cells = doc.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
    cells.for_each(|cell| held(source, cell.span));
    doc.links.iter().for_each(|link| [link.span, link.target].into_iter().for_each(|span| held(source, span)));
    doc.tags.iter().for_each(|tag| held(source, tag.span));
    doc.html.iter().for_each(|tag| held(source, tag.span));
    doc.comments.iter().for_each(|comment| held(source, comment.span));
    doc.hidden.iter().for_each(|span| held(source, *span));
}

/// A text is taken apart, and every part points into it.
pub fn parse(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let source = Source::new("post.md", "post.md", text);
    for flavour in [Flavour::Gfm, Flavour::Kramdown] {
        whole(&source, &eventlint::parse::document(&source, flavour));
    }
}

fn understood(text: &str) -> (Source, Document<'static>, Agenda) {
    let source = Source::new("2026-03-04-post.md", "2026-03-04-post.md", text);
    let doc = eventlint::parse::document(&source, Flavour::Gfm).into_owned();
    let agenda = agenda::read(&source, &doc, &Settings::default());
    (source, doc, agenda)
}

/// Nothing that steers a terminal or turns the reading direction; lines may end.
fn harmless(text: &str, what: &str) {
    let bad = text.chars().find(|&c| shown::is_unsafe(c) && c != '\n');
    assert_eq!(bad, None, "{what} lets a character through that steers its reader");
}

/// A programme is read, and each way to show it is sound.
pub fn agenda(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let (source, _, agenda) = understood(text);
    for (index, session) in agenda.sessions.iter().enumerate() {
        held(&source, session.span);
        held(&source, session.slot.start.span);
        assert!(session.parent.is_none_or(|parent| parent < agenda.sessions.len() && parent != index));
        assert!((0..=2 * 24 * 60).contains(&session.start), "a session starts at minute {}", session.start);
    }
    let read = [Read { source: &source, agenda: &agenda }];
    let json = agenda_report::json(&read);
    let value: serde_json::Value = serde_json::from_str(&json).expect("the programme as JSON");
    assert_eq!(value["posts"][0]["sessions"].as_array().map(Vec::len), Some(agenda.sessions.len()));
    harmless(&json, "the programme as JSON");
    harmless(&table::render(&read), "the programme as a table");
    harmless(&mermaid::render(&read), "the programme as a chart");
    harmless(&ics::render(&read).replace("\r\n", "\n"), "the programme as a calendar");
}

fn sound(text: &str, diagnostics: &[Diagnostic]) {
    let part = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
    for it in diagnostics {
        part(it.finding.span);
        it.finding.labels.iter().filter(|label| label.file.is_none()).for_each(|label| part(label.span));
        it.finding.fixes.iter().flat_map(|fix| &fix.edits).for_each(|edit| part(edit.span));
        assert!(!it.finding.message.is_empty());
    }
}

/// Every rule judges any text, and points into it.
pub fn check(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let judged = judged(text, None);
    assert_eq!(judged.failure, None);
    sound(text, &judged.diagnostics);
}

/// A fixed text is fixed, and safe fixes change nothing that a reader sees.
pub fn fix(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let fixed = |text: &str, allowed| judged(text, Some(FixJob { allowed, to: FixTo::Text })).text.expect("the text");
    for allowed in [Safety::Safe, Safety::Unsafe] {
        let once = fixed(text, allowed);
        assert_eq!(fixed(&once, allowed), once, "a second round of {allowed:?} fixes found something to do");
        if allowed == Safety::Safe {
            let parts = |text: &str| {
                let (source, doc, agenda) = understood(text);
                (Parts::of(&source, &doc, &agenda), matches!(doc.front, FrontMatter::Broken { .. }))
            };
            let (before, broken) = parts(text);
            assert!(broken || before.same(&parts(&once).0), "a safe fix changed what is read:\n{once}");
        }
    }
}

/// Any configuration is read; an untrusted one reaches nowhere.
pub fn configuration(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let source = Source::new(".eventlint.yaml", ".eventlint.yaml", text);
    for trusted in [false, true] {
        let (file, findings) = file::read(&source, trusted);
        for finding in &findings {
            held(&source, finding.span);
        }
        if !trusted {
            let links = &file.links;
            assert!(!links.allow_private && links.proxy.is_none() && links.ca.is_none() && links.cache.is_none());
            assert!(links.hosts.values().all(|host| host.headers.is_empty()));
        }
        for part in std::iter::once(&file.base).chain(file.overrides.iter().map(|it| &it.part)) {
            let always = with(&part.choice);
            let post = "---\ntitle: A\n---\n\n- 10:00 - 09:00: [x]()\n- 11:00 - 12:00: TBA\n";
            let source = Source::new("post.md", "post.md", post);
            let judged = run::judge_text(0, Text::Good(source), "post.md", &always.0, &job(&always, None));
            sound(post, &judged.diagnostics);
        }
    }
}

/// A suppression hides what it silences, counts it, and hides nothing else.
pub fn suppression(data: &[u8]) {
    let Some(words) = text(data) else { return };
    let written = words.replace("-->", "");
    let post = format!(
        "---\ntitle: A\n# eventlint-disable-next-block {}\ndate: 2026-02-31\n---\n\n<!-- eventlint-disable{written} -->\n\
         [x]()\n\n| Time | What |\n|---|---|\n| 10:00 - 09:00 | A |\n| 11:00 - 12:00 | [y]() |\n\n{words}\n\n[z]()\n",
        written.replace(['\n', '\r'], " ")
    );
    let source = Source::new("post.md", "post.md", post.as_str());
    let (doc, rules) = (eventlint::parse::document(&source, Flavour::Gfm), &ALL.0.rules);
    let agenda = agenda::read(&source, &doc, &Settings::default());
    let settings = Settings::default();
    let today = jiff::civil::date(2026, 1, 15);
    let seen = Post::new(&source, &doc, &agenda, &settings, today);
    let findings = run::findings(&seen, rules, None);
    let open = settle::file(0, &source, findings.clone(), rules, &mut Suppressions::default(), false);
    let settled = settle::file(0, &source, findings, rules, &mut suppress::read(&source, &doc), false);
    sound(&post, &settled.diagnostics);
    let own = |it: &&Diagnostic| !catalogue::rules()[it.rule].id.starts_with("suppression/");
    let left = settled.diagnostics.iter().filter(own).count();
    assert_eq!(left + settled.suppressed, open.diagnostics.len(), "a finding is neither shown nor counted");
}

/// Every format is well formed, whole, and steers nobody; the first line of the input names the file.
pub fn reports(data: &[u8]) {
    let (name, body) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(0));
    let name = String::from_utf8_lossy(name).replace(['\0', '/'], "_");
    let report = report_of(body, &name);
    let style = Style { colour: false, width: 80, fold: false, notes: true, quiet: true };
    let count = report.diagnostics.len();
    for (known, format) in Format::ALL {
        let out = report::render(&report, *format, style);
        harmless(&out, known);
        let rows = || out.lines().count();
        let value = || serde_json::from_str::<serde_json::Value>(&out).expect("JSON");
        let shown = match format {
            Format::Json | Format::Rdjson => value()["diagnostics"].as_array().map_or(0, Vec::len),
            Format::Sarif => value()["runs"][0]["results"].as_array().map_or(0, Vec::len),
            Format::Gitlab => value().as_array().map_or(0, Vec::len),
            Format::Jsonl => {
                assert!(out.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
                rows()
            }
            Format::Github => {
                let begins = |line: &str| {
                    ["error", "warning", "notice"]
                        .map(|it| format!("::{it} file="))
                        .iter()
                        .any(|it| line.starts_with(it))
                };
                assert!(out.lines().all(begins), "a line of its own:\n{out}");
                rows()
            }
            Format::Short => rows(),
            Format::Checkstyle => attributes(&out).matches("<error ").count(),
            Format::Junit | Format::Full => {
                attributes(&out);
                count
            }
        };
        assert_eq!(shown, count, "{known} shows another number of findings:\n{out}");
    }
    harmless(&report::summary::render(&report), "the job summary");
}

/// XML as it is: no bare `&`, nothing that XML 1.0 forbids.
fn attributes(xml: &str) -> &str {
    if xml.starts_with("<?xml") {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#10;"];
        let bare = xml.match_indices('&').find(|(at, _)| !known.iter().any(|it| xml[*at..].starts_with(it)));
        assert_eq!(bare, None, "a bare & in XML");
        assert!(!xml.contains(['\u{fffe}', '\u{ffff}']) && !xml.contains("]]>"));
    }
    xml
}
