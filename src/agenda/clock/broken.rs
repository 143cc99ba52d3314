//! What starts like a time, tries to be one, and isn't: `25h`, `9h75`, `14:0`, `2-:15`, `20:ß0`, `21: 30`, `11:OO`.

use super::read::{clock, digits};
use super::{skip_ornaments, slot_at};
use crate::agenda::locale::words::{Words, char_at, skip_blanks};
use std::ops::Range;

/// The characters of a time that fails at `at`, and the one time it can have meant, as `14:00`.
///
/// For the start of a slot cell or entry only. Silent on whatever reads as a
/// slot, on vague words, `XX`, `?`, scores, ratios and versions.
#[must_use]
pub fn broken_at(text: &str, at: usize, words: &Words) -> Option<(Range<usize>, Option<String>)> {
    let at = skip_ornaments(text, at);
    char_at(text, at)?.is_ascii_digit().then_some(())?;
    if slot_at(text, at, words).is_some() {
        return None;
    }
    if let Some(found) = zeros(text, at).or_else(|| parted(text, at)) {
        return Some(found);
    }
    if let Some(raw) = clock(text, at, words) {
        // A good start with an end that fails: `9:00 - 9:75`.
        let rest = text.get(raw.end..)?;
        let trimmed = rest.trim_start();
        let dash = trimmed.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '~'))?;
        let next = skip_blanks(text, raw.end + (rest.len() - trimmed.len()) + dash.len_utf8());
        return zeros(text, next).or_else(|| broken(text, next)).map(|(range, _)| (at..range.end, None));
    }
    broken(text, at)
}

fn broken(text: &str, at: usize) -> Option<(Range<usize>, Option<String>)> {
    let (hour, count, after) = digits(text, at, 2)?;
    let mark = char_at(text, after)?;
    let next = after + mark.len_utf8();
    let told = |end: usize, meant: Option<String>| Some((at..end, meant));
    match mark {
        ':' | '：' => {
            let Some((minute, digits, end)) = digits(text, next, 3) else {
                return odd_minute(text, next).and_then(|end| told(end, None));
            };
            let follow = char_at(text, end);
            if follow.is_some_and(|c| {
                matches!(c, ':' | '.' | ',' | '/') && char_at(text, end + 1).is_some_and(|c| c.is_ascii_digit())
            }) {
                return None;
            }
            match digits {
                // 16:9 and 3:2 are a ratio and a score; 14:0 is a time that lost a digit.
                1 if count == 2 && hour <= 24 && !ratio(hour, minute) => {
                    if let Some(end) = follow.filter(|c| c.is_alphabetic() && !c.is_ascii()).map(|c| end + c.len_utf8())
                    {
                        return told(end, None);
                    }
                    let clean = !follow.is_some_and(char::is_alphanumeric);
                    clean.then_some(())?;
                    told(end, (minute == 0).then(|| format!("{hour:02}:00")))
                }
                2 if hour <= 24 && minute > 59 => told(end, None),
                // 46:30 is a place in a video, 25:00 an hour that no day has.
                2 if (25..=29).contains(&hour) && minute < 60 => told(end, None),
                3 if hour <= 24 && count == 2 && !follow.is_some_and(char::is_alphanumeric) => told(end, None),
                _ => None,
            }
        }
        'h' | 'H' => {
            let Some((minute, digits, end)) = digits(text, next, 2) else {
                let clean = !char_at(text, next).is_some_and(char::is_alphanumeric);
                return if (25..=29).contains(&hour) && clean { told(next, None) } else { None };
            };
            let clean = !char_at(text, end).is_some_and(char::is_alphanumeric);
            match digits {
                2 if clean && (minute > 59 || (25..=29).contains(&hour)) => told(end, None),
                1 if clean && hour <= 24 && count == 2 => told(end, (minute == 0).then(|| format!("{hour}h00"))),
                _ => None,
            }
        }
        '-' | '–' | '.' | ';' | ',' if hour <= 24 => {
            // `2-:15`, `9.:30`
            let colon = char_at(text, next)? == ':';
            let (minute, digits, end) = digits(text, next + 1, 2).filter(|_| colon)?;
            (digits == 2 && minute < 60).then_some((at..end, Some(format!("{hour}:{minute:02}"))))
        }
        _ => None,
    }
}

/// `11:OO`, `1O:30`: the letter in the place of zeros.
fn zeros(text: &str, at: usize) -> Option<(Range<usize>, Option<String>)> {
    let rest = text.get(at..)?;
    let written = rest.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | 'O' | 'o'))).next()?;
    let runs_on = rest[written.len()..].starts_with(char::is_alphanumeric);
    if !written.contains(['O', 'o']) || runs_on {
        return None;
    }
    let meant = written.replace(['O', 'o'], "0");
    let (hour, minute) = meant.split_once(':')?;
    let below = |part: &str, limit: u32| part.parse::<u32>().is_ok_and(|value| value < limit);
    let is_clock = hour.len() <= 2 && below(hour, 24) && minute.len() == 2 && below(minute, 60);
    is_clock.then(|| (at..at + written.len(), Some(meant)))
}

/// `21: 30`: a blank before the minute. "10: 20 people" is none.
fn parted(text: &str, at: usize) -> Option<(Range<usize>, Option<String>)> {
    let (hour, count, after) = digits(text, at, 2)?;
    text.get(after..)?.starts_with(": ").then_some(())?;
    let (minute, minutes, end) = digits(text, after + 2, 3)?;
    let follow = text.get(end..)?;
    let counts = follow.starts_with(char::is_alphanumeric) || follow.trim_start().starts_with(char::is_lowercase);
    let is_clock = count == 2 && minutes == 2 && hour < 24 && minute < 60 && !counts;
    is_clock.then(|| (at..end, Some(format!("{hour}:{minute:02}"))))
}

/// `20:ß0`: a letter in the place of one digit; gives the byte after it.
fn odd_minute(text: &str, at: usize) -> Option<usize> {
    let letter = char_at(text, at).filter(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X'))?;
    let next = at + letter.len_utf8();
    let digit = char_at(text, next).filter(char::is_ascii_digit)?;
    let end = next + digit.len_utf8();
    (!char_at(text, end).is_some_and(char::is_alphanumeric)).then_some(end)
}

fn ratio(hour: u32, minute: u32) -> bool {
    matches!((hour, minute), (16 | 21, 9) | (16, 10) | (10, 1) | (12, 5))
}
