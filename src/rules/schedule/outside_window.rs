//! A session outside the hours that its heading or the event's fields announce.

use super::line::{extent, is_comparable, name};
use crate::agenda::{Agenda, Kind, Minutes, Origin, Session, hhmm, zone};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/outside-window`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutsideWindow {}

/// The fewest entries of a programme that a sentence can be held against.
const PROGRAMME: usize = 3;

/// The most sessions that are looked through for the event's own hours.
const EVENTS: usize = 64;

/// Less than this is rounding, in minutes.
const SLACK: i32 = 5;

impl PostRule for OutsideWindow {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        let mut outside: Vec<(usize, usize)> = Vec::new();
        let mut judged = 0;
        let events = own_hours(agenda, |origin| origin == Origin::FrontMatter);
        let frames = frames(agenda, post);
        if events.is_empty() && frames.is_empty() && agenda.places.iter().all(|place| place.window.is_none()) {
            return;
        }
        for (id, session) in agenda.sessions.iter().enumerate() {
            if !is_comparable(session) || session.optional {
                continue;
            }
            let Some(window) = window_of(agenda, &events, &frames, session) else { continue };
            let Some((from, to)) = hours(agenda, &agenda.sessions[window], session) else { continue };
            judged += 1;
            let late = session.written_end().is_some_and(|end| end >= to + SLACK) && session.start < to;
            let early = session.start <= from - SLACK
                && session.written_end().is_none_or(|end| end > from || session.start < from);
            if late || early {
                outside.push((id, window));
            }
        }
        // Where much lies outside, the hours are those of something else.
        if outside.len() > 3 || outside.len() * 2 > judged {
            return;
        }
        for (id, window) in outside {
            let (session, window) = (&agenda.sessions[id], &agenda.sessions[window]);
            let Some((from, to)) = hours(agenda, window, session) else { continue };
            let span = session.slot.span;
            let message = if session.start < from {
                format!(
                    "{} starts at {}, but the event is announced from {}",
                    name(session),
                    hhmm(session.start),
                    hhmm(from)
                )
            } else {
                let end = session.written_end().unwrap_or(session.start);
                format!("{} ends at {}, but the event is announced until {}", name(session), hhmm(end), hhmm(to))
            };
            found
                .at(Subject::Session(span), span, message)
                .label(window.slot.span, "the announced hours")
                .help("correct one of the two");
        }
    }
}

/// The event's own hours, as far as they are told there.
fn own_hours(agenda: &Agenda, there: impl Fn(Origin) -> bool) -> Vec<usize> {
    let sessions = agenda.sessions.iter().enumerate().take(EVENTS);
    let is_event = |session: &Session| {
        session.kind == Kind::Event && there(session.origin) && session.date.is_some() && extent(session).is_some()
    };
    sessions.filter(|(_, session)| is_event(session)).map(|(id, _)| id).collect()
}

/// The events that a sentence announces with their hours, and with which the only programme of that day begins: what
/// ends later goes past them. What begins earlier may be a door that opens.
fn frames(agenda: &Agenda, post: &Post<'_>) -> Vec<usize> {
    let announced = own_hours(agenda, |origin| origin != Origin::FrontMatter);
    let is_frame = |id: &usize| {
        let event = &agenda.sessions[*id];
        let mut lines = post.lines().filter(|line| agenda.sessions[line[0]].date == event.date);
        let (Some(line), None) = (lines.next(), lines.next()) else { return false };
        let first = line.iter().map(|&id| agenda.sessions[id].start).min();
        line.len() >= PROGRAMME && first == Some(event.start)
    };
    announced.into_iter().filter(is_frame).collect()
}

/// The hours of a window on the clock of a session; `None` where only one of them tells its zone.
fn hours(agenda: &Agenda, window: &Session, session: &Session) -> Option<(Minutes, Minutes)> {
    let (from, to) = extent(window)?;
    let zone = |of| agenda.zone_of(of).map(|zone| &zone.meaning);
    let later = match (zone(window), zone(session)) {
        (None, None) => 0,
        (Some(there), Some(here)) if there == here => 0,
        (Some(there), Some(here)) => {
            let date = session.date?.date()?;
            zone::offset_on(here, date, session.start)? - zone::offset_on(there, date, from)?
        }
        _ => return None,
    };
    Some((from + later, to + later))
}

/// The window of the heading above, else the event's own hours on that day, else those of a sentence.
fn window_of(agenda: &Agenda, events: &[usize], frames: &[usize], session: &Session) -> Option<usize> {
    let above = agenda.places.get(session.place).and_then(|place| place.window).filter(|&id| {
        let window = &agenda.sessions[id];
        matches!(window.kind, Kind::Window | Kind::Event) && window.date == session.date && extent(window).is_some()
    });
    let only = |ids: &[usize]| {
        let mut of_day = ids.iter().copied().filter(|&id| agenda.sessions[id].date == session.date);
        let first = of_day.next()?;
        of_day.next().is_none().then_some(first)
    };
    above.or_else(|| only(events)).or_else(|| only(frames))
}
