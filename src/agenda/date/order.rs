//! In which order a post writes day and month of its dates in numbers.

use crate::agenda::locale::Order;
use jiff::civil::Date;
use memchr::memmem;
use std::sync::LazyLock;

/// The longest stretch of days that an event plainly has, in days.
const STRETCH: i32 = 14;

/// How far the second day of a stretch stands behind the first, in bytes.
const GAP: usize = 12;

/// What a year begins with behind a slash.
static CENTURY: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("/20"));

/// A date in numbers: its two first numbers, its year, and the byte behind it.
struct Numbers {
    first: i8,
    second: i8,
    year: i16,
    start: usize,
    end: usize,
}

impl Numbers {
    fn date(&self, order: Order) -> Option<Date> {
        let (day, month) = if order == Order::DayFirst { (self.first, self.second) } else { (self.second, self.first) };
        Date::new(self.year, month, day).ok()
    }

    fn tells(&self) -> Option<Order> {
        match (self.first > 12, self.second > 12) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// The order that the dates of a text tell beyond doubt: "28/10/2026" has one, and "06/11/2026 - 07/11/2026" is a
/// weekend in only one. `None` where none does, or where two differ.
#[must_use]
pub fn told(text: &str) -> Option<Order> {
    let mut told = None;
    let mut before: Option<Numbers> = None;
    let bytes = text.as_bytes();
    for slash in CENTURY.find_iter(bytes) {
        let Some(date) = numbers_before(bytes, slash) else { continue };
        let found = date.tells().or_else(|| stretch(before.as_ref()?, &date));
        if found.is_some() && told.is_some() && found != told {
            return None;
        }
        told = found.or(told);
        before = Some(date);
    }
    told
}

/// The order in which two dates beside each other are the first and the last day of an event.
fn stretch(first: &Numbers, last: &Numbers) -> Option<Order> {
    if last.start > first.end + GAP {
        return None;
    }
    let days = |order| Some((last.date(order)? - first.date(order)?).get_days());
    let short = |order| days(order).is_some_and(|days| (1..=STRETCH).contains(&days));
    match (short(Order::DayFirst), short(Order::MonthFirst)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The date whose last slash stands at a byte: `6/11/2026`.
fn numbers_before(bytes: &[u8], slash: usize) -> Option<Numbers> {
    let digits = |to: usize| bytes[..to].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |from: usize, to: usize| bytes[from..to].iter().fold(0, |sum, byte| 10 * sum + i16::from(byte - b'0'));
    let small =
        |count: usize, to: usize| (1..=2).contains(&count).then(|| i8::try_from(number(to - count, to)).ok())?;
    let count = digits(slash);
    let second = small(count, slash)?;
    let before = (slash - count).checked_sub(1).filter(|&at| bytes[at] == b'/')?;
    let first = small(digits(before), before)?;
    let start = before - digits(before);
    let (year, end) = (slash + 1, slash + 5);
    let whole = bytes.get(year..end)?.iter().all(u8::is_ascii_digit);
    let glued = start.checked_sub(1).is_some_and(|at| matches!(bytes[at], b'/' | b'-' | b'.' | b'=' | b'_'));
    let goes_on = bytes.get(end).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'/');
    (whole && !glued && !goes_on).then(|| Numbers { first, second, year: number(year, end), start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_above_twelve_and_a_weekend_tell_the_order() {
        for (text, order) in [
            ("On 28/10/2026 and 02/11/2026.", Some(Order::DayFirst)),
            ("On 10/28/2026 and 11/02/2026.", Some(Order::MonthFirst)),
            ("06/11/2026 - 07/11/2026", Some(Order::DayFirst)),
            ("6/11/2026 to 6/13/2026", Some(Order::MonthFirst)),
            ("06/11/2026", None),
            ("28/10/2026 or 10/28/2026", None),
            ("06/11/2026, and much later in the text 07/11/2026", None),
            ("see /blog/28/10/2026/maps and ?on=28/10/2026", None),
            ("1/2/2026 - 1/3/2026 is a month or a day", Some(Order::MonthFirst)),
            ("28/10/20266 28/10/26 /", None),
        ] {
            assert_eq!(told(text), order, "{text}");
        }
    }
}
