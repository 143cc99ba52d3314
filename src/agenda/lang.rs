//! Telling a post's language from its frequent small words.

use super::locale::lexicon::Key;
use super::locale::words::char_at;
use super::locale::{LOCALES, Locale};
use crate::document::Document;
use crate::source::floor;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4000;
/// How many words tell enough.
const WORDS: usize = 170;
/// How many tell enough where one language leads by [`LEAD`] of them; asked again every few words.
const ENOUGH: usize = 60;
const STEP: usize = 20;
const LEAD: usize = 8;

/// The language of a text, where its small words tell it plainly. Tags of HTML are no words.
#[must_use]
pub fn detect(text: &str) -> Option<&'static Locale> {
    let sample = &text[..floor(text, SAMPLE)];
    let bytes = sample.as_bytes();
    // Japanese has no blanks to count words by: its syllables stand for them.
    // U+3040 to U+30FF are E3 81 80 to E3 83 BF.
    let kana = memchr::memchr_iter(0xe3, bytes).filter(|at| matches!(bytes.get(at + 1), Some(0x81..=0x83))).count();
    let mut counts = Counts::default();
    let mut total = 0usize;
    let mut at = 0;
    while total < WORDS
        && let Some(&byte) = bytes.get(at)
    {
        if byte == b'<' {
            at = tag_end(sample, at);
            continue;
        }
        if byte.is_ascii() && !byte.is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let (end, word) = Key::read(sample, at, char::is_alphabetic);
        if word.is_empty() {
            at += char_at(sample, at).map_or(1, char::len_utf8);
            continue;
        }
        // Parts of an address, a path, a compound, and initials are no words of a language.
        let glued = at.checked_sub(1).is_some_and(|before| matches!(bytes[before], b'.' | b'/' | b'@' | b'_' | b'-'));
        let initial = end == at + 1 && byte.is_ascii_uppercase();
        at = end;
        if glued || initial {
            continue;
        }
        total += 1;
        counts.add(word.languages());
        if total >= ENOUGH && total.is_multiple_of(STEP) && kana == 0 && counts.leads() {
            break;
        }
    }
    // Headings and names are often written without them: U+4000 to U+9FFF are E4 to E9.
    let signs = || kana + bytes.iter().filter(|byte| matches!(byte, 0xe4..=0xe9)).count();
    if kana > 3.max(total / 2) || kana > 0 && signs() > 3.max(total) {
        return super::locale::by_code("ja");
    }
    let best = Best::of(counts.each());
    let plain = best.count >= 3 && best.count * 20 >= total && best.lead > 0;
    if plain { LOCALES.get(best.language) } else { by_letters(sample) }
}

/// The language of the headings of the first table: of a timetable that has few other words. The only one that knows
/// the most of them, two or more.
#[must_use]
pub fn by_headings(doc: &Document) -> Option<&'static Locale> {
    let header = doc.grids.first()?.header()?;
    let known =
        |locale: &Locale| header.cells.iter().filter(|cell| locale.column(cell.prose.trimmed()).is_some()).count();
    let best = Best::of(LOCALES.iter().map(known));
    if best.count >= 2 && best.lead > 0 { LOCALES.get(best.language) } else { None }
}

/// The language of a text of few small words by the letters that it alone has.
fn by_letters(text: &str) -> Option<&'static Locale> {
    let (mut polish, mut plain, mut portuguese, mut spanish) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            'ł' | 'Ł' => plain += 1,
            'ą' | 'ę' | 'ś' | 'ż' | 'ź' | 'ć' | 'ń' | 'Ś' | 'Ż' => polish += 1,
            'ã' | 'õ' | 'Ã' | 'Õ' => portuguese += 1,
            'ñ' | 'Ñ' | '¿' | '¡' => spanish += 1,
            _ => {}
        }
    }
    let code = if plain > 0 && plain + polish > 2 {
        "pl"
    } else if portuguese > 1 && spanish == 0 {
        "pt"
    } else if spanish > 1 && portuguese == 0 {
        "es"
    } else {
        return None;
    };
    super::locale::by_code(code)
}

/// How many words each language knows: a byte for each, in the order of [`LOCALES`].
#[derive(Default)]
struct Counts([u64; 2]);

/// The words of a text fit in a byte, the languages in the bits of a word's set.
const _: () = assert!(WORDS <= u8::MAX as usize && LOCALES.len() <= 16);

/// The bits of a byte as bytes of their own.
static SPREAD: [u64; 256] = {
    let mut spread = [0; 256];
    let mut byte = 0;
    while byte < spread.len() {
        let mut bit = 0;
        while bit < 8 {
            spread[byte] |= (byte as u64 >> bit & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    spread
};

impl Counts {
    /// Counts a word that some languages have, a bit for each.
    fn add(&mut self, languages: u16) {
        for (counts, byte) in self.0.iter_mut().zip(languages.to_le_bytes()) {
            *counts += SPREAD[usize::from(byte)];
        }
    }

    /// The count of each language.
    fn each(&self) -> impl Iterator<Item = usize> + use<> {
        self.0.map(u64::to_le_bytes).into_iter().flatten().take(LOCALES.len()).map(usize::from)
    }

    /// Whether one language is so far ahead that the rest of a text need not be read.
    fn leads(&self) -> bool {
        Best::of(self.each()).lead >= 2 * LEAD
    }
}

/// The language that knows the most words of a text.
struct Best {
    /// Its place in [`LOCALES`].
    language: usize,
    /// How many it knows.
    count: usize,
    /// By how many half words it leads; of two with as many words one that is not rare leads by a half.
    lead: usize,
}

impl Best {
    /// The best of the counts of all languages.
    fn of(counts: impl Iterator<Item = usize>) -> Best {
        let (mut language, mut most, mut second) = (0, 0, 0);
        for (at, (count, locale)) in counts.zip(LOCALES).enumerate() {
            let halves = 2 * count + usize::from(!locale.rare);
            if halves > most {
                (language, most, second) = (at, halves, most);
            } else {
                second = second.max(halves);
            }
        }
        Best { language, count: most / 2, lead: most - second }
    }
}

/// The byte behind a tag or comment that begins at `at`; the next byte where none does.
fn tag_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
    let begins = rest.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!'));
    match memchr::memchr(b'>', rest) {
        Some(length) if begins => at + length + 2,
        _ => at + 1,
    }
}
