//! What stands inside a block: visible text, links, code, tags and comments,
//! each at its place in the raw source.
//!
//! Two passes over a block. [`scan`] cuts it into tokens (and decides, as
//! CommonMark does, which brackets are links and which runs are emphasis);
//! [`emit`] writes the visible text with a run for every piece of it.

mod address;
mod destination;
mod emit;
mod emphasis;
mod entity;
mod scan;
mod special;
mod tag;

pub(super) use destination::{target, title};
pub(super) use scan::Tokens;
pub(super) use tag::{attribute, number, read as read_tag};

use super::reader::Reader;
use crate::document::{BlockId, CellId, Prose};
use crate::source::Span;
use std::borrow::Cow;

/// Where a piece of running text stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The block that holds it.
    pub block: Option<BlockId>,
    /// Grid, row, cell.
    pub cell: Option<CellId>,
    /// How many quotations hold it: that many `>` lead its later lines.
    pub quotes: usize,
    /// Raw HTML: blocks in it part lines, empty lines vanish.
    pub html: bool,
}

impl<'a> Reader<'a> {
    /// Reads the running text of a span.
    pub(super) fn prose(&mut self, span: Span, place: Place) -> Prose<'a> {
        let start = span.start();
        let bytes = self.source.text().as_bytes();
        let covered = self.templates.covering(start).is_some();
        let Some(first) = covered.then_some(start).or_else(|| special::first(bytes, start, span.end())) else {
            return emit::plain(self.source, span);
        };
        let mut tokens = self.tokens.take().unwrap_or_default();
        self.scan(span, first, place, &mut tokens);
        let prose =
            if tokens.list.is_empty() { emit::plain(self.source, span) } else { self.emit(span, place, &mut tokens) };
        self.tokens = Some(tokens);
        prose
    }
}

/// A link or image before its text is read.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// The token behind its text.
    pub close: usize,
    /// The whole construct.
    pub span: Span,
    /// Between the brackets.
    pub inner: Span,
    /// The target as it stands.
    pub target: Span,
    /// Its title.
    pub title: Option<Span>,
    /// The label of a reference, its definition, whether the form is full.
    pub reference: Option<(Span, Option<usize>, bool)>,
    /// An image.
    pub image: bool,
}

/// Kinds of tokens; text between tokens is text.
#[derive(Debug)]
pub(super) enum Kind {
    /// A run of `*`, `_` or `~`.
    Run {
        mark: u8,
        /// Bytes at its start that close emphasis, and at its end that open it.
        closing: usize,
        opening: usize,
    },
    /// A bracket that is (so far) text.
    Bracket,
    /// The opening bracket of a link, by index.
    Open(usize),
    /// From the closing bracket to the end of the target; `true` when it stays visible.
    Close(bool),
    /// A code span.
    Code,
    /// A comment, its words.
    Comment(Span),
    /// A template tag or hidden part, by index.
    Template(usize),
    /// A raw HTML tag, by index.
    Html(usize),
    /// Characters that are read as another text.
    Read(Read),
    /// A line end with the blanks around it; hard or soft.
    Line(bool),
    /// `<https://…>` or `<mail@…>`: the address without brackets.
    Autolink(Span),
    /// An address in the text; the prefix that browsers need (`http://`, `mailto:`).
    Bare(&'static str),
    /// Something that is not shown.
    Nothing,
}

/// What an escape or entity reads as.
#[derive(Debug, Clone)]
pub(super) enum Read {
    /// The bytes from the second one on.
    Escaped,
    /// Other characters.
    Text(Cow<'static, str>),
}

impl scan::Token {
    fn new(start: usize, end: usize, kind: Kind) -> Self {
        scan::Token { start, end, kind }
    }
}
