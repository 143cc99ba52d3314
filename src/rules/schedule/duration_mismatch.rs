//! A written length that disagrees with start and end.

use super::line::{extent, is_comparable};
use crate::agenda::hhmm;
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/duration-mismatch`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DurationMismatch {}

impl PostRule for DurationMismatch {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for session in post.agenda.sessions.iter().filter(|session| is_comparable(session)) {
            let Some((minutes, place)) = session.duration else { continue };
            let Some((start, end)) = extent(session).filter(|_| session.slot.end.is_some()) else { continue };
            if minutes == end - start || minutes <= 0 {
                continue;
            }
            found
                .at(
                    Subject::Session(session.slot.span),
                    place,
                    format!(
                        "{minutes} minutes are said, but from {} to {} it is {}",
                        hhmm(start),
                        hhmm(end),
                        end - start
                    ),
                )
                .label(session.slot.span, "the times")
                .help("correct the length or one of the times");
        }
    }
}
