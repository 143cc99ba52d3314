//! Finding the words of a language in a text, and the languages a post is read in.

use super::fold::fold_byte;
pub use super::fold::{
    char_at, char_before, digit, digit_of, fold_char, is_unspaced, last_word, prefix, skip_blanks, starts,
};
use super::lexicon::{eight, letters};
use super::{First, LOCALES, List, Locale, Order, Role, Start, english};

/// Whether the text is the word, blanks and punctuation around it apart.
#[must_use]
pub fn equals(text: &str, word: &str) -> bool {
    same(bare(text), word)
}

/// A text without the blanks and punctuation around it.
fn bare(text: &str) -> &str {
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(u8::is_ascii_alphanumeric) && bytes.last().is_some_and(u8::is_ascii_alphanumeric) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*' | '(' | ')' | '：'))
}

/// Whether a bare text is the word, its last full stop apart.
fn same(text: &str, word: &str) -> bool {
    let word = word.strip_suffix('.').map_or(word, |_| word.trim_end_matches('.'));
    prefix(text, 0, word) == Some(text.len())
}

/// Whether the text is one of the words, blanks and punctuation around it apart.
#[must_use]
pub fn is_one_of(text: &str, list: &List) -> bool {
    let text = bare(text);
    start(text, 0).is_some_and(|start| is_bare_one_of(text, start, list))
}

fn is_bare_one_of(text: &str, start: Start, list: &List) -> bool {
    list.beginning(start).any(|word| same(text, word))
}

/// Whether the text begins with the word.
#[must_use]
pub fn leads(text: &str, word: &str) -> bool {
    starts(text, skip_blanks(text, 0), word).is_some()
}

/// Where the word stands in the text as a whole word, first place.
#[must_use]
pub fn find(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    scan(text, &First::NONE.with(Start::of(word)), |at| starts(text, at, word))
}

/// The first place where a word can begin as in `first`, and `matches` gives its end.
fn scan(text: &str, first: &First, matches: impl Fn(usize) -> Option<usize>) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut inside = false;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let may = !inside
            && if byte.is_ascii() && next.is_ascii() {
                first.has(Start::new(fold_byte(byte), Some(fold_byte(next))))
            } else {
                start(text, at).is_some_and(|start| first.has(start))
            };
        if may && let Some(end) = matches(at) {
            return Some(at..end);
        }
        if byte.is_ascii_alphabetic() {
            inside = true;
            at += letters(eight(bytes, at));
        } else if byte.is_ascii() {
            inside = byte.is_ascii_digit();
            at += 1;
        } else {
            let c = char_at(text, at)?;
            inside = c.is_alphanumeric() && !is_unspaced(c);
            at += c.len_utf8();
        }
    }
    None
}

/// How a word before or in the place of a time can begin, in any language.
static SLOT: First = {
    let mut slot = First::NONE;
    let mut at = 0;
    while at < LOCALES.len() {
        let Locale { from, at: single, approx, until, noon, midnight, am, pm, date_marks, .. } = &LOCALES[at];
        slot = slot.or(&from.first).or(&single.first).or(&approx.first).or(&until.first);
        slot = slot.or(&noon.first).or(&midnight.first);
        // A time may begin with its half of the day where words are not parted: 午後3時.
        if !date_marks.words.is_empty() {
            slot = slot.or(&am.first).or(&pm.first);
        }
        at += 1;
    }
    slot
};

/// The languages a post is read in: its own first, then those it may mix in.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The post's language.
    pub primary: &'static Locale,
    /// The order of day and month in its numbers: the language's, unless the post tells another.
    pub order: Order,
    /// The languages whose short and ambiguous words count, the first `count` of these.
    own: [&'static Locale; 3],
    count: u8,
    /// The same, a bit for each.
    active: u16,
}

impl Words {
    /// Reads a post of one language, with English beside it.
    #[must_use]
    pub fn new(primary: &'static Locale) -> Self {
        Words::with(primary, None)
    }

    /// Reads a post that mixes two languages.
    #[must_use]
    pub fn with(primary: &'static Locale, second: Option<&'static Locale>) -> Self {
        let mut own = [primary; 3];
        let (mut count, mut active) = (1, 1 << primary.index);
        for locale in second.into_iter().chain([english()]) {
            if active >> locale.index & 1 == 0 {
                own[usize::from(count)] = locale;
                count += 1;
                active |= 1 << locale.index;
            }
        }
        Words { primary, order: primary.order, own, count, active }
    }

    /// Whether a word that stands here may belong to a time behind it, or be one.
    #[must_use]
    pub fn opens_slot(&self, text: &str, at: usize) -> bool {
        if text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            return super::time_words::opens_slot(text, at);
        }
        start(text, at).is_some_and(|start| SLOT.has(start))
    }

    /// Primary, second, English: those whose short and ambiguous words count.
    pub fn active(&self) -> impl Iterator<Item = &'static Locale> + use<> {
        self.own.into_iter().take(usize::from(self.count))
    }

    /// Whether a language, by its index, is among them.
    #[must_use]
    pub fn is_active(&self, locale: u8) -> bool {
        self.active >> locale & 1 == 1
    }

    /// All languages, the active ones first.
    pub fn all(&self) -> impl Iterator<Item = &'static Locale> + use<> {
        let active = self.active;
        self.active().chain(LOCALES.iter().filter(move |locale| active >> locale.index & 1 == 0))
    }

    /// The longest word of a list, in the active languages, that stands at `at`; gives the byte after it.
    #[must_use]
    pub fn at(&self, text: &str, at: usize, list: fn(&Locale) -> &List) -> Option<usize> {
        longest(text, at, self.active().map(list))
    }

    /// The same in every language: for places where no other word can stand.
    #[must_use]
    pub fn at_any(&self, text: &str, at: usize, list: fn(&Locale) -> &List) -> Option<usize> {
        longest(text, at, LOCALES.iter().map(list))
    }

    /// Whether the whole text is a word of the list, in the active languages.
    #[must_use]
    pub fn is(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        let text = bare(text);
        start(text, 0).is_some_and(|start| self.active().any(|locale| is_bare_one_of(text, start, list(locale))))
    }

    /// Whether the whole text is a word of the list in any language.
    #[must_use]
    pub fn is_any(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        let text = bare(text);
        start(text, 0).is_some_and(|start| LOCALES.iter().any(|locale| is_bare_one_of(text, start, list(locale))))
    }

    /// Whether the text holds a word of the list, in the active languages.
    #[must_use]
    pub fn has(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        self.find(text, list).is_some()
    }

    /// The first word of the list in the text, in the active languages.
    #[must_use]
    pub fn find(&self, text: &str, list: fn(&Locale) -> &List) -> Option<std::ops::Range<usize>> {
        let first = self.active().fold(First::NONE, |first, locale| first.or(list(locale).first()));
        scan(text, &first, |at| self.at(text, at, list))
    }

    /// What a column heading says, in any language.
    #[must_use]
    pub fn column(&self, text: &str) -> Option<Role> {
        let text = heading(text);
        let (languages, places) = super::topics::with_column(text);
        if languages == 0 {
            return None;
        }
        let start = start(text, 0)?;
        let mut may = self.all().filter(|locale| languages >> locale.index & 1 == 1);
        may.find_map(|locale| locale.role(text, start, places))
    }
}

/// A heading without blanks and punctuation in front.
pub(super) fn heading(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*' | '(' | ')'))
}

/// How the text begins at `at`; `None` at its end, off a boundary and before a combining accent.
#[must_use]
pub fn start(text: &str, at: usize) -> Option<Start> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    if byte.is_ascii() {
        return Some(Start::new(fold_byte(byte), second(text, at + 1)));
    }
    let c = char_at(text, at)?;
    let mut buffer = [0; 4];
    match fold_char(c)?.encode_utf8(&mut buffer).as_bytes() {
        [first, second, ..] => Some(Start::new(*first, Some(*second))),
        [first] => Some(Start::new(*first, second(text, at + c.len_utf8()))),
        [] => None,
    }
}

/// The second folded byte of a word, as far as one look tells it.
fn second(text: &str, at: usize) -> Option<u8> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some(fold_byte(byte));
    }
    let mut buffer = [0; 4];
    fold_char(char_at(text, at)?)?.encode_utf8(&mut buffer).bytes().next()
}

pub(super) fn longest<'a>(text: &str, at: usize, lists: impl Iterator<Item = &'a List>) -> Option<usize> {
    // The most frequent case by far: a number, which no word begins with.
    if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let start = start(text, at)?;
    let mut longest = None;
    for word in lists.flat_map(|list| list.beginning(start)) {
        longest = longest.max(starts(text, at, word));
    }
    longest
}
