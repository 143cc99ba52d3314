//! Telling a post's language from its frequent small words.

use super::locale::table::{STOP_STARTS, STOP_WORDS};
use super::locale::words::fold_char;
use super::locale::{LOCALES, Locale};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1000;
/// The most bytes of a word that is looked up.
const LONGEST: usize = 8;

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
    let mut counts = vec![0usize; LOCALES.len()];
    let mut total = 0usize;
    let mut word = String::new();
    for c in sample.chars().chain(" ".chars()) {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if c.is_alphabetic() {
            word.extend(fold_char(c));
            continue;
        }
        if word.is_empty() {
            continue;
        }
        total += 1;
        let first = usize::from(word.as_bytes()[0]);
        let own = usize::from(STOP_STARTS[first])..usize::from(STOP_STARTS[first + 1]);
        let own = if word.len() <= LONGEST { STOP_WORDS.get(own).unwrap_or_default() } else { &[] };
        if let Some((_, languages)) = own.iter().find(|(other, _)| *other == word) {
            for (index, count) in counts.iter_mut().enumerate() {
                *count += usize::from(languages >> index & 1);
            }
        }
        word.clear();
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index))?;
    let second =
        counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max().unwrap_or(0);
    let plain = *most >= 3 && *most * 20 >= total && *most > second;
    plain.then(|| LOCALES.get(best)).flatten()
}
