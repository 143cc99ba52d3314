//! One JSON object a line, one line a finding; the same objects as in `json`.

use super::{json, shown};
use crate::run::Report;

/// Writes the report.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        out.push_str(&shown::json(&json::diagnostic(report, diagnostic)));
        out.push('\n');
    }
    out
}
