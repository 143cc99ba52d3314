//! Hostile input through the real binary: each row of `docs/hostile-input.md`.
//!
//! Every run is bound by the system: so much address space, so many seconds of
//! the processor, many times what it needs. What goes past them is ended, and
//! the exit code tells.

use crate::catalogue::root;
use crate::cli::bare;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the binary within 2 GiB (where the system can say so) and five minutes of the processor.
fn bounded(folder: &Path, words: &[&str]) -> Output {
    within(300, folder, words)
}

fn within(seconds: u32, folder: &Path, words: &[&str]) -> Output {
    let limits = format!("ulimit -v 2097152; ulimit -t {seconds}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limits, "sh", env!("CARGO_BIN_EXE_eventlint")]);
    bare(command.args(words).current_dir(folder));
    command.stdin(Stdio::null()).output().expect("the binary runs")
}

/// Judges one post with every rule; the report.
fn judged(post: &str) -> Value {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join("post.md"), post).expect("written");
    report(dir.path(), &["--extend-select", "all", "--threads", "1", "post.md"])
}

fn report(folder: &Path, words: &[&str]) -> Value {
    let output = bounded(folder, &[&["check", "--format", "json"], words].concat());
    let code = output.status.code();
    assert!(code.is_some_and(|code| code <= 2), "ended with {:?}: {}", output.status, said(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).chars().take(400).collect()
}

fn rules(report: &Value) -> Vec<&str> {
    report["diagnostics"].as_array().expect("a list").iter().filter_map(|it| it["rule"].as_str()).collect()
}

fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    dir
}

const LEVELS: &str = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";

/// Ten aliases to the power of `depth`.
fn bomb(depth: u8) -> String {
    let mut out = LEVELS.to_owned();
    for level in 0..depth {
        let (name, below) = (char::from(b'b' + level), char::from(b'a' + level));
        out.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{below}"); 10].join(", ")));
    }
    out
}

#[test]
fn aliases_are_not_multiplied() {
    judged(&format!("---\n{}---\n\nText\n", bomb(12)));
    let dir = repository();
    fs::write(dir.path().join("post.md"), format!("---\n{}---\n\nText\n", bomb(12))).expect("written");
    fs::write(dir.path().join("schema.yaml"), bomb(12)).expect("written");
    fs::write(dir.path().join(".eventlint.yaml"), format!("{}front-matter: {{schema: schema.yaml}}\n", bomb(12)))
        .expect("written");
    let found = report(dir.path(), &["."]);
    assert!(rules(&found).contains(&"config/unknown-key"), "{found}");
    #[cfg(feature = "schema")]
    {
        fs::write(dir.path().join(".eventlint.yaml"), "front-matter: {schema: {type: object}}\n").expect("written");
        assert!(!rules(&report(dir.path(), &["."])).contains(&"config/value"));
    }
}

#[test]
fn deep_nesting_is_refused_or_read_flat() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    for (what, text) in [
        ("quotes", many("> ", 10_000)),
        ("quotes without blanks", format!("{}x", many(">", 10_000))),
        ("lists in one line", many("- ", 10_000)),
        ("lists below each other", (0..2_000).map(|n| format!("{}- x\n", " ".repeat(n * 2))).collect()),
        ("numbered lists", many("1. ", 10_000)),
        ("brackets", many("[", 10_000)),
        ("closed brackets", format!("{}x{}", many("[", 10_000), many("](a)", 10_000))),
        ("images", many("![", 10_000)),
        ("emphasis", format!("{}x{}", many("*a **b ", 10_000), many("** *", 10_000))),
        ("elements", many("<div>", 10_000)),
        ("tables in tables", many("<table><tr><td>", 10_000)),
        ("templates", many("{% if a %}", 10_000)),
        ("shortcodes", many("{{< a ", 10_000)),
        ("lists of front matter", format!("---\na: {}\n---\n", many("[", 100_000))),
        ("maps of front matter", format!("---\n{}\n---\n", many("{a: ", 100_000))),
        ("blocks of front matter", format!("---\n{}x\n---\n", many("- ", 100_000))),
        ("tables of TOML", format!("+++\na = {}\n+++\n", many("[", 100_000))),
        ("keys of TOML", format!("+++\n{}a = 1\n+++\n", many("a.", 100_000))),
        ("lists of JSON", format!("{{\"a\": {}}}\n", many("[", 100_000))),
    ] {
        let found = judged(&format!("{text}\n\n[end]()\n"));
        if what.contains("quotes") || what == "lists in one line" || what == "lists below each other" {
            assert!(rules(&found).contains(&"source/too-deep"), "{what}: {found}");
        }
    }
}

#[test]
fn a_line_of_a_megabyte_is_a_line() {
    let fill = |piece: &str| piece.repeat((1 << 20) / piece.len());
    for piece in
        ["a", "é ", "[x][y] ", "https://maps.city-library.net/a ", "*_", "`", "&amp;", "<!-- ", "{{ ", "{#", "\\", "<x"]
    {
        let found = judged(&format!("Text\n\n{}\n", fill(piece)));
        assert_eq!(found["failures"], serde_json::json!([]), "{piece}");
    }
    judged(&format!("---\ntitle: {}\n---\n", fill("a: b ")));
    judged(&format!("---\n{}: x\n---\n", fill("a")));
    judged(&format!("# {}\n", fill("a ")));
    judged(&format!("| a |\n|---|\n| {} |\n", fill("x ")));
}

/// Each finding keeps what it shows of a line, not the line.
#[test]
fn many_findings_on_one_line_are_shown_one_by_one() {
    for piece in ["[x]() ", "<a href=x>", "31.02.2026 ", "Monday 4 December 2026, "] {
        let count = (1 << 17) / piece.len();
        let found = judged(&format!("---\nlang: en\n---\n\n{}\n", piece.repeat(count)));
        assert!(rules(&found).len() >= count / 2, "{piece}: {} findings", rules(&found).len());
    }
}

#[test]
fn a_million_pipes_are_no_table() {
    let million = 1_000_000;
    for text in [
        "|".repeat(million),
        format!("|{}\n|{}\n", "a|".repeat(million), "-|".repeat(million)),
        format!("| a |\n|---|\n{}\n", "|".repeat(million)),
        format!("| a |\n|---|\n{}", "||\n".repeat(million / 10)),
        "|\n".repeat(million / 2),
    ] {
        judged(&text);
    }
    let wide = format!("|{}\n|{}\n", "a|".repeat(2_000), "-|".repeat(2_000));
    assert!(rules(&judged(&wide)).contains(&"source/too-deep"));
}

/// Patterns of a configuration are linear, or refused for their size.
#[test]
fn patterns_of_a_pull_request_cannot_hang_the_run() {
    let dir = repository();
    let link = format!("https://maps.city-library.net/{}b", "a".repeat(10_000));
    fs::write(dir.path().join("post.md"), format!("---\ntitle: {}!\n---\n\n[x]({link})\n", "a".repeat(50_000)))
        .expect("written");
    let configure = |text: &str| fs::write(dir.path().join(".eventlint.yaml"), text).expect("written");
    configure("links: {exclude: [\"(a+)+$\", \"(a|a)*c\", \"a{1,1000}{1,1000}{1,1000}\"]}\n");
    let found = report(dir.path(), &["."]);
    assert_eq!(rules(&found).iter().filter(|rule| **rule == "config/value").count(), 1, "{found}");
    configure(&format!(
        "overrides: [{{files: [\"{}x\"], lang: fr}}]\nexclude: [\"{}\"]\n",
        "**/*".repeat(200),
        "{a,b}".repeat(40)
    ));
    report(dir.path(), &["."]);
    configure("front-matter: {schema: {properties: {title: {pattern: \"^(a+)+$\"}}}}\n");
    let found = report(dir.path(), &["."]);
    #[cfg(feature = "schema")]
    assert!(rules(&found).contains(&"front-matter/value"), "{found}");
    for schema in
        ["{$ref: \"#\"}", "{allOf: [{$ref: \"#\"}]}", "{$ref: \"/etc/passwd\"}", "{$ref: \"http://127.0.0.1:1/x\"}"]
    {
        configure(&format!("front-matter: {{schema: {schema}}}\n"));
        report(dir.path(), &["."]);
    }
    let _ = found;
}

#[test]
fn a_configuration_is_read_in_bounded_time() {
    let dir = repository();
    fs::write(dir.path().join("post.md"), "Text\n").expect("written");
    let configure = |text: &str| fs::write(dir.path().join(".eventlint.yaml"), text).expect("written");
    // Each key compared with each other would take more than a minute.
    configure(&(0..95_000).map(|n| format!("k{n}: x\n")).collect::<String>());
    assert_eq!(within(40, dir.path(), &["check", "--format", "short", "--quiet", "."]).status.code(), Some(2));
    configure(&format!("exclude: [{}]\n", (0..60_000).map(|n| format!("a{n}")).collect::<Vec<_>>().join(", ")));
    report(dir.path(), &["."]);
    configure(&format!("lang: {}\n", "[".repeat(100_000)));
    report(dir.path(), &["."]);
    configure("extends: .eventlint.yaml\n");
    report(dir.path(), &["."]);
}

/// A configuration that was found is a small regular file of the repository.
#[test]
fn a_configuration_that_leads_elsewhere_is_not_read() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("secret.yaml"), "ignore: [link/empty]\nsecret-of-the-runner: 1\n").expect("written");
    let mkfifo = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    mkfifo(&outside.path().join("pipe"));
    let targets = ["/dev/zero", "secret.yaml", "pipe"].map(|name| outside.path().join(name));
    for target in &targets {
        let dir = repository();
        fs::write(dir.path().join("post.md"), "[x]()\n").expect("written");
        symlink(target, dir.path().join(".eventlint.yaml")).expect("linked");
        let output = bounded(dir.path(), &["check", "--format", "json", "."]);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("secret-of"), "{}", target.display());
        let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(rules(&found).contains(&"link/empty"), "the post is judged all the same");
        assert_eq!(output.status.code(), Some(2), "and the configuration is named: {}", said(&output));
        fs::remove_file(dir.path().join(".eventlint.yaml")).expect("removed");
        for key in ["extends: ", "front-matter:\n  schema: "] {
            let climbing = format!("{key}{}\n", target.display());
            fs::write(dir.path().join(".eventlint.yaml"), climbing).expect("written");
            let output = bounded(dir.path(), &["check", "--format", "json", "."]);
            assert!(output.status.code().is_some(), "{key}{}: {:?}", target.display(), output.status);
            let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert!(!found.to_string().contains("secret-of"), "{key}{}", target.display());
            assert!(rules(&found).contains(&"link/empty"), "nothing of {} holds", target.display());
        }
    }
    let dir = repository();
    fs::write(dir.path().join("post.md"), "Text\n").expect("written");
    mkfifo(&dir.path().join(".eventlint.yaml"));
    assert_eq!(bounded(dir.path(), &["check", "."]).status.code(), Some(2));
    fs::remove_file(dir.path().join(".eventlint.yaml")).expect("removed");
    fs::File::create(dir.path().join(".eventlint.yaml")).and_then(|it| it.set_len(8 << 30)).expect("a sparse file");
    assert_eq!(bounded(dir.path(), &["check", "."]).status.code(), Some(2));
}

/// A pull request can't spend the run's hours, nor flood the sites that it names.
#[test]
fn what_a_found_configuration_may_ask_for_is_bounded() {
    let dir = repository();
    fs::write(dir.path().join("post.md"), "Text\n").expect("written");
    let links =
        "links: {timeout: 99999999999999999s, interval: 90m, retries: 5000, concurrency: 5000, per-host: 5000}\n";
    fs::write(dir.path().join(".eventlint.yaml"), format!("max-size: 900MB\n{links}")).expect("written");
    let found = report(dir.path(), &["."]);
    assert_eq!(rules(&found), ["config/untrusted-key"; 6], "{found}");
    assert_eq!(rules(&report(dir.path(), &["--trust-config", "."])).len(), 0);
}

/// What stands outside the repository is never read for an answer, nor told.
#[test]
fn links_do_not_look_outside_the_repository() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("page.md"), "# Secrets of the runner\n").expect("written");
    fs::write(outside.path().join("secret-name.txt"), "x").expect("written");
    let dir = repository();
    symlink(outside.path(), dir.path().join("out")).expect("linked");
    symlink(outside.path().join("page.md"), dir.path().join("page.md")).expect("linked");
    let climb = "../".repeat(20);
    fs::write(
        dir.path().join("post.md"),
        format!(
            "[a](page.md#secrets-of-the-runne)\n[b](out/page.md#secrets-of-the-runne)\n[c](out/secret-nam.txt)\n\
             [d]({climb}etc/passwd)\n![e]({climb}etc/passwd)\n[f](/etc/passwd)\n[g]({climb}etc/passwd#root)\n"
        ),
    )
    .expect("written");
    let found = report(dir.path(), &["."]);
    let text = found.to_string();
    assert!(!text.contains("of-the-runner") && !text.contains("secret-name"), "{text}");
    let missing = |rule: &&str| matches!(*rule, "link/missing-file" | "link/missing-anchor" | "image/missing-file");
    assert!(!rules(&found).iter().any(missing), "nothing is claimed of what was not looked at: {text}");
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let dir = repository();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("good.md"), "[x]()\n").expect("written");
    fs::create_dir(at("folder.md")).expect("a folder");
    symlink(at("folder.md"), at("folder.md/round")).expect("linked");
    symlink(dir.path(), at("all")).expect("linked");
    symlink("self.md", at("self.md")).expect("linked");
    symlink("/dev/zero", at("zero.md")).expect("linked");
    symlink("/dev/stdin", at("input.md")).expect("linked");
    assert!(Command::new("mkfifo").arg(at("pipe.md")).status().expect("mkfifo").success());
    let _listening = std::os::unix::net::UnixListener::bind(at("socket.md")).expect("a socket");
    let found = report(dir.path(), &["."]);
    assert_eq!((found["summary"]["files"].as_u64(), rules(&found)), (Some(1), vec!["link/empty"]), "{found}");
    for name in ["self.md", "zero.md", "input.md", "pipe.md", "socket.md", "/dev/zero", "/dev/null"] {
        let found = report(dir.path(), &["good.md", name]);
        assert_eq!(found["failures"].as_array().map(Vec::len), Some(1), "{name}: {found}");
        assert_eq!(rules(&found), ["link/empty"], "{name}: the rest is judged");
    }
    for name in ["zero.md", "pipe.md"] {
        assert_eq!(bounded(dir.path(), &["agenda", name]).status.code(), Some(2), "{name}");
    }
}

/// A file may vanish, or turn out larger than it said.
#[test]
fn files_that_change_under_way_are_named() {
    use eventlint::run::read::{Text, file};
    let dir = tempfile::tempdir().expect("a temporary folder");
    assert!(matches!(file(&dir.path().join("gone.md"), "gone.md", 10), Text::Failed(_)));
    // The kernel says 0 bytes and gives more.
    if Path::new("/proc/self/status").exists() {
        assert!(matches!(file(Path::new("/proc/self/status"), "status", 10), Text::TooLarge(11)));
    }
}

/// Every way to show a post.
const SHOWN: &[&[&str]] = &[
    &["check", "--format", "full"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["check", "--format", "jsonl"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "sarif"],
    &["check", "--format", "junit"],
    &["check", "--format", "checkstyle"],
    &["check", "--format", "rdjson"],
    &["check", "--format", "full", "--statistics"],
    &["agenda", "--format", "table"],
    &["agenda", "--format", "json"],
    &["agenda", "--format", "ics"],
    &["agenda", "--format", "mermaid"],
];

/// Marks that steer a terminal or turn the reading direction.
const MARKS: &str = "\u{1b}[31m \u{1b}]8;;http://evil.example\u{7} \u{9b}2J \u{8}\u{7f} \u{202e}dne\u{202c} \u{2066}x\u{2069} \u{200f}\u{61c}\u{feff}";

fn steers(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\r' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

#[test]
fn no_title_steers_the_reader_of_any_format() {
    let dir = repository();
    let rows: String = (10..16)
        .map(|hour| format!("| {hour}:00 - {}:30 | [{MARKS} {hour}]() | {MARKS} Tom {MARKS} | {MARKS} R |\n", hour + 1))
        .collect();
    let post = format!(
        "---\ntitle: \"x\"\ntimezone: \"{MARKS}\"\nlang: en\n{MARKS}: 1\n---\n\n# {MARKS} Friday, 5 December 2026\n\n\
         | Time | Session {MARKS} | Speaker | Room |\n|---|---|---|---|\n{rows}\n\
         [::error::pwned ]]> </message> {MARKS}](htps://{MARKS})\n\n<!-- eventlint-disable {MARKS} -->\n\n\
         ![{MARKS}](./{MARKS}.png)\n\n{{% {MARKS} %}}\n\n- 10:00 - 09:00: {MARKS}\n"
    );
    let name = "a\n::error::pwned\u{1b}[31m\u{202e} ]]>.md";
    fs::write(dir.path().join(name), post).expect("written");
    for words in SHOWN {
        let select: &[&str] = if words[0] == "check" { &["-v", "--extend-select", "all", name] } else { &[name] };
        let output = bounded(dir.path(), &[words, select].concat());
        let shown = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        assert!(shown.len() > 100, "{words:?} shows something: {}", said(&output));
        for text in [&shown, &String::from_utf8_lossy(&output.stderr).into_owned()] {
            let bad = text.chars().find(|&c| steers(c));
            assert_eq!(bad, None, "{words:?} lets it through:\n{text}");
            assert!(!text.lines().any(|line| line.starts_with("::error::")), "{words:?}:\n{text}");
            assert!(!text.contains("]]>") || !text.starts_with("<?xml"), "{words:?}:\n{text}");
        }
    }
}

/// What can't be read is named on standard error, where GitHub looks for commands, too.
#[test]
fn no_file_name_steers_the_reader_of_standard_error() {
    let dir = repository();
    let name = format!("a\n::error::pwned{}.md", MARKS.replace('/', "-"));
    symlink("/dev/zero", dir.path().join(&name)).expect("linked");
    fs::write(dir.path().join("good.md"), "Text\n").expect("written");
    let gone = format!("gone\n::error::pwned{MARKS}.md");
    for words in [&["check", &name][..], &["agenda", &name], &["check", &gone], &["check", "--format", "github", &name]]
    {
        let output = bounded(dir.path(), words);
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("::error::")), "{text}");
        assert_eq!(text.chars().find(|&c| steers(c)), None, "{text}");
    }
}

#[test]
fn no_title_steers_an_editor() {
    let post = format!("- 10:00 - 09:00: {MARKS}\n\n[{MARKS}]()\n\n[x](htps://{MARKS})\n\n{{% {MARKS} %}}\n");
    let dir = repository();
    let uri = crate::lsp::uri(&dir.path().join("post.md"));
    let mut editor = crate::lsp::Editor::start(dir.path(), serde_json::json!({}));
    editor.open(&uri, &post);
    let found = editor.findings(1);
    assert!(found.len() >= 3);
    let whole = serde_json::json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let actions = editor.ask(
        "textDocument/codeAction",
        serde_json::json!({"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": []}}),
    );
    let titles = actions.as_array().into_iter().flatten().map(|action| action["title"].clone());
    let related = found.iter().flat_map(|it| it["relatedInformation"].as_array().into_iter().flatten());
    let messages = found.iter().chain(related).map(|it| it["message"].clone());
    for text in messages.chain(titles) {
        let text = text.as_str().expect("a text");
        assert_eq!(text.chars().find(|&c| steers(c) && c != '\n'), None, "{text:?}");
    }
    assert_eq!(editor.end(), 0);
}

/// The table says what is tried here, and nothing else.
#[test]
fn the_table_names_these_tests() {
    let page = fs::read_to_string(root().join("docs/hostile-input.md")).expect("the page");
    let files = [include_str!("hostile.rs"), include_str!("faults.rs"), include_str!("fuzzed.rs")];
    for text in &files[..2] {
        let names = text.split("\n#[test]\n").skip(1).filter_map(|part| part.split("fn ").nth(1)?.split('(').next());
        for name in names {
            assert!(
                page.contains(&format!("`{name}`")) || name == "the_table_names_these_tests",
                "{name} is in no row"
            );
        }
    }
    for name in page.split('`').filter(|word| word.matches('_').count() >= 3) {
        assert!(files.iter().any(|text| text.contains(&format!("fn {name}("))), "there is no test {name}");
    }
}
