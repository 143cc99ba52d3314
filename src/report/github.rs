//! Workflow commands that GitHub shows as annotations of a pull request.
//!
//! GitHub shows ten annotations of each kind a step: the worst come first, the
//! rest belong to the job summary. Escaping as the runner's toolkit does it:
//! `%`, CR and LF in messages; `:` and `,` too in properties.

use super::{Style, fold, shown};
use crate::catalogue;
use crate::diagnostic::Severity;
use crate::run::Report;
use std::fmt::Write;

/// Writes the report.
#[must_use]
pub fn render(report: &Report, style: Style) -> String {
    let mut findings = fold::shown(&report.diagnostics, Style { notes: true, ..style });
    findings.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let mut out = String::new();
    for diagnostic in &findings {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = report.files.get(diagnostic.file).map_or("", String::as_str);
        let id = catalogue::rules().get(diagnostic.rule).map_or("", |rule| rule.id);
        let mut message = shown::line(&diagnostic.finding.message);
        if let Some(help) = &diagnostic.finding.help {
            message.push('\n');
            message.push_str(&shown::line(help));
        }
        let (start, end) = (diagnostic.at.start, diagnostic.at.end);
        let _ = write!(
            out,
            "::{command} file={},line={},endLine={},col={}",
            property(file),
            start.line,
            end.line.max(start.line),
            start.column
        );
        // The runner refuses columns of a place that spans lines.
        if start.line == end.line {
            let _ = write!(out, ",endColumn={}", end.column);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, ",title={}::{}", property(&format!("eventlint {id}")), data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&shown::line(text)).replace(':', "%3A").replace(',', "%2C")
}
