//! Time zones in a text: `CET`, `UTC+2`, "heure de Paris", `Europe/Paris`; and what they mean on a day.
//!
//! An abbreviation is a zone only in capitals and where nothing else can be
//! meant: directly after a time, in parentheses, or in a line that speaks of zones.

use super::locale::words::{char_at, char_before, skip_blanks};
use super::{Minutes, ZoneMeaning};
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::ops::Range;

/// A seasonal abbreviation: offset in minutes, zones that use it, summer.
type Seasonal = (&'static str, i32, &'static [&'static str], bool);

const SEASONAL: &[Seasonal] = &[
    ("CET", 60, &["Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw"], false),
    ("CEST", 120, &["Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw"], true),
    ("MEZ", 60, &["Europe/Berlin"], false),
    ("MESZ", 120, &["Europe/Berlin"], true),
    ("WET", 0, &["Europe/Lisbon"], false),
    ("WEST", 60, &["Europe/Lisbon"], true),
    ("EET", 120, &["Europe/Helsinki", "Europe/Athens", "Europe/Kyiv"], false),
    ("EEST", 180, &["Europe/Helsinki", "Europe/Athens", "Europe/Kyiv"], true),
    ("BST", 60, &["Europe/London"], true),
    ("EST", -300, &["America/New_York", "America/Toronto"], false),
    ("EDT", -240, &["America/New_York", "America/Toronto"], true),
    ("CST", -360, &["America/Chicago"], false),
    ("CDT", -300, &["America/Chicago"], true),
    ("MST", -420, &["America/Denver"], false),
    ("MDT", -360, &["America/Denver"], true),
    ("PST", -480, &["America/Los_Angeles"], false),
    ("PDT", -420, &["America/Los_Angeles"], true),
    ("AEST", 600, &["Australia/Sydney", "Australia/Melbourne"], false),
    ("AEDT", 660, &["Australia/Sydney", "Australia/Melbourne"], true),
];

const FIXED: &[(&str, i32)] = &[("UTC", 0), ("GMT", 0), ("JST", 540), ("KST", 540), ("SGT", 480), ("HKT", 480)];

const NAMED: &[(&str, &str)] =
    &[("ET", "America/New_York"), ("CT", "America/Chicago"), ("MT", "America/Denver"), ("PT", "America/Los_Angeles")];

const SPOKEN: &[(&str, &str)] = &[
    ("pacific time", "America/Los_Angeles"),
    ("mountain time", "America/Denver"),
    ("central time", "America/Chicago"),
    ("eastern time", "America/New_York"),
    ("paris time", "Europe/Paris"),
    ("heure de paris", "Europe/Paris"),
    ("berlin time", "Europe/Berlin"),
    ("london time", "Europe/London"),
    ("heure de londres", "Europe/London"),
    ("madrid time", "Europe/Madrid"),
    ("hora de madrid", "Europe/Madrid"),
    ("rome time", "Europe/Rome"),
    ("helsinki time", "Europe/Helsinki"),
    ("tokyo time", "Asia/Tokyo"),
    ("new york time", "America/New_York"),
    ("deutsche zeit", "Europe/Berlin"),
];

/// How the names of the tz database begin.
const AREAS: [&str; 9] =
    ["Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/", "Etc/"];

/// All zones of a text with what they say, in order.
#[must_use]
pub fn zones(text: &str) -> Vec<(Range<usize>, ZoneMeaning)> {
    let mut out = Vec::new();
    let mut about = None;
    let mut at = 0;
    while let Some(next) = BEGINNINGS.next(text.as_bytes(), at) {
        at = next + 1;
        let free = char_before(text, next).is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '/')));
        if free
            && let Some((end, meaning)) = zone_at(text, next)
            && (!needs_ground(&meaning, end - next)
                || grounded(text, next, end)
                || *about.get_or_insert_with(|| about_zones(text)))
        {
            out.push((next..end, meaning));
            at = end;
        }
    }
    out
}

/// The first letters of all zones: most of a text is passed over by that alone.
///
/// A row for each pair of letters, whatever their case, with a bit for each third letter of an area or a spoken
/// zone, and [`ABBREVIATED`] where an abbreviation begins so.
struct Beginnings([u32; 1024]);

/// No third letter: `_` and the like share the place, and begin nothing.
const ABBREVIATED: u32 = 1 << 31;

impl Beginnings {
    const fn pair(word: &str) -> usize {
        let bytes = word.as_bytes();
        (bytes[0] as usize & 31) << 5 | bytes[1] as usize & 31
    }

    const fn add_name(&mut self, word: &str) {
        self.0[Self::pair(word)] |= 1 << (word.as_bytes()[2] & 31);
    }

    const fn add_abbreviation(&mut self, word: &str) {
        self.0[Self::pair(word)] |= ABBREVIATED;
    }

    /// The next place from `at` on where letters stand that can begin a zone.
    fn next(&self, bytes: &[u8], at: usize) -> Option<usize> {
        (at..bytes.len()).step_by(PART).find_map(|start| {
            let end = bytes.len().min(start + PART + 3);
            if !may_hold(&bytes[start..end]) {
                return None;
            }
            let from = at.max(start.saturating_sub(LONGEST));
            self.first(bytes.get(from..end)?).map(|found| from + found)
        })
    }

    fn first(&self, bytes: &[u8]) -> Option<usize> {
        let mut pair = 0;
        for (number, byte) in bytes.iter().enumerate() {
            pair = (pair << 5 | usize::from(byte & 31)) & 1023;
            let row = self.0[pair];
            if row == 0 || number == 0 {
                continue;
            }
            let first = bytes[number - 1];
            let capitals = first.is_ascii_uppercase() && byte.is_ascii_uppercase();
            let third = bytes.get(number + 1).map_or(0, |third| third & 31);
            let letters = first.is_ascii_alphabetic() && byte.is_ascii_alphabetic();
            if capitals && row & ABBREVIATED != 0 || letters && third < 31 && row >> third & 1 == 1 {
                return Some(number - 1);
            }
        }
        None
    }
}

/// How many bytes are looked at together.
const PART: usize = 64;

/// The most bytes of a zone's name before its slash or the end of its "time".
const LONGEST: usize = 20;

/// Whether a part of a text has two capitals in a row, a slash, or the tail of "time", "Zeit", "heure", "hora":
/// without any of them no zone ends in it. All bytes go through the same steps, so that many are looked at in one.
fn may_hold(bytes: &[u8]) -> bool {
    let count = bytes.len().saturating_sub(2);
    let from = |start: usize| bytes.get(start..).unwrap_or_default().iter();
    let (first, second, third) = (&bytes[..count], from(1), from(2));
    let is = |a: u8, b: u8| u8::from(a == b);
    let capital = |byte: u8| u8::from(byte.is_ascii_uppercase());
    let any = first.iter().zip(second).zip(third).fold(0, |any, ((&a, &b), &c)| {
        let (low_a, low_b, low_c) = (a | 32, b | 32, c | 32);
        any | capital(a) & capital(b)
            | is(a, b'/')
            | is(low_a, b'i') & is(low_b, b'm') & is(low_c, b'e')
            | is(low_a, b'e') & is(low_b, b'i') & is(low_c, b't')
            | is(low_a, b'u') & is(low_b, b'r') & is(low_c, b'e')
            | is(low_a, b'o') & is(low_b, b'r') & is(low_c, b'a')
    });
    any > 0 || bytes.len() < PART + 3 && bytes[bytes.len().saturating_sub(2)..].iter().all(u8::is_ascii_uppercase)
}

static BEGINNINGS: Beginnings = {
    let mut beginnings = Beginnings([0; 1024]);
    let mut at = 0;
    while at < AREAS.len() {
        beginnings.add_name(AREAS[at]);
        at += 1;
    }
    at = 0;
    while at < SPOKEN.len() {
        beginnings.add_name(SPOKEN[at].0);
        at += 1;
    }
    at = 0;
    while at < SEASONAL.len() {
        beginnings.add_abbreviation(SEASONAL[at].0);
        at += 1;
    }
    at = 0;
    while at < FIXED.len() {
        beginnings.add_abbreviation(FIXED[at].0);
        at += 1;
    }
    at = 0;
    while at < NAMED.len() {
        beginnings.add_abbreviation(NAMED[at].0);
        at += 1;
    }
    beginnings
};

/// The zone directly after a time that ends at `at`, in parentheses or not; its own bytes.
#[must_use]
pub fn after(text: &str, at: usize) -> Option<Range<usize>> {
    let gap = skip_blanks(text, at);
    if let Some(start) = char_at(text, gap).filter(|c| *c == '(').map(|_| skip_blanks(text, gap + 1)) {
        let (end, _) = zone_at(text, start)?;
        let close = skip_blanks(text, end);
        return matches!(char_at(text, close), Some(')' | ',' | ';' | '/')).then_some(start..end);
    }
    let (end, _) = zone_at(text, gap)?;
    (gap > at).then_some(gap..end)
}

/// What a name says on its own: the value of a field, an option of the configuration.
#[must_use]
pub fn meaning(name: &str) -> ZoneMeaning {
    let name = name.trim();
    match zone_at(name, 0) {
        Some((end, meaning)) if end == name.len() => meaning,
        _ if TimeZone::get(name).is_ok() => ZoneMeaning::Named(name.to_owned()),
        _ => ZoneMeaning::Unknown,
    }
}

/// The zone written at `at`.
fn zone_at(text: &str, at: usize) -> Option<(usize, ZoneMeaning)> {
    let rest = text.get(at..)?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..length)?;
    let end = at + length;
    let capitals = (2..=5).contains(&length) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if !capitals {
        return if rest.as_bytes().get(length) == Some(&b'/') {
            iana(rest).map(|length| (at + length, ZoneMeaning::Named(rest.get(..length).unwrap_or("").to_owned())))
        } else {
            spoken(text, at, word)
        };
    }
    if char_at(text, end).is_some_and(|c| c.is_alphanumeric() || c == '_') && !matches!(word, "UTC" | "GMT") {
        return None;
    }
    if let "UTC" | "GMT" = word {
        let (offset, stop) = offset_at(text, end).unwrap_or((0, end));
        return (!char_at(text, stop).is_some_and(char::is_alphanumeric))
            .then_some((stop, ZoneMeaning::Offset(offset)));
    }
    if let Some((_, offset)) = FIXED.iter().find(|(name, _)| *name == word) {
        return Some((end, ZoneMeaning::Offset(*offset)));
    }
    if let Some((_, offset, zones, summer)) = SEASONAL.iter().find(|(name, ..)| *name == word) {
        return Some((end, ZoneMeaning::Seasonal { offset: *offset, zones, summer: *summer }));
    }
    if let Some((_, zone)) = NAMED.iter().find(|(name, _)| *name == word) {
        return Some((end, ZoneMeaning::Named((*zone).to_owned())));
    }
    spoken(text, at, word)
}

/// "Pacific Time", "heure de Paris".
fn spoken(text: &str, at: usize, word: &str) -> Option<(usize, ZoneMeaning)> {
    SPOKEN.iter().find_map(|(words, zone)| {
        let same = words.as_bytes()[0] == word.as_bytes().first().map_or(0, u8::to_ascii_lowercase)
            && words.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
        let end = same.then(|| super::locale::words::starts(text, at, words))??;
        Some((end, ZoneMeaning::Named((*zone).to_owned())))
    })
}

/// The length of an IANA name (`Europe/Paris`) at the start of a text.
fn iana(text: &str) -> Option<usize> {
    AREAS.iter().any(|area| text.starts_with(area)).then_some(())?;
    let length =
        text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'))).unwrap_or(text.len());
    let name = text.get(..length)?.trim_end_matches(['/', '-', '+']);
    TimeZone::get(name).is_ok().then_some(name.len())
}

/// `+2`, ` +01:00`, `-5` after UTC or GMT: minutes and the byte after.
fn offset_at(text: &str, at: usize) -> Option<(i32, usize)> {
    let sign_at = skip_blanks(text, at);
    let sign = char_at(text, sign_at)?;
    let factor = match sign {
        '+' => 1,
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let start = sign_at + sign.len_utf8();
    let rest = text.get(start..)?;
    let count = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let value: i32 = rest.get(..count)?.parse().ok()?;
    let end = start + count;
    let (hours, minutes, end) = match count {
        1 | 2 => {
            match rest.get(count..).and_then(|r| r.strip_prefix(':')).and_then(|r| r.get(..2)).map(str::parse::<i32>) {
                Some(Ok(minutes)) => (value, minutes, end + 3),
                _ => (value, 0, end),
            }
        }
        4 => (value / 100, value % 100, end),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((factor * (hours * 60 + minutes), end))
}

/// Capitals that are also words or initials.
fn needs_ground(meaning: &ZoneMeaning, length: usize) -> bool {
    match meaning {
        ZoneMeaning::Offset(_) => length == 3,
        ZoneMeaning::Seasonal { .. } => true,
        ZoneMeaning::Named(_) => length == 2,
        ZoneMeaning::Unknown => false,
    }
}

fn about_zones(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "time zone",
        "timezone",
        "times are",
        "time is",
        "fuseau",
        "zeitzone",
        "huso horario",
        "zona horaria",
        "local time",
        "standard time",
        "daylight time",
        "summer time",
    ];
    WORDS.iter().any(|word| super::locale::words::find(text, word).is_some())
}

/// After a time (or its "am"), or alone in parentheses.
fn grounded(text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    let last = before.chars().next_back();
    let meridiem = || {
        let tail: String = before.chars().rev().take(5).collect::<String>().to_ascii_lowercase();
        ["ma", ".m.a", "mp", ".m.p"].iter().any(|end| tail.starts_with(end))
            && before
                .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.' || c == ' ')
                .ends_with(|c: char| c.is_ascii_digit())
    };
    match last {
        None => text.get(end..).is_some_and(|rest| rest.trim().is_empty()),
        Some('(') => char_at(text, skip_blanks(text, end)).is_some_and(|c| matches!(c, ')' | ',' | ';' | '/' | '-')),
        Some(c) if c.is_ascii_digit() => {
            let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
            stem.ends_with([':', 'h', '.', '-', '–', ' ']) || stem.is_empty()
        }
        Some('/' | ',') => true,
        Some('h' | 'H') => before.trim_end_matches(['h', 'H']).ends_with(|c: char| c.is_ascii_digit()),
        _ => meridiem(),
    }
}

/// The offset from UTC, in minutes, that a zone has on a day at a local time.
#[must_use]
pub fn offset_on(meaning: &ZoneMeaning, date: Date, minutes: Minutes) -> Option<i32> {
    match meaning {
        ZoneMeaning::Offset(offset) | ZoneMeaning::Seasonal { offset, .. } => Some(*offset),
        ZoneMeaning::Named(name) => zone_offset(name, date, minutes),
        ZoneMeaning::Unknown => None,
    }
}

/// The offset in minutes that an IANA zone really has on a day at a local time; in a gap the one before it.
#[must_use]
pub fn zone_offset(name: &str, date: Date, minutes: Minutes) -> Option<i32> {
    let offset = match ambiguous(name, date, minutes)? {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
    };
    Some(offset.seconds() / 60)
}

/// What a change of the clocks does to a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The time exists once.
    Once,
    /// The clocks jump over it.
    Gap,
    /// It happens twice.
    Fold,
}

/// Whether a local time exists once, never or twice in an IANA zone.
#[must_use]
pub fn shift_at(name: &str, date: Date, minutes: Minutes) -> Option<Shift> {
    Some(match ambiguous(name, date, minutes)? {
        AmbiguousOffset::Unambiguous { .. } => Shift::Once,
        AmbiguousOffset::Gap { .. } => Shift::Gap,
        AmbiguousOffset::Fold { .. } => Shift::Fold,
    })
}

fn ambiguous(name: &str, date: Date, minutes: Minutes) -> Option<AmbiguousOffset> {
    let zone = TimeZone::get(name).ok()?;
    let days = minutes.div_euclid(24 * 60);
    let within = minutes.rem_euclid(24 * 60);
    let date = (0..days).try_fold(date, |date, _| date.tomorrow().ok())?;
    let (hour, minute) = (i8::try_from(within / 60).ok()?, i8::try_from(within % 60).ok()?);
    Some(zone.to_ambiguous_timestamp(date.at(hour, minute, 0, 0)).offset())
}
