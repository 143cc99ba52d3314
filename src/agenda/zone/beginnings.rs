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
            let end = bytes.len().min(start + PART + 2);
            let part = &bytes[start..end];
            let may = match part.try_into() {
                Ok(whole) => may_hold(whole),
                Err(_) => {
                    let mut padded = [0; PART + 2];
                    padded[..part.len()].copy_from_slice(part);
                    may_hold(&padded)
                }
            };
            if !may {
                return None;
            }
            let from = at.max(start.saturating_sub(LONGEST));
            // The last letters that were looked at may be the second and third of a zone that goes on.
            self.first(&bytes[from..bytes.len().min(end + 1)]).map(|found| from + found)
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

/// Whether a part of a text has the end of an abbreviation, a slash behind a letter that areas end with, or the tail of
/// "time", "Zeit", "heure", "hora": without any of them no zone ends in it. All bytes go through the same steps, so
/// that many are looked at in one.
fn may_hold(bytes: &[u8; PART + 2]) -> bool {
    let is = |a: u8, b: u8| u8::from(a == b);
    let mut any = 0;
    for at in 0..PART {
        let (a, b, c) = (bytes[at], bytes[at + 1], bytes[at + 2]);
        let (low_a, low_b, low_c) = (a | 32, b | 32, c | 32);
        any |= u8::from(a.is_ascii_uppercase()) & (is(b, b'T') | is(b, b'Z'))
            | is(b, b'/') & (is(low_a, b'e') | is(low_a, b'a') | is(low_a, b'c') | is(low_a, b'n'))
            | is(low_a, b'i') & is(low_b, b'm') & is(low_c, b'e')
            | is(low_a, b'e') & is(low_b, b'i') & is(low_c, b't')
            | is(low_a, b'u') & is(low_b, b'r') & is(low_c, b'e')
            | is(low_a, b'o') & is(low_b, b'r') & is(low_c, b'a');
    }
    any > 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_zone_is_passed_over() {
        let names =
            SEASONAL.iter().map(|it| it.0).chain(FIXED.iter().map(|it| it.0)).chain(NAMED.iter().map(|it| it.0));
        for name in names.chain(SPOKEN.iter().map(|it| it.0)).chain(AREAS) {
            for before in 0..2 * PART {
                for behind in ["", " x", &" and more of it".repeat(9)] {
                    let text = format!("{}{name}{behind}", " ".repeat(before));
                    assert_eq!(BEGINNINGS.next(text.as_bytes(), 0), Some(before), "{text:?}");
                }
            }
        }
    }
}
