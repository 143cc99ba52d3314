//! A slot that ends before it starts, or has no length.

use super::line::{extent, has_odd_meridiem, is_reversed};
use crate::agenda::{Kind, Origin, Session, hhmm};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/reversed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reversed {}

/// A date and its time in one value of the front matter: front-matter/date-order compares those.
fn is_dated_value(post: &Post<'_>, session: &Session) -> bool {
    let before = post.source.text().get(..session.slot.span.start()).unwrap_or("").as_bytes();
    session.origin == Origin::FrontMatter && matches!(before, [.., b'0'..=b'9', b'T' | b't' | b' '])
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
        for session in sessions {
            if has_odd_meridiem(session) || is_dated_value(post, session) {
                continue;
            }
            let Some(end) = session.written_end().filter(|_| session.slot.end.is_some()) else { continue };
            let message = if is_reversed(session) {
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
