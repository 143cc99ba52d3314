//! How long something takes: `(45 min)`, `1h30`, `20 minutes`, `0:20`.

use super::free_before;
use super::read::digits;
use crate::agenda::Minutes;
use crate::agenda::locale::words::{Words, char_at, prefix, skip_blanks};
use std::ops::Range;

/// The first duration in a running text that is written with a unit: `45 min`, `1h30`, `2 hours`.
///
/// A bare `1h30` counts only in parentheses or after "duration": elsewhere it is a time.
#[must_use]
pub fn duration(text: &str, words: &Words) -> Option<(Minutes, Range<usize>)> {
    let mut from = 0;
    while let Some(found) = text.as_bytes().get(from..)?.iter().position(u8::is_ascii_digit) {
        let mut at = from + found;
        from = at + 1;
        if free_before(text, at) {
            if let Some((minutes, range)) = with_unit(text, at, words) {
                let open = text.get(..at).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
                let plain = text
                    .get(range.clone())
                    .is_some_and(|t| t.contains(['m', 'M', '\'', '′', '分', ' ']) || t.len() > 5);
                if plain || open {
                    return Some((minutes, range));
                }
            }
            while char_at(text, at).is_some_and(|c| c.is_ascii_digit()) {
                at += 1;
            }
            from = at;
        }
    }
    None
}

/// The duration of what a text tells in all: its only one, or the sum of several with `+` between them,
/// "40 min talk + 20 min lab". Others side by side are none: nobody knows which one holds.
#[must_use]
pub fn total(text: &str, words: &Words) -> Option<(Minutes, Range<usize>)> {
    let (mut minutes, mut range) = duration(text, words)?;
    while let Some((more, next)) = text.get(range.end..).and_then(|rest| duration(rest, words)) {
        if !text.get(range.end..range.end + next.start)?.contains('+') {
            return None;
        }
        minutes += more;
        range.end += next.end;
    }
    Some((minutes, range))
}

/// The duration that a cell of a duration column holds at `at`: also `0:20`, `00:30:00` and a bare number of minutes.
#[must_use]
pub fn duration_at(text: &str, at: usize, words: &Words) -> Option<(Minutes, Range<usize>)> {
    let at = skip_blanks(text, at);
    if let Some(found) = with_unit(text, at, words) {
        return Some(found);
    }
    let (first, count, after) = digits(text, at, 3)?;
    if char_at(text, after) == Some(':') {
        let (minute, two, end) = digits(text, after + 1, 2)?;
        if two != 2 || minute > 59 || first > 24 {
            return None;
        }
        let end = match digits(text, end + 1, 2).filter(|_| char_at(text, end) == Some(':')) {
            Some((_, 2, stop)) => stop,
            _ => end,
        };
        return Some((Minutes::try_from(first * 60 + minute).ok()?, at..end));
    }
    let alone = text.get(after..)?.trim().is_empty();
    (alone && count <= 3 && first > 0).then_some((Minutes::try_from(first).ok()?, at..after))
}

/// A number with a unit, or hours and minutes.
fn with_unit(text: &str, at: usize, words: &Words) -> Option<(Minutes, Range<usize>)> {
    let (first, _, after) = digits(text, at, 3)?;
    let gap = skip_blanks(text, after);
    if let Some(end) = unit(text, gap, words, false) {
        return (first > 0).then_some((Minutes::try_from(first).ok()?, at..end));
    }
    // 1.5 hours, 1,5 Stunden
    if matches!(char_at(text, after), Some('.' | ',')) && first < 24 {
        let (tenths, 1, stop) = digits(text, after + 1, 2)? else { return None };
        let end = unit(text, skip_blanks(text, stop), words, true)?;
        return Some((Minutes::try_from(first * 60 + tenths * 6).ok()?, at..end));
    }
    let end = unit(text, gap, words, true).or_else(|| hour_letter(text, gap))?;
    if first > 24 {
        return None;
    }
    let rest = skip_blanks(text, end);
    let joined = words.at(text, rest, |l| &l.and).map_or(rest, |end| skip_blanks(text, end));
    if let Some((minutes, count, stop)) = digits(text, joined, 2) {
        let named = unit(text, skip_blanks(text, stop), words, false);
        if minutes < 60
            && (named.is_some()
                || (count == 2 && rest == end && !char_at(text, stop).is_some_and(char::is_alphanumeric)))
        {
            return Some((Minutes::try_from(first * 60 + minutes).ok()?, at..named.unwrap_or(stop)));
        }
    }
    (first > 0).then_some((Minutes::try_from(first * 60).ok()?, at..end))
}

fn hour_letter(text: &str, at: usize) -> Option<usize> {
    let end = prefix(text, at, "h")?;
    (!char_at(text, end).is_some_and(char::is_alphabetic)).then_some(end)
}

fn unit(text: &str, at: usize, words: &Words, hours: bool) -> Option<usize> {
    words.at_any(text, at, if hours { |locale| &locale.hours } else { |locale| &locale.minutes })
}
