//! Entries that are given several times: `10:00-11:00, 14:00-15:00: Workshop`.

use super::Notation;
use super::clock::{self, ReadSlot};
use super::locale::words::skip_blanks;
use super::reader::Reader;
use crate::document::Prose;
use smallvec::SmallVec;

/// The most times of one entry.
const MOST: usize = 12;

impl Reader<'_> {
    /// The slots behind a first one, each later than the one before; the first one goes on to the end of the last.
    pub(super) fn several(&self, text: &str, first: &mut ReadSlot) -> SmallVec<[ReadSlot; 2]> {
        let mut more = SmallVec::new();
        if first.zone.is_some() || first.open_end {
            return more;
        }
        let mut last = clock::resolve(first, None).start;
        while more.len() < MOST
            && let Some(next) = self.next_slot(text, first.outer.end)
        {
            let start = clock::resolve(&next, None).start;
            if start <= last || next.zone.is_some() {
                break;
            }
            last = start;
            first.outer.end = next.outer.end;
            more.push(next);
        }
        more
    }

    /// The slot behind a comma or a word such as "and".
    fn next_slot(&self, text: &str, end: usize) -> Option<ReadSlot> {
        let mut at = skip_blanks(text, end);
        let comma = text.as_bytes().get(at) == Some(&b',');
        at = skip_blanks(text, at + usize::from(comma));
        let and = self.words.at(text, at, |locale| &locale.and).filter(|&behind| behind > at);
        if !comma && and.is_none() {
            return None;
        }
        at = skip_blanks(text, and.unwrap_or(at));
        // "10-12 e poi 16-18"
        at = skip_blanks(text, self.words.at(text, at, |locale| &locale.then).unwrap_or(at));
        let next = clock::slot_at(text, at, &self.words).or_else(|| clock::among_at(text, at, &self.words))?;
        let sure = next.end.is_some() || next.start.notation != Notation::Hour || next.start.meridiem.is_some();
        let rest = text.get(next.outer.end..)?;
        (sure && !rest.starts_with(char::is_alphanumeric)).then_some(next)
    }

    /// Adds the entry of a session again for each of its other slots. They are no part of the order of its place.
    pub(super) fn repeat(&mut self, id: usize, prose: &Prose, more: &[ReadSlot]) {
        for slot in more {
            let first = self.agenda.sessions[id].clone();
            let place = self.place_like(first.place);
            let meant = clock::resolve(slot, None);
            let other = self.push(prose, slot, meant, first.kind, first.origin, place, first.span);
            let session = &mut self.agenda.sessions[other];
            (session.title, session.speakers) = (first.title, first.speakers);
            (session.room, session.track) = (first.room, first.track);
            (session.date, session.year_is_told) = (first.date, first.year_is_told);
            session.optional = first.optional;
        }
    }
}
