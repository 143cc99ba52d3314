//! One row that stands out of order.

use super::line::name;
use crate::agenda::hhmm;
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/order`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Order {}

impl PostRule for Order {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        for line in post.lines() {
            let Some(place) = line.first().and_then(|&id| agenda.places.get(agenda.sessions[id].place)) else {
                continue;
            };
            if line.len() < 4 || place.has_rooms || place.has_days || place.twelve_hour {
                continue;
            }
            let mut back = line.windows(2).filter(|two| agenda.sessions[two[1]].start < agenda.sessions[two[0]].start);
            let (Some(two), None) = (back.next(), back.next()) else { continue };
            let (before, session) = (&agenda.sessions[two[0]], &agenda.sessions[two[1]]);
            let night = before.start >= 17 * 60 && session.start < 6 * 60;
            let morning = agenda.sessions[line[0]].start >= session.start;
            // A row that goes back to the beginning starts another day or track.
            if night || morning || session.optional || before.optional {
                continue;
            }
            // Taking out one of the two has to put the rest in order, or it is no slip.
            let at = line.iter().position(|id| *id == two[1]).unwrap_or(0);
            let starts = |skip: usize| -> bool {
                let rest: Vec<i32> = line
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| *index != skip)
                    .map(|(_, &id)| agenda.sessions[id].start)
                    .collect();
                rest.is_sorted()
            };
            if !(starts(at) || starts(at - 1)) {
                continue;
            }
            // What is said to run beside several others is a block, wherever its row stands.
            let beside = |end: i32| {
                let others = line.iter().map(|&id| &agenda.sessions[id]);
                others.filter(|other| (session.start + 1..end).contains(&other.start)).count() > 1
            };
            if session.written_end().is_some_and(beside) {
                continue;
            }
            let span = session.slot.span;
            let above = if before.title.is_some() { name(before) } else { "the session".to_owned() };
            let (start, earlier) = (hhmm(session.start), hhmm(before.start));
            let message = format!("{} starts at {start}, before {above} above, at {earlier}", name(session));
            found
                .at(Subject::Session(span), span, message)
                .label(before.slot.span, "the row above")
                .help("correct the time, or move the row");
        }
    }
}
