//! Dates as posts write them, in fifteen languages: `jeudi 28 août 2015`, `Oct 19–21`, `15.03.2025 (Fr)`.
//!
//! The text is cut into the few kinds of pieces a date is made of, then read by
//! a small grammar. A day that no calendar has is kept as such, never dropped.

mod element;
mod file_name;
mod grammar;
pub mod order;
mod pieces;
mod settle;
mod spare;
mod windows;

pub use file_name::{FileDate, from_file_name};

use super::Days;
use super::locale::words::Words;
use jiff::civil::Weekday;
use spare::Pieces;
use std::ops::Range;

/// A date, or a list or range of dates, as written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReadDate {
    /// Bytes of the text: weekday, day, month, year.
    pub range: Range<usize>,
    /// The weekday written with the first day.
    pub weekday: Option<(Weekday, Range<usize>)>,
    /// The days in the order written; the ends of a range both. Impossible ones are not among them.
    pub days: Days,
    /// The two days are the ends of a range.
    pub range_of_days: bool,
    /// A weekday with a day number and no month ("Monday 24th").
    pub bare_number: Option<i8>,
    /// A day that no calendar has: day, month, year as written.
    pub impossible: Option<(i16, i16, Option<i16>)>,
    /// A range that runs backwards.
    pub reversed: bool,
    /// The year is written.
    pub year_written: bool,
    /// An English ordinal that is none ("31th").
    pub ordinal_bad: Option<Range<usize>>,
    /// Written in numbers alone (`24.11.2017`).
    pub numeric: bool,
    /// In numbers whose order the text does not tell (`04/12/2024`): read in the language's order.
    pub ambiguous: bool,
    /// Weekdays written with later days, by the index of their day.
    pub more_weekdays: Vec<(usize, Weekday, Range<usize>)>,
}

impl ReadDate {
    /// Moves it along in the text, by bytes.
    pub fn shift(&mut self, by: usize) {
        let weekday = self.weekday.as_mut().map(|(_, range)| range);
        for range in std::iter::once(&mut self.range).chain(weekday) {
            *range = range.start + by..range.end + by;
        }
    }
}

/// All dates of a text, in order. A weekday on its own is none: see [`weekday_alone`].
#[must_use]
pub fn dates(text: &str, words: &Words) -> Vec<ReadDate> {
    dates_from(text, 0, words)
}

/// All dates of a text where no digit stands before a byte, see [`dates`].
#[must_use]
pub fn dates_from(text: &str, digit: usize, words: &Words) -> Vec<ReadDate> {
    let pieces = cut(text, digit, words);
    if pieces.is_empty() { Vec::new() } else { grammar::dates(&pieces, words).collect() }
}

/// The first date of a text.
#[must_use]
pub fn first(text: &str, words: &Words) -> Option<ReadDate> {
    grammar::dates(&cut(text, 0, words), words).next()
}

/// The date that a text begins with, marks before it allowed.
#[must_use]
pub fn leading(text: &str, words: &Words) -> Option<ReadDate> {
    let begins = text.find(char::is_alphanumeric)?;
    if !pieces::may_begin(text, begins) || is_clock_alone(text) {
        return None;
    }
    let pieces = pieces::first_pieces(text, begins, words);
    grammar::leading(&pieces, begins, words)
}

fn cut(text: &str, digit: usize, words: &Words) -> Pieces {
    if is_clock_alone(text) { Pieces::default() } else { pieces::pieces(text, digit, words) }
}

/// `10:00 - 11:00`, `14h`: the most frequent cell of all, and never a date or a zone.
#[must_use]
pub fn is_clock_alone(text: &str) -> bool {
    let mut dashes = 0;
    text.len() <= 24
        && text.bytes().all(|byte| {
            dashes += usize::from(byte == b'-');
            byte.is_ascii_digit() || matches!(byte, b':' | b' ' | b'h' | b'H' | b'-')
        })
        && dashes < 2
}

/// The weekday that a heading or cell names without a number ("Tuesday", "Vendredi - Transmission"): a full
/// name at the start, or any name that is the whole text.
#[must_use]
pub fn weekday_alone(text: &str, words: &Words) -> Option<(Weekday, Range<usize>)> {
    pieces::weekday_alone(text, words)
}
