//! One raw HTML tag in running text: CommonMark 6.6.

use crate::document::{Attribute, HtmlTag, name};
use crate::source::{Source, Span, fit};

/// Reads the tag at byte `start` (a `<`), not past `end`; its attributes are added to the others.
pub(in crate::parse) fn read(
    source: &Source,
    start: usize,
    end: usize,
    attributes: &mut Vec<Attribute>,
) -> Option<HtmlTag> {
    let before = attributes.len();
    let tag = well_formed(source, start, end, attributes);
    if tag.is_none() {
        attributes.truncate(before);
    }
    tag
}

fn well_formed(source: &Source, start: usize, end: usize, all: &mut Vec<Attribute>) -> Option<HtmlTag> {
    let bytes = source.text().as_bytes().get(..end)?;
    let byte = |at: usize| bytes.get(at).copied();
    let mut at = start + 1;
    let closing = byte(at)? == b'/';
    at += usize::from(closing);
    let name_start = at;
    if !byte(at)?.is_ascii_alphabetic() {
        return None;
    }
    while byte(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        at += 1;
    }
    let name = name::name(source.text().get(name_start..at)?);
    let first = all.len();
    let attributes = |all: &[Attribute]| fit(first)..fit(all.len());
    loop {
        let before = at;
        while byte(at)?.is_ascii_whitespace() {
            at += 1;
        }
        match byte(at)? {
            b'>' => {
                let span = source.span(start, at + 1)?;
                return Some(HtmlTag { span, name, closing, self_closing: false, attributes: attributes(all) });
            }
            b'/' if byte(at + 1)? == b'>' && !closing => {
                let span = source.span(start, at + 2)?;
                return Some(HtmlTag { span, name, closing, self_closing: true, attributes: attributes(all) });
            }
            first
                if before < at && !closing && (first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | b'@')) =>
            {
                let key_start = at;
                while byte(at)?.is_ascii_alphanumeric() || matches!(byte(at)?, b'_' | b':' | b'.' | b'-' | b'@') {
                    at += 1;
                }
                let key = name::name(source.text().get(key_start..at)?);
                let mut equals = at;
                while byte(equals)?.is_ascii_whitespace() {
                    equals += 1;
                }
                if byte(equals)? != b'=' {
                    all.push((key, None));
                    continue;
                }
                at = equals + 1;
                while byte(at)?.is_ascii_whitespace() {
                    at += 1;
                }
                let quote = byte(at)?;
                let (from, to) = if matches!(quote, b'"' | b'\'') {
                    let length = memchr::memchr(quote, bytes.get(at + 1..)?)?;
                    let from = at + 1;
                    at = from + length + 1;
                    (from, from + length)
                } else {
                    let from = at;
                    while !byte(at)?.is_ascii_whitespace()
                        && !matches!(byte(at)?, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`')
                    {
                        at += 1;
                    }
                    if from == at {
                        return None;
                    }
                    (from, at)
                };
                all.push((key, Some(source.span(from, to)?)));
            }
            _ => return None,
        }
    }
}

/// The place of an attribute's value.
pub(in crate::parse) fn attribute(attributes: &[Attribute], name: &str) -> Option<Option<Span>> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
}

/// The number an attribute holds (`640`, `640px`).
pub(in crate::parse) fn number(source: &Source, attributes: &[Attribute], name: &str) -> Option<u32> {
    let text = source.slice(attribute(attributes, name)??).trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let unit = text.get(digits..)?.trim();
    (unit.is_empty() || unit == "px").then(|| text.get(..digits)?.parse().ok()).flatten()
}
