//! Checkstyle's XML, version 4.3.

use super::xml;
use crate::catalogue;
use crate::diagnostic::Severity;
use crate::run::Report;
use std::fmt::Write;

/// Writes the report.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    let mut open = None;
    for it in &report.diagnostics {
        if open != Some(it.file) {
            if open.is_some() {
                out.push_str("  </file>\n");
            }
            let file = report.files.get(it.file).map_or("", String::as_str);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  <file name=\"{}\">", xml::text(file));
            open = Some(it.file);
        }
        let severity = match it.severity {
            Severity::Note => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let id = catalogue::rules().get(it.rule).map_or("", |rule| rule.id);
        let _ = writeln!(
            out,
            "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"eventlint.{}\"/>",
            it.at.start.line,
            it.at.start.column,
            xml::text(&it.finding.message),
            xml::text(id)
        );
    }
    if open.is_some() {
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}
