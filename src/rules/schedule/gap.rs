//! The one hole of a programme that has no other.

use super::line::{extent, name};
use crate::agenda::{Kind, hhmm};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/gap`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gap {}

impl PostRule for Gap {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        for line in post.lines() {
            let Some(place) = line.first().and_then(|&id| agenda.places.get(agenda.sessions[id].place)) else {
                continue;
            };
            if place.has_rooms || line.len() < 3 {
                continue;
            }
            let mut hole = None;
            let mut count = 0;
            for two in line.windows(2) {
                let (a, b) = (&agenda.sessions[two[0]], &agenda.sessions[two[1]]);
                let Some((_, end)) = extent(a) else { return };
                if b.start < end {
                    count += 2;
                } else if b.start > end {
                    count += 1;
                    hole = Some((a, b, b.start - end));
                }
            }
            let (Some((a, b, minutes)), 1) = (hole, count) else { continue };
            let by_a_break = a.kind == Kind::Break || b.kind == Kind::Break || a.optional || b.optional;
            let end = b.start - minutes;
            let meal = end < 14 * 60 + 30 && b.start > 11 * 60 + 30;
            let hour = minutes == 60 && !meal && !by_a_break;
            let small = minutes < 20 && line.len() >= 5 && !by_a_break;
            if !(hour || small) {
                continue;
            }
            let span = b.slot.span;
            let finding = found.at(
                Subject::Session(span),
                span,
                format!("nothing is planned from {} to {}, the only hole of this programme", hhmm(end), hhmm(b.start)),
            );
            finding.label(a.slot.span, format!("{} ends here", name(a)));
            finding.help("correct one of the two times, or name the break");
            if !hour {
                finding.grade("short");
            }
        }
    }
}
