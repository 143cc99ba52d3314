//! The server's copy of an open document, equal to the editor's.
//!
//! Positions come in the negotiated encoding (LSP 3.17, "position encodings"):
//! a character offset counts UTF-8 bytes, UTF-16 units or scalar values.

use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

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
pub fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        starts.push(at + 1);
    }
    starts
}

/// The byte offset of a position; past the end of a line means its end.
#[must_use]
pub fn offset(text: &str, starts: &[usize], position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    let Some(&start) = starts.get(line) else { return text.len() };
    let end = starts.get(line + 1).copied().unwrap_or(text.len());
    let slice = text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
    let mut units = 0;
    for (at, c) in slice.char_indices() {
        if units >= position.character as usize {
            return start + at;
        }
        units += encoding.width(c);
    }
    start + slice.len()
}

/// The position of a byte offset.
#[must_use]
pub fn position(text: &str, starts: &[usize], offset: usize, encoding: Encoding) -> Position {
    let offset = crate::source::floor(text, offset);
    let line = starts.partition_point(|&start| start <= offset).saturating_sub(1);
    let start = starts.get(line).copied().unwrap_or(0);
    let units: usize = text.get(start..offset).unwrap_or("").chars().map(|c| encoding.width(c)).sum();
    Position::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(units).unwrap_or(u32::MAX))
}

/// The range of two byte offsets.
#[must_use]
pub fn range(text: &str, starts: &[usize], start: usize, end: usize, encoding: Encoding) -> Range {
    Range::new(position(text, starts, start, encoding), position(text, starts, end, encoding))
}

/// Applies an edit of the editor.
pub fn change(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    let Some(range) = change.range else {
        *text = change.text;
        return;
    };
    let starts = line_starts(text);
    let start = offset(text, &starts, range.start, encoding);
    let end = offset(text, &starts, range.end, encoding).max(start);
    text.replace_range(start..end, &change.text);
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
