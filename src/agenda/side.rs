//! Programmes side by side in one table, each with times of its own: `Hours | Thursday | Hours | Friday`.
//!
//! What the table is cut into are tables of their own, each with the rows of the whole: a row
//! of it is read from left to right, so that entries stand in the order of the text.

use super::clock;
use super::columns::{Columns, heading_day};
use super::people::fold;
use super::reader::Reader;
use super::table::State;
use super::{Day, Minutes, Origin};
use crate::document::{Cell, Grid, Row};
use std::ops::Range;

/// The most programmes that stand beside each other.
const MOST: usize = 16;

/// One of the programmes.
pub(super) struct Part<'a> {
    grid: Grid<'a>,
    columns: Columns,
}

impl<'a> Reader<'a> {
    /// The programmes that a table holds side by side; none where it is one.
    pub(super) fn side_by_side(&self, grid: &Grid<'a>, columns: &Columns) -> Vec<Part<'a>> {
        let cuts = self.cuts(grid, columns).unwrap_or_default();
        let part = |(range, day): (Range<usize>, Option<Day>)| {
            let grid = cut(grid, &range);
            let mut columns = Columns::of(self, &grid)?;
            columns.day = columns.day.or(day);
            Some(Part { grid, columns })
        };
        cuts.into_iter().map(part).collect::<Option<_>>().unwrap_or_default()
    }

    /// Reads them, row by row. Whether rooms and days were named.
    pub(super) fn read_parts(&mut self, parts: Vec<Part<'a>>, index: usize, first: &State) -> (bool, bool) {
        let (day, span) = (first.day, parts.first().map_or_else(Default::default, |part| part.grid.span));
        let mut open = Vec::with_capacity(parts.len());
        for part in parts {
            let place = if open.is_empty() { first.place } else { self.place(span, Origin::Table, Some(index)) };
            open.push((part, State::new(place, day)));
        }
        let rows = open.first().map_or(0, |(part, _)| part.grid.rows.len());
        for number in 0..rows {
            for (Part { grid, columns }, state) in &mut open {
                // A time of the other programme's rows alone: "9:50 | | 9:50 | Maps".
                let row = &grid.rows[number];
                let says = row.cells.iter().any(|cell| !columns.is_time(cell.column) && !cell.prose.is_blank());
                if number >= columns.first && says {
                    self.row(grid, number, columns, state);
                }
            }
        }
        let rooms = open.iter().any(|(part, state)| part.columns.has_rooms() || state.room.is_some());
        (rooms, open.iter().any(|(part, state)| part.columns.has_days() || state.told))
    }

    /// The columns of each programme, and the day of its headings.
    fn cuts(&self, grid: &Grid, columns: &Columns) -> Option<Vec<(Range<usize>, Option<Day>)>> {
        let times = &columns.times;
        if times.len() < 2 || times.len() > 2 * MOST || times[0] > 0 {
            return None;
        }
        let head = columns.first.checked_sub(1)?;
        let width = grid.rows.get(head)?.cells.last().map(|cell| cell.column + cell.colspan)?;
        // Starts and ends stand next to each other; other times begin a programme.
        let starts: Vec<usize> =
            times.iter().copied().filter(|&time| time == 0 || !times.contains(&(time - 1))).collect();
        let ends = starts.iter().skip(1).copied().chain([width]);
        let ranges: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        let filled = ranges.iter().all(|range| range.clone().any(|column| !times.contains(&column)));
        if ranges.len() < 2 || !filled {
            return None;
        }
        let headings = grid.rows.get(..=head)?;
        let days: Option<Vec<_>> = ranges.iter().map(|range| self.day_of(headings, range)).collect();
        if let Some(days) = days {
            let apart =
                days.iter().enumerate().all(|(at, (name, _))| days[..at].iter().all(|(other, _)| other != name));
            return apart.then(|| ranges.into_iter().zip(days.into_iter().map(|(_, day)| day)).collect());
        }
        (are_alike(&grid.rows[head], &ranges, columns) && !self.is_shifted(grid, head, &starts))
            .then(|| ranges.into_iter().map(|range| (range, None)).collect())
    }

    /// The day that a heading within these columns names, with its name.
    fn day_of(&self, headings: &[Row], range: &Range<usize>) -> Option<(String, Option<Day>)> {
        let mut cells = headings.iter().rev().flat_map(|row| &row.cells).filter(|cell| is_within(cell, range));
        cells.find_map(|cell| Some((fold(cell.prose.trimmed()), heading_day(self, &cell.prose)?)))
    }

    /// Whether the times of the second of these columns are those of the first, so many hours away in all rows: the
    /// same moment elsewhere.
    fn is_shifted(&self, grid: &Grid, head: usize, starts: &[usize]) -> bool {
        let start = |row: &Row, column: usize| {
            let text = &row.at(column)?.prose.text;
            clock::slot_at(text, 0, &self.words).map(|slot| clock::resolve(&slot, None).start)
        };
        let away = |row: &Row| -> Option<Minutes> {
            let (first, second) = (start(row, starts[0])?, start(row, starts[1])?);
            Some((second - first).rem_euclid(24 * 60))
        };
        let mut all = grid.rows.iter().skip(head + 1).filter_map(away);
        all.next().is_some_and(|first| first != 0 && all.all(|next| next == first))
    }
}

/// Whether the programmes have the same headings over their times, and as many columns, which say the same.
fn are_alike(headings: &Row, ranges: &[Range<usize>], columns: &Columns) -> bool {
    let name = |column: usize| headings.at(column).map_or("", |cell| cell.prose.trimmed());
    let [first, rest @ ..] = ranges else { return false };
    !name(first.start).is_empty()
        && rest.iter().all(|range| {
            let mut beside = first.clone().zip(range.clone());
            range.len() == first.len()
                && fold(name(range.start)) == fold(name(first.start))
                && beside.all(|(a, b)| columns.role(a) == columns.role(b))
        })
}

fn is_within(cell: &Cell, range: &Range<usize>) -> bool {
    range.contains(&cell.column) && cell.column + cell.colspan <= range.end && !cell.prose.is_blank()
}

/// The table with no other columns than these.
fn cut<'a>(grid: &Grid<'a>, range: &Range<usize>) -> Grid<'a> {
    let row = |row: &Row<'a>| {
        let cells: Vec<Cell> = row.cells.iter().filter(|cell| range.contains(&cell.column)).cloned().collect();
        let span = cells.first().zip(cells.last()).map_or(row.span, |(first, last)| first.span.cover(last.span));
        Row { span, cells, header: row.header, group: row.group }
    };
    Grid { rows: grid.rows.iter().map(row).collect(), caption: None, ..*grid }
}
