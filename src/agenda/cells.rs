//! Cells that hold more than one line of times.

use super::clock::{self, ReadSlot};
use super::reader::Reader;
use super::table::State;
use super::{Kind, Minutes, Origin};
use crate::document::{Cell, Prose, Row};
use std::ops::Range;

/// The longest that two times of one cell, one above the other, are apart to be a start and an end, in minutes.
const APART: u16 = 240;

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
}
