//! Slots with a time and nothing else.

use crate::agenda::{Kind, Origin, Session};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/untitled`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Untitled {}

impl PostRule for Untitled {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let places = &post.agenda.places;
        let mut by_place: Vec<Vec<&Session>> = vec![Vec::new(); places.len()];
        // Of each place, how many entries have a title, and whether one has an end.
        let mut told = vec![(0, false); places.len()];
        for session in &post.agenda.sessions {
            if let Some((titled, ends)) = told.get_mut(session.place) {
                let title = session.title.as_ref().is_some_and(|title| title.text.starts_with(char::is_uppercase));
                *titled += usize::from(title);
                *ends |= session.slot.end.is_some();
            }
            let lines =
                places.get(session.place).is_some_and(|place| matches!(place.origin, Origin::List | Origin::Prose));
            if lines && session.kind == Kind::Session && session.title.is_none() && stands_alone(post, session.span) {
                by_place[session.place].push(session);
            }
        }
        for (bare, (titled, ends)) in by_place.into_iter().zip(told) {
            // "Sunday masses", then 7:00, 8:30 and 10:30 (at St Anne's): what stands above says what they are.
            if bare.len() < 2 || !ends && titled <= bare.len() {
                continue;
            }
            for session in bare {
                let span = session.slot.span;
                found
                    .at(Subject::Session(span), span, "readers learn when this is, but not what it is")
                    .help("write a title behind the time");
            }
        }
    }
}

/// Whether the entry is one line and what follows is another entry or nothing:
/// a text of its own below it would be its title.
fn stands_alone(post: &Post<'_>, span: crate::source::Span) -> bool {
    let line = post.source.line_of(span.start());
    if post.source.line_of(span.end().saturating_sub(1).max(span.start())) != line {
        return false;
    }
    let next = post.source.line(line + 1).trim();
    next.starts_with(|c: char| c.is_ascii_digit())
        || next.trim_start_matches(['-', '*', '+']).trim_start().starts_with(|c: char| c.is_ascii_digit())
        || (next.is_empty()
            && line > 0
            && post.source.line(line - 1).trim().starts_with(|c: char| c.is_ascii_digit() || "-*+".contains(c)))
}
