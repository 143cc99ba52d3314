//! The server's copy of an open document, equal to the editor's.
//!
//! Positions come in the negotiated encoding (LSP 3.17, "position encodings"):
//! a character offset counts UTF-8 bytes, UTF-16 units or scalar values.

use lsp_types::{Position, Range};
use serde::Deserialize;

/// What a character offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every client knows.
    Utf16,
    /// Scalar values.
    Utf32,
}

impl Encoding {
    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// The starts of lines in a text; lines end at LF, CRLF or a lone CR.
#[must_use]
pub fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
    }
    starts
}

/// The byte offset of a position; past the end of a line means its end.
#[must_use]
pub fn offset(text: &str, starts: &[u32], position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    let Some(&start) = starts.get(line) else { return text.len() };
    let start = start as usize;
    let end = starts.get(line + 1).map_or(text.len(), |&next| next as usize);
    let slice = text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
    let wanted = position.character as usize;
    if slice.is_ascii() {
        return start + wanted.min(slice.len());
    }
    let mut units = 0;
    for (at, c) in slice.char_indices() {
        if units >= wanted {
            return start + at;
        }
        units += encoding.width(c);
    }
    start + slice.len()
}

/// The position of a byte offset.
#[must_use]
pub fn position(text: &str, starts: &[u32], offset: usize, encoding: Encoding) -> Position {
    let offset = crate::source::floor(text, offset);
    let line = starts.partition_point(|&start| start as usize <= offset).saturating_sub(1);
    let start = starts.get(line).map_or(0, |&start| start as usize);
    let slice = text.get(start..offset).unwrap_or("");
    let units = if slice.is_ascii() { slice.len() } else { slice.chars().map(|c| encoding.width(c)).sum() };
    Position::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(units).unwrap_or(u32::MAX))
}

/// The range of two byte offsets.
#[must_use]
pub fn range(text: &str, starts: &[u32], start: usize, end: usize, encoding: Encoding) -> Range {
    Range::new(position(text, starts, start, encoding), position(text, starts, end, encoding))
}

/// An edit of the editor; without a range the whole text is new.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// What is replaced.
    pub range: Option<Range>,
    /// What stands there afterwards.
    pub text: String,
}

/// Applies an edit; `starts` are the line starts before and afterwards.
pub fn change(text: &mut String, starts: &mut Vec<u32>, change: Change, encoding: Encoding) {
    match change.range {
        None => *text = change.text,
        Some(range) => {
            let start = offset(text, starts, range.start, encoding);
            let end = offset(text, starts, range.end, encoding).max(start);
            text.replace_range(start..end, &change.text);
        }
    }
    *starts = line_starts(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_in_the_agreed_units() {
        let text = "a🎉é\r\nb";
        let starts = line_starts(text);
        for (encoding, units) in [(Encoding::Utf8, 5), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(position(text, &starts, 5, encoding), Position::new(0, units));
            assert_eq!(offset(text, &starts, Position::new(0, units), encoding), 5);
        }
        assert_eq!(offset(text, &starts, Position::new(0, 99), Encoding::Utf16), 7);
        assert_eq!(offset(text, &starts, Position::new(9, 0), Encoding::Utf16), text.len());
    }
}
