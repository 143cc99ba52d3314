//! Telling a post's language from its frequent small words.

use super::locale::table::{STOP_STARTS, STOP_WORDS};
use super::locale::words::fold_char;
use super::locale::{LOCALES, Locale, key};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1000;
/// The most bytes of a word that is looked up: those of a key.
const LONGEST: usize = 8;

/// A folded word of a text.
#[derive(Default)]
struct Word {
    /// Its bytes, the first one highest; of a longer word the last ones.
    bytes: u64,
    /// In bytes.
    length: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            self.bytes = self.bytes << 8 | u64::from(byte);
            self.length += 1;
        }
    }

    /// A bit for each language that has it as a small word.
    fn languages(&self) -> u16 {
        if self.length > LONGEST {
            return 0;
        }
        let key = self.bytes << (8 * (LONGEST - self.length));
        let first = usize::from(key.to_be_bytes()[0]);
        let own = usize::from(STOP_STARTS[first])..usize::from(STOP_STARTS[first + 1]);
        let at = own.start + KEYS.get(own.clone()).unwrap_or_default().iter().take_while(|other| **other < key).count();
        if at < own.end && KEYS[at] == key { STOP_WORDS[at].1 } else { 0 }
    }
}

/// The keys of [`STOP_WORDS`].
static KEYS: [u64; STOP_WORDS.len()] = {
    let mut keys = [0; STOP_WORDS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(STOP_WORDS[at].0);
        at += 1;
    }
    keys
};

/// The language of a text, where its small words tell it plainly.
#[must_use]
pub fn detect(text: &str) -> Option<&'static Locale> {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or("");
    let kana = sample.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}')).count();
    if kana >= 4 {
        return super::locale::by_code("ja");
    }
    let mut counts = [0usize; LOCALES.len()];
    let mut total = 0usize;
    let mut word = Word::default();
    for c in sample.chars().chain(" ".chars()) {
        if c.is_alphabetic() {
            if let Some(folded) = fold_char(c) {
                word.push(folded);
            }
        } else if word.length > 0 {
            total += 1;
            let languages = word.languages();
            if languages > 0 {
                counts.iter_mut().zip(0..).for_each(|(count, index)| *count += usize::from(languages >> index & 1));
            }
            word = Word::default();
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index))?;
    let second =
        counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max().unwrap_or(0);
    let plain = *most >= 3 && *most * 20 >= total && *most > second;
    plain.then(|| LOCALES.get(best)).flatten()
}
