//! Bodies that would cost more than they are worth: refused before they are parsed.
//!
//! The Markdown parser pads every table row to the header's width and keeps a
//! node for every level of nesting, so both are counted first, on the raw lines.

use crate::document::Refused;
use crate::source::{Source, Span};

/// Levels of quotes and lists that are read.
const LEVELS: usize = 256;
/// Columns of a table that are read.
const COLUMNS: usize = 1000;

/// Why the body from `start` on should not be read.
pub(super) fn refuse(source: &Source, start: usize) -> Option<Refused> {
    let first = source.line_of(start);
    let bytes = source.text().as_bytes();
    if !may_refuse(bytes, source.line_starts().get(first..).unwrap_or_default()) {
        return None;
    }
    let mut lists: Vec<usize> = Vec::new();
    for (line, &start) in source.line_starts().iter().enumerate().skip(first) {
        // Most lines are empty or begin with a letter or a `<`: they nest nothing and delimit nothing.
        match bytes.get(start as usize) {
            Some(b'\n' | b'\r') => continue,
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'<' | b'#' | b'!' | b'[') => {
                lists.clear();
                continue;
            }
            _ => {}
        }
        let span = source.line_span(line);
        let text = source.slice(span);
        if levels(text, &mut lists) > LEVELS {
            return Some(Refused::TooDeep(span));
        }
        if text.len() > COLUMNS && delimiters(text) > COLUMNS {
            let header = if line == first { Span::default() } else { source.line_span(line - 1) };
            return Some(Refused::TooWide(header));
        }
    }
    None
}

/// Whether a line is so long that it may be refused: the text of 256 levels begins at a column past 256, which takes 64
/// tabs or more other marks.
fn may_refuse(bytes: &[u8], starts: &[u32]) -> bool {
    let is_long = |start: u32, end: usize| {
        let start = start as usize;
        end - start > LEVELS / 4
            && (end - start > COLUMNS
                || bytes[start..start + LEVELS / 4].iter().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()))
    };
    starts.windows(2).any(|pair| is_long(pair[0], pair[1] as usize))
        || starts.last().is_some_and(|&start| is_long(start, bytes.len()))
}

/// The nesting that a line opens, `lists` holding the columns of the items above.
fn levels(line: &str, lists: &mut Vec<usize>) -> usize {
    let bytes = line.as_bytes();
    let mut column = 0;
    let mut at = 0;
    let mut quotes = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            b'>' => {
                quotes += 1;
                column += 1;
            }
            _ => {
                let digits = bytes[at..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
                let width = match bytes.get(at + digits) {
                    Some(b'-' | b'*' | b'+') if digits == 0 => 1,
                    Some(b'.' | b')') if digits > 0 => digits + 1,
                    _ => 0,
                };
                let blank = matches!(bytes.get(at + width), None | Some(b' ' | b'\t'));
                while lists.last().is_some_and(|&top| top > column) {
                    lists.pop();
                }
                if width == 0 || !blank {
                    break;
                }
                at += width;
                column += width;
                lists.push(column);
                continue;
            }
        }
        at += 1;
    }
    quotes + lists.len()
}

/// The cells of a line made of bars, hyphens and colons only.
fn delimiters(line: &str) -> usize {
    if line.bytes().any(|byte| !matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'>')) {
        return 0;
    }
    memchr::memchr_iter(b'|', line.as_bytes()).count()
}
