//! What the Markdown parser has to decide about a body, and nothing else.
//!
//! Most of a post stands at the margin between blank lines and can be nothing
//! but what it looks like: paragraphs, headings, lists, tables, raw HTML.
//! [`margin`] reads those. A row of them is written as one line: where the
//! parser sees a block there, they are what they look like; where it sees code
//! or a comment, they are nothing. A body without anything else needs no parser.
//!
//! The parser also reads what stands inside a block, and that is not asked of
//! it. So a line of what is left keeps its head (blanks, `>`, list and heading
//! marks), an `x` for the text behind it, its bars and its end. A line that
//! could be more than text (a fence, raw HTML, a delimiter row, a definition)
//! stands as it is. The rows of a table, the items of a list and the lines of a
//! block of HTML stand as their first and their last one.

mod line;
mod list;
mod margin;

use super::shape::{Shape, ShapeKind};
use crate::source::Source;
pub(super) use line::Next;
use line::Start;
use list::Lists;
use margin::Found;
use std::ops::Range;

/// What the Markdown parser is given.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    /// The text to parse.
    pub text: String,
    /// For each of its lines the line of the source that it stands for; those
    /// up to the next one belong to it.
    pub lines: Vec<usize>,
    /// Whether anything stands in it that only the parser can tell.
    pub asks: bool,
    /// Whether footnotes may be defined in it.
    pub footnotes: bool,
    /// Whether a row may stand in it that makes a table of the line above.
    pub tables: bool,
    /// Lines of it that stand for blocks at the margin.
    pub plain: Vec<(usize, Range<usize>)>,
    /// Those blocks; parents by their index here.
    pub blocks: Vec<Shape>,
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
    begins: Start,
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

/// The skeleton of what stands from byte `start` on; `defines`: link definitions may stand in it.
pub(super) fn of(source: &Source, start: usize, defines: bool) -> Skeleton {
    let bytes = source.text().as_bytes();
    let mut bars = Next::new(b'|', bytes);
    let mut ends = Next::new(b'>', bytes);
    // In a paragraph that may begin with a definition every character counts.
    let mut whole = false;
    // Raw HTML goes on over blank lines up to here.
    let mut until = start;
    let starts = source.line_starts();
    let mut build = Build::new(source);
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
            Start::Bracket if defines && (bars.within(from, end) || line::may_define(&bytes[from + head..end])) => {
                (whole, build.raw_here) = (true, true);
            }
            Start::Raw => build.raw_here = true,
            _ => {}
        }
        let raw = build.raw || build.raw_here;
        let how = match begins {
            Start::Blank | Start::Raw | Start::Tag | Start::Other => How::Whole,
            _ if whole || raw && ends.within(from, end) => How::Whole,
            _ if bars.within(from, end) => How::Row,
            _ => How::Text,
        };
        let line = Line { number, start: from, text: from + head, end, next, begins, how, raw };
        if begins == Start::Blank && from >= until {
            build.blank(line);
        } else {
            if begins == Start::Raw && head == 0 && from >= until && build.lines.is_empty() && !build.raw {
                until = raw_until(bytes, from, end).unwrap_or(from);
            }
            build.lines.push(line);
        }
        from = next;
    }
    build.finish(defines)
}

/// Where the end mark of raw HTML stands that begins on a line.
fn raw_until(bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let mark: &[u8] = match line::raw_end(&bytes[from..end])? {
        line::RawEnd::Comment => b"-->",
        line::RawEnd::Element => b"</",
    };
    memchr::memmem::find(bytes.get(from + "<!--".len()..)?, mark).map(|at| from + "<!--".len() + at)
}

struct Build<'a> {
    source: &'a Source,
    out: Skeleton,
    /// The lines since the last blank one.
    lines: Vec<Line>,
    /// Whether all that stands before them is read.
    read: bool,
    /// The first blank line behind what is read, not written yet.
    gap: Option<Line>,
    /// The list at the end of what is read: it may go on.
    held: Option<Held>,
    /// Behind the start of a raw block any `>` may end it: whether one began before the lines, and in them.
    raw: bool,
    raw_here: bool,
}

/// Blocks that end in a list. Where an indented line follows, the parser has to see them.
struct Held {
    lists: Lists,
    /// The first of the blocks.
    first: usize,
    /// Their lines.
    lines: Vec<Line>,
    /// The gap before them.
    gap: Option<Line>,
    /// What was written before them, in bytes and lines, when they are the first of a row of blocks.
    written: Option<(usize, usize)>,
}

impl<'a> Build<'a> {
    fn new(source: &'a Source) -> Self {
        let (out, lines) = (Skeleton::default(), Vec::with_capacity(32));
        Build { source, out, lines, read: true, gap: None, held: None, raw: false, raw_here: false }
    }

    fn blank(&mut self, line: Line) {
        self.flush();
        if self.read {
            self.gap.get_or_insert(line);
        } else {
            self.write(line);
        }
    }

    /// Reads the lines since the last blank one, or writes them for the parser.
    fn flush(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        let first = self.out.blocks.len();
        let lists = self.held.as_mut().map(|held| std::mem::take(&mut held.lists));
        let mark = lists.as_ref().and_then(Lists::mark);
        match margin::read(self.source, &mut self.out.blocks, &lines, self.raw, self.read, lists) {
            Some(found) => self.keep(first, &lines, found),
            None => {
                self.out.blocks.truncate(first);
                self.show(&lines, mark);
                self.raw |= self.raw_here;
            }
        }
        self.raw_here = false;
        self.lines = lines;
        self.lines.clear();
    }

    /// Adds the blocks from `first` on to those that are read.
    fn keep(&mut self, first: usize, lines: &[Line], found: Found) {
        let end = self.out.blocks.len();
        let written = (self.out.text.len(), self.out.lines.len());
        let row = self.out.plain.last_mut().filter(|_| self.read);
        let begins = row.is_none();
        if let Some((_, blocks)) = row {
            blocks.end = end;
        } else {
            self.out.plain.push((self.out.lines.len(), first..end));
            self.out.lines.push(lines[0].number);
            // What ends before it may end elsewhere before a paragraph than before other blocks.
            let kind = self.out.blocks.get(first).map(|shape| &shape.kind);
            let flows =
                matches!(kind, None | Some(ShapeKind::Paragraph | ShapeKind::Table(_) | ShapeKind::Heading(_, true)));
            self.out.text.push_str(if flows { "x\n" } else { "# x\n" });
        }
        self.read = true;
        let gap = self.gap.take();
        match (found.lists, &mut self.held) {
            (None, held) => *held = None,
            (Some(lists), Some(held)) if found.goes_on => {
                held.lists = lists;
                held.lines.extend(gap);
                held.lines.extend(lines);
            }
            (Some(lists), held) => {
                let written = begins.then_some(written);
                *held = Some(Held { lists, first, lines: lines.to_vec(), gap, written });
            }
        }
    }

    /// Writes lines that only the parser can tell; `mark` is that of the list before them.
    fn show(&mut self, lines: &[Line], mark: Option<u8>) {
        self.out.asks = true;
        if let Some(held) = self.held.take()
            && self.joins(mark, lines[0])
        {
            self.out.blocks.truncate(held.first);
            if let Some((text, lines)) = held.written {
                self.out.text.truncate(text);
                self.out.lines.truncate(lines);
                self.out.plain.pop();
            } else if let Some((_, blocks)) = self.out.plain.last_mut() {
                blocks.end = held.first;
            }
            let gap = std::mem::replace(&mut self.gap, held.gap);
            self.close_gap();
            self.write_all(&held.lines);
            self.gap = gap;
        }
        self.close_gap();
        self.read = false;
        self.write_all(lines);
    }

    /// Whether a line may belong to a list of this mark before it.
    fn joins(&self, mark: Option<u8>, line: Line) -> bool {
        match self.source.text().as_bytes()[line.start] {
            b' ' | b'\t' | b'0'..=b'9' => true,
            byte => Some(byte) == mark,
        }
    }

    fn close_gap(&mut self) {
        if let Some(line) = self.gap.take() {
            self.write(line);
        }
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
        if !self.out.asks {
            return self.out;
        }
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
