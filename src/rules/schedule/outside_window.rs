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

/// Less than this is rounding, in minutes.
const SLACK: i32 = 5;

impl PostRule for OutsideWindow {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        let mut outside: Vec<(usize, usize)> = Vec::new();
        let mut judged = 0;
        let events = events(agenda);
        if events.is_empty() && agenda.places.iter().all(|place| place.window.is_none()) {
            return;
        }
        for (id, session) in agenda.sessions.iter().enumerate() {
            if !is_comparable(session) || session.optional {
                continue;
            }
            let Some(window) = window_of(agenda, &events, session) else { continue };
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

/// The event's own hours, as far as its fields give them.
fn events(agenda: &Agenda) -> Vec<usize> {
    let sessions = agenda.sessions.iter().enumerate().take(64);
    let is_event = |session: &Session| {
        session.kind == Kind::Event
            && session.origin == Origin::FrontMatter
            && session.date.is_some()
            && extent(session).is_some()
    };
    sessions.filter(|(_, session)| is_event(session)).map(|(id, _)| id).collect()
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

/// The window of the heading above, else the event's own hours on that day.
fn window_of(agenda: &Agenda, events: &[usize], session: &Session) -> Option<usize> {
    let above = agenda.places.get(session.place).and_then(|place| place.window).filter(|&id| {
        let window = &agenda.sessions[id];
        matches!(window.kind, Kind::Window | Kind::Event) && window.date == session.date && extent(window).is_some()
    });
    above.or_else(|| {
        let mut fields = events.iter().copied().filter(|&id| agenda.sessions[id].date == session.date);
        let first = fields.next()?;
        fields.next().is_none().then_some(first)
    })
}
