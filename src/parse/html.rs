//! Raw HTML blocks: headings, tables, and the text between them.

mod indented;
mod lex;
mod table;

use super::inline::{Place, attribute};
use super::reader::Reader;
use crate::document::{BlockId, BlockKind, Heading, HtmlTag};
use crate::source::Span;
pub(super) use indented::take_indented;
use memchr::memmem;
use std::rc::Rc;

impl Reader<'_> {
    /// Reads a raw HTML block; the byte up to which the body is read then. A
    /// table goes on over empty lines, where Markdown sees its block end.
    pub(super) fn html(&mut self, span: Span, parent: Option<BlockId>, place: Place) -> usize {
        let id = self.doc.blocks.len();
        let whole = self.region(span);
        let shown = self.before_endless_comment(whole);
        let (tags, well_formed) = lex::tags(self.source, shown, &mut self.doc.attributes);
        let tags = Rc::new(tags);
        self.doc.html.reserve(tags.len());
        // What is read within looks them up.
        self.lexed = if well_formed { Rc::clone(&tags) } else { Rc::default() };
        let place = Place { html: true, ..place };
        let mut at = whole.start();
        let mut index = 0;
        while let Some(tag) = tags.get(index) {
            let level = level(tag);
            if tag.name == "table" && !tag.closing {
                self.between(at, tag.span.start(), parent, place);
                let close = matching(&tags, index);
                let end = tags.get(close).map_or(shown.end(), |tag| tag.span.end());
                let inner = tags.get(index..=close.min(tags.len() - 1)).unwrap_or_default();
                self.html_table(self.source.snap(tag.span.start(), end), inner, parent, place);
                at = end;
                index = close + 1;
            } else if let Some(level) = level
                && let Some(length) =
                    tags[index + 1..].iter().take(64).position(|end| end.closing && end.name == tag.name)
            {
                self.between(at, tag.span.start(), parent, place);
                let close = &tags[index + 1 + length];
                let span = tag.span.cover(close.span);
                let inner = self.source.snap(tag.span.end(), close.span.start());
                let id = attribute(self.doc.attributes(tag), "id")
                    .flatten()
                    .map(|id| Box::new((self.source.slice(id).to_owned(), id)));
                self.doc.html.extend([tag.clone(), close.clone()]);
                self.push_text(span, inner, parent, place, |text| BlockKind::Heading(Heading { level, text, id }));
                at = span.end();
                index += length + 2;
            } else {
                index += 1;
            }
        }
        self.between(at, shown.end(), parent, place);
        self.between(shown.end(), whole.end(), parent, place);
        self.lexed = Rc::default();
        if self.doc.blocks.len() == id {
            // Each shape has a block, so that children find their parent.
            self.push_text(span, span, parent, place, BlockKind::Html);
        }
        whole.end()
    }

    fn between(&mut self, start: usize, end: usize, parent: Option<BlockId>, place: Place) {
        let span = self.source.trim(self.source.snap(start, end.max(start)));
        if !span.is_empty() {
            self.push_text(span, span, parent, place, BlockKind::Html);
        }
    }

    /// The part of raw HTML that stands before a comment without an end.
    fn before_endless_comment(&self, whole: Span) -> Span {
        let bytes = self.source.slice(whole).as_bytes();
        let mut at = 0;
        while let Some(open) = memmem::find(&bytes[at..], b"<!--").map(|found| at + found) {
            let Some(length) = memmem::find(&bytes[open + 4..], b"-->") else {
                return self.source.within(whole, 0, open);
            };
            at = open + 4 + length;
        }
        whole
    }

    /// The block, prolonged to the end of a table that begins in it.
    fn region(&mut self, span: Span) -> Span {
        let text = self.source.slice(span);
        let (opened, closed) = tables(text.as_bytes());
        if opened <= closed || self.open_end <= span.end() {
            return span;
        }
        let mut depth = opened - closed;
        let mut at = span.end();
        while let Some((place, closing)) = self.next_table(at) {
            if closing {
                depth -= 1;
            } else {
                depth += 1;
            }
            at = place + 6;
            if depth == 0 {
                let rest = self.source.text().get(place..self.doc.body.end()).unwrap_or("");
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                return self.source.snap(span.start(), place + end);
            }
        }
        self.open_end = span.end();
        span
    }

    /// The next `<table` or `</table`.
    fn next_table(&self, from: usize) -> Option<(usize, bool)> {
        let text = self.source.text();
        let mut at = from;
        loop {
            let found = at + memchr::memchr(b'<', text.as_bytes().get(at..self.doc.body.end())?)?;
            let rest = &text.as_bytes()[found..];
            let starts = |mark: &[u8]| rest.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
            if starts(b"</table") {
                return Some((found, true));
            }
            if starts(b"<table") {
                return Some((found, false));
            }
            at = found + 1;
        }
    }
}

/// How often `<table` and `</table` stand in a text.
fn tables(text: &[u8]) -> (usize, usize) {
    let mut count = (0, 0);
    // The rarest of its letters leads to it.
    for at in memchr::memchr2_iter(b'b', b'B', text) {
        let is_table = text[at..].get(1..3).is_some_and(|rest| rest.eq_ignore_ascii_case(b"le"));
        let ends = |mark: &[u8]| at >= mark.len() && text[at - mark.len()..at].eq_ignore_ascii_case(mark);
        count.0 += usize::from(is_table && ends(b"<ta"));
        count.1 += usize::from(is_table && ends(b"</ta"));
    }
    count
}

/// The tag that closes the table opened at `index`; the end of the list when none does.
fn matching(tags: &[HtmlTag], index: usize) -> usize {
    let mut depth = 0usize;
    for (offset, tag) in tags[index..].iter().enumerate() {
        if tag.name == "table" {
            if tag.closing {
                depth = depth.saturating_sub(1);
            } else {
                depth += 1;
            }
            if depth == 0 {
                return index + offset;
            }
        }
    }
    tags.len()
}

fn level(tag: &HtmlTag) -> Option<u8> {
    let digit = tag.name.strip_prefix('h')?.parse::<u8>().ok()?;
    ((1..=6).contains(&digit) && !tag.closing).then_some(digit)
}
