//! Finding folded words in a text as it stands, and the languages a post is read in.
//!
//! Text is folded a character at a time while it is compared, so that a range
//! always counts bytes of the text as written and nothing is allocated.

use super::{First, LOCALES, List, Locale, Role, Start, english};

/// The folded form of a character: lower case, without accent, blanks and apostrophes made plain.
/// `None` for a combining accent, which stands for nothing of its own.
#[must_use]
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe0f}' | '\u{ad}' => None,
        '’' | 'ʼ' | '‘' => Some('\''),
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

/// The first byte from `at` on that is no blank.
#[must_use]
pub fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}

/// The first digit from a byte on, ASCII or full width: its first byte.
#[must_use]
pub fn digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // U+FF10 to U+FF19, the full-width digits, are EF BC 90 to EF BC 99.
    let possible = |byte: &u8| byte.is_ascii_digit() || *byte == 0xef;
    let mut at = from;
    while at < bytes.len() {
        // Most texts have few digits: so many bytes at once, without a branch for each.
        while bytes.get(at..at + 16).is_some_and(|part| !part.iter().fold(false, |any, byte| any | possible(byte))) {
            at += 16;
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
pub fn digit_of(text: &str, at: usize) -> Option<(u32, usize)> {
    match *text.as_bytes().get(at)? {
        byte @ b'0'..=b'9' => Some((u32::from(byte - b'0'), at + 1)),
        0..=0x7f => None,
        _ => {
            let c = char_at(text, at)?;
            Some((fold_char(c)?.to_digit(10)?, at + c.len_utf8()))
        }
    }
}

/// Whether words of this character's script are written without blanks between them.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Matches `word` (folded) at `at` without looking at what follows it; gives the byte after it.
/// A blank of the word stands for any run of blanks.
#[must_use]
pub fn prefix(text: &str, at: usize, word: &str) -> Option<usize> {
    let (bytes, wanted) = (text.as_bytes(), word.as_bytes());
    let mut offset = 0;
    loop {
        match (bytes.get(at + offset), wanted.get(offset)) {
            // The end of the word, and no accent that belongs to its last letter.
            (None, None) => return (offset > 0).then_some(at + offset),
            (Some(byte), None) if byte.is_ascii() => return (offset > 0).then_some(at + offset),
            (None, Some(_)) => return None,
            (Some(a), Some(b)) if a.is_ascii() && b.is_ascii() && *b != b' ' && !a.is_ascii_whitespace() => {
                if a.to_ascii_lowercase() != *b {
                    return None;
                }
                offset += 1;
            }
            _ => return prefix_slowly(text, at, word),
        }
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

/// Whether the text is the word, blanks and punctuation around it apart.
#[must_use]
pub fn equals(text: &str, word: &str) -> bool {
    same(bare(text), word)
}

/// A text without the blanks and punctuation around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*' | '(' | ')' | '：'))
}

/// Whether a bare text is the word, its last full stop apart.
fn same(text: &str, word: &str) -> bool {
    let word = word.strip_suffix('.').map_or(word, |_| word.trim_end_matches('.'));
    prefix(text, 0, word) == Some(text.len())
}

/// Whether the text is one of the words, blanks and punctuation around it apart.
#[must_use]
pub fn is_one_of(text: &str, list: &List) -> bool {
    let text = bare(text);
    start(text, 0).is_some_and(|start| is_bare_one_of(text, start, list))
}

fn is_bare_one_of(text: &str, start: Start, list: &List) -> bool {
    list.beginning(start).any(|word| same(text, word))
}

/// Whether the text begins with the word.
#[must_use]
pub fn leads(text: &str, word: &str) -> bool {
    starts(text, skip_blanks(text, 0), word).is_some()
}

/// Where the word stands in the text as a whole word, first place.
#[must_use]
pub fn find(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    scan(text, &First::NONE.with(Start::of(word)), |at| starts(text, at, word))
}

/// The first place where a word can begin as in `first`, and `matches` gives its end.
fn scan(text: &str, first: &First, matches: impl Fn(usize) -> Option<usize>) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut inside = false;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let may = !inside
            && if byte.is_ascii() && next.is_ascii() {
                first.has(Start::new(fold_byte(byte), Some(fold_byte(next))))
            } else {
                start(text, at).is_some_and(|start| first.has(start))
            };
        if may && let Some(end) = matches(at) {
            return Some(at..end);
        }
        if byte.is_ascii() {
            inside = byte.is_ascii_alphanumeric();
            at += 1;
        } else {
            let c = char_at(text, at)?;
            inside = c.is_alphanumeric() && !is_unspaced(c);
            at += c.len_utf8();
        }
    }
    None
}

/// [`fold_char`] for a byte of ASCII.
fn fold_byte(byte: u8) -> u8 {
    if byte.is_ascii_whitespace() { b' ' } else { byte.to_ascii_lowercase() }
}

/// The languages a post is read in: its own first, then those it may mix in.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The post's language.
    pub primary: &'static Locale,
    /// A second language of the same post.
    pub second: Option<&'static Locale>,
    /// How a word before or in the place of a time can begin.
    slot: First,
}

impl Words {
    /// Reads a post of one language, with English beside it.
    #[must_use]
    pub fn new(primary: &'static Locale) -> Self {
        Words::with(primary, None)
    }

    /// Reads a post that mixes two languages.
    #[must_use]
    pub fn with(primary: &'static Locale, second: Option<&'static Locale>) -> Self {
        let second = second.filter(|other| other.index != primary.index);
        let mut words = Words { primary, second, slot: First::NONE };
        // A time may begin with its half of the day where words are not parted: 午後3時.
        let halves = LOCALES.iter().filter(|locale| !locale.date_marks.is_empty()).flat_map(|l| [&l.am, &l.pm]);
        let own = LOCALES.iter().flat_map(|l| [&l.from, &l.at, &l.approx, &l.until, &l.noon, &l.midnight]);
        words.slot = own.chain(halves).fold(First::NONE, |slot, list| slot.or(list.first()));
        words
    }

    /// Whether a word that stands here may belong to a time behind it, or be one.
    #[must_use]
    pub fn opens_slot(&self, text: &str, at: usize) -> bool {
        if text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            return super::topics::opens_slot(text, at);
        }
        start(text, at).is_some_and(|start| self.slot.has(start))
    }

    /// Primary, second, English: those whose short and ambiguous words count.
    pub fn active(&self) -> impl Iterator<Item = &'static Locale> + use<> {
        let english = english();
        let (primary, second) = (self.primary, self.second);
        let extra =
            (primary.index != english.index && second.is_none_or(|s| s.index != english.index)).then_some(english);
        std::iter::once(primary).chain(second).chain(extra)
    }

    /// All languages, the active ones first.
    pub fn all(&self) -> impl Iterator<Item = &'static Locale> + use<> {
        let words = *self;
        self.active().chain(LOCALES.iter().filter(move |locale| words.active().all(|a| a.index != locale.index)))
    }

    /// The longest word of a list, in the active languages, that stands at `at`; gives the byte after it.
    #[must_use]
    pub fn at(&self, text: &str, at: usize, list: fn(&Locale) -> &List) -> Option<usize> {
        longest(text, at, self.active().map(list))
    }

    /// The same in every language: for places where no other word can stand.
    #[must_use]
    pub fn at_any(&self, text: &str, at: usize, list: fn(&Locale) -> &List) -> Option<usize> {
        longest(text, at, LOCALES.iter().map(list))
    }

    /// Whether the whole text is a word of the list, in the active languages.
    #[must_use]
    pub fn is(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        let text = bare(text);
        start(text, 0).is_some_and(|start| self.active().any(|locale| is_bare_one_of(text, start, list(locale))))
    }

    /// Whether the whole text is a word of the list in any language.
    #[must_use]
    pub fn is_any(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        let text = bare(text);
        start(text, 0).is_some_and(|start| LOCALES.iter().any(|locale| is_bare_one_of(text, start, list(locale))))
    }

    /// Whether the text holds a word of the list, in the active languages.
    #[must_use]
    pub fn has(&self, text: &str, list: fn(&Locale) -> &List) -> bool {
        self.find(text, list).is_some()
    }

    /// The first word of the list in the text, in the active languages.
    #[must_use]
    pub fn find(&self, text: &str, list: fn(&Locale) -> &List) -> Option<std::ops::Range<usize>> {
        let first = self.active().fold(First::NONE, |first, locale| first.or(list(locale).first()));
        scan(text, &first, |at| self.at(text, at, list))
    }

    /// What a column heading says, in any language.
    #[must_use]
    pub fn column(&self, text: &str) -> Option<Role> {
        let text = heading(text);
        let start = start(text, 0)?;
        let may = super::topics::with_column(text);
        self.all().filter(|locale| may(locale)).find_map(|locale| locale.role(text, start))
    }
}

/// A heading without blanks and punctuation in front.
pub(super) fn heading(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*' | '(' | ')'))
}

/// How the text begins at `at`; `None` at its end, off a boundary and before a combining accent.
#[must_use]
pub fn start(text: &str, at: usize) -> Option<Start> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    if byte.is_ascii() {
        return Some(Start::new(fold_byte(byte), second(text, at + 1)));
    }
    let c = char_at(text, at)?;
    let mut buffer = [0; 4];
    match fold_char(c)?.encode_utf8(&mut buffer).as_bytes() {
        [first, second, ..] => Some(Start::new(*first, Some(*second))),
        [first] => Some(Start::new(*first, second(text, at + c.len_utf8()))),
        [] => None,
    }
}

/// The second folded byte of a word, as far as one look tells it.
fn second(text: &str, at: usize) -> Option<u8> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some(fold_byte(byte));
    }
    let mut buffer = [0; 4];
    fold_char(char_at(text, at)?)?.encode_utf8(&mut buffer).bytes().next()
}

fn longest<'a>(text: &str, at: usize, lists: impl Iterator<Item = &'a List>) -> Option<usize> {
    // The most frequent case by far: a number, which no word begins with.
    if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let start = start(text, at)?;
    let mut longest = None;
    for word in lists.flat_map(|list| list.beginning(start)) {
        longest = longest.max(starts(text, at, word));
    }
    longest
}
