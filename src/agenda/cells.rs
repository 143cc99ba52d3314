//! Cells of times that hold more than a slot: lines, a length, words around it.

use super::clock::{self, ReadSlot};
use super::locale::Role;
use super::reader::Reader;
use super::table::State;
use super::{Kind, Minutes, Notation, Origin};
use crate::document::{Cell, Prose, Row};
use std::ops::Range;

/// The longest length that is told behind a start and an end, in minutes: "9:00-16:00 (6h)" leaves out the pauses.
const LENGTH: Minutes = 2 * 60;

/// The longest that two times of one cell, one above the other, are apart to be a start and an end, in minutes.
const APART: u16 = 240;

/// The longest text of a cell of times that words stand in, too, in bytes.
const WORDED: usize = 40;

impl Reader<'_> {
    /// A whole programme in one cell, an entry a line: the cell beside it says the day. Whether it was one.
    pub(super) fn cell_lines(&mut self, row: &Row, cell: &Cell, state: &State) -> bool {
        let prose = &cell.prose;
        let titled = |line: Range<usize>| {
            let slot = clock::slot_at(prose.text.get(..line.end)?, line.start, &self.words)?;
            let title = prose.text.get(slot.outer.end..line.end)?;
            title.chars().any(char::is_alphabetic).then_some((line, slot))
        };
        let entries: Vec<(Range<usize>, ReadSlot)> = prose.lines().filter_map(titled).collect();
        if entries.len() < 2 {
            return false;
        }
        let mut beside = row.cells.iter().filter(|other| other.column != cell.column);
        let day = beside.find_map(|other| self.row_day(&other.prose)).or(state.day);
        let place = self.place(cell.prose.span, Origin::Table, None);
        for (line, slot) in entries {
            let meant = clock::resolve(&slot, None);
            let span = self.span(prose, line.clone());
            let id = self.push(prose, &slot, meant, Kind::Session, Origin::Table, place, span);
            self.entitle(id, prose, slot.outer.end..line.end);
            if let Some(day) = day {
                self.date(id, day);
            }
        }
        true
    }

    /// `10:00` over `10:30`, perhaps with the length between: the end of a slot whose start stands above it,
    /// and the length.
    pub(super) fn stacked(
        &self,
        prose: &Prose,
        read: &ReadSlot,
    ) -> Option<(ReadSlot, Option<(Minutes, Range<usize>)>)> {
        let text = &*prose.text;
        let rest = text.get(read.outer.end..)?;
        let blanks = rest.len() - rest.trim_start().len();
        if read.zone.is_some() || !rest.get(..blanks)?.contains('\n') {
            return None;
        }
        let mut at = read.outer.end + blanks;
        let line = rest.get(blanks..)?.lines().next()?;
        let mut length = clock::duration(line, &self.words).filter(|(_, range)| *range == (0..line.trim_end().len()));
        if let Some((_, range)) = &mut length {
            *range = at..at + range.end;
            at += line.len();
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start().len();
        }
        let end = clock::slot_at(text, at, &self.words)?;
        let minutes = |slot: &ReadSlot| u16::from(slot.start.hour) * 60 + u16::from(slot.start.minute);
        let (first, last) = (minutes(read), minutes(&end));
        let whole = end.end.is_none() && end.zone.is_none() && text.get(end.outer.end..)?.trim().is_empty();
        (whole && first < last && last - first <= APART).then_some((end, length))
    }

    /// `10:30 (20 min)`, `10:30-11:30, 1 hour`: the length that all of a cell behind its time is.
    pub(super) fn length_behind(&self, prose: &Prose, read: &ReadSlot) -> Option<(Minutes, Range<usize>)> {
        let text = &*prose.text;
        let mark = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '/' | '|' | '·');
        let behind = text.get(read.outer.end..)?;
        let length = behind.trim_matches(mark);
        // A number alone may be anything: "9:00 (2)".
        if !length.starts_with(|c: char| c.is_ascii_digit()) || length.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let at = text.len() - behind.trim_start_matches(mark).len();
        // Behind an end, "(14:00)" and "(9h30)" are times of another zone.
        let again = |minutes| read.end.is_some() && (minutes > LENGTH || length.contains(':'));
        let whole = |(minutes, range): &(Minutes, Range<usize>)| *range == (0..length.len()) && !again(*minutes);
        let found = clock::duration_at(length, 0, &self.words).filter(whole);
        found.map(|(minutes, range)| (minutes, at..at + range.end))
    }

    /// The slot of a cell that begins otherwise, under a heading of such a role.
    pub(super) fn slot_under(&self, prose: &Prose, role: Option<Role>) -> Option<ReadSlot> {
        let timed = || matches!(role, Some(Role::Time | Role::Start));
        let short = || {
            let slot = clock::among_at(&prose.text, 0, &self.words)?;
            let whole = slot.outer.end == prose.text.trim_end().len() && slot.start.hour >= 6;
            (whole && (slot.end.is_some() || slot.start.notation == Notation::Dot)).then_some(slot)
        };
        self.slot_behind(prose).or_else(|| timed().then(|| short().or_else(|| self.worded_slot(prose)))?)
    }

    /// The slot of a cell in a column of times that is one only there; not earlier than the row above it.
    pub(super) fn slot_among(&self, prose: &Prose, place: usize) -> Option<ReadSlot> {
        let last = || self.agenda.sessions.last().filter(|session| session.place == place);
        let fits = |slot: &ReadSlot| {
            let start = clock::resolve(slot, None).start;
            last().map_or(start >= 6 * 60, |last| start >= last.start || start < 8 * 60 && last.start >= 10 * 60)
        };
        clock::among_at(&prose.text, 0, &self.words).filter(fits).or_else(|| self.worded_slot(prose))
    }

    /// "(GMT) 08:00", "After 19:00 (evening)": the only time of a short cell in a column of times.
    pub(super) fn worded_slot(&self, prose: &Prose) -> Option<ReadSlot> {
        let text = prose.trimmed();
        if text.len() > WORDED || text.contains('\n') {
            return None;
        }
        let mut slots = clock::slots(&prose.text, &self.words);
        let only = slots.pop().filter(|_| slots.is_empty())?;
        let sure = only.start.notation == Notation::Colon || only.start.meridiem.is_some();
        // "815-ish - 9am": the number before is part of the time.
        let first = prose.text.get(..only.outer.start)?.bytes().all(|byte| !byte.is_ascii_digit());
        (sure && first && !self.words.has(text, |locale| &locale.deadlines)).then_some(only)
    }
}
