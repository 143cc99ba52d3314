//! Links without a target.

use crate::diagnostic::{Found, Subject};
use crate::document::LinkKind;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `link/empty`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Empty {}

impl PostRule for Empty {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for target in post.targets().iter().filter(|target| target.url.is_empty()) {
            let link = target.link;
            let written = matches!(link.kind, LinkKind::Inline) || (link.kind == LinkKind::Html && !link.image);
            if !written || !post.text(link.target).trim().is_empty() {
                continue;
            }
            let shown = link.text.as_ref().map(|(text, _)| text.trim()).filter(|text| !text.is_empty());
            let message = match (link.image, shown) {
                (false, Some(text)) => format!("the link {} leads nowhere: its address is missing", quote(text)),
                (true, Some(text)) => format!("the image {} will not be shown: its address is missing", quote(text)),
                (false, None) => "this link leads nowhere: its address is missing".to_owned(),
                (true, None) => "this image will not be shown: its address is missing".to_owned(),
            };
            let target = if link.target.is_empty() && link.target.start() == 0 { link.span } else { link.target };
            found.at(Subject::Target(target), link.span, message).help("write the address, or remove the link");
        }
    }
}
