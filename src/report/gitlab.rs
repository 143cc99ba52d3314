//! GitLab's code quality report: a JSON list.

use super::shown;
use crate::catalogue;
use crate::diagnostic::Severity;
use crate::run::Report;
use serde_json::{Value, json};

/// Writes the report.
#[must_use]
pub fn render(report: &Report) -> String {
    let list: Vec<Value> = report
        .diagnostics
        .iter()
        .map(|it| {
            let severity = match it.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            };
            json!({
                "description": it.finding.message,
                "check_name": catalogue::rules().get(it.rule).map_or("", |rule| rule.id),
                "fingerprint": it.fingerprint.to_string(),
                "severity": severity,
                "location": {
                    "path": report.files.get(it.file),
                    "positions": {
                        "begin": {"line": it.at.start.line, "column": it.at.start.column},
                        "end": {"line": it.at.end.line, "column": it.at.end.column},
                    },
                },
            })
        })
        .collect();
    let mut out = shown::json(&Value::Array(list));
    out.push('\n');
    out
}
