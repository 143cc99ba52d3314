//! The catalogue's plain data and the rules index say what the pages say.
//!
//! `UPDATE=1 cargo test --test integration catalogue` writes them anew.

use eventlint::catalogue::page::{self, Page};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// All pages with their ids, sorted.
pub fn pages() -> Vec<(String, Page)> {
    let root = root().join("rules");
    let mut out = Vec::new();
    for group in folder(&root).into_iter().filter(|path| path.is_dir()) {
        let name = group.file_name().expect("a name").to_string_lossy().into_owned();
        if name == "locales" || name == "schemas" {
            continue;
        }
        for path in folder(&group) {
            let stem = path.file_stem().expect("a stem").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a page");
            let page = page::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            out.push((format!("{name}/{stem}"), page));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn folder(path: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> =
        fs::read_dir(path).expect("a folder of rules").map(|entry| entry.expect("an entry").path()).collect();
    out.sort();
    out
}

/// Compares a generated file with what stands there, or writes it with `UPDATE=1`.
pub fn hold(path: &str, wanted: &str) {
    let full = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&full, wanted).expect("the file can be written");
        return;
    }
    let stands = fs::read_to_string(&full).unwrap_or_default();
    assert!(stands == wanted, "{path} is out of date: UPDATE=1 cargo test --test integration writes it anew");
}

#[test]
fn the_table_says_what_the_pages_say() {
    let mut out = String::from(
        "//! The manifests of `rules/` as plain data.\n//!\n//! Made by `UPDATE=1 cargo test --test integration catalogue`; a conflict is\n//! resolved by making it anew.\n\nuse super::{FixKind, Grade, Manifest, Needs, OptionInfo};\nuse crate::diagnostic::Severity;\n\n/// All manifests, sorted by id.\n#[rustfmt::skip]\npub static RULES: &[Manifest] = &[\n",
    );
    for (id, page) in pages() {
        entry(&mut out, &id, &page);
    }
    out.push_str("];\n");
    hold("src/catalogue/table.rs", &out);
}

fn entry(out: &mut String, id: &str, page: &Page) {
    let manifest = &page.manifest;
    let grades: Vec<String> = manifest
        .grades
        .iter()
        .map(|grade| {
            format!(
                "Grade {{ name: {:?}, severity: Severity::{:?}, summary: {:?} }}",
                grade.name, grade.severity, grade.summary
            )
        })
        .collect();
    let options: Vec<String> = manifest
        .options
        .iter()
        .map(|option| {
            format!(
                "OptionInfo {{ name: {:?}, kind: {:?}, default: {:?}, summary: {:?} }}",
                option.name,
                option.kind,
                option.default.to_string(),
                option.summary
            )
        })
        .collect();
    writeln!(
        out,
        "    Manifest {{\n        id: {id:?},\n        summary: {:?},\n        severity: Severity::{:?},\n        off: {},\n        grades: &[{}],\n        needs: Needs::{},\n        fix: FixKind::{},\n        fold: {:?},\n        yields_to: &{:?},\n        since: {:?},\n        options: &[{}],\n        page: include_str!(\"../../rules/{id}.md\"),\n    }},",
        manifest.summary,
        manifest.severity,
        manifest.off,
        grades.join(", "),
        capital(&manifest.needs),
        capital(&manifest.fix),
        manifest.fold,
        manifest.yields_to,
        manifest.since,
        options.join(", "),
    )
    .expect("a string takes all");
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[test]
fn the_index_says_what_the_pages_say() {
    let mut out = String::from("# Rules\n\nMade from the pages of this folder; a test holds it true.\n");
    let mut group = "";
    let pages = pages();
    for (id, page) in &pages {
        let (mine, name) = id.split_once('/').expect("group/name");
        if mine != group {
            group = mine;
            write!(out, "\n## {group}\n\n| rule | severity | fix | finds |\n|---|---|---|---|\n").expect("a string");
        }
        let manifest = &page.manifest;
        let severity =
            if manifest.off { format!("({}, off)", manifest.severity) } else { manifest.severity.to_string() };
        let fix = if manifest.fix == "none" { "" } else { &manifest.fix };
        writeln!(out, "| [{name}]({id}.md) | {severity} | {fix} | {} |", manifest.summary.replace('|', "\\|"))
            .expect("a string");
    }
    hold("rules/README.md", &out);
}
