//! What the Markdown parser has to decide about a body, and nothing else.
//!
//! It also reads what stands inside a block, and that is not asked of it. So a
//! line keeps its head (blanks, `>`, list and heading marks), an `x` for the
//! text behind it, its bars and its end. A line that could be more than text (a
//! fence, raw HTML, a delimiter row, a definition) stands as it is.
//!
//! Most of a post are paragraphs and headings at the margin between blank
//! lines. A row of them is written as its first one alone: where the parser
//! sees that, they are what they look like; where it sees code or a comment,
//! they are nothing. In the same way the rows of a table, the items of a list
//! and the lines of a block of HTML stand as their first and their last one.

mod line;

use crate::source::{Source, Span};
use line::{Next, Start};
use std::ops::Range;

/// What the Markdown parser is given.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    /// The text to parse.
    pub text: String,
    /// For each of its lines the line of the source that it stands for; those
    /// up to the next one belong to it.
    pub lines: Vec<usize>,
    /// Whether footnotes may be defined in it.
    pub footnotes: bool,
    /// Whether a row may stand in it that makes a table of the line above.
    pub tables: bool,
    /// Lines of it that stand for blocks at the margin.
    pub plain: Vec<(usize, Range<usize>)>,
    /// Those blocks: their places, and the level of headings.
    pub blocks: Vec<(Span, Option<u8>)>,
    /// Lines of it, ascending, that stand for items of one line each, the line itself and those left out behind it;
    /// and the bytes of their heads.
    pub items: Vec<(usize, usize)>,
}

/// A line of the source, from 0, the bytes at which its parts begin, and how it is written.
#[derive(Clone, Copy)]
struct Line {
    number: usize,
    start: usize,
    text: usize,
    end: usize,
    next: usize,
    how: How,
    /// Raw HTML that ends at a mark of its own began above or here.
    raw: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// As it is.
    Whole,
    /// An `x` for each cell.
    Row,
    /// An `x`.
    Text,
}

/// The skeleton of what stands from byte `start` on.
pub(super) fn of(source: &Source, start: usize) -> Skeleton {
    let bytes = source.text().as_bytes();
    let defines = memchr::memchr_iter(b']', &bytes[start..]).any(|at| bytes.get(start + at + 1) == Some(&b':'));
    let mut bars = Next::new(b'|', bytes);
    let mut ends = Next::new(b'>', bytes);
    // In a paragraph that may begin with a definition every character counts.
    let mut whole = false;
    // Behind the start of a raw block any `>` may end it.
    let mut raw = false;
    let starts = source.line_starts();
    let mut build = Build { source, out: Skeleton::default(), lines: Vec::with_capacity(32), gap: None };
    build.out.text.reserve(bytes.len() / 8);
    build.out.lines.reserve(64);
    build.out.blocks.reserve(32);
    let mut from = start;
    if source.text()[start..].starts_with('\u{feff}') {
        // The parser skips a byte order mark.
        build.out.text.push('\u{feff}');
        from += '\u{feff}'.len_utf8();
    }
    for number in source.line_of(start)..starts.len() {
        let next = starts.get(number + 1).map_or(bytes.len(), |&next| next as usize);
        let end = match &bytes[from..next] {
            // Behind the last line end stands no line.
            [] => break,
            [.., b'\r', b'\n'] => next - 2,
            [.., b'\r' | b'\n'] => next - 1,
            _ => next,
        };
        let (head, begins) = line::head(&bytes[from..end]);
        match begins {
            Start::Blank => whole = false,
            Start::Bracket if defines => (whole, raw) = (true, true),
            Start::Raw => raw = true,
            _ => {}
        }
        let how = match begins {
            Start::Blank | Start::Raw | Start::Other => How::Whole,
            _ if whole || raw && ends.within(from, end) => How::Whole,
            _ if bars.within(from, end) => How::Row,
            _ => How::Text,
        };
        let line = Line { number, start: from, text: from + head, end, next, how, raw };
        if begins == Start::Blank {
            build.blank(line);
        } else {
            build.lines.push(line);
        }
        from = next;
    }
    build.finish(defines)
}

struct Build<'a> {
    source: &'a Source,
    out: Skeleton,
    /// The lines since the last blank one.
    lines: Vec<Line>,
    /// The first blank line behind blocks at the margin, not written yet.
    gap: Option<usize>,
}

impl Build<'_> {
    fn blank(&mut self, line: Line) {
        let at_margin = self.flush();
        if at_margin || self.gap.is_some() {
            self.gap.get_or_insert(line.number);
        } else {
            self.write(line);
        }
    }

    /// Writes the lines since the last blank one; whether they are blocks at the margin.
    fn flush(&mut self) -> bool {
        let lines = std::mem::take(&mut self.lines);
        let first = self.out.blocks.len();
        let at_margin = !lines.is_empty() && self.at_margin(&lines);
        if at_margin {
            let end = self.out.blocks.len();
            match self.out.plain.last_mut().filter(|_| self.gap.is_some()) {
                Some((_, blocks)) => blocks.end = end,
                None => {
                    self.out.plain.push((self.out.lines.len(), first..end));
                    self.out.lines.push(lines[0].number);
                    // What ends before it may end elsewhere before a heading.
                    self.out.text.push_str(&self.source.text()[lines[0].start..lines[0].text]);
                    self.out.text.push_str("x\n");
                }
            }
            self.gap = None;
        } else if !lines.is_empty() {
            self.out.blocks.truncate(first);
            self.close_gap();
            self.write_all(&lines);
        }
        self.lines = lines;
        self.lines.clear();
        at_margin
    }

    fn close_gap(&mut self) {
        if let Some(number) = self.gap.take() {
            self.out.lines.push(number);
            self.out.text.push('\n');
        }
    }

    /// Adds the paragraphs and headings of lines between blank ones, if they are nothing else.
    fn at_margin(&mut self, lines: &[Line]) -> bool {
        let bytes = self.source.text().as_bytes();
        let mut in_paragraph = false;
        for line in lines {
            if line.how != How::Text {
                return false;
            }
            let head = &bytes[line.start..line.text];
            let span = self.source.snap(line.start, line.end);
            let level = head.iter().take_while(|&&byte| byte == b'#').count();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            if (1..=6).contains(&level) && head.get(level).is_some_and(blank) {
                self.out.blocks.push((span, u8::try_from(level).ok()));
                in_paragraph = false;
            } else if in_paragraph && head.iter().all(blank) {
                if let Some((paragraph, _)) = self.out.blocks.last_mut() {
                    *paragraph = paragraph.cover(span);
                }
            } else if head.is_empty() {
                self.out.blocks.push((span, None));
                in_paragraph = true;
            } else {
                return false;
            }
        }
        true
    }

    /// Writes lines that belong together but those that tell nothing new.
    fn write_all(&mut self, lines: &[Line]) {
        let in_html = lines.first().is_some_and(|line| line::begins_html(self.bytes(line.start..line.end)));
        let runs = |a: &Line, b: &Line| match (a.how, b.how) {
            (How::Row, How::Row) => [a, b].iter().all(|row| line::is_row(self.bytes(row.start..row.end))),
            (How::Text, How::Text) => {
                let head = self.bytes(a.start..a.text);
                line::is_bullet(head) && head == self.bytes(b.start..b.text)
            }
            (How::Whole, How::Whole) => {
                let tag = |line: &Line| !line.raw && self.bytes(line.start..line.end)[0] == b'<';
                in_html && tag(a) && tag(b)
            }
            _ => false,
        };
        let mut joined = false;
        let mut kept = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let joins = lines.get(index + 1).is_some_and(|next| runs(line, next));
            if !(joined && joins) {
                kept.push(*line);
            }
            joined = joins;
        }
        for (index, line) in kept.iter().enumerate() {
            if line.how == How::Text && kept.get(index + 1).is_some_and(|next| next.number > line.number + 1) {
                self.out.items.push((self.out.lines.len(), line.text - line.start));
            }
            self.write(*line);
        }
    }

    fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.source.text().as_bytes()[range]
    }

    fn write(&mut self, line: Line) {
        let text = self.source.text();
        let out = &mut self.out.text;
        self.out.lines.push(line.number);
        if line.how == How::Whole {
            out.push_str(&text[line.start..line.next]);
            return;
        }
        out.push_str(&text[line.start..line.text]);
        match line.how {
            How::Row => out.push_str(&line::row(&text[line.text..line.end])),
            _ => out.push('x'),
        }
        out.push_str(&text[line.end..line.next]);
    }

    fn finish(mut self, defines: bool) -> Skeleton {
        self.flush();
        self.close_gap();
        if self.source.text().ends_with(['\n', '\r']) {
            // The last line ends where the next one would begin.
            self.out.lines.push(self.source.line_count() - 1);
        }
        let text = self.out.text.as_bytes();
        self.out.footnotes = defines && memchr::memmem::find(text, b"[^").is_some();
        // Without a bar a row of hyphens has a colon, or a blank that underlines no heading.
        self.out.tables = memchr::memchr3(b'|', b'\x0b', b'\x0c', text).is_some()
            || memchr::memchr_iter(b':', text)
                .any(|at| text[at.saturating_sub(1)..].iter().take(3).any(|&byte| byte == b'-'));
        self.out
    }
}
