//! Lists of items that hold a paragraph and more lists.

use super::line::{self, Start};
use super::margin::{Found, Margin};
use super::{How, Line};
use crate::parse::shape::{Shape, ShapeKind};

/// A mark of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// The byte by which items belong together: a bullet, or what stands behind a number.
    pub mark: u8,
    /// The bytes of the mark and the blanks behind it.
    pub width: usize,
    /// Whether it may stand below a line of text: a bullet or a one.
    interrupts: bool,
}

/// The mark at the start of a line, if its item begins on the line.
pub(super) fn marker(line: &[u8]) -> Option<Marker> {
    let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let mark = *line.get(digits)?;
    let known = if digits == 0 { matches!(mark, b'-' | b'+' | b'*') } else { matches!(mark, b'.' | b')') };
    let blanks = line[digits + 1..].iter().take_while(|&&byte| byte == b' ').count();
    // More blanks begin code.
    (known && digits < 10 && (1..=4).contains(&blanks)).then_some(Marker {
        mark,
        width: digits + 1 + blanks,
        interrupts: digits == 0 || line[..digits] == *b"1",
    })
}

/// An item that lines may belong to.
#[derive(Debug)]
struct Level {
    list: usize,
    item: usize,
    mark: u8,
    /// The column at which its content begins.
    content: usize,
}

/// Items that lines behind them may belong to.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: Vec<Level>,
    /// Where the last line of them ends.
    end: usize,
}

impl Lists {
    /// The mark of the outermost list.
    pub fn mark(&self) -> Option<u8> {
        self.levels.first().map(|level| level.mark)
    }
}

impl Margin<'_> {
    /// Adds what lines hold as items of these lists and of new ones; `below`: a paragraph is open at the margin.
    pub(super) fn list(&mut self, lines: &[Line], mut lists: Lists, mut below: bool) -> Option<Found> {
        let Lists { levels, end } = &mut lists;
        levels.reserve(4);
        let first_list = levels.first().map(|level| level.list);
        let mut goes_on = None;
        let mut in_paragraph = false;
        for (index, line) in lines.iter().enumerate() {
            let head = self.bytes(line.start..line.text);
            let indent = head.iter().take_while(|&&byte| byte == b' ').count();
            let is_marked = indent < head.len();
            let marker = marker(&head[indent..]).filter(|marker| indent + marker.width == head.len());
            let is_text = match line.how {
                How::Text => true,
                // A row of hyphens would make a table of the line above.
                How::Row => line.begins != Start::Bar || line::is_row(self.bytes(line.text..line.end)),
                // At a lower column even a tag alone would end the list.
                How::Whole => {
                    let inside = levels.last().is_some_and(|level| level.content <= indent);
                    self.is_text(line, in_paragraph && !is_marked && inside)
                }
            };
            if !is_text && index > 0 && self.interrupts(line, in_paragraph) {
                // At the margin it ends the list.
                self.close_all(levels, *end);
                let found = self.html(&lines[index..])?;
                return Some(Found { goes_on: goes_on.unwrap_or(false), ..found });
            }
            if !is_text {
                return None;
            }
            if in_paragraph && !is_marked {
                // More of the paragraph above, wherever it begins.
                if let Some(paragraph) = self.blocks.last_mut() {
                    paragraph.span = paragraph.span.cover(self.source.snap(line.text, line.end));
                }
                *end = line.end;
                continue;
            }
            let mut closed = None;
            while let Some(level) = levels.pop_if(|level| level.content > indent) {
                self.close(&level, *end);
                closed = Some(level);
            }
            if indent > levels.last().map_or(0, |level| level.content) + 3 {
                return None;
            }
            let text = self.source.snap(line.text, line.end);
            *end = line.end;
            if !is_marked {
                // Another paragraph of an item.
                let item = levels.last()?.item;
                self.blocks.push(Shape { span: text, parent: Some(item), kind: ShapeKind::Paragraph });
                in_paragraph = true;
                goes_on.get_or_insert(true);
                continue;
            }
            let marker = marker?;
            let span = self.source.snap(line.start + indent, line.end);
            below |= in_paragraph && closed.is_none();
            let list = match closed.filter(|level| level.mark == marker.mark) {
                Some(level) => level.list,
                // A number in running text is no item.
                None if below && !marker.interrupts => return None,
                None => {
                    let kind = ShapeKind::List { ordered: matches!(marker.mark, b'.' | b')') };
                    self.blocks.push(Shape { span, parent: levels.last().map(|level| level.item), kind });
                    self.blocks.len() - 1
                }
            };
            below = false;
            let item = self.blocks.len();
            self.blocks.push(Shape { span, parent: Some(list), kind: ShapeKind::Item });
            self.blocks.push(Shape { span: text, parent: Some(item), kind: ShapeKind::Paragraph });
            in_paragraph = true;
            goes_on.get_or_insert(Some(levels.first().map_or(list, |level| level.list)) == first_list);
            levels.push(Level { list, item, mark: marker.mark, content: indent + marker.width });
        }
        self.close_all(levels, *end);
        Some(Found { lists: Some(lists), goes_on: goes_on.unwrap_or(false) })
    }

    fn close_all(&mut self, levels: &[Level], end: usize) {
        for level in levels.iter().rev() {
            self.close(level, end);
        }
    }

    fn close(&mut self, level: &Level, end: usize) {
        for block in [level.item, level.list] {
            if let Some(shape) = self.blocks.get_mut(block) {
                shape.span = self.source.snap(shape.span.start(), end.max(shape.span.start()));
            }
        }
    }
}
