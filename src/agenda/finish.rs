//! The last pass: 12-hour clocks, am and pm, written lengths, the ends that follow from
//! the next start, nights, parents.

use super::clock::meant::HALF;
use super::clock::{self, Meant};
use super::halves::{self, is_entry};
use super::{Agenda, Day, Kind, Minutes, Notation, Origin, Session};

/// The longest that a session without a written end is taken to last, in minutes.
const LONGEST: Minutes = 12 * 60;

/// From here on a start is in the evening, in minutes.
pub(super) const EVENING: Minutes = 18 * 60;

/// Up to here a start that stands behind an evening is in its night, in minutes.
const NIGHT: Minutes = 6 * 60;

/// The most hours of the event that are looked at.
const HOURS: usize = 8;

/// What all places of an agenda are held against.
struct Around {
    /// Something is on in an evening.
    has_evening: bool,
    /// The first sessions that are the event's own hours.
    hours: Vec<usize>,
}

impl Around {
    fn of(agenda: &Agenda) -> Self {
        let own = agenda.sessions.iter().enumerate().filter(|(_, session)| !is_entry(session));
        Around {
            has_evening: agenda.sessions.iter().any(|session| session.start >= EVENING),
            hours: own.map(|(id, _)| id).take(HOURS).collect(),
        }
    }
}

/// Completes an agenda.
pub(super) fn finish(agenda: &mut Agenda) {
    let around = Around::of(agenda);
    let mut ids: Vec<usize> = (0..agenda.sessions.len()).collect();
    ids.retain(|&id| agenda.sessions[id].place < agenda.places.len());
    // A stable sort: the sessions of a place stay in order.
    ids.sort_by_key(|&id| agenda.sessions[id].place);
    let mut from = 0;
    while let Some(&first) = ids.get(from) {
        let place = agenda.sessions[first].place;
        let count = ids[from..].iter().take_while(|&&id| agenda.sessions[id].place == place).count();
        let own = &ids[from..from + count];
        twelve_hours(agenda, place, own, &around);
        halves::set_right(agenda, own);
        lengths(agenda, own);
        ends(agenda, own);
        nights(agenda, own);
        from += count;
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
fn twelve_hours(agenda: &mut Agenda, place: usize, ids: &[usize], around: &Around) {
    let late = |clock: &super::Clock| (13..24).contains(&clock.hour) && clock.meridiem.is_none();
    if ids.iter().any(|&id| late(&agenda.sessions[id].slot.start)) {
        return;
    }
    if !around.has_evening && is_afternoon(agenda, ids) || is_told_afternoon(agenda, ids, &around.hours) {
        for &id in ids {
            let session = &mut agenda.sessions[id];
            (session.start, session.end) = (session.start + HALF, session.end.map(|end| end + HALF));
        }
        agenda.places[place].twelve_hour = true;
        return;
    }
    let turns = ids.windows(2).any(|two| turns(&agenda.sessions[two[0]], &agenda.sessions[two[1]]));
    let mut meant: Vec<Meant> = ids
        .iter()
        .map(|&id| {
            let session = &agenda.sessions[id];
            let fixed = if turns { is_told(session) } else { is_fixed(session) };
            Meant { start: session.start, end: session.end, fixed }
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

/// The fewest entries that tell an afternoon by themselves.
const AFTERNOON: usize = 4;

/// `01:00 - 01:50`, `01:50 - 02:00` and so on up to five: where nothing is on in an evening, nobody meets in the small
/// hours.
fn is_afternoon(agenda: &Agenda, ids: &[usize]) -> bool {
    let small = |&id: &usize| {
        let session = &agenda.sessions[id];
        let told = [Some(session.slot.start), session.slot.end]
            .into_iter()
            .flatten()
            .any(|clock| clock.meridiem.is_some() || !matches!(clock.notation, Notation::Colon | Notation::Hour));
        !told && (60..NIGHT).contains(&session.start) && session.end.is_none_or(|end| end <= NIGHT + 60)
    };
    ids.len() >= AFTERNOON
        && ids.iter().all(small)
        && ids.windows(2).all(|two| agenda.sessions[two[0]].start < agenda.sessions[two[1]].start)
}

/// `1:30 - 3:30` in a table of its own behind one that ends at 13:30, or `6:05 - 6:10` where the event is from 18:00 to
/// 21:00.
fn is_told_afternoon(agenda: &Agenda, ids: &[usize], hours: &[usize]) -> bool {
    let sessions = || ids.iter().map(|&id| &agenda.sessions[id]);
    let open = |session: &Session| !is_fixed(session) && (60..HALF).contains(&session.start) && is_entry(session);
    let Some(first) = sessions().next().filter(|_| sessions().all(open)) else { return false };
    let goes_on = ids[0].checked_sub(1).map(|before| &agenda.sessions[before]).is_some_and(|before| {
        before.date == first.date && before.place != first.place && before.end == Some(first.start + HALF)
    });
    let last = sessions().map(|session| session.end.unwrap_or(session.start)).max().unwrap_or(first.start);
    let earliest = sessions().map(|session| session.start).min().unwrap_or(first.start);
    let holds = |event: &Session| {
        let end = event.end.filter(|_| is_told(event) && !event.end_inferred);
        event.date == first.date
            && event.start >= HALF
            && event.start <= earliest + HALF
            && end.is_some_and(|end| last + HALF <= end)
    };
    goes_on || hours.iter().map(|&id| &agenda.sessions[id]).any(holds)
}

/// `12:15 - 01:15`, then `01:15 - 02:45`: even with a zero in front a 12-hour clock.
fn turns(session: &Session, next: &Session) -> bool {
    let Some(end) = session.slot.end else { return false };
    let start = next.slot.start;
    (10..=12).contains(&session.slot.start.hour)
        && (1..8).contains(&end.hour)
        && (end.hour, end.minute) == (start.hour, start.minute)
}

/// Whether the half of the day is known.
fn is_fixed(session: &Session) -> bool {
    let start = session.slot.start;
    // `09:00`: a 12-hour clock is hardly written so.
    is_told(session) || start.hour < 10 && start.span.len() >= 5 && start.notation != Notation::Hour
}

/// Whether the half of the day is written.
fn is_told(session: &Session) -> bool {
    let start = session.slot.start;
    start.meridiem.is_some()
        || start.hour > 12
        || start.hour == 0
        || matches!(start.notation, Notation::H | Notation::Compact | Notation::Word | Notation::Iso)
        || session.slot.end.is_some_and(|end| end.hour > 12 || end.meridiem.is_some())
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
    let one = is_one_line(agenda, ids);
    // By day and room, the next session and its start.
    let mut next: Vec<(usize, Minutes)> = Vec::new();
    // The next start that is for all, and the next two starts of any room.
    let (mut all, mut any, mut later) = (None, None, None);
    for &id in ids.iter().rev() {
        let session = &agenda.sessions[id];
        let date = session.date;
        let line = line_of(agenda, session).filter(|_| !one);
        let known = next.iter().rposition(|&(other, _)| {
            let other = &agenda.sessions[other];
            other.date == date && line_of(agenda, other).filter(|_| !one) == line
        });
        let start = session.start;
        let open = session.end.is_none()
            && !session.slot.vague
            && !matches!(session.kind, Kind::Mark | Kind::Event | Kind::Window);
        let for_all = session.for_all;
        let here = |next: Option<(Option<Day>, Minutes)>| next.filter(|next| next.0 == date).map(|next| next.1);
        let other = if for_all { here(any).filter(|next| *next > start).or(here(later)) } else { here(all) };
        let own = known.and_then(|at| next.get(at)).map(|(_, start)| *start);
        let end = [own, other].into_iter().flatten().filter(|end| *end > start && *end - start <= LONGEST).min();
        if open && let Some(end) = end {
            let session = &mut agenda.sessions[id];
            session.end = Some(end);
            session.end_inferred = true;
        }
        if for_all {
            all = Some((date, start));
        }
        if any != Some((date, start)) {
            later = any;
            any = Some((date, start));
        }
        match known {
            Some(at) => next[at].1 = start,
            None if next.len() < 64 => next.push((id, start)),
            None => {}
        }
    }
}

/// What follows an evening behind midnight is on the next day: `22:00`, `00:00`, `02:00`. In a table up to noon, as
/// another column may begin there.
fn nights(agenda: &mut Agenda, ids: &[usize]) {
    let mut before: Option<(Option<Day>, Minutes)> = None;
    let mut next = None;
    for &id in ids {
        let session = &mut agenda.sessions[id];
        let here = (session.date, session.start);
        let evening = before.filter(|before| before.0 == here.0 && before.1 >= EVENING);
        before = Some(here);
        if evening.is_some() && session.start < NIGHT {
            next = session.date.and_then(Day::date).and_then(|date| date.tomorrow().ok()).map(Day::from).zip(here.0);
        }
        let stays = session.start < HALF || session.origin != Origin::Table;
        match next.filter(|(_, day)| stays && Some(*day) == here.0) {
            Some((day, _)) => session.date = Some(day),
            None => next = None,
        }
    }
}

/// Whether the sessions of a place follow each other through its rooms: each begins later than the one before, none
/// before a written end, and they have no tracks.
fn is_one_line(agenda: &Agenda, ids: &[usize]) -> bool {
    let follows = |two: &[usize]| {
        let (session, next) = (&agenda.sessions[two[0]], &agenda.sessions[two[1]]);
        let end = session.written_end().unwrap_or(session.start + 1);
        session.date != next.date || end <= next.start && next.start > session.start
    };
    let place = ids.first().and_then(|&id| agenda.places.get(agenda.sessions[id].place));
    place.is_some_and(|place| place.has_rooms)
        && ids.iter().all(|&id| agenda.sessions[id].track.is_none())
        && ids.windows(2).all(follows)
}

/// What runs beside others: the track, else the room. Rooms that only some entries name ("Keynote / Main hall") part
/// no line.
fn line_of<'a>(agenda: &Agenda, session: &'a Session) -> Option<&'a str> {
    let has_rooms = || agenda.places.get(session.place).is_some_and(|place| place.has_rooms);
    let name = session.track.as_ref().or_else(|| session.room.as_ref().filter(|_| has_rooms()))?;
    Some(name.text.as_str())
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
