//! A range of days that runs backwards.

use super::words;
use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `date/range-order`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RangeOrder {}

impl PostRule for RangeOrder {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for mention in post.agenda.dates.iter().filter(|mention| mention.reversed) {
            if post.doc.is_hidden(mention.span) {
                continue;
            }
            let message = match mention.days.as_slice() {
                [first, .., last] => format!(
                    "{} ends on {}, before it begins on {}",
                    quote(post.text(mention.span)),
                    words::day(*last),
                    words::day(*first)
                ),
                _ => format!("{} ends before it begins", quote(post.text(mention.span))),
            };
            found.at(Subject::Date(mention.span), mention.span, message).help("exchange or correct the two days");
        }
    }
}
