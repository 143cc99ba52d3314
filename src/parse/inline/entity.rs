//! Character references (`&nbsp;`, `&#xa0;`): HTML 13.5.

use html5gum::{Token, Tokenizer};

/// Reads the reference at the start of `text`: its length in bytes and what it stands for.
pub(in crate::parse) fn read(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('&')?;
    let head = &inner.as_bytes()[..inner.len().min(34)];
    let length = head.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    if head.get(length) != Some(&b';') || length == 0 {
        return None;
    }
    let name = &inner[..length];
    let decoded = if let Some(number) = name.strip_prefix('#') {
        let value = match number.strip_prefix(['x', 'X']) {
            Some(hex) if !hex.is_empty() && hex.len() <= 6 => u32::from_str_radix(hex, 16).ok()?,
            None if !number.is_empty() && number.len() <= 7 => number.parse().ok()?,
            _ => return None,
        };
        char::from_u32(value).filter(|&c| c != '\0').unwrap_or('\u{fffd}').to_string()
    } else {
        named(name)?
    };
    Some((length + 2, decoded))
}

fn named(name: &str) -> Option<String> {
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "nbsp" => "\u{a0}",
        "ndash" => "–",
        "mdash" => "—",
        _ => return by_tokenizer(name),
    };
    Some(known.to_owned())
}

/// The other two thousand names: the HTML tokenizer knows them.
fn by_tokenizer(name: &str) -> Option<String> {
    let reference = format!("&{name};");
    let mut text = Vec::new();
    for token in Tokenizer::new(reference.as_str()) {
        if let Ok(Token::String(string)) = token {
            text.extend_from_slice(&string.value);
        }
    }
    let text = String::from_utf8(text).ok()?;
    (text != reference && !text.ends_with(';')).then_some(text)
}

/// A text with its references and, where `escapes`, its backslash escapes resolved.
pub(in crate::parse) fn decode(text: &str, escapes: bool) -> String {
    if !text.contains(['&', '\\']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if next == '&'
            && let Some((length, decoded)) = read(&text[at..])
        {
            out.push_str(&decoded);
            at += length;
            continue;
        }
        if escapes
            && next == '\\'
            && let Some(escaped) = text[at + 1..].chars().next()
            && escaped.is_ascii_punctuation()
        {
            out.push(escaped);
            at += 2;
            continue;
        }
        out.push(next);
        at += next.len_utf8();
    }
    out
}
