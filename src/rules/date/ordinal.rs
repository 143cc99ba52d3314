//! "31th", "3th".

use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `date/ordinal`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ordinal {}

impl PostRule for Ordinal {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for span in post.agenda.dates.iter().filter_map(|mention| mention.bad_ordinal) {
            let text = post.text(span);
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let Some(number) = text.get(..digits).and_then(|digits| digits.parse::<u8>().ok()) else { continue };
            let meant = format!("{number}{}", suffix(number));
            found
                .at(Subject::Text(span), span, format!("{} is written {meant}", quote(text)))
                .help(format!("write {meant}"))
                .fix(
                    Safety::Unsafe,
                    Intent::Rewrites,
                    format!("write {meant}"),
                    vec![Edit { span, text: meant.clone() }],
                );
        }
    }
}

fn suffix(number: u8) -> &'static str {
    match (number % 10, number % 100) {
        (1, ten) if ten != 11 => "st",
        (2, ten) if ten != 12 => "nd",
        (3, ten) if ten != 13 => "rd",
        _ => "th",
    }
}
