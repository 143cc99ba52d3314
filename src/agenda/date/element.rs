//! One day of a date: `28 août 2015`, `24.11.2017`, `Dec 8, 2023`, or a number that waits for its month.

use super::pieces::{Kind, Meaning, Number, Piece};
use crate::agenda::locale::words::Words;
use crate::agenda::locale::{Locale, Order};
use jiff::civil::Weekday;
use std::ops::Range;

/// How an element is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `2024-12-04`
    Iso,
    /// `24.11.2017`
    Dots,
    /// `24/11/2017`, `24-11-2017`
    Slashes,
    /// `28 août`
    DayFirst,
    /// `August 28`
    MonthFirst,
    /// `12月4日`
    Marks,
    /// `28`
    Bare,
}

/// One day as written.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub day: u32,
    pub month: Option<u32>,
    pub year: Option<u32>,
    pub style: Style,
    pub weekday: Option<(Weekday, Range<usize>)>,
    pub ordinal: bool,
    pub bad_ordinal: Option<Range<usize>>,
    /// A dot is glued to the day: "19."
    pub dotted: bool,
    pub ambiguous: bool,
    /// The piece after it.
    pub next: usize,
}

impl Element {
    fn new(day: u32, month: Option<u32>, year: Option<u32>, style: Style, next: usize) -> Self {
        Element {
            day,
            month,
            year,
            style,
            weekday: None,
            ordinal: false,
            bad_ordinal: None,
            dotted: false,
            ambiguous: false,
            next,
        }
    }
}

pub(super) fn mark_at(pieces: &[Piece], at: usize) -> Option<char> {
    match pieces.get(at)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

/// A mark without blanks before it.
pub(super) fn glued_mark(pieces: &[Piece], at: usize) -> Option<char> {
    mark_at(pieces, at).filter(|_| pieces.get(at).is_some_and(|piece| !piece.gap))
}

pub(super) fn word_at(pieces: &[Piece], at: usize) -> Option<&Meaning> {
    match &pieces.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn number_at(pieces: &[Piece], at: usize) -> Option<&Number> {
    match &pieces.get(at)?.kind {
        Kind::Number(number) if !number.tainted => Some(number),
        _ => None,
    }
}

fn glued_number(pieces: &[Piece], at: usize) -> Option<&Number> {
    number_at(pieces, at).filter(|_| pieces.get(at).is_some_and(|piece| !piece.gap))
}

fn unit_at(pieces: &[Piece], at: usize) -> Option<u8> {
    match pieces.get(at)?.kind {
        Kind::Unit(unit) => Some(unit),
        _ => None,
    }
}

/// A weekday with the dot of an abbreviation, what it is besides, and the piece after it.
pub(super) fn weekday_at(pieces: &[Piece], at: usize) -> Option<((Weekday, Range<usize>), &Meaning, usize)> {
    let word = word_at(pieces, at)?;
    let day = word.weekday?;
    let range = pieces.get(at)?.range.clone();
    let next = if glued_mark(pieces, at + 1) == Some('.') { at + 2 } else { at + 1 };
    Some(((day, range), word, next))
}

/// A year, after an optional comma or glue word, and the piece after it.
pub(super) fn year_after(pieces: &[Piece], at: usize) -> Option<(u32, usize)> {
    let comma = mark_at(pieces, at) == Some(',');
    let glue = word_at(pieces, at).is_some_and(|word| word.glue);
    let at = if comma || glue { at + 1 } else { at };
    let number = number_at(pieces, at)?;
    let year = number.digits == 4 && (1900..=2100).contains(&number.value);
    (year && !number.ordinal).then_some((number.value, at + 1))
}

/// Whether no number, path or version goes on right before a piece.
fn free(pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    if pieces.get(at).is_none_or(|piece| piece.gap) {
        return true;
    }
    match pieces.get(before).map(|piece| &piece.kind) {
        Some(Kind::Mark('/' | '_' | '\\' | '+')) => false,
        Some(Kind::Mark('-' | '.')) => {
            let glued = pieces.get(before).is_some_and(|piece| !piece.gap);
            let earlier = before.checked_sub(1).and_then(|index| pieces.get(index));
            !(glued
                && earlier.is_some_and(|piece| {
                    matches!(piece.kind, Kind::Number(_) | Kind::Word(Meaning { weekday: None, .. }))
                }))
        }
        _ => true,
    }
}

/// Whether a path, a slug or a longer number goes on right after a numeric date.
fn runs_on(pieces: &[Piece], next: usize) -> bool {
    let glued = |at: usize| pieces.get(at).is_some_and(|piece| !piece.gap);
    if !glued(next) {
        return false;
    }
    match pieces.get(next).map(|piece| &piece.kind) {
        Some(Kind::Number(_)) => true,
        Some(Kind::Mark('/' | '_' | '\\')) => glued(next + 1),
        Some(Kind::Mark('-')) => glued(next + 1) && word_at(pieces, next + 1).is_some(),
        Some(Kind::Mark('.')) => {
            glued(next + 1) && !matches!(pieces.get(next + 1).map(|p| &p.kind), Some(Kind::Mark(_)))
        }
        _ => false,
    }
}

/// The element at a piece. `led` when a weekday or another day stands before it.
pub(super) fn element(pieces: &[Piece], at: usize, words: &Words, led: bool) -> Option<Element> {
    if let Some(element) = month_first(pieces, at, words, led) {
        return Some(element);
    }
    let number = *number_at(pieces, at)?;
    if !led && !free(pieces, at) {
        return None;
    }
    iso(pieces, at, number)
        .or_else(|| marks(pieces, at, number))
        .or_else(|| dots(pieces, at, number, words, led))
        .or_else(|| slashes(pieces, at, number, words, led))
        .or_else(|| day_first(pieces, at, number))
        .or_else(|| bare(pieces, at, number))
}

fn day_of(number: Number) -> Option<u32> {
    (number.digits <= 2 && (1..=31).contains(&number.value)).then_some(number.value)
}

fn iso(pieces: &[Piece], at: usize, year: Number) -> Option<Element> {
    let mark = glued_mark(pieces, at + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    (glued_mark(pieces, at + 3)? == mark).then_some(())?;
    (year.digits == 4 && (1900..=2100).contains(&year.value)).then_some(())?;
    let (month, day) = (glued_number(pieces, at + 2)?, number_glued_to_word(pieces, at + 4)?);
    let plain = month.digits <= 2
        && day.digits <= 2
        && month.value <= 19
        && day.value <= 39
        && month.value > 0
        && day.value > 0;
    (plain && !month.ordinal && !runs_on(pieces, at + 5)).then_some(())?;
    Some(Element::new(day.value, Some(month.value), Some(year.value), Style::Iso, at + 5))
}

/// The day of an ISO date-time (`2024-12-04T10:00`) has a letter glued to it.
fn number_glued_to_word(pieces: &[Piece], at: usize) -> Option<Number> {
    match &pieces.get(at).filter(|piece| !piece.gap)?.kind {
        Kind::Number(number) if !number.tainted || number.date_time => Some(*number),
        _ => None,
    }
}

fn marks(pieces: &[Piece], at: usize, first: Number) -> Option<Element> {
    let day_after = |at: usize, month: Number, year: Option<u32>| {
        let day = number_at(pieces, at)?;
        (unit_at(pieces, at + 1)? == 2).then_some(())?;
        let plain = month.digits <= 2 && (1..=12).contains(&month.value) && day.digits <= 2;
        plain.then(|| Element::new(day.value, Some(month.value), year, Style::Marks, at + 2))
    };
    match unit_at(pieces, at + 1)? {
        0 => {
            let month = *number_at(pieces, at + 2)?;
            (unit_at(pieces, at + 3)? == 1 && first.digits == 4).then_some(())?;
            day_after(at + 4, month, Some(first.value))
        }
        1 => day_after(at + 2, first, None),
        2 => day_of(first).map(|day| Element::new(day, None, None, Style::Bare, at + 2)),
        _ => None,
    }
}

fn dots(pieces: &[Piece], at: usize, day: Number, words: &Words, led: bool) -> Option<Element> {
    (glued_mark(pieces, at + 1)? == '.').then_some(())?;
    let month = *number_at(pieces, at + 2)?;
    let tight = glued_number(pieces, at + 2).is_some();
    (day.digits <= 2 && month.digits <= 2 && !day.ordinal && !month.ordinal).then_some(())?;
    let dotted = glued_mark(pieces, at + 3) == Some('.');
    let possible = (1..=31).contains(&day.value) && (1..=12).contains(&month.value);
    if dotted && let Some(year) = number_at(pieces, at + 4) {
        let glued = glued_number(pieces, at + 4).is_some();
        let long = year.digits == 4 && (1900..=2100).contains(&year.value);
        let short = year.digits == 2
            && glued
            && tight
            && day.digits == 2
            && month.digits == 2
            && possible
            && (led || dotted_dates(words));
        if (long || short) && !runs_on(pieces, at + 5) {
            let value = if long { year.value } else { 2000 + year.value };
            let plain = day.value <= 39 && month.value <= 19 && day.value > 0 && month.value > 0;
            return plain.then(|| Element::new(day.value, Some(month.value), Some(value), Style::Dots, at + 5));
        }
        if glued {
            return None;
        }
    }
    // "24.11." without a year
    let clear = dotted && tight && possible && (led || dotted_dates(words)) && !runs_on(pieces, at + 4);
    if clear {
        return Some(Element::new(day.value, Some(month.value), None, Style::Dots, at + 4));
    }
    // "Sa. 30.05 19:00": no hour is that late, or one follows.
    let hour_follows = || number_at(pieces, at + 3).is_some() && glued_mark(pieces, at + 4) == Some(':');
    let bare = led
        && !dotted
        && tight
        && possible
        && day.digits == 2
        && month.digits == 2
        && (day.value > 24 || hour_follows())
        && !runs_on(pieces, at + 3)
        && !counts(pieces, at + 3);
    bare.then(|| Element::new(day.value, Some(month.value), None, Style::Dots, at + 3))
}

fn dotted_dates(words: &Words) -> bool {
    words.primary.dotted_dates
}

fn slashes(pieces: &[Piece], at: usize, first: Number, words: &Words, led: bool) -> Option<Element> {
    let mark = glued_mark(pieces, at + 1).filter(|mark| matches!(mark, '/' | '-'))?;
    let second = *glued_number(pieces, at + 2)?;
    (first.digits <= 2 && second.digits <= 2 && !first.ordinal && !second.ordinal).then_some(())?;
    let (a, b) = (first.value, second.value);
    let year = (glued_mark(pieces, at + 3) == Some(mark)).then(|| glued_number(pieces, at + 4)).flatten();
    let month_first = match (a > 12, b > 12) {
        (true, false) => false,
        (false, true) => true,
        _ => words.order != Order::DayFirst && mark == '/',
    };
    let (day, month) = if month_first { (b, a) } else { (a, b) };
    let ambiguous = a <= 12 && b <= 12 && a != b;
    (day > 0 && month > 0).then_some(())?;
    if let Some(year) = year {
        let long = year.digits == 4 && (1900..=2100).contains(&year.value);
        let short =
            year.digits == 2 && mark == '/' && day <= 31 && month <= 12 && first.digits == 2 && second.digits == 2;
        ((long && day <= 39 && month <= 39 || short) && !runs_on(pieces, at + 5)).then_some(())?;
        let value = if long { year.value } else { 2000 + year.value };
        let mut element = Element::new(day, Some(month), Some(value), Style::Slashes, at + 5);
        element.ambiguous = ambiguous;
        return Some(element);
    }
    let next = at + 3;
    let possible = mark == '/' && day <= 31 && month <= 12;
    (possible && !runs_on(pieces, next) && !(a == 24 && b == 7)).then_some(())?;
    let padded = first.digits == 2 && second.digits == 2;
    // "Agenda (3/3)": the last of three parts.
    let last = a == b && a <= 4 && matches!(mark_at(pieces, next), Some(')' | '）'));
    let part = matches!((a, b), (1, 2..=4) | (2, 3) | (3, 4)) || last;
    let fraction = !padded && part && pieces.get(next).is_some();
    let month_follows = word_at(pieces, next).is_some_and(|word| word.month.is_some());
    let announced = led || opens(pieces, at);
    (announced && !fraction && !month_follows && !counts(pieces, next)).then_some(())?;
    // "21/10 de 2015"
    let year = word_at(pieces, next).filter(|word| word.glue).and_then(|_| year_after(pieces, next));
    let end = year.map_or(next, |(_, end)| end);
    let mut element = Element::new(day, Some(month), year.map(|(year, _)| year), Style::Slashes, end);
    element.ambiguous = ambiguous;
    Some(element)
}

/// Whether a piece stands where only a date is due: at the start, in parentheses, after "le", "du", "on".
fn opens(pieces: &[Piece], at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| pieces.get(before)).map(|piece| &piece.kind) {
        None | Some(Kind::Mark('(' | '*' | ':' | '|' | '–' | '—')) => true,
        Some(Kind::Mark(mark)) => !mark.is_ascii(),
        Some(Kind::Word(word)) => word.glue || word.connects || word.weekday.is_some(),
        _ => false,
    }
}

/// Whether the next word makes of the number an hour: "Uhr", `h`, "am".
fn counts(pieces: &[Piece], next: usize) -> bool {
    word_at(pieces, next).is_some_and(|word| word.oclock)
}

fn month_at(pieces: &[Piece], at: usize) -> Option<(u32, &Meaning)> {
    let word = word_at(pieces, at)?;
    Some((u32::try_from(word.month?).ok()?, word))
}

fn day_first(pieces: &[Piece], at: usize, number: Number) -> Option<Element> {
    let day = day_of(number)?;
    let mut next = at + 1;
    let dotted = glued_mark(pieces, next) == Some('.');
    next += usize::from(dotted);
    // "16-Dec-2013", "16/Dec/2013"
    let joint = glued_mark(pieces, next).filter(|mark| matches!(mark, '-' | '/'));
    let dash = joint.is_some() && pieces.get(next + 1).is_some_and(|piece| !piece.gap);
    let mut named = month_at(pieces, next);
    if dash {
        named = month_at(pieces, next + 1);
        next += 1;
    } else if named.is_none() && word_at(pieces, next).is_some_and(|word| word.glue) {
        // "2 d'abril"
        next += if matches!(glued_mark(pieces, next + 1), Some('\'' | '’')) { 2 } else { 1 };
        named = month_at(pieces, next);
        // "del mes de mayo", "of the"
        if named.is_none() && word_at(pieces, next).is_some_and(|word| word.glue) {
            next += 1;
            named = month_at(pieces, next);
        }
    }
    let (month, word) = named?;
    next += 1;
    // "Day 1. October 15th 2020": the number counts the days of the event.
    let counted = || at.checked_sub(1).and_then(|before| word_at(pieces, before)).is_some_and(|word| word.day_word);
    if dotted && word.english_month && number_at(pieces, next).copied().and_then(day_of).is_some() && counted() {
        return None;
    }
    let mut element = Element::new(day, Some(month), None, Style::DayFirst, next);
    let after = if glued_mark(pieces, next) == Some('.') && !word.full { next + 1 } else { next };
    let after = if dash && glued_mark(pieces, after) == joint { after + 1 } else { after };
    if let Some((year, stop)) = year_after(pieces, after) {
        element.year = Some(year);
        element.next = stop;
    } else if after > next && !dash && pieces.get(after).is_some() {
        element.next = after;
    }
    with_ordinal(&mut element, pieces, at, number);
    Some(element)
}

fn month_first(pieces: &[Piece], at: usize, words: &Words, led: bool) -> Option<Element> {
    let (month, word) = month_at(pieces, at)?;
    word.english_month.then_some(())?;
    let mut next = at + 1;
    if glued_mark(pieces, next) == Some('.') {
        next += 1;
    }
    if word_at(pieces, next).is_some_and(|word| word.glue) {
        next += 1;
    }
    // "October, 15th"
    if glued_mark(pieces, next) == Some(',') && number_at(pieces, next + 1).is_some_and(|number| number.ordinal) {
        next += 1;
    }
    let number = *number_at(pieces, next)?;
    let day = day_of(number)?;
    let place = next;
    next += 1;
    // "May 5.30", "March 3/4": something else.
    if let Some('.' | '/') = glued_mark(pieces, next)
        && glued_number(pieces, next + 1).is_some_and(|n| n.digits != 4)
    {
        return None;
    }
    // "January 15 February 2024" is a list of days first.
    (!counts(pieces, next)).then_some(())?;
    let year = year_after(pieces, next);
    let english = |locale: &Locale| locale.code == "en" || !locale.date_marks.is_empty();
    let sure = led || number.ordinal || year.is_some() || words.active().take(2).any(english);
    (sure && (month_at(pieces, next).is_none() || pieces.get(next).is_some_and(|p| p.gap) && year.is_some()))
        .then_some(())?;
    let mut element = Element::new(
        day,
        Some(month),
        year.map(|(year, _)| year),
        Style::MonthFirst,
        year.map_or(next, |(_, next)| next),
    );
    with_ordinal(&mut element, pieces, place, number);
    Some(element)
}

fn bare(pieces: &[Piece], at: usize, number: Number) -> Option<Element> {
    let day = day_of(number)?;
    let before = at.checked_sub(1).and_then(|index| word_at(pieces, index));
    if before.is_some_and(|word| word.day_word) {
        return None;
    }
    let dotted = glued_mark(pieces, at + 1) == Some('.');
    if dotted && glued_number(pieces, at + 2).is_some() {
        return None;
    }
    let next = at + 1 + usize::from(dotted);
    if counts(pieces, next) {
        return None;
    }
    let mut element = Element::new(day, None, None, Style::Bare, next);
    element.dotted = dotted;
    with_ordinal(&mut element, pieces, at, number);
    element.ordinal |= dotted;
    Some(element)
}

fn with_ordinal(element: &mut Element, pieces: &[Piece], at: usize, number: Number) {
    element.ordinal = number.ordinal;
    element.bad_ordinal = pieces.get(at).filter(|_| number.bad_ordinal).map(|piece| piece.range.clone());
}
