//! Times and ranges of times as posts write them: `13h40-14h`, `9 - 9:15am`, `14:10 bis 15:00 Uhr`.
//!
//! A scanner answers for one place of a text and never guesses: what is not
//! plainly a time (a price, a version, a date, a duration, a video offset) is
//! none. What a written time *means* on a 24-hour clock is told in [`meant`].

mod among;
mod broken;
mod duration;
mod ends;
pub mod meant;
mod meridiem;
mod plain;
mod read;
mod stand;

pub use among::among_at;
pub use broken::broken_at;
pub use duration::{duration, duration_at, total};
pub use meant::{Meant, resolve, unwrap_twelve};

use super::locale::words::{Words, char_at, char_before, digit, is_unspaced, skip_blanks};
use super::{Meridiem, Notation};
use std::ops::Range;

/// One time as written, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadClock {
    /// Bytes of the text, am or pm included, a unit word like "Uhr" excluded.
    pub range: Range<usize>,
    /// As written, 0 to 24.
    pub hour: u8,
    /// As written, 0 to 59.
    pub minute: u8,
    /// am or pm written at this very time.
    pub meridiem: Option<Meridiem>,
    /// How it is written.
    pub notation: Notation,
    /// The hour has two digits (`09:00`): no 12-hour clock without am and pm is written so.
    pub padded: bool,
}

/// A time or a range of times as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSlot {
    /// The whole, unit words ("Uhr") and vague ends (`XX:XX`, "fin") included, words before it and the zone not.
    pub range: Range<usize>,
    /// The start.
    pub start: ReadClock,
    /// The end, where one is written.
    pub end: Option<ReadClock>,
    /// Something about it is left open on purpose: "ca.", `XX:XX`, "fin".
    pub vague: bool,
    /// The end is there but no time: "fin", `XX:XX`, `??`.
    pub open_end: bool,
    /// The zone written after it, by its bytes.
    pub zone: Option<Range<usize>>,
    /// The whole with the words before it ("de", "ca.", "from") and the zone after it.
    pub outer: Range<usize>,
}

impl ReadClock {
    /// Whether it is a number alone, "9", which can be anything where nothing around it says that it is an hour.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.notation == Notation::Hour && self.meridiem.is_none()
    }
}

impl ReadSlot {
    /// Whether it is more than a number alone: written as a time, or with a unit or an end.
    #[must_use]
    pub fn is_time(&self) -> bool {
        !self.start.is_number() || self.goes_on()
    }

    /// Whether it has a unit behind its start: "18 Uhr"; a range has one or an end.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.range.end > self.start.range.end
    }

    /// Moves it along in the text, by bytes.
    pub fn shift(&mut self, by: usize) {
        let end = self.end.as_mut().map(|end| &mut end.range);
        let ranges = [&mut self.range, &mut self.outer, &mut self.start.range];
        for range in ranges.into_iter().chain(end).chain(&mut self.zone) {
            *range = range.start + by..range.end + by;
        }
    }
}

/// The time or range that starts at `at`, blanks, pictures and words like "de", "ab", "ca." before it allowed.
///
/// For the start of a cell, an item or a line: a bare `0845-0900`, `9 - 9:15am` or `19.00` counts there.
#[must_use]
pub fn slot_at(text: &str, at: usize, words: &Words) -> Option<ReadSlot> {
    read::slot(text, at, words, true)
}

/// Every slot of a running text, in order; dates, prices, versions and the like are passed over.
#[must_use]
pub fn slots(text: &str, words: &Words) -> Vec<ReadSlot> {
    let mut out: Vec<ReadSlot> = Vec::new();
    scan(text, text.len(), words, |slot| {
        out.push(slot);
        true
    });
    out
}

/// The first slot of a running text, where it begins at the byte `last` or before.
#[must_use]
pub fn first_slot(text: &str, last: usize, words: &Words) -> Option<ReadSlot> {
    let mut first = None;
    scan(text, last, words, |slot| {
        first = Some(slot);
        false
    });
    first.filter(|slot| slot.outer.start <= last)
}

/// Hands out the slots that begin at `last` or before, until one is enough.
fn scan(text: &str, last: usize, words: &Words, mut more: impl FnMut(ReadSlot) -> bool) {
    if digit(text, 0).is_none() {
        return;
    }
    let addresses = has_address(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at).filter(|_| at <= last) {
        // Most of a text is blanks, and words that no time begins with.
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = char_at(text, at) else { return };
        let next = at + c.len_utf8();
        let starts = if is_unspaced(c) {
            true
        } else if c.is_numeric() {
            free_before(text, at)
        } else {
            c.is_alphabetic() && char_before(text, at).is_none_or(|b| !b.is_alphanumeric()) && !is_second_half(text, at)
        };
        if !starts {
            at = if c.is_ascii_alphabetic() { word_end(text, at) } else { next };
            continue;
        }
        if let Some(end) = addresses.then(|| address(text, at)).flatten() {
            at = end;
        } else if c.is_alphabetic() && !words.opens_slot(text, at) {
            at = if is_unspaced(c) { next } else { word_end(text, at).max(next) };
        } else if let Some(slot) = read::slot(text, at, words, false) {
            at = slot.outer.end.max(next);
            if !more(slot) {
                return;
            }
        } else if let Some(end) = read::until(text, at, words) {
            at = end.max(next);
        } else if c.is_numeric() {
            at = number_end(text, at).max(next);
        } else if is_unspaced(c) {
            at = next;
        } else {
            at = word_end(text, at).max(next);
        }
    }
}

/// Whether a word is the second half of another one: "après-midi".
fn is_second_half(text: &str, at: usize) -> bool {
    let first = text[..at].strip_suffix('-');
    first.is_some_and(|first| first.ends_with(char::is_alphabetic))
}

/// Whether a number that starts here is one of its own: no part of a word, a version, a price, a date, a path.
pub(super) fn free_before(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or("").chars().rev();
    let Some(last) = before.next() else { return true };
    let second = before.next();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match last {
        '.' | ',' | ':' => !digit(second),
        '-' | '–' => !second.is_some_and(char::is_alphanumeric),
        '/' | '+' | '#' | '=' | '_' | '$' | '€' | '£' | '\\' | '%' => false,
        _ => !last.is_alphanumeric() || is_unspaced(last),
    }
}

/// Whether a web address stands in a text.
pub(super) fn has_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b':', b'w', bytes).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        rest.starts_with(b"://") || rest.starts_with(b"www.")
    })
}

/// The end of a web or mail address that starts here.
pub(super) fn address(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let first = char_at(text, at)?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(rest.len());
    let run = rest.get(..end)?;
    (run.contains("://") || run.starts_with("www.")).then_some(at + end)
}

fn number_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return at + plain;
    }
    at + rest.find(|c: char| !c.is_alphanumeric() || is_unspaced(c)).unwrap_or(rest.len())
}

/// How many bytes the name of a picture is that a text begins with, `:clock8:`; 0 for anything else.
fn picture(text: &str) -> usize {
    let name =
        text.bytes().skip(1).take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'));
    let length = name.count();
    let whole = length > 2 && text.as_bytes().get(length + 1) == Some(&b':');
    if whole && !text.as_bytes()[1].is_ascii_digit() { length + 2 } else { 0 }
}

/// The byte after blanks and pictures (emoji, arrows, bullets) at the start of an entry.
pub(super) fn skip_ornaments(text: &str, at: usize) -> usize {
    let mut at = skip_blanks(text, at);
    // `-> 19:30`
    if let Some(b"->" | b"=>") = text.as_bytes().get(at..at + 2) {
        at = skip_blanks(text, at + 2);
    }
    // `:clock8: 9:00`, a picture by its name.
    if text.as_bytes().get(at) == Some(&b':') {
        at = skip_blanks(text, at + picture(&text[at..]));
    }
    while let Some(c) = char_at(text, at) {
        let ornament = matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}' | '•' | '‣' | '·' | '・' | '･' | '*');
        if !ornament {
            break;
        }
        at = skip_blanks(text, at + c.len_utf8());
    }
    at
}
