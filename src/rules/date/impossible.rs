//! A day that no calendar has.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `date/impossible`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Impossible {}

impl PostRule for Impossible {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for mention in &post.agenda.dates {
            if mention.impossible.is_none() || post.doc.is_hidden(mention.span) {
                continue;
            }
            found
                .at(
                    Subject::Date(mention.span),
                    mention.span,
                    format!("there is no such day as {}", quote(post.text(mention.span))),
                )
                .help("correct the day or the month");
        }
    }
}
