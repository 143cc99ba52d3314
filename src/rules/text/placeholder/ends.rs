//! A quick look at both ends of a text: whether a placeholder may stand there.
//!
//! Placeholders count at the beginning and at the end of a text only, and the
//! first and last two letters of nearly every text tell that there is none.

use super::{ALONE, CAPITALS, is_strong};
use crate::agenda::locale::words::start;
use crate::agenda::locale::{First, LOCALES, Locale, Start};
use std::sync::LazyLock;

/// How placeholders can begin and end.
#[derive(Clone, Copy, Default)]
pub(super) struct Ends {
    first: First,
    last: Last,
}

/// A set of endings: a row for the last letter, a column for the one before,
/// capital or small.
#[derive(Clone, Copy, Default)]
struct Last([u32; 32]);

/// The ends of each language.
static ENDS: LazyLock<Vec<Ends>> = LazyLock::new(|| {
    let first = ALONE.iter().fold(First::NONE, |first, word| first.with(Start::of(word)));
    let last = CAPITALS.iter().chain(ALONE).fold(Last::default(), Last::with);
    let of = |locale: &Locale| Ends {
        first: first.or(locale.placeholders.first()),
        last: locale.placeholders.iter().filter(|word| is_strong(word)).fold(last, Last::with),
    };
    LOCALES.iter().map(of).collect()
});

impl Ends {
    /// The ends of the placeholders of two languages.
    pub(super) fn of(one: &Locale, other: &Locale) -> Self {
        let of = |locale: &Locale| ENDS.get(usize::from(locale.index)).copied().unwrap_or_default();
        let (one, other) = (of(one), of(other));
        Ends { first: one.first.or(&other.first), last: one.last.or(&other.last) }
    }

    /// Whether a text without blanks around it may be a placeholder or begin with one.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        // Marks that may stand in front of a placeholder, or be one.
        let mark = || text.starts_with(['*', '_', '.', ':', '(', ')', '\u{fffc}', '…', '：']);
        let letter = text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        !letter && mark() || start(text, 0).is_some_and(|start| self.first.has(start))
    }

    /// Whether a text can be a whole placeholder by how it begins.
    pub(super) fn is_first(&self, text: &str) -> bool {
        let first = self.first.with(Start::of(".")).with(Start::of("…"));
        start(text, 0).is_some_and(|start| first.has(start))
    }

    /// Whether a text without blanks around it may be nothing but a placeholder.
    pub(super) fn may_be_whole(&self, text: &str) -> bool {
        text.bytes().all(|byte| !byte.is_ascii_alphanumeric()) || self.may_begin(text) && self.may_end(text)
    }

    /// Whether a text may end with a placeholder.
    pub(super) fn may_end(&self, text: &str) -> bool {
        let text = ended(text);
        // What is beyond ASCII may be folded to anything.
        !text.is_empty() && ending(text).is_none_or(|ending| self.last.has(ending))
    }
}

impl Last {
    fn with(mut self, word: &&str) -> Last {
        if let Some((row, column)) = ending(ended(word)) {
            self.0[row] |= 1 << column;
        }
        self
    }

    fn or(mut self, other: &Last) -> Last {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own |= other;
        }
        self
    }

    fn has(&self, (row, column): (usize, usize)) -> bool {
        self.0[row] & 1 << column != 0
    }
}

/// A text without the marks behind its last word.
fn ended(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// The row and column of the last two characters; `None` where they are not ASCII.
fn ending(text: &str) -> Option<(usize, usize)> {
    let mut bytes = text.bytes().rev();
    let (last, before) = (bytes.next()?, bytes.next().unwrap_or(b' '));
    let before = if before.is_ascii_whitespace() { b' ' } else { before };
    (last.is_ascii() && before.is_ascii()).then_some((usize::from(last & 31), usize::from(before & 31)))
}

#[cfg(test)]
mod tests {
    use super::Ends;
    use crate::agenda::locale::{by_code, english};

    #[test]
    fn no_placeholder_is_passed_over() {
        let ends = Ends::of(by_code("fr").expect("French"), english());
        for text in ["TBA", "à confirmer", "À préciser.", "(tbd)", "…", "**TBC**", "to be\tannounced", "TODO: x"] {
            assert!(ends.may_begin(text), "{text}");
        }
        for text in ["Room TBA", "salle à confirmer !", "Ort: to be announced (soon?)".trim_end_matches("(soon?)")] {
            assert!(ends.may_end(text), "{text}");
        }
        assert!(!ends.may_begin("Closing") && !ends.may_end("Closing"));
    }
}
