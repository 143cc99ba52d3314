//! A key that stands twice in one map.

use crate::config::Generator;
use crate::diagnostic::{Found, Subject};
use crate::document::front::{Node, Pair, Value};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/duplicate-key`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DuplicateKey {}

impl PostRule for DuplicateKey {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if let Some(root) = post.doc.front.readable() {
            look(post, root, found);
        }
    }
}

fn look(post: &Post<'_>, node: &Node, found: &mut Found) {
    match &node.value {
        Value::Map(pairs) => {
            repeats(post, pairs, found);
            for pair in pairs {
                look(post, &pair.node, found);
            }
        }
        Value::List(items) => {
            for item in items {
                look(post, item, found);
            }
        }
        _ => {}
    }
}

/// Whether no two keys have the same length and ends, as nearly all maps of a post.
fn all_differ(pairs: &[Pair]) -> bool {
    let mut seen = 0u128;
    pairs.iter().all(|pair| {
        let key = pair.key.as_bytes();
        let ends = key.first().zip(key.last()).map_or(0, |(first, last)| usize::from(*first) + 5 * usize::from(*last));
        let bit = 1 << ((ends + 11 * key.len()) % 128);
        let new = seen & bit == 0;
        seen |= bit;
        new
    })
}

fn repeats(post: &Post<'_>, pairs: &[Pair], found: &mut Found) {
    if pairs.len() < 2 || all_differ(pairs) {
        return;
    }
    // A stable sort: the first of equal keys is the first in the text.
    let mut sorted: Vec<&Pair> = pairs.iter().collect();
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    for equal in sorted.chunk_by(|a, b| a.key == b.key) {
        let (earlier, repeated) = (equal[0].key_span, &equal[1..]);
        for pair in repeated {
            let jekyll = post.settings.generator == Generator::Jekyll;
            let effect = if jekyll { "only this last one counts" } else { "most sites refuse the page" };
            let finding = found.at(
                Subject::Value(pair.key_span),
                pair.key_span,
                format!("\"{}\" stands here a second time: {effect}", pair.key),
            );
            finding.label(earlier, "the first one").help("keep one of the two");
            if jekyll {
                finding.grade("last-wins");
            }
        }
    }
}
