//! reviewdog's diagnostic format, with suggestions.
//!
//! Its columns count bytes of UTF-8 from 1.

use super::shown;
use crate::catalogue;
use crate::diagnostic::located::Located;
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use crate::source::Position;
use serde_json::{Value, json};

/// Writes the report.
#[must_use]
pub fn render(report: &Report) -> String {
    let list: Vec<Value> = report.diagnostics.iter().map(|it| one(report, it)).collect();
    let value = json!({
        "source": {"name": "eventlint", "url": "https://github.com/eventlint/eventlint"},
        "diagnostics": list,
    });
    let mut out = shown::json(&value);
    out.push('\n');
    out
}

fn one(report: &Report, it: &Diagnostic) -> Value {
    let rule = catalogue::rules().get(it.rule);
    let severity = match it.severity {
        Severity::Note => "INFO",
        Severity::Warning => "WARNING",
        Severity::Error => "ERROR",
    };
    let message = match &it.finding.help {
        Some(help) => format!("{}\n{help}", it.finding.message),
        None => it.finding.message.clone(),
    };
    let suggestions: Vec<Value> = it
        .fixes
        .iter()
        .filter(|fix| fix.edits.len() == 1)
        .flat_map(|fix| &fix.edits)
        .filter_map(|edit| Some(json!({"range": range(it, edit.at)?, "text": edit.text})))
        .collect();
    json!({
        "message": message,
        "location": {"path": report.files.get(it.file), "range": range(it, it.at)},
        "severity": severity,
        "code": {"value": rule.map_or("", |rule| rule.id), "url": rule.map(catalogue::Manifest::url)},
        "suggestions": suggestions,
    })
}

/// A range in bytes, where the lines of both ends are kept; else without columns.
fn range(it: &Diagnostic, at: Located) -> Option<Value> {
    Some(json!({"start": position(it, at.start)?, "end": position(it, at.end)?}))
}

fn position(it: &Diagnostic, at: Position) -> Option<Value> {
    let line = it.excerpt.lines.iter().find(|line| line.number == at.line)?;
    Some(json!({"line": at.line, "column": at.offset.saturating_sub(line.start) + 1}))
}
