//! Formatting: tables are aligned, in the whole post or in a range.

use super::edits;
use super::judge::Bench;
use super::post::Reading;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Found, Safety, Severity};
use crate::rules::{self, Checker, Post};
use crate::run;
use crate::source::{Source, Span};
use lsp_types::{Range, TextEdit};

/// The rule whose fixes are the layout.
const LAYOUT: &str = "table/alignment";

/// The edits that align the tables, or those that touch a range.
#[must_use]
pub fn format(reading: &Reading, range: Option<Range>, bench: Bench<'_>) -> Vec<TextEdit> {
    let entry = rules::entry(LAYOUT).and_then(|entry| (entry.build)(serde_json::json!({})).ok());
    let (Some(rule), Some(Checker::Post(checker)), Some(_)) = (catalogue::find(LAYOUT), entry, &reading.understood)
    else {
        return Vec::new();
    };
    let settings = &reading.resolved.settings;
    let mut first = true;
    let after = bench.applied(reading, Safety::Safe, &mut |source: &Source| {
        // Once is enough, and the range holds for the text as it was.
        if !std::mem::take(&mut first) {
            return Vec::new();
        }
        let understood = run::understand(source, settings);
        let mut found = Found::new();
        found.stamp(rule);
        let (doc, agenda) = (&understood.doc, &understood.agenda);
        checker.check(&Post::new(source, doc, agenda, settings, bench.today), &mut found);
        // A table is aligned as a whole, or not at all.
        let touched = |table: Span| {
            range.is_none_or(|range| {
                reading.offset(range.start) <= table.end() && table.start() <= reading.offset(range.end)
            })
        };
        let findings = found.into_findings().into_iter().filter(|finding| touched(finding.subject.span()));
        findings.map(|finding| Diagnostic::new(0, source, finding, Severity::Note)).collect()
    });
    edits::between(reading, &after)
}
