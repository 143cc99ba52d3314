//! Times that are said to be the same instant and aren't.

use crate::agenda::{hhmm, zone};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `time-zone/conversion`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Conversion {}

impl PostRule for Conversion {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for equivalent in &post.agenda.equivalents {
            let Some(date) = equivalent.day.and_then(crate::agenda::Day::date) else { continue };
            let [(first, from), (second, to)] = equivalent.times.as_slice() else { continue };
            let (Some(a), Some(b)) =
                (zone::offset_on(&from.meaning, date, *first), zone::offset_on(&to.meaning, date, *second))
            else {
                continue;
            };
            let wanted = first - a + b;
            if (wanted - second).rem_euclid(24 * 60) == 0 || post.doc.is_hidden(equivalent.span) {
                continue;
            }
            found
                .at(
                    Subject::Text(equivalent.span),
                    equivalent.span,
                    format!(
                        "{} {} is {} {} on {}, not {}",
                        hhmm(*first),
                        from.text,
                        hhmm(wanted),
                        to.text,
                        date.strftime("%-d %B %Y"),
                        hhmm(*second)
                    ),
                )
                .help("correct one of the two times");
        }
    }
}
