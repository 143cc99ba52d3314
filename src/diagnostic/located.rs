//! A settled finding with lines, columns and the source lines it shows.
//!
//! Made while the text is there, so that the text can be dropped: what is shown
//! is what was judged.

use super::{Finding, Fingerprint, Intent, Safety, Severity};
use crate::source::{Position, Source, Span};
use std::sync::Arc;

/// A span with both ends as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The first character.
    pub start: Position,
    /// The character after the last one.
    pub end: Position,
}

impl Located {
    /// Locates a span.
    #[must_use]
    pub fn new(source: &Source, span: Span) -> Self {
        Located { start: source.position(span.start()), end: source.position(span.end()) }
    }
}

/// A further place, located.
#[derive(Clone, Debug)]
pub struct LocatedLabel {
    /// The file, when another than the finding's: its index in the run.
    pub file: Option<usize>,
    /// Where.
    pub at: Located,
    /// What stands there.
    pub message: String,
}

/// A replacement, located.
#[derive(Clone, Debug)]
pub struct LocatedEdit {
    /// Where.
    pub at: Located,
    /// What stands there afterwards.
    pub text: String,
}

/// A cure, located.
#[derive(Clone, Debug)]
pub struct LocatedFix {
    /// What it does.
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
    /// What it may change.
    pub intent: Intent,
    /// The edits, ascending.
    pub edits: Vec<LocatedEdit>,
}

/// Source lines kept for showing.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// Ascending, gaps allowed.
    pub lines: Vec<ExcerptLine>,
}

/// One source line, or of a long one the part that is shown.
#[derive(Clone, Debug)]
pub struct ExcerptLine {
    /// From 1.
    pub number: usize,
    /// Where the line starts, in bytes.
    pub start: usize,
    /// Where the text that is kept starts, in bytes.
    pub from: usize,
    /// The text; shared with what tells the finding again.
    pub text: Arc<str>,
}

/// A finding, ready to be settled and shown.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The file's index in the run.
    pub file: usize,
    /// The rule's catalogue index.
    pub rule: usize,
    /// What the rule found, spans and all.
    pub finding: Finding,
    /// The severity, after configuration.
    pub severity: Severity,
    /// The primary place.
    pub at: Located,
    /// Further places.
    pub labels: Vec<LocatedLabel>,
    /// Cures.
    pub fixes: Vec<LocatedFix>,
    /// The lines it shows.
    pub excerpt: Excerpt,
    /// The same for the same mistake at another line; settle's to say.
    pub fingerprint: Fingerprint,
}

/// The longest line that an excerpt keeps whole, in bytes. Of a longer one only
/// the part around the first place is kept: a line of a megabyte may hold a
/// hundred thousand findings.
const LONGEST: usize = 400;
/// Bytes that are kept before and behind the first place on a long line.
const AROUND: (usize, usize) = (160, 400);

impl Diagnostic {
    /// Locates a finding in its source.
    #[must_use]
    pub fn new(file: usize, source: &Source, mut finding: Finding, severity: Severity) -> Self {
        // It stays to the end of the run.
        finding.message.shrink_to_fit();
        let at = Located::new(source, finding.span);
        let labels: Vec<_> = finding
            .labels
            .iter()
            .map(|label| LocatedLabel {
                file: label.file,
                at: Located::new(source, label.span),
                message: label.message.clone(),
            })
            .collect();
        let fixes = finding
            .fixes
            .iter()
            .map(|fix| LocatedFix {
                title: fix.title.clone(),
                safety: fix.safety,
                intent: fix.intent,
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| LocatedEdit { at: Located::new(source, edit.span), text: edit.text.clone() })
                    .collect(),
            })
            .collect();
        let excerpt = excerpt(source, at, &labels);
        Diagnostic {
            file,
            rule: finding.rule,
            finding,
            severity,
            at,
            labels,
            fixes,
            excerpt,
            fingerprint: Fingerprint::default(),
        }
    }
}

/// The lines of the primary place (its first three and its last) and of labels nearby.
fn excerpt(source: &Source, at: Located, labels: &[LocatedLabel]) -> Excerpt {
    let mut wanted: Vec<usize> = Vec::with_capacity(4 + labels.len());
    wanted.extend((at.start.line..=at.end.line).take(3));
    if at.end.line > at.start.line || !labels.is_empty() {
        wanted.push(at.end.line);
        wanted.extend(labels.iter().filter(|label| label.file.is_none()).map(|label| label.at.start.line));
        wanted.sort_unstable();
        wanted.dedup();
    }
    let lines = wanted
        .into_iter()
        .take(16)
        .map(|line| {
            let span = source.line_span(line - 1);
            let from = if line == 1 { source.body_start().min(span.end()) } else { span.start() };
            let mut kept = source.snap(from, span.end());
            if kept.len() > LONGEST {
                let places = labels.iter().filter(|label| label.file.is_none()).map(|label| label.at);
                let on_line = std::iter::once(at).chain(places).filter(|at| at.start.line == line);
                let place = on_line.map(|at| at.start.offset.saturating_sub(from)).min().unwrap_or(0);
                kept = source.within(kept, place.saturating_sub(AROUND.0), place + AROUND.1);
            }
            ExcerptLine { number: line, start: from, from: kept.start(), text: source.slice(kept).into() }
        })
        .collect();
    Excerpt { lines }
}
