//! What is said many times, and what was said before: folding and baselines.

use crate::cli::eventlint;
use serde_json::Value;
use std::fs;
use std::path::Path;

const SLIP: &str = "\n## Wednesday, 4 December 2026\n";

fn post(places: usize, slip: bool) -> String {
    let links: String = (0..places)
        .map(|n| format!("See [part {n}](https://maps.city-library.net/{n}?utm_source=mail).\n\n"))
        .collect();
    format!("---\ntitle: Maps\nlang: en\n---\n\n{links}{}", if slip { SLIP } else { "" })
}

fn text(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn count(folder: &Path, words: &[&str]) -> usize {
    let output = eventlint(folder, &[&["check", "--format", "json"], words].concat());
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["diagnostics"].as_array().expect("a list").len()
}

/// A page of one habit is one line for people, and each place for programs.
#[test]
fn a_habit_is_one_line_for_people_and_each_place_for_programs() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let rule = eventlint::catalogue::rules()
        .iter()
        .find(|rule| rule.id == "link/tracking")
        .expect("the rule of links that follow their readers");
    let limit = rule.fold.expect("a page that folds");
    fs::write(dir.path().join("post.md"), post(limit, false)).expect("written");
    let select = ["--select", "link/tracking", "-v", "post.md"];
    let shown = |words: &[&str]| {
        let output = eventlint(dir.path(), &[&["check", "--quiet"], words, &select].concat());
        text(&output).lines().filter(|line| line.contains("link/tracking")).count()
    };
    for format in ["short", "github"] {
        assert_eq!(shown(&["--format", format]), 1, "{format} folds");
        assert_eq!(shown(&["--format", format, "--no-fold"]), limit, "{format} --no-fold shows all");
    }
    let output = eventlint(dir.path(), &[&["check", "--format", "short"], &select[..]].concat());
    assert!(text(&output).contains(&format!("the first of {limit} such places")), "{}", text(&output));
    assert_eq!(count(dir.path(), &select), limit);
    fs::write(dir.path().join("post.md"), post(limit - 1, false)).expect("written");
    assert_eq!(shown(&["--format", "short"]), limit - 1, "fewer are no habit");
}

/// A site with old mistakes fails for new ones only, though lines have moved.
#[test]
fn what_a_baseline_says_is_not_said_again() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let write = |text: &str| fs::write(dir.path().join("post.md"), text).expect("written");
    write(&post(0, true));
    let output = eventlint(dir.path(), &["check", "--format", "json", "--output", "base.json", "post.md"]);
    assert_eq!(output.status.code(), Some(1));
    let baseline = ["--baseline", "base.json", "post.md"];
    assert_eq!(count(dir.path(), &baseline), 0);
    write(&format!("{}\nAnother line.\n\nWe meet on 31 November 2026.\n{SLIP}", post(2, false)));
    let output = eventlint(dir.path(), &[&["check", "--format", "short", "--quiet"], &baseline[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("date/impossible") && !text(&output).contains("date/weekday"), "{}", text(&output));
    for (file, content) in [("gone.json", None), ("bad.json", Some("{")), ("other.json", Some("{\"a\": 1}"))] {
        if let Some(content) = content {
            fs::write(dir.path().join(file), content).expect("written");
        }
        let output = eventlint(dir.path(), &["check", "--baseline", file, "post.md"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(file));
    }
}

#[test]
fn every_shell_gets_its_completions() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = eventlint(dir.path(), &["completions", shell]);
        assert!(output.status.success() && text(&output).contains("add-suppressions"), "{shell}");
    }
    assert_eq!(eventlint(dir.path(), &["completions", "nosh"]).status.code(), Some(2));
}
