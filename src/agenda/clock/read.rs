//! Reading one time, and the range it may begin.

use super::ends::{Joint, failed_time, joint, open_end, slipped};
use super::meridiem::meridiem_at;
use super::stand::{joins, range_stands, stands_alone};
use super::{ReadClock, ReadSlot, skip_ornaments};
use crate::agenda::locale::time_words::{Place, TimeWord};
use crate::agenda::locale::words::{
    Words, char_at, char_before, digit_of, fold_char, is_unspaced, last_word, prefix, skip_blanks,
};
use crate::agenda::{Meridiem, Notation, zone};

/// A time with what decides whether it may stand alone.
#[derive(Debug)]
pub(super) struct Raw {
    pub clock: ReadClock,
    /// The byte after the time and its unit word.
    pub end: usize,
    /// A unit word or mark was written: "Uhr", `h`, am, pm.
    pub unit: bool,
}

impl Raw {
    /// Nothing but a number: `9`, `14`.
    pub fn bare(&self) -> bool {
        self.clock.notation == Notation::Hour && !self.unit
    }
}

/// Reads digits, ASCII or full width, at most `most`; gives value, count and the byte after.
pub(super) fn digits(text: &str, at: usize, most: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut count, mut end) = (0u32, 0, at);
    while let Some((digit, next)) = digit_of(text, end) {
        if count == most {
            return None;
        }
        value = value * 10 + digit;
        count += 1;
        end = next;
    }
    (count > 0).then_some((value, count, end))
}

pub(super) fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit() || !c.is_ascii() && fold_char(c).is_some_and(|c| c.is_ascii_digit()))
}

pub(super) fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic() && !is_unspaced(c))
}

/// Two digits below 60, not followed by a digit.
fn minutes(text: &str, at: usize) -> Option<(u8, usize)> {
    let (value, count, end) = digits(text, at, 2)?;
    (count == 2 && value < 60).then_some((u8::try_from(value).ok()?, end))
}

/// One time at `at`, no words before it; compact `0845` is read as such.
pub(super) fn clock(text: &str, at: usize, words: &Words) -> Option<Raw> {
    let first = char_at(text, at)?;
    if first.is_alphabetic() {
        return named(text, at, words);
    }
    let (value, count, after) = digits(text, at, 4)?;
    // `0845`; `1030a`, `145pm`
    let lettered = matches!(char_at(text, after), Some('a' | 'A' | 'p' | 'P'));
    if count == 4 || count == 3 && lettered {
        let (hour, minute) = (value / 100, value % 100);
        let clean = hour <= 24 && minute < 60 && !part_of_number(text, after);
        let letter = is_letter(char_at(text, after));
        let clean =
            clean && (!letter || lettered && meridiem_at(text, after, hour, Notation::Compact, words).is_some());
        return clean.then(|| finish(text, at, after, (hour, minute), Notation::Compact, 2, words))?;
    }
    if count > 2 || value > 24 {
        return None;
    }
    let (minute, end, notation) = after_hour(text, after, words)?;
    let raw = finish(text, at, end, (value, u32::from(minute)), notation, count, words)?;
    if value == 24 && minute > 0 {
        return None;
    }
    (!spoiled(text, &raw)).then_some(raw)
}

/// What follows the digits of the hour: the minute, the byte after it, the notation.
fn after_hour(text: &str, after: usize, words: &Words) -> Option<(u8, usize, Notation)> {
    let next = char_at(text, after);
    match next {
        Some(colon @ (':' | '：' | '∶')) => {
            let at = after + colon.len_utf8();
            if !is_digit(char_at(text, at)) {
                return Some((0, after, Notation::Hour));
            }
            let (minute, end) = minutes(text, at)?;
            let seconds = [':', '：'].iter().find(|c| char_at(text, end) == Some(**c)).map(|c| end + c.len_utf8());
            let end = match seconds {
                Some(at) if is_digit(char_at(text, at)) => minutes(text, at)?.1,
                _ => end,
            };
            return Some((minute, end, Notation::Colon));
        }
        Some('.') if is_digit(char_at(text, after + 1)) => {
            let (minute, end) = minutes(text, after + 1)?;
            return Some((minute, end, Notation::Dot));
        }
        Some(',') if is_comma_time(text, after, words) => {
            let (minute, end) = minutes(text, after + 1)?;
            return Some((minute, end, Notation::Dot));
        }
        _ => {}
    }
    let spaced = next.is_some_and(char::is_whitespace);
    let at = if spaced { skip_blanks(text, after) } else { after };
    if let Some(end) = hour_mark(text, at, words) {
        // 9時半
        if text[end..].starts_with('半') {
            return Some((30, end + '半'.len_utf8(), Notation::H));
        }
        // `08 h 30`; but in `18h 30 personnes` the 30 counts something else.
        let gap = skip_blanks(text, end);
        if let Some((minute, stop)) = minutes(text, gap) {
            let ends = || {
                let rest = text.get(stop..).unwrap_or("").trim_start();
                rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '|', ',', ')', '~', '/'])
            };
            if gap == end || spaced || ends() {
                let stop = words.at_any(text, stop, |l| &l.minute_marks).unwrap_or(stop);
                let unit = ["min", "m"].into_iter().find(|unit| text[stop..].starts_with(unit)).unwrap_or("");
                let stop = if is_letter(char_at(text, stop + unit.len())) { stop } else { stop + unit.len() };
                return Some((minute, stop, Notation::H));
            }
        } else if gap == end && is_digit(char_at(text, end)) {
            return None;
        }
        return Some((0, end, Notation::H));
    }
    Some((0, after, Notation::Hour))
}

/// "ore 21,00", "h. 9,30 - 11,00": Italian writes a comma before the minutes, behind a word for the hour.
fn is_comma_time(text: &str, comma: usize, words: &Words) -> bool {
    if words.primary.code != "it" || !is_digit(char_at(text, comma + 1)) {
        return false;
    }
    let before = text[..comma].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    // The start of a range has its own comma and its own word.
    let start = before
        .strip_suffix(['-', '–'])
        .map_or(before, |start| start.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').trim_end());
    let word = last_word(start);
    Place::new(text, word, words).word(TimeWord::At).is_some_and(|end| end >= start.len())
}

/// `h`, `H`, "hs", or a mark of the language (`u`, 時) after the hour; gives the byte after it.
fn hour_mark(text: &str, at: usize, words: &Words) -> Option<usize> {
    let c = char_at(text, at)?;
    if matches!(c, 'h' | 'H') {
        let end = at + 1;
        return match char_at(text, end) {
            Some('s' | 'S') if !is_letter(char_at(text, end + 1)) => Some(end + 1),
            next if is_letter(next) => None,
            _ => Some(end),
        };
    }
    if !c.is_alphabetic() {
        return None;
    }
    let unspaced = is_unspaced(c);
    let end = words.all().find_map(|l| {
        l.hour_marks.iter().filter(|_| unspaced || words.is_active(l.index)).find_map(|m| prefix(text, at, m))
    })?;
    // 18時間 is a length, not a time.
    let clean = if unspaced { char_at(text, end) != Some('間') } else { !is_letter(char_at(text, end)) };
    clean.then_some(end)
}

/// Adds unit word and am/pm to a time.
fn finish(
    text: &str,
    at: usize,
    end: usize,
    (hour, minute): (u32, u32),
    notation: Notation,
    digits: usize,
    words: &Words,
) -> Option<Raw> {
    let mut range = at..end;
    let mut stop = end;
    let mut unit = notation == Notation::H;
    let gap = skip_blanks(text, end);
    // Most often nothing follows that is written out.
    let written = char_at(text, gap).is_some_and(char::is_alphabetic);
    if written
        && let Notation::Colon | Notation::Dot = notation
        && let Some(after) = hour_mark(text, gap, words)
    {
        // `18:30h`, `18:30 h`, `18:30h.`
        stop = after + usize::from(is_short(text, after));
        unit = true;
    }
    let gap = if stop == end { gap } else { skip_blanks(text, stop) };
    let mut meridiem = None;
    if !written || !char_at(text, gap).is_some_and(char::is_alphabetic) {
        // Nothing more.
    } else if let Some((found, after)) = meridiem_at(text, stop, hour, notation, words) {
        meridiem = Some(found);
        unit = true;
        range.end = after;
        stop = after;
    } else if notation != Notation::H
        && !unit
        && let here = Place::new(text, gap, words)
        && let Some(after) = here.word(TimeWord::Oclock).or_else(|| {
            // "Uhr" and the like are no other language's words; short ones may be.
            here.any_word(TimeWord::Oclock).filter(|after| after - gap > 2)
        })
        && !(here.word(TimeWord::At) == Some(after) && is_digit(char_at(text, skip_blanks(text, after))))
    {
        // "Sala 1 ore 21", "Dag 1 kl 11:00": the word is the next number's.
        stop = after;
        unit = true;
    }
    if stop > range.end && meridiem.is_none() {
        let gap = skip_blanks(text, stop);
        if gap > stop
            && let Some((found, after)) = meridiem_at(text, stop, hour, notation, words)
        {
            meridiem = Some(found);
            stop = after;
        }
    }
    let clock = ReadClock {
        range,
        hour: u8::try_from(hour).ok()?,
        minute: u8::try_from(minute).ok()?,
        meridiem,
        notation,
        padded: digits > 1 && hour < 10,
    };
    Some(Raw { clock, end: stop, unit })
}

/// Whether a full stop that ends a short word stands here, not the end of a sentence.
fn is_short(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    let behind = rest.strip_prefix('.').map(str::trim_start);
    behind.is_some_and(|behind| behind.starts_with(['-', '–', '—', ':', '|', ')']) || rest.starts_with(". "))
}

/// "noon", 午後3時.
fn named(text: &str, at: usize, words: &Words) -> Option<Raw> {
    let word = |hour: u8, end: usize| Raw {
        clock: ReadClock { range: at..end, hour, minute: 0, meridiem: None, notation: Notation::Word, padded: true },
        end,
        unit: true,
    };
    let here = Place::new(text, at, words);
    if let Some(end) = here.word(TimeWord::Noon) {
        return Some(word(12, end));
    }
    if let Some(end) = here.word(TimeWord::Midnight) {
        return Some(word(0, end));
    }
    if !char_at(text, at).is_some_and(is_unspaced) {
        return None;
    }
    let pm = here.any_word(TimeWord::Pm).map(|end| (Meridiem::Pm, end));
    let (meridiem, end) = pm.or_else(|| here.any_word(TimeWord::Am).map(|end| (Meridiem::Am, end)))?;
    let end = skip_blanks(text, end);
    is_digit(char_at(text, end)).then_some(())?;
    let mut raw = clock(text, end, words)?;
    raw.clock.range.start = at;
    raw.clock.meridiem.get_or_insert(meridiem);
    raw.unit = true;
    Some(raw)
}

/// Whether a decimal, a date or a longer number goes on after `at`.
fn part_of_number(text: &str, at: usize) -> bool {
    match char_at(text, at) {
        Some('.' | ',' | '/') => is_digit(char_at(text, at + 1)),
        c => is_digit(c),
    }
}

/// What looks like a time and is a price, a date, a ratio, a size.
fn spoiled(text: &str, raw: &Raw) -> bool {
    let after = text.get(raw.end..).unwrap_or("");
    let clock = &raw.clock;
    let spaced = after.trim_start();
    let ratio =
        || spaced.strip_prefix('/').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let number = || after.starts_with(['.', ',', ':', '/']) && is_digit(char_at(after, 1));
    match clock.notation {
        Notation::Dot => {
            // `13.05. bis`, `6.90 €`, `2.42 KB`
            let money = spaced.starts_with(['€', '$', '£', '%', '°', '¥']);
            let date = after.starts_with('.') && {
                let rest = after.get(1..).unwrap_or("").trim_start();
                rest.starts_with(['-', '–', ',']) || is_digit(rest.chars().next())
            };
            let size = !raw.unit
                && ["KB", "MB", "GB", "TB", "EUR", "USD", "CHF", "km", "kg", "Mio", "Mrd", "million"]
                    .iter()
                    .any(|unit| spaced.strip_prefix(unit).is_some_and(|rest| !is_letter(rest.chars().next())));
            money || date || size || number()
        }
        Notation::Colon => number() && !is_joined(text, raw.end) || after.starts_with(['€', '$', '%']),
        Notation::H if spaced.starts_with('/') => ratio() && !is_hour(spaced, 1),
        Notation::H => number(),
        Notation::Hour | Notation::Compact => {
            ratio() || number() || (!raw.unit && after.starts_with(['€', '$', '%', '°']))
        }
        Notation::Word | Notation::Iso => false,
    }
}

/// "9h30/12h30": whether an hour with its mark stands here, behind blanks.
pub(super) fn is_hour(text: &str, at: usize) -> bool {
    let hour = digits(text, skip_blanks(text, at), 2);
    hour.is_some_and(|(_, _, end)| matches!(char_at(text, end), Some('h' | 'H')) && !is_letter(char_at(text, end + 1)))
}

/// "19:15/20:00": whether a slash and another time with its minutes follow.
pub(super) fn is_joined(text: &str, at: usize) -> bool {
    let hour = text.as_bytes().get(at).filter(|byte| **byte == b'/').and_then(|_| digits(text, at + 1, 2));
    let minute =
        hour.filter(|(_, _, end)| char_at(text, *end) == Some(':')).and_then(|(_, _, end)| minutes(text, end + 1));
    minute.is_some_and(|(_, end)| char_at(text, end) != Some('/'))
}

/// The words before a slot: "de", "ab", "ca."; gives the byte after them and whether one was vague.
///
/// Where an entry begins (`opening`), a word of any language counts that a number follows: "ore 9.30" in a post whose
/// language could not be told.
pub(super) fn lead(text: &str, at: usize, words: &Words, opening: bool) -> (usize, bool, bool) {
    let (mut at, mut vague, mut any) = (at, false, false);
    for _ in 0..3 {
        if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
            break;
        }
        if is_mark_before(text, at, words) {
            (at, any) = (at + 1, true);
            break;
        }
        let here = Place::new(text, at, words);
        let from = here.word(TimeWord::From).or_else(|| here.word(TimeWord::At));
        let approx = here.word(TimeWord::Approx);
        let foreign = || {
            let end = here.any_word(TimeWord::From).or_else(|| here.any_word(TimeWord::At))?;
            (end > at + 1 && is_digit(char_at(text, skip_blanks(text, end)))).then_some(end)
        };
        let Some(end) = approx.max(from).or_else(|| foreign().filter(|_| opening)) else { break };
        let mut next = skip_blanks(text, end);
        // "from" at the end of a line, the time at the start of the next.
        if text.as_bytes().get(next) == Some(&b'\n') && text.as_bytes().get(next + 1).is_some_and(u8::is_ascii_digit) {
            next += 1;
        }
        if next == end && !char_before(text, end).is_some_and(|c| c == '.' || c == '~' || c == '@' || is_unspaced(c)) {
            break;
        }
        vague |= approx.is_some();
        any = true;
        at = next;
    }
    (at, vague, any)
}

/// "h14:45": the mark that Italian writes before an hour, without a blank.
fn is_mark_before(text: &str, at: usize, words: &Words) -> bool {
    matches!(text.as_bytes().get(at), Some(b'h' | b'H'))
        && is_digit(char_at(text, at + 1))
        && words.at("h", 0, |locale| &locale.at).is_some()
}

/// An end without a start, "bis 22:30": the byte after it.
pub(super) fn until(text: &str, at: usize, words: &Words) -> Option<usize> {
    let end = Place::new(text, at, words).word(TimeWord::Until)?;
    let (next, ..) = lead(text, skip_blanks(text, end), words, false);
    let raw = clock(text, next, words)?;
    (!raw.bare()).then_some(raw.end)
}

/// Whether the words before a time end with one that counts hours.
fn counts_hours(text: &str, from: usize, begin: usize, words: &Words) -> bool {
    let before = text.get(from..begin).unwrap_or("").trim_end();
    let word = from + last_word(before);
    Place::new(text, word, words).word(TimeWord::Oclock) == Some(from + before.len())
}

/// "ore 10-12 Laboratorio", "kl 16.30-18": behind a word that counts hours, a later number tied to the first one is its
/// end; beside minutes blanks may stand between, where nothing follows: "kl 16.30 - ca. 18".
fn is_tied(text: &str, first: &Raw, second: &Raw, next: usize) -> bool {
    let dash = text.get(first.end..next).unwrap_or("");
    let behind = text.get(second.end..).unwrap_or("");
    let stops = !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | '%'));
    let last = || !behind.trim_start_matches([' ', '\t']).starts_with(char::is_alphanumeric);
    let bound = matches!(dash, "-" | "–") && next == second.clock.range.start;
    let spaced = || first.clock.notation != Notation::Hour && matches!(dash.trim(), "-" | "–") && last();
    let written = matches!(first.clock.notation, Notation::Hour | Notation::Dot | Notation::Compact);
    written && first.clock.hour < second.clock.hour && stops && (bound || spaced())
}

/// A slot at `at`; `opening` where an entry begins, so that a number alone is likely a time.
pub(super) fn slot(text: &str, at: usize, words: &Words, opening: bool) -> Option<ReadSlot> {
    let plain = opening && text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    plain.then(|| super::plain::slot(text, at)).flatten().or_else(|| any_slot(text, at, words, opening))
}

/// The same, written in any way.
pub(super) fn any_slot(text: &str, at: usize, words: &Words, opening: bool) -> Option<ReadSlot> {
    let mut from = if opening { skip_ornaments(text, at) } else { at };
    // `~10:00 - 13:00`: about then.
    let about = opening && text.as_bytes().get(from) == Some(&b'~') && is_digit(char_at(text, from + 1));
    from += usize::from(about);
    // `[9:00] Welcome`, `(9:00 – 10:00) Maps`: a box around the time, and nothing else in it.
    let close = match text.as_bytes().get(from) {
        Some(b'[') => Some(b']'),
        Some(b'(') => Some(b')'),
        _ => None,
    };
    let close = close.filter(|_| opening && is_digit(char_at(text, from + 1)));
    from += usize::from(close.is_some());
    let numeric = text.as_bytes().get(from).is_some_and(u8::is_ascii_digit);
    if !numeric && !words.opens_slot(text, from) && !char_at(text, from).is_some_and(char::is_numeric) {
        return None;
    }
    if opening && !numeric && until(text, from, words).is_some() {
        return None;
    }
    let (begin, mut vague, led) = lead(text, from, words, opening);
    vague |= about;
    let mut first = clock(text, begin, words)?;
    // "ore 21", "godz. 18": the word before it makes an hour of a number.
    let counted = led && !first.unit && counts_hours(text, from, begin, words);
    first.unit |= counted;
    let mut end = None;
    let mut open = None;
    let mut between = Joint::Dash;
    if let Some((next, joint)) = joint(text, first.end, words) {
        between = joint;
        // `~10:00 to ~11:00`
        let rough = text.as_bytes().get(next) == Some(&b'~') && is_digit(char_at(text, next + 1));
        let next = next + usize::from(rough);
        let (place, approx, _) = lead(text, next, words, opening);
        match clock(text, place, words) {
            Some(second) if is_joined(text, first.end) => {
                // Two times with zones are the same one, and one before the other is none of a slot.
                let (from, to) = ((first.clock.hour, first.clock.minute), (second.clock.hour, second.clock.minute));
                if !opening || from >= to || zone::after(text, second.end).is_some() {
                    return None;
                }
                end = Some(second);
            }
            Some(second)
                if joins(text, &first, &second, joint != Joint::Dash, opening, words)
                    || led && joint == Joint::Clock && first.bare() && second.bare()
                    || counted && second.bare() && is_tied(text, &first, &second, next) =>
            {
                vague |= approx || rough;
                end = Some(second);
            }
            Some(_) if slipped(text, place) => return None,
            Some(_) => {}
            None if failed_time(text, place) => return None,
            None => open = open_end(text, place, words),
        }
    }
    let alone = end.is_none() && open.is_none();
    let stop = end.as_ref().map_or(first.end, |raw| raw.end);
    if alone && !stands_alone(text, &first, opening, led) {
        return None;
    }
    if let Some(raw) = &end
        && !(led && between == Joint::Clock && first.clock.hour < raw.clock.hour)
        && !range_stands(text, begin, &first, raw, opening, led)
    {
        return None;
    }
    if open.is_some() && first.bare() && !opening {
        return None;
    }
    let stop = open.unwrap_or(stop);
    let zone = zone::after(text, stop);
    let mut outer_end = zone.as_ref().map_or(stop, |zone| zone.end);
    if let Some(close) = close {
        if first.bare() && end.is_none() || text.as_bytes().get(outer_end) != Some(&close) {
            return None;
        }
        outer_end += 1;
    }
    Some(ReadSlot {
        range: begin..stop,
        start: first.clock,
        end: end.map(|raw| raw.clock),
        vague: vague || open.is_some(),
        open_end: open.is_some(),
        zone,
        outer: from..outer_end,
    })
}
