//! Programmes in tables: which column says what, then row by row.

use super::clock::{self, Meant, ReadSlot};
use super::columns::{Columns, Kind as ColumnKind};
use super::locale::Role;
use super::locale::topics::Topics;
use super::reader::Reader;
use super::{Day, Kind, Minutes, Origin, Slot, Text, Zone, date};
use crate::document::{Cell, Grid, MarkKind, Prose, Row};
use crate::source::Span;

/// What a row's time cells gave.
struct RowTime<'a> {
    slot: Slot,
    meant: Meant,
    prose: &'a Prose<'a>,
    read: ReadSlot,
    /// A length that the same cell writes.
    length: Option<(Minutes, Span)>,
    /// Its own zone, or that of its column.
    zone: Option<Zone>,
}

impl<'a> Reader<'a> {
    /// Reads a table.
    pub(super) fn grid(&mut self, index: usize) {
        let doc = self.doc;
        let Some(grid) = doc.grids.get(index) else { return };
        for row in &grid.rows {
            for cell in &row.cells {
                if !cell.prose.is_blank() {
                    self.mention(&cell.prose, None, super::Context::Cell);
                }
            }
        }
        if self.month(grid) {
            return;
        }
        let Some(mut columns) = Columns::of(self, grid) else {
            self.facts(grid);
            return;
        };
        let place = self.place(grid.span, Origin::Table, Some(index));
        let first = self.agenda.sessions.len();
        let mut state = State::new(place, grid.caption.as_ref().and_then(|caption| self.row_day(caption)));
        // A table inside a row of another one is that row's own programme.
        while self.tables.pop_if(|(table, _)| !table.contains(grid.span)).is_some() {}
        let holder = self.tables.last().and_then(|(_, sessions)| {
            let rows = self.agenda.sessions.get(sessions.clone())?;
            let behind = rows.partition_point(|session| session.span.start() <= grid.span.start());
            let at = behind.checked_sub(1).filter(|&at| rows[at].span.contains(grid.span))?;
            Some(sessions.start + at)
        });
        if let Some(holder) = holder {
            state.day = self.agenda.sessions[holder].date;
        }
        let parts = self.side_by_side(grid, &columns);
        if parts.is_empty() && state.day.is_none() && !columns.has_days() {
            state.day = self.day_over_times(grid, &columns);
        }
        let (has_rooms, has_days) = if parts.is_empty() {
            let day = state.day.or(columns.day).or_else(|| Some(self.day()?.day));
            self.odd_row(grid, &columns, day);
            for number in columns.first..grid.rows.len() {
                self.row(grid, number, &mut columns, &mut state);
            }
            (columns.has_rooms() || state.room.is_some(), columns.has_days() || state.told)
        } else {
            self.read_parts(parts, index, &state)
        };
        if let Some(holder) = holder {
            for session in self.agenda.sessions.iter_mut().skip(first) {
                session.parent = Some(holder);
            }
        }
        self.tables.push((grid.span, first..self.agenda.sessions.len()));
        if self.agenda.sessions.len() == first && self.agenda.broken.last().is_none_or(|broken| broken.place != place) {
            self.agenda.places.truncate(place);
            return;
        }
        for place in self.agenda.places.iter_mut().skip(place).filter(|place| place.grid == Some(index)) {
            place.has_rooms |= has_rooms;
            place.has_days |= has_days;
        }
    }

    /// The day that the heading over the times names: "Day 1 (5 June)".
    fn day_over_times(&self, grid: &Grid, columns: &Columns) -> Option<Day> {
        let over = grid.rows[..columns.first].iter().filter_map(|row| row.at(columns.time)).map(|cell| &cell.prose);
        over.filter(|prose| !prose.is_blank()).find_map(|prose| {
            let nth = || self.nth_day(self.day_number(&prose.text, Topics::of(&prose.text))?);
            self.row_day(prose).or_else(nth)
        })
    }

    /// Reads a row of a programme.
    pub(super) fn row(&mut self, grid: &Grid<'a>, number: usize, columns: &mut Columns, state: &mut State) {
        let row = &grid.rows[number];
        let Some(cell) = row.at(columns.time) else { return };
        if cell.prose.text.contains('\n') && self.cell_lines(row, cell, state) {
            return;
        }
        let own = cell.column == columns.time && Columns::counts(cell);
        let read = if own { columns.take_slot(number) } else { self.cell_slot(&cell.prose) };
        let read = read.or_else(|| if row.header { None } else { self.slot_among(&cell.prose, state.place) });
        let time = read.map(|read| self.row_time(row, cell, read, columns));
        let Some(time) = time else {
            self.no_time(row, cell, columns, state);
            return;
        };
        // "Mon-Fri 9:00-15:00": when a place is open.
        let before = cell.prose.text.get(..time.read.outer.start).unwrap_or("");
        if before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).nth(1).is_some()
            && self.is_weekdays(before)
        {
            return;
        }
        // A heading row with a time is the first slot.
        let cells: Vec<&Cell> =
            row.cells.iter().filter(|cell| !columns.is_time(cell.column) && !self.is_joint(cell, columns)).collect();
        let day_column = columns.column_of(Role::Date).or_else(|| columns.column_of(Role::Day));
        let day_in_row =
            self.row_day(&cell.prose).or_else(|| row.at(day_column?).and_then(|cell| self.day_in_cell(&cell.prose)));
        // "Day 5 (Friday, November 6)" before the times, under whatever heading.
        let before = || row.cells.iter().take_while(|cell| cell.column < columns.time);
        let day_in_row = day_in_row.or_else(|| before().find_map(|cell| self.full_day(&cell.prose)));
        // "Day 2 – Saturday", and blank below.
        let counted =
            if day_in_row.is_none() { before().find_map(|cell| self.day_named(&cell.prose)?.1) } else { None };
        let day_in_row = day_in_row.or(counted);
        if (day_column.is_some() || counted.is_some())
            && let Some(day) = day_in_row
        {
            state.day = Some(day);
            state.told = true;
        }
        if day_in_row.is_none()
            && let Some(name) = self.undated_day(row, columns.time, day_column)
        {
            self.turn(state, name);
        }
        let day = day_in_row.or(state.day);
        let grids = columns.multi();
        if grids.is_empty() {
            let id = self.add(&time, row.span, state.place);
            self.dress(id, row, &cells, columns, &time);
            if let Some(day) = day.or(columns.day) {
                self.date(id, day);
            }
            if let Some(room) = state.room.clone()
                && self.agenda.sessions[id].room.is_none()
            {
                self.agenda.sessions[id].room = Some(room);
            }
            return;
        }
        let mut filled: Vec<&Cell> = cells.iter().copied().filter(|cell| columns.kind(cell.column).is_some()).collect();
        // A break or plenary in one cell of a row holds for all rooms, unless one from above goes on in them.
        let alone = filled.len() == 1 && columns.rooms() > 1 && !is_covered(grid, number);
        // A dash beside a title says that nothing is on.
        if filled.iter().any(|cell| !is_dash(&cell.prose)) {
            filled.retain(|cell| !is_dash(&cell.prose));
        }
        for cell in &filled {
            let id = self.add(&time, row.span, state.place);
            self.entitle(id, &cell.prose, 0..cell.prose.text.len());
            self.lengthen(id, row, columns);
            if cell.rowspan > 1 {
                self.cover(id, columns, number..number + cell.rowspan);
            }
            match columns.kind(cell.column) {
                Some(ColumnKind::Day(days)) => {
                    let days = *days;
                    if let Some(day) = days {
                        self.date(id, day);
                    } else if let Some(day) = day {
                        self.date(id, day);
                    }
                }
                Some(ColumnKind::Room(name, width)) => {
                    let (name, wide) = (name.clone(), cell.colspan > *width || alone);
                    let session = &mut self.agenda.sessions[id];
                    session.for_all = wide;
                    if wide {
                        session.room = None;
                    } else {
                        session.track = Some(name.clone());
                        session.room = Some(name);
                    }
                    if let Some(day) = day.or(columns.day_over(cell.column)).or(columns.day) {
                        self.date(id, day);
                    }
                }
                None => {}
            }
        }
        if filled.is_empty() && !cells.is_empty() && grid.columns > 0 {
            let id = self.add(&time, row.span, state.place);
            self.dress(id, row, &cells, columns, &time);
        }
    }

    /// A cell beside several times lasts as long as the last of them, or until the time below.
    fn cover(&mut self, id: usize, columns: &Columns, rows: std::ops::Range<usize>) {
        let meant = |row: usize| columns.slot(row).map(|read| clock::resolve(read, None));
        let session = &mut self.agenda.sessions[id];
        if session.end.is_some() {
            // The last row tells the end; one that is a start alone leaves it open.
            let last = meant(rows.end - 1);
            session.end = last.map_or(session.end, |last| last.end).filter(|end| *end > session.start);
        } else if let Some(next) = meant(rows.end).filter(|next| next.start > session.start) {
            session.end = Some(next.start);
            session.end_inferred = true;
        }
    }

    /// A row without a time: a day, a room, a continuation, or a broken time.
    fn no_time(&mut self, row: &Row, cell: &Cell, columns: &mut Columns, state: &mut State) {
        let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.prose.is_blank()).collect();
        if columns.take_days(self, row) {
            return;
        }
        for other in &filled {
            if let Some(day) = self.row_day(&other.prose).filter(|_| filled.len() <= 3) {
                state.day = Some(day);
                state.told = true;
                return;
            }
        }
        if filled.len() <= 3
            && let Some((name, day)) = filled.iter().find_map(|cell| self.day_named(&cell.prose))
        {
            state.day = day;
            state.told |= day.is_some();
            self.turn(state, name);
            return;
        }
        if let [only] = filled.as_slice()
            && columns.kind(only.column).is_none()
            && self.words.at_any(only.prose.trimmed(), 0, |locale| &locale.rooms).is_some()
            && only.prose.trimmed().chars().count() <= 40
        {
            state.room = self.text(&only.prose, 0..only.prose.text.len());
            return;
        }
        if self.swapped(row, &filled, columns, state) {
            return;
        }
        let title = filled
            .iter()
            .find(|other| other.column > columns.time)
            .and_then(|other| self.text(&other.prose, 0..other.prose.text.len()));
        if !cell.prose.is_blank() && !cell.header {
            self.broken(&cell.prose, 0, row.span, state.place, title);
        }
    }

    /// Takes a row whose time and title have changed places: "Closing | 16:45 - 17:00". Whether it was one.
    fn swapped(&mut self, row: &Row, filled: &[&Cell], columns: &Columns, state: &State) -> bool {
        let [title, cell] = filled else { return false };
        if title.column != columns.time || columns.kind(cell.column).is_some() {
            return false;
        }
        let whole = |read: &ReadSlot| read.end.is_some() && read.outer == (0..cell.prose.text.trim_end().len());
        let Some(read) = self.cell_slot(&cell.prose).filter(whole) else { return false };
        let time = self.row_time(row, cell, read, columns);
        let id = self.add(&time, row.span, state.place);
        self.entitle(id, &title.prose, 0..title.prose.text.len());
        if let Some(day) = state.day.or(columns.day) {
            self.date(id, day);
        }
        true
    }

    fn row_time<'r>(&self, row: &'r Row, cell: &'r Cell, mut read: ReadSlot, columns: &Columns) -> RowTime<'r> {
        let prose = &cell.prose;
        let mut slot = self.slot(prose, &read);
        let mut meant = clock::resolve(&read, None);
        let mut length = None;
        if read.end.is_none()
            && let Some((end, written)) = self.stacked(prose, &read)
        {
            length = written.map(|(minutes, range)| (minutes, self.span(prose, range)));
            let both = ReadSlot { end: Some(end.start), ..read };
            (slot, meant) = (self.slot(prose, &both), clock::resolve(&both, None));
            read = both;
        } else if let Some((minutes, range)) = self.length_behind(prose, &read) {
            length = Some((minutes, self.span(prose, range)));
        }
        if read.end.is_none()
            && let Some(end) = columns.end
            && let Some(cell) = row.at(end).filter(|cell| !cell.prose.is_blank())
        {
            match self.end_slot(&cell.prose) {
                Some(end) => {
                    let both = ReadSlot { end: Some(end.start.clone()), ..read.clone() };
                    meant = clock::resolve(&both, None);
                    let end = self.slot(&cell.prose, &end).start;
                    slot.end = Some(end);
                    slot.span = slot.span.cover(end.span);
                    read.open_end = false;
                }
                None => {
                    slot.vague = true;
                    read.vague = true;
                }
            }
        }
        let zone = self.zone_of(prose, &read).or_else(|| columns.zone.clone());
        RowTime { slot, meant, prose, read, length, zone }
    }

    /// The slot of a cell in a time column.
    pub(super) fn cell_slot(&self, prose: &Prose) -> Option<ReadSlot> {
        if prose.is_blank() {
            return None;
        }
        clock::slot_at(&prose.text, 0, &self.words).or_else(|| self.slot_behind(prose))
    }

    /// "28.01.2019 - 18:30", "Morning Session (9:00am – 12:30pm)": the slot of a cell that begins otherwise.
    pub(super) fn slot_behind(&self, prose: &Prose) -> Option<ReadSlot> {
        let first = clock::first_slot(&prose.text, prose.text.len(), &self.words)?;
        if first.end.is_some() {
            return Some(first);
        }
        let dated = date::first(&prose.text, &self.words);
        let near = dated.is_some_and(|date| date.range.start <= 12 && first.outer.start >= date.range.end);
        (near || date::weekday_alone(&prose.text, &self.words).is_some()).then_some(first)
    }

    /// "bis 11:50", "11:50", "- 11:50".
    fn end_slot(&self, prose: &Prose) -> Option<ReadSlot> {
        let text = &*prose.text;
        let lead = text.len()
            - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '~')).len();
        let until = self
            .words
            .at_any(text, lead, |locale| &locale.until)
            .or_else(|| self.words.at_any(text, lead, |locale| &locale.to));
        clock::slot_at(text, until.unwrap_or(lead), &self.words)
    }

    fn add(&mut self, time: &RowTime<'_>, row: Span, place: usize) -> usize {
        let id = self.push_slot(time.slot, time.meant, Kind::Session, Origin::Table, place, row, time.zone.clone());
        self.agenda.sessions[id].duration = time.length;
        id
    }

    pub(super) fn date(&mut self, id: usize, day: Day) {
        let told = day.year.is_some() && self.hints.from != super::YearFrom::Unknown;
        if let Some(session) = self.agenda.sessions.get_mut(id) {
            session.date = Some(day);
            session.year_is_told |= told;
        }
    }

    /// A cell that is blank, or only joins the times beside it ("bis").
    fn is_joint(&self, cell: &Cell, columns: &Columns) -> bool {
        let text = cell.prose.trimmed();
        let between = || columns.end.is_some_and(|end| columns.time < cell.column && cell.column < end);
        text.is_empty() || text.len() <= 6 && between() && self.words.is_any(text, |locale| &locale.to)
    }

    /// The day of a month that a cell names.
    fn full_day(&self, prose: &Prose) -> Option<Day> {
        let read = date::first(&prose.text, &self.words)?;
        if read.days.len() == 1 { self.resolve(&read).0.first().copied() } else { None }
    }

    /// The day that a cell of a column of days names, also by its number: "Day 2 (Saturday)".
    fn day_in_cell(&self, prose: &Prose) -> Option<Day> {
        self.row_day(prose).or_else(|| {
            let text = Some(prose.trimmed()).filter(|text| text.chars().count() <= DAY)?;
            self.hints.nth(self.day_number(text, Topics::of(text))?)
        })
    }

    /// The single day that a cell names.
    pub(super) fn row_day(&self, prose: &Prose) -> Option<Day> {
        let read = date::dates(&prose.text, &self.words);
        if let Some(read) = read.first() {
            if read.days.len() == 1 {
                return self.resolve(read).0.first().copied();
            }
            let number = read.bare_number?;
            return self.hints.numbered(number, read.weekday.as_ref().map(|(day, _)| *day)).first().copied();
        }
        if prose.trimmed().chars().count() > DAY {
            return None;
        }
        let (weekday, _) = date::weekday_alone(&prose.text, &self.words)?;
        self.hints.table_weekday(weekday).first().copied()
    }

    /// Title, people, room, length of a session of one row.
    fn dress(&mut self, id: usize, row: &Row, cells: &[&Cell], columns: &Columns, time: &RowTime<'_>) {
        let at = |role: Role| {
            columns.column_of(role).and_then(|column| row.at(column)).filter(|cell| !cell.prose.is_blank())
        };
        let plain =
            |cell: &&&Cell| columns.role(cell.column).is_none_or(|role| matches!(role, Role::Title | Role::Track));
        let own = time.prose.text.get(time.read.outer.end..).unwrap_or("");
        // "Module | Topic": a number is no title where a text stands beside it.
        let worded = |cell: &&Cell| {
            columns.role(cell.column) == Some(Role::Title) && cell.prose.text.chars().any(char::is_alphabetic)
        };
        let title = at(Role::Title).filter(|cell| worded(cell));
        // What stands beside several rows is over them, not their title.
        let own_row = |cell: &&Cell| cell.rowspan == 1 && cell.prose.text.chars().any(char::is_alphabetic);
        let beside = || cells.iter().filter(plain).copied().find(own_row);
        let title = if title.is_some_and(|cell| cell.rowspan > 1) { beside().or(title) } else { title };
        let title = title.or_else(|| cells.iter().copied().find(worded));
        let title = title.or_else(|| at(Role::Title)).or_else(|| cells.iter().find(plain).copied()).or_else(|| {
            let named = |cell: &&&Cell| columns.is_day(cell.column) && self.row_day(&cell.prose).is_some();
            // "Mondays" in a column of days is a day, understood or not.
            let other = cells.iter().find(|cell| columns.role(cell.column) != Some(Role::Day) && !named(cell));
            other.or_else(|| cells.iter().find(|cell| !named(cell))).copied()
        });
        let mut named = None;
        if let Some(cell) = title {
            let topics = self.entitle(id, &cell.prose, 0..cell.prose.text.len());
            named = Some((cell, topics));
        } else if own.trim().len() > 2 {
            self.entitle(id, time.prose, time.read.outer.end..time.prose.text.len());
        }
        let bold = time.prose.marks.iter().any(|mark| mark.kind == MarkKind::Strong && mark.range().len() > 4);
        if bold && title.is_some_and(|cell| is_bold(&cell.prose)) {
            self.agenda.sessions[id].kind = Kind::Block;
        }
        let untitled_columns = columns.headless && title.is_some();
        let speakers = at(Role::Speaker).or_else(|| {
            let next = cells.iter().skip_while(|cell| title.is_none_or(|title| title.column != cell.column)).nth(1)?;
            untitled_columns.then_some(*next)
        });
        if let Some(cell) = speakers.filter(|cell| title.is_none_or(|title| title.column != cell.column)) {
            let people: Vec<Text> = super::people::split_speakers(&cell.prose.text, &self.words)
                .into_iter()
                .filter_map(|range| self.text(&cell.prose, range))
                .filter(|name| !untitled_columns || super::people::is_person(&name.text, &self.words))
                .collect();
            self.agenda.sessions[id].speakers.extend(people);
        }
        if let Some(cell) = at(Role::Room) {
            self.agenda.sessions[id].room = self.text(&cell.prose, 0..cell.prose.text.len());
        } else if let Some(room) = named.and_then(|(cell, topics)| self.room_in(&cell.prose, topics)) {
            self.agenda.sessions[id].room = Some(room);
        }
        if let Some(cell) = at(Role::Track) {
            self.agenda.sessions[id].track = self.text(&cell.prose, 0..cell.prose.text.len());
        }
        self.lengthen(id, row, columns);
    }

    /// The length that a column of them tells.
    fn lengthen(&mut self, id: usize, row: &Row, columns: &Columns) {
        let Some(cell) = columns.column_of(Role::Duration).and_then(|column| row.at(column)) else { return };
        let whole = clock::total(&cell.prose.text, &self.words).or_else(|| column_duration(cell.prose.trimmed()));
        if let Some((minutes, _)) = whole {
            self.agenda.sessions[id].duration = Some((minutes, cell.prose.trimmed_span(self.source)));
        }
    }
}

/// What holds from row to row.
pub(super) struct State {
    pub(super) place: usize,
    pub(super) day: Option<Day>,
    pub(super) told: bool,
    pub(super) room: Option<Text>,
    /// The days that are named without a date, each with the place of its rows.
    pub(super) undated: Vec<(String, usize)>,
}

impl State {
    /// What holds at the first row.
    pub(super) fn new(place: usize, day: Option<Day>) -> Self {
        State { place, day, told: false, room: None, undated: Vec::new() }
    }
}

/// The most rows above that are looked at for one that goes on.
const ABOVE: usize = 12;

/// The longest name of a day, in characters.
const DAY: usize = 30;

/// Whether a cell of a row above that says something goes on in this row.
fn is_covered(grid: &Grid, number: usize) -> bool {
    if grid.rows[number].cells.len() >= grid.columns {
        return false;
    }
    let above = grid.rows[..number].iter().rev().take(ABOVE).zip(1..);
    above.into_iter().any(|(row, back)| row.cells.iter().any(|cell| cell.rowspan > back && !cell.prose.is_blank()))
}

fn is_dash(prose: &Prose) -> bool {
    let text = prose.trimmed();
    text.len() <= 6 && !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | '−'))
}

fn is_bold(prose: &Prose) -> bool {
    let length = prose.trimmed().len();
    prose.marks.iter().any(|mark| mark.kind == MarkKind::Strong && mark.range().len() + 2 >= length)
}

/// In a column of durations `0:20`, `00:30:00` and `25` are lengths.
fn column_duration(text: &str) -> Option<(i32, std::ops::Range<usize>)> {
    let parts: Vec<i32> = text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let minutes = match parts.as_slice() {
        [minutes] => *minutes,
        [hours, minutes] | [hours, minutes, _] => hours * 60 + minutes,
        _ => return None,
    };
    (0..=24 * 60).contains(&minutes).then_some((minutes, 0..text.len()))
}
