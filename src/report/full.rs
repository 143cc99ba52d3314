//! The report for people: the source line, what is wrong with it, the cure.
//!
//! miette draws an excerpt of at most a dozen lines that we cut ourselves: it
//! counts lines from the start of what it is given, and a label far to the
//! right makes it panic, so it never sees a file.

use super::{Style, fold, many, shown};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};
use std::fmt::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes the report.
#[must_use]
pub fn render(report: &Report, style: Style) -> String {
    let theme = if style.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let width = style.width.clamp(40, 120);
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(style.colour)
        .with_wrap_lines(false)
        .with_context_lines(CONTEXT)
        .without_cause_chain();
    let mut out = String::new();
    for diagnostic in fold::shown(&report.diagnostics, style) {
        let file = report.files.get(diagnostic.file).map_or("", String::as_str);
        let page = Page::new(&diagnostic, file, report, width);
        if handler.render_report(&mut out, &page).is_err() {
            // A finding is never lost to its drawing.
            let _ = writeln!(out, "{}:{}: {}", file, diagnostic.at.start.line, diagnostic.finding.message);
        }
        out.push('\n');
    }
    if !style.quiet {
        out.push_str(&closing(report, style));
    }
    out
}

/// The closing lines: what could not be read, how many of each severity.
#[must_use]
pub fn closing(report: &Report, style: Style) -> String {
    let mut out = String::new();
    for remark in &report.remarks {
        let _ = writeln!(out, "{}", shown::line(remark));
    }
    if report.fixed > 0 {
        let _ = writeln!(out, "{} applied", many(report.fixed, "fix", "fixes"));
    }
    let count = |severity| report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let files = many(report.files.len(), "file", "files");
    if report.files.is_empty() {
        // Why is said elsewhere, where a path could not be read.
        if report.failures.is_empty() {
            out.push_str("nothing was judged: no post was found, or all are excluded\n");
        }
    } else if errors + warnings == 0 && report.failures.len() >= report.files.len() {
        // None of them could be read.
    } else if errors + warnings == 0 {
        let _ = writeln!(out, "no mistake found in {files}");
    } else {
        let _ =
            writeln!(out, "{}, {} in {files}", many(errors, "error", "errors"), many(warnings, "warning", "warnings"));
    }
    if notes > 0 && !style.notes {
        let _ = writeln!(out, "{}: -v shows {}", many(notes, "note", "notes"), if notes == 1 { "it" } else { "them" });
    }
    out
}

/// One finding as miette draws it.
#[derive(Debug)]
struct Page {
    severity: Severity,
    code: String,
    url: Option<String>,
    message: String,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    snippet: Option<Snippet>,
}

/// The lines of a source that a finding shows, as one small text.
#[derive(Debug)]
struct Snippet {
    name: String,
    text: String,
    /// The number of the first line, from 0.
    first: usize,
    /// The column of the first label, for the head line.
    column: usize,
    line: usize,
}

/// What tells miette's two readings apart: the one for the head line asks for
/// no lines around, the one for the drawing for this many.
const CONTEXT: usize = 1;
/// How far from the primary line a label is still drawn beside it.
const NEAR: usize = 8;
/// Bytes of a line shown before and behind a label on long lines.
const AROUND: usize = 32;
/// Bytes of a line shown at least.
const SHOWN: usize = 70;

impl Page {
    fn new(diagnostic: &Diagnostic, file: &str, report: &Report, width: usize) -> Self {
        let manifest = catalogue::rules().get(diagnostic.rule);
        let mut message = shown::line(&diagnostic.finding.message);
        let mut help = diagnostic.finding.help.as_deref().map(shown::line);
        let mut drawing = Drawing::new(diagnostic);
        drawing.mark(diagnostic.at, None, true);
        let mut elsewhere = Vec::new();
        for label in &diagnostic.labels {
            if label.file.is_none() && drawing.mark(label.at, Some(shown::line(&label.message)), false) {
                continue;
            }
            let file = label.file.and_then(|file| report.files.get(file)).map_or(file, String::as_str);
            elsewhere.push(format!("{}:{}: {}", shown::line(file), label.at.start.line, shown::line(&label.message)));
        }
        if !elsewhere.is_empty() {
            let total = elsewhere.len();
            elsewhere.truncate(5);
            if total > 5 {
                elsewhere.push(format!("… and {} more", total - 5));
            }
            let text = help.get_or_insert_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str("see also ");
            text.push_str(&elsewhere.join("\n         "));
        }
        let first = diagnostic.at.start;
        let snippet = (!drawing.text.is_empty()).then(|| Snippet {
            name: shown::line(file),
            text: drawing.text,
            first: drawing.first.saturating_sub(1),
            column: first.column.saturating_sub(1),
            line: first.line.saturating_sub(1),
        });
        if snippet.is_none() {
            message = format!("{}: {message}", shown::line(file));
        }
        Page {
            severity: diagnostic.severity,
            code: manifest.map_or("", |rule| rule.id).to_owned(),
            url: manifest.map(catalogue::Manifest::url),
            message: wrapped(&message, width.saturating_sub(MESSAGE)),
            help: help.map(|help| wrapped(&help, width.saturating_sub(HELP))),
            labels: drawing.labels,
            snippet,
        }
    }
}

/// Columns beside a message and a help that miette draws or leaves free.
const MESSAGE: usize = 6;
const HELP: usize = 10;

/// A text in lines of a width, broken at blanks only: names of files and headings stay whole.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut at = 0;
        for word in line.split_inclusive(' ') {
            let written = word.trim_end_matches(' ');
            let own = columns(written);
            if at > 0 && own > 0 && at + own > width {
                let end = out.trim_end_matches(' ').len();
                out.truncate(end);
                out.push('\n');
                at = 0;
            }
            out.push_str(word);
            at += own + word.len() - written.len();
        }
    }
    out
}

/// The columns that a text takes.
fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) { text.len() } else { text.width() }
}

/// The excerpt as a text of its own, with the labels moved onto it.
struct Drawing {
    text: String,
    first: usize,
    /// `(line, its start in the text, source offset of the first byte shown, end, map)`
    lines: Vec<DrawnLine>,
    labels: Vec<LabeledSpan>,
}

struct DrawnLine {
    number: usize,
    /// `(source offset, byte in the text)` of every character shown, ascending.
    places: Vec<(usize, usize)>,
    end: usize,
}

impl Drawing {
    fn new(diagnostic: &Diagnostic) -> Self {
        let primary = diagnostic.at.start.line;
        let near: Vec<_> =
            diagnostic.excerpt.lines.iter().filter(|line| line.number.abs_diff(primary) <= NEAR).collect();
        let first = near.first().map_or(1, |line| line.number);
        let last = near.last().map_or(0, |line| line.number);
        let mut drawing = Drawing { text: String::new(), first, lines: Vec::new(), labels: Vec::new() };
        for number in first..=last {
            let kept = near.iter().find(|line| line.number == number);
            let (offset, text) = kept.map_or((0, "⋮"), |line| (line.from, line.text.as_ref()));
            let focus = focus(diagnostic, number, offset, text.len());
            drawing.line(number, kept.is_some().then_some(offset), text, focus);
        }
        drawing
    }

    fn line(&mut self, number: usize, offset: Option<usize>, text: &str, focus: (usize, usize)) {
        let from = crate::source::floor(text, focus.0.saturating_sub(AROUND));
        let from = if from < 8 { 0 } else { from };
        let to = crate::source::ceil(text, (focus.1 + AROUND).max(from + SHOWN));
        let mut places = Vec::with_capacity(to - from + 1);
        self.text.reserve(to - from + 8);
        if from > 0 {
            self.text.push('…');
        }
        for (at, c) in text.get(from..to).unwrap_or("").char_indices() {
            if let Some(offset) = offset {
                places.push((offset + from + at, self.text.len()));
            }
            shown::push(&mut self.text, c);
        }
        if let Some(offset) = offset {
            places.push((offset + to, self.text.len()));
        }
        if to < text.len() {
            self.text.push('…');
        }
        self.lines.push(DrawnLine { number, places, end: self.text.len() });
        self.text.push('\n');
    }

    /// Draws a label on the line where it starts; `false` when that line is not shown.
    fn mark(&mut self, at: crate::diagnostic::Located, message: Option<String>, primary: bool) -> bool {
        let Some(line) = self.lines.iter().find(|line| line.number == at.start.line && !line.places.is_empty()) else {
            return false;
        };
        let locate = |offset: usize| {
            let index = line.places.partition_point(|(source, _)| *source < offset);
            line.places.get(index).map_or(line.end, |(_, text)| *text)
        };
        let start = locate(at.start.offset);
        let end = if at.end.line == at.start.line { locate(at.end.offset) } else { line.end };
        let span = SourceSpan::new(start.into(), end.saturating_sub(start));
        self.labels.push(if primary {
            LabeledSpan::new_primary_with_span(message, span)
        } else {
            LabeledSpan::new_with_span(message, span)
        });
        true
    }
}

/// The bytes of a line that have to be seen.
fn focus(diagnostic: &Diagnostic, number: usize, offset: usize, length: usize) -> (usize, usize) {
    let places = std::iter::once(diagnostic.at)
        .chain(diagnostic.labels.iter().filter(|label| label.file.is_none()).map(|label| label.at))
        .filter(|at| at.start.line == number);
    places
        .map(|at| {
            let start = at.start.offset.saturating_sub(offset).min(length);
            let end = if at.end.line == number { at.end.offset.saturating_sub(offset).min(length) } else { length };
            (start, end.max(start).min(start + 2 * AROUND))
        })
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .map_or((0, 0), |(start, end)| (start, end.min(start + 4 * AROUND)))
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if span.offset() + span.len() > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (line, column) = if before + after == 0 { (self.line, self.column) } else { (self.first, 0) };
        let whole = SourceSpan::new(0.into(), self.text.len());
        let count = self.text.lines().count();
        let (name, data) = (self.name.clone(), self.text.as_bytes());
        Ok(Box::new(miette::MietteSpanContents::new_named(name, data, whole, line, column, count)))
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Page {}

impl miette::Diagnostic for Page {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.severity, self.code)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_name_is_never_broken_in_two() {
        let text = "there is no file \"maps/old-town.pdf\" here";
        assert_eq!(wrapped(text, 24), "there is no file\n\"maps/old-town.pdf\" here");
        assert_eq!(wrapped("a\n  b", 24), "a\n  b");
        assert_eq!(
            wrapped("\"a-name-that-is-longer-than-the-line\" is", 8),
            "\"a-name-that-is-longer-than-the-line\"\nis"
        );
    }
}
