//! The part of a link behind its text: `(target "title")`, CommonMark 6.3.

use super::super::template::Templates;
use crate::source::{Source, Span};

/// Bytes of a title, or of a broken target, that are read: keeps the search linear.
const LONGEST: usize = 2000;

/// A target with its title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Destination {
    pub target: Span,
    pub title: Option<Span>,
    /// The byte behind the closing parenthesis.
    pub end: usize,
}

/// Reads `(target "title")` at byte `start`, not past `end`.
pub(super) fn inline(source: &Source, templates: &Templates, start: usize, end: usize) -> Option<Destination> {
    let bytes = source.text().as_bytes();
    if start >= end || bytes.get(start) != Some(&b'(') {
        return None;
    }
    legal(source, templates, start, end).or_else(|| meant(source, templates, start, end))
}

fn legal(source: &Source, templates: &Templates, start: usize, end: usize) -> Option<Destination> {
    let bytes = source.text().as_bytes().get(..end)?;
    let at = blanks(bytes, start + 1);
    let (target, at) = target(source, templates, at, end)?;
    let behind = blanks(bytes, at);
    if bytes.get(behind) == Some(&b')') {
        return Some(Destination { target, title: None, end: behind + 1 });
    }
    if behind == at {
        return None;
    }
    let (title, at) = title(source, behind, end)?;
    let at = blanks(bytes, at);
    (bytes.get(at) == Some(&b')')).then_some(Destination { target, title: Some(title), end: at + 1 })
}

/// Reads a target at byte `start`: its place and the byte behind it.
pub(in crate::parse) fn target(
    source: &Source,
    templates: &Templates,
    start: usize,
    end: usize,
) -> Option<(Span, usize)> {
    let bytes = source.text().as_bytes().get(..end)?;
    if bytes.get(start) == Some(&b'<') {
        let mut at = start + 1;
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((source.span(start + 1, at)?, at + 1)),
                b'\n' | b'\r' | b'<' => return None,
                b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 2,
                _ => at += 1,
            }
        }
    }
    let mut depth = 0usize;
    let mut at = start;
    loop {
        at = behind_plain(bytes, at);
        let Some(&byte) = bytes.get(at) else { break };
        match byte {
            // As in cmark: 32 open parentheses are no address.
            b'(' if depth == 32 => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'\\' => at += usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)),
            b'{' => {
                if let Some(mark) = templates.at(at).and_then(|index| templates.marks.get(index)) {
                    at = mark.span.end().min(end);
                    continue;
                }
            }
            _ => break,
        }
        at += 1;
    }
    let at = at.min(end);
    (depth == 0).then(|| source.span(start, at).map(|span| (span, at)))?
}

/// The first byte from `at` on that has a meaning in a target, or the end. Whole chunks are passed over at once.
fn behind_plain(bytes: &[u8], mut at: usize) -> usize {
    // Without branches, so that compilers turn it into a few wide comparisons.
    let may_mean = |byte: u8| {
        let blank = byte <= b' ';
        let bracket = byte & !1 == b'(';
        let escape = byte == b'\\';
        let brace = byte.wrapping_sub(b'{') <= 0x7f - b'{';
        blank | bracket | escape | brace
    };
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        if chunk.iter().fold(false, |any, &byte| any | may_mean(byte)) {
            break;
        }
        at += chunk.len();
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len())
}

/// The bytes of a target that have no meaning of their own.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = b' ';
    while byte < u8::MAX {
        byte += 1;
        table[byte as usize] = !matches!(byte, b'(' | b')' | b'\\' | b'{' | 0x7f);
    }
    table
};

/// Reads a quoted title at byte `start`.
pub(in crate::parse) fn title(source: &Source, start: usize, end: usize) -> Option<(Span, usize)> {
    let bytes = source.text().as_bytes().get(..end.min(start + LONGEST))?;
    let close = match bytes.get(start)? {
        b'"' => b'"',
        b'\'' => b'\'',
        b'(' => b')',
        _ => return None,
    };
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            byte if byte == close => return Some((source.span(start + 1, at)?, at + 1)),
            b'\\' => at += 2,
            b'\n' if matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) => return None,
            _ => at += 1,
        }
    }
}

/// A target that Markdown does not accept, for a blank in it say, but that the
/// author plainly meant as one: it starts like an address.
fn meant(source: &Source, templates: &Templates, start: usize, end: usize) -> Option<Destination> {
    let rest = source.text().get(start + 1..end)?;
    let lead = rest.len() - rest.trim_start().len();
    let line = rest.get(lead..)?;
    let line = &line[..crate::source::floor(line, LONGEST)];
    let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
    let head = line.trim_start_matches('<');
    let starts = |prefix: &str| head.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let mut depth = 0usize;
    let mut close = None;
    let mut skip = 0;
    for (place, c) in line.char_indices() {
        if place < skip {
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                close = Some(place);
                break;
            }
            ')' => depth -= 1,
            '{' => {
                if let Some(mark) = templates.at(start + 1 + lead + place).and_then(|index| templates.marks.get(index))
                {
                    skip = mark.span.end().saturating_sub(start + 1 + lead);
                }
            }
            _ => {}
        }
    }
    let close = close.or_else(|| line.find(')'))?;
    let raw = line.get(..close)?;
    if !(starts("http") || starts("htt") || starts("www.") || raw.contains("://") || crate::document::is_template(raw))
    {
        return None;
    }
    let target_end = raw.find(" \"").unwrap_or(raw.len());
    let from = start + 1 + lead;
    let target = source.trim(source.span(from, from + target_end)?);
    let title = (target_end < raw.len())
        .then(|| {
            source.span(from + target_end + 2, from + raw.trim_end().trim_end_matches('"').len().max(target_end + 2))
        })
        .flatten();
    Some(Destination { target, title, end: from + close + 1 })
}

/// The first byte from `at` on that is no blank; one line end is crossed.
fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}
