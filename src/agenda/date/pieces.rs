//! The pieces a date is made of: numbers, names of months and days, small words, marks.

use super::spare::Pieces;
use super::windows::{Windows, may_date};
use crate::agenda::locale::fold::joins_word;
use crate::agenda::locale::lexicon::{Key, senses};
use crate::agenda::locale::words::{
    Words, char_at, char_before, digit_of, fold_char, is_unspaced, prefix, skip_blanks, start, starts,
};
use crate::agenda::locale::{LOCALES, Lexeme, List, Locale, Sense};
use jiff::civil::Weekday;
use std::ops::Range;

/// One piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub range: Range<usize>,
    /// Blanks stand before it.
    pub gap: bool,
    pub kind: Kind,
}

/// What a piece is. A word can be several things at once: "mar" is March or Tuesday.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Number(Number),
    Word(Meaning),
    /// A word with what it is anywhere: not read until a number stands near.
    Unread(&'static [Lexeme]),
    /// Any single character that is no letter, digit or blank.
    Mark(char),
    /// A mark of Japanese dates: 0 year, 1 month, 2 day.
    Unit(u8),
}

/// A run of digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub value: u32,
    pub digits: u8,
    /// An ordinal suffix follows: "th", "er", "º".
    pub ordinal: bool,
    /// English suffix that is wrong for the number.
    pub bad_ordinal: bool,
    /// Part of a time, a price, a version, a word: no part of a date.
    pub tainted: bool,
    /// The T of a date-time follows (`2024-12-04T10:00`).
    pub date_time: bool,
}

/// What a word can be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    pub month: Option<i8>,
    pub weekday: Option<Weekday>,
    /// A full name of a month or day, not a short one.
    pub full: bool,
    pub glue: bool,
    pub and: bool,
    pub to: bool,
    /// An hour is counted: "Uhr", `h`, "am".
    pub oclock: bool,
    /// The month is an English name, which may stand before its day.
    pub english_month: bool,
    /// "Day", "Tag", "Jour": a number after it counts days.
    pub day_word: bool,
    /// Before a time or a date: "on", "from", "um", "du".
    pub connects: bool,
}

pub(super) const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Cuts the parts of a text that may hold a date; none where nothing in them makes one. No digit stands before the byte
/// `digit`.
pub(super) fn pieces(text: &str, digit: usize, words: &Words) -> Pieces {
    cut(text, Windows::from(text, digit), words)
}

/// Cuts the part of a text that may hold a date which begins at a byte.
pub(super) fn first_pieces(text: &str, begins: usize, words: &Words) -> Pieces {
    // A date never goes on into the next window.
    cut(text, Windows::from(text, 0).take(1).filter(|window| window.start <= begins), words)
}

fn cut(text: &str, windows: impl Iterator<Item = Range<usize>>, words: &Words) -> Pieces {
    let mut cutter = Cutter { text, words, pieces: Pieces::default(), dated: false, near: 0 };
    let mut addresses = None;
    let mut passed = false;
    for (number, window) in windows.enumerate() {
        if !may_date(text, &window) {
            passed |= !cutter.pieces.is_empty();
            continue;
        }
        // Words and blanks take turns: five bytes a piece.
        cutter.pieces.reserve(window.len() / 5 + 4);
        if number > 0 {
            cutter.part(window.start);
        }
        passed = false;
        cutter.cut(&window, *addresses.get_or_insert_with(|| crate::agenda::clock::has_address(text)));
    }
    if !cutter.dated {
        return Pieces::default();
    }
    if passed {
        cutter.part(text.len());
    }
    cutter.pieces
}

struct Cutter<'a> {
    text: &'a str,
    words: &'a Words,
    pieces: Pieces,
    /// Something stands there without which there is no date: the name of a month or day, two numbers with a
    /// mark between them, a mark of Japanese dates.
    dated: bool,
    /// How many of the next pieces stand near the last number.
    near: usize,
}

impl Cutter<'_> {
    /// Keeps apart what stands in different windows.
    fn part(&mut self, at: usize) {
        self.push(Piece { range: at..at, gap: true, kind: Kind::Mark('\u{1}') });
    }

    /// Adds a piece. Only words near a number can be part of a date: the others are not looked up.
    fn push(&mut self, piece: Piece) {
        let number = matches!(piece.kind, Kind::Number(_));
        self.pieces.push(piece);
        let count = self.pieces.len();
        let unread = if number {
            self.near = NEAR;
            NEAR + 1
        } else {
            let near = self.near.min(1);
            self.near -= near;
            near
        };
        for piece in &mut self.pieces[count.saturating_sub(unread)..] {
            piece.kind = match piece.kind {
                Kind::Unread([]) => Kind::Word(Meaning::default()),
                Kind::Unread(senses) => Kind::Word(meaning(self.text, piece.range.clone(), senses, self.words)),
                _ => continue,
            };
        }
    }

    fn cut(&mut self, window: &Range<usize>, addresses: bool) {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut at = window.start;
        let mut gap = true;
        while at < window.end
            && let Some(&byte) = bytes.get(at)
        {
            let (end, kind) = match byte {
                b' ' | b'\t'..=b'\r' => {
                    at += 1;
                    gap = true;
                    continue;
                }
                b'0'..=b'9' => number(text, at, self.words),
                b'a'..=b'z' | b'A'..=b'Z' => self.named(at, addresses),
                0..=0x7f => (at + 1, Kind::Mark(char::from(byte))),
                _ => {
                    let Some(c) = char_at(text, at) else { break };
                    let folded = fold_char(c);
                    if c.is_whitespace() || folded.is_none() {
                        gap |= c.is_whitespace();
                        at += c.len_utf8();
                        continue;
                    }
                    if folded.is_some_and(|c| c.is_ascii_digit()) {
                        number(text, at, self.words)
                    } else if c.is_alphabetic() {
                        self.named(at, addresses)
                    } else {
                        (at + c.len_utf8(), Kind::Mark(c))
                    }
                }
            };
            self.dated |= self.dates(&kind);
            self.push(Piece { range: at..end, gap, kind });
            at = end;
            gap = false;
        }
    }

    /// A word, or an address that begins with one.
    fn named(&self, at: usize, addresses: bool) -> (usize, Kind) {
        match addresses.then(|| crate::agenda::clock::address(self.text, at)).flatten() {
            Some(end) => (end, Kind::Mark('\u{1}')),
            None => word(self.text, at, self.words),
        }
    }

    /// Whether the next piece, together with those before it, may make a date.
    fn dates(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Unread(senses) => {
                senses.iter().any(|lexeme| matches!(lexeme.sense, Sense::Month(..) | Sense::Weekday(..)))
            }
            Kind::Number(_) => matches!(
                &*self.pieces,
                [.., Piece { kind: Kind::Number(_), .. }, Piece { gap: false, kind: Kind::Mark('-' | '/' | '.'), .. }]
            ),
            Kind::Word(_) | Kind::Unit(_) => true,
            Kind::Mark(_) => false,
        }
    }
}

/// How far from a number a word can be part of its date, in pieces.
const NEAR: usize = 6;

fn number(text: &str, at: usize, words: &Words) -> (usize, Kind) {
    let (mut value, mut digits, mut end) = (0u32, 0u8, at);
    while let Some((digit, next)) = digit_of(text, end) {
        value = value.saturating_mul(10).saturating_add(digit);
        digits = digits.saturating_add(1);
        end = next;
    }
    let mut number =
        Number { value, digits, ordinal: false, bad_ordinal: false, tainted: !free(text, at), date_time: false };
    let next = char_at(text, end);
    // Swedish: "14:e".
    let colon = next == Some(':') && char_at(text, end + 1).is_some_and(char::is_alphabetic);
    if colon || next.is_some_and(|c| c.is_alphabetic() && !is_unspaced(c) || matches!(c, 'º' | 'ª' | '°')) {
        let suffix = start(text, end).and_then(|start| {
            let mut ordinals =
                words.all().flat_map(|locale| locale.ordinals.beginning(start).map(move |ordinal| (locale, ordinal)));
            ordinals.find_map(|(locale, ordinal)| Some((locale, ordinal, starts(text, end, ordinal)?)))
        });
        match suffix {
            Some((locale, suffix, stop)) => {
                number.ordinal = true;
                number.bad_ordinal = locale.code == "en" && !english_ordinal(value, suffix);
                end = stop;
            }
            None if colon => {}
            None => {
                number.tainted = true;
                number.date_time = next == Some('T') && digit_at(text, end + 1);
            }
        }
    } else {
        number.tainted |= match next {
            Some(mark @ (':' | ',' | '：')) => digit_at(text, end + mark.len_utf8()),
            Some('%' | '€' | '$' | '£' | '_') => true,
            _ => false,
        };
    }
    (end, Kind::Number(number))
}

fn digit_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| c.is_ascii_digit())
}

/// Whether nothing before a number makes it part of something else.
fn free(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or("").chars().rev();
    let (last, second) = (before.next(), before.next());
    match last {
        Some(':' | ',' | '：') => !second.is_some_and(|c| c.is_ascii_digit()),
        Some('#' | '$' | '€' | '£' | '_' | '=' | '@') => false,
        Some(c) => !c.is_alphabetic() || is_unspaced(c),
        None => true,
    }
}

fn english_ordinal(value: u32, suffix: &str) -> bool {
    let wanted = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    suffix == wanted
}

fn word(text: &str, at: usize, words: &Words) -> (usize, Kind) {
    let c = char_at(text, at).unwrap_or(' ');
    if is_unspaced(c) {
        return unspaced(text, at, c);
    }
    let (end, key) = Key::read(text, at, joins_word);
    let found = key.senses(text.get(at..end).unwrap_or(""));
    if text.as_bytes().get(end) == Some(&b'-') {
        let long = letters(text, at, true);
        let hyphened = senses(text.get(at..long).unwrap_or(""));
        if hyphened.iter().any(|lexeme| matches!(lexeme.sense, Sense::Weekday(..)))
            && let Some(weekday) = meaning(text, at..long, hyphened, words).weekday
        {
            return (long, Kind::Word(Meaning { weekday: Some(weekday), full: true, ..Meaning::default() }));
        }
    }
    (end, Kind::Unread(found))
}

/// The mark, name or small word of a script without blanks; a mark of no meaning where none stands.
fn unspaced(text: &str, at: usize, c: char) -> (usize, Kind) {
    let end = at + c.len_utf8();
    let Some(begins) = start(text, at) else { return (end, Kind::Mark(c)) };
    let longest = |list: &List| list.beginning(begins).filter_map(|word| prefix(text, at, word)).max();
    for locale in LOCALES.iter().filter(|locale| unspaced_name(locale)) {
        for (unit, mark) in (0u8..).zip(locale.date_marks.iter()) {
            if locale.date_marks.first().has(begins)
                && let Some(end) = prefix(text, at, mark)
                && digit_before(text, at)
            {
                return (end, Kind::Unit(unit));
            }
        }
    }
    let Some(locale) = LOCALES.iter().find(|locale| unspaced_name(locale)) else { return (end, Kind::Mark(c)) };
    let day = locale.weekdays.iter().zip(WEEK).find_map(|(names, day)| Some((longest(names)?, day)));
    if let Some((end, weekday)) = day {
        return (end, Kind::Word(Meaning { weekday: Some(weekday), ..Meaning::default() }));
    }
    let first = |list: &List| list.beginning(begins).find_map(|word| prefix(text, at, word));
    let to = first(&locale.to);
    match to.or_else(|| first(&locale.and)) {
        Some(end) => (end, Kind::Word(Meaning { to: to.is_some(), and: to.is_none(), ..Meaning::default() })),
        None => (end, Kind::Mark(c)),
    }
}

/// Whether a date may begin with the word or number at `at`.
pub(super) fn may_begin(text: &str, at: usize) -> bool {
    let named = |end: usize| {
        let senses = senses(text.get(at..end).unwrap_or(""));
        senses.iter().any(|lexeme| matches!(lexeme.sense, Sense::Month(..) | Sense::Weekday(..)))
    };
    let c = char_at(text, at);
    !c.is_some_and(char::is_alphabetic)
        || c.is_some_and(is_unspaced)
        || may_name(text, at) && (named(letters(text, at, false)) || named(letters(text, at, true)))
}

/// Whether the word at `at` may begin the name of a month or day: a quick look before it is looked up.
fn may_name(text: &str, at: usize) -> bool {
    Key::read(text, at, joins_word).1.may_name()
}

fn digit_before(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|t| t.trim_end().chars().next_back().and_then(fold_char).is_some_and(|c| c.is_ascii_digit()))
}

/// The end of a run of letters, with the hyphens inside it or without.
fn letters(text: &str, at: usize, hyphens: bool) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let plain = rest.bytes().take_while(|&byte| byte.is_ascii_alphabetic() || hyphens && byte == b'-').count();
    if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return at + plain;
    }
    let stop = |c: char| !(joins_word(c) || hyphens && c == '-');
    at + rest.find(stop).unwrap_or(rest.len())
}

/// What a word can be. Short names of months and weekdays count in the active languages only.
fn meaning(text: &str, range: Range<usize>, senses: &[Lexeme], words: &Words) -> Meaning {
    let mut meaning = Meaning::default();
    let written = text.get(range.clone()).unwrap_or("");
    let count = written.chars().count();
    let upper = written.starts_with(char::is_uppercase);
    let dotted = char_at(text, range.end) == Some('.');
    let mut take = |lexeme: &Lexeme, active: bool| {
        let locale = &LOCALES[usize::from(lexeme.locale)];
        let plain = !locale.capitals || upper || dotted;
        let allowed = |index: u8| {
            (2..=16).contains(&count)
                && if index == 0 {
                    count > 3 && (plain || count > 5) || active && plain
                } else {
                    active && plain && (count > 2 || upper || dotted)
                }
        };
        match lexeme.sense {
            Sense::Month(month, index) => {
                if meaning.month.is_none() && allowed(index) {
                    meaning.month = Some(month);
                    meaning.full |= index == 0;
                    meaning.english_month |= locale.code == "en";
                } else if locale.code == "en" && meaning.month == Some(month) {
                    meaning.english_month |= plain;
                }
            }
            Sense::Weekday(day, index) => {
                if meaning.weekday.is_none() && allowed(index) {
                    meaning.weekday = WEEK.get(usize::from(day)).copied();
                    meaning.full |= index == 0;
                }
            }
            Sense::Glue => meaning.glue = true,
            Sense::And => meaning.and = true,
            Sense::To => meaning.to = true,
            Sense::Oclock => meaning.oclock = true,
            Sense::DayWord => meaning.day_word = true,
            Sense::Connects => meaning.connects = true,
        }
    };
    // The post's own languages first: where words are the same, theirs count.
    for locale in words.active() {
        senses.iter().filter(|lexeme| lexeme.locale == locale.index).for_each(|lexeme| take(lexeme, true));
    }
    for lexeme in senses.iter().filter(|lexeme| !words.is_active(lexeme.locale)) {
        take(lexeme, false);
    }
    meaning.oclock |= matches!(written, "h" | "H" | "am" | "pm" | "AM" | "PM");
    meaning.to &= !meaning.and;
    meaning
}

pub(super) fn weekday_alone(text: &str, words: &Words) -> Option<(Weekday, Range<usize>)> {
    let mut at = skip_blanks(text, 0);
    while let Some(c) = char_at(text, at).filter(|c| !c.is_alphanumeric()) {
        at = skip_blanks(text, at + c.len_utf8());
    }
    char_before(text, at).is_none_or(|c| !c.is_alphanumeric()).then_some(())?;
    if !char_at(text, at).is_some_and(is_unspaced) {
        return spaced_weekday(text, at);
    }
    let mut found: Option<(Weekday, Range<usize>, bool)> = None;
    for locale in words.all().filter(|locale| unspaced_name(locale)) {
        for (names, day) in locale.weekdays.iter().zip(WEEK) {
            for (index, name) in names.iter().enumerate() {
                let Some(end) = starts(text, at, name) else { continue };
                let whole =
                    text.get(end..).is_some_and(|rest| rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty());
                let longer = found.as_ref().is_none_or(|(_, range, _)| range.end < end);
                if longer && (whole || index == 0 && !unspaced_name(locale)) {
                    found = Some((day, at..end, whole));
                }
            }
        }
    }
    found.map(|(day, range, _)| (day, range))
}

/// A weekday in a script that parts its words: the longest name that stands here.
fn spaced_weekday(text: &str, at: usize) -> Option<(Weekday, Range<usize>)> {
    may_name(text, at).then_some(())?;
    [true, false].into_iter().find_map(|hyphens| {
        let end = letters(text, at, hyphens);
        let whole = || text.get(end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
        senses(text.get(at..end)?).iter().find_map(|lexeme| match lexeme.sense {
            Sense::Weekday(day, index) if index == 0 || whole() => Some((*WEEK.get(usize::from(day))?, at..end)),
            _ => None,
        })
    })
}

fn unspaced_name(locale: &Locale) -> bool {
    !locale.date_marks.is_empty()
}
