//! Pelican's metadata: `Title: …` lines at the top, without a fence above them.

use crate::document::Comment;
use crate::document::front::{FrontMatter, Language, Node, Pair, Value};
use crate::source::{Source, Span};

/// Keys of which one has to be there (Pelican, "File metadata").
const KNOWN: &[&str] = &["title", "date", "category", "slug", "tags", "author", "authors", "summary", "status"];

/// Reads the lines at the top; `None` when they are ordinary text.
#[must_use]
pub fn read(source: &Source) -> Option<(FrontMatter<'_>, Span, Vec<Comment>)> {
    let mut pairs = Vec::new();
    let mut line = 0;
    while line < source.line_count() {
        let mut place = source.line_span(line);
        if line == 0 {
            place = source.snap(source.body_start(), place.end());
        }
        let text = source.slice(place);
        if text.trim().is_empty() {
            break;
        }
        // A fence below them ends them as well.
        if matches!(text.trim_end(), "---" | "...") {
            line += 1;
            break;
        }
        let (key, value) = text.split_once(':')?;
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if !is_key || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return None;
        }
        let span = source.trim(source.within(place, key.len() + 1, text.len()));
        let text = source.slice(span);
        let value = match text {
            "" => Value::Null,
            _ => Value::Scalar { text: text.into(), plain: false, block: false },
        };
        let key_span = source.within(place, 0, key.len());
        pairs.push(Pair { key: key.to_lowercase().into(), key_span, node: Node { span, value }, comment: None });
        line += 1;
    }
    let known = pairs.iter().any(|pair| KNOWN.contains(&&*pair.key));
    if pairs.len() < 2 || !known {
        return None;
    }
    let start = source.body_start();
    let end = source.line_starts().get(line).map_or(source.text().len(), |&next| next as usize);
    let span = source.snap(start, end);
    Some((
        FrontMatter::Tree { language: Language::Pelican, root: Node { span, value: Value::Map(pairs) } },
        span,
        Vec::new(),
    ))
}
