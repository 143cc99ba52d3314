//! The programme as a Gantt chart in Mermaid's language, which GitHub draws.
//!
//! Mermaid ends a title at `:` and a line at `;` or `#`, and has no escapes for
//! them: such characters are replaced by look-alikes.

use super::{Read, conflicts};
use crate::agenda::{Kind, hhmm};
use crate::shown;
use std::fmt::Write;

/// Writes one chart a post; sessions that collide are red (`crit`).
#[must_use]
pub fn render(posts: &[Read<'_>]) -> String {
    posts.iter().map(|post| chart(*post)).collect()
}

/// The chart of one post; empty without timed sessions.
#[must_use]
pub fn chart(post: Read<'_>) -> String {
    let marks = conflicts(post.agenda);
    let mut out = String::new();
    let mut section: Option<String> = None;
    for (session, clash) in post.agenda.sessions.iter().zip(marks) {
        if matches!(session.kind, Kind::Window | Kind::Event | Kind::Mark) {
            continue;
        }
        let Some(end) = session.end.filter(|end| *end > session.start) else { continue };
        let day = session.date.map_or_else(|| "programme".to_owned(), |day| day.to_string());
        let room = session.room.as_ref().or(session.track.as_ref());
        let name = room.map_or_else(|| day.clone(), |room| format!("{day} {}", plain(&room.text)));
        if section.as_ref() != Some(&name) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "    section {name}");
            section = Some(name);
        }
        let title = session.title.as_ref().map_or_else(|| "untitled".to_owned(), |title| plain(&title.text));
        let state = if clash {
            "crit, "
        } else if session.kind == Kind::Break {
            "done, "
        } else {
            ""
        };
        let base =
            session.date.and_then(crate::agenda::Day::date).map_or("2000-01-01".to_owned(), |date| date.to_string());
        let _ = writeln!(out, "    {title} :{state}{base} {}, {}m", hhmm(session.start), end - session.start);
    }
    if out.is_empty() {
        return out;
    }
    format!("gantt\n    dateFormat YYYY-MM-DD HH:mm\n    axisFormat %H:%M\n{out}")
}

fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            ':' => '\u{a789}',
            ';' => ',',
            '#' => '\u{ff03}',
            '`' | '"' => '\'',
            '<' => '\u{2039}',
            '>' => '\u{203a}',
            '%' => '\u{ff05}',
            c if c == '\t' || shown::is_unsafe(c) => ' ',
            c => c,
        })
        .take(60)
        .collect();
    let text = text.trim().to_owned();
    // A title that begins like a statement would be read as one.
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    let statement =
        ["section", "title", "click", "todaymarker", "excludes", "dateformat", "axisformat"].contains(&first.as_str());
    if statement { format!("· {text}") } else { text }
}
