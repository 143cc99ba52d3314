//! A zone's abbreviation that is not in force on that date.

use crate::agenda::{ZoneMeaning, zone};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `time-zone/season`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Season {}

const NOON: i32 = 12 * 60;

impl PostRule for Season {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for mention in &post.agenda.zones {
            let ZoneMeaning::Seasonal { offset, zones, summer } = &mention.zone.meaning else { continue };
            let span = mention.zone.span;
            if zones.is_empty() || post.doc.is_hidden(span) {
                continue;
            }
            let dates: Vec<_> = mention.days.iter().filter_map(|day| day.date()).collect();
            let Some(date) = dates.first().copied() else { continue };
            // In force somewhere on one of the days: right.
            let fits =
                dates.iter().any(|date| zones.iter().any(|name| zone::zone_offset(name, *date, NOON) == Some(*offset)));
            let known = zones.iter().any(|name| zone::zone_offset(name, date, NOON).is_some());
            if fits || !known {
                continue;
            }
            let place = zones.first().and_then(|name| name.rsplit('/').next()).unwrap_or("").replace('_', " ");
            let time = if *summer { "winter" } else { "summer" };
            found
                .at(
                    Subject::Text(span),
                    span,
                    format!(
                        "on {} {place} is on {time} time: \"{}\" is one hour off for anyone who converts it",
                        date.strftime("%-d %B %Y"),
                        mention.zone.text
                    ),
                )
                .help(format!("write the {time} time's name, or just \"{place} time\""));
        }
    }
}
