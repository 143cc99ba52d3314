//! Two rows that say the same.

use super::line::{is_comparable, name};
use crate::agenda::people::fold;
use crate::agenda::{Agenda, Session};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// `schedule/duplicate`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Duplicate {}

impl PostRule for Duplicate {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        // Most programmes go on from start to start.
        if post.agenda.sessions.iter().map(|it| (it.place, it.date, it.start)).is_sorted_by(|a, b| a < b) {
            return;
        }
        let mut rivals: Vec<_> = post
            .agenda
            .sessions
            .iter()
            .enumerate()
            .filter(|(_, session)| session.title.is_some() && is_comparable(session))
            .filter_map(|(id, session)| {
                Some(((session.place, session.date, session.start, session.written_end()?), id))
            })
            .collect();
        rivals.sort_unstable();
        // Only what stands in one place at one time under one title is read on.
        let mut titles: Vec<_> = rivals
            .chunk_by(|(a, _), (b, _)| a == b)
            .filter(|rivals| rivals.len() > 1 && may_share_title(post.agenda, rivals.iter().map(|(_, id)| *id)))
            .flatten()
            .filter_map(|(slot, id)| Some((*slot, fold(&post.agenda.sessions[*id].title.as_ref()?.text), *id)))
            .collect();
        titles.sort_unstable();
        let mut rivals: Vec<usize> = titles
            .chunk_by(|(slot, title, _), (other, same, _)| (slot, title) == (other, same))
            .filter(|rivals| rivals.len() > 1)
            .flatten()
            .map(|(.., id)| *id)
            .collect();
        if rivals.is_empty() {
            return;
        }
        rivals.sort_unstable();
        let mut first = HashMap::new();
        for (id, session) in rivals.into_iter().map(|id| (id, &post.agenda.sessions[id])) {
            let (Some(title), Some(end)) = (&session.title, session.written_end()) else { continue };
            let text = |text: &Option<crate::agenda::Text>| text.as_ref().map(|text| fold(&text.text));
            let people: Vec<String> = session.speakers.iter().map(|name| fold(&name.text)).collect();
            let key = (
                session.place,
                session.date,
                session.start,
                end,
                fold(&title.text),
                text(&session.room),
                text(&session.track),
                people,
            );
            let Some((above, before)) = first.insert(key, (session, id)) else { continue };
            if above.span == session.span || fold(&title.text).is_empty() {
                continue;
            }
            if starts_over(&post.agenda.sessions[before..id], session) {
                continue;
            }
            let span = session.slot.span;
            found
                .at(
                    Subject::Session(span),
                    span,
                    format!("{} stands here a second time, at the same hour", name(session)),
                )
                .label(above.slot.span, "the first time")
                .help("delete one of the two rows");
        }
    }
}

/// How many sessions a day has at most: what stands further apart is not looked through.
const DAY: usize = 500;

/// Whether a programme begins again before it comes back to the time of a session: another day. Where the day is not
/// known, anything at another time between may begin one.
fn starts_over(between: &[Session], session: &Session) -> bool {
    let goes_back =
        |other: &Session| other.start < session.start || session.date.is_none() && other.start > session.start;
    between.len() > DAY || between.iter().any(goes_back)
}

/// Whether two titles begin with one letter: letters beyond ASCII may be any once folded.
fn may_share_title(agenda: &Agenda, mut rivals: impl Iterator<Item = usize>) -> bool {
    let mut seen = 0u128;
    rivals.any(|id| {
        let title = agenda.sessions[id].title.as_ref().map_or("", |title| title.text.as_str());
        let first = title.chars().find(|c| c.is_alphanumeric() || !c.is_ascii());
        let bit = match first.and_then(|c| u8::try_from(c).ok()).filter(u8::is_ascii) {
            Some(letter) => 1 << letter.to_ascii_lowercase(),
            None => u128::MAX,
        };
        let known = seen & bit != 0;
        seen |= bit;
        known
    })
}
