//! Looking up whole words: what a word is in dates, which languages it is a small word of.
//!
//! A text is read byte by byte into a [`Key`], the first eight folded bytes of a
//! word as a number; a table of keys, filled at compile time, answers for it.

use super::fold::{char_at, fold_char, prefix};
use super::table::{LEXICON, STOP_WORDS};

/// What a word of a date can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A month from 1, and which of its names: 0 is the full one.
    Month(i8, u8),
    /// A weekday from Monday, 0, and which of its names.
    Weekday(u8, u8),
    /// See [`Locale::glue`].
    Glue,
    /// See [`Locale::and`].
    And,
    /// See [`Locale::to`].
    To,
    /// See [`Locale::oclock`] and [`Locale::hour_marks`].
    Oclock,
    /// See [`Locale::day_words`].
    DayWord,
    /// See [`Locale::at`], [`Locale::from`] and [`Locale::until`].
    Connects,
}

/// A word of dates in a language.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    /// Folded.
    pub word: &'static str,
    /// The language: an index in [`LOCALES`].
    pub locale: u8,
    /// What it can be there.
    pub sense: Sense,
}

/// The beginning of a folded word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Its first eight bytes, the first one highest; zeros behind a shorter word.
    bytes: u64,
    /// Its bytes, folded.
    length: u8,
}

/// The most bytes of a word that a key tells whole.
const WHOLE: u8 = 8;

impl Key {
    /// Nothing read yet.
    pub const EMPTY: Key = Key { bytes: 0, length: 0 };

    /// The key of a folded word.
    #[must_use]
    pub const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let mut key = Key::EMPTY;
        let mut at = 0;
        while at < bytes.len() {
            key = key.with(bytes[at]);
            at += 1;
        }
        key
    }

    /// With one more folded byte.
    #[must_use]
    pub const fn with(mut self, byte: u8) -> Key {
        if self.length < WHOLE {
            self.bytes |= (byte as u64) << (56 - 8 * self.length);
        }
        self.length = self.length.saturating_add(1);
        self
    }

    /// Reads a run of ASCII letters that begins at a byte of a text: the byte behind it, and its key.
    #[must_use]
    fn ascii(bytes: &[u8], at: usize) -> (usize, Key) {
        let more = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
        };
        let Some(eight) = bytes.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok()) else {
            let end = at + more(at);
            let key = bytes[at..end].iter().fold(Key::default(), |key, letter| key.with(letter.to_ascii_lowercase()));
            return (end, key);
        };
        let mut length = leading_letters(u64::from_le_bytes(eight));
        // Bit 32 makes a letter small; the bytes behind a short word are cut off.
        let lower = u64::from_be_bytes(eight) | 0x2020_2020_2020_2020;
        let kept = if length < 8 { !(u64::MAX >> (8 * length)) } else { u64::MAX };
        if length == 8 {
            length += more(at + 8);
        }
        (at + length, Key { bytes: lower & kept, length: u8::try_from(length).unwrap_or(u8::MAX) })
    }

    /// Reads the letters from a byte on, accents on them included: the byte behind them, and their key.
    /// `joins` tells of a character beyond ASCII whether it belongs to the word.
    #[must_use]
    pub fn read(text: &str, at: usize, joins: impl Fn(char) -> bool) -> (usize, Key) {
        let bytes = text.as_bytes();
        let (mut end, mut key) = Key::ascii(bytes, at);
        // Most words have no other letters.
        while bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            let Some(c) = char_at(text, end).filter(|c| joins(*c)) else { break };
            key = key.with_char(c);
            end += c.len_utf8();
            while let Some(letter) = bytes.get(end).filter(|byte| byte.is_ascii_alphabetic()) {
                key = key.with(letter | 32);
                end += 1;
            }
        }
        (end, key)
    }

    /// With one more character, folded here; a combining accent adds nothing.
    #[must_use]
    pub fn with_char(self, c: char) -> Key {
        let Some(folded) = fold_char(c) else { return self };
        folded.encode_utf8(&mut [0; 4]).bytes().fold(self, Key::with)
    }

    /// Whether nothing has been read.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }

    const fn hash(self) -> usize {
        // Fibonacci hashing: the high bits of a product with 2^64 / φ.
        (self.bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize
    }

    /// What the word can be in a date, in all languages; `written` is the word as it stands.
    #[must_use]
    pub fn senses(self, written: &str) -> &'static [Lexeme] {
        let Some(from) = DATES.find(self) else { return &[] };
        let same = |lexeme: &Lexeme| prefix(written, 0, lexeme.word) == Some(written.len());
        let rest = LEXICON.get(from..).unwrap_or_default();
        let near = rest.iter().take_while(|lexeme| Key::of(lexeme.word).bytes == self.bytes).count();
        let Some(first) = rest[..near].iter().position(same) else { return &[] };
        let count = rest[first..near].iter().take_while(|lexeme| lexeme.word == rest[first].word).count();
        &rest[first..first + count]
    }

    /// A bit for each language that has the word as a small one.
    #[must_use]
    pub fn languages(self) -> u16 {
        if self.length > WHOLE {
            return 0;
        }
        SMALL.find(self).and_then(|at| STOP_WORDS.get(at)).map_or(0, |(_, languages)| *languages)
    }
}

/// How many ASCII letters eight bytes begin with, the first byte lowest. All bytes are judged at once: bit 128 of
/// each says whether it is a letter.
const fn leading_letters(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let lower = bytes | (0x20 * EACH);
    let seven = lower & (0x7f * EACH);
    let from_a = seven + (0x80 - b'a' as u64) * EACH;
    let behind_z = seven + (0x80 - b'z' as u64 - 1) * EACH;
    let letters = from_a & !behind_z & !lower & (0x80 * EACH);
    (!letters & (0x80 * EACH)).trailing_zeros() as usize / 8
}

/// Keys with the places of the first words that have them, open addressing.
pub(super) struct Table<const N: usize>([(u64, u16); N]);

impl<const N: usize> Table<N> {
    pub(super) const EMPTY: Self = Table([(0, 0); N]);

    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: Key) -> usize {
        let mut slot = key.hash() % N;
        while self.0[slot].0 != 0 && self.0[slot].0 != key.bytes {
            slot = (slot + 1) % N;
        }
        slot
    }

    /// Adds bits to what a key says; an empty key says nothing.
    pub(super) const fn mark(&mut self, key: Key, bits: u16) {
        if !key.is_empty() {
            let slot = self.slot(key);
            self.0[slot] = (key.bytes, self.0[slot].1 | bits);
        }
    }

    const fn add(&mut self, key: Key, place: u16) {
        let slot = self.slot(key);
        if self.0[slot].0 == 0 {
            self.0[slot] = (key.bytes, place);
        }
    }

    /// What a key says.
    pub(super) fn find(&self, key: Key) -> Option<usize> {
        let (bytes, place) = self.0[self.slot(key)];
        (bytes != 0).then_some(usize::from(place))
    }
}

/// The words of [`LEXICON`].
static DATES: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut at = 0u16;
    while (at as usize) < LEXICON.len() {
        table.add(Key::of(LEXICON[at as usize].word), at);
        at += 1;
    }
    table
};

/// The first three letters of the names of months and days: a row for each pair of them, a bit for the third, and
/// [`SHORT`] for names of two letters.
static NAMES: [u32; 1024] = {
    let mut rows = [0; 1024];
    let mut at = 0;
    while at < LEXICON.len() {
        if matches!(LEXICON[at].sense, Sense::Month(..) | Sense::Weekday(..)) {
            let bytes = LEXICON[at].word.as_bytes();
            let long = bytes.len() > 2 && bytes[2].is_ascii_alphabetic();
            rows[pair(bytes[0], bytes[1])] |= if long { 1 << (bytes[2] & 31) } else { SHORT };
        }
        at += 1;
    }
    rows
};

/// No third letter.
const SHORT: u32 = 1;

const fn pair(first: u8, second: u8) -> usize {
    (first as usize & 31) << 5 | second as usize & 31
}

/// Whether the name of a month or day may begin with these bytes of a text, whatever their case; bytes beyond ASCII
/// may be any letter.
#[must_use]
pub fn begins_name(first: u8, second: u8, third: u8) -> bool {
    if !second.is_ascii() {
        return true;
    }
    let row = NAMES[pair(first, second)];
    row != 0 && (!third.is_ascii() || row & if third.is_ascii_alphabetic() { 1 << (third & 31) } else { SHORT } != 0)
}

/// The words of [`STOP_WORDS`].
static SMALL: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut at = 0u16;
    while (at as usize) < STOP_WORDS.len() {
        table.add(Key::of(STOP_WORDS[at as usize].0), at);
        at += 1;
    }
    table
};

/// What a word can be in a date, in all languages.
#[must_use]
pub fn senses(written: &str) -> &'static [Lexeme] {
    written.chars().fold(Key::default(), Key::with_char).senses(written)
}
