//! Time zones in a text: `CET`, `UTC+2`, "heure de Paris", `Europe/Paris`; and what they mean on a day.
//!
//! An abbreviation is a zone only in capitals and where nothing else can be
//! meant: directly after a time, in parentheses, or in a line that speaks of zones.

mod beginnings;
mod columns;
mod names;
pub(super) mod told;

use super::locale::words::{Words, char_at, char_before, skip_blanks};
use super::{Day, Minutes};
use crate::source::Span;
use beginnings::BEGINNINGS;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use names::{AREAS, FIXED, FULL, NAMED, SEASONAL, SPOKEN};
use std::ops::Range;

/// A time zone as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As written: `CEST`, `UTC+2`, `Paris time`, `Europe/Paris`.
    pub text: String,
    /// Its place; the whole front matter's value, or the configuration's empty span.
    pub span: Span,
    /// What is known of it.
    pub meaning: ZoneMeaning,
}

/// What a zone's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneMeaning {
    /// An offset from UTC in minutes, always (`UTC+2`, `JST`).
    Offset(i32),
    /// An abbreviation of one season: its offset in minutes and zones that use it.
    Seasonal {
        /// The offset that the abbreviation stands for, in minutes.
        offset: i32,
        /// IANA names of places that go by it; empty when unclear (IST, BST in places).
        zones: &'static [&'static str],
        /// Whether it is the summer form.
        summer: bool,
    },
    /// An IANA zone (`Europe/Paris`, "Paris time", "Pacific Time").
    Named(String),
    /// Not known.
    Unknown,
}

/// A zone's abbreviation in use.
#[derive(Clone, Debug)]
pub struct ZoneMention {
    /// The zone.
    pub zone: Zone,
    /// The days it holds for, as far as known.
    pub days: Vec<Day>,
}

/// Times that are said to be the same instant.
#[derive(Clone, Debug)]
pub struct Equivalent {
    /// The whole.
    pub span: Span,
    /// Each time with its zone, in minutes since midnight.
    pub times: Vec<(Minutes, Zone)>,
    /// The day, as far as known.
    pub day: Option<Day>,
}

/// All zones of a text with what they say, in order. "Pacific Daylight Time (PDT)" is one, by its short name.
#[must_use]
pub fn zones(text: &str, words: &Words) -> Vec<(Range<usize>, ZoneMeaning)> {
    let mut out: Vec<(Range<usize>, ZoneMeaning)> = Vec::new();
    let mut about = None;
    for (range, meaning) in named(text) {
        if !needs_ground(&meaning, range.len())
            || grounded(text, range.start, range.end)
            || *about.get_or_insert_with(|| words.find(text, |locale| &locale.zone_words).is_some())
        {
            let again = out.last().is_some_and(|(last, same)| {
                *same == meaning && text.get(last.end..range.start).is_some_and(|between| between.trim() == "(")
            });
            if again {
                out.pop();
            }
            out.push((range, meaning));
        }
    }
    out
}

/// The zone that the heading of a column of times names: "Time (EDT)", "Uhrzeit MEZ".
#[must_use]
pub fn in_heading(text: &str) -> Option<(Range<usize>, ZoneMeaning)> {
    named(text).next()
}

/// Whether a text that names a zone says that its times are in it: "All times are CEST", "(times in Pacific Time)".
/// A zone behind a time is that time's own.
#[must_use]
pub fn is_told(text: &str, zone: &Range<usize>, words: &Words) -> bool {
    let near = crate::source::ceil(text, zone.start.saturating_sub(NEAR));
    let before = text.get(near..zone.start).unwrap_or("");
    let ends = |(at, mark): &(usize, char)| match mark {
        '.' | '!' | '?' => char_before(before, *at).is_some_and(char::is_lowercase),
        mark => mark.is_ascii_digit(),
    };
    let from = before.char_indices().rev().find(ends).map_or(0, |(at, _)| at + 1);
    words.find(before.get(from..).unwrap_or(""), |locale| &locale.zone_words).is_some()
}

/// How far before a zone what tells it stands at most, in bytes.
const NEAR: usize = 80;

/// The names in a text that may be zones.
fn named(text: &str) -> impl Iterator<Item = (Range<usize>, ZoneMeaning)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(next) = BEGINNINGS.next(text.as_bytes(), at) {
            at = next + 1;
            let free = char_before(text, next).is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '/')));
            if free && let Some((end, meaning)) = zone_at(text, next) {
                at = end;
                return Some((next..end, meaning));
            }
        }
        None
    })
}

/// Whether two zones or more are named in a text, with or without times.
#[must_use]
pub fn are_several(text: &str) -> bool {
    named(text).nth(1).is_some()
}

/// The zone directly after a time that ends at `at`, in parentheses or not; its own bytes.
#[must_use]
pub fn after(text: &str, at: usize) -> Option<Range<usize>> {
    let gap = skip_blanks(text, at);
    if let Some(start) = char_at(text, gap).filter(|c| *c == '(').map(|_| skip_blanks(text, gap + 1)) {
        let (end, _) = zone_at(text, start)?;
        let close = skip_blanks(text, end);
        return matches!(char_at(text, close), Some(')' | ',' | ';' | '/')).then_some(start..end);
    }
    // Mostly a word or the end of the text comes next.
    let begins = gap > at && text.as_bytes().get(gap)?.is_ascii_alphabetic();
    let (end, _) = begins.then(|| zone_at(text, gap))??;
    Some(gap..end)
}

/// What a name says on its own: the value of a field, an option of the configuration.
#[must_use]
pub fn meaning(name: &str) -> ZoneMeaning {
    let name = name.trim();
    match zone_at(name, 0) {
        Some((end, meaning)) if end == name.len() => meaning,
        _ if TimeZone::get(name).is_ok() => ZoneMeaning::Named(name.to_owned()),
        _ => ZoneMeaning::Unknown,
    }
}

/// The offset at the end of a date-time as written, and in minutes: `2026-05-23T18:00:00+02:00`, `… 18:00 -0500`, `…Z`.
#[must_use]
pub fn of_date_time(text: &str) -> Option<(&str, i32)> {
    let time = text.find(':')?;
    if text.ends_with('Z') {
        return (text.len() > 16).then_some(("UTC", 0));
    }
    let sign = text.rfind(['+', '-']).filter(|sign| *sign > time)?;
    let (minutes, end) = offset_at(text, sign)?;
    (end == text.len()).then_some((text.get(sign..)?, minutes))
}

/// The zone written at `at`.
fn zone_at(text: &str, at: usize) -> Option<(usize, ZoneMeaning)> {
    let rest = text.get(at..)?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..length)?;
    let end = at + length;
    let capitals = (2..=5).contains(&length) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if !capitals {
        return if rest.as_bytes().get(length) == Some(&b'/') {
            iana(rest).map(|length| (at + length, ZoneMeaning::Named(rest.get(..length).unwrap_or("").to_owned())))
        } else {
            spoken(text, at, word)
        };
    }
    if char_at(text, end).is_some_and(|c| c.is_alphanumeric() || c == '_') && !matches!(word, "UTC" | "GMT") {
        return None;
    }
    if let "UTC" | "GMT" = word {
        let (offset, stop) = offset_at(text, end).unwrap_or((0, end));
        return (!char_at(text, stop).is_some_and(char::is_alphanumeric))
            .then_some((stop, ZoneMeaning::Offset(offset)));
    }
    if let Some(meaning) = abbreviated(word) {
        return Some((end, meaning));
    }
    if let Some((_, zone)) = NAMED.iter().find(|(name, _)| *name == word) {
        return Some((end, ZoneMeaning::Named((*zone).to_owned())));
    }
    spoken(text, at, word)
}

/// What an abbreviation of one offset stands for.
fn abbreviated(word: &str) -> Option<ZoneMeaning> {
    let fixed = FIXED.iter().find(|(name, _)| *name == word).map(|(_, offset)| ZoneMeaning::Offset(*offset));
    fixed.or_else(|| {
        let (_, offset, zones, summer) = SEASONAL.iter().find(|(name, ..)| *name == word)?;
        Some(ZoneMeaning::Seasonal { offset: *offset, zones, summer: *summer })
    })
}

/// "Pacific Time", "heure de Paris", "Pacific Daylight Time".
fn spoken(text: &str, at: usize, word: &str) -> Option<(usize, ZoneMeaning)> {
    let ends = |words: &str| {
        let same = words.as_bytes()[0] == word.as_bytes().first().map_or(0, u8::to_ascii_lowercase)
            && words.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
        same.then(|| super::locale::words::starts(text, at, words))?
    };
    let named = SPOKEN.iter().find_map(|(words, zone)| Some((ends(words)?, ZoneMeaning::Named((*zone).to_owned()))));
    named.or_else(|| FULL.iter().find_map(|(words, short)| Some((ends(words)?, abbreviated(short)?))))
}

/// The length of an IANA name (`Europe/Paris`) at the start of a text.
fn iana(text: &str) -> Option<usize> {
    AREAS.iter().any(|area| text.starts_with(area)).then_some(())?;
    let length =
        text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'))).unwrap_or(text.len());
    let name = text.get(..length)?.trim_end_matches(['/', '-', '+']);
    TimeZone::get(name).is_ok().then_some(name.len())
}

/// `+2`, ` +01:00`, `-5` after UTC or GMT: minutes and the byte after.
fn offset_at(text: &str, at: usize) -> Option<(i32, usize)> {
    let sign_at = skip_blanks(text, at);
    let sign = char_at(text, sign_at)?;
    let factor = match sign {
        '+' => 1,
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let start = sign_at + sign.len_utf8();
    let rest = text.get(start..)?;
    let count = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let value: i32 = rest.get(..count)?.parse().ok()?;
    let end = start + count;
    let (hours, minutes, end) = match count {
        1 | 2 => {
            match rest.get(count..).and_then(|r| r.strip_prefix(':')).and_then(|r| r.get(..2)).map(str::parse::<i32>) {
                Some(Ok(minutes)) => (value, minutes, end + 3),
                _ => (value, 0, end),
            }
        }
        4 => (value / 100, value % 100, end),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((factor * (hours * 60 + minutes), end))
}

/// Capitals that are also words or initials.
fn needs_ground(meaning: &ZoneMeaning, length: usize) -> bool {
    match meaning {
        ZoneMeaning::Offset(_) => length == 3,
        ZoneMeaning::Seasonal { .. } => true,
        ZoneMeaning::Named(_) => length == 2,
        ZoneMeaning::Unknown => false,
    }
}

/// After a time (or its "am"), or alone in parentheses.
fn grounded(text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    let last = before.chars().next_back();
    let meridiem = || {
        let tail: String = before.chars().rev().take(5).collect::<String>().to_ascii_lowercase();
        ["ma", ".m.a", "mp", ".m.p"].iter().any(|end| tail.starts_with(end))
            && before
                .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.' || c == ' ')
                .ends_with(|c: char| c.is_ascii_digit())
    };
    match last {
        None => text.get(end..).is_some_and(|rest| rest.trim().is_empty()),
        Some('(') => char_at(text, skip_blanks(text, end)).is_some_and(|c| matches!(c, ')' | ',' | ';' | '/' | '-')),
        Some(c) if c.is_ascii_digit() => {
            let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
            stem.ends_with([':', 'h', '.', '-', '–', ' ']) || stem.is_empty()
        }
        Some('/' | ',') => true,
        Some('h' | 'H') => before.trim_end_matches(['h', 'H']).ends_with(|c: char| c.is_ascii_digit()),
        _ => meridiem(),
    }
}

/// The offset from UTC, in minutes, that a zone has on a day at a local time.
#[must_use]
pub fn offset_on(meaning: &ZoneMeaning, date: Date, minutes: Minutes) -> Option<i32> {
    match meaning {
        ZoneMeaning::Offset(offset) | ZoneMeaning::Seasonal { offset, .. } => Some(*offset),
        ZoneMeaning::Named(name) => zone_offset(name, date, minutes),
        ZoneMeaning::Unknown => None,
    }
}

/// The offset in minutes that an IANA zone really has on a day at a local time; in a gap the one before it.
#[must_use]
pub fn zone_offset(name: &str, date: Date, minutes: Minutes) -> Option<i32> {
    let offset = match ambiguous(name, date, minutes)? {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    Some(offset.seconds() / 60)
}

/// What a change of the clocks does to a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The time exists once.
    Once,
    /// The clocks jump over it.
    Gap,
    /// It happens twice.
    Fold,
}

/// Whether a local time exists once, never or twice in an IANA zone.
#[must_use]
pub fn shift_at(name: &str, date: Date, minutes: Minutes) -> Option<Shift> {
    Some(match ambiguous(name, date, minutes)? {
        AmbiguousOffset::Unambiguous { .. } => Shift::Once,
        AmbiguousOffset::Gap { .. } => Shift::Gap,
        AmbiguousOffset::Fold { .. } => Shift::Fold,
    })
}

fn ambiguous(name: &str, date: Date, minutes: Minutes) -> Option<AmbiguousOffset> {
    let zone = TimeZone::get(name).ok()?;
    let days = minutes.div_euclid(24 * 60);
    let within = minutes.rem_euclid(24 * 60);
    let date = (0..days).try_fold(date, |date, _| date.tomorrow().ok())?;
    let (hour, minute) = (i8::try_from(within / 60).ok()?, i8::try_from(within % 60).ok()?);
    Some(zone.to_ambiguous_timestamp(date.at(hour, minute, 0, 0)).offset())
}
