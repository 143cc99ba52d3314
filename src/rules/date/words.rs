//! Dates and weekdays as messages write them.

use crate::agenda::Day;
use jiff::civil::{Date, Weekday};

/// `8 February 2021`
pub fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `8 February 2021`, or `8 February` without a year.
pub fn day(day: Day) -> String {
    match day.date() {
        Some(known) => date(known),
        None => {
            Date::new(2024, day.month, day.day).map_or_else(|_| day.to_string(), |it| it.strftime("%-d %B").to_string())
        }
    }
}

/// `5 to 7 December 2026`, `30 November to 2 December 2026`, `5 December 2026, 12 to 13 December 2026`: the days of a
/// sorted list, those that follow each other as one; the first four of them.
pub fn days(days: &[Date]) -> String {
    let runs: Vec<String> = days
        .chunk_by(|day, next| day.tomorrow().is_ok_and(|tomorrow| tomorrow == *next))
        .take(4)
        .filter_map(|run| {
            let (first, last) = (*run.first()?, *run.last()?);
            let lead = match (first.year() == last.year(), first.month() == last.month()) {
                _ if first == last => return Some(date(last)),
                (true, true) => first.strftime("%-d").to_string(),
                (true, false) => first.strftime("%-d %B").to_string(),
                (false, _) => date(first),
            };
            Some(format!("{lead} to {}", date(last)))
        })
        .collect();
    runs.join(", ")
}

/// `Monday`
pub fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_follow_each_other_are_one() {
        let list = |days: &[(i16, i8, i8)]| {
            super::days(&days.iter().map(|&(year, month, day)| Date::constant(year, month, day)).collect::<Vec<_>>())
        };
        assert_eq!(list(&[(2026, 12, 5)]), "5 December 2026");
        assert_eq!(list(&[(2026, 12, 5), (2026, 12, 6), (2026, 12, 7)]), "5 to 7 December 2026");
        assert_eq!(list(&[(2026, 11, 30), (2026, 12, 1)]), "30 November to 1 December 2026");
        assert_eq!(list(&[(2026, 12, 31), (2027, 1, 1)]), "31 December 2026 to 1 January 2027");
        assert_eq!(list(&[(2026, 12, 5), (2026, 12, 12), (2026, 12, 13)]), "5 December 2026, 12 to 13 December 2026");
    }
}
