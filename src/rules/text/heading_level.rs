//! Levels left out between two headings.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `text/heading-level`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadingLevel {}

impl PostRule for HeadingLevel {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let mut above: Option<u8> = None;
        for (id, heading) in post.doc.headings() {
            if let Some(above) = above
                && heading.level > above + 1
                && let Some(block) = post.doc.blocks.get(id)
            {
                found
                    .at(
                        Subject::Block(block.span),
                        heading.text.trimmed_span(post.source),
                        format!(
                            "{} is a heading of level {}, the one above is of level {above}",
                            quote(heading.text.trimmed()),
                            heading.level
                        ),
                    )
                    .help(format!("make it level {}", above + 1));
            }
            above = Some(heading.level);
        }
    }
}
