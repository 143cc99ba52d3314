//! Addresses that are links without brackets: GFM's extended autolinks and `<…>`.

use crate::parse::template::Templates;

/// The address around byte `at` (a `:`, `@` or the `.` of `www.`) of `text`, between `from`
/// and `end`: first byte, byte behind, and what a browser puts in front.
pub(super) fn bare(
    text: &str,
    templates: &Templates,
    from: usize,
    at: usize,
    end: usize,
    in_bracket: bool,
) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let rest = text.get(at..end)?;
    match bytes.get(at)? {
        b':' => {
            let host = rest.strip_prefix("://")?;
            let head = text.get(from..at)?;
            let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
                head.len() >= scheme.len()
                    && head.as_bytes()[head.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
            })?;
            let start = at - scheme.len();
            if !starts_fresh(text, from, start)
                || !host.starts_with(|c: char| c.is_alphanumeric() || c == '[' || c == '{')
            {
                return None;
            }
            Some((start, stop(text, templates, at + 3, end, in_bracket), ""))
        }
        b'.' => {
            let at = at.checked_sub(3).filter(|&start| start >= from)?;
            let rest = text.get(at..end)?;
            if !rest.as_bytes().get(..4)?.eq_ignore_ascii_case(b"www.") || !starts_fresh(text, from, at) {
                return None;
            }
            let close = stop(text, templates, at + 4, end, in_bracket);
            let host = text.get(at + 4..close)?;
            host.starts_with(|c: char| c.is_alphanumeric()).then_some((at, close, "http://"))
        }
        b'@' => mail(text, from, at, end),
        _ => None,
    }
}

fn mail(text: &str, from: usize, at: usize, end: usize) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > from
        && at - start < 100
        && (bytes[start - 1].is_ascii_alphanumeric() || matches!(bytes[start - 1], b'.' | b'_' | b'+' | b'-'))
    {
        start -= 1;
    }
    if start == at || !starts_fresh(text, from, start) {
        return None;
    }
    let domain = bytes.get(at + 1..end)?;
    let mut length = domain
        .iter()
        .take(255)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        .count();
    while length > 0 && matches!(domain[length - 1], b'.' | b'-' | b'_') {
        length -= 1;
    }
    if !domain[..length].contains(&b'.') || domain.first() == Some(&b'.') {
        return None;
    }
    let prefixed = text.get(from..start).is_some_and(|head| head.ends_with("mailto:"));
    if prefixed { Some((start - 7, at + 1 + length, "")) } else { Some((start, at + 1 + length, "mailto:")) }
}

/// Whether no letter or digit stands directly before.
fn starts_fresh(text: &str, from: usize, start: usize) -> bool {
    text.get(from..start).and_then(|head| head.chars().next_back()).is_none_or(|c| !c.is_alphanumeric() && c != '/')
}

/// Where an address ends: at a blank or `<`, without closing punctuation.
fn stop(text: &str, templates: &Templates, start: usize, end: usize, in_bracket: bool) -> usize {
    let rest = text.get(start..end).unwrap_or("");
    let mut length = rest.len();
    let mut depth = 0usize;
    let mut open = 0usize;
    let mut skip = 0;
    for (place, c) in rest.char_indices() {
        if place < skip {
            continue;
        }
        match c {
            '[' => open += 1,
            ']' if open == 0 && in_bracket => {
                length = place;
                break;
            }
            ']' => open = open.saturating_sub(1),
            '(' => depth += 1,
            ')' if depth == 0 => {
                length = place;
                break;
            }
            ')' => depth -= 1,
            '{' => {
                if let Some(mark) = templates.at(start + place).and_then(|index| templates.marks.get(index)) {
                    skip = mark.span.end().saturating_sub(start);
                }
            }
            '<' | '`' | '"' | '。' | '，' | '、' | '）' | '」' | '；' | '！' | '？' | '”' | '»' => {
                length = place;
                break;
            }
            '*' | '~' if rest[place + 1..].starts_with(c) => {
                length = place;
                break;
            }
            _ if c.is_whitespace() || c.is_control() => {
                length = place;
                break;
            }
            _ => {}
        }
    }
    let mut kept = &rest[..length];
    loop {
        let before = kept.len();
        kept = kept.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', ';', '’', '…']);
        // `&nbsp;` behind an address is text; its `;` is gone already.
        if rest[kept.len()..].starts_with(';')
            && let Some(at) = kept.rfind('&')
            && kept[at + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            kept = &kept[..at];
        }
        if kept.len() == before {
            break;
        }
    }
    start + kept.len()
}

/// The length of an autolink `<scheme:…>` or `<mail@host>` at the start of `rest`.
pub(super) fn autolink(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().skip(1).position(|&byte| byte == b'>' || byte == b'<' || byte <= b' ')? + 1;
    if bytes[length] != b'>' {
        return None;
    }
    let inner = rest.get(1..length)?;
    let scheme = inner.find(':').map_or("", |at| &inner[..at]);
    let is_scheme = (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    let is_mail = inner.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            && !local.contains(['\\', '"', '(', ')', ','])
    });
    (is_scheme || is_mail).then_some(length + 1)
}
