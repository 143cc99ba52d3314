//! The year of a day that leaves it out, from the headings above it or from what is known of the post.

use super::locale::words::Words;
use super::reader::{Reader, Section};
use super::{Context, Day, Days, YearFrom, date};
use jiff::civil::Weekday;
use smallvec::smallvec;

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
            if !fits(*day) && fits(other) {
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

    /// Where nothing tells the year: the one that the post mentions anywhere, in a link or the front matter, and that all
    /// days with their weekdays fit. Called when the dates of the texts were read.
    pub(super) fn year_by_weekdays(&mut self) {
        if self.hints.near.is_some() || self.hints.year.is_some() || self.hints.month.is_some() {
            return;
        }
        let mut days: Vec<(Weekday, Day)> = Vec::new();
        for read in self.early.iter().filter_map(|early| early.dates.as_ref()).flatten() {
            let ([day], Some((weekday, _))) = (read.days.as_slice(), &read.weekday) else { continue };
            if day.year.is_some() {
                return;
            }
            days.push((*weekday, *day));
        }
        if days.is_empty() {
            return;
        }
        let fits = |year: i16| {
            let in_year = |day: Day| Day { year: Some(year), ..day }.date();
            days.iter().all(|(weekday, day)| in_year(*day).is_some_and(|date| date.weekday() == *weekday))
        };
        let mut years = mentioned(self.source.text()).filter(|year| fits(*year));
        let Some(year) = years.next() else { return };
        if years.all(|other| other == year) {
            self.hints.year = Some(year);
            self.hints.from = YearFrom::Publication;
            let known: Vec<Day> = self.hints.days.iter().map(|day| self.hints.fill(*day)).collect();
            self.hints.days = if self.hints.spans { super::days::spread(&known) } else { known };
        }
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

/// The years of a text, also those glued to a name: `pyconf2026`.
fn mentioned(text: &str) -> impl Iterator<Item = i16> {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "20").filter_map(move |at| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let alone = at.checked_sub(1).is_none_or(|before| !digit(before)) && !digit(at + 4);
        text.get(at..at + 4).filter(|_| alone)?.parse().ok()
    })
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
