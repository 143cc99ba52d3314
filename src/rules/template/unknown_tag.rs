//! Template tags that the site does not have.

use crate::diagnostic::{Found, Subject};
use crate::document::TagKind;
use crate::nearest::nearest;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `template/unknown-tag`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownTag {
    /// Tags that the site knows beside those of its generator.
    pub tags: Vec<String>,
}

/// Tags of Liquid, Nunjucks, Tera and Hugo themselves.
const BUILT_IN: &[&str] = &[
    "if",
    "elsif",
    "elif",
    "elseif",
    "else",
    "endif",
    "unless",
    "endunless",
    "case",
    "when",
    "endcase",
    "for",
    "endfor",
    "asyncEach",
    "endeach",
    "asyncAll",
    "endall",
    "tablerow",
    "endtablerow",
    "cycle",
    "break",
    "continue",
    "increment",
    "decrement",
    "assign",
    "capture",
    "endcapture",
    "set",
    "endset",
    "comment",
    "endcomment",
    "raw",
    "endraw",
    "verbatim",
    "endverbatim",
    "include",
    "include_relative",
    "render",
    "layout",
    "extends",
    "block",
    "endblock",
    "macro",
    "endmacro",
    "call",
    "endcall",
    "import",
    "from",
    "filter",
    "endfilter",
    "highlight",
    "endhighlight",
    "link",
    "post_url",
    "echo",
    "liquid",
    "ref",
    "relref",
    "figure",
    "youtube",
    "vimeo",
    "x",
    "tweet",
    "gist",
    "instagram",
    "param",
    "qr",
    "details",
];

impl PostRule for UnknownTag {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let known =
            |name: &str| BUILT_IN.contains(&name) || self.tags.iter().chain(&post.settings.tags).any(|tag| tag == name);
        for tag in post.doc.tags.iter().filter(|tag| !post.doc.is_hidden(tag.span) && !tag.name.is_empty()) {
            let name = tag.name.trim_start_matches('/');
            let opening = name.strip_prefix("end").unwrap_or(name);
            if tag.kind == TagKind::Output || known(name) || known(opening) {
                continue;
            }
            let mine = self.tags.iter().chain(&post.settings.tags).map(String::as_str);
            let near = nearest(name, mine.chain(BUILT_IN.iter().copied()));
            found
                .at(
                    Subject::Text(tag.span),
                    tag.name_span,
                    format!("the site has no tag {}: it can't be built", quote(name)),
                )
                .help(near.map_or_else(
                    || "correct the name, or list it among the rule's tags".to_owned(),
                    |near| format!("did you mean {near}?"),
                ));
        }
    }
}
