//! Writes suppressions for findings that are there today, so that a site can
//! begin with a clean slate.
//!
//! A comment in the wrong place ends a table or a list. Each one is tried in the
//! narrowest place first, and taken only when the post with it reads the same.

use super::{Resolved, understand};
use crate::catalogue;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::fix::parts::Parts;
use crate::source::Source;
use std::collections::BTreeMap;

/// A post with suppressions.
#[derive(Debug, Default)]
pub struct Suppressed {
    /// The text.
    pub text: String,
    /// Findings that are silenced now.
    pub silenced: usize,
    /// Findings for which no place was found, as `line: rule`.
    pub left: Vec<String>,
}

/// A comment to be put in front of a line (from 0).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: usize,
    word: &'static str,
    front: bool,
}

/// Adds suppressions for findings of one post.
#[must_use]
pub fn add(source: &Source, findings: &[&Diagnostic], resolved: &Resolved, reason: &str) -> Suppressed {
    let doc = understand(source, &resolved.settings).doc;
    let mut by_place: BTreeMap<Place, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        by_place.entry(place(source, &doc, finding)).or_default().push(finding);
    }
    let wanted = parts(source, resolved);
    let mut out = Suppressed { text: source.text().to_owned(), ..Suppressed::default() };
    // From the end on, so that the lines in front keep their numbers.
    for (place, findings) in by_place.iter().rev() {
        let ids = ids(findings);
        let tries = [place.clone(), Place { line: body_line(source, &doc), word: "file", front: false }];
        let fitting = tries.iter().find_map(|place| {
            let text = insert(source, &out.text, place, &ids, reason);
            let again = Source::new(source.path(), source.name(), text.as_str());
            parts(&again, resolved).same_text(&wanted).then_some(text)
        });
        match fitting {
            Some(text) => {
                out.text = text;
                out.silenced += findings.len();
            }
            None => out.left.extend(findings.iter().map(|it| format!("{}: {}", it.at.start.line, id(it)))),
        }
    }
    out
}

fn parts(source: &Source, resolved: &Resolved) -> Parts {
    let it = understand(source, &resolved.settings);
    Parts::of(source, &it.doc, &it.agenda)
}

fn id(it: &Diagnostic) -> &'static str {
    catalogue::rules().get(it.rule).map_or("", |rule| rule.id)
}

fn ids(findings: &[&Diagnostic]) -> String {
    let mut ids: Vec<&str> = findings.iter().map(|it| id(it)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(", ")
}

fn body_line(source: &Source, doc: &Document) -> usize {
    source.line_of(doc.body.start())
}

/// The narrowest place in front of a finding: its own line, or the outermost
/// table, list or quotation that holds it.
fn place(source: &Source, doc: &Document, finding: &Diagnostic) -> Place {
    let at = finding.finding.span.start();
    let line = finding.at.start.line - 1;
    if at < doc.body.start() {
        return Place { line, word: "next-line", front: true };
    }
    let around = doc
        .blocks
        .iter()
        .filter(|block| block.span.start() <= at && at < block.span.end().max(block.span.start() + 1))
        .min_by_key(|block| block.span.start());
    match around {
        Some(block) => {
            let first = source.line_of(block.span.start());
            let plain = matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Heading(_));
            let word = if plain && first == line { "next-line" } else { "next-block" };
            Place { line: first, word, front: false }
        }
        None => Place { line, word: "next-line", front: false },
    }
}

/// The text with a comment in front of a line of the source.
fn insert(source: &Source, text: &str, place: &Place, ids: &str, reason: &str) -> String {
    let start = source.line_starts().get(place.line).map_or(0, |&start| start as usize).max(source.body_start());
    let ending = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let reason = if reason.is_empty() { String::new() } else { format!(" : {reason}") };
    let order = format!("eventlint-disable-{} {ids}{reason}", place.word);
    let indent: String = source.line(place.line).chars().take_while(|c| *c == ' ').collect();
    let comment = if place.front { format!("{indent}# {order}{ending}") } else { format!("<!-- {order} -->{ending}") };
    let mut out = text.to_owned();
    out.insert_str(start.min(out.len()), &comment);
    out
}
