//! `file:line:column: severity[rule] message`, one line a finding.

use super::{Style, fold, shown};
use crate::catalogue;
use crate::run::Report;
use std::fmt::Write;

/// Writes the report.
#[must_use]
pub fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in fold::shown(&report.diagnostics, style) {
        let file = report.files.get(diagnostic.file).map_or("", String::as_str);
        let id = catalogue::rules().get(diagnostic.rule).map_or("", |rule| rule.id);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{id}] {}",
            shown::line(file),
            diagnostic.at.start.line,
            diagnostic.at.start.column,
            diagnostic.severity,
            shown::line(&diagnostic.finding.message),
        );
    }
    if !style.quiet {
        out.push_str(&super::full::closing(report, style));
    }
    out
}
