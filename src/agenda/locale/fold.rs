//! Comparing a text as it stands with folded words.
//!
//! Text is folded a character at a time while it is compared, so that a range
//! always counts bytes of the text as written and nothing is allocated.

/// The folded form of a character: lower case, without accent, blanks and apostrophes made plain.
/// `None` for a combining accent, which stands for nothing of its own.
#[must_use]
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    match c {
        // The usual accents, as the table below says; what it leaves out goes on.
        '\u{c0}'..='\u{ff}' if LATIN[latin_place(c)] > 0 => Some(char::from(LATIN[latin_place(c)])),
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe0f}' | '\u{ad}' => None,
        '’' | 'ʼ' | '‘' => Some('\''),
        _ if is_mark(c) => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).map(|c| c.to_ascii_lowercase()),
        'ł' | 'Ł' => Some('l'),
        'ø' | 'Ø' => Some('o'),
        _ if c.is_whitespace() => Some(' '),
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let mut base = None;
            unicode_normalization::char::decompose_canonical(lower, |part| {
                base.get_or_insert(part);
            });
            base.or(Some(lower))
        }
        _ => c.to_lowercase().next(),
    }
}

/// U+00C0 to U+00FF without accent, small; 0 for what is no accented letter of ASCII.
static LATIN: [u8; 64] = *b"aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";

/// A character's place in [`LATIN`].
const fn latin_place(c: char) -> usize {
    c as usize & 63
}

/// Whether a character is a dash, a quote, a bullet or dots.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}')
}

/// Whether a character is a letter of the Latin blocks behind ASCII, U+00C0 to U+024F.
#[must_use]
pub const fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}') && !matches!(c, '×' | '÷')
}

/// The character at a byte, or `None` at the end or off a boundary.
#[must_use]
pub fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character before a byte.
#[must_use]
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The byte at which the last word of a text begins; its end where a blank ends it.
#[must_use]
pub fn last_word(text: &str) -> usize {
    text.len() - text.rsplit(char::is_whitespace).next().unwrap_or("").len()
}

/// The first byte from `at` on that is no blank.
#[must_use]
pub fn skip_blanks(text: &str, at: usize) -> usize {
    let mut at = at;
    // Most places have no blank or one.
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b' ' | b'\t'..=b'\r' => at += 1,
            0..=0x7f => break,
            _ => {
                let rest = text.get(at..).unwrap_or("");
                return at + (rest.len() - rest.trim_start().len());
            }
        }
    }
    at
}

/// The first digit from a byte on, ASCII or full width: its first byte.
#[must_use]
pub fn digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // U+FF10 to U+FF19, the full-width digits, are EF BC 90 to EF BC 99.
    let possible = |byte: &u8| byte.is_ascii_digit() || *byte == 0xef;
    let none = |part: &[u8; 16]| !part.iter().fold(false, |any, byte| any | possible(byte));
    let mut at = from;
    while at < bytes.len() {
        // Most texts have few digits: so many bytes at once, without a branch for each.
        match bytes.get(at..)?.first_chunk() {
            Some(part) if none(part) => {
                at += 16;
                continue;
            }
            None if bytes.last_chunk().is_some_and(none) => return None,
            _ => {}
        }
        at += bytes.get(at..)?.iter().position(possible)?;
        if bytes[at].is_ascii() || matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x90..=0x99])) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The digit at a byte, ASCII or full width, and the byte after it.
#[must_use]
#[inline]
pub fn digit_of(text: &str, at: usize) -> Option<(u32, usize)> {
    match *text.as_bytes().get(at)? {
        byte @ b'0'..=b'9' => Some((u32::from(byte - b'0'), at + 1)),
        0xef => {
            let c = char_at(text, at)?;
            Some((fold_char(c)?.to_digit(10)?, at + c.len_utf8()))
        }
        _ => None,
    }
}

/// Whether words of this character's script are written without blanks between them.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether a character beyond ASCII belongs to the word that it stands in: a letter, or an accent on one.
#[must_use]
pub fn joins_word(c: char) -> bool {
    is_latin(c) || !is_mark(c) && (c.is_alphabetic() && !is_unspaced(c) || fold_char(c).is_none())
}

/// Matches `word` (folded) at `at` without looking at what follows it; gives the byte after it.
/// A blank of the word stands for any run of blanks.
#[must_use]
pub fn prefix(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let wanted = word.as_bytes();
    let plain = |(byte, wanted): &(&u8, &u8)| byte.to_ascii_lowercase() == **wanted && matches!(wanted, b'!'..=b'~');
    let same = rest.iter().zip(wanted).take_while(plain).count();
    match (rest.get(same), wanted.get(same)) {
        // The end of the word, and no accent that belongs to its last letter.
        (None, None) => (same > 0).then_some(at + same),
        (Some(byte), None) if byte.is_ascii() => (same > 0).then_some(at + same),
        (None | Some(b'!'..=b'~'), Some(b'!'..=b'~')) => None,
        _ => prefix_slowly(text, at, word),
    }
}

fn prefix_slowly(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = text.get(at..)?;
    let mut wanted = word.chars().peekable();
    let mut end = at;
    let mut blank = false;
    for (offset, c) in rest.char_indices() {
        let Some(folded) = fold_char(c) else {
            end = at + offset + c.len_utf8();
            continue;
        };
        if folded == ' ' && blank {
            continue;
        }
        match wanted.peek() {
            None => return (offset > 0).then_some(end),
            Some(&next) if next == folded => {
                wanted.next();
                blank = folded == ' ';
                end = at + offset + c.len_utf8();
            }
            Some(_) => return None,
        }
    }
    (wanted.peek().is_none() && end > at).then_some(end)
}

/// Matches `word` at `at` as a whole word; gives the byte after it.
#[must_use]
pub fn starts(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = prefix(text, at, word)?;
    let last = word.chars().next_back()?;
    let next = char_at(text, end);
    let open = last.is_alphanumeric() && !is_unspaced(last) && next.is_some_and(char::is_alphanumeric);
    (!open).then_some(end)
}

/// [`fold_char`] for a byte of ASCII.
pub(super) fn fold_byte(byte: u8) -> u8 {
    if byte.is_ascii_whitespace() { b' ' } else { byte.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_accents_says_what_the_characters_are_made_of() {
        for c in '\u{c0}'..='\u{24f}' {
            assert_eq!(is_latin(c), c.is_alphabetic(), "{c}");
        }
        for c in '\u{c0}'..='\u{ff}' {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let mut base = None;
            unicode_normalization::char::decompose_canonical(lower, |part| {
                base.get_or_insert(part);
            });
            let base = if lower == 'ø' { Some('o') } else { base };
            assert_eq!(fold_char(c), base, "{c}");
        }
    }
}
