//! A month as a table: a column for each weekday, in the cells the number of a day and its entries, one a line.

use super::clock::{self, ReadSlot};
use super::reader::Reader;
use super::{Day, Kind, Notation, Origin, date};
use crate::document::{BlockKind, Cell, Grid, Prose};
use jiff::civil::Weekday;
use std::ops::Range;

/// How many columns such a table has: a working week, up to a week with its number in front and a remark behind.
const COLUMNS: std::ops::RangeInclusive<usize> = 5..=9;

/// The fewest days with a number.
const DAYS: usize = 10;

/// Where the first number is a later one, the first week begins in the month before.
const LATE: i8 = 20;

/// How many blocks above the table are looked at for the month.
const ABOVE: usize = 40;

/// The longest text that names the month, in bytes.
const LONGEST: usize = 80;

/// The day of a cell, and where its entries begin.
struct Numbered {
    number: i8,
    behind: usize,
}

/// The number of a day.
#[derive(Clone, Copy)]
struct Number {
    day: i8,
    /// It is one of the month, not of the week that begins or ends in another one.
    own: bool,
}

impl Number {
    fn behind(last: Option<Number>, day: i8) -> Self {
        let own = match last {
            None => day <= LATE,
            Some(last) if day < last.day => !last.own,
            Some(last) => last.own,
        };
        Number { day, own }
    }
}

impl Reader<'_> {
    /// Reads a table that is a month. Whether it was one.
    pub(super) fn month(&mut self, grid: &Grid) -> bool {
        let Some(weekdays) = self.weekdays(grid) else { return false };
        if !is_month(grid, weekdays.len()) {
            return false;
        }
        let month = self.month_above(grid);
        let mut numbers: Vec<Option<Number>> = vec![None; weekdays.len()];
        let mut last: Option<Number> = None;
        for row in &grid.rows[1..] {
            let bare = row.cells.iter().all(|cell| numbered(&cell.prose).is_none());
            for cell in &row.cells {
                let Some(number) = numbers.get_mut(cell.column) else { continue };
                let found = numbered(&cell.prose);
                // Below a row of numbers alone stand their entries.
                if !bare {
                    *number = found.as_ref().map(|found| Number::behind(last, found.number));
                    last = number.or(last);
                }
                let (Some(number), Some(weekday)) = (*number, weekdays[cell.column]) else { continue };
                let day = month.filter(|_| number.own).map(|month| Day { day: number.day, ..month });
                let day = day.filter(|day| day.date().is_some_and(|date| date.weekday() == weekday));
                self.day_cell(cell, found.map_or(0, |found| found.behind), day);
            }
        }
        true
    }

    /// The weekday of each column, where the table is headed by weekdays that follow one another.
    fn weekdays(&self, grid: &Grid) -> Option<Vec<Option<Weekday>>> {
        let head = grid.rows.first().filter(|row| COLUMNS.contains(&row.cells.len()))?;
        let named = |cell: &Cell| {
            let text = cell.prose.trimmed();
            let (weekday, at) = date::weekday_alone(text, &self.words).filter(|_| cell.colspan == 1)?;
            (at == (0..text.len())).then_some(weekday)
        };
        // The first column may count the weeks.
        let start = (0..2).find(|&at| named(&head.cells[at]).is_some())?;
        let weekdays: Vec<Option<Weekday>> = head.cells.iter().map(named).collect();
        let named: Vec<Weekday> = weekdays[start..].iter().map_while(|weekday| *weekday).collect();
        let follow = named.windows(2).all(|two| two[0].next() == two[1]);
        (named.len() >= *COLUMNS.start() && named.len() <= 7 && follow).then_some(weekdays)
    }

    /// The month that the nearest heading or line above names.
    fn month_above(&self, grid: &Grid) -> Option<Day> {
        let above = self.doc.blocks.get(..grid.block)?.iter().rev().take(ABOVE);
        let texts = above.filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(&heading.text),
            BlockKind::Paragraph(prose) => Some(prose),
            _ => None,
        });
        let short = |prose: &&Prose| prose.trimmed().len() <= LONGEST;
        let mut texts = grid.caption.iter().chain(texts).filter(short);
        texts.find_map(|prose| self.month_named(prose.trimmed())).or(self.hints.month)
    }

    /// Reads the entries of a day.
    fn day_cell(&mut self, cell: &Cell, from: usize, day: Option<Day>) {
        let prose = &cell.prose;
        let mut place = None;
        for line in prose.lines().filter(|line| line.start >= from) {
            let Some((slot, title)) = self.entry_of(prose, line.clone()) else { continue };
            let place = *place.get_or_insert_with(|| self.place(prose.span, Origin::Table, None));
            let meant = clock::resolve(&slot, None);
            let span = self.span(prose, line);
            let id = self.push(prose, &slot, meant, Kind::Session, Origin::Table, place, span);
            self.entitle(id, prose, title);
            self.agenda.sessions[id].date = None;
            self.agenda.sessions[id].year_is_told = false;
            if let Some(day) = day {
                self.date(id, day);
            }
        }
    }

    /// "Chess: 5-8pm", "5-8pm Chess": the slot of a line and its title.
    fn entry_of(&self, prose: &Prose, line: Range<usize>) -> Option<(ReadSlot, Range<usize>)> {
        let sure = |slot: &ReadSlot| {
            slot.end.is_some() || slot.start.meridiem.is_some() || slot.start.notation == Notation::Colon
        };
        let worded = |title: &Range<usize>| {
            prose.text.get(title.clone()).is_some_and(|title| {
                title.contains(char::is_alphabetic) && !self.words.has(title, |locale| &locale.deadlines)
            })
        };
        if let Some(slot) = clock::slot_at(prose.text.get(..line.end)?, line.start, &self.words).filter(sure) {
            let title = slot.outer.end..line.end;
            return worded(&title).then_some((slot, title));
        }
        let found = self.behind_title(prose, line).filter(|found| sure(&found.slot))?;
        worded(&found.title).then_some((found.slot, found.title))
    }
}

/// Whether the numbers of the cells count the days of a month; those of the months before and behind may stand at its
/// ends.
fn is_month(grid: &Grid, columns: usize) -> bool {
    let rows = grid.rows[1..].iter();
    let cells = rows.flat_map(|row| &row.cells).filter(|cell| cell.column < columns);
    let (mut last, mut days): (Option<i8>, usize) = (None, 0);
    for Numbered { number, .. } in cells.filter_map(|cell| numbered(&cell.prose)) {
        // A working week leaves out two days.
        let follows = last.is_none_or(|last| (1..=3).contains(&(number - last)) || last >= 26 && number <= 3);
        if !follows {
            return false;
        }
        last = Some(number);
        days += 1;
    }
    days >= DAYS
}

/// The number of the day that is the first line of a cell.
fn numbered(prose: &Prose) -> Option<Numbered> {
    let line = prose.lines().find(|line| !prose.text[line.clone()].trim().is_empty())?;
    let text = prose.text[line.clone()].trim().trim_end_matches(['.', ':']);
    let number = text.parse().ok().filter(|number| text.len() <= 2 && (1..=31).contains(number))?;
    Some(Numbered { number, behind: line.end })
}
