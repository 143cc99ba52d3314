//! A slot that is half a day too long.

use super::line::{extent, name};
use crate::agenda::hhmm;
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/duration`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Duration {}

const HALF_A_DAY: i32 = 12 * 60;

impl PostRule for Duration {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        for line in post.lines() {
            for two in line.windows(2) {
                let (session, next) = (&agenda.sessions[two[0]], &agenda.sessions[two[1]]);
                let Some((start, end)) = extent(session) else { continue };
                // What begins at midnight goes on from the day before.
                if start == 0 {
                    continue;
                }
                let written = session.slot.end.is_some_and(|end| end.meridiem.is_some());
                let meant = end - HALF_A_DAY;
                let fits = meant > start && meant <= next.start && next.start < end;
                if !(written && fits) {
                    continue;
                }
                let span = session.slot.span;
                found
                    .at(
                        Subject::Session(span),
                        span,
                        format!(
                            "{} lasts until {}, past the next session at {}",
                            name(session),
                            hhmm(end),
                            hhmm(next.start)
                        ),
                    )
                    .label(next.slot.span, "the next session")
                    .help(format!("exchange am and pm: {} would fit", hhmm(meant)));
            }
        }
    }
}
