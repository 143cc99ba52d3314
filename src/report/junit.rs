//! JUnit's XML: a suite a file, a case a finding; a file without one passes.

use super::xml;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use std::fmt::Write;

/// Writes the report. Notes are no failures: they stand in passed cases.
#[must_use]
pub fn render(report: &Report) -> String {
    let failed = |it: &&Diagnostic| it.severity > Severity::Note;
    let failures = report.diagnostics.iter().filter(failed).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut suites = String::new();
    let mut tests = 0;
    let mut rest = report.diagnostics.as_slice();
    for (index, file) in report.files.iter().enumerate() {
        let count = rest.iter().take_while(|it| it.file == index).count();
        let (mine, behind) = rest.split_at(count);
        rest = behind;
        tests += count.max(1);
        // Writing to a string cannot fail.
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
            xml::text(file),
            count.max(1),
            mine.iter().filter(failed).count()
        );
        if mine.is_empty() {
            let _ = writeln!(suites, "    <testcase name=\"clean\" classname=\"{}\"/>", xml::text(file));
        }
        for it in mine {
            case(&mut suites, it, file);
        }
        suites.push_str("  </testsuite>\n");
    }
    let _ = writeln!(out, "<testsuites name=\"eventlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    out.push_str(&suites);
    out.push_str("</testsuites>\n");
    out
}

fn case(out: &mut String, it: &Diagnostic, file: &str) {
    let id = catalogue::rules().get(it.rule).map_or("", |rule| rule.id);
    let name = format!("{id} at {}:{}", it.at.start.line, it.at.start.column);
    let _ = write!(out, "    <testcase name=\"{}\" classname=\"{}\"", xml::text(&name), xml::text(file));
    let message = xml::text(&it.finding.message);
    let help = xml::text(it.finding.help.as_deref().unwrap_or(""));
    let _ = if it.severity > Severity::Note {
        writeln!(
            out,
            ">\n      <failure message=\"{message}\" type=\"{}\">{help}</failure>\n    </testcase>",
            it.severity
        )
    } else {
        writeln!(out, ">\n      <system-out>note: {message}</system-out>\n    </testcase>")
    };
}
