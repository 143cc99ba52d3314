//! The programme as a table for a terminal, day by day.

use super::{Read, conflicts};
use crate::agenda::{Kind, Session, hhmm};
use crate::shown;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Writes the programmes. Sessions that collide in one room, or end before they start, are marked with `!`.
#[must_use]
pub fn render(posts: &[Read<'_>]) -> String {
    let mut out = String::new();
    for post in posts {
        one(&mut out, *post);
    }
    out
}

fn one(out: &mut String, post: Read<'_>) {
    let agenda = post.agenda;
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", safe(post.source.name()));
    if agenda.sessions.is_empty() {
        out.push_str("  no programme found\n\n");
        return;
    }
    let marks = conflicts(agenda);
    let mut rows: Vec<(Option<String>, [String; 6])> = Vec::new();
    for (session, clash) in agenda.sessions.iter().zip(&marks) {
        let zone = agenda.zone_of(session).map(|zone| safe(&zone.text)).unwrap_or_default();
        let place = session.room.as_ref().or(session.track.as_ref()).map(|room| room.text.clone()).unwrap_or_default();
        let speakers: Vec<&str> = session.speakers.iter().map(|name| name.text.as_str()).collect();
        let indent =
            if session.parent.is_some() && matches!(session.kind, Kind::Session | Kind::Break) { "  " } else { "" };
        rows.push((
            session.date.map(|day| {
                day.date().map_or_else(|| day.to_string(), |date| date.strftime("%A %-d %B %Y").to_string())
            }),
            [
                format!("{} {}", if *clash || is_reversed(session) { "!" } else { " " }, time(session)),
                length(session),
                format!("{indent}{}", cut(&title(session), 48)),
                cut(&speakers.join(", "), 32),
                cut(&place, 20),
                zone,
            ],
        ));
    }
    let mut widths = [0; 6];
    for (_, cells) in &rows {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width());
        }
    }
    // Columns of days take turns in a table: here each day stands together, in the order of the post.
    let mut days: Vec<Option<String>> = Vec::new();
    rows.sort_by_cached_key(|(date, _)| {
        days.iter().position(|day| day == date).unwrap_or_else(|| {
            days.push(date.clone());
            days.len() - 1
        })
    });
    let mut day: Option<Option<String>> = None;
    for (date, cells) in &rows {
        if day.as_ref() != Some(date) {
            let _ = writeln!(out, "  {}", date.as_deref().unwrap_or("day unknown"));
            day = Some(date.clone());
        }
        let mut line = String::from("  ");
        for (cell, width) in cells.iter().zip(widths).filter(|(_, width)| *width > 0) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
}

fn time(session: &Session) -> String {
    match session.end {
        Some(end) => {
            let dash = if session.end_inferred { "~" } else { "–" };
            format!("{}{dash}{}{}", hhmm(session.start), hhmm(end), if session.ends_next_day() { "+1" } else { "" })
        }
        None => format!("{}–", hhmm(session.start)),
    }
}

fn is_reversed(session: &Session) -> bool {
    session.end.is_some_and(|end| end < session.start)
}

fn length(session: &Session) -> String {
    match session.end.map(|end| end - session.start) {
        Some(minutes) if minutes < 0 => "?".to_owned(),
        Some(minutes) if minutes % 60 == 0 => format!("{} h", minutes / 60),
        Some(minutes) if minutes > 60 => format!("{} h {}", minutes / 60, minutes % 60),
        Some(minutes) => format!("{minutes} min"),
        None => String::new(),
    }
}

fn title(session: &Session) -> String {
    let title = session.title.as_ref().map(|title| safe(&title.text)).unwrap_or_default();
    match session.kind {
        Kind::Window => format!("[window] {title}"),
        Kind::Event => format!("[the event] {title}"),
        Kind::Block => format!("[block] {title}"),
        _ => title,
    }
    .trim()
    .to_owned()
}

fn safe(text: &str) -> String {
    text.chars().map(|c| if c == '\t' || shown::is_unsafe(c) { '\u{fffd}' } else { c }).collect()
}

/// At most `width` columns, with an ellipsis where something is left out.
fn cut(text: &str, width: usize) -> String {
    let text = safe(text);
    if text.width() <= width {
        return text;
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.to_string().width() > width - 1 {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
