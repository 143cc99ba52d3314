//! Ends that stand behind a title: `14.00 Uhr: Museum geöffnet (bis 17.00 Uhr)`.

use super::Clock;
use super::clock::meant::HALF;
use super::clock::{self, meant};
use super::locale::Role;
use super::reader::Reader;
use crate::document::Prose;
use crate::source::last_bracket;
use std::ops::Range;

/// The longest text of such a bracket, in bytes.
const BRACKET: usize = 30;

impl Reader<'_> {
    /// The end that a bracket at the end of a title tells, and where the title before it ends.
    fn bracketed_end(&self, prose: &Prose, title: &Range<usize>) -> Option<(Clock, usize)> {
        let slice = prose.text.get(title.clone())?.trim_end();
        let (head, inner) = last_bracket(slice).filter(|(_, inner)| inner.len() <= BRACKET)?;
        let word = inner.find(|c: char| !c.is_alphabetic())?;
        let named = self.words.column(&inner[..word]) == Some(Role::End);
        let rest = inner[word..].trim_start_matches([':', ' ', '\u{a0}']);
        let end = title.start + slice.len() - 1;
        let at = end - rest.len();
        let slot =
            clock::slot_at(prose.text.get(..end)?, at, &self.words).filter(|slot| named && slot.end.is_none())?;
        (slot.outer.end == end).then(|| (self.slot(prose, &slot).start, title.start + head.len()))
    }

    /// Gives a session the end that stands in a bracket behind its title; the title without it.
    pub(super) fn take_end(&mut self, id: usize, prose: &Prose, title: Range<usize>) -> Range<usize> {
        let session = &self.agenda.sessions[id];
        if session.slot.end.is_some() || session.slot.vague {
            return title;
        }
        let Some((end, before)) = self.bracketed_end(prose, &title) else { return title };
        let start = session.start;
        let written = meant::minutes(end.hour, end.minute, end.meridiem);
        let twelve = end.meridiem.is_none() && written < start && written + HALF > start && end.hour <= 12;
        let minutes = if twelve { written + HALF } else { written };
        if minutes > start {
            let session = &mut self.agenda.sessions[id];
            (session.slot.end, session.end) = (Some(end), Some(minutes));
            return title.start..before;
        }
        title
    }
}
