//! Where in a text a date can stand: near a number, and only with a name or a second number beside it.
//!
//! Most texts are passed over by a look at their bytes.

use crate::agenda::locale::fold::joins_word;
use crate::agenda::locale::lexicon::Key;
use crate::agenda::locale::words::{char_at, digit, fold_char, is_unspaced};
use crate::source::ceil;
use std::ops::Range;

/// How far from a number its date can reach, in bytes.
const REACH: usize = 48;

/// The parts of a text around the numbers that a date can be made of: nothing else can hold one.
pub(super) struct Windows<'a> {
    text: &'a str,
    /// The first digit of the next such number.
    next: Option<usize>,
}

impl<'a> Windows<'a> {
    /// Those around the numbers from a byte on.
    pub fn from(text: &'a str, at: usize) -> Self {
        Windows { text, next: number(text, at) }
    }
}

impl Iterator for Windows<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let mut at = self.next?;
        let start = begin(self.text, at);
        loop {
            let number = self.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count().max(1);
            // The rest of the number has the same window, a byte or two longer.
            let end = ceil(self.text, at + number - 1 + REACH);
            self.next = self::number(self.text, at + number);
            match self.next {
                Some(next) if next <= end || begin(self.text, next) <= end => at = next,
                _ => return Some(start..end),
            }
        }
    }
}

/// The next number from a byte on that is no part of a time (`10:30`, `9h45`), a fraction or a word.
fn number(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = digit(text, from)?;
    loop {
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let goes_on = match bytes.get(end) {
            Some(b':' | b',') => digit_at(end + 1),
            Some(b'h' | b'H') => true,
            _ => false,
        };
        let comes_from = match bytes[..at] {
            [.., digit, b':' | b','] => digit.is_ascii_digit(),
            [.., before] => before.is_ascii_alphabetic(),
            [] => false,
        };
        // A full-width digit is looked at later.
        if end == at || !goes_on && !comes_from {
            return Some(at);
        }
        at = digit(text, end)?;
    }
}

/// Where the window of a number begins: at the first word in reach.
fn begin(text: &str, at: usize) -> usize {
    if at <= REACH {
        return 0;
    }
    let from = ceil(text, at - REACH);
    let blank = text.get(from..at).and_then(|part| part.find(char::is_whitespace));
    blank.map_or(from, |blank| from + blank)
}

/// Whether a window may hold a date: the name of a month or day, or two numbers with a mark between.
/// A quick look before the window is cut.
pub(super) fn may_date(text: &str, window: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let mut at = window.start;
    while at < window.end
        && let Some(&byte) = bytes.get(at)
    {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                let (end, key) = Key::read(text, at, joins_word);
                if key.may_name() {
                    return true;
                }
                at = end;
            }
            b'-' | b'/' | b'.' => {
                let before = at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_digit());
                let mut behind = bytes[at + 1..window.end].iter().skip_while(|byte| byte.is_ascii_whitespace());
                if before && behind.next().is_some_and(|byte| byte.is_ascii_digit() || !byte.is_ascii()) {
                    return true;
                }
                at += 1;
            }
            0..=0x7f => at += 1,
            _ => {
                let Some(c) = char_at(text, at) else { return true };
                if is_unspaced(c) || fold_char(c).is_some_and(|c| c.is_ascii_digit()) {
                    return true;
                }
                let (end, key) = Key::read(text, at, joins_word);
                if key.may_name() {
                    return true;
                }
                at = end.max(at + c.len_utf8());
            }
        }
    }
    false
}
