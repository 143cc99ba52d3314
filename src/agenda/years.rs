//! The year of a day that leaves it out, from the headings above it or from what is known of the post.

use super::locale::words::Words;
use super::reader::{Reader, Section};
use super::{Context, Day, Days, YearFrom, date};
use jiff::civil::Weekday;
use smallvec::smallvec;

/// How many rows of a table are looked at for days, how many of them as headings, and how many cells of those.
const ROWS: usize = 40;
const HEADINGS: usize = 2;
const CELLS: usize = 12;

/// How far above a heading is looked for that names a year, in dates.
const ABOVE: usize = 40;

/// The year that a heading tells.
struct Told {
    year: i16,
    /// The day or month that it names with it.
    beside: Option<Day>,
    /// It names a month with its year, and no more.
    month: bool,
}

impl Section {
    fn tells_year(&self) -> Option<Told> {
        let named = |beside: Day, month| beside.year.map(|year| Told { year, beside: Some(beside), month });
        let day = self.days.first().filter(|_| self.told);
        day.and_then(|day| named(*day, false))
            .or_else(|| self.year.map(|year| Told { year, beside: None, month: false }))
            .or_else(|| named(self.month?, true))
    }
}

impl Reader<'_> {
    /// The days of a read date, their years filled in from what is around. Where
    /// numbers can be read in two orders, a weekday beside them decides.
    pub(super) fn resolve(&self, read: &date::ReadDate) -> (Days, YearFrom) {
        let (days, year) = self.with_year(read);
        if let (Some((weekday, _)), [day], true) = (&read.weekday, days.as_slice(), read.ambiguous) {
            let fits = |day: Day| day.date().is_some_and(|date| date.weekday() == *weekday);
            let other = Day { month: day.day, day: day.month, ..*day };
            // Where the weekday is of neither, the year may be wrong: the announced one is meant.
            if !fits(*day) && (fits(other) || self.hints.days.contains(&other)) {
                return (smallvec![other], year);
            }
        }
        (days, year)
    }

    fn with_year(&self, read: &date::ReadDate) -> (Days, YearFrom) {
        if read.year_written {
            return (read.days.clone(), YearFrom::Written);
        }
        if let Some(told) = self.sections.iter().rev().find_map(Section::tells_year) {
            let days: Days = read.days.iter().map(|day| self.hints.near(*day, told.year, told.beside)).collect();
            // "2 January" right under "January 2026" is as good as written with its year.
            let month = told.beside.filter(|_| told.month);
            let written = month.is_some_and(|month| read.days.iter().all(|day| day.month == month.month));
            return (days, if written { YearFrom::Written } else { YearFrom::Heading });
        }
        if let Some(titled) = self.hints.month
            && read.days.iter().all(|day| day.month == titled.month)
        {
            return (read.days.iter().map(|day| Day { year: titled.year, ..*day }).collect(), YearFrom::Heading);
        }
        let days: Days = read.days.iter().map(|day| self.hints.fill(*day)).collect();
        if days.iter().all(|day| day.year.is_none())
            && let Some(above) = self.day_of_heading_above()
        {
            let carried = |day: &Day| Day { year: above.year.map(|year| year + i16::from(turns(above, *day))), ..*day };
            return (read.days.iter().map(carried).collect(), YearFrom::Heading);
        }
        (days, self.hints.from)
    }

    /// Where nothing tells the year, or the date of the page a year that the weekdays of the post do not fit: the one that
    /// they all fit, of those that the post mentions anywhere or its folders (`hackathon2026/`) do. Called when the dates of the texts were read.
    pub(super) fn year_by_weekdays(&mut self) {
        if self.hints.is_told() || self.hints.year.is_some() || self.hints.month.is_some() {
            return;
        }
        let Some(days) = self.named_days().filter(|days| !days.is_empty()) else { return };
        let fits = |fill: &dyn Fn(Day) -> Day| {
            days.iter().all(|(weekday, day)| fill(*day).date().is_some_and(|date| date.weekday() == *weekday))
        };
        let near = self.hints.near;
        if near.is_some() && fits(&|day| self.hints.fill(day)) {
            return;
        }
        let later = |year: i16| near.is_none_or(|near| (near.year()..=near.year() + 1).contains(&year));
        let in_year = |year: i16| later(year) && fits(&|day| Day { year: Some(year), ..day });
        let text = self.source.text();
        let of_page = self.source.slice(self.doc.front_span);
        let folder = self.source.path().parent().map(std::path::Path::to_string_lossy).unwrap_or_default();
        let found = only(mentioned(text).filter(|year| in_year(*year)))
            .or_else(|| only(mentioned(of_page).map(|year| year + 1).filter(|year| in_year(*year))))
            .or_else(|| only(mentioned(&folder).filter(|year| in_year(*year))));
        let Some(year) = found else { return };
        self.hints.near = days.first().and_then(|(_, day)| Day { year: Some(year), ..*day }.date());
        self.hints.after = false;
        self.hints.from = YearFrom::Publication;
        if !self.hints.bare.is_empty() {
            let bare = std::mem::take(&mut self.hints.bare);
            self.hints.announce(&bare, self.hints.spans);
        }
    }

    /// The days without a year that stand beside their weekdays, in the headings of tables, too; `None` where one is
    /// written with its year.
    fn named_days(&self) -> Option<Vec<(Weekday, Day)>> {
        let mut days: Vec<(Weekday, Day)> = Vec::new();
        let mut take = |read: &date::ReadDate| {
            if let ([day], Some((weekday, _))) = (read.days.as_slice(), &read.weekday) {
                days.push((*weekday, *day));
                return day.year.is_none();
            }
            true
        };
        let early = self.early.iter().filter_map(|early| early.dates.as_ref()).flatten();
        if !early.into_iter().all(&mut take) {
            return None;
        }
        if self.hints.near.is_none() {
            // Days stand in the headings and at the start of a row.
            let cells = self.doc.grids.iter().flat_map(|grid| grid.rows.iter().take(ROWS).enumerate());
            let cells = cells.flat_map(|(at, row)| row.cells.iter().take(if at < HEADINGS { CELLS } else { 1 }));
            for text in cells.map(|cell| &*cell.prose.text).filter(|text| !date::is_clock_alone(text)) {
                if !date::dates(text, &self.words).iter().all(&mut take) {
                    return None;
                }
            }
        }
        Some(days)
    }

    /// The last day that a heading above, or a line that serves as one, names with its year.
    fn day_of_heading_above(&self) -> Option<Day> {
        let near = self.agenda.dates.iter().rev().take(ABOVE);
        let mut headings = near.filter(|mention| mention.context == Context::Heading);
        let last = headings.find(|mention| mention.days.last().is_some_and(|day| day.year.is_some()))?;
        last.days.last().copied()
    }
}

/// Whether a day behind another one is of the next year.
fn turns(before: Day, after: Day) -> bool {
    before.month == 12 && after.month == 1
}

/// The one year of several that are the same.
fn only(mut years: impl Iterator<Item = i16>) -> Option<i16> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// The years of a text, also those glued to a name: `pyconf2026`.
pub(super) fn mentioned(text: &str) -> impl Iterator<Item = i16> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'2', bytes).filter_map(move |at| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let alone =
            bytes.get(at + 1) == Some(&b'0') && at.checked_sub(1).is_none_or(|before| !digit(before)) && !digit(at + 4);
        text.get(at..at + 4).filter(|_| alone)?.parse().ok()
    })
}

/// The only year that a heading names, beside words: "Concerts 2017 (as the Larks)".
pub(super) fn year_among(text: &str) -> Option<i16> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let year = numbers.next().and_then(year_alone)?;
    numbers.next().is_none().then_some(year)
}

/// The year that is all a heading says: "2019", "– 2019 –".
pub(super) fn year_alone(text: &str) -> Option<i16> {
    let digits = text.trim_matches(|c: char| !c.is_alphanumeric());
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1995..=2100).contains(&year).then_some(year)
}

/// The month with its year that is all a heading says, by its first day: "January 2026", "Juin 2026".
pub(super) fn month_alone(text: &str, words: &Words) -> Option<Day> {
    let (month, year) = text.trim().rsplit_once(' ')?;
    year_alone(year)?;
    if month.contains(|c: char| !c.is_alphabetic()) {
        return None;
    }
    let read = date::first(&format!("1 {month} {year}"), words)?;
    read.days.first().copied().filter(|day| read.days.len() == 1 && day.year.is_some())
}
