//! Looking up whole words: what a word is in dates, which languages it is a small word of.
//!
//! A text is read byte by byte into a [`Key`], the first eight folded bytes of a
//! word as a number; a table of keys, filled at compile time, answers for it.

use super::table::{LEXICON, STOP_WORDS};
use super::words::{char_at, fold_char, is_unspaced, prefix};
use super::{LOCALES, Locale};

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
    /// The key of a folded word.
    #[must_use]
    pub const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let mut key = Key { bytes: 0, length: 0 };
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

    /// The key of a run of ASCII letters that begins at a byte of a text.
    #[must_use]
    fn ascii(bytes: &[u8], at: usize, length: usize) -> Key {
        let Some(eight) = bytes.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok()) else {
            let letters = bytes.get(at..at + length).unwrap_or_default();
            return letters.iter().fold(Key::default(), |key, letter| key.with(letter.to_ascii_lowercase()));
        };
        // Bit 32 makes a letter small; the bytes behind a short word are cut off.
        let lower = u64::from_be_bytes(eight) | 0x2020_2020_2020_2020;
        let cut = 64 - 8 * u32::try_from(length.min(8)).unwrap_or(8);
        let bytes = lower.checked_shr(cut).and_then(|high| high.checked_shl(cut)).unwrap_or(0);
        Key { bytes, length: u8::try_from(length).unwrap_or(u8::MAX) }
    }

    /// Reads the letters from a byte on, accents on them included: the byte behind them, and their key.
    /// `joins` tells of a character beyond ASCII whether it belongs to the word.
    #[must_use]
    pub fn read(text: &str, at: usize, joins: impl Fn(char) -> bool) -> (usize, Key) {
        let bytes = text.as_bytes();
        let letters = |from: usize| {
            bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
        };
        let length = letters(at);
        let mut key = Key::ascii(bytes, at, length);
        let mut end = at + length;
        while bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            let Some(c) = char_at(text, end).filter(|c| joins(*c)) else { break };
            key = key.with_char(c);
            end += c.len_utf8();
            let more = letters(end);
            key = bytes.get(end..end + more).unwrap_or_default().iter().fold(key, |key, letter| key.with(letter | 32));
            end += more;
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

    const fn slot(self) -> usize {
        // Fibonacci hashing: the high bits of a product with 2^64 / φ.
        (self.bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
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

    /// A bit for each language that has a column heading beginning with the word.
    #[must_use]
    pub fn columns(self) -> u16 {
        COLUMNS.find(self).and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
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

/// Keys with the places of the first words that have them, open addressing.
struct Table([(u64, u16); 1024]);

impl Table {
    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: Key) -> usize {
        let mut slot = key.slot();
        while self.0[slot].0 != 0 && self.0[slot].0 != key.bytes {
            slot = (slot + 1) % self.0.len();
        }
        slot
    }

    const fn add(&mut self, key: Key, place: u16) {
        let slot = self.slot(key);
        if self.0[slot].0 == 0 {
            self.0[slot] = (key.bytes, place);
        }
    }

    fn find(&self, key: Key) -> Option<usize> {
        let (bytes, place) = self.0[self.slot(key)];
        (bytes != 0).then_some(usize::from(place))
    }
}

/// The words of [`LEXICON`].
static DATES: Table = {
    let mut table = Table([(0, 0); 1024]);
    let mut at = 0;
    while at < LEXICON.len() {
        table.add(Key::of(LEXICON[at].word), at as u16);
        at += 1;
    }
    table
};

/// The words of [`STOP_WORDS`].
static SMALL: Table = {
    let mut table = Table([(0, 0); 1024]);
    let mut at = 0;
    while at < STOP_WORDS.len() {
        table.add(Key::of(STOP_WORDS[at].0), at as u16);
        at += 1;
    }
    table
};

/// The first words of all column headings, each with a bit for every language that has it.
static COLUMNS: Table = {
    let mut table = Table([(0, 0); 1024]);
    let mut locale = 0;
    while locale < LOCALES.len() {
        let columns = LOCALES[locale].columns;
        let mut role = 0;
        while role < columns.len() {
            let words = columns[role].1.words;
            let mut at = 0;
            while at < words.len() {
                let key = first_word(words[at]);
                let slot = table.slot(key);
                table.0[slot] = (key.bytes, table.0[slot].1 | 1 << locale);
                at += 1;
            }
            role += 1;
        }
        locale += 1;
    }
    table
};

/// The key of the letters that a folded heading begins with.
const fn first_word(heading: &str) -> Key {
    let bytes = heading.as_bytes();
    let mut key = Key { bytes: 0, length: 0 };
    let mut at = 0;
    while at < bytes.len() && (bytes[at].is_ascii_alphabetic() || !bytes[at].is_ascii()) {
        key = key.with(bytes[at]);
        at += 1;
    }
    key
}

/// The languages that may have a column heading as this text begins; all of them where words are written
/// without blanks, or no letter comes first.
pub fn with_column(text: &str) -> impl Fn(&Locale) -> bool + use<> {
    let first = text.chars().next();
    let (_, key) = Key::read(text, 0, |c| c.is_alphabetic() || fold_char(c).is_none());
    let all = key.is_empty() || first.is_some_and(is_unspaced);
    let languages = if all { u16::MAX } else { key.columns() };
    move |locale| languages >> locale.index & 1 == 1
}

/// What a word can be in a date, in all languages.
#[must_use]
pub fn senses(written: &str) -> &'static [Lexeme] {
    written.chars().fold(Key::default(), Key::with_char).senses(written)
}
