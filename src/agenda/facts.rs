//! Tables of facts about the event, a label and its value a row: `| When | Saturday 5 June, 13:00 – 19:00 |`.

use super::Origin;
use super::locale::words::digit;
use super::reader::Reader;
use crate::document::{Grid, Prose};

/// The most rows of such a table.
const ROWS: usize = 24;

/// The label and the value of each row below the headings.
pub(super) fn rows<'g>(grid: &'g Grid<'g>) -> impl Iterator<Item = (&'g Prose<'g>, &'g Prose<'g>)> {
    let facts = grid.columns == 2 && grid.rows.len() <= ROWS;
    let pair = |row: &'g crate::document::Row<'g>| match row.cells.as_slice() {
        [label, value] if !row.header => Some((&label.prose, &value.prose)),
        _ => None,
    };
    grid.rows.iter().filter(move |_| facts).filter_map(pair)
}

impl Reader<'_> {
    /// Takes the event's own time from a table that is no programme.
    pub(super) fn facts(&mut self, grid: &Grid) {
        for (label, value) in rows(grid) {
            if digit(&value.text, 0).is_none() || !self.is_label(label.trimmed()) {
                continue;
            }
            if let Some((dated, slot)) = self.told_from(&value.text, 0) {
                let place = self.place(value.span, Origin::Table, None);
                self.event(value, dated.as_ref(), &slot, Origin::Table, place);
            }
        }
    }
}
