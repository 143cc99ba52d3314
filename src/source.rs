//! The text of one post and the only way to point into it.
//!
//! A [`Span`] is a pair of byte offsets that is known to lie inside a text, on
//! character boundaries. Only a [`Source`] makes one, so that no later layer
//! has to ask whether slicing may panic.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A half-open range of bytes in one [`Source`], on character boundaries.
///
/// Offsets count from the file's first byte, a byte order mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn head(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// The empty span at the end of this one.
    #[must_use]
    pub fn tail(self) -> Span {
        Span { start: self.end, end: self.end }
    }
}

/// A place as people count: line and column from 1, and the byte offset.
///
/// A column is 1 + the scalar values before it on the line; a byte order mark
/// is not counted, a tab is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in scalar values.
    pub column: usize,
    /// In bytes, from 0.
    pub offset: usize,
}

/// The text of one post.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    name: String,
    text: String,
    lines: OnceLock<Vec<u32>>,
    /// Characters before every [`BLOCK`] bytes, counted when a long line asks.
    characters: OnceLock<Vec<u32>>,
}

/// Bytes between two counts of [`Source::characters`].
const BLOCK: usize = 1024;

impl Source {
    /// The largest text that a span can point into, in bytes.
    pub const MAX_BYTES: usize = u32::MAX as usize;

    /// A source from its text. `path` is where it stands on disk (or would
    /// stand); `name` is how reports call it: relative to the working folder,
    /// with `/`.
    ///
    /// A text past [`Source::MAX_BYTES`] is cut at a character boundary.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.len() > Self::MAX_BYTES {
            let end = floor(&text, Self::MAX_BYTES);
            text.truncate(end);
        }
        Source { path: path.into(), name: name.into(), text, lines: OnceLock::new(), characters: OnceLock::new() }
    }

    /// Where the file stands on disk.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How reports call the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, a byte order mark included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text proper begins: behind the byte order mark, if any.
    #[must_use]
    pub fn body_start(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The span `start..end`, or `None` when it is out of range, turned
    /// around, or off a character boundary.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        self.text.get(start..end)?;
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// The span nearest to `start..end` that lies in the text on character
    /// boundaries: both ends are moved down where they must be.
    #[must_use]
    pub fn snap(&self, start: usize, end: usize) -> Span {
        let start = floor(&self.text, start);
        let end = floor(&self.text, end).max(start);
        // A text is never longer than MAX_BYTES, so both fit.
        Span { start: fit(start), end: fit(end) }
    }

    /// The part of `outer` from byte `start` to byte `end` of it, moved onto
    /// character boundaries and kept inside `outer`.
    #[must_use]
    pub fn within(&self, outer: Span, start: usize, end: usize) -> Span {
        let at = |offset: usize| outer.start().saturating_add(offset).min(outer.end());
        self.snap(at(start), at(end))
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The span without the white space at its ends.
    #[must_use]
    pub fn trim(&self, span: Span) -> Span {
        let bytes = self.text.as_bytes();
        let is_mark = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let is_sign = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
        let (mut start, mut end) = (span.start(), span.end());
        if start < end && is_sign(start) && is_sign(end - 1) {
            return span;
        }
        let inner = bytes.get(span.range()).unwrap_or_default();
        let (Some(first), Some(last)) = (inner.iter().position(is_mark), inner.iter().rposition(is_mark)) else {
            return span.tail();
        };
        (start, end) = (start + first, start + last + 1);
        if is_sign(start) && is_sign(end - 1) {
            // Single bytes stand at both ends, and they are no blanks of another kind.
            let fit = |at: usize| u32::try_from(at).unwrap_or(span.end);
            return Span { start: fit(start), end: fit(end) };
        }
        let text = self.slice(span);
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len().max(start);
        self.within(span, start, end)
    }

    /// The byte offsets at which lines start. Lines end at LF, CRLF or a lone CR.
    #[must_use]
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = Vec::with_capacity(bytes.len() / 32 + 8);
            starts.push(0);
            if memchr::memchr(b'\r', bytes).is_none() {
                push_behind_line_feeds(bytes, &mut starts);
                return starts;
            }
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                    continue;
                }
                starts.push(fit(at + 1));
            }
            starts
        })
    }

    /// The number of lines; a last line without an end counts.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The line (from 0) that holds the byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        let offset = fit(offset);
        self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The span of a line (from 0) without its line end; empty past the last.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let Some(&start) = starts.get(line) else {
            return self.snap(self.text.len(), self.text.len());
        };
        let mut end = starts.get(line + 1).map_or(self.text.len(), |&next| next as usize);
        let bytes = self.text.as_bytes();
        while end > start as usize && matches!(bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        // Line ends are one byte wide: both places are boundaries.
        Span { start, end: fit(end) }
    }

    /// The text of a line (from 0) without its line end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        self.slice(self.line_span(line))
    }

    /// Line, column and offset of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor(&self.text, offset);
        let line = self.line_of(offset);
        let start = self.line_starts().get(line).map_or(0, |&start| start as usize);
        let start = if line == 0 { self.body_start().min(offset) } else { start };
        let column = match self.text.get(start..offset) {
            None => 0,
            Some(text) if text.len() < 4 * BLOCK => text.chars().count(),
            // A line may be the whole text, and hold thousands of findings.
            Some(_) => self.characters_before(offset) - self.characters_before(start),
        };
        Position { line: line + 1, column: column + 1, offset }
    }

    /// The characters that start before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let starts = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let counts = self.characters.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let before = blocks.scan(0, |count, block| Some(std::mem::replace(count, *count + starts(block))));
            // A text is never longer than MAX_BYTES, so every count fits.
            before.map(fit).collect()
        });
        let block = (offset / BLOCK).min(counts.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        counts.get(block).map_or(0, |count| *count as usize) + starts(rest)
    }
}

/// Adds the places behind all line feeds. Lines are so short that calling a search for each costs more than comparing
/// the bytes of a chunk at once, which compilers make one wide comparison of.
fn push_behind_line_feeds(bytes: &[u8], starts: &mut Vec<u32>) {
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let (chunks, rest) = bytes.as_chunks::<16>();
    let mut base = 1;
    for chunk in chunks {
        if chunk.iter().map(|&byte| byte == b'\n').fold(false, |any, end| any | end) {
            for (word, offset) in chunk.as_chunks::<8>().0.iter().zip([0, 8]) {
                let differs = u64::from_le_bytes(*word) ^ u64::from_le_bytes([b'\n'; 8]);
                // The highest bit of each byte that does not differ; no carry leaves a byte.
                let mut found = !(((differs & LOW) + LOW) | differs | LOW);
                while found != 0 {
                    starts.push(base + offset + found.trailing_zeros() / 8);
                    found &= found - 1;
                }
            }
        }
        base += 16;
    }
    starts.extend((base..).zip(rest).filter(|(_, byte)| **byte == b'\n').map(|(start, _)| start));
}

/// A place or a length as spans keep it: no text is longer than they can tell.
pub(crate) fn fit(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A text without blanks around it, as [`str::trim`] leaves it; most texts have none.
#[must_use]
#[inline]
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// What stands before the parentheses that end a text, without the blanks before them, and what stands in them.
#[must_use]
pub fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let (head, inner) = text.strip_suffix(')')?.rsplit_once('(')?;
    Some((head.trim_end(), inner))
}

/// The last character boundary at or before a byte offset.
#[must_use]
pub fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or behind a byte offset, the end of the text at most.
#[must_use]
pub fn ceil(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_off_a_boundary_is_refused() {
        let source = Source::new("a.md", "a.md", "é");
        assert_eq!(source.span(0, 1), None);
        assert_eq!(source.span(0, 3), None);
        assert!(source.span(0, 2).is_some());
        assert_eq!(source.snap(1, 9).range(), 0..2);
    }

    #[test]
    fn columns_of_a_long_line_are_counted_alike() {
        let line = "aé🎉日".repeat(2_000);
        let text = format!("\u{feff}é\n{line}\n{line}");
        let source = Source::new("a.md", "a.md", text.as_str());
        let start = text.find('a').expect("there");
        for (count, (at, _)) in line.char_indices().enumerate() {
            assert_eq!(source.position(start + at).column, count + 1);
            assert_eq!(
                source.position(start + line.len() + 1 + at),
                Position { line: 3, column: count + 1, offset: start + line.len() + 1 + at }
            );
        }
    }

    #[test]
    fn columns_count_scalar_values_behind_the_mark() {
        let source = Source::new("a.md", "a.md", "\u{feff}é🎉x\r\ny\rz");
        assert_eq!(source.position(9), Position { line: 1, column: 3, offset: 9 });
        assert_eq!(source.position(12), Position { line: 2, column: 1, offset: 12 });
        assert_eq!(source.line(1), "y");
        assert_eq!(source.line(2), "z");
    }
}
