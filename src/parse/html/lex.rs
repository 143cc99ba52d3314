//! The tags of a raw HTML region, as a browser's tokenizer sees them.
//!
//! Nearly all regions are made of well-formed tags and comments, for which
//! CommonMark's rule of a tag gives the same; the tokenizer reads the others.

use crate::document::{Attribute, HtmlTag, Name, name};
use crate::parse::inline::read_tag;
use crate::source::{Source, Span, fit};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

/// All tags of a region in order, and whether all of them are well-formed; comments, scripts and styles hold none.
pub(super) fn tags(source: &Source, region: Span, attributes: &mut Vec<Attribute>) -> (Vec<HtmlTag>, bool) {
    let before = attributes.len();
    match well_formed(source, region, attributes) {
        Some(tags) => (tags, true),
        None => {
            attributes.truncate(before);
            (tokenized(source, region, attributes), false)
        }
    }
}

/// The tags of a region in which nothing needs a browser's leniency.
fn well_formed(source: &Source, region: Span, attributes: &mut Vec<Attribute>) -> Option<Vec<HtmlTag>> {
    let bytes = source.text().as_bytes().get(..region.end())?;
    let mut out = Vec::with_capacity(region.len() / 24 + 4);
    let mut at = region.start();
    loop {
        // Between most tags of a table stand blanks or nothing.
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let start = match bytes.get(at) {
            Some(b'<') => at,
            _ => match memchr::memchr(b'<', &bytes[at..]) {
                Some(found) => at + found,
                None => break,
            },
        };
        match bytes.get(start + 1) {
            Some(b'!') => {
                let inner = bytes[start..].strip_prefix(b"<!--")?;
                let length = memchr::memmem::find(inner, b"-->")?;
                let inner = &inner[..length];
                if inner.starts_with(b">") || inner.starts_with(b"->") || memchr::memmem::find(inner, b"--!>").is_some()
                {
                    return None;
                }
                at = start + "<!---->".len() + length;
            }
            Some(b'/' | b'a'..=b'z' | b'A'..=b'Z') => {
                let first = attributes.len();
                let tag = read_tag(source, start, region.end(), attributes)?;
                let own = &attributes[first..];
                let twice = |at: usize| own[..at].iter().any(|(name, _)| *name == own[at].0);
                // Unquoted values may end in blanks that are not ASCII's.
                let is_clean = |value: Span| is_quoted(bytes, value) || source.trim(value) == value;
                if !tag.closing && holds_text(&tag.name) && !is_closed(&bytes[tag.span.end()..], &tag.name)
                    || (1..own.len()).any(twice)
                    || !own.iter().all(|(_, value)| value.is_none_or(is_clean))
                {
                    return None;
                }
                at = tag.span.end();
                out.push(tag);
            }
            Some(b'?') => return None,
            _ => at = start + 1,
        }
    }
    Some(out)
}

fn is_quoted(bytes: &[u8], value: Span) -> bool {
    value.start().checked_sub(1).is_some_and(|before| matches!(bytes[before], b'"' | b'\''))
}

/// Whether the next tag is the one that closes an element: then it makes no difference that it holds no tags.
fn is_closed(rest: &[u8], name: &str) -> bool {
    let Some(at) = memchr::memchr(b'<', rest) else { return false };
    let close = rest[at..].strip_prefix(b"</").and_then(|close| close.split_at_checked(name.len()));
    close.is_some_and(|(own, behind)| own.eq_ignore_ascii_case(name.as_bytes()) && behind.first() == Some(&b'>'))
}

/// Elements in which a tokenizer sees no tags.
fn holds_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

fn tokenized(source: &Source, region: Span, all: &mut Vec<Attribute>) -> Vec<HtmlTag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let text = source.slice(region);
    let mut out = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let span = source.within(region, tag.span.start, tag.span.end);
                let mut attributes: Vec<(Name, Option<Span>, usize)> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        let whole = source.within(region, value.span.start, value.span.end);
                        (lower(name), value_of(source, whole), value.span.start)
                    })
                    .collect();
                attributes.sort_by_key(|(_, _, start)| *start);
                let first = all.len();
                all.extend(attributes.into_iter().map(|(name, value, _)| (name, value)));
                out.push(HtmlTag {
                    span,
                    name: lower(&tag.name),
                    closing: false,
                    self_closing: tag.self_closing,
                    attributes: fit(first)..fit(all.len()),
                });
            }
            Token::EndTag(tag) => out.push(HtmlTag {
                span: source.within(region, tag.span.start, tag.span.end),
                name: lower(&tag.name),
                closing: true,
                self_closing: false,
                attributes: 0..0,
            }),
            _ => {}
        }
    }
    out
}

fn lower(word: &HtmlString) -> Name {
    name::name(&String::from_utf8_lossy(word))
}

/// The value in `name="value"`, without quotes.
fn value_of(source: &Source, whole: Span) -> Option<Span> {
    let text = source.slice(whole);
    let equals = text.find('=')?;
    let value = source.trim(source.within(whole, equals + 1, text.len()));
    let inner = source.slice(value);
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''));
    Some(match quote {
        Some(quote) => {
            let end = inner[1..].find(quote).map_or(inner.len(), |end| end + 1);
            source.within(value, 1, end)
        }
        // The tokenizer counts the `>` behind an unquoted value.
        None => source.within(value, 0, inner.trim_end_matches('>').len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_tags_are_what_the_tokenizer_reads() {
        for text in [
            "<table class=\"a b\" ID='x'>\n<tr><td colspan=2>é</td><td rowspan=2 >b</td></tr></table>",
            "<img src=a.png alt=\"\" hidden/>< 3 <p\n>1 <br /> <!-- <b> - -- --> </p>",
            "<a href='/x/?a=1&b=2' title = \"<b>\">&amp;</a>",
            "<p>\r\n<b\r\nclass='c'>x</b>\u{0}</p>",
            "<IFRAME src='/x' width=3></iframe> <b>x</b> <title>a &amp; b</title><script></script></b>",
        ] {
            let source = Source::new("a.md", "a.md", text);
            let region = source.snap(0, text.len());
            let told = |tags: Vec<HtmlTag>, all: &[Attribute]| -> Vec<String> {
                // To the tokenizer `id=""` and `id` are one.
                let full = |(name, value): &Attribute| (name.clone(), value.filter(|value| !value.is_empty()));
                let own = |tag: &HtmlTag| tag.attributes(all).iter().map(full).collect::<Vec<_>>();
                tags.iter()
                    .map(|tag| format!("{:?}", (tag.span, &tag.name, tag.closing, tag.self_closing, own(tag))))
                    .collect()
            };
            let (mut read, mut all) = (Vec::new(), Vec::new());
            let tags = well_formed(&source, region, &mut read).expect("nothing is wrong with them");
            let others = tokenized(&source, region, &mut all);
            assert_eq!(told(tags, &read), told(others, &all), "{text}");
        }
    }

    #[test]
    fn the_rest_is_left_to_the_tokenizer() {
        for text in [
            "<iframe></iframes>",
            "<plaintext>",
            "<p a=1 a=2>",
            "<script>'<b>'</script>",
            "<!--> <b> -->",
            "<p x\"y>",
            "<?php ?>",
            "<b",
            "<!-- <b>",
        ] {
            let source = Source::new("a.md", "a.md", text);
            assert!(well_formed(&source, source.snap(0, text.len()), &mut Vec::new()).is_none(), "{text}");
        }
    }
}
