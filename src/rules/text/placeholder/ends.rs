//! A quick look at both ends of a text: whether a placeholder may stand there.
//!
//! Placeholders count at the beginning and at the end of a text only, and the
//! first and last three letters of nearly every text tell that there is none.

use super::{ALONE, WEAK};
use crate::agenda::locale::table::ENGLISH;
use crate::agenda::locale::words::{fold_char, start};
use crate::agenda::locale::{First, LOCALES, Locale, Start};

/// How placeholders can begin and end.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    first: First,
    /// The first three letters.
    begin: Letters<3>,
    /// The last three letters, the very last one first.
    end: Letters<3>,
}

/// A set of three letters, or of four, capital or small; few share a place.
#[derive(Clone, Copy)]
pub(super) struct Letters<const N: usize>([u64; 64]);

/// What a look at three letters says.
#[derive(Clone, Copy)]
enum Look {
    /// The place in a set.
    At(usize),
    /// Too few letters for any word.
    Short,
    /// A letter beyond ASCII, which may be folded to anything, a run of blanks, which counts as one, or an end.
    Odd,
}

/// The ends of each language, with those of English.
static ENDS: [Ends; LOCALES.len()] = {
    let none = Ends { first: First::NONE, begin: Letters::NONE, end: Letters::NONE };
    let mut all = [none; LOCALES.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = none.with(ALONE).with_list(ENGLISH).with_list(at);
        at += 1;
    }
    all
};

impl Ends {
    /// The ends of the placeholders of a language and of English.
    pub(super) fn of(locale: &Locale) -> &'static Self {
        &ENDS[usize::from(locale.index)]
    }

    /// With the placeholders of a language.
    const fn with_list(self, locale: usize) -> Self {
        self.with(LOCALES[locale].placeholders.words())
    }

    const fn with(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            self.first = self.first.with(Start::of(words[at]));
            self.begin = self.begin.with(first_letters::<3>(word));
            if !is_weak(word) {
                self.end = self.end.with(last_letters(word));
            }
            at += 1;
        }
        self
    }

    /// Whether a text without blanks around it may be a placeholder, or begin or end with one.
    #[inline]
    pub(super) fn may_hold(&self, text: &str) -> bool {
        self.may_begin(text) || self.may_end(text)
    }

    /// Whether a text without blanks around it may be a placeholder or begin with one.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        if text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
            match first_letters::<3>(text.as_bytes()) {
                Look::At(place) => return self.begin.has(place),
                Look::Short => return false,
                Look::Odd => {}
            }
        }
        self.may_begin_oddly(text)
    }

    /// The same for what begins with no letter of ASCII, or is not plain behind it.
    fn may_begin_oddly(&self, text: &str) -> bool {
        // Marks that may stand in front of a placeholder, or be one.
        if text.starts_with(['*', '_', '.', ':', '(', ')', '\u{fffc}', '…', '：']) {
            return true;
        }
        match odd_letters::<3>(text.chars()) {
            Look::At(place) => self.begin.has(place),
            Look::Short => false,
            Look::Odd => start(text, 0).is_some_and(|start| self.first.has(start)),
        }
    }

    /// Whether a text can be a whole placeholder by how it begins.
    pub(super) fn is_first(&self, text: &str) -> bool {
        let first = self.first.with(Start::of(".")).with(Start::of("…"));
        start(text, 0).is_some_and(|start| first.has(start))
    }

    /// Whether a text without blanks around it may be nothing but a placeholder.
    pub(super) fn may_be_whole(&self, text: &str) -> bool {
        self.may_begin(text) && self.may_end(text) || text.bytes().all(|byte| !byte.is_ascii_alphanumeric())
    }

    /// Whether a text may end with a placeholder.
    #[inline]
    pub(super) fn may_end(&self, text: &str) -> bool {
        if text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
            && let Look::At(place) = last_letters(text.as_bytes())
        {
            return self.end.has(place);
        }
        self.may_end_oddly(text)
    }

    /// The same for what has marks behind it, or is not plain.
    fn may_end_oddly(&self, text: &str) -> bool {
        let text = ended(text);
        let look = match last_letters(text.as_bytes()) {
            Look::Odd => odd_letters::<3>(text.chars().rev()),
            plain => plain,
        };
        match look {
            Look::At(place) => self.end.has(place),
            Look::Short => false,
            Look::Odd => true,
        }
    }
}

impl<const N: usize> Letters<N> {
    pub(super) const NONE: Self = Letters([0; 64]);

    /// The beginnings of words.
    pub(super) const fn beginning(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            self = self.with(first_letters::<N>(words[at].as_bytes()));
            at += 1;
        }
        self
    }

    const fn with(mut self, letters: Look) -> Self {
        if let Look::At(place) = letters {
            self.0[place / 64] |= 1 << (place % 64);
        }
        self
    }

    #[inline]
    const fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    /// Whether a word of the set may stand at a place of a text; `None` where letters beyond ASCII stand, which
    /// the set knows nothing of.
    #[inline]
    pub(super) fn may_begin(&self, text: &str, at: usize) -> Option<bool> {
        let rest = text.get(at..).unwrap_or("");
        let look = match first_letters::<N>(rest.as_bytes()) {
            Look::Odd => odd_letters::<N>(rest.chars()),
            plain => plain,
        };
        match look {
            Look::At(place) => Some(self.has(place)),
            Look::Short => Some(false),
            Look::Odd => None,
        }
    }
}

/// Whether a word is one of [`WEAK`].
const fn is_weak(word: &[u8]) -> bool {
    let mut at = 0;
    while at < WEAK.len() {
        let weak = WEAK[at].as_bytes();
        let mut same = 0;
        while same < weak.len() && same < word.len() && weak[same] == word[same] {
            same += 1;
        }
        if same == weak.len() && same == word.len() {
            return true;
        }
        at += 1;
    }
    false
}

/// A text without the marks behind its last word.
fn ended(text: &str) -> &str {
    let last = text.bytes().rposition(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let text = last.and_then(|last| text.get(..=last)).unwrap_or("");
    if text.ends_with(|c: char| c.is_ascii()) { text } else { text.trim_end_matches(|c: char| !c.is_alphanumeric()) }
}

#[inline]
const fn first_letters<const N: usize>(text: &[u8]) -> Look {
    match text {
        [a, b, c, d, ..] if N == 4 => look([*a, *b, *c, *d]),
        [a, b, c, ..] if N == 3 => look([*a, *b, *c, FILL]),
        _ => Look::Odd,
    }
}

#[inline]
const fn last_letters(text: &[u8]) -> Look {
    match text {
        [.., c, b, a] => look([*a, *b, *c, FILL]),
        _ => Look::Odd,
    }
}

/// In the place of a fourth letter.
const FILL: u8 = b'~';

/// Letters with nothing between them but single blanks.
#[inline]
const fn look(letters: [u8; 4]) -> Look {
    let letters = u32::from_le_bytes(letters);
    let beyond = letters & 0x8080_8080 != 0;
    // All but control characters have one of two bits.
    let control = (letters | letters >> 1) & 0x2020_2020 != 0x2020_2020;
    let blanks = letters >> 16 == 0x2020 || letters >> 8 & 0xffff == 0x2020;
    if beyond || control || blanks { Look::Odd } else { Look::At(place(letters)) }
}

const fn place(letters: u32) -> usize {
    // Bit 32 makes a letter small. Fibonacci hashing: the high bits of a product with 2^32 / φ.
    ((letters | 0x2020_2020).wrapping_mul(0x9e37_79b9) >> 20) as usize
}

/// The first letters of a text that is not plain, or the last ones, folded as words are.
fn odd_letters<const N: usize>(text: impl Iterator<Item = char>) -> Look {
    let mut letters = [FILL; 4];
    let mut count = 0;
    let mut blank = false;
    for folded in text.filter_map(fold_char) {
        if folded == ' ' && blank {
            continue;
        }
        blank = folded == ' ';
        let Some(letter) = u8::try_from(folded).ok().filter(u8::is_ascii) else { return Look::Odd };
        letters[count] = letter;
        count += 1;
        if count == N {
            return Look::At(place(u32::from_le_bytes(letters)));
        }
    }
    Look::Short
}

#[cfg(test)]
mod tests {
    use super::super::{CAPITALS, is_strong};
    use super::{ALONE, Ends};
    use crate::agenda::locale::{LOCALES, by_code, english};

    #[test]
    fn no_placeholder_is_passed_over() {
        let ends = Ends::of(by_code("fr").expect("French"));
        for text in
            ["TBA", "à confirmer", "À préciser.", "(tbd)", "…", "**TBC**", "to be\tannounced", "a  definir", "TODO: x"]
        {
            assert!(ends.may_begin(text), "{text}");
        }
        for text in ["Room TBA", "salle à confirmer !", "Ort: to be announced (soon?)".trim_end_matches("(soon?)")] {
            assert!(ends.may_end(text), "{text}");
        }
        assert!(!ends.may_begin("Closing") && !ends.may_end("Closing"));
    }

    #[test]
    fn all_words_are_seen_by_their_letters() {
        for locale in LOCALES {
            let ends = Ends::of(locale);
            for word in locale.placeholders.iter().chain(english().placeholders.iter()) {
                assert!(ends.may_begin(word) && ends.may_begin(&word.to_uppercase()), "{word}");
                assert!(ends.may_end(word) || !is_strong(word), "{word}");
            }
            for word in ALONE.iter().chain(CAPITALS) {
                assert!(ends.may_be_whole(word) && ends.is_first(word), "{word}");
            }
        }
    }
}
