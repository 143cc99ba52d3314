//! What stands as a slot: when a number alone is a time, and when two times are a range.

use super::ReadClock;
use super::read::{Raw, is_digit, is_letter};
use crate::agenda::locale::words::{Words, char_at, skip_blanks};
use crate::agenda::{Notation, zone};

/// Whether an entry may end, or its title begin, right after a bare number: `10:30 - 3`, `15:00 - 16: Tour`.
fn number_stops(text: &str, end: usize, words: &Words) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let trimmed = rest.trim_start();
    if trimmed.is_empty() {
        return true;
    }
    let spaced = trimmed.len() < rest.len();
    match trimmed.chars().next() {
        Some(':' | '|' | ')' | ';' | '：') => true,
        Some('-' | '–' | '—') => spaced,
        Some(',') => !is_digit(char_at(trimmed, 1)),
        // "10–12 and 16–18"
        Some(c) if spaced && c.is_alphabetic() => {
            let behind = words.at(trimmed, 0, |locale| &locale.and);
            behind.is_some_and(|and| is_digit(char_at(trimmed, skip_blanks(trimmed, and))))
        }
        _ => false,
    }
}

/// Whether a bare hour is tied to a time and soon behind it: `12:30-1 Sequencing`, `20.15-21 Reading`.
fn is_tight(text: &str, first: &Raw, second: &Raw) -> bool {
    let minutes = |clock: &ReadClock| i32::from(clock.hour) * 60 + i32::from(clock.minute);
    let length = (minutes(&second.clock) - minutes(&first.clock)).rem_euclid(12 * 60);
    let tied = text.get(first.end..second.clock.range.start).is_some_and(|dash| matches!(dash, "-" | "–"));
    let titled = text.get(second.end..).is_some_and(|rest| {
        rest.strip_prefix(' ').is_some_and(|title| title.trim_start().starts_with(char::is_uppercase))
    });
    let written = match first.clock.notation {
        Notation::Colon => true,
        // `20.12-21 December`: a month has that number.
        Notation::Dot => !(1..=12).contains(&first.clock.minute),
        _ => false,
    };
    tied && titled && written && (1..=4 * 60).contains(&length)
}

/// Whether a second time belongs to the first: `10am - 11`, but not `09:00 - 10 Jahre Linux`.
pub(super) fn joins(text: &str, first: &Raw, second: &Raw, word: bool, opening: bool, words: &Words) -> bool {
    let (a, b) = (&first.clock, &second.clock);
    match b.notation {
        Notation::Hour if second.bare() => {
            first.bare() && zone::after(text, second.end).is_some()
                || !first.bare()
                    && a.notation != Notation::Compact
                    && (number_stops(text, second.end, words) || opening && is_tight(text, first, second))
                    && (opening || word || a.notation != Notation::Dot)
        }
        Notation::Compact => a.notation == Notation::Compact || second.unit,
        // `14:00 - 24h Hackathon`: how long, not until when.
        Notation::H => !(b.hour == 24 && b.minute == 0 && a.notation != Notation::H),
        Notation::Dot if a.notation != Notation::Dot && !second.unit => {
            b.minute % 5 == 0 || number_stops(text, second.end, words)
        }
        _ => true,
    }
}

/// The number that the four digits of a time are: 1930.
fn digits(clock: &ReadClock) -> u32 {
    u32::from(clock.hour) * 100 + u32::from(clock.minute)
}

/// Whether a title stands behind four digits that are no year: `0900 - Opening`, `0900 Opening`, and `1930 - Dinner` some
/// lines below.
fn is_titled(text: &str, first: &Raw) -> bool {
    let rest = text.get(first.end..).unwrap_or("");
    let early = text.trim_start().starts_with('0');
    let plain = || rest.strip_prefix(' ').filter(|title| early && title.starts_with(char::is_uppercase));
    let title = [" - ", " – ", " — ", ": "].into_iter().find_map(|mark| rest.strip_prefix(mark)).or_else(plain);
    title.is_some_and(|title| title.starts_with(|c: char| c.is_uppercase() || early && c.is_ascii_digit()))
        && first.clock.minute.is_multiple_of(15)
        && (early || !(1900..=2059).contains(&digits(&first.clock)))
}

/// Whether a time without an end is plainly one.
pub(super) fn stands_alone(text: &str, first: &Raw, opening: bool, led: bool) -> bool {
    let clock = &first.clock;
    let whole = || text.trim().len() == first.end - clock.range.start;
    let next = char_at(text, first.end);
    match clock.notation {
        Notation::Colon | Notation::Iso => !is_letter(next) || first.unit,
        Notation::H => opening || clock.minute > 0 || clock.range.len() > 2 || led,
        Notation::Dot if first.unit => true,
        Notation::Dot => {
            (opening || led)
                && clock.minute.is_multiple_of(5)
                && (led || text.get(clock.range.start..).is_some_and(|t| t.find('.') == Some(2)))
        }
        Notation::Compact => {
            first.unit
                || (opening && whole() && clock.minute.is_multiple_of(5) && !(1980..=2040).contains(&digits(clock)))
                || (opening && is_titled(text, first))
        }
        Notation::Hour => first.unit,
        Notation::Word => opening || led,
    }
}

/// Whether start and end together are plainly times.
pub(super) fn range_stands(text: &str, begin: usize, first: &Raw, second: &Raw, opening: bool, led: bool) -> bool {
    let (a, b) = (&first.clock, &second.clock);
    if a.notation == Notation::Compact || b.notation == Notation::Compact {
        let year = |clock: &ReadClock| (1900..=2059).contains(&digits(clock));
        let round = a.minute.is_multiple_of(5) && b.minute.is_multiple_of(5);
        // `21 juin 2021 - 14h`: a year, then the time.
        if !first.unit && b.notation != Notation::Compact && year(a) {
            return false;
        }
        let years = year(a)
            && year(b)
            && !(a.minute.is_multiple_of(15) && b.minute.is_multiple_of(15) && text.trim().len() == second.end - begin);
        return first.unit || second.unit || (opening && round && !years);
    }
    if first.bare() && second.bare() && zone::after(text, second.end).is_some() {
        return a.hour < b.hour && b.hour <= 24;
    }
    if first.bare() {
        return second.unit || (!second.bare() && (opening || led));
    }
    if a.notation == Notation::Word && second.bare() {
        return false;
    }
    if !opening && a.notation == Notation::Dot && b.notation == Notation::Dot && !first.unit && !second.unit {
        return led || (a.minute % 5 == 0 && b.minute % 5 == 0 && a.hour <= b.hour);
    }
    true
}
