//! What is a time only where others stand beside it: `9.00 Doors`, `1045 Doors`, `9 - 10 Doors`, `17 Doors`.

use super::ends::joint;
use super::read::{Raw, clock};
use super::{ReadSlot, skip_ornaments};
use crate::agenda::Notation;
use crate::agenda::locale::words::Words;

/// The slot at the start of an entry that no reader would take for one alone.
///
/// An hour of one digit with a dotted quarter (`9.15`), four digits (`1045`), or plain hours; behind it the end, a mark
/// or a title that begins with a capital letter.
#[must_use]
pub fn among_at(text: &str, at: usize, words: &Words) -> Option<ReadSlot> {
    let at = skip_ornaments(text, at);
    text.as_bytes().get(at).filter(|byte| byte.is_ascii_digit())?;
    let first = clock(text, at, words)?;
    let mut end = None;
    if first.bare()
        && let Some((next, _)) = joint(text, first.end, words)
    {
        end = clock(text, next, words).filter(Raw::bare);
    }
    let dotted = first.clock.notation == Notation::Dot
        && first.clock.range.len() == "9.00".len()
        && first.clock.minute.is_multiple_of(15);
    let compact = first.clock.notation == Notation::Compact
        && first.clock.range.len() == "1045".len()
        && first.clock.minute.is_multiple_of(5);
    let stop = end.as_ref().map_or(first.end, |end| end.end);
    let rest = text.get(stop..)?;
    let ends = stops(rest) || goes_on(rest, words) || dotted && is_parted(rest);
    if !dotted && !compact && !first.bare() || !ends {
        return None;
    }
    Some(ReadSlot {
        range: at..stop,
        start: first.clock,
        end: end.map(|end| end.clock),
        vague: false,
        open_end: false,
        zone: None,
        outer: at..stop,
    })
}

/// Whether a blank and a word in small letters, or a plus sign, stand behind a time: `7.00 + for the sick`.
fn is_parted(rest: &str) -> bool {
    let title = rest.trim_start();
    title.len() < rest.len() && title.starts_with(|c: char| c.is_lowercase() || c == '+')
}

/// Whether another time follows behind a word: "10-12 and 16-18".
fn goes_on(rest: &str, words: &Words) -> bool {
    let next = rest.trim_start();
    let behind = words.at(next, 0, |locale| &locale.and).filter(|_| next.len() < rest.len());
    behind.is_some_and(|and| next[and..].trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a time may end before a text.
fn stops(rest: &str) -> bool {
    let title = rest.trim_start();
    let quotes = ['"', '“', '„', '«', '\''];
    let marked = title.strip_prefix([':', ',', '|', '-', '–', '—']);
    title.is_empty()
        || marked.is_some_and(|title| !title.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        || title.len() < rest.len() && title.starts_with(|c: char| c.is_uppercase() || quotes.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::among_at;
    use crate::agenda::locale::{english, words::Words};

    #[test]
    fn what_may_be_a_time_among_others() {
        let words = Words::new(english());
        let read = |text: &str| among_at(text, 0, &words).map(|slot| text[slot.range].to_owned());
        for (text, slot) in [
            ("9.00 Doors", "9.00"),
            ("9 - 10 Doors", "9 - 10"),
            ("9-10: doors", "9-10"),
            ("17, hall", "17"),
            ("24", "24"),
            ("9.00 choir", "9.00"),
            ("1045 Doors", "1045"),
            ("9.00  + the choir", "9.00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(slot), "{text}");
        }
        for text in [
            "9.05 Doors",
            "1998 Doors",
            "1042 Doors",
            "1045 doors",
            "9 choir",
            "9.00beta",
            "30 Doors",
            "9 people",
            "9,5 Litres",
            "9. Doors",
            "9/10 Doors",
            "21: 30 Doors",
            "9 - 5.2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
