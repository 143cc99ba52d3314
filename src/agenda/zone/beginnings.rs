//! Where in a text a zone can begin at all.

use super::names::{AREAS, FIXED, NAMED, SEASONAL, SPOKEN};

/// The first letters of all zones: most of a text is passed over by that alone.
///
/// A row for each pair of letters, whatever their case, with a bit for each third letter of an area or a spoken
/// zone, and [`ABBREVIATED`] where an abbreviation begins so.
pub(super) struct Beginnings([u32; 1024]);

/// No third letter: `_` and the like share the place, and begin nothing.
const ABBREVIATED: u32 = 1 << 31;

impl Beginnings {
    const fn pair(word: &str) -> usize {
        let bytes = word.as_bytes();
        (bytes[0] as usize & 31) << 5 | bytes[1] as usize & 31
    }

    const fn add_name(&mut self, word: &str) {
        self.0[Self::pair(word)] |= 1 << (word.as_bytes()[2] & 31);
    }

    const fn add_abbreviation(&mut self, word: &str) {
        self.0[Self::pair(word)] |= ABBREVIATED;
    }

    /// The next place from `at` on where letters stand that can begin a zone.
    pub(super) fn next(&self, bytes: &[u8], at: usize) -> Option<usize> {
        (at..bytes.len()).step_by(PART).find_map(|start| {
            let end = bytes.len().min(start + PART + 3);
            if !may_hold(&bytes[start..end]) {
                return None;
            }
            let from = at.max(start.saturating_sub(LONGEST));
            self.first(bytes.get(from..end)?).map(|found| from + found)
        })
    }

    fn first(&self, bytes: &[u8]) -> Option<usize> {
        let mut pair = 0;
        for (number, byte) in bytes.iter().enumerate() {
            pair = (pair << 5 | usize::from(byte & 31)) & 1023;
            let row = self.0[pair];
            if row == 0 || number == 0 {
                continue;
            }
            let first = bytes[number - 1];
            let capitals = first.is_ascii_uppercase() && byte.is_ascii_uppercase();
            let third = bytes.get(number + 1).map_or(0, |third| third & 31);
            let letters = first.is_ascii_alphabetic() && byte.is_ascii_alphabetic();
            if capitals && row & ABBREVIATED != 0 || letters && third < 31 && row >> third & 1 == 1 {
                return Some(number - 1);
            }
        }
        None
    }
}

/// How many bytes are looked at together.
const PART: usize = 64;

/// The most bytes of a zone's name before its slash or the end of its "time".
const LONGEST: usize = 20;

/// Whether a part of a text has two capitals in a row, a slash, or the tail of "time", "Zeit", "heure", "hora":
/// without any of them no zone ends in it. All bytes go through the same steps, so that many are looked at in one.
fn may_hold(bytes: &[u8]) -> bool {
    let count = bytes.len().saturating_sub(2);
    let from = |start: usize| bytes.get(start..).unwrap_or_default().iter();
    let (first, second, third) = (&bytes[..count], from(1), from(2));
    let is = |a: u8, b: u8| u8::from(a == b);
    let capital = |byte: u8| u8::from(byte.is_ascii_uppercase());
    let any = first.iter().zip(second).zip(third).fold(0, |any, ((&a, &b), &c)| {
        let (low_a, low_b, low_c) = (a | 32, b | 32, c | 32);
        any | capital(a) & capital(b)
            | is(a, b'/')
            | is(low_a, b'i') & is(low_b, b'm') & is(low_c, b'e')
            | is(low_a, b'e') & is(low_b, b'i') & is(low_c, b't')
            | is(low_a, b'u') & is(low_b, b'r') & is(low_c, b'e')
            | is(low_a, b'o') & is(low_b, b'r') & is(low_c, b'a')
    });
    any > 0 || bytes.len() < PART + 3 && bytes[bytes.len().saturating_sub(2)..].iter().all(u8::is_ascii_uppercase)
}

/// Those of [`names`](super::names).
pub(super) static BEGINNINGS: Beginnings = {
    let mut beginnings = Beginnings([0; 1024]);
    let mut at = 0;
    while at < AREAS.len() {
        beginnings.add_name(AREAS[at]);
        at += 1;
    }
    at = 0;
    while at < SPOKEN.len() {
        beginnings.add_name(SPOKEN[at].0);
        at += 1;
    }
    at = 0;
    while at < SEASONAL.len() {
        beginnings.add_abbreviation(SEASONAL[at].0);
        at += 1;
    }
    at = 0;
    while at < FIXED.len() {
        beginnings.add_abbreviation(FIXED[at].0);
        at += 1;
    }
    at = 0;
    while at < NAMED.len() {
        beginnings.add_abbreviation(NAMED[at].0);
        at += 1;
    }
    beginnings
};
