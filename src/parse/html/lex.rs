//! The tags of a raw HTML region, as a browser's tokenizer sees them.

use crate::document::HtmlTag;
use crate::source::{Source, Span};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

/// All tags of a region in order; comments, scripts and styles hold none.
pub(super) fn tags(source: &Source, region: Span) -> Vec<HtmlTag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let text = source.slice(region);
    let mut out = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let span = source.within(region, tag.span.start, tag.span.end);
                let mut attributes: Vec<(String, Option<Span>, usize)> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        let whole = source.within(region, value.span.start, value.span.end);
                        (lower(name), value_of(source, whole), value.span.start)
                    })
                    .collect();
                attributes.sort_by_key(|(_, _, start)| *start);
                out.push(HtmlTag {
                    span,
                    name: lower(&tag.name),
                    closing: false,
                    self_closing: tag.self_closing,
                    attributes: attributes.into_iter().map(|(name, value, _)| (name, value)).collect(),
                });
            }
            Token::EndTag(tag) => out.push(HtmlTag {
                span: source.within(region, tag.span.start, tag.span.end),
                name: lower(&tag.name),
                closing: true,
                self_closing: false,
                attributes: Vec::new(),
            }),
            _ => {}
        }
    }
    out
}

fn lower(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
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
        None => value,
    })
}
