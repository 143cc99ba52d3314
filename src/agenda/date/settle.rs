//! From elements as written to days: months and years shared, ranges across months, impossible days.

use super::ReadDate;
use super::element::{Element, Style};
use super::grammar::Joint;
use crate::agenda::Day;
use smallvec::SmallVec;
use std::ops::Range;

/// Makes a date of its elements, at least one of which has a month.
pub(super) fn settle(elements: &[Element], joints: &[Joint], range: Range<usize>) -> ReadDate {
    let mut parts: SmallVec<[(u32, Option<u32>, Option<u32>); 2]> =
        elements.iter().map(|e| (e.day, e.month, e.year)).collect();
    let is_range = elements.len() == 2 && joints.first() == Some(&Joint::Range);
    fill_months(&mut parts);
    if is_range {
        cross_month(elements, &mut parts);
    }
    fill_years(&mut parts);
    let mut date = ReadDate {
        range,
        weekday: elements.first().and_then(|element| element.weekday.clone()),
        range_of_days: is_range,
        year_written: elements.iter().any(|element| element.year.is_some()),
        ordinal_bad: elements.iter().find_map(|element| element.bad_ordinal.clone()),
        numeric: elements.iter().any(|element| matches!(element.style, Style::Iso | Style::Dots | Style::Slashes)),
        ambiguous: elements.iter().any(|element| element.ambiguous),
        ..ReadDate::default()
    };
    // A weekday behind a single date, or before the second of two.
    for (index, element) in elements.iter().enumerate().skip(1) {
        if let Some((day, range)) = &element.weekday {
            date.more_weekdays.push((index, *day, range.clone()));
        }
    }
    for (day, month, year) in parts {
        match possible(day, month, year) {
            Some(found) => date.days.push(found),
            None => {
                let small = |value: u32| i16::try_from(value).unwrap_or(i16::MAX);
                date.impossible.get_or_insert((small(day), small(month.unwrap_or(0)), year.map(small)));
            }
        }
    }
    if is_range && let [start, end] = date.days.as_slice() {
        // "1 October to 31 May" goes on into the next year.
        let wraps = start.year.is_none() && start.month > end.month && 12 - start.month + end.month <= SEASON;
        date.reversed = end < start && !wraps;
    }
    if date.impossible.is_some() {
        date.more_weekdays.clear();
    }
    date
}

/// The longest stretch of days over the turn of the year, in months.
const SEASON: i8 = 9;

/// A number without a month takes the next month written, or else the one before.
fn fill_months(parts: &mut [(u32, Option<u32>, Option<u32>)]) {
    let mut known = None;
    for (_, month, _) in parts.iter_mut().rev() {
        *month = month.or(known);
        known = *month;
    }
    let mut known = None;
    for (_, month, _) in parts.iter_mut() {
        *month = month.or(known);
        known = *month;
    }
}

/// "29 – 1 June" starts in May; "June 29 – 1" ends in July.
fn cross_month(elements: &[Element], parts: &mut [(u32, Option<u32>, Option<u32>)]) {
    let [first, second] = parts else { return };
    if first.0 < 22 || second.0 > 10 || first.1 != second.1 {
        return;
    }
    if elements.first().is_some_and(|element| element.month.is_none()) {
        let month = first.1.unwrap_or(0);
        let before = if month == 1 { 12 } else { month.saturating_sub(1) };
        if possible(first.0, Some(before), None).is_some() {
            first.1 = Some(before);
            if month == 1 {
                first.2 = second.2.map(|year| year.saturating_sub(1));
            }
        }
    } else if elements.get(1).is_some_and(|element| element.month.is_none()) {
        let month = first.1.unwrap_or(0);
        second.1 = Some(if month == 12 { 1 } else { month + 1 });
    }
}

/// A year written once holds for all; "30 Dec – 2 Jan 2025" starts in 2024.
fn fill_years(parts: &mut [(u32, Option<u32>, Option<u32>)]) {
    let mut later: Option<(u32, Option<u32>)> = None;
    for (_, month, year) in parts.iter_mut().rev() {
        if year.is_none()
            && let Some((known, known_month)) = later
        {
            let before = month.zip(known_month).is_some_and(|(month, known)| month >= 10 && known <= 3);
            *year = Some(known - u32::from(before));
        }
        later = year.map(|year| (year, *month)).or(later);
    }
    let mut known = None;
    for (_, _, year) in parts.iter_mut() {
        *year = year.or(known);
        known = *year;
    }
}

fn possible(day: u32, month: Option<u32>, year: Option<u32>) -> Option<Day> {
    let month = i8::try_from(month?).ok()?;
    let day = i8::try_from(day).ok()?;
    let year = year.and_then(|year| i16::try_from(year).ok());
    // Without a year, 29 February is possible.
    jiff::civil::Date::new(year.unwrap_or(2024), month, day).ok()?;
    Some(Day { year, month, day })
}
