//! Only what a change brought: real repositories, real git.

use crate::cli::eventlint;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn git(folder: &Path, words: &[&str]) -> Output {
    let output = Command::new("git")
        .args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"])
        .args(words)
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

const POST: &str = "---\ntitle: Maps\nlang: en\n---\n\nWe met on 31 November 2026.\n\n- 14:00 - 14:30: Welcome\n- 14:30 - 15:00: Maps\n\
    - 15:00 - 15:30: Trains\n- 15:30 - 16:00: Questions\n";

fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    git(dir.path(), &["init", "-q"]);
    fs::write(dir.path().join("post.md"), POST).expect("written");
    git(dir.path(), &["add", "-A"]);
    git(dir.path(), &["commit", "-qm", "first"]);
    dir
}

fn rules(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = eventlint(folder, &[&["check", "--format", "json", "."], words].concat());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no report: {}", String::from_utf8_lossy(&output.stderr)));
    let list = report["diagnostics"].as_array().expect("a list");
    list.iter().map(|it| it["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn a_change_answers_for_what_it_touches_and_what_it_breaks() {
    let dir = repository();
    assert_eq!(rules(dir.path(), &[]), ["date/impossible"]);
    assert_eq!(rules(dir.path(), &["--since", "HEAD"]), Vec::<String>::new(), "an old mistake is nobody's");
    // The changed row now overlaps an old one.
    fs::write(dir.path().join("post.md"), POST.replace("14:30 - 15:00", "14:30 - 15:10")).expect("written");
    assert_eq!(rules(dir.path(), &["--since", "HEAD"]), ["schedule/overlap"]);
    assert_eq!(rules(dir.path(), &["--staged"]), Vec::<String>::new(), "nothing is staged yet");
    git(dir.path(), &["add", "-A"]);
    assert_eq!(rules(dir.path(), &["--staged"]), ["schedule/overlap"]);
    // A rename carries its history along; a new file is new as a whole.
    git(dir.path(), &["checkout", "-q", "-f", "HEAD", "--", "."]);
    git(dir.path(), &["mv", "post.md", "renamed.md"]);
    fs::write(dir.path().join("new.md"), "# A\n\nWe meet on 30 February 2026.\n").expect("written");
    assert_eq!(rules(dir.path(), &["--since", "HEAD"]), ["date/impossible"]);
}

#[test]
fn a_change_of_the_year_answers_for_the_weekdays_that_it_breaks() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    git(dir.path(), &["init", "-q"]);
    let text = |year: &str| {
        format!("---\ntitle: Maps\nlang: en\nstartDate: {year}-12-04\n---\n\n## Friday, 4 December\n\nText.\n")
    };
    fs::write(dir.path().join("post.md"), text("2026")).expect("written");
    git(dir.path(), &["add", "-A"]);
    git(dir.path(), &["commit", "-qm", "first"]);
    fs::write(dir.path().join("post.md"), text("2028")).expect("written");
    assert_eq!(rules(dir.path(), &["--since", "HEAD"]), ["date/weekday"], "the heading's line is unchanged");
}

#[test]
fn a_neighbour_of_a_changed_line_is_not_changed() {
    let dir = repository();
    let text = "# A\n\nOne line.\nWe met on 31 November 2026.\nAnother line.\n";
    fs::write(dir.path().join("post.md"), text).expect("written");
    git(dir.path(), &["add", "-A"]);
    git(dir.path(), &["commit", "-qm", "second"]);
    fs::write(dir.path().join("post.md"), text.replace("One line", "A line").replace("Another", "One more"))
        .expect("written");
    assert_eq!(rules(dir.path(), &["--since", "HEAD"]), Vec::<String>::new());
}

#[test]
fn a_fix_keeps_to_what_the_change_brought() {
    let dir = repository();
    let old = "---\ntitle: Old: maps\nlang: en\n---\n\nWe met on 31 November 2026.\n";
    fs::write(dir.path().join("old.md"), old).expect("written");
    git(dir.path(), &["add", "-A"]);
    git(dir.path(), &["commit", "-qm", "second"]);
    let changed = POST.replace("title: Maps", "title: Maps: an evening");
    fs::write(dir.path().join("post.md"), &changed).expect("written");
    assert_eq!(rules(dir.path(), &["--since", "HEAD", "--fix"]), Vec::<String>::new());
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).expect("there");
    assert_eq!(read("old.md"), old, "nobody touched it");
    assert_eq!(read("post.md"), changed.replace("Maps: an evening", "\"Maps: an evening\""));
    git(dir.path(), &["checkout", "-q", "-f", "HEAD", "--", "."]);
    fs::write(dir.path().join("post.md"), POST.replace("Trains", "Night trains")).expect("written");
    git(dir.path(), &["add", "-A"]);
    assert_eq!(rules(dir.path(), &["--staged", "--fix"]), Vec::<String>::new(), "an old mistake is nobody's");
}

#[test]
fn a_missing_base_says_how_to_get_it() {
    let dir = repository();
    let output = eventlint(dir.path(), &["check", "--since", "origin/main", "."]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("git fetch"), "{said}");
    let outside = tempfile::tempdir().expect("a temporary folder");
    let output = eventlint(outside.path(), &["check", "--since", "HEAD", "."]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_patch_is_one_that_git_takes() {
    let dir = repository();
    let post = dir.path().join("post.md");
    fs::write(&post, "---\r\ntitle: Maps: an evening\r\n---\r\n\r\nWelcome.\r\n").expect("written");
    git(dir.path(), &["add", "-A"]);
    git(dir.path(), &["commit", "-qm", "second"]);
    let output = eventlint(dir.path(), &["check", "--diff", "post.md"]);
    assert_eq!(output.status.code(), Some(1));
    fs::write(dir.path().join("fix.patch"), &output.stdout).expect("written");
    git(dir.path(), &["apply", "fix.patch"]);
    let fixed = fs::read_to_string(&post).expect("there");
    assert_eq!(fixed, "---\r\ntitle: \"Maps: an evening\"\r\n---\r\n\r\nWelcome.\r\n");
    assert_eq!(eventlint(dir.path(), &["check", "--diff", "post.md"]).status.code(), Some(0));
}
