//! Looking up whole words: what a word is in dates, which languages it is a small word of.
//!
//! A text is read byte by byte into a [`Key`], the first eight folded bytes of a
//! word as a number; a table of keys, filled at compile time, answers for it.

use super::List;
use super::fold::{char_at, fold_char, is_latin, joins_word, prefix};
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

    /// The key of the letters that a folded entry begins with.
    #[must_use]
    pub const fn of_first(entry: &str) -> Key {
        let bytes = entry.as_bytes();
        let mut key = Key::EMPTY;
        let mut at = 0;
        while at < bytes.len() && (bytes[at].is_ascii_alphabetic() || !bytes[at].is_ascii()) {
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

    /// Reads the letters from a byte on, accents on them included: the byte behind them, and their key.
    /// `joins` tells of a character beyond ASCII whether it belongs to the word.
    #[must_use]
    #[inline]
    pub fn read(text: &str, at: usize, joins: impl Fn(char) -> bool) -> (usize, Key) {
        let bytes = text.as_bytes();
        let first = eight(bytes, at);
        let length = letters(first);
        // Bit 32 makes a letter small; the bytes behind a short word are cut off.
        let kept = if length < 8 { !(u64::MAX >> (8 * length)) } else { u64::MAX };
        let key = Key { bytes: (first | 0x2020_2020_2020_2020) & kept, length: u8::try_from(length).unwrap_or(8) };
        let end = at + length;
        // Most words are short and plain.
        if length < 8 && bytes.get(end).is_none_or(u8::is_ascii) { (end, key) } else { key.read_on(text, end, joins) }
    }

    /// Reads the rest of a word, of which eight letters or those before one beyond ASCII are read.
    #[inline(never)]
    fn read_on(mut self, text: &str, mut end: usize, joins: impl Fn(char) -> bool) -> (usize, Key) {
        let bytes = text.as_bytes();
        let mut more = usize::from(self.length);
        while more == 8 {
            more = letters(eight(bytes, end));
            end += more;
            self.length = self.length.saturating_add(u8::try_from(more).unwrap_or(8));
        }
        while bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            let Some(c) = char_at(text, end).filter(|c| is_latin(*c) || joins(*c)) else { break };
            self = self.with_char(c);
            end += c.len_utf8();
            while let Some(letter) = bytes.get(end).filter(|byte| byte.is_ascii_alphabetic()) {
                self = self.with(letter | 32);
                end += 1;
            }
        }
        (end, self)
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

    /// Below [`HASHES`].
    const fn hash(self) -> usize {
        // Fibonacci hashing: the high bits of a product with 2^64 / φ.
        (self.bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51) as usize
    }

    /// What the word can be in a date, in all languages; `written` is the word as it stands.
    #[must_use]
    pub fn senses(self, written: &str) -> &'static [Lexeme] {
        let Some(from) = DATES.find(self) else { return &[] };
        // A key tells a short word whole; of long ones those that begin the same stand together, too.
        let same = |at: usize| {
            KEYS[at] == self && (self.length <= WHOLE || prefix(written, 0, LEXICON[at].word) == Some(written.len()))
        };
        let mut places = from..KEYS.len();
        let Some(first) = places.by_ref().take_while(|at| KEYS[*at].bytes == self.bytes).find(|at| same(*at)) else {
            return &[];
        };
        let count = places.take_while(|at| same(*at)).count();
        &LEXICON[first..=first + count]
    }

    /// Whether the name of a month or day may begin with this word: what it says no to begins none.
    #[must_use]
    pub fn may_name(self) -> bool {
        NAMED.find(self).is_some()
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

/// The eight bytes of a text from a place on, the first one highest; zeros behind its end.
#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_be_bytes(*eight);
    }
    match bytes.last_chunk() {
        Some(last) if !rest.is_empty() => u64::from_be_bytes(*last) << (64 - 8 * rest.len()),
        _ => rest.iter().rev().fold(0, |eight, byte| (eight >> 8) | (u64::from(*byte) << 56)),
    }
}

/// How many of eight bytes, from the highest on, are letters of ASCII: all are looked at in one number.
#[inline]
pub(super) fn letters(eight: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let low = (eight | (0x20 * ONES)) & !HIGH;
    let from_a = low + (0x80 - 0x61) * ONES;
    let past_z = low + (0x80 - 0x7b) * ONES;
    let letters = from_a & !past_z & !eight & HIGH;
    ((!letters & HIGH).leading_zeros() / 8) as usize
}

/// The byte behind the letters of ASCII from a byte on.
#[must_use]
pub fn behind_letters(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let more = letters(eight(bytes, at));
        at += more;
        if more < 8 {
            return at;
        }
    }
}

/// Keys with the places of the first words that have them, open addressing.
pub(super) struct Table<const N: usize> {
    slots: [(u64, u16); N],
    /// A bit for each hash of a key: most words of a text are in no table, and are told so by these few bytes alone.
    hashes: [u64; HASHES / 64],
}

/// How many hashes of keys there are.
const HASHES: usize = 8192;

impl<const N: usize> Table<N> {
    pub(super) const EMPTY: Self = Table { slots: [(0, 0); N], hashes: [0; HASHES / 64] };

    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: Key) -> usize {
        let mut slot = key.hash() % N;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != key.bytes {
            slot = (slot + 1) % N;
        }
        slot
    }

    const fn put(&mut self, key: Key, slot: usize, says: u16) {
        self.slots[slot] = (key.bytes, says);
        self.hashes[key.hash() / 64] |= 1 << (key.hash() % 64);
    }

    /// Adds bits to what a key says; an empty key says nothing.
    pub(super) const fn mark(&mut self, key: Key, bits: u16) {
        if !key.is_empty() {
            let slot = self.slot(key);
            self.put(key, slot, self.slots[slot].1 | bits);
        }
    }

    /// Adds bits to the first words of a list's entries; whether an entry begins with no letter.
    pub(super) const fn mark_list(&mut self, list: &List, bits: u16) -> bool {
        let mut wordless = false;
        let mut at = 0;
        while at < list.words.len() {
            let first = Key::of_first(list.words[at]);
            wordless |= first.is_empty();
            self.mark(first, bits);
            at += 1;
        }
        wordless
    }

    const fn add(&mut self, key: Key, place: u16) {
        let slot = self.slot(key);
        if self.slots[slot].0 == 0 {
            self.put(key, slot, place);
        }
    }

    /// What a key says.
    pub(super) fn find(&self, key: Key) -> Option<usize> {
        let hash = key.hash();
        if self.hashes[hash / 64] >> (hash % 64) & 1 == 0 {
            return None;
        }
        let (bytes, says) = self.slots[self.slot(key)];
        (bytes != 0).then_some(usize::from(says))
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

/// The keys of the words of [`LEXICON`].
static KEYS: [Key; LEXICON.len()] = {
    let mut keys = [Key::EMPTY; LEXICON.len()];
    let mut at = 0;
    while at < LEXICON.len() {
        keys[at] = Key::of(LEXICON[at].word);
        at += 1;
    }
    keys
};

/// The first words of the names of months and days.
static NAMED: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut at = 0;
    while at < LEXICON.len() {
        if matches!(LEXICON[at].sense, Sense::Month(..) | Sense::Weekday(..)) {
            table.mark(Key::of_first(LEXICON[at].word), 1);
        }
        at += 1;
    }
    table
};

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
    let key = match Key::read(written, 0, joins_word) {
        (end, key) if end == written.len() => key,
        _ => written.chars().fold(Key::EMPTY, Key::with_char),
    };
    key.senses(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_read_at_once_has_the_key_of_its_letters_one_by_one() {
        let words = ["", "a", "Uhr", "sabbath", "November", "septembre", "incomprehensibilities", "Décembre", "été"];
        for word in
            words.iter().chain(&["März", "décembre-là", "straße", "cafe\u{301}s", "waarschijnlijkheidsrekeningé"])
        {
            let letters = word.split('-').next().unwrap_or("");
            for text in [letters.to_owned(), format!("{letters} and more"), format!("{letters}.")] {
                for lead in ["", "x ", "a longer lead: "] {
                    let text = format!("{lead}{text}");
                    let key = letters.chars().fold(Key::EMPTY, Key::with_char);
                    assert_eq!(Key::read(&text, lead.len(), joins_word), (lead.len() + letters.len(), key), "{text}");
                }
            }
        }
    }
}
