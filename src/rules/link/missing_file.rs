//! Paths of the own site at which nothing stands.
//!
//! Pages (`.html`, a folder, no ending) are made by the site and not looked for;
//! only files that the site hands out as they are.

use super::target::is_file;
use crate::diagnostic::{Found, Subject};
use crate::document::{Link, LinkKind};
use crate::rules::quote::quote;
use crate::rules::{Answer, Ask, Post, Question, SiteRule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// `link/missing-file`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingFile {}

impl SiteRule for MissingFile {
    fn ask(&self, post: &Post<'_>, asks: &mut Vec<Ask>) {
        questions(post, false, asks);
    }

    fn judge(&self, ask: &Ask, answer: &Answer, found: &mut Found) {
        let Answer::No { near } = answer else { return };
        found
            .at(
                Subject::Target(ask.span),
                ask.span,
                format!("the link leads nowhere: there is no file {}", quote(&ask.target)),
            )
            .help(cure(near.as_deref()));
    }
}

/// Asks once for every file that links (or images) of the post name.
pub fn questions(post: &Post<'_>, images: bool, asks: &mut Vec<Ask>) {
    let mut seen = BTreeSet::new();
    for target in post.targets().iter().filter(|target| target.link.image == images) {
        let link = target.link;
        let Some((path, _)) = &target.local else { continue };
        if !is_file(path) || !is_rooted(link, path) || !seen.insert(&**path) {
            continue;
        }
        asks.push(Ask {
            question: Question::Path(path.to_string()),
            span: link.target,
            target: target.url.to_owned(),
            image: images,
            hint: None,
        });
    }
}

/// In front matter and tags a bare `a.png` may be put behind a folder's name by
/// the template; `./a.png` and `/a.png` say where they start.
fn is_rooted(link: &Link, path: &str) -> bool {
    !matches!(link.kind, LinkKind::FrontMatter | LinkKind::Template)
        || ["./", "../", "/"].iter().any(|start| path.starts_with(start))
}

/// What to do about a missing file.
pub fn cure(near: Option<&str>) -> String {
    near.map_or_else(|| "add the file, or correct the path".to_owned(), |near| format!("did you mean {}?", quote(near)))
}
