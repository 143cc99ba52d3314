//! Times that count from the start of a recording or a lesson, not of the day: `00:00 Introduction`, `05:12 Basics`.

use super::finish::EVENING;
use super::{Agenda, Minutes, Session};

/// The fewest entries that are told to count from a start.
const FEWEST: usize = 3;

/// The latest start of a lesson that counts from its own, in minutes.
const LESSON: Minutes = 6 * 60;

/// Programmes keep to these steps, chapters of a recording do not, in minutes.
const STEP: Minutes = 5;

/// Takes out the places whose times count from a start; what follows an evening at midnight is a night.
pub(super) fn take_out(agenda: &mut Agenda) {
    let starts = |session: &Session| session.start == 0 && session.slot.start.meridiem.is_none();
    if !agenda.sessions.iter().any(starts) {
        return;
    }
    let mut out: Vec<usize> = Vec::new();
    let mut before: Option<&Session> = None;
    for sessions in agenda.sessions.chunk_by(|a, b| a.place == b.place) {
        let night = before.is_some_and(|session| session.start >= EVENING);
        if !night && starts(&sessions[0]) && are_offsets(sessions) {
            out.push(sessions[0].place);
        } else {
            before = sessions.last();
        }
    }
    if out.is_empty() {
        return;
    }
    out.sort_unstable();
    let is_out = |place: usize| out.binary_search(&place).is_ok();
    // What knew a session by its number knows it by the new one.
    let stays: Vec<bool> = agenda.sessions.iter().map(|session| !is_out(session.place)).collect();
    let mut count = 0;
    let numbers: Vec<Option<usize>> = stays
        .iter()
        .map(|&stays| {
            count += usize::from(stays);
            stays.then(|| count - 1)
        })
        .collect();
    let number = |old: Option<usize>| old.and_then(|old| *numbers.get(old)?);
    let mut stays = stays.into_iter();
    agenda.sessions.retain(|_| stays.next().unwrap_or(true));
    for session in &mut agenda.sessions {
        session.parent = number(session.parent);
    }
    for place in &mut agenda.places {
        place.window = number(place.window);
    }
    agenda.broken.retain(|broken| !is_out(broken.place));
}

/// Whether times that begin with 0:00 count on from there: they go up, and either stay within a lesson or mostly stand
/// on odd minutes.
fn are_offsets(sessions: &[Session]) -> bool {
    let odd = sessions.iter().filter(|session| session.start % STEP != 0).count();
    sessions.len() >= FEWEST
        && sessions.is_sorted_by(|a, b| a.start < b.start)
        && (sessions.iter().all(|session| session.start <= LESSON) || odd * 2 >= sessions.len() - 1)
}
