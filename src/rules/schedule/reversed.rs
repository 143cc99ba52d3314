//! A slot that ends before it starts, or has no length.

use super::line::extent;
use crate::agenda::{Kind, Minutes, Origin, Session, hhmm};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// From when on what begins belongs to a night, in minutes.
const NIGHT: Minutes = 22 * 60;
/// Until when a night lasts.
const MORNING: Minutes = 10 * 60;
const NOON: Minutes = 12 * 60;
/// How many sessions before and behind one are looked at for the night it is in.
const NEAR: usize = 100;

/// `schedule/reversed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reversed {}

/// A date and its time in one value of the front matter: front-matter/date-order compares those.
fn is_dated_value(post: &Post<'_>, session: &Session) -> bool {
    let before = post.source.text().get(..session.slot.span.start()).unwrap_or("").as_bytes();
    session.origin == Origin::FrontMatter && matches!(before, [.., b'0'..=b'9', b'T' | b't' | b' '])
}

/// `14:00 - 8:00` beside what begins late in the evening: until the next morning.
fn lasts_all_night(sessions: &[Session], id: usize) -> bool {
    let session = &sessions[id];
    let near = &sessions[id.saturating_sub(NEAR)..sessions.len().min(id + NEAR)];
    let late = |other: &Session| other.place == session.place && other.start >= NIGHT && other.slot != session.slot;
    session.written_end().is_some_and(|end| end <= MORNING) && session.start >= NOON && near.iter().any(late)
}

impl PostRule for Reversed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let sessions = &post.agenda.sessions;
        let mut lengths = vec![0usize; post.agenda.places.len()];
        for session in sessions.iter().filter(|session| extent(session).is_some()) {
            if let Some(count) = lengths.get_mut(session.place) {
                *count += 1;
            }
        }
        for (id, session) in sessions.iter().enumerate() {
            if session.has_odd_meridiem() || is_dated_value(post, session) {
                continue;
            }
            let Some(end) = session.written_end().filter(|_| session.slot.end.is_some()) else { continue };
            let message = if session.is_reversed() {
                if lasts_all_night(sessions, id) {
                    continue;
                }
                format!("this session ends at {}, before it starts at {}", hhmm(end), hhmm(session.start))
            } else if end == session.start
                && session.kind == Kind::Session
                && !session.optional
                && lengths.get(session.place).is_some_and(|count| *count >= 2)
            {
                format!("this session starts and ends at {}", hhmm(end))
            } else {
                continue;
            };
            let span = session.slot.span;
            found.at(Subject::Session(span), span, message).help("correct one of the two times");
        }
    }
}
