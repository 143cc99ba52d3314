//! Telling a post's language from its frequent small words.

use super::locale::lexicon::Key;
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
    let kana = sample.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}')).count();
    if kana >= 4 {
        return super::locale::by_code("ja");
    }
    let mut counts = [0usize; LOCALES.len()];
    let mut total = 0usize;
    let mut word = Key::default();
    let mut rest = sample;
    while !word.is_empty() || !rest.is_empty() {
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic);
        let read = letters.map(|letter| word = word.with(letter.to_ascii_lowercase())).count();
        rest = rest.get(read..).unwrap_or("");
        let next = rest.chars().next();
        rest = rest.get(next.map_or(0, char::len_utf8)..).unwrap_or("");
        match next {
            Some(letter) if letter.is_alphabetic() => word = word.with_char(letter),
            _ if word.is_empty() => {}
            _ => {
                total += 1;
                let languages = word.languages();
                if languages > 0 {
                    counts.iter_mut().zip(0..).for_each(|(count, index)| *count += usize::from(languages >> index & 1));
                }
                word = Key::default();
            }
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index))?;
    let second =
        counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max().unwrap_or(0);
    let plain = *most >= 3 && *most * 20 >= total && *most > second;
    plain.then(|| LOCALES.get(best)).flatten()
}
