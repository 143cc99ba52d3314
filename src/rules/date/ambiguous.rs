//! `04/12`, where readers of two countries read two days.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `date/ambiguous`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ambiguous {}

impl PostRule for Ambiguous {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if post.agenda.lang != "en" {
            return;
        }
        for mention in &post.agenda.dates {
            let text = post.text(mention.span);
            let mut parts = text.split('/').map(|part| part.trim().parse::<u8>());
            let (Some(Ok(first)), Some(Ok(second))) = (parts.next(), parts.next()) else { continue };
            if first > 12 || second > 12 || first == second || post.doc.is_hidden(mention.span) {
                continue;
            }
            found
                .at(Subject::Date(mention.span), mention.span, format!("{} is read as two different days", quote(text)))
                .help("write the month as a word");
        }
    }
}
