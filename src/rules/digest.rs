//! What a post leaves behind for rules that look across posts.

use super::schedule::line::{is_comparable, room};
use super::{Digest, DigestSession, Post};
use crate::agenda::locale::words::Words;
use crate::agenda::locale::{by_code, english};
use crate::agenda::people::{fold, is_person};
use std::cell::LazyCell;

/// The digest of a post: its dated sessions with a written length and a room or people.
#[must_use]
pub fn of(post: &Post<'_>, file: usize, draft: bool) -> Digest {
    let agenda = post.agenda;
    let words = LazyCell::new(|| Words::new(by_code(agenda.lang).unwrap_or_else(english)));
    let mut sessions = Vec::new();
    for session in agenda.sessions.iter().filter(|session| is_comparable(session) && !session.optional) {
        let Some(date) = session.date.and_then(crate::agenda::Day::date) else { continue };
        let Some(end) = session.written_end().filter(|end| *end > session.start) else { continue };
        let speakers: Vec<Box<str>> = session
            .speakers
            .iter()
            .filter(|name| is_person(&name.text, &words))
            .map(|name| fold(&name.text).into())
            .collect();
        let room = room(agenda, session).map(Into::into);
        if room.is_none() && speakers.is_empty() {
            continue;
        }
        sessions.push(DigestSession {
            date,
            start: session.start,
            end,
            span: session.slot.span,
            place: session.place,
            title: session.title.as_ref().map(|title| title.text.as_str().into()),
            room,
            speakers,
        });
    }
    Digest { file, lang: agenda.lang, draft, sessions }
}
