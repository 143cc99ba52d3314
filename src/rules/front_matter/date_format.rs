//! A date that begins like an ISO date and is none.

use super::keys;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::front::Value;
use crate::document::is_template;
use crate::rules::post::Field;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::trim;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `front-matter/date-format`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateFormat {}

impl PostRule for DateFormat {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for Field { pair, .. } in post.fields() {
            let Value::Scalar { text, block: false, .. } = &pair.node.value else { continue };
            let Some(wrong) = judge(trim(text)) else { continue };
            if !keys::is_date(&pair.key) || is_template(text) {
                continue;
            }
            let span = pair.node.span;
            let finding = match wrong {
                Wrong::Impossible(swapped) => {
                    let finding =
                        found.at(Subject::Value(span), span, format!("there is no such day as {}", quote(text)));
                    finding.help(match &swapped {
                        Some(date) => format!("did you mean {date}?"),
                        None => "correct the day or the month".to_owned(),
                    });
                    if let Some(date) = swapped {
                        let raw = post.text(span);
                        let edit = Edit { span, text: raw.replacen(text.get(..10).unwrap_or(text), &date, 1) };
                        finding.fix(Safety::Unsafe, Intent::Rewrites, "exchange day and month", vec![edit]);
                    }
                    finding
                }
                Wrong::Year(digits) => {
                    found.at(Subject::Value(span), span, format!("the year of {} has {digits} digits", quote(text)))
                }
                Wrong::Long(part) => {
                    found.at(Subject::Value(span), span, format!("the {part} of {} has three digits", quote(text)))
                }
                Wrong::Time => found.at(
                    Subject::Value(span),
                    span,
                    format!("{} begins like a date, but what follows is no time of day", quote(text)),
                ),
                Wrong::Written => {
                    found.at(Subject::Value(span), span, format!("the site can't read {} as a date", quote(text)))
                }
            };
            if finding.help.is_none() {
                finding.help("write it like 2026-12-05T18:30");
            }
        }
    }
}

enum Wrong {
    /// No such day; the date with day and month exchanged, if that is one.
    Impossible(Option<String>),
    /// A year of so many digits.
    Year(&'static str),
    /// A month or a day of three digits.
    Long(&'static str),
    /// A time that is none.
    Time,
    /// Two digits are missing.
    Written,
}

/// What is wrong with a text that starts like an ISO date; `None` for good
/// dates and for free text.
fn judge(text: &str) -> Option<Wrong> {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    if first == 8 && text.len() == 8 {
        return day(text.get(..4)?, text.get(4..6)?, text.get(6..)?, "");
    }
    if let 3 | 5 = first {
        return is_month_and_day(&text[first..]).then_some(Wrong::Year(if first == 3 { "three" } else { "five" }));
    }
    if first != 4 {
        return None;
    }
    let mark = text[4..].chars().next().filter(|mark| matches!(mark, '-' | '/'))?;
    let rest = &text[5..];
    let month = digits(rest);
    let behind = rest.get(month..)?.strip_prefix(mark)?;
    let number = digits(behind);
    if !(1..=3).contains(&month) || !(1..=3).contains(&number) {
        return None;
    }
    let tail = behind.get(number..)?;
    // "2026-12-05 to 2026-12-07", "2026-12-05, evening": somebody's words.
    let timed = tail.starts_with(|c: char| c.is_ascii_alphabetic()) && digits(&tail[1..]) > 0
        || tail.starts_with(' ') && digits(tail.trim_start()) > 0;
    if !(tail.is_empty() || timed) {
        return None;
    }
    if month == 3 || number == 3 {
        return Some(Wrong::Long(if month == 3 { "month" } else { "day" }));
    }
    let mut separator = [0; 4];
    let wrong = day(&text[..4], &rest[..month], &behind[..number], mark.encode_utf8(&mut separator));
    if wrong.is_some() {
        return wrong;
    }
    if tail.is_empty() {
        return None;
    }
    if month + number < 4 && tail.starts_with('T') {
        return Some(Wrong::Written);
    }
    if tail.starts_with(' ') {
        // A clock and a zone, or words: only a clock that can't be one is told.
        let clock = tail.trim_start();
        return (is_clock_like(clock) && !is_clock(clock.split(' ').next()?, false)).then_some(Wrong::Time);
    }
    let is_t = tail.starts_with(['T', 't']);
    (!is_t || !is_clock(&tail[1..], true)).then_some(Wrong::Time)
}

/// `-12-06`, perhaps with something behind it: the end of an ISO date.
fn is_month_and_day(text: &str) -> bool {
    let number = |part: &str, most: u8| part.len() == 2 && part.parse().is_ok_and(|it: u8| (1..=most).contains(&it));
    let parts = text.strip_prefix('-').and_then(|text| text.get(..5)?.split_once('-'));
    let ends = text.get(6..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    ends && parts.is_some_and(|(month, day)| number(month, 12) && number(day, 31))
}

/// `9:75`, `25:00`: digits, a colon, digits.
fn is_clock_like(text: &str) -> bool {
    let hour = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let head = text.len() - hour.len();
    (1..=2).contains(&head) && hour.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `18:30`, `18:30:00.5`, with `Z`, `+01:00`, `+0100` or a zone's letters behind; behind a `T` (`whole`) minutes and
/// seconds have two digits.
fn is_clock(text: &str, whole: bool) -> bool {
    let number = |part: Option<&str>, most: u8| {
        part.is_some_and(|part| !part.is_empty() && part.len() <= 2 && part.parse::<u8>().is_ok_and(|it| it <= most))
    };
    let two = |part: Option<&str>, most: u8| part.is_some_and(|part| !whole || part.len() == 2) && number(part, most);
    let end = text.bytes().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-' | b' ')).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    if clock.len() == 4 && clock.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(clock.get(..2), 24) && number(clock.get(2..), 59);
    }
    let mut parts = clock.trim_end_matches(|c: char| c.is_ascii_alphabetic()).split(':');
    let good = number(parts.next(), 24) && two(parts.next(), 59);
    let seconds = parts.next().is_none_or(|part| two(part.split(['.', ',']).next(), 60));
    let offset = zone.strip_prefix(['+', '-']).is_none_or(|zone| {
        let plain = zone.replace(':', "");
        plain.len() >= 2 && plain.len() <= 4 && plain.bytes().all(|byte| byte.is_ascii_digit())
    });
    good && seconds && parts.next().is_none() && (offset || !whole)
}

fn day(year: &str, month: &str, day: &str, mark: &str) -> Option<Wrong> {
    let (y, m, d): (i16, i8, i8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if !(1900..=2200).contains(&y) || Date::new(y, m, d).is_ok() {
        return None;
    }
    let swapped = (m > 12 && Date::new(y, d, m).is_ok()).then(|| format!("{year}{mark}{day}{mark}{month}"));
    Some(Wrong::Impossible(swapped))
}

#[cfg(test)]
mod tests {
    use super::{Wrong, judge};

    #[test]
    fn dates_times_and_words_of_real_sites_are_fine() {
        for text in [
            "2026-12-05",
            "2026/12/05",
            "20261205",
            "2026-12-05T18:30",
            "2026-12-05T18:30:00Z",
            "2026-12-05 18:30:00 +0100",
            "2026-12-05 18:30 CET",
            "2026-12-05T18:30:00.000+01:00",
            "2026-12-05T1830",
            "2026-12-05T9:30",
            "2026-12",
            "2026-2027",
            "2026-12-05 to 2026-12-07",
            "2026-12-05 - 2026-12-07",
            "2026-12-05, from 18:00",
            "2026-4-7",
            "2026-4-7 18:30",
            "2026-12-05T24:00",
            "030-12-05-77",
            "12345-67-89",
        ] {
            assert!(judge(text).is_none(), "{text}");
        }
    }

    #[test]
    fn slips_of_real_posts_are_seen() {
        assert!(matches!(judge("2016-04-23M11:30"), Some(Wrong::Time)));
        assert!(matches!(judge("2016-04-7T18:30"), Some(Wrong::Written)));
        assert!(matches!(judge("2024-20-11"), Some(Wrong::Impossible(Some(date))) if date == "2024-11-20"));
        assert!(matches!(judge("2026-02-30"), Some(Wrong::Impossible(None))));
        assert!(matches!(judge("22026-12-06"), Some(Wrong::Year("five"))));
        assert!(matches!(judge("206-12-06T18:30"), Some(Wrong::Year("three"))));
        assert!(matches!(judge("2026-12-05 25:00"), Some(Wrong::Time)));
        assert!(matches!(judge("2026-12-05T18:75"), Some(Wrong::Time)));
        assert!(matches!(judge("2026-12-05T9:0:0+01:00"), Some(Wrong::Time)));
        assert!(matches!(judge("2026-08-015T09:00:00-05:00"), Some(Wrong::Long("day"))));
        assert!(matches!(judge("2026-012-05"), Some(Wrong::Long("month"))));
    }
}
