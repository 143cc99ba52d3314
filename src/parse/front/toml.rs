//! TOML through the `toml` crate's spanned tables.

use super::yaml::Read;
use crate::document::Comment;
use crate::document::front::{FrontError, FrontErrorKind, Node, Pair, Value};
use crate::source::{Source, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the TOML text of a span.
pub fn read(source: &Source, span: Span) -> (Read<'_>, Vec<Comment>) {
    let text = source.slice(span);
    let comments = comments(source, span);
    let place = |range: Range<usize>| source.within(span, range.start, range.end);
    match DeTable::parse(text) {
        Ok(table) => (Ok(Node { span, value: table_value(table.get_ref(), &place) }), comments),
        Err(error) => {
            let at = error.span().map_or(span.head(), &place);
            let line = source.trim(source.line_span(source.line_of(at.start())));
            let error =
                FrontError { span: line, kind: FrontErrorKind::Other, detail: error.message().replace('\n', " ") };
            (Err((error, before(source, span, at))), comments)
        }
    }
}

/// What stands on the whole lines before an error.
fn before(source: &Source, span: Span, error: Span) -> Node<'static> {
    let end = source.line_span(source.line_of(error.start())).start().max(span.start());
    let head = source.snap(span.start(), end);
    let place = |range: Range<usize>| source.within(head, range.start, range.end);
    match DeTable::parse(source.slice(head)) {
        Ok(table) => Node { span: head, value: table_value(table.get_ref(), &place) },
        Err(_) => super::empty(span),
    }
}

fn table_value(table: &DeTable<'_>, place: &dyn Fn(Range<usize>) -> Span) -> Value<'static> {
    let mut pairs: Vec<Pair> = table
        .iter()
        .map(|(key, value)| Pair {
            key: key.get_ref().to_string().into(),
            key_span: place(key.span()),
            node: node(value, place),
            comment: None,
        })
        .collect();
    pairs.sort_by_key(|pair| pair.key_span.start());
    Value::Map(pairs)
}

fn node(value: &Spanned<DeValue<'_>>, place: &dyn Fn(Range<usize>) -> Span) -> Node<'static> {
    let span = place(value.span());
    let scalar = |text: String, plain: bool| Value::Scalar { text: text.into(), plain, block: false };
    let value = match value.get_ref() {
        // TOML types its values: a quoted one is text, the others are what they look like.
        DeValue::String(text) => scalar(text.to_string(), false),
        DeValue::Integer(number) => scalar(number.as_str().to_owned(), true),
        DeValue::Float(number) => scalar(number.as_str().to_owned(), true),
        DeValue::Boolean(flag) => scalar(flag.to_string(), true),
        DeValue::Datetime(time) => scalar(time.to_string(), true),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, place)).collect()),
        DeValue::Table(table) => table_value(table, place),
    };
    Node { span, value }
}

/// `# …` on lines of their own or behind a value, outside quotes.
fn comments(source: &Source, span: Span) -> Vec<Comment> {
    let mut out = Vec::new();
    let first = source.line_of(span.start());
    for line in first..=source.line_of(span.end()) {
        let place = source.line_span(line);
        if place.start() >= span.end() {
            break;
        }
        let mut quote = None;
        for (at, c) in source.slice(place).char_indices() {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if c == open => quote = None,
                (None, '#') => {
                    out.push(super::comment(source, source.trim(source.within(place, at, place.len()))));
                    break;
                }
                _ => {}
            }
        }
    }
    out
}
