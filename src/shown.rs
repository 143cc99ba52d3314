//! Text of a post as it is safe to show: what could steer a terminal or turn
//! the reading direction is written out.

use std::fmt::Write;

/// Whether a character is written out: controls, and marks that reorder text
/// (Unicode UAX #9) or hide (zero width).
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

/// The text with unsafe characters written as `\u{202e}`, tabs as blanks.
#[must_use]
pub fn line(text: &str) -> String {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if plain || !text.chars().any(|c| is_unsafe(c) || c == '\t') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut out, c);
    }
    out
}

/// Adds one character, written out where it is unsafe.
pub fn push(out: &mut String, c: char) {
    if c == '\t' {
        out.push(' ');
    } else if is_unsafe(c) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\\u{{{:04x}}}", u32::from(c));
    } else {
        out.push(c);
    }
}

/// A JSON value as text in which unsafe characters are escaped (RFC 8259,
/// section 7): the same value for every reader, harmless on a terminal.
#[must_use]
pub fn json(value: &serde_json::Value) -> String {
    let text = value.to_string();
    if !text.chars().any(is_unsafe) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            // All of them lie in the basic plane. Writing to a string cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
