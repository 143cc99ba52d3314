//! What the columns of a table say: times, ends, lengths, days, rooms, texts.

use super::clock::{self, ReadSlot};
use super::days::is_whole;
use super::locale::Role;
use super::reader::Reader;
use super::{Day, Notation, Text, Zone, date, ends, zone};
use crate::document::{Cell, Grid, Row};

/// The longest heading of a column that names a role, a room or a track, in characters.
const LONGEST: usize = 40;

/// What a column of sessions stands for, where there are several.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A day; `None` when it is named but not understood.
    Day(Option<Day>),
    /// A room or a track, and how many columns its heading covers.
    Room(Text, usize),
}

/// The columns of a programme.
#[derive(Debug)]
pub(super) struct Columns {
    /// The column of the (start) times.
    pub time: usize,
    /// The column of the ends.
    pub end: Option<usize>,
    /// The first row that can hold a session.
    pub first: usize,
    /// A day that the heading of the only text column names.
    pub day: Option<Day>,
    /// The zone that the heading over the times names.
    pub zone: Option<Zone>,
    /// No heading row tells what the columns are.
    pub headless: bool,
    /// All columns that hold times, ascending.
    pub times: Vec<usize>,
    roles: Vec<Option<Role>>,
    kinds: Vec<Option<Kind>>,
    /// The days that a heading over the headings names, by their columns.
    over: Vec<(std::ops::Range<usize>, Day)>,
    /// The slots of the column of times, by the row.
    slots: Vec<Option<ReadSlot>>,
}

impl Columns {
    /// The columns of a table; `None` when no column holds times.
    pub fn of(reader: &Reader<'_>, grid: &Grid) -> Option<Self> {
        let width = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + cell.colspan).max()?.min(1000);
        let head = head(reader, grid);
        let headings = head.and_then(|at| grid.rows.get(at));
        let mut roles: Vec<Option<Role>> = vec![None; width];
        if let Some(row) = headings {
            for cell in &row.cells {
                let text = cell.prose.trimmed();
                if text.is_empty() || text.chars().count() > LONGEST {
                    continue;
                }
                if let Some(slot) = roles.get_mut(cell.column) {
                    *slot = reader.words.column(text);
                }
            }
        }
        let (counts, found) = counts(reader, grid, &roles, head);
        let times: Vec<usize> = (0..width).filter(|&column| is_time_column(&counts[column], roles[column])).collect();
        let wanted = |role: Role| times.iter().copied().find(|&column| roles[column] == Some(role));
        let time = wanted(Role::Start).or_else(|| wanted(Role::Time)).or_else(|| times.first().copied())?;
        if let Some(row) = headings {
            by_last_words(reader, row, &mut roles);
        }
        lengths(reader, grid, head, time, &mut roles);
        dates(reader, grid, head, &times, &mut roles);
        let end = ends::column(reader, grid, headings, time, &roles, &counts);
        let mut slots = vec![None; grid.rows.len()];
        for found in found.into_iter().rev().filter(|found| found.column == time) {
            slots[found.row] = Some(found.slot);
        }
        let mut columns = Columns {
            time,
            end,
            first: head.map_or(0, |at| if has_slot(reader, grid, at, time) { at } else { at + 1 }),
            day: None,
            zone: None,
            headless: headings.is_none() || roles.iter().all(Option::is_none),
            times,
            roles,
            kinds: vec![None; width],
            over: Vec::new(),
            slots,
        };
        if let Some(row) = headings.filter(|_| columns.first > head.unwrap_or(0)) {
            columns.name(reader, row);
            columns.zone = row.at(time).and_then(|cell| {
                let (range, meaning) = zone::in_heading(&cell.prose.text)?;
                Some(reader.zone(&cell.prose, range, meaning))
            });
        }
        if head == Some(1)
            && let Some(row) = grid.rows.first()
        {
            let day = |cell: &Cell| {
                let day = heading_day(reader, &cell.prose)??;
                Some((cell.column..cell.column + cell.colspan, day))
            };
            columns.over = row.cells.iter().filter(|cell| !cell.prose.is_blank()).filter_map(day).collect();
        }
        Some(columns)
    }

    /// Whether a cell counts for what its column is; one that only begins a wider part of the row does not.
    pub fn counts(cell: &Cell) -> bool {
        cell.colspan <= 1 || cell.column == 0
    }

    /// The slot of a row's cell of the times that counts, once.
    pub fn take_slot(&mut self, row: usize) -> Option<ReadSlot> {
        self.slots.get_mut(row)?.take()
    }

    /// The slot of a row that was not taken yet.
    pub fn slot(&self, row: usize) -> Option<&ReadSlot> {
        self.slots.get(row)?.as_ref()
    }

    /// What the headings say of the columns of sessions.
    fn name(&mut self, reader: &Reader<'_>, row: &Row) {
        let text_columns: Vec<_> =
            row.cells.iter().filter(|cell| !self.is_time(cell.column) && !cell.prose.is_blank()).collect();
        let mut days: Vec<(Option<Day>, bool)> = Vec::new();
        let mut places = Vec::new();
        for cell in &text_columns {
            if let Some(read) = heading_read(reader, &cell.prose) {
                days.push(read);
                places.push((cell.column, cell.colspan));
            }
        }
        neighbours(&mut days);
        let dated: Vec<_> =
            places.into_iter().zip(days).map(|((column, span), (day, _))| (column, span, day)).collect();
        if dated.is_empty() {
            // "Friday, May 15" over the times themselves.
            let own = row.cells.iter().find(|cell| self.is_time(cell.column) && !cell.prose.is_blank());
            self.day = own.and_then(|cell| heading_day(reader, &cell.prose)).flatten();
        }
        if let [(_, _, day)] = dated.as_slice() {
            self.day = *day;
            if text_columns.len() > 2 {
                return;
            }
        }
        if dated.len() > 1 {
            for (column, span, day) in dated {
                for column in column..column + span {
                    if let Some(kind) = self.kinds.get_mut(column) {
                        *kind = Some(Kind::Day(day));
                    }
                }
            }
            return;
        }
        let known = |role: Role| self.roles.iter().flatten().any(|other| *other == role);
        let tracks = numbered(&text_columns);
        // Who, or how long, behind what: a row is one entry.
        let told = |cell: &&crate::document::Cell| {
            matches!(self.roles.get(cell.column).copied().flatten(), Some(Role::Duration | Role::Speaker))
        };
        let single = row
            .cells
            .iter()
            .filter(|cell| !cell.prose.is_blank())
            .skip_while(|cell| self.times.contains(&cell.column) || told(cell));
        let single = single.skip(1).any(|cell| told(&cell));
        // "Function | Location": a plain "Location" heads a column of rooms, and is none.
        let heads = |cell: &&&crate::document::Cell| {
            let plain = cell.prose.trimmed().chars().all(char::is_alphabetic);
            plain && matches!(self.roles.get(cell.column).copied().flatten(), Some(Role::Room | Role::Track))
        };
        if (known(Role::Title) || single || text_columns.iter().any(|cell| heads(&cell))) && !tracks {
            return;
        }
        let rooms: Vec<(&&Cell, Text)> = text_columns
            .iter()
            .filter(|cell| {
                let role = self.roles.get(cell.column).copied().flatten();
                let named = role.is_none() && cell.prose.trimmed().chars().count() <= LONGEST;
                named || matches!(role, Some(Role::Room | Role::Track)) || tracks && role == Some(Role::Title)
            })
            .filter_map(|cell| Some((cell, reader.text(&cell.prose, 0..cell.prose.text.len())?)))
            .collect();
        if rooms.len() > 1 {
            for (cell, name) in rooms {
                if let Some(kind) = self.kinds.get_mut(cell.column) {
                    *kind = Some(Kind::Room(name, cell.colspan));
                }
            }
        }
    }

    /// Takes a row that names days over columns of sessions (a second heading).
    pub fn take_days(&mut self, reader: &Reader<'_>, row: &Row) -> bool {
        let named: Vec<(usize, Option<Day>)> = row
            .cells
            .iter()
            .filter(|cell| {
                !self.is_time(cell.column) && !cell.prose.is_blank() && cell.prose.trimmed().chars().count() <= 30
            })
            .filter_map(|cell| Some((cell.column, heading_day(reader, &cell.prose)?)))
            .collect();
        if named.len() < 2 {
            return false;
        }
        for (column, day) in named {
            if let Some(kind) = self.kinds.get_mut(column)
                && !matches!(kind, Some(Kind::Day(Some(_))))
            {
                *kind = Some(Kind::Day(day));
            }
        }
        true
    }

    /// Whether a column holds times, ends or lengths.
    pub fn is_time(&self, column: usize) -> bool {
        column == self.time || Some(column) == self.end || self.times.contains(&column)
    }

    /// The columns of sessions, where there are several.
    pub fn multi(&self) -> Vec<usize> {
        (0..self.kinds.len()).filter(|&column| self.kinds[column].is_some()).collect()
    }

    /// How many columns are rooms.
    pub fn rooms(&self) -> usize {
        self.kinds.iter().filter(|kind| matches!(kind, Some(Kind::Room(..)))).count()
    }

    /// What a column of sessions stands for.
    pub fn kind(&self, column: usize) -> Option<&Kind> {
        self.kinds.get(column)?.as_ref()
    }

    /// The day that stands over a column's heading.
    pub fn day_over(&self, column: usize) -> Option<Day> {
        self.over.iter().find(|(columns, _)| columns.contains(&column)).map(|(_, day)| *day)
    }

    /// What a column's heading says.
    pub fn role(&self, column: usize) -> Option<Role> {
        self.roles.get(column).copied().flatten()
    }

    /// The first column with a role, other than the times.
    pub fn column_of(&self, role: Role) -> Option<usize> {
        (0..self.roles.len())
            .find(|&column| self.roles[column] == Some(role) && !(self.is_time(column) && role != Role::Duration))
    }

    /// Whether a column names days.
    pub fn is_day(&self, column: usize) -> bool {
        matches!(self.role(column), Some(Role::Day | Role::Date))
    }

    /// Whether rooms, tracks or places are named.
    pub fn has_rooms(&self) -> bool {
        self.rooms() > 0 || [Role::Room, Role::Track].iter().any(|role| self.column_of(*role).is_some())
    }

    /// Whether days are named.
    pub fn has_days(&self) -> bool {
        self.kinds.iter().any(|kind| matches!(kind, Some(Kind::Day(_))))
            || [Role::Day, Role::Date].iter().any(|role| self.column_of(*role).is_some())
    }
}

/// "時刻 | 時間": a second column of times whose cells are all lengths tells how long.
fn lengths(reader: &Reader<'_>, grid: &Grid, head: Option<usize>, time: usize, roles: &mut [Option<Role>]) {
    let is_length = |text: &str| clock::total(text, &reader.words).is_some_and(|(_, range)| range == (0..text.len()));
    for (column, role) in roles.iter_mut().enumerate() {
        if column != time && *role == Some(Role::Time) && are_all(grid, head, column, is_length) {
            *role = Some(Role::Duration);
        }
    }
}

/// A column whose heading is not known and whose cells are all dates names the days.
fn dates(reader: &Reader<'_>, grid: &Grid, head: Option<usize>, times: &[usize], roles: &mut [Option<Role>]) {
    let is_date = |text: &str| date::first(text, &reader.words).is_some_and(|read| is_whole(text, &read));
    for (column, role) in roles.iter_mut().enumerate() {
        if role.is_none() && !times.contains(&column) && are_all(grid, head, column, is_date) {
            *role = Some(Role::Date);
        }
    }
}

/// Whether all cells of a column below its heading that hold a text are of one kind, and there are any.
fn are_all(grid: &Grid, head: Option<usize>, column: usize, is: impl Fn(&str) -> bool) -> bool {
    let rows = grid.rows.iter().skip(head.map_or(0, |head| head + 1));
    let cells = rows.filter_map(|row| row.at(column)).filter(|cell| !cell.prose.is_blank());
    let mut all = cells.map(|cell| is(cell.prose.trimmed())).peekable();
    all.peek().is_some() && all.all(|is| is)
}

/// "Main Topics", "Invited Speaker": what the last word of a heading says, where no other heading says it.
fn by_last_words(reader: &Reader<'_>, row: &Row, roles: &mut [Option<Role>]) {
    let mut found: Vec<(usize, Role)> = Vec::new();
    for cell in row.cells.iter().filter(|cell| roles.get(cell.column).is_some_and(Option::is_none)) {
        let text = cell.prose.trimmed();
        let Some((_, last)) = text.rsplit_once(' ').filter(|_| text.chars().count() <= LONGEST) else { continue };
        if let Some(role @ (Role::Title | Role::Speaker)) = reader.words.column(last) {
            found.push((cell.column, role));
        }
    }
    for (at, &(column, role)) in found.iter().enumerate() {
        let again = found.iter().enumerate().any(|(other, &(_, same))| other != at && same == role);
        if !again && !roles.contains(&Some(role)) {
            roles[column] = Some(role);
        }
    }
}

/// "Atelier A | Atelier B", "Session 1 | Session 2": headings of several words that begin with the same one and end
/// with a letter or a number.
fn numbered(cells: &[&crate::document::Cell]) -> bool {
    let [first, rest @ ..] = cells else { return false };
    let parts = |cell: &crate::document::Cell| {
        let text = cell.prose.trimmed();
        text.rsplit_once(' ').map(|(head, tail)| (super::people::fold(head), tail.chars().count() == 1))
    };
    let Some((head, true)) = parts(first) else { return false };
    !rest.is_empty() && rest.iter().all(|cell| parts(cell) == Some((head.clone(), true)))
}

/// The row that names the columns: the header, or a first row without a time.
fn head(reader: &Reader<'_>, grid: &Grid) -> Option<usize> {
    let first = grid.rows.first()?;
    if first.header {
        // A heading over the heading: `<th colspan>` and the like.
        let next = grid.rows.get(1).filter(|row| row.header && row.cells.len() > first.cells.len());
        return Some(usize::from(next.is_some()));
    }
    let filled = first.cells.iter().filter(|cell| !cell.prose.is_blank()).count();
    let slot = first.cells.iter().any(|cell| reader.cell_slot(&cell.prose).is_some());
    let long = first.cells.iter().any(|cell| cell.prose.trimmed().chars().count() > 40);
    (filled >= 2 && !slot && !long).then_some(0)
}

fn has_slot(reader: &Reader<'_>, grid: &Grid, row: usize, column: usize) -> bool {
    grid.rows
        .get(row)
        .and_then(|row| row.at(column))
        .is_some_and(|cell| clock::slot_at(&cell.prose.text, 0, &reader.words).is_some())
}

/// Days side by side are near each other: numbers that can be read in two orders are read in the one that makes
/// them so (`08/07 | 09/07 | 10/07`).
fn neighbours(days: &mut [(Option<Day>, bool)]) {
    let other = |day: Day| Day { month: day.day, day: day.month, ..day };
    let swapped = |&(day, two): &(Option<Day>, bool)| day.map(|day| if two { other(day) } else { day });
    let reach = |days: &mut dyn Iterator<Item = Option<Day>>| {
        let dates: Option<Vec<_>> =
            days.map(|day| day.and_then(|day| day.date().or(Day { year: Some(2024), ..day }.date()))).collect();
        let dates = dates?;
        Some((*dates.iter().max()? - *dates.iter().min()?).get_days())
    };
    if days.len() < 2 || !days.iter().any(|(_, two)| *two) {
        return;
    }
    let read = reach(&mut days.iter().map(|(day, _)| *day));
    let turned = reach(&mut days.iter().map(swapped));
    if read.is_some_and(|read| read > 14) && turned.is_some_and(|turned| turned <= 14) {
        for day in days {
            day.0 = swapped(day);
        }
    }
}

/// The day that a heading names: `Some(None)` when it is one that is not understood.
pub(super) fn heading_day(reader: &Reader<'_>, prose: &crate::document::Prose) -> Option<Option<Day>> {
    heading_read(reader, prose).map(|(day, _)| day)
}

/// The day that a heading names, and whether its numbers can be read in two orders.
fn heading_read(reader: &Reader<'_>, prose: &crate::document::Prose) -> Option<(Option<Day>, bool)> {
    if let Some(read) = date::dates(&prose.text, &reader.words).into_iter().next() {
        if let Some(number) = read.bare_number {
            let weekday = read.weekday.as_ref().map(|(weekday, _)| *weekday);
            return Some((reader.hints.numbered(number, weekday).first().copied(), false));
        }
        if read.range_of_days {
            return None;
        }
        return Some((reader.resolve(&read).0.first().copied(), read.ambiguous && read.weekday.is_none()));
    }
    let (weekday, _) = date::weekday_alone(&prose.text, &reader.words)?;
    Some((reader.hints.table_weekday(weekday).first().copied(), false))
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub filled: usize,
    pub slots: usize,
    pub ranges: usize,
    /// One of them is four digits.
    pub compact: bool,
}

/// A slot that was read, with its place.
struct Found {
    row: usize,
    column: usize,
    slot: ReadSlot,
}

/// What the columns hold, and the slots. A column is left where it can't be one of times any more.
fn counts(reader: &Reader<'_>, grid: &Grid, roles: &[Option<Role>], head: Option<usize>) -> (Vec<Counts>, Vec<Found>) {
    let mut cells = vec![0; roles.len()];
    for cell in grid.rows.iter().flat_map(|row| &row.cells) {
        if cell.prose.text.is_empty() && cell.prose.marks.is_empty() {
            continue;
        }
        if let Some(count) = cells.get_mut(cell.column) {
            *count += 1;
        }
    }
    let mut counts = vec![Counts::default(); roles.len()];
    let mut found = Vec::new();
    for (number, row) in grid.rows.iter().enumerate() {
        for cell in &row.cells {
            let column = cell.column;
            let Some(count) = counts.get_mut(column).filter(|count| !count.rules_out(roles[column], cells[column]))
            else {
                continue;
            };
            if !Columns::counts(cell) || cell.prose.is_blank() {
                continue;
            }
            let slot = clock::slot_at(&cell.prose.text, 0, &reader.words);
            if Some(number) == head && slot.is_none() {
                continue;
            }
            count.filled += 1;
            // "1045 Talks" below "0900 Welcome"
            let among = || clock::among_at(&cell.prose.text, 0, &reader.words).filter(is_compact);
            let slot = slot.or_else(|| if count.compact { among() } else { None });
            if let Some(slot) = slot.or_else(|| reader.slot_under(&cell.prose, roles[column])) {
                count.slots += 1;
                count.compact |= is_compact(&slot);
                count.ranges += usize::from(slot.end.is_some());
                found.push(Found { row: number, column, slot });
            }
        }
    }
    (counts, found)
}

impl Counts {
    /// Whether a column of so many cells can't become one of times whatever the rest of it holds: see
    /// [`is_time_column`].
    fn rules_out(&self, role: Option<Role>, cells: usize) -> bool {
        let others = self.filled - self.slots;
        match role {
            Some(Role::Time | Role::Start | Role::End) => false,
            None | Some(Role::Duration | Role::Date | Role::Day) => others * 2 > cells,
            Some(_) => others * 4 > cells,
        }
    }
}

/// Four digits: `0900`.
fn is_compact(slot: &ReadSlot) -> bool {
    slot.start.notation == Notation::Compact
}

fn is_time_column(counts: &Counts, role: Option<Role>) -> bool {
    match role {
        Some(Role::Time | Role::Start | Role::End) => counts.slots > 0,
        Some(Role::Duration) => counts.ranges * 2 > counts.filled,
        // "Datum & Zeit": some days have no time yet.
        Some(Role::Date | Role::Day) => counts.slots >= 2 && counts.slots * 2 >= counts.filled,
        Some(_) => counts.slots >= 2 && counts.slots * 4 >= counts.filled * 3,
        None => {
            counts.slots > 0
                && counts.slots * 2 >= counts.filled
                && (counts.slots > 1 || counts.ranges == 1 && counts.filled == 1)
        }
    }
}
