//! The shapes of dates, over pieces: elements ("jeudi 4", "6 décembre 2024") joined by dashes and small words.
//!
//! A list is read greedily and then cut back to what is plainly dates: a number
//! without a month counts only before one ("4 et 5 décembre") or, in the English
//! order, after one ("October 19–21").

use super::ReadDate;
use super::element::{Element, Style, element, glued_mark, mark_at, weekday_at, word_at, year_after};
use super::pieces::{Kind, Meaning, Piece};
use super::settle::settle;
use crate::agenda::locale::words::Words;
use jiff::civil::Weekday;
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// What joins two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Range,
    List,
    Comma,
}

/// The days of a list or range; most dates have one.
type Elements = SmallVec<[Element; 1]>;

/// The dates among pieces, in order.
pub(super) fn dates(pieces: &[Piece], words: &Words) -> impl Iterator<Item = ReadDate> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < pieces.len() {
            if begins(&pieces[at])
                && let Some((date, next)) = date_at(pieces, at, words)
            {
                at = next.max(at + 1);
                return Some(date);
            }
            at += 1;
        }
        None
    })
}

/// The date that begins at a byte of the text or before.
pub(super) fn leading(pieces: &[Piece], at: usize, words: &Words) -> Option<ReadDate> {
    let mut first = (0..pieces.len()).take_while(|&piece| pieces[piece].range.start <= at);
    first.find_map(|piece| begins(&pieces[piece]).then(|| date_at(pieces, piece, words))?).map(|(date, _)| date)
}

/// Whether a date can begin with a piece: a number, or the name of a month or day.
fn begins(piece: &Piece) -> bool {
    match &piece.kind {
        Kind::Number(number) => !number.tainted,
        Kind::Word(word) => word.month.is_some() || word.weekday.is_some(),
        _ => false,
    }
}

/// A weekday before a date, and a second one where two are joined ("samedi et dimanche 5 et 6 juin").
struct Lead {
    first: Option<(Weekday, Range<usize>)>,
    second: Option<(Weekday, Range<usize>)>,
    full: bool,
    dashed: bool,
    /// The date stands in parentheses behind it.
    bracket: bool,
    next: usize,
}

fn lead(pieces: &[Piece], at: usize) -> Lead {
    let none = Lead { first: None, second: None, full: false, dashed: false, bracket: false, next: at };
    let Some((first, meaning, mut next)) = weekday_at(pieces, at) else { return none };
    let mut second = None;
    if let Some((_, after)) = joint(pieces, next)
        && let Some((day, _, after)) = weekday_at(pieces, after)
    {
        second = Some(day);
        next = after;
    }
    if matches!(mark_at(pieces, next), Some(',')) {
        next += 1;
    }
    let mut dashed = false;
    if let Some('-' | '–' | '—') = mark_at(pieces, next) {
        dashed = true;
        next += 1;
    }
    for _ in 0..2 {
        match word_at(pieces, next) {
            Some(word) if word.glue && word.month.is_none() => next += 1,
            _ => break,
        }
    }
    let bracket = matches!(mark_at(pieces, next), Some('(' | '（' | '['));
    Lead { first: Some(first), second, full: meaning.full, dashed, bracket, next: next + usize::from(bracket) }
}

/// What joins at `at`, and the piece after it.
fn joint(pieces: &[Piece], at: usize) -> Option<(Joint, usize)> {
    let piece = pieces.get(at)?;
    match &piece.kind {
        Kind::Mark('-' | '–' | '—' | '‐' | '‑' | '−' | '~' | '〜' | '～') => Some((Joint::Range, at + 1)),
        Kind::Mark('&' | '+') => Some((Joint::List, at + 1)),
        Kind::Mark('/') if !piece.gap => Some((Joint::List, at + 1)),
        Kind::Mark(',' | '、') => match word_at(pieces, at + 1) {
            Some(Meaning { and: true, .. }) => Some((Joint::List, at + 2)),
            _ => Some((Joint::Comma, at + 1)),
        },
        Kind::Word(word) if word.and => Some((Joint::List, at + 1)),
        Kind::Word(word) if word.to && word.month.is_none() => Some((Joint::Range, at + 1)),
        _ => None,
    }
}

fn date_at(pieces: &[Piece], at: usize, words: &Words) -> Option<(ReadDate, usize)> {
    let lead = lead(pieces, at);
    if lead.first.is_some()
        && let Some(found) = with_lead(pieces, at, lead, words)
    {
        return Some(found);
    }
    let none = Lead { first: None, second: None, full: false, dashed: false, bracket: false, next: at };
    with_lead(pieces, at, none, words)
}

fn with_lead(pieces: &[Piece], at: usize, lead: Lead, words: &Words) -> Option<(ReadDate, usize)> {
    let led = lead.first.is_some();
    let mut first = element(pieces, lead.next, words, led)?;
    first.weekday = lead.first.clone();
    let mut elements: Elements = smallvec![first];
    let mut joints: Vec<Joint> = Vec::new();
    while elements.len() < 12 {
        let Some(last) = elements.last() else { break };
        // "18日(金) - 20日(日)", "5.6. (Fr) bis 7.6. (So)": a weekday behind each.
        let (behind, after) = weekday_behind(pieces, last.next);
        let Some((kind, next)) = joint(pieces, after) else { break };
        let (weekday, next) = match weekday_at(pieces, next) {
            Some((day, _, after)) => {
                let after = if mark_at(pieces, after) == Some(',') { after + 1 } else { after };
                let glue = word_at(pieces, after).is_some_and(|word| word.glue && word.month.is_none());
                (Some(day), if glue { after + 1 } else { after })
            }
            None => (None, next),
        };
        // "el 20 de octubre y el 24 de octubre": only before a day with its month.
        let article = || {
            let joined = word_at(pieces, after).is_some();
            let glue = word_at(pieces, next).is_some_and(|word| word.glue && word.month.is_none());
            let more = (joined && glue).then(|| element(pieces, next + 1, words, true))?;
            more.filter(|more| more.style == Style::DayFirst)
        };
        let Some(mut more) = element(pieces, next, words, true).or_else(article) else { break };
        if last.style == Style::Bare
            && more.style == Style::Dots
            && !last.dotted
            && pieces.get(last.next).is_some_and(|p| p.gap)
        {
            break;
        }
        more.weekday = weekday;
        if let Some(last) = elements.last_mut()
            && last.weekday.is_none()
        {
            last.weekday = behind;
        }
        elements.push(more);
        joints.push(kind);
    }
    cut(pieces, &mut elements, &mut joints);
    if elements.iter().all(|element| element.style == Style::Bare) {
        if lead.bracket {
            return None;
        }
        return bare(pieces, at, &lead, elements.first()?);
    }
    let last = elements.last()?;
    let mut next = last.next;
    let mut year = None;
    if elements.len() > 1
        && last.style == Style::Bare
        && let Some((value, after)) = year_after(pieces, next)
    {
        year = Some(value);
        next = after;
    }
    if let Some(element) = elements.last_mut()
        && element.year.is_none()
    {
        element.year = year;
    }
    if let Some(second) = lead.second
        && elements.len() == 2
        && let Some(element) = elements.last_mut()
        && element.weekday.is_none()
    {
        element.weekday = Some(second);
    }
    let (trailing, mut next) = weekday_behind(pieces, next);
    if let Some(element) = elements.last_mut()
        && element.weekday.is_none()
        && trailing.is_some()
    {
        element.weekday = trailing;
    }
    if let [first, last] = elements.as_mut_slice()
        && first.weekday.is_none()
        && last.weekday.is_none()
        && let Some((two, after)) = two_weekdays_behind(pieces, next, last.day.wrapping_sub(first.day))
    {
        let [one, other] = two;
        (first.weekday, last.weekday, next) = (Some(one), Some(other), after);
    }
    if lead.bracket {
        // "Friday (5 June)", but not "Friday (5 June at the latest)".
        if elements.len() > 1 || !matches!(mark_at(pieces, next), Some(')' | '）' | ']')) {
            return None;
        }
        next += 1;
    }
    let start = pieces.get(at)?.range.start;
    let end = pieces.get(next.checked_sub(1)?)?.range.end;
    Some((settle(&elements, &joints, start..end), next))
}

/// Drops from the end what is not plainly part of the list.
fn cut(pieces: &[Piece], elements: &mut Elements, joints: &mut Vec<Joint>) {
    let dated = |elements: &[Element]| elements.iter().rposition(|element| element.style != Style::Bare);
    let Some(last) = dated(elements) else {
        elements.truncate(1);
        joints.clear();
        return;
    };
    let english = elements.iter().all(|element| matches!(element.style, Style::MonthFirst | Style::Bare))
        && elements.first().is_some_and(|element| element.style == Style::MonthFirst);
    if english {
        while elements.len() > 1 && elements.last().is_some_and(|element| element.style == Style::Bare) {
            let Some(element) = elements.last() else { break };
            let sure = element.ordinal
                || year_after(pieces, element.next).is_some()
                || stops(pieces, element.next)
                || joints.last() == Some(&Joint::Range) && is_glued_range(pieces, elements);
            if sure {
                break;
            }
            elements.pop();
            joints.pop();
        }
    } else {
        elements.truncate(last + 1);
        joints.truncate(last);
        // "5, June 7": a number before an English date belongs to something else.
        if elements.first().is_some_and(|element| element.style == Style::Bare)
            && elements.iter().any(|element| matches!(element.style, Style::MonthFirst | Style::Iso))
        {
            elements.truncate(1);
            joints.clear();
            return;
        }
    }
    // Full dates beside each other are dates of their own, unless a word or a dash joins them.
    let full = |element: &Element| element.style != Style::Bare;
    while joints.last() == Some(&Joint::Comma) {
        elements.pop();
        joints.pop();
    }
    if let Some(index) = (0..joints.len()).find(|index| {
        joints.get(*index) == Some(&Joint::Comma)
            && elements.get(*index).is_some_and(full)
            && elements.get(index + 1).is_some_and(full)
    }) {
        elements.truncate(index + 1);
        joints.truncate(index);
    }
}

/// "June 5-6 Workshop": the second number is a later day, and no blank parts it from the one before.
fn is_glued_range(pieces: &[Piece], elements: &Elements) -> bool {
    let [before, last] = elements.as_slice() else { return false };
    let number = last.next.saturating_sub(1);
    before.day < last.day && pieces.get(before.next..=number).is_some_and(|range| range.iter().all(|piece| !piece.gap))
}

/// Whether nothing follows that the number could count.
fn stops(pieces: &[Piece], at: usize) -> bool {
    match pieces.get(at).map(|piece| &piece.kind) {
        None | Some(Kind::Mark(_)) => true,
        Some(Kind::Word(word)) => word.and || word.to || word.glue || word.connects,
        Some(_) => false,
    }
}

/// "Monday 24th", "Mittwoch, den 26.".
fn bare(pieces: &[Piece], at: usize, lead: &Lead, element: &Element) -> Option<(ReadDate, usize)> {
    let weekday = lead.first.clone()?;
    let dash = matches!(mark_at(pieces, element.next), Some('-' | '–' | '/' | '~'));
    let plain = element.ordinal || stops(pieces, element.next) && !dash;
    // "Fri 15" may as well be a time, but not as all that a heading or cell says.
    let whole = at == 0 && element.next >= pieces.len();
    if lead.dashed || lead.second.is_some() || !plain || !(lead.full || element.ordinal || whole) {
        return None;
    }
    let start = pieces.get(at)?.range.start;
    let end = pieces.get(element.next.checked_sub(1)?)?.range.end;
    let date = ReadDate {
        range: start..end,
        weekday: Some(weekday),
        bare_number: i8::try_from(element.day).ok(),
        ordinal_bad: element.bad_ordinal.clone(),
        ..ReadDate::default()
    };
    Some((date, element.next))
}

/// "February 5-6, 2020 (Wednesday and Thursday)": the weekdays of two days in parentheses, as far from each other as
/// the days are. "1-30 June (Mon-Fri)" tells when a place is open.
fn two_weekdays_behind(pieces: &[Piece], at: usize, days: u32) -> Option<([(Weekday, Range<usize>); 2], usize)> {
    matches!(mark_at(pieces, at)?, '(' | '（' | '[').then_some(())?;
    let (first, _, next) = weekday_at(pieces, at + 1)?;
    let (_, next) = joint(pieces, next)?;
    let (second, _, next) = weekday_at(pieces, next)?;
    matches!(mark_at(pieces, next)?, ')' | '）' | ']').then_some(())?;
    let apart = u32::try_from(first.0.until(second.0)).ok()?;
    (apart == days && (1..7).contains(&days)).then_some(([first, second], next + 1))
}

/// A weekday in parentheses after the date: "(Fr)", "（水）".
fn weekday_behind(pieces: &[Piece], at: usize) -> (Option<(Weekday, Range<usize>)>, usize) {
    let found = || {
        matches!(mark_at(pieces, at)?, '(' | '（' | '[').then_some(())?;
        let (day, _, next) = weekday_at(pieces, at + 1)?;
        // "(pt.)"
        let next = if matches!(mark_at(pieces, next), Some('.')) { next + 1 } else { next };
        matches!(mark_at(pieces, next)?, ')' | '）' | ']' | '!' | '・' | ',').then_some((day, next))
    };
    // "9月20日土曜日", "9月20日土": without parentheses.
    let glued = || {
        let before = at.checked_sub(1).and_then(|before| pieces.get(before))?;
        matches!(before.kind, Kind::Unit(2)).then_some(())?;
        let (day, meaning, next) = weekday_at(pieces, at)?;
        (meaning.full || !pieces.get(at)?.gap).then_some((Some(day), next))
    };
    if let Some(found) = glued() {
        return found;
    }
    // "2026-06-05 Fri 18:00", "5 June 2026, Friday": nothing else behind it that it could belong to.
    let plain = || {
        let at = if mark_at(pieces, at) == Some(',') { at + 1 } else { at };
        let (day, _, next) = weekday_at(pieces, at).filter(|_| pieces[at].gap)?;
        let after = if mark_at(pieces, next) == Some(',') { next + 1 } else { next };
        let number = || matches!(pieces.get(after).map(|piece| &piece.kind), Some(Kind::Number(_)));
        let time = || number() && matches!(glued_mark(pieces, after + 1), Some(':' | '：'));
        (after >= pieces.len() || time()).then_some((Some(day), next))
    };
    if let Some(found) = plain() {
        return found;
    }
    match found() {
        Some((day, next)) if matches!(mark_at(pieces, next), Some(')' | '）' | ']')) => (Some(day), next + 1),
        Some((day, next)) => (Some(day), next),
        None => (None, at),
    }
}
