//! Whether a post calls its programme provisional.

use super::ends::Letters;
use crate::agenda::locale::fold::is_latin;
use crate::agenda::locale::lexicon::behind_letters;
use crate::agenda::locale::table::ENGLISH;
use crate::agenda::locale::words::{Words, char_at, is_unspaced, start, starts};
use crate::agenda::locale::{First, LOCALES, Start};
use crate::document::Document;

/// How the words of a language and those of English begin.
#[derive(Clone, Copy)]
struct Beginnings {
    letters: Letters<4>,
    first: First,
}

/// The beginnings for each language.
static BEGINNINGS: [Beginnings; LOCALES.len()] = {
    let mut all = [Beginnings { letters: Letters::NONE, first: First::NONE }.with(ENGLISH); LOCALES.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = all[at].with(at);
        at += 1;
    }
    all
};

impl Beginnings {
    const fn with(self, locale: usize) -> Self {
        let words = LOCALES[locale].provisional.words();
        let (letters, mut first) = (self.letters.beginning(words), self.first);
        let mut at = 0;
        while at < words.len() {
            first = first.with(Start::of(words[at]));
            at += 1;
        }
        Beginnings { letters, first }
    }

    /// Whether one of the words may stand here.
    fn may_begin(&self, text: &str, at: usize) -> bool {
        // Two letters tell most words of a text from them.
        if let Some([first, second]) = text.as_bytes().get(at..at + 2)
            && first.is_ascii()
            && second.is_ascii()
            && !self.first.has(Start::of_ascii(*first, *second))
        {
            return false;
        }
        let oddly = || start(text, at).is_some_and(|start| self.first.has(start));
        self.letters.may_begin(text, at).unwrap_or_else(oddly)
    }
}

/// Whether a text of the post says so, outside tables.
pub(super) fn is_said(doc: &Document, words: &Words) -> bool {
    doc.texts().any(|(_, prose)| is_said_in(&prose.text, words))
}

fn is_said_in(text: &str, words: &Words) -> bool {
    let bytes = text.as_bytes();
    let beginnings = &BEGINNINGS[usize::from(words.primary.index)];
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if beginnings.may_begin(text, at)
            && let Some(end) = words.at(text, at, |locale| &locale.provisional)
        {
            if !is_waiting(text, at) {
                return true;
            }
            at = end;
            continue;
        }
        at = behind_word(text, at);
    }
    false
}

/// The byte behind the word that a letter stands in, or behind the character that belongs to none.
fn behind_word(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = behind_letters(bytes, at);
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => {
                at += 1;
                continue;
            }
            Some(byte) if !byte.is_ascii() => {}
            _ => return at,
        }
        let Some(c) = char_at(text, at) else { return at };
        at += c.len_utf8();
        if !is_latin(c) && (!c.is_alphanumeric() || is_unspaced(c)) {
            return at;
        }
    }
}

/// Whether the words say of one thing that it is to come, not of the programme.
fn is_waiting(text: &str, at: usize) -> bool {
    ["to be confirmed", "work in progress", "in progress"].iter().any(|word| starts(text, at, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, Words, is_said_in};
    use crate::agenda::locale::{LOCALES, by_code};

    #[test]
    fn all_words_are_seen_by_their_letters() {
        for locale in LOCALES {
            for word in locale.provisional.iter() {
                assert!(BEGINNINGS[usize::from(locale.index)].may_begin(word, 0), "{word}");
            }
        }
    }

    #[test]
    fn the_words_of_the_language_and_of_english_say_so() {
        let words = Words::new(by_code("fr").expect("French"));
        for text in ["Le programme est provisoire.", "À  finaliser", "(subject to change)", "é: peut évoluer"] {
            assert!(is_said_in(text, &words), "{text}");
        }
        for text in ["Speaker: to be confirmed", "improvisoire", "Le programme est là", "work in progress: in progress"]
        {
            assert!(!is_said_in(text, &words), "{text}");
        }
    }
}
