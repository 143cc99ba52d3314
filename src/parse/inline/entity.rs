//! Character references (`&nbsp;`, `&#xa0;`): HTML 13.5.

use html5gum::{Token, Tokenizer};
use std::borrow::Cow;

/// Reads the reference at the start of `text`: its length in bytes and what it stands for.
pub(in crate::parse) fn read(text: &str) -> Option<(usize, Cow<'static, str>)> {
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
        char::from_u32(value).filter(|&c| c != '\0').unwrap_or('\u{fffd}').to_string().into()
    } else {
        named(name)?
    };
    Some((length + 2, decoded))
}

fn named(name: &str) -> Option<Cow<'static, str>> {
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "nbsp" => "\u{a0}",
        "ndash" => "–",
        "mdash" => "—",
        _ => return by_tokenizer(name).map(Cow::Owned),
    };
    Some(known.into())
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
pub(in crate::parse) fn decode(text: &str, escapes: bool) -> Cow<'_, str> {
    let mut out = String::new();
    // What is copied so far, and what is looked at so far.
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr::memchr2(b'&', b'\\', &text.as_bytes()[at..]) {
        let place = at + found;
        at = place + 1;
        if text.as_bytes()[place] == b'&' {
            if let Some((length, decoded)) = read(&text[place..]) {
                out.push_str(&text[copied..place]);
                out.push_str(&decoded);
                at = place + length;
                copied = at;
            }
        } else if escapes && text.as_bytes().get(at).is_some_and(u8::is_ascii_punctuation) {
            out.push_str(&text[copied..place]);
            copied = at;
            at += 1;
        }
    }
    if copied == 0 {
        // The first reference or escape would have moved it.
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}
