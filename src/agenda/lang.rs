//! Telling a post's language from its frequent small words.

use super::locale::lexicon::Key;
use super::locale::words::char_at;
use super::locale::{LOCALES, Locale};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1000;

/// The language of a text, where its small words tell it plainly.
#[must_use]
pub fn detect(text: &str) -> Option<&'static Locale> {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or("");
    let kana = || sample.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}')).count();
    if !sample.is_ascii() && kana() >= 4 {
        return super::locale::by_code("ja");
    }
    let mut counts = [0usize; LOCALES.len()];
    let mut total = 0usize;
    let mut at = 0;
    while at < sample.len() {
        if sample.as_bytes().get(at).is_some_and(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
            at += 1;
            continue;
        }
        let (end, word) = Key::read(sample, at, char::is_alphabetic);
        if word.is_empty() {
            at += char_at(sample, at).map_or(1, char::len_utf8);
            continue;
        }
        at = end;
        total += 1;
        let mut languages = word.languages();
        while languages > 0 {
            counts[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index))?;
    let second =
        counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max().unwrap_or(0);
    let plain = *most >= 3 && *most * 20 >= total && *most > second;
    plain.then(|| LOCALES.get(best)).flatten()
}
