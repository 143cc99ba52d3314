//! What stands between a start and an end, and what stands for an end that is no time.

use super::read::{digits, is_digit, is_hour, is_joined, is_letter};
use crate::agenda::locale::time_words::{Place, TimeWord};
use crate::agenda::locale::words::{Words, char_at, char_before, is_unspaced, skip_blanks};

/// What joins a start and an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Dash,
    /// "bis", "to".
    Word,
    /// "alle", "às": a word that stands before times only.
    Clock,
}

/// The byte after a dash or a word that joins start and end, blanks after it skipped; and what it was.
pub(super) fn joint(text: &str, at: usize, words: &Words) -> Option<(usize, Joint)> {
    let start = skip_blanks(text, at);
    let c = char_at(text, start)?;
    let mut end = start;
    while let Some(c) = char_at(text, end) {
        if end - start < 8
            && matches!(c, '-' | '–' | '—' | '‐' | '‑' | '‒' | '−' | '~' | '〜' | '～' | 'ー' | '→' | '―')
        {
            end += c.len_utf8();
        } else if end > start && c == '>' {
            end += 1;
        } else {
            break;
        }
    }
    // "9h30/12h30", "19h30 / 20h00"
    if c == '/' && (is_hour(text, start + 1) || start == at && is_joined(text, start)) {
        end += 1;
    }
    // "9h30>12h"
    if c == '>' && is_digit(char_at(text, start + 1)) {
        end += 1;
    }
    if end > start {
        return Some((skip_blanks(text, end), Joint::Dash));
    }
    if !c.is_alphabetic()
        || (start == at
            && char_before(text, at).is_some_and(|b| b.is_alphabetic() && !is_unspaced(b))
            && !is_unspaced(c))
    {
        return None;
    }
    let here = Place::new(text, start, words);
    let end = here.word(TimeWord::To).or_else(|| here.any_word(TimeWord::To))?;
    let next = skip_blanks(text, end);
    // A letter alone joins other things, too: "de 9 a 12 personas".
    let clock = end > start + 1 && here.word(TimeWord::At) == Some(end);
    (next > end || is_unspaced(c)).then_some((next, if clock { Joint::Clock } else { Joint::Word }))
}

/// `XX:XX`, `??`, "fin" in the place of an end; gives the byte after it.
pub(super) fn open_end(text: &str, at: usize, words: &Words) -> Option<usize> {
    let rest = text.get(at..)?;
    let stop = rest.find(|c: char| !matches!(c, 'x' | 'X' | '?' | ':' | 'h' | '.' | '_')).unwrap_or(rest.len());
    let run = rest.get(..stop)?.trim_end_matches([':', '.']);
    let marks = run.chars().filter(|c| matches!(c, 'x' | 'X' | '?' | '_')).count();
    if marks >= 2 && run.starts_with(['x', 'X', '?', '_']) && !is_letter(char_at(rest, run.len())) {
        return Some(at + run.len());
    }
    let end = Place::new(text, at, words).word(TimeWord::OpenEnd)?;
    // "21:00 - Evening tour" has a title, not an end.
    let after = text.get(end..).unwrap_or("").trim_start();
    let stops = after.is_empty() || after.starts_with([':', '-', '–', '—', '|', ')', ',', ';', '/', '(']);
    stops.then_some(end)
}

/// Whether something that only a time could be, and isn't one, stands here: `46:30`, `12:75`, `12h75`.
pub(super) fn failed_time(text: &str, at: usize) -> bool {
    let Some((_, _, after)) = digits(text, at, 3) else { return false };
    let glued = |places: usize| (1..=places).all(|place| is_digit(char_at(text, after + place)));
    match char_at(text, after) {
        Some(':' | '：') => glued(1),
        // `24h` alone counts hours.
        Some('h' | 'H') => glued(2) && !char_at(text, after + 3).is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// `2-:15`: a mark in the place of a digit.
pub(super) fn slipped(text: &str, at: usize) -> bool {
    digits(text, at, 2).is_some_and(|(_, _, after)| {
        matches!(char_at(text, after), Some('-' | '.' | ';' | ','))
            && char_at(text, after + 1) == Some(':')
            && is_digit(char_at(text, after + 2))
            && is_digit(char_at(text, after + 3))
    })
}
