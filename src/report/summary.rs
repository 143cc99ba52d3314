//! The job summary of a GitHub run: counts, the worst findings with their source
//! line, and the programme as a chart.

use super::{fold, shown};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use std::fmt::Write;

/// The most findings that are listed.
const MOST: usize = 50;
/// The most programmes that are drawn.
const CHARTS: usize = 5;
/// The most of a source line that is repeated, in characters.
const LINE: usize = 160;

/// Writes the summary in Markdown.
#[must_use]
pub fn render(report: &Report) -> String {
    let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let mut out = String::from("## eventlint\n\n");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "| errors | warnings | notes | posts |\n|-------:|---------:|------:|------:|");
    let _ = writeln!(out, "| {errors} | {warnings} | {notes} | {} |\n", report.files.len());
    let mut findings = fold::fold(report.diagnostics.iter().filter(|it| it.severity > Severity::Note));
    findings.sort_by_key(|it| std::cmp::Reverse(it.severity));
    for it in findings.iter().take(MOST) {
        finding(it, report, &mut out);
    }
    if findings.len() > MOST {
        let _ = writeln!(out, "… and {} more.\n", findings.len() - MOST);
    }
    for (file, chart) in report.charts.iter().take(CHARTS) {
        let name = report.files.get(*file).map_or("", String::as_str);
        let _ = writeln!(
            out,
            "<details><summary>The programme of {}</summary>\n\n```mermaid\n{}```\n\n</details>\n",
            html(&shown::line(name)),
            chart.replace("```", "'''")
        );
    }
    for failure in &report.failures {
        let file = failure.file.as_ref().map(|file| format!("{}: ", code(file))).unwrap_or_default();
        let _ = writeln!(out, "- **not judged** {file}{}", text(&failure.message));
    }
    out
}

fn finding(it: &Diagnostic, report: &Report, out: &mut String) {
    let file = report.files.get(it.file).map_or("", String::as_str);
    let rule = catalogue::rules().get(it.rule);
    let (id, url) = rule.map_or(("", String::new()), |rule| (rule.id, rule.url()));
    let place = code(&format!("{file}:{}", it.at.start.line));
    let _ = writeln!(out, "- **{}** {place} {} ([{id}]({url}))", it.severity, text(&it.finding.message));
    if let Some(help) = &it.finding.help {
        let _ = writeln!(out, "  <br>{}", text(help));
    }
    if let Some(line) = it.excerpt.lines.iter().find(|line| line.number == it.at.start.line) {
        let line: String = shown::line(line.text.trim()).chars().take(LINE).collect();
        let fence = fence(&line);
        let _ = writeln!(out, "\n  {fence}text\n  {line}\n  {fence}\n");
    }
}

/// Running text that Markdown and HTML leave as it is.
fn text(words: &str) -> String {
    let mut out = String::new();
    for c in shown::line(words).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '@' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn html(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn code(words: &str) -> String {
    let words = shown::line(words);
    if words.contains('`') { text(&words) } else { format!("`{words}`") }
}

/// More backticks than the line has in a row.
fn fence(line: &str) -> String {
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}
