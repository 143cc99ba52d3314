//! Two columns of the same times in two zones: "Time (CET) | Time (UTC)".

use super::{Equivalent, in_heading};
use crate::agenda::clock::{self, meant::HALF};
use crate::agenda::columns::Columns;
use crate::agenda::reader::Reader;
use crate::agenda::{Day, Minutes};
use crate::document::Grid;
use crate::source::Span;

/// The fewest rows that tell how far apart the columns are.
const ROWS: usize = 4;

impl Reader<'_> {
    /// Records the only row whose two times are not as far apart as those of all others.
    pub(in crate::agenda) fn odd_row(&mut self, grid: &Grid, columns: &Columns, day: Option<Day>) {
        let [first, second] = *columns.times else { return };
        let zone = |column: usize| {
            let heading = &grid.rows.get(columns.first.checked_sub(1)?)?.at(column)?.prose;
            let (range, meaning) = in_heading(&heading.text)?;
            Some(self.zone(heading, range, meaning))
        };
        let (Some(from), Some(to)) = (zone(first), zone(second)) else { return };
        if from.meaning == to.meaning || columns.end.is_some() {
            return;
        }
        let start = |row: usize, column: usize| {
            let prose = &grid.rows[row].at(column)?.prose;
            let read = clock::slot_at(&prose.text, 0, &self.words)?;
            Some((clock::resolve(&read, None).start, self.span(prose, read.start.range.clone())))
        };
        let rows: Vec<Row> = (columns.first..grid.rows.len())
            .filter_map(|row| Some(Row::of(start(row, first)?, start(row, second)?)))
            .collect();
        let Some(odd) = Row::odd(&rows) else { return };
        let times = vec![(odd.times.0, from), (odd.times.1, to)];
        self.agenda.equivalents.push(Equivalent { span: odd.span, times, day });
    }
}

/// The two times of a row.
struct Row {
    span: Span,
    times: (Minutes, Minutes),
    /// How far they are apart on a clock of twelve hours.
    apart: Minutes,
}

impl Row {
    fn of((first, a): (Minutes, Span), (second, b): (Minutes, Span)) -> Self {
        Row { span: a.cover(b), times: (first, second), apart: (second - first).rem_euclid(HALF) }
    }

    /// The only row whose times are not as far apart as those of the others.
    fn odd(rows: &[Row]) -> Option<&Row> {
        let [a, b, c, ..] = rows else { return None };
        let common = if a.apart == b.apart { a.apart } else { c.apart };
        let mut others = rows.iter().filter(|row| row.apart != common);
        let odd = others.next()?;
        (rows.len() >= ROWS && others.next().is_none()).then_some(odd)
    }
}
