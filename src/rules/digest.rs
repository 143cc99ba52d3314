//! What a post leaves behind for rules that look across posts.

use super::schedule::line::{is_comparable, room};
use super::{Digest, DigestSession, Post};
use crate::agenda::locale::words::Words;
use crate::agenda::locale::{by_code, english};
use crate::agenda::people::{fold, is_person};
use crate::agenda::{Minutes, Session};
use jiff::civil::Date;
use std::cell::LazyCell;

/// What a post leaves behind for itself: nothing where no two of its sessions run beside each other.
#[must_use]
pub fn of_one(post: &Post<'_>) -> Digest {
    let sequence = |a: &(Date, Minutes, Minutes), b: &(Date, Minutes, Minutes)| (a.0, a.2) <= (b.0, b.1);
    let all = || post.agenda.sessions.iter().filter_map(hours);
    let beside = !all().is_sorted_by(sequence) && {
        let mut sorted: Vec<_> = all().collect();
        sorted.sort_unstable();
        !sorted.is_sorted_by(sequence)
    };
    if beside { of(post, 0, false) } else { Digest { lang: post.agenda.lang, ..Digest::default() } }
}

/// The day, the start and the written end of a session that is compared with others.
fn hours(session: &Session) -> Option<(Date, Minutes, Minutes)> {
    if !is_comparable(session) || session.optional {
        return None;
    }
    let end = session.written_end().filter(|end| *end > session.start)?;
    Some((session.date?.date()?, session.start, end))
}

/// The digest of a post: its dated sessions with a written length and a room or people.
#[must_use]
pub fn of(post: &Post<'_>, file: usize, draft: bool) -> Digest {
    let agenda = post.agenda;
    let words = LazyCell::new(|| Words::new(by_code(agenda.lang).unwrap_or_else(english)));
    let mut sessions = Vec::new();
    for session in &agenda.sessions {
        let Some((date, start, end)) = hours(session) else { continue };
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
            start,
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
