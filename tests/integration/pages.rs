//! Every example of every rule page is executed, and the laws that keep pages,
//! rules and their manifests one.
//!
//! A rule that speaks on another rule's example is a false alarm caught.

use crate::catalogue::pages;
use eventlint::catalogue::page::{Example, Page};
use eventlint::catalogue::{self, FixKind, Needs};
use eventlint::configure::{Configuration, Wanted};
use eventlint::diagnostic::{Diagnostic, Safety, Severity};
use eventlint::resolve::Resolver;
use eventlint::rules::{self, Verdict, WebAsk};
use eventlint::run::{self, Checked, FixJob, FixTo, Job, walk};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the word `body` puts in front of an example.
const BODY: &str = "---\ntitle: An evening of talks\nlang: en\n---\n\n";

/// One example with its company.
struct Case<'a> {
    bad: bool,
    example: &'a Example,
    siblings: Vec<&'a Example>,
    expected: Option<&'a Example>,
    fixed: Option<&'a Example>,
    config: Option<&'a Example>,
    verdicts: Option<&'a Example>,
}

impl Case<'_> {
    fn text(&self) -> String {
        text_of(self.example)
    }

    /// Lines that the harness put in front.
    fn before(&self) -> usize {
        if self.example.is("body") { BODY.lines().count() } else { 0 }
    }
}

fn text_of(example: &Example) -> String {
    if example.is("body") { format!("{BODY}{}", example.text) } else { example.text.clone() }
}

fn cases(page: &Page) -> Vec<Case<'_>> {
    let mut out: Vec<Case<'_>> = Vec::new();
    let (mut config, mut verdicts) = (None, None);
    for example in &page.examples {
        let last = out.last_mut();
        if example.is("config") {
            config = Some(example);
        } else if example.is("verdicts") {
            verdicts = Some(example);
        } else if example.is("diagnostics") {
            last.expect("diagnostics follow a bad example").expected = Some(example);
        } else if example.is("fixed") {
            last.expect("fixed follows a bad example").fixed = Some(example);
        } else if example.is("bad") || example.is("good") {
            let case = Case {
                bad: example.is("bad"),
                example,
                siblings: Vec::new(),
                expected: None,
                fixed: None,
                config,
                verdicts,
            };
            out.push(case);
        } else if let Some(case) = last {
            case.siblings.push(example);
        }
    }
    // Verdicts may stand behind the example they belong to.
    for case in &mut out {
        case.verdicts = case.verdicts.or(verdicts);
    }
    out
}

/// Judges an example in a folder of its own; the example's text afterwards.
fn judge(id: &str, case: &Case<'_>, text: &str, fix: Option<FixJob>) -> (Vec<Diagnostic>, String) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    // A folder that is a site: its own repository.
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let lay = |example: &Example, text: &str| {
        let path = dir.path().join(example.file());
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    lay(case.example, text);
    let mut names = vec![case.example.file().to_owned()];
    for sibling in &case.siblings {
        lay(sibling, &text_of(sibling));
        if Path::new(sibling.file()).extension().is_some_and(|it| it == "md") {
            names.push(sibling.file().to_owned());
        }
    }
    if let Some(config) = case.config {
        fs::write(dir.path().join(".eventlint.yaml"), &config.text).expect("a configuration");
    }
    let judges_configuration = Path::new(case.example.file()).extension().is_some_and(|it| it == "yaml");
    if judges_configuration {
        fs::write(dir.path().join("post.md"), BODY).expect("a post");
        names = vec!["post.md".to_owned()];
    }
    let wanted = Wanted { select: vec![id.to_owned()], ..Wanted::default() };
    let configure = Configuration::new(dir.path(), wanted).expect("a configuration");
    let resolver = Resolver::default();
    let today = "2026-01-15".parse().expect("a date");
    let verdicts = case.verdicts.map(|example| verdicts(&example.text)).unwrap_or_default();
    let web = |asks: &[WebAsk]| {
        let known = |ask: &WebAsk| verdicts.iter().find(|(url, _)| *url == ask.url).map(|(_, verdict)| verdict.clone());
        let verdicts = asks.iter().map(|ask| known(ask).unwrap_or(Verdict::Skipped)).collect();
        Checked { verdicts, ..Checked::default() }
    };
    let job = Job {
        configure: &configure,
        resolver: Some(&resolver),
        today,
        threads: 1,
        fix,
        changes: None,
        web: Some(&web),
        charts: false,
        progress: &|| {},
    };
    let paths: Vec<_> = names.iter().map(Into::into).collect();
    let filter = walk::Filter { extensions: &[], excluded: &|_| false, force: false };
    let (files, failures) = walk::files(dir.path(), &paths, &filter);
    assert!(failures.is_empty(), "{id}: {failures:?}");
    let report = run::check(files, &job);
    let mistakes = configure.mistakes();
    if judges_configuration {
        let found = mistakes.into_iter().flat_map(|(_, found)| found).collect();
        return (found, text.to_owned());
    }
    assert!(mistakes.is_empty(), "{id}: the configuration of its example has mistakes: {mistakes:?}");
    let own = report.files.iter().position(|name| name == case.example.file()).expect("the example is a file");
    let found = report.diagnostics.into_iter().filter(|it| it.file == own).collect();
    (found, fs::read_to_string(dir.path().join(case.example.file())).expect("the example"))
}

/// `URL → alive`, `URL → moved URL`, `URL → dead reason`, `URL → doubtful reason`.
fn verdicts(text: &str) -> Vec<(String, Verdict)> {
    text.lines()
        .map(|line| {
            let (url, verdict) = line.split_once(" → ").or_else(|| line.split_once(" -> ")).expect("URL → verdict");
            let (word, rest) = verdict.trim().split_once(' ').unwrap_or((verdict.trim(), ""));
            let verdict = match word {
                "alive" => Verdict::Alive { moved: None },
                "moved" => Verdict::Alive { moved: Some(rest.to_owned()) },
                "dead" => Verdict::Dead(rest.to_owned()),
                "doubtful" => Verdict::Doubtful(rest.to_owned()),
                other => panic!("no verdict: {other}"),
            };
            (url.trim().to_owned(), verdict)
        })
        .collect()
}

fn id_of(it: &Diagnostic) -> &'static str {
    catalogue::rules()[it.rule].id
}

fn shown(it: &Diagnostic, id: &str, before: usize) -> String {
    let rule = if id_of(it) == id { String::new() } else { format!("[{}]", id_of(it)) };
    let line = it.at.start.line.saturating_sub(before);
    format!("{line}:{} {}{rule} {}", it.at.start.column, it.severity, it.finding.message)
}

fn matches(found: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('…') {
        Some(start) => found.starts_with(start),
        None => found == wanted,
    }
}

fn check_bad(id: &str, page: &Page, case: &Case<'_>, wrong: &mut Vec<String>) {
    let place = format!("{id}:{}", case.example.line);
    let text = case.text();
    let (found, _) = judge(id, case, &text, None);
    let foreign: Vec<String> = found
        .iter()
        .filter(|it| id_of(it) != id && it.severity > Severity::Note)
        .map(|it| shown(it, id, case.before()))
        .collect();
    if !foreign.is_empty() {
        wrong.push(format!("{place}: other rules speak:\n    {}", foreign.join("\n    ")));
    }
    let said: Vec<String> = found
        .iter()
        .filter(|it| id_of(it) == id || it.severity == Severity::Note)
        .map(|it| shown(it, id, case.before()))
        .collect();
    let wanted: Vec<&str> = case.expected.map(|it| it.text.lines().collect()).unwrap_or_default();
    if said.len() != wanted.len() || !said.iter().zip(&wanted).all(|(found, wanted)| matches(found, wanted)) {
        wrong.push(format!("{place}: says\n    {}\n  not\n    {}", said.join("\n    "), wanted.join("\n    ")));
    }
    if !found.iter().any(|it| id_of(it) == id) {
        wrong.push(format!("{place}: the bad example raises nothing of its own"));
    }
    let fixes: BTreeSet<bool> = found
        .iter()
        .filter(|it| id_of(it) == id)
        .flat_map(|it| it.finding.fixes.iter().map(|fix| fix.safety == Safety::Safe))
        .collect();
    if page.manifest.fix == "none" && !fixes.is_empty() || page.manifest.fix == "unsafe" && fixes.contains(&true) {
        wrong.push(format!("{place}: offers a fix that its manifest does not name"));
    }
    if let Some(fixed) = case.fixed {
        let all = Some(FixJob { allowed: Safety::Unsafe, to: FixTo::File });
        let (left, after) = judge(id, case, &text, all);
        let wanted = text_of(fixed);
        if after != wanted {
            wrong.push(format!("{place}: is fixed to\n{after}\n  not to\n{wanted}"));
        }
        if left.iter().any(|it| id_of(it) == id) {
            wrong.push(format!("{place}: still has findings after the fix"));
        }
        let (_, again) = judge(id, case, &after, all);
        if again != after {
            wrong.push(format!("{place}: a second pass changes the fixed text again"));
        }
    }
}

fn check_good(id: &str, case: &Case<'_>, bad: &[String], wrong: &mut Vec<String>) {
    let place = format!("{id}:{}", case.example.line);
    let text = case.text();
    let (found, _) = judge(id, case, &text, None);
    let said: Vec<String> = found
        .iter()
        .filter(|it| id_of(it) == id || it.severity > Severity::Note)
        .map(|it| format!("{} {}", id_of(it), shown(it, id, case.before())))
        .collect();
    if !said.is_empty() {
        wrong.push(format!("{place}: the good example raises\n    {}", said.join("\n    ")));
    }
    if !bad.iter().any(|bad| lines_apart(bad, &text) <= 3) {
        wrong.push(format!("{place}: the good example differs from every bad one in more than three lines"));
    }
}

/// The lines that differ: replaced ones count once.
fn lines_apart(a: &str, b: &str) -> usize {
    let diff = similar::TextDiff::from_lines(a, b);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    count(similar::ChangeTag::Insert).max(count(similar::ChangeTag::Delete))
}

#[test]
fn each_example_does_what_its_page_says() {
    let mut wrong = Vec::new();
    for (id, page) in pages() {
        let cases = cases(&page);
        let bad: Vec<String> = cases.iter().filter(|case| case.bad).map(Case::text).collect();
        let needs = catalogue::find(&id).map(|rule| catalogue::rules()[rule].needs);
        if needs != Some(Needs::Engine) && (bad.is_empty() || bad.len() == cases.len()) {
            wrong.push(format!("{id}: needs a bad and a good example"));
        }
        for case in &cases {
            // A build without schemas can't show what they say.
            if cfg!(not(feature = "schema")) && case.config.is_some_and(|config| config.text.contains("schema:")) {
                continue;
            }
            if case.bad {
                check_bad(&id, &page, case, &mut wrong);
            } else {
                check_good(&id, case, &bad, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pages_and_rules_are_one_to_one() {
    let mut wrong = Vec::new();
    let entries: BTreeSet<&str> = rules::GROUPS.iter().flat_map(|group| group.iter()).map(|entry| entry.id).collect();
    for rule in catalogue::rules() {
        let has = entries.contains(rule.id);
        if has == (rule.needs == Needs::Engine) {
            wrong.push(format!("{}: page and code do not agree that it is a rule", rule.id));
        }
        if rule.summary.chars().count() > 80 || rule.summary.ends_with('.') {
            wrong
                .push(format!("{}: the summary is one sentence of at most 80 characters without a full stop", rule.id));
        }
        if rule.grades.iter().any(|grade| grade.severity >= rule.severity) {
            wrong.push(format!("{}: a grade is a lower severity", rule.id));
        }
        for other in rule.yields_to {
            if catalogue::find(other).is_none() {
                wrong.push(format!("{}: yields to {other}, which is no rule", rule.id));
            }
        }
        let fixed = rule.page.lines().any(|line| line.starts_with("````md") && line.contains("fixed"));
        if (rule.fix != FixKind::None) != fixed {
            wrong.push(format!("{}: a rule with a fix shows it, one without does not", rule.id));
        }
        if let Some(entry) = rules::entry(rule.id) {
            let said: serde_json::Map<String, serde_json::Value> = rule
                .options
                .iter()
                .map(|option| (option.name.to_owned(), serde_json::from_str(option.default).expect("JSON")))
                .collect();
            let defaults = (entry.defaults)();
            let defaults = defaults.as_object().cloned().unwrap_or_default();
            if said != defaults {
                wrong.push(format!("{}: options {said:?} on the page, {defaults:?} in the code", rule.id));
            }
        }
    }
    for id in entries {
        if catalogue::find(id).is_none() {
            wrong.push(format!("{id}: has no page"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_yields_to_itself() {
    for rule in catalogue::rules() {
        let mut seen = BTreeSet::new();
        let mut next = rule.yields_to.to_vec();
        while let Some(id) = next.pop() {
            assert!(id != rule.id, "{id} yields to itself");
            if seen.insert(id)
                && let Some(at) = catalogue::find(id)
            {
                next.extend(catalogue::rules()[at].yields_to);
            }
        }
    }
}
