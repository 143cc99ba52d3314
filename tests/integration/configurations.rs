//! Mistakes in a configuration: none is passed over, each is told at its place.

use crate::cli::eventlint;
use std::fs;
use std::path::Path;

/// What is said of the configurations of a folder, as `file:line:column: rule message`.
fn said(folder: &Path) -> Vec<String> {
    let output = eventlint(folder, &["check", "--format", "json", "."]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = report["diagnostics"].as_array().expect("a list");
    let said: Vec<String> = list
        .iter()
        .map(|it| {
            let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
            let (file, rule, message) = (text(&it["file"]), text(&it["rule"]), text(&it["message"]));
            format!("{file}:{}:{}: {rule} {message}", it["start"]["line"], it["start"]["column"])
        })
        .collect();
    assert_eq!(output.status.code(), Some(if said.is_empty() { 0 } else { 2 }));
    said
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    dir
}

fn alone(text: &str) -> Vec<String> {
    said(folder(&[(".eventlint.yaml", text), ("a.md", "# A\n\nText\n")]).path())
}

#[test]
fn a_value_of_the_wrong_kind_is_told() {
    for (text, place) in [
        ("severity: warning\n", "1:11"),
        ("rules: {schedule/room-clash: true}\n", "1:30"),
        ("overrides:\n  \"*.md\": {ignore: [link]}\n", "2:3"),
        ("overrides: [\"*.md\"]\n", "1:13"),
        ("front-matter: date\n", "1:15"),
        ("links: off\n", "1:8"),
        ("links: {hosts: [a.org]}\n", "1:16"),
        ("lang: french\n", "1:7"),
        ("lang: 5\n", "1:7"),
    ] {
        let said = alone(text);
        assert_eq!(said.len(), 1, "{text}: {said:?}");
        assert!(said[0].starts_with(&format!(".eventlint.yaml:{place}: config/value ")), "{text}: {said:?}");
    }
    for text in ["lang: pt-BR\n", "lang: zh_Hant\n", "severity:\n", "overrides: []\n", "rules: {schedule/gap: {}}\n"] {
        assert_eq!(alone(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_configuration_that_is_extended_is_taken_or_missed_aloud() {
    let post = ("posts/a.md", "# A\n\n[x]()\n");
    let base = ("base.yaml", "ignore: [link/empty]\nlanguage: fr\n");
    let dir = folder(&[post, base, (".eventlint.yaml", "extends: base.yaml\n")]);
    assert_eq!(said(dir.path()), ["base.yaml:2:1: config/unknown-key there is no key `language`"]);
    let dir = folder(&[post, (".eventlint.yaml", "ignore: [link/empty]\nextends: basis.yaml\n")]);
    let missing =
        ".eventlint.yaml:2:10: config/value `basis.yaml` is not taken: there is no such file in this repository";
    assert_eq!(said(dir.path()), [missing]);
    let circle = ("base.yaml", "extends: .eventlint.yaml\n");
    let dir = folder(&[post, circle, (".eventlint.yaml", "ignore: [link/empty]\nextends: base.yaml\n")]);
    let said = said(dir.path());
    assert!(said.len() == 1 && said[0].contains("in a circle"), "{said:?}");
}

#[test]
fn a_base_is_found_from_a_folder_below_the_repository_too() {
    let dir = folder(&[
        ("base.yaml", "ignore: [link/empty]\n"),
        ("site/.eventlint.yaml", "extends: ../base.yaml\n"),
        ("site/a.md", "# A\n\n[x]()\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);
    assert_eq!(said(&dir.path().join("site")), Vec::<String>::new());
}
