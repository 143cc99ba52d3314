//! A key that stands twice in one map.

use crate::config::Generator;
use crate::diagnostic::{Found, Subject};
use crate::document::front::{Node, Value};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
            let mut first = HashMap::new();
            for pair in pairs {
                if let Some(earlier) = first.get(pair.key.as_str()).copied() {
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
                } else {
                    first.insert(pair.key.as_str(), pair.key_span);
                }
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
