//! am and pm that can't be meant as written: `11:30am - 12:30am`, `11:30pm` between `11:00am` and `1:00pm`.
//!
//! The sessions get the times that are meant, and what was written is kept as a [`Slip`].

use super::clock::meant::{DAY, HALF};
use super::finish::EVENING;
use super::{Agenda, Kind, Meridiem, Minutes, Origin, Session};
use smallvec::SmallVec;
use std::ops::Range;

/// A time whose am or pm can't be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The session, by its index; its start and end are those that are meant.
    pub session: usize,
    /// The half of the day that is meant.
    pub meant: Meridiem,
    /// What tells.
    pub told: Told,
}

/// What tells that a half of the day can't be meant; other sessions by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The end is noon or midnight taken for the other: `11:30am - 12:30am`.
    End,
    /// The end is noon in an evening: `10:00 - 12:00pm`.
    Noon,
    /// The end is half a day behind the next start.
    Next(usize),
    /// The start is half a day off the end of the entry above: `7:00pm - 7:40pm`, `7:40am - 8:20pm`.
    Above(usize),
    /// The start fits between those of two others with the other half alone.
    Between(usize, usize),
    /// The start goes on from another one with the other half alone.
    Behind {
        /// The last one that is as written.
        last: usize,
        /// It stands right above.
        first: bool,
    },
}

/// The longest step from one row to the next of a line that goes on, in minutes.
const STEP: Minutes = 3 * 60;

/// The longest pause between two entries of which one ends half a day late, in minutes.
const PAUSE: Minutes = 60;

/// The longest entry of which one time is half a day off, in minutes.
const LONGEST: Minutes = 6 * 60;

/// From here on midnight is near, in minutes.
const LATE: Minutes = 22 * 60;

/// Sets the sessions of a place right whose am or pm can't be meant.
pub(super) fn set_right(agenda: &mut Agenda, ids: &[usize]) {
    let written = |session: &Session| {
        let end = session.slot.end.and_then(|end| end.meridiem);
        session.slot.start.meridiem.or(end).is_some()
    };
    if !ids.iter().any(|&id| written(&agenda.sessions[id])) {
        return;
    }
    for (at, &session) in ids.iter().enumerate() {
        if let Some(meant) = noon_for_midnight(&agenda.sessions[session])
            && of_start(agenda, ids, at).is_none()
        {
            take(agenda, Slip { session, meant, told: Told::End });
        }
    }
    let mut found = Vec::new();
    let key = |id: usize| (agenda.sessions[id].date, agenda.part_of(&agenda.sessions[id]));
    let mut own: Vec<usize> = ids.iter().copied().filter(|&id| is_entry(&agenda.sessions[id])).collect();
    own.sort_by_key(|&id| key(id));
    for line in own.chunk_by(|&a, &b| key(a) == key(b)) {
        read_line(agenda, line, &mut found);
    }
    for slip in found {
        take(agenda, slip);
    }
}

fn take(agenda: &mut Agenda, slip: Slip) {
    apply(&mut agenda.sessions[slip.session], slip);
    agenda.slips.push(slip);
}

/// Whether a session is one of a line of entries.
pub(super) fn is_entry(session: &Session) -> bool {
    matches!(session.kind, Kind::Session | Kind::Break | Kind::Mark) && session.origin != Origin::FrontMatter
}

/// Gives a session the times that are meant.
fn apply(session: &mut Session, slip: Slip) {
    let half = if slip.meant == Meridiem::Pm { HALF } else { -HALF };
    match slip.told {
        Told::End => {
            if session.slot.start.meridiem.is_none() {
                session.start = 60 * Minutes::from(session.slot.start.hour) + Minutes::from(session.slot.start.minute);
            }
            // Midnight closes the day that its session begins on.
            let end = session.end.map(|end| end.rem_euclid(DAY) + half);
            session.end = end.map(|end| if end <= session.start { end + DAY } else { end });
        }
        Told::Noon => {
            session.start += HALF;
            session.end = Some(DAY);
        }
        Told::Next(_) => {
            if session.slot.start.meridiem.is_none() {
                session.start -= HALF;
            }
            session.end = session.end.map(|end| end - HALF);
        }
        Told::Above(_) => {
            session.start += half;
            // What began in the evening ended on the next day.
            session.end = session.end.map(|end| end.rem_euclid(DAY));
        }
        Told::Between(..) => {
            session.start += half;
            session.end = session.end.map(|end| end + half);
        }
        Told::Behind { .. } => {
            // `12:00pm` behind `11:00pm` is midnight, the end of that day.
            let half = if session.slot.start.hour == 12 && slip.meant == Meridiem::Am { HALF } else { half };
            session.start += half;
            session.end = session.end.map(|end| end + half);
        }
    }
}

/// The slips of one line of entries.
fn read_line(agenda: &Agenda, line: &[usize], found: &mut Vec<Slip>) {
    let from = found.len();
    for (at, &id) in line.iter().enumerate() {
        let session = |id: &usize| &agenda.sessions[*id];
        let before: SmallVec<[&Session; 2]> = line[at.saturating_sub(2)..at].iter().map(session).collect();
        let after = line.get(at + 1).map(|&id| (id, &agenda.sessions[id]));
        if let Some((meant, told)) = of_end(&agenda.sessions[id], &before, after).or_else(|| of_start(agenda, line, at))
        {
            found.push(Slip { session: id, meant, told });
        }
    }
    let ends = found.len();
    let taken = |id: usize| found[from..ends].binary_search_by_key(&id, |slip| slip.session).is_ok();
    let comparable = |session: &Session| !session.has_odd_meridiem() && !session.is_reversed();
    let rest: Vec<usize> = line.iter().copied().filter(|&id| !taken(id) && comparable(&agenda.sessions[id])).collect();
    let mut starts: Vec<Slip> = Vec::new();
    for three in rest.windows(3) {
        let &[before, id, after] = three else { continue };
        // What stands above is where it is meant to be.
        let mut above = agenda.sessions[before].start;
        if let Some(slip) = starts.last().filter(|slip| slip.session == before) {
            above += if slip.meant == Meridiem::Pm { HALF } else { -HALF };
        }
        let written = three.iter().all(|&id| half(&agenda.sessions[id]).is_some());
        let meant = written.then(|| between(above, &agenda.sessions[id], agenda.sessions[after].start)).flatten();
        if let Some(meant) = meant {
            starts.push(Slip { session: id, meant, told: Told::Between(before, after) });
        }
    }
    let sessions: Vec<&Session> = rest.iter().map(|&id| &agenda.sessions[id]).collect();
    let end = rest.len();
    let jump = after_a_jump(&sessions).map(|at| (at..end, Meridiem::Am));
    let behind = jump.or_else(|| last_of_day(&sessions).map(|(at, meant)| (at..end, meant)));
    let noon = past_noon(&sessions).map(|run| (run, Meridiem::Pm));
    for (run, meant) in behind.into_iter().chain(noon) {
        let last = rest[run.start - 1];
        for (below, &id) in rest[run].iter().enumerate() {
            starts.push(Slip { session: id, meant, told: Told::Behind { last, first: below == 0 } });
        }
    }
    found.extend(starts);
}

/// `11:30am - 12:30am`, `8pm - 12pm`: noon and midnight taken for one another, and the half that is meant.
fn noon_for_midnight(session: &Session) -> Option<Meridiem> {
    let (start, end) = (session.slot.start, session.slot.end?);
    match (start.meridiem?, end.meridiem?, end.hour) {
        (Meridiem::Am, Meridiem::Am, 12) if (6..=11).contains(&start.hour) => Some(Meridiem::Pm),
        (Meridiem::Pm, Meridiem::Pm, 12) if (1..=11).contains(&start.hour) => Some(Meridiem::Am),
        _ => None,
    }
}

/// An end that is half a day off beside the two entries before and the one behind: the half that is meant, and what
/// tells.
fn of_end(session: &Session, before: &[&Session], after: Option<(usize, &Session)>) -> Option<(Meridiem, Told)> {
    use Meridiem::{Am, Pm};
    let (start, end) = (session.slot.start, session.slot.end?);
    let above = before.last()?;
    match (start.meridiem, end.meridiem?, end.hour) {
        (None, Am, 12) if (6..=11).contains(&start.hour) => {
            let morning = above.start < HALF && above.start < 60 * Minutes::from(start.hour);
            morning.then_some((Pm, Told::End))
        }
        (None, Pm, 12) if (8..=11).contains(&start.hour) && end.minute == 0 => {
            let evening = above.start >= EVENING && before.iter().all(|before| before.start >= HALF);
            evening.then_some((Am, Told::Noon))
        }
        (Some(Am) | None, Pm, 1..=11) => {
            let (next, after) = after.filter(|_| !session.optional)?;
            let meant = session.end? - HALF;
            let begins = session.start - if start.meridiem.is_none() { HALF } else { 0 };
            let ends = above.written_end().unwrap_or(above.start);
            let fits = meant > begins && (0..=PAUSE).contains(&(begins - ends)) && above.start < begins;
            (fits && (0..=PAUSE).contains(&(after.start - meant))).then_some((Am, Told::Next(next)))
        }
        _ => None,
    }
}

/// A start that is half a day off the end above, where its own end is right: the half that is meant, and what tells.
fn of_start(agenda: &Agenda, line: &[usize], at: usize) -> Option<(Meridiem, Told)> {
    use Meridiem::{Am, Pm};
    let session = &agenda.sessions[line[at]];
    let (start, end) = (half(session)?, session.slot.end?.meridiem?);
    let above = *line.get(at.checked_sub(1)?)?;
    let before = &agenda.sessions[above];
    let after = line.get(at + 1).map(|&id| agenda.sessions[id].start);
    let ends = before.written_end().unwrap_or(before.start);
    let to = session.end?.rem_euclid(DAY);
    let (meant, from) = match (start, end) {
        (Am, Pm) => (Pm, session.start + HALF),
        (Pm, _) => (Am, session.start - HALF),
        (Am, Am) => return None,
    };
    let astray = match meant {
        Pm => session.start < ends && (at > 1 || after.is_some()) && after.is_none_or(|after| after >= to),
        Am => after.is_some_and(|after| (to..session.start).contains(&after)),
    };
    let fits = before.start < from && (0..=PAUSE).contains(&(from - ends)) && (1..=LONGEST).contains(&(to - from));
    (astray && fits && before.date == session.date).then_some((meant, Told::Above(above)))
}

/// am where only pm fits between the starts before and behind, or pm where only am does.
fn between(before: Minutes, session: &Session, after: Minutes) -> Option<Meridiem> {
    let short = session.written_end().is_none_or(|end| (session.start..=session.start + LONGEST).contains(&end));
    if !short || before >= after {
        return None;
    }
    let inside = before + 1..after;
    match half(session)? {
        Meridiem::Pm if session.start > after && inside.contains(&(session.start - HALF)) => Some(Meridiem::Am),
        Meridiem::Am if session.start < before && inside.contains(&(session.start + HALF)) => Some(Meridiem::Pm),
        _ => None,
    }
}

/// Whether one entry of a line follows another one soon.
fn goes_on(two: &[&Session]) -> bool {
    (1..=STEP).contains(&(two[1].start - two[0].start))
}

fn half(session: &Session) -> Option<Meridiem> {
    session.slot.start.meridiem
}

/// pm where a morning goes on: `11:00am, 11:20am, 11:30pm, 11:50pm`, nothing of the day between and nothing but pm behind.
/// The first of those rows.
fn after_a_jump(line: &[&Session]) -> Option<usize> {
    let at = line.iter().position(|session| half(session) != Some(Meridiem::Am)).filter(|&at| at >= 3)?;
    let meant = line[at].start - HALF;
    let ends = line[at - 1].written_end().unwrap_or(line[at - 1].start + 1);
    (line[at..].iter().all(|session| half(session) == Some(Meridiem::Pm))
        && line[..at].windows(2).all(goes_on)
        && line[at..].windows(2).all(goes_on)
        && line[at].written_end().is_none_or(|end| end - line[at].start <= STEP)
        && (ends..=ends + 60).contains(&meant))
    .then_some(at)
}

/// `11:30am, 12:10am, 12:50am`: two entries or more of the hour behind noon, which go on from a morning.
fn past_noon(line: &[&Session]) -> Option<Range<usize>> {
    let is_noon = |session: &&Session| half(session) == Some(Meridiem::Am) && session.slot.start.hour == 12;
    let at = line.iter().position(is_noon).filter(|&at| at > 0)?;
    let run = at..at + line[at..].iter().take_while(|session| is_noon(session)).count();
    let before = line[at - 1];
    let morning = half(before) == Some(Meridiem::Am) && (9 * 60..HALF).contains(&before.start);
    let soon = (1..=STEP).contains(&(line[at].start + HALF - before.start));
    let ascends = line[run.clone()].windows(2).all(|two| two[0].start < two[1].start);
    let open = line[run.clone()].iter().all(|session| session.slot.end.is_none());
    (run.len() > 1 && morning && soon && ascends && open).then_some(run)
}

/// The last entry of a day that goes on: `5:00AM` behind `2:30PM` and `12:00pm` behind `11:00pm`, and the half that is
/// meant.
fn last_of_day(line: &[&Session]) -> Option<(usize, Meridiem)> {
    let at = line.len().checked_sub(1).filter(|&at| at >= 2)?;
    let (last, before) = (line[at], line[at - 1]);
    let day = line[..at].windows(2).all(|two| two[0].start <= two[1].start) && half(before) == Some(Meridiem::Pm);
    let alone = day && last.slot.end.is_none();
    match (half(last)?, last.slot.start.hour) {
        (Meridiem::Am, 1..=6) if alone && before.start < EVENING => {
            (1..=STEP).contains(&(last.start + HALF - before.start)).then_some((at, Meridiem::Pm))
        }
        (Meridiem::Pm, 12) if alone && before.start >= LATE && last.slot.start.minute == 0 => Some((at, Meridiem::Am)),
        _ => None,
    }
}
