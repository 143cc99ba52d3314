//! The arguments of a template tag, in whatever dialect: `a="b"`, `a: b`, `"b", "c"`, words.

use crate::document::Argument;
use crate::source::{Source, Span};

/// Reads the arguments in `span`.
pub(super) fn read(source: &Source, span: Span) -> Vec<Argument> {
    let text = source.slice(span);
    let mut out: Vec<Argument> = Vec::new();
    let mut key: Option<String> = None;
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if next.is_whitespace() || matches!(next, ',' | '(' | ')' | '[' | ']') {
            at += next.len_utf8();
            continue;
        }
        let (from, to, end, quoted) = if matches!(next, '"' | '\'' | '`') {
            let from = at + 1;
            let to = closing(text, from, next);
            (from, to, (to + 1).min(text.len()), true)
        } else {
            let rest = &text[at..];
            let length = rest
                .char_indices()
                .find(|&(place, c)| ends_word(rest, place, c))
                .map_or(rest.len(), |(place, _)| place.max(c_len(rest)));
            (at, at + length, at + length, false)
        };
        at = end.max(at + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let follows = text.get(at..).unwrap_or("");
        let blank = follows.len() - follows.trim_start_matches([' ', '\t']).len();
        let mark = follows[blank..].chars().next();
        let is_key = key.is_none()
            && (mark == Some('=') && !follows[blank..].starts_with("==")
                || mark == Some(':') && blank == 0 && !follows.starts_with("://"));
        if is_key {
            key = Some(text.get(from..to).unwrap_or("").to_owned());
            at += blank + 1;
            continue;
        }
        out.push(Argument { key: key.take(), value: source.within(span, from, to), quoted });
    }
    out
}

/// The end of a quoted value; a backslash escapes.
fn closing(text: &str, from: usize, quote: char) -> usize {
    let mut escaped = false;
    for (place, c) in text[from..].char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return from + place;
        }
    }
    text.len()
}

/// Whether a word ends at `place`: an address keeps its `:` and `=`.
fn ends_word(rest: &str, place: usize, c: char) -> bool {
    match c {
        ',' | '"' | '\'' | '(' | ')' | '[' | ']' => true,
        '=' => !rest[..place].contains("://"),
        ':' => rest[place + 1..].starts_with([' ', '"', '\'', '\n', '\t']),
        _ => c.is_whitespace(),
    }
}

/// A word has one character at least, so that reading goes on.
fn c_len(rest: &str) -> usize {
    rest.chars().next().map_or(1, char::len_utf8)
}
