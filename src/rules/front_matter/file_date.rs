//! A dated file name and another `date`.

use crate::agenda::WitnessFrom;
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/file-date`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileDate {}

impl PostRule for FileDate {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let Some(node) = post.doc.front.get(&["date"]) else { return };
        let Some(date) = node.text().and_then(|text| text.trim().get(..10)?.parse::<jiff::civil::Date>().ok()) else {
            return;
        };
        let named = post
            .agenda
            .witnesses
            .iter()
            .find(|witness| witness.from == WitnessFrom::FileName)
            .and_then(|witness| witness.days.first()?.date());
        if let Some(named) = named.filter(|named| *named != date) {
            found
                .at(Subject::Value(node.span), node.span, format!("\"date\" is {date}, the file name says {named}"))
                .help("correct the date, or rename the file");
        }
    }
}
