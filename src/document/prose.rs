//! Visible text with a way back to the source.
//!
//! A reader sees `9h30 - 12h : Accueil` where the source says
//! `**9h30&nbsp;- 12h : [Accueil](…)**`. A [`Prose`] holds what is seen and, for
//! every byte of it, where it stands.

use crate::source::{Source, Span, fit, trim};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// Visible text of one block or cell.
///
/// Struck-out text, comments, code and the insides of template tags are not in
/// [`Prose::text`]; code and template tags leave one U+FFFC behind (so that
/// words on both sides stay apart), line ends are `\n`.
#[derive(Debug, Default, Clone)]
pub struct Prose<'a> {
    /// What a reader sees, entities and escapes resolved; borrowed where it stands so in the source.
    pub text: Cow<'a, str>,
    /// The source range that the prose was read from.
    pub span: Span,
    /// `(byte in text, byte in source, bytes in source)` at the start of every
    /// run, ascending. Inside a run of equal length bytes correspond one to one.
    /// None where the text is what stands in `span`.
    pub runs: SmallVec<[Run; 3]>,
    /// Bold, links, images and the like, as ranges of `text`.
    pub marks: SmallVec<[Mark; 1]>,
}

/// A run of [`Prose::text`] that stands in one piece in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// The first byte in the text.
    pub text: u32,
    /// The bytes in the text.
    pub text_len: u32,
    /// The first byte in the source.
    pub source: u32,
    /// The bytes in the source; differs from `text_len` for entities and escapes.
    pub source_len: u32,
}

/// A stretch of prose that is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    start: u32,
    end: u32,
    /// How.
    pub kind: MarkKind,
}

impl Mark {
    /// A mark on a range of the text, in bytes.
    #[must_use]
    pub fn new(range: Range<usize>, kind: MarkKind) -> Self {
        Mark { start: fit(range.start), end: fit(range.end), kind }
    }

    /// Where, in bytes of the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How a stretch of prose is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkKind {
    /// `**…**`, `<b>`, `<strong>`
    Strong,
    /// `*…*`, `<em>`, `<i>`
    Emphasis,
    /// A link: its index in `Document::links`.
    Link(u32),
    /// An image (an empty range where it stands): its index in `Document::links`.
    Image(u32),
    /// Code (one U+FFFC): its source is the run's.
    Code,
    /// A template tag (one U+FFFC): its index in `Document::tags`.
    Tag(u32),
    /// A hard line end (the `\n`).
    #[default]
    Break,
    /// Struck-out text that was left out (an empty range where it stood).
    Struck,
}

impl Prose<'_> {
    /// The source span of a range of [`Prose::text`].
    #[must_use]
    pub fn source_span(&self, source: &Source, range: Range<usize>) -> Span {
        if self.text.is_empty() && self.runs.is_empty() {
            return source.trim(self.span);
        }
        let start = self.locate(range.start, false);
        let end = if range.end > range.start { self.locate(range.end, true) } else { start };
        source.snap(start, end.max(start))
    }

    /// The source span of the whole visible text without surrounding blanks.
    #[must_use]
    pub fn trimmed_span(&self, source: &Source) -> Span {
        let start = self.text.len() - self.text.trim_start().len();
        let end = start + self.trimmed().len();
        self.source_span(source, start..end)
    }

    /// The visible text without surrounding blanks.
    #[must_use]
    pub fn trimmed(&self) -> &str {
        trim(&self.text)
    }

    /// Whether nothing is visible.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        trim(&self.text).is_empty() && !self.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Image(_)))
    }

    /// Lines of the text with their byte ranges, line ends excluded.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = memchr::memchr_iter(b'\n', self.text.as_bytes()).chain(std::iter::once(self.text.len()));
        let mut start = 0;
        ends.map(move |end| std::mem::replace(&mut start, end + 1)..end)
    }

    /// A range of [`Prose::text`] with the words of its code.
    #[must_use]
    pub fn spelled(&self, source: &Source, range: Range<usize>) -> String {
        let mut text = String::with_capacity(range.len());
        let mut from = range.start;
        for code in self.marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(Mark::range) {
            if code.start < from || code.end > range.end {
                continue;
            }
            text.push_str(self.text.get(from..code.start).unwrap_or(""));
            text.push_str(source.slice(self.source_span(source, code.clone())).trim_matches(['`', ' ']));
            from = code.end;
        }
        text.push_str(self.text.get(from..range.end).unwrap_or(""));
        text
    }

    /// Whether a kind of mark covers the whole of `range`.
    #[must_use]
    pub fn is_marked(&self, range: &Range<usize>, kind: MarkKind) -> bool {
        self.marks
            .iter()
            .any(|mark| mark.kind == kind && mark.range().start <= range.start && range.end <= mark.range().end)
    }

    fn locate(&self, at: usize, end: bool) -> usize {
        if self.runs.is_empty() {
            return self.span.start() + at.min(self.text.len());
        }
        let at = fit(at);
        let index = if end {
            self.runs.partition_point(|run| run.text < at)
        } else {
            self.runs.partition_point(|run| run.text <= at)
        };
        let Some(run) = index.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return self.runs.first().map_or(self.span.start(), |run| run.source as usize);
        };
        let inside = at - run.text;
        let offset = if run.text_len == run.source_len {
            inside.min(run.source_len)
        } else if inside == 0 {
            0
        } else {
            run.source_len
        };
        (run.source + offset) as usize
    }
}
