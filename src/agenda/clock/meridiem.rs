//! What says behind an hour which half of the day it is of.

use crate::agenda::locale::time_words::{Place, TimeWord};
use crate::agenda::locale::words::{Words, char_at, skip_blanks};
use crate::agenda::{Meridiem, Notation};

/// am, pm, "noon" after a time.
pub(super) fn meridiem_at(
    text: &str,
    at: usize,
    hour: u32,
    notation: Notation,
    words: &Words,
) -> Option<(Meridiem, usize)> {
    let gap = skip_blanks(text, at);
    let glued = gap == at;
    let c = char_at(text, gap)?;
    if !c.is_alphabetic() {
        return None;
    }
    let here = Place::new(text, gap, words);
    if hour == 12
        && let Some(end) = here.word(TimeWord::Noon)
    {
        return Some((Meridiem::Pm, end));
    }
    let preposition = !glued && words.primary.am_is_word && text.get(gap..).is_some_and(|t| t.starts_with("am"));
    if let Some(end) = here.word(TimeWord::Pm) {
        return Some((Meridiem::Pm, end));
    }
    if let Some(end) = here.word(TimeWord::Am).filter(|_| !preposition) {
        return Some((Meridiem::Am, end));
    }
    // am and pm are read in every language when glued or in capitals.
    let (two, rest) = (text.get(gap..gap + 2), char_at(text, gap + 2));
    if let Some(two) = two
        && !rest.is_some_and(char::is_alphanumeric)
        && (glued || two.chars().all(|c| c.is_ascii_uppercase()))
    {
        match two.to_ascii_lowercase().as_str() {
            "am" => return Some((Meridiem::Am, gap + 2)),
            "pm" => return Some((Meridiem::Pm, gap + 2)),
            _ => {}
        }
    }
    // `9:15a` only where nothing else follows the letter.
    let alone = !char_at(text, at + c.len_utf8()).is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '.');
    match c {
        'a' | 'A' | 'p' | 'P' if glued && alone && (notation != Notation::Hour || is_lettered(text, at, words)) => {
            Some((if c.eq_ignore_ascii_case(&'a') { Meridiem::Am } else { Meridiem::Pm }, at + 1))
        }
        _ => None,
    }
}

/// Whether an hour that ends at a byte, before an `a` or a `p`, begins or ends a range: `8a-9a`, `10p - Midnight`.
fn is_lettered(text: &str, at: usize, words: &Words) -> bool {
    const DASHES: [char; 2] = ['-', '–'];
    if words.primary.code != "en" {
        // Elsewhere 8a may be a class.
        return false;
    }
    let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let behind = text.get(at + 1..).unwrap_or("").trim_start();
    let ends = || before.strip_suffix(DASHES).is_some_and(|start| start.trim_end().ends_with(char::is_alphanumeric));
    let begins = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == 'M' || c == 'N');
    ends() || behind.strip_prefix(DASHES).is_some_and(begins)
}
