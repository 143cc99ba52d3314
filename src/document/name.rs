//! Names of HTML elements and attributes, in lower case.

use std::borrow::Cow;

/// A name in lower case. The names that posts use are borrowed: a table of a hundred rows has a thousand of them.
pub type Name = Cow<'static, str>;

/// Elements and attributes that posts use, of eight letters at most.
const KNOWN: &[&str] = &[
    "a", "b", "i", "p", "s", "u", "br", "dd", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "id", "li",
    "ol", "td", "th", "tr", "ul", "alt", "col", "dir", "div", "img", "kbd", "nav", "pre", "rel", "src", "sub", "sup",
    "svg", "abbr", "code", "data", "face", "font", "href", "lang", "main", "mark", "name", "role", "size", "span",
    "time", "type", "align", "aside", "audio", "class", "color", "scope", "small", "style", "table", "tbody", "tfoot",
    "thead", "title", "video", "width", "border", "button", "center", "figure", "footer", "header", "height", "iframe",
    "object", "script", "source", "srcset", "strong", "target", "valign", "article", "bgcolor", "caption", "colspan",
    "details", "loading", "rowspan", "section", "summary", "controls",
];

/// The names by their letters as a number: open addressing, filled at compile time.
static TABLE: [(u64, &str); 256] = {
    let mut table = [(0, ""); 256];
    let mut at = 0;
    while at < KNOWN.len() {
        let letters = letters(KNOWN[at].as_bytes());
        let mut slot = slot(letters);
        while table[slot].0 != 0 {
            slot = (slot + 1) % table.len();
        }
        table[slot] = (letters, KNOWN[at]);
        at += 1;
    }
    table
};

/// Up to eight bytes as a number, capital letters made small.
const fn letters(bytes: &[u8]) -> u64 {
    let mut letters = 0;
    let mut at = 0;
    while at < bytes.len() {
        letters = letters << 8 | bytes[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    letters
}

const fn slot(letters: u64) -> usize {
    // Fibonacci hashing: the high bits of a product with 2^64 / φ.
    (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

/// The name that a word of a tag is.
#[must_use]
pub fn name(word: &str) -> Name {
    if word.len() <= 8 {
        let letters = letters(word.as_bytes());
        let mut at = slot(letters);
        while TABLE[at].0 != 0 {
            if TABLE[at].0 == letters {
                return Cow::Borrowed(TABLE[at].1);
            }
            at = (at + 1) % TABLE.len();
        }
    }
    Cow::Owned(word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_small_and_the_known_ones_borrowed() {
        for known in KNOWN {
            assert!(matches!(name(&known.to_ascii_uppercase()), Cow::Borrowed(found) if found == *known));
        }
        for (word, lower) in [("X-Card", "x-card"), ("blockquote", "blockquote"), ("\u{1}", "\u{1}"), ("", "")] {
            assert_eq!(name(word), lower);
        }
    }
}
