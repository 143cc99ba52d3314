//! The programme as a calendar file (RFC 5545).

use super::Read;
use crate::agenda::{Kind, Session, ZoneMeaning, zone};
use crate::shown;
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};
use jiff::civil::Date;
use std::str::FromStr;

/// Writes all dated sessions of the posts as events.
///
/// Times keep the post's wall clock: with the zone where one is known by its
/// IANA name, in UTC where only its offset is, else floating.
#[must_use]
pub fn render(posts: &[Read<'_>]) -> String {
    let mut calendar = Calendar::new();
    for post in posts {
        for (id, session) in post.agenda.sessions.iter().enumerate() {
            if matches!(session.kind, Kind::Window | Kind::Mark) {
                continue;
            }
            if let Some(event) = event(*post, id, session) {
                calendar.push(event);
            }
        }
    }
    calendar.done().to_string()
}

fn event(post: Read<'_>, id: usize, session: &Session) -> Option<Event> {
    let date = session.date?.date()?;
    let zone = post.agenda.zone_of(session).map(|zone| &zone.meaning);
    let mut event = Event::new();
    event.uid(&format!("{}-{id}@eventlint", post.source.name().replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
    event.summary(&session.title.as_ref().map_or("(untitled)".to_owned(), |title| plain(&title.text)));
    event.starts(at(date, session.start, zone)?);
    if let Some(end) = session.end.filter(|end| *end >= session.start) {
        event.ends(at(date, end, zone)?);
    }
    if let Some(room) = session.room.as_ref().or(session.track.as_ref()) {
        event.location(&plain(&room.text));
    }
    if !session.speakers.is_empty() {
        let names: Vec<&str> = session.speakers.iter().map(|name| name.text.as_str()).collect();
        event.description(&plain(&names.join(", ")));
    }
    Some(event.done())
}

fn at(date: Date, minutes: i32, zone: Option<&ZoneMeaning>) -> Option<DatePerhapsTime> {
    let named = zone.and_then(|zone| match zone {
        ZoneMeaning::Named(name) => Some(name),
        _ => None,
    });
    // A zone of one offset has no name that calendars know.
    let offset = zone.filter(|_| named.is_none()).and_then(|zone| zone::offset_on(zone, date, minutes));
    let minutes = minutes - offset.unwrap_or(0);
    let date = date.checked_add(jiff::Span::new().days(minutes.div_euclid(24 * 60))).ok()?;
    let minutes = minutes.rem_euclid(24 * 60);
    let end = if offset.is_some() { "Z" } else { "" };
    let text = format!("{}T{:02}{:02}00{end}", date.strftime("%Y%m%d"), minutes / 60, minutes % 60);
    let time = CalendarDateTime::from_str(&text).ok()?;
    Some(match (time, named) {
        (CalendarDateTime::Floating(date_time), Some(name)) => {
            CalendarDateTime::WithTimezone { date_time, tzid: name.clone() }.into()
        }
        (time, _) => time.into(),
    })
}

/// Without what could steer the reader of a calendar; a line is one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| !shown::is_unsafe(c)).collect()
}
