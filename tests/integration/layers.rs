//! Data flows one way, so imports do too: a newcomer can read the modules in
//! order, and a rule can never reach the network or the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the flow; each may import those before it, and
/// those of its own line only through its own folder.
const FLOW: &[&[&str]] = &[
    &["source", "nearest", "shown"],
    &["document", "diagnostic"],
    &["catalogue"],
    &["schema"],
    &["config"],
    &["parse"],
    &["agenda"],
    &["agenda_report", "slug"],
    &["rules"],
    &["resolve", "links", "suppress", "git", "ruleset"],
    &["settle", "fix"],
    &["run"],
    &["configure"],
    &["report"],
    &["lsp"],
    &["cli"],
];

/// Crates that stay in one place.
const EDGES: &[(&str, &[&str])] = &[
    ("comrak", &["parse"]),
    ("granit_parser", &["parse"]),
    ("html5gum", &["parse", "links"]),
    ("reqwest", &["links"]),
    ("miette", &["report"]),
    ("lsp_types", &["lsp"]),
    ("lsp_server", &["lsp"]),
    ("clap", &["cli"]),
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry of src").path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("a source file"))
        })
        .collect()
}

fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or(name)
}

/// Code without its tests and comments: a test may stand anything upside down.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or("").lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn imports_go_one_way() {
    let rank: BTreeMap<&str, usize> =
        FLOW.iter().enumerate().flat_map(|(rank, names)| names.iter().map(move |name| (*name, rank))).collect();
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let from = module(&name);
        if matches!(from, "lib" | "main") {
            continue;
        }
        let Some(&mine) = rank.get(from) else {
            wrong.push(format!("{name}: the module `{from}` has no place in the flow"));
            continue;
        };
        for line in code(&text) {
            for part in line.split("crate::").skip(1) {
                let target = part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                if target != from && rank.get(target).is_some_and(|&theirs| theirs >= mine) {
                    wrong.push(format!("{name}: imports `{target}`, which stands behind it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foreign_types_stay_at_the_edge() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (krate, homes) in EDGES {
            if !homes.contains(&module(&name)) && code(&text).any(|line| line.contains(&format!("{krate}::"))) {
                wrong.push(format!("{name}: names `{krate}`, which belongs to {homes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
