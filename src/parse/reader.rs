//! Fills a [`Document`] from the shapes of a body.

use super::grid::Cut;
use super::inline::Place;
use super::inline::Tokens;
use super::shape::{Shape, ShapeKind};
use super::skeleton::Next;
use super::template::Templates;
use crate::document::{Block, BlockId, BlockKind, Document, Heading, HtmlTag, Prose};
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::rc::Rc;

/// What is known while a body is read.
pub(super) struct Reader<'a> {
    pub source: &'a Source,
    pub doc: Document<'a>,
    pub templates: Templates,
    /// Definitions by their compared label.
    pub labels: HashMap<String, usize>,
    /// The titles of the definitions.
    pub titles: Vec<Option<Span>>,
    /// The tags of the HTML that is read, if all of them are well-formed.
    pub lexed: Rc<Vec<HtmlTag>>,
    /// Of the block that is read.
    pub tokens: Option<Box<Tokens>>,
    /// Behind this byte no table that begins in an HTML block ends: looked for once.
    pub open_end: usize,
}

impl<'a> Reader<'a> {
    /// Makes the blocks.
    pub(super) fn blocks(&mut self, shapes: &[Shape]) {
        self.doc.blocks.reserve(shapes.len());
        let mut ids: Vec<Option<BlockId>> = Vec::with_capacity(shapes.len());
        let mut quotes: Vec<usize> = Vec::with_capacity(shapes.len());
        // What stands before this byte was read as part of an HTML table.
        let mut read = self.doc.body.start();
        let mut bars = Next::new(b'|', self.source.text().as_bytes());
        for (index, shape) in shapes.iter().enumerate() {
            let parent = shape.parent.and_then(|parent| ids.get(parent).copied().flatten());
            let above = shape.parent.and_then(|parent| quotes.get(parent).copied()).unwrap_or(0);
            let quoted = shape.parent.is_some_and(|parent| shapes[parent].kind == ShapeKind::Quote);
            let place = Place { quotes: above + usize::from(quoted), ..Place::default() };
            quotes.push(place.quotes);
            if shape.span.start() < read {
                ids.push(None);
                continue;
            }
            let id = self.doc.blocks.len();
            ids.push(Some(id));
            match &shape.kind {
                ShapeKind::Paragraph => {
                    let barred = bars.within(shape.span.start(), shape.span.end());
                    self.paragraph(shape.span, barred, parent, place);
                }
                ShapeKind::Heading(level, underlined) => self.heading(shape.span, *level, *underlined, parent, place),
                ShapeKind::Table(rows) => self.pipe_table(shape.span, rows, parent, place),
                ShapeKind::Html => read = self.html(shape.span, parent, place),
                ShapeKind::List { ordered } => self.push(shape.span, parent, BlockKind::List { ordered: *ordered }),
                ShapeKind::Item => {
                    let task = shapes
                        .get(index + 1)
                        .filter(|next| next.parent == Some(index))
                        .and_then(|first| task(self.source, first.span));
                    self.push(shape.span, parent, BlockKind::Item { task });
                }
                ShapeKind::Quote => self.push(shape.span, parent, BlockKind::Quote),
                ShapeKind::Footnote => self.push(shape.span, parent, BlockKind::Footnote),
                ShapeKind::Rule => self.push(shape.span, parent, BlockKind::Rule),
                ShapeKind::Code => {
                    self.doc.hidden.push(shape.span);
                    self.push(shape.span, parent, BlockKind::Code);
                }
            }
        }
    }

    /// Adds a block.
    pub(super) fn push(&mut self, span: Span, parent: Option<BlockId>, kind: BlockKind<'a>) {
        self.doc.blocks.push(Block { span, parent, kind });
    }

    /// Adds a block with running text.
    pub(super) fn push_text(
        &mut self,
        span: Span,
        inner: Span,
        parent: Option<BlockId>,
        place: Place,
        kind: impl FnOnce(Prose<'a>) -> BlockKind<'a>,
    ) {
        // Running text adds no blocks, so its own is the next one.
        let id = self.doc.blocks.len();
        let prose = self.prose(self.source.trim(inner), Place { block: Some(id), ..place });
        self.push(span, parent, kind(prose));
    }

    /// `barred`: a bar stands in it.
    fn paragraph(&mut self, span: Span, barred: bool, parent: Option<BlockId>, place: Place) {
        let span = self.source.trim(span);
        if span.is_empty() {
            // Only definitions stood there.
            self.push(span, parent, BlockKind::Paragraph(Prose { span, ..Prose::default() }));
            return;
        }
        let tables = if barred { self.loose_tables(span, parent, place) } else { Vec::new() };
        if tables.is_empty() {
            self.text(span, parent, place);
            return;
        }
        let mut at = span.start();
        for Cut { lines, span: table, origin } in tables {
            if at < table.start() {
                self.text(self.source.trim(self.source.snap(at, table.start())), parent, place);
            }
            self.loose_table(table, &lines, origin, parent, place);
            at = table.end();
        }
        let rest = self.source.trim(self.source.snap(at, span.end()));
        if !rest.is_empty() {
            self.text(rest, parent, place);
        }
    }

    fn text(&mut self, span: Span, parent: Option<BlockId>, place: Place) {
        let in_item = parent.is_some_and(|id| matches!(self.doc.blocks[id].kind, BlockKind::Item { task: Some(_) }));
        let first = in_item && self.doc.blocks.len().checked_sub(1) == parent;
        let inner = if first { self.source.within(span, 3, span.len()) } else { span };
        self.push_text(span, inner, parent, place, BlockKind::Paragraph);
    }

    fn heading(&mut self, span: Span, level: u8, underlined: bool, parent: Option<BlockId>, place: Place) {
        let span = self.source.trim(span);
        let text = self.source.slice(span);
        let (from, to) = if underlined {
            (0, text.rfind(['\n', '\r']).unwrap_or(text.len()))
        } else {
            let inner = text.trim_start_matches('#');
            let closed = inner.trim_end().trim_end_matches('#');
            let end = if closed.is_empty() || closed.ends_with([' ', '\t']) { closed.len() } else { inner.len() };
            let from = text.len() - inner.len();
            (from, from + end)
        };
        let inner = self.source.trim(self.source.within(span, from, to));
        let (inner, id) = written_id(self.source, inner);
        self.push_text(span, inner, parent, place, |text| {
            BlockKind::Heading(Heading { level, text, id: id.map(Box::new) })
        });
    }
}

/// Cuts `{#id}`, `{: #id .class}`, `{#id .class}` off the end of a heading.
fn written_id(source: &Source, inner: Span) -> (Span, Option<(String, Span)>) {
    let text = source.slice(inner);
    let Some(open) = text.strip_suffix('}').and_then(|text| text.rfind('{')) else { return (inner, None) };
    let words = &text[open + 1..text.len() - 1];
    let attributes = words.starts_with([':', '#', '.']) && !words.ends_with('#') && !text[..open].ends_with('{');
    if !attributes {
        return (inner, None);
    }
    let id = words.find('#').map(|at| {
        let rest = &words[at + 1..];
        let length = rest.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(rest.len());
        let from = open + 1 + at + 1;
        (rest[..length].to_owned(), source.within(inner, from, from + length))
    });
    (source.trim(source.within(inner, 0, open)), id.filter(|(id, _)| !id.is_empty()))
}

/// Whether a paragraph begins like a task: `[ ]` or `[x]` and a blank.
fn task(source: &Source, span: Span) -> Option<bool> {
    let text = source.slice(span);
    let done = match text.as_bytes().get(..3)? {
        b"[ ]" => false,
        b"[x]" | b"[X]" => true,
        _ => return None,
    };
    text[3..].starts_with(char::is_whitespace).then_some(done)
}
