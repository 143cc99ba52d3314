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
    /// The first two letters.
    begin: Letters,
    /// The last two letters, the very last one first.
    end: Letters,
}

/// A set of two letters: a row for one, a column for its neighbour, capital or small.
#[derive(Clone, Copy, Default)]
struct Letters([u32; 32]);

/// The ends of each language.
static ENDS: LazyLock<Vec<Ends>> = LazyLock::new(|| {
    let first = ALONE.iter().fold(First::NONE, |first, word| first.with(Start::of(word)));
    let beginning = |set: Letters, word: &&str| set.with(letters(word.bytes()));
    let ending = |set: Letters, word: &&str| set.with(letters(ended(word).bytes().rev()));
    let begin = ALONE.iter().fold(Letters::default(), beginning);
    let end = CAPITALS.iter().chain(ALONE).fold(Letters::default(), ending);
    let of = |locale: &Locale| Ends {
        first: first.or(locale.placeholders.first()),
        begin: locale.placeholders.iter().fold(begin, beginning),
        end: locale.placeholders.iter().filter(|word| is_strong(word)).fold(end, ending),
    };
    LOCALES.iter().map(of).collect()
});

impl Ends {
    /// The ends of the placeholders of two languages.
    pub(super) fn of(one: &Locale, other: &Locale) -> Self {
        let of = |locale: &Locale| ENDS.get(usize::from(locale.index)).copied().unwrap_or_default();
        let (one, other) = (of(one), of(other));
        Ends { first: one.first.or(&other.first), begin: one.begin.or(&other.begin), end: one.end.or(&other.end) }
    }

    /// Whether a text without blanks around it may be a placeholder or begin with one.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        if text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
            && let Some(letters) = letters(text.bytes())
        {
            return self.begin.has(letters);
        }
        // Marks that may stand in front of a placeholder, or be one.
        text.starts_with(['*', '_', '.', ':', '(', ')', '\u{fffc}', '…', '：'])
            || start(text, 0).is_some_and(|start| self.first.has(start))
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
        !text.is_empty() && letters(text.bytes().rev()).is_none_or(|letters| self.end.has(letters))
    }
}

impl Letters {
    fn with(mut self, letters: Option<(usize, usize)>) -> Letters {
        if let Some((row, column)) = letters {
            self.0[row] |= 1 << column;
        }
        self
    }

    fn or(mut self, other: &Letters) -> Letters {
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
    let last = text.bytes().rposition(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let text = last.and_then(|last| text.get(..=last)).unwrap_or("");
    if text.ends_with(|c: char| c.is_ascii()) { text } else { text.trim_end_matches(|c: char| !c.is_alphanumeric()) }
}

/// The row and column of two letters; `None` where they are not ASCII.
fn letters(mut bytes: impl Iterator<Item = u8>) -> Option<(usize, usize)> {
    let (one, other) = (bytes.next()?, bytes.next().unwrap_or(b' '));
    let other = if other.is_ascii_whitespace() { b' ' } else { other };
    (one.is_ascii() && other.is_ascii()).then_some((usize::from(one & 31), usize::from(other & 31)))
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
