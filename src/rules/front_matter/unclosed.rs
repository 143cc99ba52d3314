//! Front matter that begins and never ends.

use crate::diagnostic::{Found, Subject};
use crate::document::front::{FrontErrorKind, FrontMatter};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/unclosed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unclosed {}

impl PostRule for Unclosed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let FrontMatter::Broken { error, .. } = &post.doc.front else { return };
        if error.kind != FrontErrorKind::Unclosed {
            return;
        }
        let fence = post.text(error.span).trim();
        found
            .at(
                Subject::Value(error.span),
                error.span,
                format!("the settings that begin with \"{fence}\" never end, so the page shows them as text"),
            )
            .help(format!("write \"{fence}\" on a line of its own below the last setting"));
    }
}
