//! Tables of pipes, cut on the raw lines.
//!
//! The Markdown parser drops surplus cells and pads short rows; here a row has
//! the cells that its author wrote. Some paragraphs are tables too: kramdown
//! shows rows without a delimiter row, and elsewhere the agenda still wants to
//! read what was meant.

use super::inline::Place;
use super::reader::Reader;
use crate::document::{BlockId, BlockKind, Cell, CellId, Flavour, Grid, Origin, Row};
use crate::source::Span;

/// A stretch of a paragraph that is meant as a table.
pub(super) struct Cut {
    /// Its lines, without quote marks and blanks.
    pub lines: Vec<Span>,
    /// All of it.
    pub span: Span,
    /// How the site takes it.
    pub origin: Origin,
}

impl Reader<'_> {
    /// A table that Markdown sees: `rows` without the delimiter row.
    pub(super) fn pipe_table(&mut self, span: Span, rows: &[Span], parent: Option<BlockId>, place: Place) {
        let mut lines: Vec<Span> = rows.iter().map(|row| self.source.trim(*row)).collect();
        if let Some(first) = lines.first() {
            let line = self.source.line_of(first.start()) + 1;
            let delimiter = self.bare_line(line, place.quotes);
            lines.insert(1, delimiter);
        }
        self.table(span, &lines, Some(1), Origin::Gfm, parent, place);
    }

    /// A table that only some sites see.
    pub(super) fn loose_table(
        &mut self,
        span: Span,
        lines: &[Span],
        origin: Origin,
        parent: Option<BlockId>,
        place: Place,
    ) {
        let delimiter = lines.get(1).filter(|line| is_delimiter(self.source.slice(**line))).map(|_| 1);
        self.table(span, lines, delimiter, origin, parent, place);
    }

    fn table(
        &mut self,
        span: Span,
        lines: &[Span],
        delimiter: Option<usize>,
        origin: Origin,
        parent: Option<BlockId>,
        place: Place,
    ) {
        let block = self.doc.blocks.len();
        let grid = self.doc.grids.len();
        self.push(self.source.trim(span), parent, BlockKind::Table(grid));
        self.doc.grids.push(Grid {
            span: self.source.trim(span),
            origin,
            rows: Vec::new(),
            columns: 0,
            delimiter: None,
            delimiter_cells: 0,
            caption: None,
            block,
        });
        let kramdown = self.doc.flavour == Flavour::Kramdown;
        let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
        let mut group = 0;
        for (index, line) in lines.iter().enumerate() {
            if delimiter == Some(index) {
                continue;
            }
            let text = self.source.slice(*line);
            if kramdown && is_delimiter(text) {
                group += usize::from(!rows.is_empty());
                continue;
            }
            if text.starts_with("{:") {
                continue;
            }
            let header = delimiter.is_some() && index == 0;
            let spans = self.cut(*line);
            let mut cells = Vec::with_capacity(spans.len());
            for (column, span) in spans.into_iter().enumerate() {
                let place = Place { block: Some(block), cell: Some(CellId::new(grid, rows.len(), column)), ..place };
                let prose = self.prose(span, place);
                cells.push(Cell { span, column, colspan: 1, rowspan: 1, header, prose });
            }
            rows.push(Row { span: *line, cells, header, group });
        }
        let delimiter = delimiter.and_then(|index| lines.get(index)).copied();
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns = rows.first().filter(|row| row.header).map_or(widest, |row| row.cells.len());
        let delimiter_cells = delimiter.map_or(0, |line| self.cut(line).len());
        if let Some(grid) = self.doc.grids.get_mut(grid) {
            grid.rows = rows;
            grid.columns = columns;
            grid.delimiter = delimiter;
            grid.delimiter_cells = delimiter_cells;
        }
    }

    /// The cells of a row, without the blanks around them.
    fn cut(&self, row: Span) -> Vec<Span> {
        let bytes = &self.source.text().as_bytes()[..row.end()];
        // Kramdown alone lets code hold a bar.
        let code = self.doc.flavour == Flavour::Kramdown;
        let next = |at: usize| {
            let rest = bytes.get(at..)?;
            let found = if code {
                rest.iter().position(|byte| matches!(byte, b'|' | b'\\' | b'{' | b'`'))
            } else {
                memchr::memchr3(b'|', b'\\', b'{', rest)
            };
            Some(at + found?)
        };
        let mut start = row.start();
        let mut at = start;
        let mut out = Vec::with_capacity(8);
        if bytes.get(at) == Some(&b'|') && !row.is_empty() {
            at += 1;
            start = at;
        }
        while let Some(found) = next(at) {
            at = found;
            match bytes[at] {
                b'\\' if bytes.get(at + 1) == Some(&b'|') => at += 1,
                b'|' => {
                    out.push(self.source.trim(self.source.snap(start, at)));
                    start = at + 1;
                }
                b'{' => {
                    if let Some(mark) = self.templates.at(at).and_then(|index| self.templates.marks.get(index))
                        && mark.span.end() <= row.end()
                        && !mark.span.is_empty()
                    {
                        at = mark.span.end();
                        continue;
                    }
                }
                b'`' => {
                    let text = &bytes[at..];
                    let length = text.iter().take_while(|&&byte| byte == b'`').count();
                    let close = memchr::memmem::find(&text[length..], &text[..length]);
                    at += close.map_or(length, |close| length + close + length);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        let last = self.source.trim(self.source.snap(start, row.end()));
        if start < row.end() && !last.is_empty() || out.is_empty() {
            out.push(last);
        }
        out
    }

    /// A line without quote marks and blanks around.
    fn bare_line(&self, line: usize, quotes: usize) -> Span {
        let span = self.source.line_span(line);
        let text = self.source.slice(span);
        let mut rest = text.trim_start();
        for _ in 0..quotes {
            rest = rest.strip_prefix('>').unwrap_or(rest).trim_start();
        }
        self.source.trim(self.source.within(span, text.len() - rest.len(), text.len()))
    }

    /// The stretches of a paragraph that are meant as tables.
    pub(super) fn loose_tables(&self, span: Span, parent: Option<BlockId>, place: Place) -> Vec<Cut> {
        let first = self.source.line_of(span.start());
        let last = self.source.line_of(span.end());
        let lines: Vec<Span> = (first..=last)
            .map(|line| self.bare_line(line, place.quotes))
            .map(|line| self.source.snap(line.start().max(span.start()), line.end().min(span.end())))
            .collect();
        let text = |line: &Span| self.source.slice(*line);
        let attributes = |line: &Span| text(line).starts_with("{:");
        if self.doc.flavour == Flavour::Kramdown {
            let rows = || lines.iter().filter(|line| !attributes(line));
            let all = |holds: fn(&str) -> bool| rows().count() > 0 && rows().all(|line| holds(text(line)));
            let led = all(|line| line.starts_with('|'));
            let ruled = lines.get(1).is_some_and(|line| is_delimiter(text(line))) && all(has_bar);
            if led || ruled {
                return vec![Cut { span, lines, origin: Origin::Kramdown }];
            }
        }
        let after_table = self.doc.blocks.last().is_some_and(|block| {
            matches!(block.kind, BlockKind::Table(_))
                && block.parent == parent
                && self
                    .source
                    .text()
                    .get(block.span.end()..span.start())
                    .is_some_and(|gap| gap.bytes().all(|b| b.is_ascii_whitespace() || b == b'>'))
        });
        let mut cuts = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let fenced = lines[at..].iter().take_while(|line| is_fenced(text(line))).count();
            let ruled = lines.get(at + 1).is_some_and(|line| is_delimiter(text(line))) && has_bar(text(&lines[at]));
            // A line of dashes without headings above, as kramdown has it.
            let ruled = ruled || lines.len() > at + 2 && is_delimiter(text(&lines[at]));
            let length = if ruled {
                lines[at..].iter().take_while(|line| has_bar(text(line))).count()
            } else if fenced >= 2 || fenced == 1 && after_table && lines.len() == 1 {
                fenced
            } else {
                at += fenced.max(1);
                continue;
            };
            let lines = lines[at..at + length].to_vec();
            if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
                cuts.push(Cut { span: first.cover(*last), lines, origin: Origin::NotATable });
            }
            at += length;
        }
        cuts
    }
}

/// Whether a line is a delimiter row: hyphens, colons and at least one bar.
fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'+' | b'='))
        && !line.contains("||")
}

/// Whether a line begins and ends with a bar.
fn is_fenced(line: &str) -> bool {
    line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !line.ends_with("\\|")
}

/// Whether a line holds a bar that is not escaped.
fn has_bar(line: &str) -> bool {
    line.char_indices().any(|(at, c)| c == '|' && !line[..at].ends_with('\\'))
}
