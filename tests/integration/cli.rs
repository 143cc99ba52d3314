//! The command line through the real binary: bad input, exit codes, pipes.

use crate::catalogue::root;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub fn eventlint(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().expect("the binary runs")
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eventlint"));
    bare(command.args(words).current_dir(folder));
    command
}

/// Takes the environment away, but for where programs are and where the measured coverage goes.
pub fn bare(command: &mut Command) {
    command.env_clear();
    for name in ["PATH", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_judged() {
    let dir = folder();
    fs::write(dir.path().join("good.md"), "# A\n\nText\n").expect("written");
    let output = eventlint(dir.path(), &["check", "--format", "json", "good.md", "gone.md"]);
    assert_eq!(code(&output), 2);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["failures"][0]["file"], "gone.md");
    assert_eq!(report["summary"]["files"], 1);
    assert!(text(&output.stderr).contains("gone.md: there is no such file"));
}

#[test]
fn bytes_that_are_no_text_are_one_finding() {
    let dir = folder();
    fs::write(dir.path().join("latin.md"), b"# Caf\xe9\n\nText\n").expect("written");
    fs::write(dir.path().join("nul.md"), b"# A\n\0\n").expect("written");
    fs::write(dir.path().join("empty.md"), b"").expect("written");
    let output = eventlint(dir.path(), &["check", "--format", "json", "."]);
    assert_eq!(code(&output), 1);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found: Vec<_> = report["diagnostics"].as_array().expect("a list").iter().map(|it| it["rule"].clone()).collect();
    assert_eq!(found, ["source/encoding", "source/encoding"]);
    assert_eq!(report["diagnostics"][0]["start"]["offset"], 5);
}

#[test]
fn a_huge_file_is_refused_unread() {
    let dir = folder();
    let file = fs::File::create(dir.path().join("huge.md")).expect("created");
    file.set_len(100 << 20).expect("a sparse file");
    let output = eventlint(dir.path(), &["check", "--format", "short", "huge.md"]);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains("source/too-large"), "{}", text(&output.stdout));
}

#[cfg(unix)]
#[test]
fn a_pipe_as_an_argument_is_refused_not_waited_for() {
    let dir = folder();
    let status = Command::new("mkfifo").arg(dir.path().join("pipe.md")).status().expect("mkfifo");
    assert!(status.success());
    let output = eventlint(dir.path(), &["check", "pipe.md"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("not a regular file"));
    assert_eq!(text(&output.stdout), "", "what could not be read is not called right");
}

#[test]
fn a_place_in_another_post_is_counted_in_that_post() {
    let dir = folder();
    let across = "rules: {schedule/room-clash: {across-posts: true}}\nselect: [schedule/room-clash]\n";
    fs::write(dir.path().join(".eventlint.yaml"), across).expect("written");
    let post = |lead: &str, start: &str, title: &str| {
        format!(
            "# An evening\n\n{lead}## Friday, 4 December 2026\n\n| Time | Title | Room |\n|---|---|---|\n\
             | {start} - 20:00 | {title} | Great Hall |\n"
        )
    };
    fs::write(dir.path().join("a.md"), post("Many words.\n\nAnd more.\n\n", "18:00", "Old maps")).expect("written");
    fs::write(dir.path().join("b.md"), post("", "19:00", "Night trains")).expect("written");
    let output = eventlint(dir.path(), &["check", "--format", "json", "."]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = report["diagnostics"].as_array().expect("a list").iter().find(|it| it["rule"] == "schedule/room-clash");
    let found = found.expect("the clash");
    let other = &found["related"][0];
    let lines = [("a.md", 11), ("b.md", 7)].map(|(file, line)| (serde_json::json!(file), serde_json::json!(line)));
    let own = (found["file"].clone(), found["start"]["line"].clone());
    let there = (other["file"].clone(), other["start"]["line"].clone());
    assert!(lines.contains(&own) && lines.contains(&there) && own != there, "{own:?} {there:?}");
}

#[test]
fn a_mistyped_command_is_told_from_a_file() {
    let dir = folder();
    let output = eventlint(dir.path(), &["chekc"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("did you mean `check`"), "{}", text(&output.stderr));
    fs::write(dir.path().join("rules"), "x").expect("written");
    assert_eq!(code(&eventlint(dir.path(), &["./rules"])), 0);
}

#[test]
fn a_wrong_argument_is_exit_code_2() {
    let dir = folder();
    for words in
        [&["check", "--format", "yaml"][..], &["check", "--nope"], &["explain", "no/rule"], &["check", "--since", "x"]]
    {
        assert_eq!(code(&eventlint(dir.path(), words)), 2, "{words:?}");
    }
}

#[test]
fn a_mistyped_rule_does_not_pass_for_a_clean_site() {
    let dir = folder();
    fs::write(dir.path().join("a.md"), "# A\n\n[x]()\n").expect("written");
    for option in ["--select", "--extend-select", "--ignore"] {
        let output = eventlint(dir.path(), &["check", option, "lnik"]);
        assert_eq!(code(&output), 2, "{option}");
        assert!(text(&output.stderr).contains("(did you mean `link`?)"), "{}", text(&output.stderr));
    }
    let output = eventlint(dir.path(), &["check", "--format", "short", "--select", "date, link/empty"]);
    assert!(text(&output.stdout).contains("link/empty"), "a blank behind the comma is no part of the name");
    let output = eventlint(dir.path(), &["explain", "order"]);
    assert!(text(&output.stderr).contains("`schedule/order`"), "{}", text(&output.stderr));
}

#[test]
fn where_nothing_was_judged_nothing_is_called_right() {
    let dir = folder();
    let output = eventlint(dir.path(), &["check", "."]);
    assert_eq!(text(&output.stdout), "nothing was judged: no post was found, or all are excluded\n");
    let output = eventlint(dir.path(), &["check", "gone.md"]);
    assert_eq!((text(&output.stdout), code(&output)), (String::new(), 2));
}

#[test]
fn suppressions_are_not_written_into_a_post_that_was_not_read() {
    let dir = folder();
    fs::write(dir.path().join("a.md"), "# A\n\n[x]()\n").expect("written");
    let words = ["check", "--add-suppressions", "--stdin-filename", "a.md", "-"];
    let mut child = command(dir.path(), &words).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    // It may have ended already.
    let _ = child.stdin.take().expect("a pipe").write_all(b"# B\n\n[y]()\n");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(code(&output), 2);
    assert_eq!(fs::read_to_string(dir.path().join("a.md")).expect("there"), "# A\n\n[x]()\n");
}

#[test]
fn an_explanation_names_the_file_that_an_example_needs_and_shows_no_text_twice() {
    let dir = folder();
    let said = |rule| text(&eventlint(dir.path(), &["explain", rule]).stdout);
    assert!(said("date/mismatch").contains("a mistake, in 2026-"), "{}", said("date/mismatch"));
    let page = said("front-matter/syntax");
    assert_eq!(page.matches("    title: \"Maps: an evening of talks\"").count(), 1, "{page}");
}

#[test]
fn a_session_that_ends_before_it_starts_has_no_length() {
    let dir = folder();
    let post = "## Friday, 4 December 2026\n\n- 18:00 - 17:30: Maps\n- 18:30 - 19:00: Trains\n";
    fs::write(dir.path().join("a.md"), post).expect("written");
    let shown = text(&eventlint(dir.path(), &["agenda", "a.md"]).stdout);
    assert!(shown.contains("  ! 18:00–17:30  ?       Maps\n"), "{shown}");
}

#[test]
fn standard_input_is_judged_under_its_name() {
    let dir = folder();
    let mut child = command(dir.path(), &["check", "--format", "json", "--stdin-filename", "posts/x.md", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(b"# A\n\n[x]()\n").expect("written");
    let output = child.wait_with_output().expect("it ends");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["diagnostics"][0]["file"], "posts/x.md");
    assert_eq!(report["diagnostics"][0]["rule"], "link/empty");
}

#[test]
fn the_programme_of_standard_input_is_shown_beside_that_of_files() {
    let dir = folder();
    fs::write(dir.path().join("b.md"), "On 5 December 2026:\n\n- 11:00 Trains\n- 12:00 Lunch\n").expect("written");
    let mut child = command(dir.path(), &["agenda", "--format", "json", "--stdin-filename", "posts/x.md", "-", "b.md"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let text = "On 4 December 2026:\n\n- 10:00 Maps\n- 11:00 Ferries\n";
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let posts = report["posts"].as_array().expect("a list");
    let seen: Vec<_> = posts.iter().map(|post| (&post["file"], &post["sessions"][0]["date"])).collect();
    assert_eq!(seen, [(&"posts/x.md".into(), &"2026-12-04".into()), (&"b.md".into(), &"2026-12-05".into())]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = folder();
    let body: String = (0..4000).map(|n| format!("[x{n}]()\n\n")).collect();
    fs::write(dir.path().join("a.md"), body).expect("written");
    let mut child = command(dir.path(), &["check", "--format", "full", "--no-fold", "a.md"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn every_format_escapes_what_a_post_says() {
    let dir = folder();
    fs::write(
        dir.path().join("a.md"),
        "# A\n\n[::error ]]> \u{1b}[31m \u{202e}]()\n\n[100%\u{7}](htps://x.example/a)\n",
    )
    .expect("written");
    for format in ["full", "short", "json", "jsonl", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson"] {
        let output = eventlint(dir.path(), &["check", "-v", "--format", format, "a.md"]);
        let shown = text(&output.stdout);
        assert_eq!(code(&output), 1, "{format}: {shown}");
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'), "{format} lets an escape through");
        assert!(!shown.contains('\u{202e}'), "{format} lets the reading direction be turned");
        assert!(!shown.lines().any(|line| line.starts_with("::error ]]")), "{format}");
    }
}

#[test]
fn the_result_is_the_same_whatever_the_threads() {
    let one = eventlint(&root(), &["check", "--format", "json", "--today", "2026-01-15", "--threads", "1", "fixtures"]);
    let two = eventlint(&root(), &["check", "--format", "json", "--today", "2026-01-15", "--threads", "2", "fixtures"]);
    assert_eq!(text(&one.stdout), text(&two.stdout));
}

#[test]
fn a_fixed_standard_input_goes_to_standard_output_and_no_file() {
    let dir = folder();
    let text_before = "---\ntitle: Maps: an evening\n---\n\nWelcome.\n";
    fs::write(dir.path().join("post.md"), text_before).expect("written");
    let mut child = command(dir.path(), &["check", "--fix", "--stdin-filename", "post.md", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(text_before.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(text(&output.stdout), "---\ntitle: \"Maps: an evening\"\n---\n\nWelcome.\n");
    assert!(text(&output.stderr).contains("1 fix applied"));
    assert_eq!(fs::read_to_string(dir.path().join("post.md")).expect("there"), text_before);
}

#[test]
fn patterns_name_files_where_the_shell_leaves_them_alone() {
    let dir = folder();
    fs::create_dir(dir.path().join("posts")).expect("a folder");
    for name in ["posts/a.md", "posts/b.md", "posts/c.txt"] {
        fs::write(dir.path().join(name), "# A\n\nText\n").expect("written");
    }
    let output = eventlint(dir.path(), &["check", "--format", "json", "posts/*.md"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["summary"]["files"], 2);
    assert_eq!(code(&eventlint(dir.path(), &["check", "posts/*.rst"])), 2);
}

#[test]
fn every_rule_is_listed_and_explained() {
    let dir = folder();
    let output = eventlint(dir.path(), &["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rules = list["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), eventlint::catalogue::rules().len());
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        let page = eventlint(dir.path(), &["explain", id]);
        let page = text(&page.stdout);
        assert!(page.starts_with(id) && !page.contains("````"), "{id}:\n{page}");
        assert!(page.lines().all(|line| line.starts_with("    ") || line.chars().count() <= 100), "{id} is too wide");
    }
    let wrong = eventlint(dir.path(), &["explain", "overlp"]);
    assert_eq!(code(&wrong), 2);
    assert!(text(&wrong.stderr).contains("did you mean `schedule/overlap`?"));
}

#[test]
fn init_writes_a_configuration_that_fits_the_site() {
    let dir = folder();
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    fs::write(dir.path().join("hugo.toml"), "baseURL = \"https://example.org/\"\n").expect("written");
    for day in 1..=4 {
        let post = format!(
            "---\ntitle: Abend {day}\nlang: de\ndate: 2026-12-0{day}\n---\n\nWir treffen uns am {day}. Dezember 2026.\n"
        );
        fs::write(dir.path().join(format!("p{day}.md")), post).expect("written");
    }
    assert_eq!(code(&eventlint(dir.path(), &["init"])), 0);
    let written = fs::read_to_string(dir.path().join(".eventlint.yaml")).expect("there");
    for line in ["generator: hugo", "lang: de", "  event-date: date"] {
        assert!(written.lines().any(|it| it == line), "{line} is not in\n{written}");
    }
    let output = eventlint(dir.path(), &["check", "."]);
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert_eq!(code(&eventlint(dir.path(), &["init"])), 2, "an existing configuration is left alone");
}

/// The fixtures, copied to a folder where they may be changed.
fn fixtures() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("the fixtures").flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else if entry.path().extension().is_none_or(|ending| ending != "expected") {
                fs::copy(entry.path(), target).expect("copied");
            }
        }
    }
    let dir = folder();
    copy(&root().join("fixtures"), dir.path());
    dir
}

#[test]
fn suppressions_for_all_findings_leave_a_clean_site_and_the_same_pages() {
    let dir = fixtures();
    let today = ["check", "--today", "2026-01-15"];
    let sessions = |dir: &Path| {
        let output = eventlint(dir, &["agenda", "--format", "json", "plain/summer-school.md"]);
        let agenda: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        agenda["posts"][0]["sessions"].as_array().expect("a list").len()
    };
    let before = sessions(dir.path());
    let output = eventlint(dir.path(), &[&today[..], &["--add-suppressions", "--reason", "as it was", "."]].concat());
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("silenced "));
    let output = eventlint(dir.path(), &[&today[..], &["--format", "json", "."]].concat());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let left: Vec<_> =
        report["diagnostics"].as_array().expect("a list").iter().filter(|it| it["severity"] != "note").collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(report["summary"]["suppressed"].as_u64().expect("a count") > 10);
    assert_eq!(sessions(dir.path()), before);
    let post = fs::read_to_string(dir.path().join("plain/summer-school.md")).expect("there");
    assert!(post.contains(" : as it was -->"));
}

#[test]
fn a_github_job_gets_a_summary_with_the_programme() {
    let dir = fixtures();
    let summary = dir.path().join("summary.txt");
    let output = command(dir.path(), &["check", "--today", "2026-01-15", "--format", "github", "eleventy"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .expect("the binary runs");
    assert!(text(&output.stdout).starts_with("::error file=eleventy/"));
    let summary = fs::read_to_string(summary).expect("a summary");
    for part in ["| errors | warnings |", "schedule/overlap", "```mermaid\ngantt", ":crit, "] {
        assert!(summary.contains(part), "{part} is not in\n{summary}");
    }
}

#[test]
fn a_watched_post_is_judged_again_when_it_changes() {
    use std::io::{BufRead, BufReader};
    let dir = folder();
    let post = dir.path().join("post.md");
    fs::write(&post, "# A\n\nText\n").expect("written");
    let mut child = command(dir.path(), &["check", "--watch", "--format", "short", "post.md"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("watching")));
    fs::write(&post, "# A\n\nWe meet on 31 November 2026.\n").expect("written");
    assert!(lines.any(|line| line.contains("date/impossible")));
    child.kill().expect("ended");
    child.wait().expect("an end");
}

/// The steps of docs/eleventy-blog.md.
#[test]
fn a_blog_goes_from_its_first_run_to_a_hook() {
    let dir = folder();
    let git = |words: &[&str]| {
        let mut all = vec!["-c", "user.name=Ana", "-c", "user.email=ana@example.org"];
        all.extend(words);
        Command::new("git").args(all).current_dir(dir.path()).output().expect("git runs")
    };
    git(&["init", "-q"]);
    fs::write(dir.path().join("eleventy.config.js"), "export default function () {}\n").expect("written");
    fs::create_dir_all(dir.path().join("content/blog")).expect("a folder");
    let post = dir.path().join("content/blog/maps.md");
    let text = "---\ntitle: Maps\nlang: en\n---\n\nWe meet on Friday, 4 December 2026.\n\n- 14:00 - 14:30: Welcome\n- 14:30 - 15:00: Maps\n- 15:00 - 15:30: Trains\n- 15:30 - 16:00: Questions\n";
    fs::write(&post, text).expect("written");
    assert_eq!(code(&eventlint(dir.path(), &["init"])), 0);
    let configuration = fs::read_to_string(dir.path().join(".eventlint.yaml")).expect("there");
    assert!(configuration.contains("generator: eleventy"), "{configuration}");
    assert_eq!(code(&eventlint(dir.path(), &[])), 0);
    let hook = dir.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    fs::write(&hook, format!("#!/bin/sh\nexec {} check --staged\n", env!("CARGO_BIN_EXE_eventlint"))).expect("written");
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("executable");
    git(&["add", "-A"]);
    assert!(git(&["commit", "-qm", "A post"]).status.success(), "a good post is taken");
    fs::write(&post, text.replace("14:30 - 15:00", "14:10 - 15:00")).expect("written");
    git(&["add", "-A"]);
    let refused = git(&["commit", "-qm", "A slip"]);
    assert!(!refused.status.success(), "a bad one is not");
    assert!(text_of(&refused).contains("schedule/overlap"), "{}", text_of(&refused));
}

fn text_of(output: &Output) -> String {
    text(&output.stdout) + &text(&output.stderr)
}
