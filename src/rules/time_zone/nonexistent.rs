//! A local time that the clocks skip, or show twice.

use crate::agenda::zone::{Shift, shift_at};
use crate::agenda::{ZoneMeaning, hhmm};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `time-zone/nonexistent`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Nonexistent {}

impl PostRule for Nonexistent {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for session in &post.agenda.sessions {
            // The clocks change at night only.
            if session.start > 5 * 60 {
                continue;
            }
            let zone = post.agenda.zone_of(session);
            let Some(ZoneMeaning::Named(name)) = zone.map(|zone| &zone.meaning) else { continue };
            let Some(date) = session.date.and_then(crate::agenda::Day::date) else { continue };
            let span = session.slot.start.span;
            let day = date.strftime("%-d %B %Y");
            match shift_at(name, date, session.start) {
                Some(Shift::Gap) => {
                    found
                        .at(
                            Subject::Session(session.slot.span),
                            span,
                            format!("there is no {} on {day}: the clocks go forward over it", hhmm(session.start)),
                        )
                        .help("correct the time");
                }
                Some(Shift::Fold) => {
                    found
                        .at(
                            Subject::Session(session.slot.span),
                            span,
                            format!("on {day} the clocks show {} twice", hhmm(session.start)),
                        )
                        .help("say which one, with the offset from UTC")
                        .grade("twice");
                }
                _ => {}
            }
        }
    }
}
