//! Markup in a value that most sites show as plain text.

use crate::diagnostic::{Found, Subject};
use crate::document::front::Value;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/plain-text`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PlainText {}

impl PostRule for PlainText {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let Some(root) = post.doc.front.readable() else { return };
        for pair in root.pairs() {
            if !matches!(&*pair.key, "title" | "description") {
                continue;
            }
            let Value::Scalar { text, .. } = &pair.node.value else { continue };
            let Some((what, sample)) = markup(text) else { continue };
            found
                .at(
                    Subject::Value(pair.node.span),
                    pair.node.span,
                    format!("search results and browser tabs show {} of this {} as it stands", quote(sample), pair.key),
                )
                .help(format!("leave {what} out of the {}", pair.key))
                .unless_habit(format!("{} {what}", pair.key));
        }
    }
}

/// The kind of markup and a sample of it.
fn markup(text: &str) -> Option<(&'static str, &str)> {
    const TAGS: &[&str] = &["br", "b", "i", "em", "strong", "a", "span", "p", "small", "sup", "sub", "u", "code"];
    for (at, _) in text.match_indices('<') {
        let inner = text[at + 1..].trim_start_matches('/');
        let name = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        if TAGS.contains(&inner[..name].to_ascii_lowercase().as_str())
            && let Some(end) = text[at..].find('>')
        {
            return Some(("HTML tags", &text[at..=at + end]));
        }
    }
    memchr::memchr(b']', text.as_bytes())?;
    let middle = text.find("](http").or_else(|| text.find("](/"))?;
    let start = text[..middle].rfind('[')?;
    let end = text[middle..].find(')')?;
    Some(("links", &text[start..=middle + end]))
}
