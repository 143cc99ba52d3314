//! A post without front matter, where a schema asks for some.

use crate::diagnostic::{Found, Subject};
use crate::document::front::FrontMatter;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/missing`; a schema switches it on.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Missing {}

impl PostRule for Missing {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if !matches!(post.doc.front, FrontMatter::Absent) {
            return;
        }
        let start = post.source.body_start();
        let place = post.source.snap(start, post.source.text()[start..].find('\n').map_or(start, |end| start + end));
        found
            .at(
                Subject::Value(place),
                place,
                "this post has no settings above its text, so the site has no title for it",
            )
            .help("begin the file with a line \"---\", the settings, and another line \"---\"");
    }
}
