//! Images that are not where the post looks for them.

use crate::diagnostic::{Found, Subject};
use crate::rules::link::missing_file::{cure, questions};
use crate::rules::quote::quote;
use crate::rules::{Answer, Ask, Post, SiteRule};
use serde::{Deserialize, Serialize};

/// `image/missing-file`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingFile {}

impl SiteRule for MissingFile {
    fn ask(&self, post: &Post<'_>, asks: &mut Vec<Ask>) {
        questions(post, true, asks);
    }

    fn judge(&self, ask: &Ask, answer: &Answer, found: &mut Found) {
        let Answer::No { near } = answer else { return };
        found
            .at(
                Subject::Target(ask.span),
                ask.span,
                format!("the image will not be shown: there is no file {}", quote(&ask.target)),
            )
            .help(cure(near.as_deref()));
    }
}
