//! The words that stand around a time or in its place, and which of them the word at a place of a text may be.
//!
//! One look at the word there spares the search in all lists that it can't be of.

use super::fold::joins_word;
use super::lexicon::{Key, Table};
use super::words::{Words, longest};
use super::{LOCALES, List, Locale};

/// A list of words that stand around a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWord {
    /// See [`Locale::from`].
    From,
    /// See [`Locale::at`].
    At,
    /// See [`Locale::approx`].
    Approx,
    /// See [`Locale::until`].
    Until,
    /// See [`Locale::noon`].
    Noon,
    /// See [`Locale::midnight`].
    Midnight,
    /// See [`Locale::to`].
    To,
    /// See [`Locale::open_end`].
    OpenEnd,
    /// See [`Locale::oclock`].
    Oclock,
    /// See [`Locale::am`].
    Am,
    /// See [`Locale::pm`].
    Pm,
}

impl TimeWord {
    const ALL: [TimeWord; 11] = [
        TimeWord::From,
        TimeWord::At,
        TimeWord::Approx,
        TimeWord::Until,
        TimeWord::Noon,
        TimeWord::Midnight,
        TimeWord::To,
        TimeWord::OpenEnd,
        TimeWord::Oclock,
        TimeWord::Am,
        TimeWord::Pm,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Its words in a language.
    const fn list(self, locale: &Locale) -> &List {
        match self {
            TimeWord::From => &locale.from,
            TimeWord::At => &locale.at,
            TimeWord::Approx => &locale.approx,
            TimeWord::Until => &locale.until,
            TimeWord::Noon => &locale.noon,
            TimeWord::Midnight => &locale.midnight,
            TimeWord::To => &locale.to,
            TimeWord::OpenEnd => &locale.open_end,
            TimeWord::Oclock => &locale.oclock,
            TimeWord::Am => &locale.am,
            TimeWord::Pm => &locale.pm,
        }
    }
}

/// What may stand before a time, or be one.
const OPENERS: u16 = TimeWord::From.bit()
    | TimeWord::At.bit()
    | TimeWord::Approx.bit()
    | TimeWord::Until.bit()
    | TimeWord::Noon.bit()
    | TimeWord::Midnight.bit();

/// The first words of all entries, each with the lists that have it in any language.
static FIRST_WORDS: Table<1024> = {
    let mut table = Table::EMPTY;
    let mut locale = 0;
    while locale < LOCALES.len() {
        let mut list = 0;
        while list < TimeWord::ALL.len() {
            table.mark_list(TimeWord::ALL[list].list(&LOCALES[locale]), TimeWord::ALL[list].bit());
            list += 1;
        }
        locale += 1;
    }
    table
};

/// A place of a text, with the lists that may have a word there.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    text: &'a str,
    at: usize,
    words: &'a Words,
    lists: u16,
}

impl<'a> Place<'a> {
    /// Looks at the word that begins at a byte. A number is none; what begins with no plain letter may be of any list.
    #[must_use]
    pub fn new(text: &'a str, at: usize, words: &'a Words) -> Self {
        let lists = match text.as_bytes().get(at) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => lists(text, at),
            Some(b'0'..=b'9') | None => 0,
            Some(_) => u16::MAX,
        };
        Place { text, at, words, lists }
    }

    /// The longest word of a list that stands here, in the active languages; gives the byte after it.
    #[must_use]
    pub fn word(&self, list: TimeWord) -> Option<usize> {
        self.has(list).then(|| longest(self.text, self.at, self.words.active().map(|locale| list.list(locale))))?
    }

    /// The same in every language: for places where no other word can stand.
    #[must_use]
    pub fn any_word(&self, list: TimeWord) -> Option<usize> {
        self.has(list).then(|| longest(self.text, self.at, LOCALES.iter().map(|locale| list.list(locale))))?
    }

    const fn has(&self, list: TimeWord) -> bool {
        self.lists & list.bit() != 0
    }
}

/// The lists that may have the word that begins with a plain letter at `at`.
fn lists(text: &str, at: usize) -> u16 {
    let (_, key) = Key::read(text, at, joins_word);
    FIRST_WORDS.find(key).and_then(|lists| u16::try_from(lists).ok()).unwrap_or(0)
}

/// Whether a word that begins with a plain letter at `at` may stand before or in the place of a time, in any language.
#[must_use]
pub fn opens_slot(text: &str, at: usize) -> bool {
    lists(text, at) & OPENERS != 0
}
