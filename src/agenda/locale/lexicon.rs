//! Looking up whole words: what a word is in dates, which languages it is a small word of.
//!
//! A text is read byte by byte into a [`Key`], the first eight folded bytes of a
//! word as a number; a table of keys, filled at compile time, answers for it.

use super::table::{LEXICON, STOP_WORDS};
use super::words::{char_at, fold_char, is_unspaced, prefix};
use super::{LOCALES, List, Locale};

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
struct Table<const N: usize>([(u64, u16); N]);

impl<const N: usize> Table<N> {
    const EMPTY: Self = Table([(0, 0); N]);

    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: Key) -> usize {
        let mut slot = key.hash() % N;
        while self.0[slot].0 != 0 && self.0[slot].0 != key.bytes {
            slot = (slot + 1) % N;
        }
        slot
    }

    /// Adds bits to what a key says; an empty key says nothing.
    const fn mark(&mut self, key: Key, bits: u16) {
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

    fn find(&self, key: Key) -> Option<usize> {
        let (bytes, place) = self.0[self.slot(key)];
        (bytes != 0).then_some(usize::from(place))
    }
}

/// The words of [`LEXICON`].
static DATES: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut at = 0;
    while at < LEXICON.len() {
        table.add(Key::of(LEXICON[at].word), at as u16);
        at += 1;
    }
    table
};

/// The first two letters of the names of months and days: a row for the first, a bit for the second.
static NAMES: [u32; 32] = {
    let mut rows = [0; 32];
    let mut at = 0;
    while at < LEXICON.len() {
        if matches!(LEXICON[at].sense, Sense::Month(..) | Sense::Weekday(..)) {
            let bytes = LEXICON[at].word.as_bytes();
            rows[(bytes[0] & 31) as usize] |= 1 << (bytes[1] & 31);
        }
        at += 1;
    }
    rows
};

/// Whether the name of a month or day may begin with two bytes, whatever their case; bytes beyond ASCII may be any letter.
#[must_use]
pub fn begins_name(first: u8, second: u8) -> bool {
    !second.is_ascii() || NAMES[usize::from(first & 31)] >> (second & 31) & 1 == 1
}

/// The words of [`STOP_WORDS`].
static SMALL: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut at = 0;
    while at < STOP_WORDS.len() {
        table.add(Key::of(STOP_WORDS[at].0), at as u16);
        at += 1;
    }
    table
};

/// The first words of all column headings, each with a bit for every language that has it.
static COLUMNS: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let columns = LOCALES[locale].columns;
        let mut role = 0;
        while role < columns.len() {
            let words = columns[role].1.words;
            let mut at = 0;
            while at < words.len() {
                table.mark(first_word(words[at]), 1 << locale);
                at += 1;
            }
            role += 1;
        }
        locale += 1;
    }
    table
};

/// Lists of words that titles are asked for, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topics(u16);

impl Topics {
    /// See [`Locale::breaks`].
    pub const BREAKS: Topics = Topics(1);
    /// See [`Locale::meals`].
    pub const MEALS: Topics = Topics(1 << 1);
    /// See [`Locale::optional`].
    pub const OPTIONAL: Topics = Topics(1 << 2);
    /// See [`Locale::closing`].
    pub const CLOSING: Topics = Topics(1 << 3);
    /// See [`Locale::by`].
    pub const BY: Topics = Topics(1 << 4);
    /// See [`Locale::rooms`].
    pub const ROOMS: Topics = Topics(1 << 5);
    /// See [`Locale::day_words`].
    pub const DAY_WORDS: Topics = Topics(1 << 6);
    /// See [`Locale::deadlines`].
    pub const DEADLINES: Topics = Topics(1 << 7);

    /// The lists of which a text may hold a word, told in one pass by the words' beginnings. A list that is not
    /// among them has no word in the text.
    #[must_use]
    pub fn of(text: &str) -> Topics {
        let mut topics = Topics(WORDLESS);
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii() && !byte.is_ascii_alphabetic() {
                at += 1;
                continue;
            }
            let (end, key) = Key::read(text, at, |c| c.is_alphabetic() && !is_unspaced(c) || fold_char(c).is_none());
            if key.is_empty() {
                let c = char_at(text, at).unwrap_or(' ');
                if is_unspaced(c) {
                    return Topics(u16::MAX);
                }
                at += c.len_utf8();
                continue;
            }
            topics.0 |= TOPICS.find(key).and_then(|topics| u16::try_from(topics).ok()).unwrap_or(0);
            at = end;
        }
        topics
    }

    /// Whether the text may hold a word of a list.
    #[must_use]
    pub const fn has(self, topic: Topics) -> bool {
        self.0 & topic.0 != 0
    }

    /// The list of each bit in a language.
    const fn lists(locale: &Locale) -> [&List; 8] {
        [
            &locale.breaks,
            &locale.meals,
            &locale.optional,
            &locale.closing,
            &locale.by,
            &locale.rooms,
            &locale.day_words,
            &locale.deadlines,
        ]
    }
}

/// Whether a word that begins with a plain letter at `at` may stand before or in the place of a time, in any language.
#[must_use]
pub fn opens_slot(text: &str, at: usize) -> bool {
    let (_, key) = Key::read(text, at, |c| c.is_alphabetic() && !is_unspaced(c) || fold_char(c).is_none());
    OPENERS.find(key).is_some()
}

/// The first words of what stands before or in the place of a time.
static OPENERS: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let words = &LOCALES[locale];
        let lists = [&words.from, &words.at, &words.approx, &words.until, &words.noon, &words.midnight];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].words.len() {
                table.mark(first_word(lists[list].words[at]), 1);
                at += 1;
            }
            list += 1;
        }
        locale += 1;
    }
    table
};

/// The first words of the entries of all [`Topics`].
static TOPICS: Table<4096> = {
    let mut table = Table::EMPTY;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let lists = Topics::lists(&LOCALES[locale]);
        let mut topic = 0;
        while topic < lists.len() {
            let mut at = 0;
            while at < lists[topic].words.len() {
                table.mark(first_word(lists[topic].words[at]), 1 << topic);
                at += 1;
            }
            topic += 1;
        }
        locale += 1;
    }
    table
};

/// The [`Topics`] with an entry that begins with no letter: any text may hold it.
const WORDLESS: u16 = {
    let mut topics = 0;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let lists = Topics::lists(&LOCALES[locale]);
        let mut topic = 0;
        while topic < lists.len() {
            let mut at = 0;
            while at < lists[topic].words.len() {
                if first_word(lists[topic].words[at]).is_empty() {
                    topics |= 1 << topic;
                }
                at += 1;
            }
            topic += 1;
        }
        locale += 1;
    }
    topics
};

/// The key of the letters that a folded entry begins with.
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
