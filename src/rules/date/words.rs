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
