//! Blocks between blank lines that can be nothing but what they look like.
//!
//! All of them begin at the margin, where a blank line has closed whatever was
//! open: but for fences, raw HTML with an end of its own, and lists.

use super::line::{self, Start, Tag};
use super::list::{self, Lists};
use super::{How, Line};
use crate::parse::shape::{Shape, ShapeKind};
use crate::source::Source;
use std::ops::Range;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The lists that it ends with.
    pub lists: Option<Lists>,
    /// Whether it began with more of the lists above.
    pub goes_on: bool,
}

/// Adds the blocks of lines between blank ones; `None` when only the parser can tell them. `raw`: raw HTML with an end
/// of its own may be open. `clear`: all that stands above is known and holds no open lists but `lists`.
pub(super) fn read(
    source: &Source,
    blocks: &mut Vec<Shape>,
    lines: &[Line],
    raw: bool,
    clear: bool,
    lists: Option<Lists>,
) -> Option<Found> {
    let mut margin = Margin { source, blocks, raw, depth: 0 };
    margin.read(lines, clear, lists)
}

pub(super) struct Margin<'a> {
    pub source: &'a Source,
    pub blocks: &'a mut Vec<Shape>,
    raw: bool,
    /// How often raw HTML began below other blocks: what follows it is read within.
    depth: usize,
}

/// The most that is read so, for the stack's sake.
const DEPTH: usize = 32;

impl<'a> Margin<'a> {
    fn read(&mut self, lines: &[Line], clear: bool, lists: Option<Lists>) -> Option<Found> {
        match self.bytes(lines[0].start..lines[0].end) {
            [b'<', ..] => self.html(lines),
            [b'|', ..] => self.table(lines),
            [b'[', ..] if lines[0].how == How::Whole => self.definitions(lines),
            [b'-' | b'*' | b'_', ..] if self.is_rule(&lines[0]) => self.flow(lines),
            [b'>', ..] => self.quote(lines),
            [b' ', ..] => match lists {
                Some(lists) => self.list(lines, lists, false),
                None if !clear => None,
                None if self.is_indented_item(&lines[0]) => self.list(lines, Lists::default(), false),
                None => self.flow(lines),
            },
            head @ [b'-' | b'+' | b'*' | b'0'..=b'9', ..] if list::marker(head).is_some() => {
                if clear {
                    self.list(lines, lists.unwrap_or_default(), false)
                } else {
                    None
                }
            }
            _ => self.flow(lines),
        }
    }

    pub fn bytes(&self, range: Range<usize>) -> &'a [u8] {
        &self.source.text().as_bytes()[range]
    }

    /// Adds all lines as one block.
    fn push(&mut self, lines: &[Line], kind: ShapeKind) {
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let span = self.source.snap(first.start, last.end);
            self.blocks.push(Shape { span, parent: None, kind });
        }
    }

    /// `---`, `***` or `___`.
    fn is_rule(&self, line: &Line) -> bool {
        let line = self.bytes(line.start..line.end);
        matches!(line[0], b'-' | b'*' | b'_') && marks(line).is_some_and(|marks| marks >= 3)
    }

    /// The level of the heading that a line of one mark makes of the text above.
    fn underline(&self, line: &Line) -> Option<u8> {
        let line = self.bytes(line.start..line.end);
        match (line[0], marks(line)?) {
            (b'=', _) => Some(1),
            // One alone may be an item.
            (b'-', 2..) => Some(2),
            _ => None,
        }
    }

    /// Whether an item begins behind up to three blanks.
    fn is_indented_item(&self, line: &Line) -> bool {
        let line = self.bytes(line.start..line.end);
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        indent < 4 && list::marker(&line[indent..]).is_some()
    }

    /// Whether raw HTML begins at a line, whatever stands above; `open`: a paragraph does.
    pub fn interrupts(&self, line: &Line, open: bool) -> bool {
        let text = self.bytes(line.start..line.end);
        line.text == line.start
            && match line.begins {
                Start::Raw => true,
                Start::Tag => line::begins_html(text) || !open && line::tag(text) == Tag::Alone,
                _ => false,
            }
    }

    /// Paragraphs behind `>`.
    fn quote(&mut self, lines: &[Line]) -> Option<Found> {
        let quote = self.blocks.len();
        self.push(lines, ShapeKind::Quote);
        let mut in_paragraph = false;
        for line in lines {
            let text = self.source.snap(line.text, line.end);
            match self.bytes(line.start..line.text) {
                b">" | b"> " if line.how == How::Text && in_paragraph => {
                    if let Some(paragraph) = self.blocks.last_mut() {
                        paragraph.span = paragraph.span.cover(text);
                    }
                }
                b">" | b"> " if line.how == How::Text => {
                    self.blocks.push(Shape { span: text, parent: Some(quote), kind: ShapeKind::Paragraph });
                    in_paragraph = true;
                }
                b">" | b"> " if line.text == line.end && in_paragraph => in_paragraph = false,
                _ => return None,
            }
        }
        in_paragraph.then(Found::default)
    }

    /// Raw HTML up to the blank line or to an end of its own, or text that begins with a tag.
    pub fn html(&mut self, lines: &[Line]) -> Option<Found> {
        let source = self.source.text().as_bytes();
        let bytes = |line: &Line| &source[line.start..line.end];
        let first = bytes(&lines[0]);
        self.depth += 1;
        // Within code a fence ends it.
        if self.raw
            || self.depth > DEPTH
            || lines.iter().any(|line| matches!(self.bytes(line.text..line.end), [b'`' | b'~', ..]))
        {
            return None;
        }
        let mut rest = lines;
        while let Some(line) = rest.first().filter(|line| line.begins == Start::Raw && line.text == line.start) {
            let end = line::raw_end(bytes(line))?;
            let last = rest.iter().position(|other| end.is_in(bytes(other), other.start == line.start))?;
            let html;
            (html, rest) = rest.split_at(last + 1);
            self.push(html, ShapeKind::Html);
        }
        if rest.is_empty() {
            return Some(Found::default());
        }
        if rest.len() < lines.len() {
            return self.read(rest, true, None);
        }
        let is_html = line::begins_html(first)
            || match line::tag(first) {
                Tag::Alone => true,
                Tag::Followed => return self.flow(lines),
                Tag::Unsure => return None,
            };
        is_html.then(|| {
            self.push(lines, ShapeKind::Html);
            Found::default()
        })
    }

    /// Link definitions of one line each: they are no blocks.
    fn definitions(&self, lines: &[Line]) -> Option<Found> {
        let all = lines.iter().all(|line| line::is_definition(self.bytes(line.start..line.end)));
        all.then(Found::default)
    }

    /// Whether the second of lines is a delimiter row.
    fn is_ruled(&self, lines: &[Line]) -> bool {
        let [first, second, ..] = lines else { return false };
        let is_bar = [first, second].iter().all(|line| line.begins == Start::Bar && line.text == line.start);
        is_bar && line::delimiters(self.bytes(second.start..second.end)).is_some()
    }

    /// A table whose lines all begin with a bar, and raw HTML below it; or text.
    fn table(&mut self, lines: &[Line]) -> Option<Found> {
        let source = self.source.text().as_bytes();
        let bytes = |line: &Line| &source[line.start..line.end];
        let Some(columns) = lines.get(1).and_then(|line| line::delimiters(bytes(line))) else {
            return self.flow(lines);
        };
        let behind = lines.iter().position(|line| line.how == How::Whole && self.interrupts(line, true));
        let (lines, html) = lines.split_at(behind.unwrap_or(lines.len()));
        let is_row = |line: &Line| line::is_row(bytes(line)) || line::is_blank_row(bytes(line));
        let rows = lines[..1].iter().chain(&lines[2..]);
        if !lines.iter().all(|line| line.how == How::Row)
            || !line::is_row(bytes(&lines[0]))
            || !rows.clone().all(is_row)
            || line::cells(bytes(&lines[0])) != Some(columns)
        {
            return None;
        }
        let rows = rows.map(|line| self.source.snap(line.start, line.end)).collect();
        self.push(lines, ShapeKind::Table(rows));
        if html.is_empty() { Some(Found::default()) } else { self.html(html) }
    }

    /// Paragraphs, headings and rules, and a list, raw HTML or (behind a heading) a table below them.
    fn flow(&mut self, lines: &[Line]) -> Option<Found> {
        let mut in_paragraph = false;
        for (index, line) in lines.iter().enumerate() {
            let head = self.bytes(line.start..line.text);
            let level = head.iter().take_while(|&&byte| byte == b'#').count();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            let is_heading = (1..=6).contains(&level) && head.get(level).is_some_and(blank);
            let span = self.source.snap(line.start, line.end);
            if line.how == How::Whole && head.is_empty() {
                if index > 0 && self.interrupts(line, in_paragraph) {
                    return self.html(&lines[index..]);
                }
                if in_paragraph
                    && let Some(level) = self.underline(line)
                    && let Some(paragraph) = self.blocks.last_mut()
                {
                    paragraph.kind = ShapeKind::Heading(level, true);
                    paragraph.span = paragraph.span.cover(span);
                    in_paragraph = false;
                    continue;
                }
                if self.is_rule(line) {
                    self.blocks.push(Shape { span, parent: None, kind: ShapeKind::Rule });
                    in_paragraph = false;
                    continue;
                }
            }
            let is_text = match line.how {
                How::Text => true,
                // A row of hyphens would make a table of the line above.
                How::Row => index == 0 || line.begins != Start::Bar || line::is_row(self.bytes(line.text..line.end)),
                How::Whole => self.is_text(line, in_paragraph || is_heading),
            };
            if !is_text {
                return None;
            }
            if is_heading {
                let level = u8::try_from(level).unwrap_or_default();
                self.blocks.push(Shape { span, parent: None, kind: ShapeKind::Heading(level, false) });
                in_paragraph = false;
            } else if in_paragraph && head.iter().all(blank) {
                if let Some(paragraph) = self.blocks.last_mut() {
                    paragraph.span = paragraph.span.cover(span);
                }
            } else if index > 0 && !in_paragraph && self.is_ruled(&lines[index..]) {
                return self.table(&lines[index..]);
            } else if head.len() < 4 && head.iter().all(|&byte| byte == b' ') {
                let span = self.source.snap(line.text, line.end);
                self.blocks.push(Shape { span, parent: None, kind: ShapeKind::Paragraph });
                in_paragraph = true;
            } else if index > 0 {
                return self.list(&lines[index..], Lists::default(), in_paragraph);
            } else {
                return None;
            }
        }
        Some(Found::default())
    }

    /// Whether a line whose text begins with a `<` goes on with a paragraph or begins one.
    pub fn is_text(&self, line: &Line, in_paragraph: bool) -> bool {
        let text = self.bytes(line.text..line.end);
        line.begins == Start::Tag
            && !line.raw
            && !line::begins_html(text)
            && (in_paragraph || line::tag(text) == Tag::Followed)
    }
}

/// How often a line repeats its first byte, if nothing but blanks stands behind.
fn marks(line: &[u8]) -> Option<usize> {
    let count = line.iter().take_while(|&&byte| byte == line[0]).count();
    line[count..].iter().all(|byte| matches!(byte, b' ' | b'\t')).then_some(count)
}
