//! The agenda as people and programs read it.

use crate::agenda::{Agenda, Kind, Origin, Session, hhmm};
use crate::shown;
use crate::source::Source;
use serde_json::{Value, json};

pub mod ics;
pub mod mermaid;
pub mod table;

/// One post, understood.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    /// The text.
    pub source: &'a Source,
    /// Its programme.
    pub agenda: &'a Agenda,
}

/// The machine-readable form, version 1.
#[must_use]
pub fn json(posts: &[Read<'_>]) -> String {
    let posts: Vec<Value> = posts.iter().map(|post| one(*post)).collect();
    let mut out = shown::json(&json!({"version": 1, "posts": posts}));
    out.push('\n');
    out
}

fn one(post: Read<'_>) -> Value {
    let agenda = post.agenda;
    json!({
        "file": post.source.name(),
        "lang": agenda.lang,
        "time_zone": agenda.zone.as_ref().map(|zone| &zone.text),
        "days": agenda.days.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "sessions": agenda.sessions.iter().enumerate().map(|(id, it)| session(post, id, it)).collect::<Vec<_>>(),
    })
}

fn session(post: Read<'_>, id: usize, it: &Session) -> Value {
    let at = post.source.position(it.slot.start.span.start());
    json!({
        "id": id,
        "parent": it.parent,
        "kind": kind(it.kind),
        "line": at.line,
        "column": at.column,
        "date": it.date.map(|day| day.to_string()),
        "start": hhmm(it.start),
        "end": it.end.map(hhmm),
        "end_inferred": it.end_inferred,
        "ends_next_day": it.ends_next_day(),
        "title": it.title.as_ref().map(|title| &title.text),
        "speakers": it.speakers.iter().map(|name| &name.text).collect::<Vec<_>>(),
        "room": it.room.as_ref().map(|room| &room.text),
        "track": it.track.as_ref().map(|track| &track.text),
        "zone": it.zone.as_ref().or(post.agenda.zone.as_ref()).map(|zone| &zone.text),
        "source": origin(it.origin),
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Session => "session",
        Kind::Break => "break",
        Kind::Block => "block",
        Kind::Window => "window",
        Kind::Event => "event",
        Kind::Mark => "mark",
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Table => "table",
        Origin::List => "list",
        Origin::Heading => "heading",
        Origin::Prose => "prose",
        Origin::FrontMatter => "front-matter",
        Origin::Template => "template",
    }
}

/// From so many sessions on, a place without rooms is a line of sessions.
const LINE: usize = 4;

/// The sessions that collide: of one day and one room or track; without one, of
/// one table or list that is a single line but for this pair. Sweeps each such
/// group once.
#[must_use]
pub fn conflicts(agenda: &Agenda) -> Vec<bool> {
    let mut order: Vec<usize> = (0..agenda.sessions.len())
        .filter(|&id| matches!(agenda.sessions[id].kind, Kind::Session | Kind::Break))
        .collect();
    let key = |id: usize| {
        let session = &agenda.sessions[id];
        let room = session.room.as_ref().or(session.track.as_ref()).map(|room| room.text.as_str());
        (session.date, if room.is_some() { usize::MAX } else { session.place }, room)
    };
    order.sort_by(|&a, &b| (key(a), agenda.sessions[a].start).cmp(&(key(b), agenda.sessions[b].start)));
    let mut marked = vec![false; agenda.sessions.len()];
    for group in order.chunk_by(|&a, &b| key(a) == key(b)) {
        let pairs = collisions(agenda, group);
        let room = group.first().is_some_and(|&id| key(id).2.is_some());
        if room || pairs.len() == 1 && group.len() >= LINE {
            for id in pairs.into_iter().flat_map(|(a, b)| [a, b]) {
                marked[id] = true;
            }
        }
    }
    marked
}

/// Neighbouring pairs of a group, sorted by start, of which the second begins before the first ends.
fn collisions(agenda: &Agenda, group: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut latest: Option<(usize, i32)> = None;
    for &id in group {
        let session = &agenda.sessions[id];
        let end = session.written_end().unwrap_or(session.start);
        if let Some((other, until)) = latest
            && session.start < until
        {
            pairs.push((other, id));
        }
        if latest.is_none_or(|(_, until)| end > until) {
            latest = Some((id, end));
        }
    }
    pairs
}
