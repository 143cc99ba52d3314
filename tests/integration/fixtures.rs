//! The posts under `fixtures/` and what is said of them.
//!
//! Beside each post stands `POST.expected`: the findings, notes included, as
//! `line:column severity[rule] message`. `UPDATE=1` writes them anew; read the
//! difference as the post's author would.

use crate::catalogue::{hold, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn posts() -> Vec<PathBuf> {
    let mut out = Vec::new();
    find(&root().join("fixtures"), &mut out);
    out.sort();
    assert!(out.len() >= 7, "the fixtures are there");
    out
}

fn find(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of fixtures") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            find(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            out.push(path);
        }
    }
}

#[test]
fn each_post_gets_what_a_reviewer_would_say() {
    for post in posts() {
        let name = post.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
        let output = Command::new(env!("CARGO_BIN_EXE_eventlint"))
            .args(["check", "--format", "short", "-v", "--quiet", "--no-fold", "--today", "2026-01-15", &name])
            .current_dir(root())
            .output()
            .expect("the binary runs");
        assert!(output.status.code().is_some_and(|code| code <= 1), "{name}: {output:?}");
        let text = String::from_utf8(output.stdout).expect("UTF-8").replace(&format!("{name}:"), "");
        hold(&format!("{name}.expected"), &text);
    }
}
