//! A key without a value that readers would see.

use super::keys;
use crate::diagnostic::{Found, Subject};
use crate::document::front::{Node, Pair, Value};
use crate::rules::{Post, PostRule};
use crate::source::trim;
use serde::{Deserialize, Serialize};

/// `front-matter/empty`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Empty {}

/// Words of keys whose value a reader of the page misses.
const SHOWN: &[&str] = &[
    "title",
    "date",
    "start",
    "end",
    "time",
    "place",
    "location",
    "venue",
    "city",
    "address",
    "room",
    "speaker",
    "speakers",
    "registration",
    "register",
    "link",
    "url",
    "alt",
    "lieu",
    "ort",
    "lugar",
    "luogo",
];

/// Keys that hold others, with what they hold.
const PARENTS: &[(&str, &[&str])] = &[
    ("event", &["start", "end", "location", "date", "venue"]),
    ("image", &["src", "path", "alt", "caption", "feature"]),
    ("location", &["address", "street", "city", "country", "venue", "room"]),
    ("venue", &["address", "street", "city", "country", "room"]),
    ("organizer", &["email", "url"]),
    ("registration", &["type", "url", "link", "opens", "closes"]),
    ("duration", &["days", "hours", "minutes"]),
];

impl PostRule for Empty {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if let Some(root) = post.doc.front.tree()
            && post.fields().iter().any(|field| is_empty(field.pair))
        {
            look(root, &mut Vec::new(), found);
        }
    }
}

fn look<'a>(node: &'a Node, path: &mut Vec<&'a str>, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| look(item, path, found)),
        Value::Map(pairs) => {
            for (index, pair) in pairs.iter().enumerate() {
                path.push(&pair.key);
                if is_empty(pair) {
                    judge(pair, pairs.get(index + 1), path, found);
                } else {
                    look(&pair.node, path, found);
                }
                path.pop();
            }
        }
        _ => {}
    }
}

fn is_empty(pair: &Pair) -> bool {
    pair.comment.is_none()
        && match &pair.node.value {
            Value::Null => true,
            Value::Scalar { text, .. } => trim(text).is_empty(),
            _ => false,
        }
}

fn judge(pair: &Pair, next: Option<&Pair>, path: &[&str], found: &mut Found) {
    let children = PARENTS.iter().find(|(parent, _)| *parent == pair.key).map_or(&[][..], |(_, children)| children);
    if let Some(child) = next.filter(|next| children.contains(&&*next.key))
        && matches!(pair.node.value, Value::Null)
    {
        found
            .at(
                Subject::Value(pair.key_span),
                pair.key_span,
                format!("\"{}\" is empty: \"{}\" below it stands beside it, not inside", pair.key, child.key),
            )
            .label(child.key_span, "at the same indentation")
            .help(format!("begin \"{}\" two blanks further right if it belongs to \"{}\"", child.key, pair.key));
        return;
    }
    let words = keys::Words::of(&pair.key);
    if !words.iter().next_back().is_some_and(|word| SHOWN.contains(&word)) {
        return;
    }
    found
        .at(Subject::Value(pair.key_span), pair.key_span, format!("\"{}\" has no value", pair.key))
        .help("write one, or delete the line")
        .grade("missing")
        .unless_habit(path.iter().flat_map(|key| [".", key]).collect::<String>());
}
