//! The pieces a date is made of: numbers, names of months and days, small words, marks.

use crate::agenda::locale::words::{
    Words, char_at, char_before, digit, fold_char, is_unspaced, prefix, skip_blanks, starts,
};
use crate::agenda::locale::{LOCALES, Lexeme, Locale, Sense, senses};
use crate::source::ceil;
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
    /// A word that is far from any number.
    Unread,
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

/// How far from a number its date can reach, in bytes.
const REACH: usize = 64;

/// The parts of a text around its numbers: nothing else can hold a date.
pub(super) fn windows(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = digit(text, from) {
        let last = out.last().map_or(0, |last| last.end);
        let start = if at <= REACH { 0 } else { word_start(text, at - REACH, at) };
        let end = ceil(text, at + REACH);
        match out.last_mut() {
            Some(window) if start <= last => window.end = end,
            _ => out.push(start..end),
        }
        from = at + 1;
    }
    out
}

/// The first word that begins between two places; the first place where none does.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    let from = ceil(text, from);
    let blank = text.get(from..to).and_then(|part| part.find(char::is_whitespace));
    blank.map_or(from, |blank| from + blank)
}

/// Cuts the windows of a text.
pub(super) fn pieces(text: &str, windows: &[Range<usize>], words: &Words) -> Vec<Piece> {
    // Words and blanks take turns: five bytes a piece.
    let mut out: Vec<Piece> = Vec::with_capacity(windows.iter().map(|window| window.len() / 5 + 4).sum());
    let addresses = crate::agenda::clock::has_address(text);
    for window in windows {
        if !out.is_empty() {
            out.push(Piece { range: window.start..window.start, gap: true, kind: Kind::Mark('\u{1}') });
        }
        cut(text, window, addresses, words, &mut out);
    }
    read_near_numbers(&mut out, text, words);
    out
}

fn cut(text: &str, window: &Range<usize>, addresses: bool, words: &Words, out: &mut Vec<Piece>) {
    let mut at = window.start;
    let mut gap = true;
    while let Some(c) = char_at(text, at).filter(|_| at < window.end) {
        if c.is_whitespace() {
            at += c.len_utf8();
            gap = true;
            continue;
        }
        if !c.is_ascii() && fold_char(c).is_none() {
            at += c.len_utf8();
            continue;
        }
        let digit = c.is_ascii_digit() || !c.is_ascii() && fold_char(c).is_some_and(|c| c.is_ascii_digit());
        let (end, kind) = if digit {
            number(text, at, words)
        } else if c.is_alphabetic() {
            match addresses.then(|| crate::agenda::clock::address(text, at)).flatten() {
                Some(end) => (end, Kind::Mark('\u{1}')),
                None => word(text, at, words),
            }
        } else {
            (at + c.len_utf8(), Kind::Mark(c))
        };
        out.push(Piece { range: at..end, gap, kind });
        at = end;
        gap = false;
    }
}

/// How far from a number a word can be part of its date, in pieces.
const NEAR: usize = 6;

/// Only words near a number can be part of a date: the others are not looked up.
fn read_near_numbers(pieces: &mut [Piece], text: &str, words: &Words) {
    let mut done = 0;
    for at in 0..pieces.len() {
        if !matches!(pieces[at].kind, Kind::Number(_)) {
            continue;
        }
        let last = (at + NEAR).min(pieces.len() - 1);
        for piece in &mut pieces[at.saturating_sub(NEAR).max(done)..=last] {
            if matches!(piece.kind, Kind::Unread) {
                piece.kind = Kind::Word(meaning(text, piece.range.clone(), words));
            }
        }
        done = last + 1;
    }
}

fn number(text: &str, at: usize, words: &Words) -> (usize, Kind) {
    let rest = text.get(at..).unwrap_or("");
    let (mut value, mut digits, mut end) = (0u32, 0u8, at);
    for c in rest.chars() {
        let Some(digit) = fold_char(c).and_then(|c| c.to_digit(10)) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        digits = digits.saturating_add(1);
        end += c.len_utf8();
    }
    let mut number =
        Number { value, digits, ordinal: false, bad_ordinal: false, tainted: !free(text, at), date_time: false };
    let next = char_at(text, end);
    if next.is_some_and(|c| c.is_alphabetic() && !is_unspaced(c) || matches!(c, 'º' | 'ª' | '°')) {
        let suffix = words
            .all()
            .find_map(|locale| locale.ordinals.iter().find_map(|o| Some((locale, *o, starts(text, end, o)?))));
        match suffix {
            Some((locale, suffix, stop)) => {
                number.ordinal = true;
                number.bad_ordinal = locale.code == "en" && !english_ordinal(value, suffix);
                end = stop;
            }
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
        for locale in LOCALES {
            for (unit, mark) in (0u8..).zip(locale.date_marks.iter()) {
                if let Some(end) = prefix(text, at, mark)
                    && digit_before(text, at)
                {
                    return (end, Kind::Unit(unit));
                }
            }
        }
        let end = at + c.len_utf8();
        let Some(locale) = LOCALES.iter().find(|locale| !locale.date_marks.is_empty()) else {
            return (end, Kind::Mark(c));
        };
        let day = locale.weekdays.iter().zip(WEEK).find_map(|(names, day)| {
            let end = names.iter().filter_map(|name| prefix(text, at, name)).max()?;
            Some((end, day))
        });
        if let Some((end, weekday)) = day {
            return (end, Kind::Word(Meaning { weekday: Some(weekday), ..Meaning::default() }));
        }
        let to = locale.to.iter().find_map(|word| prefix(text, at, word));
        let and = locale.and.iter().find_map(|word| prefix(text, at, word));
        if let Some(end) = to.or(and) {
            let meaning = Meaning { to: to.is_some(), and: to.is_none(), ..Meaning::default() };
            return (end, Kind::Word(meaning));
        }
        return (end, Kind::Mark(c));
    }
    let end = letters(text, at, false);
    let long = if char_at(text, end) == Some('-') { letters(text, at, true) } else { end };
    if long > end
        && let Some(weekday) = meaning(text, at..long, words).weekday
    {
        return (long, Kind::Word(Meaning { weekday: Some(weekday), full: true, ..Meaning::default() }));
    }
    (end, Kind::Unread)
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
    let stop = |c: char| !(c.is_alphabetic() && !is_unspaced(c) || fold_char(c).is_none() || hyphens && c == '-');
    at + rest.find(stop).unwrap_or(rest.len())
}

/// The most bytes of a word of dates, folded.
const LONGEST: usize = 40;

/// A word folded into a buffer; `None` when it is longer than any word of dates.
fn folded<'a>(word: &str, buffer: &'a mut [u8; LONGEST]) -> Option<&'a str> {
    if word.is_ascii() {
        let plain = buffer.get_mut(..word.len())?;
        plain.copy_from_slice(word.as_bytes());
        plain.make_ascii_lowercase();
        return std::str::from_utf8(plain).ok();
    }
    let mut end = 0;
    for c in word.chars().filter_map(fold_char) {
        let next = end + c.len_utf8();
        c.encode_utf8(buffer.get_mut(end..next)?);
        end = next;
    }
    std::str::from_utf8(buffer.get(..end)?).ok()
}

/// What a word can be. Short names of months and weekdays count in the active languages only.
fn meaning(text: &str, range: Range<usize>, words: &Words) -> Meaning {
    let mut meaning = Meaning::default();
    let written = text.get(range.clone()).unwrap_or("");
    let mut buffer = [0; LONGEST];
    let Some(folded) = folded(written, &mut buffer) else { return meaning };
    let senses = senses(folded);
    if senses.is_empty() {
        return meaning;
    }
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
    for lexeme in senses.iter().filter(|lexeme| words.active().all(|locale| locale.index != lexeme.locale)) {
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
    [true, false].into_iter().find_map(|hyphens| {
        let end = letters(text, at, hyphens);
        let mut buffer = [0; LONGEST];
        let word = folded(text.get(at..end)?, &mut buffer)?;
        let whole = || text.get(end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
        senses(word).iter().find_map(|lexeme| match lexeme.sense {
            Sense::Weekday(day, index) if index == 0 || whole() => Some((*WEEK.get(usize::from(day))?, at..end)),
            _ => None,
        })
    })
}

fn unspaced_name(locale: &Locale) -> bool {
    !locale.date_marks.is_empty()
}
