//! Which lists of words a text may have a word of, told by the first letters-only word of their entries.
//!
//! Lists are long and texts are many: one pass over the words of a text tells which lists are worth a search.

use super::fold::{char_at, fold_char, is_unspaced, joins_word};
use super::lexicon::{Key, Table};
use super::{LOCALES, List, Locale, Role};

/// The first words of all column headings: each with a bit for every language that has it, and with a bit for every
/// place in [`Locale::columns`], which are the same in all languages.
static COLUMNS: (Table<1024>, Table<1024>) = {
    let (mut languages, mut places) = (Table::EMPTY, Table::EMPTY);
    let mut locale = 0;
    while locale < LOCALES.len() {
        let columns = LOCALES[locale].columns;
        let mut place = 0;
        while place < columns.len() {
            languages.mark_list(&columns[place].1, 1 << locale);
            places.mark_list(&columns[place].1, 1 << place);
            place += 1;
        }
        locale += 1;
    }
    (languages, places)
};

/// Whether a column heading of any language begins with a digit.
const NUMBERED: bool = {
    let mut numbered = false;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let columns = LOCALES[locale].columns;
        let mut role = 0;
        while role < columns.len() {
            let words = columns[role].1.words();
            let mut at = 0;
            while at < words.len() {
                numbered |= words[at].as_bytes()[0].is_ascii_digit();
                at += 1;
            }
            role += 1;
        }
        locale += 1;
    }
    numbered
};

/// The places in [`Locale::columns`] of the headings of days and times.
const DATED: u16 = {
    let columns = LOCALES[0].columns;
    let (mut places, mut place) = (0, 0);
    while place < columns.len() {
        if matches!(columns[place].0, Role::Date | Role::Day | Role::Time) {
            places |= 1 << place;
        }
        place += 1;
    }
    places
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

    /// The lists of which a text may hold a word, told in one pass by the words' beginnings. A list that is not
    /// among them has no word in the text.
    #[must_use]
    pub fn of(text: &str) -> Topics {
        let mut topics = Topics(TOPICS.1);
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii() && !byte.is_ascii_alphabetic() {
                at += 1;
                continue;
            }
            let (end, key) = Key::read(text, at, joins_word);
            if key.is_empty() {
                let c = char_at(text, at).unwrap_or(' ');
                if is_unspaced(c) {
                    return Topics(u16::MAX);
                }
                at += c.len_utf8();
                continue;
            }
            topics.0 |= TOPICS.0.find(key).and_then(|topics| u16::try_from(topics).ok()).unwrap_or(0);
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
    const fn lists(locale: &Locale) -> [&List; 7] {
        [&locale.breaks, &locale.meals, &locale.optional, &locale.closing, &locale.by, &locale.rooms, &locale.day_words]
    }
}

/// The first words of the entries of all [`Topics`], and those with an entry that begins with no letter: any text may
/// hold it.
static TOPICS: (Table<4096>, u16) = {
    let (mut table, mut wordless) = (Table::EMPTY, 0);
    let mut locale = 0;
    while locale < LOCALES.len() {
        let lists = Topics::lists(&LOCALES[locale]);
        let mut topic = 0;
        while topic < lists.len() {
            if table.mark_list(lists[topic], 1 << topic) {
                wordless |= 1 << topic;
            }
            topic += 1;
        }
        locale += 1;
    }
    (table, wordless)
};

/// The languages that may have a column heading as a text begins, and the places in [`Locale::columns`] where they
/// may have it, a bit each; all of them where words are written without blanks, or no letter comes first.
#[must_use]
pub fn with_column(text: &str) -> (u16, u16) {
    if !NUMBERED && text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        // The hour in front of a colon, most often.
        return (0, 0);
    }
    let (_, key) = Key::read(text, 0, |c| c.is_alphabetic() || fold_char(c).is_none());
    if key.is_empty() || text.chars().next().is_some_and(is_unspaced) {
        return (u16::MAX, u16::MAX);
    }
    let bits = |table: &Table<1024>| table.find(key).and_then(|bits| u16::try_from(bits).ok()).unwrap_or(0);
    match bits(&COLUMNS.0) {
        0 => (0, 0),
        languages => (languages, bits(&COLUMNS.1)),
    }
}

/// Whether a text may begin as a column heading of days or times in any language.
#[must_use]
pub fn may_head_dates(text: &str) -> bool {
    with_column(text).1 & DATED != 0
}
