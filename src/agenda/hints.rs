//! What tells the year, and the day where no heading names one.

use super::reader::Dated;
use super::{Day, Witness, WitnessFrom, YearFrom};
use jiff::civil::{Date, Weekday};

/// What is known of the event's days before the body is read.
#[derive(Clone, Debug)]
pub(super) struct Hints {
    /// The days that are announced, ascending.
    pub days: Vec<Day>,
    /// The same as they are written, where that is without a year.
    pub bare: Vec<Day>,
    /// Those are the first and the last of a stretch.
    pub spans: bool,
    /// The days are announced by more than a heading of the programme itself.
    pub announced: bool,
    /// The single day of sessions under no dated heading.
    pub single: Option<Day>,
    /// A day near the event, to choose a year by.
    pub near: Option<Date>,
    /// The event is after `near` (a publication date), not around it.
    pub after: bool,
    /// The year alone.
    pub year: Option<i16>,
    /// The month that the title names with its year.
    pub month: Option<Day>,
    /// How the year is known.
    pub from: YearFrom,
}

impl Default for Hints {
    fn default() -> Self {
        Hints {
            days: Vec::new(),
            bare: Vec::new(),
            spans: false,
            announced: false,
            single: None,
            near: None,
            after: false,
            year: None,
            month: None,
            from: YearFrom::Unknown,
        }
    }
}

impl Hints {
    /// A day with the year that fits best.
    pub fn fill(&self, day: Day) -> Day {
        if day.year.is_some() {
            return day;
        }
        if let Some(near) = self.near {
            let years = [near.year() - 1, near.year(), near.year() + 1];
            let best =
                years.into_iter().filter_map(|year| Date::new(year, day.month, day.day).ok()).min_by_key(|date| {
                    let away = (*date - near).get_days();
                    // An announcement stands before its event; a report soon after.
                    if self.after && away < -60 { 1000 - away } else { away.abs() }
                });
            return best.map_or(day, Day::from);
        }
        Day { year: self.year, ..day }
    }

    /// Takes days that are announced, all between the first and the last of a stretch.
    pub fn announce(&mut self, days: &[Day], spans: bool) {
        let days: Vec<Day> = days.iter().map(|day| self.fill(*day)).collect();
        self.days = if spans { super::days::spread(&days) } else { days };
    }

    /// A day in a year that a heading tells; the next year's January after its December.
    pub fn near(&self, day: Day, year: i16, reference: Option<Day>) -> Day {
        if day.year.is_some() {
            return day;
        }
        let turn = reference.is_some_and(|reference| reference.month == 12 && day.month == 1);
        Day { year: Some(if turn { year + 1 } else { year }), ..day }
    }

    /// The day for sessions under no dated heading.
    pub fn day(&self) -> Option<Dated> {
        let day = self.single.or(match self.days.as_slice() {
            [day] => Some(*day),
            _ => None,
        })?;
        Some(self.dated(day))
    }

    /// Whether the year of the announced days was told, not guessed from the page's date.
    pub fn is_told(&self) -> bool {
        self.from > YearFrom::Publication
    }

    /// An announced day with what is known of its year.
    pub fn dated(&self, day: Day) -> Dated {
        Dated { day, told: self.is_told() }
    }

    /// The announced day of a weekday.
    pub fn dated_weekday(&self, weekday: Weekday) -> Option<Dated> {
        self.weekday(weekday).first().map(|day| self.dated(*day))
    }

    /// The announced days of a weekday.
    pub fn weekday(&self, weekday: Weekday) -> Vec<Day> {
        let found: Vec<Day> =
            self.days.iter().filter(|day| day.date().is_some_and(|date| date.weekday() == weekday)).copied().collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// The day of a weekday in a table: an announced one, else the next behind
    /// the first day of an event whose other days are not named.
    pub fn table_weekday(&self, weekday: Weekday) -> Vec<Day> {
        let first = self.single.or(match self.days.as_slice() {
            [day] => Some(*day),
            _ => None,
        });
        let Some(first) = first.and_then(Day::date) else { return self.weekday(weekday) };
        let behind = first.weekday().until(weekday);
        let day = first.checked_add(jiff::Span::new().days(i64::from(behind)));
        day.map(Day::from).into_iter().collect()
    }

    /// The announced day with a number; the weekday decides between months only.
    pub fn numbered(&self, number: i8, weekday: Option<Weekday>) -> Vec<Day> {
        let mut found: Vec<Day> = self.days.iter().filter(|day| day.day == number).copied().collect();
        if found.is_empty() {
            // "Monday 24th" beside announced days of the same month.
            let months: Vec<(Option<i16>, i8)> = self.days.iter().map(|day| (day.year, day.month)).collect();
            if let Some(&(year, month)) = months.first()
                && months.iter().all(|other| *other == (year, month))
            {
                let by_weekday = weekday.map(|weekday| self.weekday(weekday)).filter(|days| days.len() == 1);
                return by_weekday.unwrap_or_else(|| {
                    let day = Day { year, month, day: number };
                    if day.date().is_some() { vec![day] } else { Vec::new() }
                });
            }
        }
        if found.is_empty()
            && self.days.is_empty()
            && let (Some(near), Some(weekday)) = (self.near, weekday)
        {
            found = self.fitting(number, weekday, near);
        }
        found.truncate(1);
        found
    }

    /// "Monday 23rd" in the month of the post's date or the one behind it, where the weekday fits just one of them.
    fn fitting(&self, number: i8, weekday: Weekday, near: Date) -> Vec<Day> {
        let month = near.first_of_month();
        let months = [Some(month), month.checked_add(jiff::Span::new().months(1)).ok()];
        let date = |month: Date| Date::new(month.year(), month.month(), number).ok();
        let fits = |date: &Date| date.weekday() == weekday && (*date - near).get_days() >= -7;
        let found: Vec<Day> = months.into_iter().flatten().filter_map(date).filter(fits).map(Day::from).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// "Day 2": the second announced day.
    pub fn nth(&self, number: usize) -> Option<Day> {
        self.days.get(number.checked_sub(1)?).copied().filter(|_| self.days.len() > 1)
    }

    /// Takes the witnesses in the order of trust.
    pub fn trust(&mut self, witnesses: &[Witness]) {
        let by = |from: WitnessFrom| witnesses.iter().find(|witness| witness.from == from && !witness.days.is_empty());
        let order = [
            (WitnessFrom::EventField, YearFrom::EventField),
            (WitnessFrom::FileName, YearFrom::FileName),
            (WitnessFrom::DateField, YearFrom::Publication),
        ];
        for (from, year) in order {
            let Some(witness) = by(from) else { continue };
            let Some(date) = witness.days.first().and_then(|day| day.date()) else { continue };
            self.near = Some(date);
            self.after = from != WitnessFrom::EventField;
            self.from = year;
            break;
        }
    }
}
