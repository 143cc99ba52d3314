//! What the machine may do to a run: no room, no right to write, nobody who
//! reads, an end in the middle, a second run beside it. A post is the old one
//! or the new one, never half of each.

use crate::cli::bare;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const BEFORE: &str = "---\ntitle: Maps: an evening\nlang: en\n---\n\nWelcome.\n";
const AFTER: &str = "---\ntitle: \"Maps: an evening\"\nlang: en\n---\n\nWelcome.\n";

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eventlint"));
    bare(command.args(words).current_dir(folder).stdin(Stdio::null()));
    command
}

/// Runs the binary behind a line of shell, such as a limit.
fn behind(folder: &Path, shell: &str, words: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{shell}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_eventlint")]);
    command.args(words).current_dir(folder).output().expect("the binary runs")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A post too large for the limits below, and the same post fixed.
fn long() -> (String, String) {
    let rest = "Text of a long post.\n\n".repeat(400);
    (format!("{BEFORE}\n{rest}"), format!("{AFTER}\n{rest}"))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Writing fails half-way: with room for no more than a block a file.
#[test]
fn a_disk_without_room_leaves_the_post_whole() {
    let dir = folder();
    let (before, after) = long();
    let post = dir.path().join("post.md");
    fs::write(&post, &before).expect("written");
    let output = behind(dir.path(), "trap '' XFSZ; ulimit -f 1", &["check", "--fix", "post.md"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("post.md: not fixed: "), "{}", said(&output));
    assert_eq!(fs::read_to_string(&post).expect("there"), before);
    assert_eq!(names(dir.path()), ["post.md"], "nothing is left behind");
    let output = behind(dir.path(), "trap '' XFSZ; ulimit -f 1", &["check", "--add-suppressions", "post.md"]);
    assert_eq!((output.status.code(), fs::read_to_string(&post).expect("there")), (Some(2), before));
    assert_eq!(behind(dir.path(), ":", &["check", "--fix", "post.md"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&post).expect("there"), after);
}

/// The same on a file system that is really full, in a mount of our own.
#[cfg(target_os = "linux")]
#[test]
fn a_full_file_system_leaves_the_post_whole() {
    const SCRIPT: &str = "mount -t tmpfs -o size=16k none disk && cd disk && cp ../post.md post.md && \
        { cat /dev/zero > fill 2> /dev/null; \"$@\"; echo \"code $?\"; cat post.md; }";
    let dir = folder();
    let (before, _) = long();
    fs::create_dir(dir.path().join("disk")).expect("a folder");
    fs::write(dir.path().join("post.md"), &before).expect("written");
    let shown = [&["--mount"][..], &["--user", "--map-root-user", "--mount"]].iter().find_map(|rights| {
        let mut command = Command::new("unshare");
        command.args(*rights).args(["sh", "-c", SCRIPT, "sh", env!("CARGO_BIN_EXE_eventlint")]);
        let output = command.args(["check", "--fix", "--quiet", "post.md"]).current_dir(dir.path()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).split_once("code ")?.1.to_owned())
    });
    // Where nothing can be mounted, the test above stands for both.
    if let Some(shown) = shown {
        assert_eq!(shown, format!("2\n{before}"));
    }
}

/// The signal comes exactly in the middle of writing: the kernel sends it when
/// the limit is reached.
#[test]
fn an_end_in_the_middle_of_writing_leaves_the_post_whole() {
    let dir = folder();
    let (before, _) = long();
    let post = dir.path().join("post.md");
    fs::write(&post, &before).expect("written");
    let output = behind(dir.path(), "ulimit -c 0; ulimit -f 1", &["check", "--fix", "post.md"]);
    assert!(output.status.signal().is_some(), "the signal ends it: {:?}", output.status);
    assert_eq!(fs::read_to_string(&post).expect("there"), before);
    let report = command(dir.path(), &["check", "--format", "json", "."]).output().expect("the binary runs");
    assert!(String::from_utf8_lossy(&report.stdout).contains("\"files\":1"), "what is left behind is no post");
}

/// SIGINT and SIGTERM while many posts are fixed: each is old or new.
#[test]
fn an_interrupted_run_leaves_each_post_old_or_new() {
    for signal in ["INT", "TERM"] {
        let interrupted = (1..=5).any(|round| {
            let dir = folder();
            let posts: Vec<_> = (0..800 * round).map(|n| dir.path().join(format!("post{n:04}.md"))).collect();
            for post in &posts {
                fs::write(post, BEFORE).expect("written");
            }
            let mut child = command(dir.path(), &["check", "--fix", "--quiet", "."])
                .stdout(Stdio::null())
                .spawn()
                .expect("the binary runs");
            // The first post is done first: when it is new, the run is in the middle.
            while child.try_wait().expect("a state").is_none() && !fixed(&posts[..1]) {
                std::thread::yield_now();
            }
            send(signal, &child);
            let status = child.wait().expect("an end");
            for post in &posts {
                let text = fs::read_to_string(post).expect("there");
                assert!(text == BEFORE || text == AFTER, "half a post after {signal}: {text:?}");
            }
            let again = command(dir.path(), &["check", "--fix", "--quiet", "."]).output().expect("the binary runs");
            assert_eq!(again.status.code(), Some(0), "the next run goes on: {}", said(&again));
            assert!(posts.iter().all(|post| fs::read_to_string(post).expect("there") == AFTER));
            status.signal().is_some()
        });
        assert!(interrupted, "no run could be interrupted by {signal}");
    }
}

fn fixed(posts: &[std::path::PathBuf]) -> bool {
    posts.iter().any(|post| fs::read_to_string(post).is_ok_and(|text| text != BEFORE))
}

fn send(signal: &str, child: &Child) {
    // A run that has ended by itself is not there any more.
    let _ = Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status();
}

#[test]
fn two_runs_at_once_fix_each_post_once() {
    let dir = folder();
    let posts: Vec<_> = (0..60).map(|n| dir.path().join(format!("post{n}.md"))).collect();
    for _ in 0..3 {
        for post in &posts {
            fs::write(post, BEFORE).expect("written");
        }
        let runs: Vec<Child> = (0..2)
            .map(|_| {
                let mut run = command(dir.path(), &["check", "--fix", "--quiet", "."]);
                run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs")
            })
            .collect();
        for run in runs {
            let output = run.wait_with_output().expect("an end");
            let lines = said(&output);
            assert!(lines.lines().all(|line| line.contains("it changed while it was judged")), "{lines}");
        }
        assert!(posts.iter().all(|post| fs::read_to_string(post).expect("there") == AFTER));
        assert_eq!(names(dir.path()).len(), posts.len(), "nothing is left behind");
    }
}

/// A post that somebody saves while it is judged is theirs.
#[test]
fn what_was_saved_meanwhile_is_not_overwritten() {
    use eventlint::fix::write::{Refused, replace};
    let dir = folder();
    let post = dir.path().join("post.md");
    fs::write(&post, "saved meanwhile\n").expect("written");
    assert!(matches!(replace(&post, BEFORE, AFTER), Err(Refused::Changed)));
    assert_eq!(fs::read_to_string(&post).expect("there"), "saved meanwhile\n");
    assert_eq!(names(dir.path()), ["post.md"]);
}

#[test]
fn a_post_that_may_not_be_written_is_left_alone() {
    let dir = folder();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("locked.md"), BEFORE).expect("written");
    fs::set_permissions(at("locked.md"), PermissionsExt::from_mode(0o444)).expect("locked");
    fs::write(at("one.md"), BEFORE).expect("written");
    fs::hard_link(at("one.md"), at("two.txt")).expect("linked");
    fs::write(at("free.md"), BEFORE).expect("written");
    fs::set_permissions(at("free.md"), PermissionsExt::from_mode(0o640)).expect("set");
    fs::create_dir(at("posts")).expect("a folder");
    fs::write(at("posts/target.md"), BEFORE).expect("written");
    std::os::unix::fs::symlink("posts/target.md", at("link.md")).expect("linked");
    let words = ["check", "--fix", "locked.md", "one.md", "free.md", "link.md"];
    let output = command(dir.path(), &words).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    for (name, why) in [("locked.md", "it is read-only"), ("one.md", "it has several hard links")] {
        assert!(said(&output).contains(&format!("{name}: not fixed: {why}")), "{}", said(&output));
        assert_eq!(fs::read_to_string(at(name)).expect("there"), BEFORE);
    }
    assert_eq!(fs::read_to_string(at("free.md")).expect("there"), AFTER, "the others are fixed");
    assert_eq!(fs::metadata(at("free.md")).expect("there").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(at("link.md")).expect("there").is_symlink(), "a link stays a link");
    assert_eq!(fs::read_to_string(at("posts/target.md")).expect("there"), AFTER);
}

const SPEAK: &[&[&str]] = &[
    &["check", "post.md"],
    &["check", "--format", "json", "post.md"],
    &["check", "--diff", "post.md"],
    &["check", "--statistics", "--quiet", "post.md"],
    &["agenda", "post.md"],
    &["rules"],
    &["explain", "schedule/overlap"],
    &["completions", "bash"],
];

/// A report that can't be written is an error, never a success.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_exit_code_2() {
    let dir = folder();
    fs::write(dir.path().join("post.md"), BEFORE).expect("written");
    for words in SPEAK {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let output = command(dir.path(), words).stdout(full).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(&output));
        assert!(said(&output).contains("can't write"), "{words:?}: {}", said(&output));
    }
    for words in [["check", "--output", "/dev/full", "post.md"], ["check", "--format", "sarif=/dev/full", "post.md"]] {
        assert_eq!(command(dir.path(), &words).output().expect("it runs").status.code(), Some(2), "{words:?}");
    }
}

/// `eventlint … | head` is no mistake of anybody.
#[test]
fn a_reader_that_leaves_is_no_error() {
    let dir = folder();
    fs::write(dir.path().join("post.md"), BEFORE).expect("written");
    for words in SPEAK {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let status = command(dir.path(), words).stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
        assert_eq!((status.status.code(), said(&status)), (Some(0), String::new()), "{words:?}");
    }
}
