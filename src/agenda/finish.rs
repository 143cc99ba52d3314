//! The last pass: 12-hour clocks, written lengths, the ends that follow from
//! the next start, parents.

use super::clock::{self, Meant};
use super::{Agenda, Kind, Meridiem, Minutes, Notation, Session};

/// The longest that a session without a written end is taken to last, in minutes.
const LONGEST: Minutes = 12 * 60;

/// Half a day, in minutes.
const HALF: Minutes = 12 * 60;

/// Completes an agenda.
pub(super) fn finish(agenda: &mut Agenda) {
    let mut by_place: Vec<Vec<usize>> = vec![Vec::new(); agenda.places.len()];
    for (id, session) in agenda.sessions.iter().enumerate() {
        if let Some(list) = by_place.get_mut(session.place) {
            list.push(id);
        }
    }
    for (place, ids) in by_place.iter().enumerate() {
        twelve_hours(agenda, place, ids);
        lengths(agenda, ids);
        ends(agenda, ids);
    }
    parents(agenda);
    parts(agenda);
}

/// `1:30 - 1:40` inside a block of 13:00 to 14:00 is of its half of the day.
fn parts(agenda: &mut Agenda) {
    for id in 0..agenda.sessions.len() {
        let session = &agenda.sessions[id];
        let Some(block) = session.parent.and_then(|parent| agenda.sessions.get(parent)) else { continue };
        let Some(end) = block.end.filter(|end| block.kind == Kind::Block && *end > block.start) else { continue };
        let holds = |minutes: Minutes| (block.start..=end).contains(&minutes);
        if !is_fixed(session) && !holds(session.start) && holds(session.start + HALF) {
            let session = &mut agenda.sessions[id];
            session.start += HALF;
            session.end = session.end.map(|end| if end < session.start { end + HALF } else { end });
        }
    }
}

/// `9:00, 10:30, 12:00, 1:00`: the afternoon of a 12-hour clock, place by place.
fn twelve_hours(agenda: &mut Agenda, place: usize, ids: &[usize]) {
    let mut meant: Vec<Meant> = ids
        .iter()
        .map(|&id| {
            let session = &agenda.sessions[id];
            Meant { start: session.start, end: session.end, fixed: is_fixed(session) }
        })
        .collect();
    if clock::unwrap_twelve(&mut meant) {
        for (&id, meant) in ids.iter().zip(meant) {
            agenda.sessions[id].start = meant.start;
            agenda.sessions[id].end = meant.end;
        }
        agenda.places[place].twelve_hour = true;
    }
}

fn is_fixed(session: &Session) -> bool {
    let sure = |clock: &super::Clock| {
        clock.meridiem.is_some()
            || clock.hour > 12
            || clock.hour == 0
            || matches!(clock.notation, Notation::H | Notation::Compact | Notation::Word | Notation::Iso)
            // `09:00`: no 12-hour clock is written so.
            || clock.hour < 10 && clock.span.len() >= 5 && clock.notation != Notation::Hour
    };
    sure(&session.slot.start) || session.slot.end.is_some_and(|end| end.hour > 12 || end.meridiem == Some(Meridiem::Pm))
}

/// A written length is a written end.
fn lengths(agenda: &mut Agenda, ids: &[usize]) {
    for &id in ids {
        let session = &mut agenda.sessions[id];
        if session.end.is_none()
            && let Some((minutes, _)) = session.duration
            && minutes > 0
        {
            session.end = Some(session.start + minutes);
        }
    }
}

/// An entry without an end lasts until the next one of its line begins, or the next one that is for all rooms; one
/// that is for all until the next one of any room.
fn ends(agenda: &mut Agenda, ids: &[usize]) {
    let mut next: Vec<(Option<super::Day>, Option<String>, Minutes)> = Vec::new();
    // The next start that is for all, and the next two starts of any room.
    let (mut all, mut any, mut later) = (None, None, None);
    for &id in ids.iter().rev() {
        let session = &agenda.sessions[id];
        let room = session.track.as_ref().or(session.room.as_ref()).map(|room| room.text.clone());
        let key = (session.date, room);
        let known = next.iter().rposition(|(date, room, _)| (*date, room.as_ref()) == (key.0, key.1.as_ref()));
        let start = session.start;
        let open = session.end.is_none()
            && !session.slot.vague
            && !matches!(session.kind, Kind::Mark | Kind::Event | Kind::Window);
        let for_all = session.for_all;
        let here = |next: Option<(Option<super::Day>, Minutes)>| next.filter(|next| next.0 == key.0).map(|next| next.1);
        let other = if for_all { here(any).filter(|next| *next > start).or(here(later)) } else { here(all) };
        let own = known.and_then(|at| next.get(at)).map(|(_, _, start)| *start);
        let end = [own, other].into_iter().flatten().filter(|end| *end > start && *end - start <= LONGEST).min();
        if open && let Some(end) = end {
            let session = &mut agenda.sessions[id];
            session.end = Some(end);
            session.end_inferred = true;
        }
        if for_all {
            all = Some((key.0, start));
        }
        if any != Some((key.0, start)) {
            later = any;
            any = Some((key.0, start));
        }
        match known {
            Some(at) => next[at].2 = start,
            None if next.len() < 64 => next.push((key.0, key.1, start)),
            None => {}
        }
    }
}

/// A parent stands before its parts and holds them; a loop is cut.
fn parents(agenda: &mut Agenda) {
    let count = agenda.sessions.len();
    for id in 0..count {
        if agenda.sessions[id].parent.is_some_and(|parent| parent >= id) {
            agenda.sessions[id].parent = None;
        }
    }
}
