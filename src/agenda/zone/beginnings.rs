//! Where in a text a zone can begin at all.

use super::names::{AREAS, FIXED, FULL, NAMED, SEASONAL, SPOKEN};

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

    /// The next place from `at` on where a word begins that can be a zone.
    pub(super) fn next(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut start = at;
        while let Some(rest) = bytes.get(start..).filter(|rest| rest.len() > 1) {
            let mut marks = match rest.first_chunk() {
                Some(part) => marks(part),
                None => last_marks(bytes, rest),
            };
            while marks > 0 {
                let (place, mark) = (start + marks.trailing_zeros() as usize / 8, marks.trailing_zeros() % 8);
                let found = if mark == 0 { self.abbreviated(bytes, place) } else { self.named(bytes, at, place) };
                if found.is_some() {
                    return found;
                }
                marks &= marks - 1;
            }
            start += PART;
        }
        None
    }

    /// The place of two capitals, where an abbreviation can begin with them.
    fn abbreviated(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let row = self.0[usize::from(bytes[at] & 31) << 5 | usize::from(bytes[at + 1] & 31)];
        (row & ABBREVIATED != 0 && begins_word(bytes, at)).then_some(at)
    }

    /// The first place from `at` on where an area or a spoken zone can begin that has its slash or its last word at
    /// `mark`; its first one if that is "heure" or "hora".
    fn named(&self, bytes: &[u8], at: usize, mark: usize) -> Option<usize> {
        let plain = match bytes[mark] {
            b'/' => mark.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphabetic()),
            _ => bytes.get(mark..mark + 4).is_some_and(|four| MARKS.iter().any(|word| four.eq_ignore_ascii_case(word))),
        };
        let first = if plain { at.max(mark.saturating_sub(LONGEST)) } else { mark + 1 };
        (first..=mark).find(|place| match bytes[*place..] {
            [first, second, third, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                let row = self.0[usize::from(first & 31) << 5 | usize::from(second & 31)];
                third & 31 < 31 && row >> (third & 31) & 1 == 1 && begins_word(bytes, *place)
            }
            _ => false,
        })
    }
}

fn begins_word(bytes: &[u8], at: usize) -> bool {
    !at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric())
}

/// How many places of a text are looked at together.
const PART: usize = 16;

/// Their bytes: each place with the two behind it.
const LOOK: usize = PART + 2;

/// The most bytes of a zone's name before its slash or its "time".
const LONGEST: usize = 28;

/// How the words begin that all spoken zones have one of.
const MARKS: [&[u8]; 4] = [b"time", b"zeit", b"heur", b"hora"];

/// A byte for each place of a part of a text, the first one lowest: its first bit where two capitals stand, its
/// second one at a slash, and where one of [`MARKS`] may begin.
/// All places go through the same steps, so that the machine looks at many in one.
fn marks(part: &[u8; LOOK]) -> u128 {
    let is = |a: u8, b: u8| u8::from(a == b);
    let capital = |byte: u8| u8::from(byte.is_ascii_uppercase());
    let mut marks = [0; PART];
    for (at, mark) in marks.iter_mut().enumerate() {
        let (first, second, third) = (part[at], part[at + 1], part[at + 2]);
        let (a, c) = (first | 32, third | 32);
        let word = is(a, b't') & is(c, b'm') | is(a, b'z') & is(c, b'i') | is(a, b'h') & (is(c, b'u') | is(c, b'r'));
        *mark = capital(first) & capital(second) | (is(first, b'/') | word) << 1;
    }
    u128::from_le_bytes(marks)
}

/// The marks of the rest of a text that is shorter than a part and the two bytes behind it.
fn last_marks(bytes: &[u8], rest: &[u8]) -> u128 {
    match bytes.last_chunk::<LOOK>() {
        // Looked at with the bytes before it; behind the last two stands nothing.
        Some(part) => {
            let [.., first, second] = part;
            let pair = u128::from(first.is_ascii_uppercase() & second.is_ascii_uppercase());
            let slash = |byte: u8| u128::from(byte == b'/') << 1;
            let ends = pair | slash(*first) | slash(*second) << 8;
            let passed = u32::try_from(8 * (LOOK - rest.len())).unwrap_or(u32::MAX);
            marks(part).checked_shr(passed).unwrap_or(0) | ends << (8 * (rest.len() - 2))
        }
        None => {
            let mut part = [0; LOOK];
            rest.iter().zip(&mut part).for_each(|(byte, to)| *to = *byte);
            marks(&part)
        }
    }
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
    while at < FULL.len() {
        beginnings.add_name(FULL[at].0);
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
    fn every_zone_is_found_where_it_begins() {
        let abbreviated = SEASONAL.iter().map(|(name, ..)| name).chain(FIXED.iter().map(|(name, _)| name));
        let named =
            NAMED.iter().map(|(name, _)| name).chain(SPOKEN.iter().chain(FULL).map(|(name, _)| name)).chain(&AREAS);
        for name in abbreviated.chain(named) {
            for lead in ["", "10:00 ", "a longer text before the zone, in é "] {
                for text in [
                    format!("{lead}{name}"),
                    format!("{lead}{name} and more of it"),
                    format!("{lead}{name}").to_uppercase(),
                ] {
                    assert_eq!(BEGINNINGS.next(text.as_bytes(), 0), Some(lead.len()), "{text}");
                }
            }
        }
    }
}
