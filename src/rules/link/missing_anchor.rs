//! `#places` of a page that the page does not have.

use crate::diagnostic::{Found, Subject};
use crate::document::LinkKind;
use crate::rules::quote::quote;
use crate::rules::{Answer, Ask, Post, Question, SiteRule};
use crate::slug::{self, Anchors};
use serde::{Deserialize, Serialize};

/// `link/missing-anchor`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingAnchor {}

impl SiteRule for MissingAnchor {
    fn ask(&self, post: &Post<'_>, asks: &mut Vec<Ask>) {
        let mut certain = None;
        let mut own = None;
        for target in post.targets() {
            let link = target.link;
            if link.image || matches!(link.kind, LinkKind::FrontMatter | LinkKind::Template) {
                continue;
            }
            let Some((path, Some(name))) = &target.local else { continue };
            if !is_name(name) {
                continue;
            }
            let mut hint = None;
            if path.is_empty() {
                // The post's own text is here; the file on disk may be another one.
                let certain = certain.get_or_insert_with(|| slug::certain(post.source, post.doc));
                if certain.binary_search_by(|known| known.as_str().cmp(name)).is_ok() {
                    continue;
                }
                let own = own.get_or_insert_with(|| Anchors::of(post.source, post.doc));
                if own.has(name) != Some(false) {
                    continue;
                }
                hint = own.near(name);
            }
            asks.push(Ask {
                question: Question::Anchor(path.to_string(), name.to_string()),
                span: link.target,
                target: target.url.to_owned(),
                image: false,
                hint,
            });
        }
    }

    fn judge(&self, ask: &Ask, answer: &Answer, found: &mut Found) {
        let Answer::No { near } = answer else { return };
        let Question::Anchor(path, name) = &ask.question else { return };
        let page = if path.is_empty() { "this page".to_owned() } else { quote(path) };
        found
            .at(
                Subject::Target(ask.span),
                ask.span,
                format!("the link stays at the top of the page: {page} has no heading or id {}", quote(name)),
            )
            .help(near.as_ref().or(ask.hint.as_ref()).map_or_else(
                || "correct the name behind \"#\" or the heading".to_owned(),
                |near| format!("did you mean #{near}?"),
            ));
    }
}

/// Names that headings can have: no routes, text fragments, footnotes, nor what
/// layouts provide.
fn is_name(name: &str) -> bool {
    let layout =
        ["top", "content", "main", "main-content", "footer", "header", "comments", "nav", "menu", "toc", "page-top"];
    let lower = name.to_lowercase();
    !name.is_empty()
        && !name.contains(['/', '=', '!', '&', ':'])
        && !layout.contains(&lower.as_str())
        && !lower.starts_with("fn")
}
