//! Time zones in a text: `CET`, `UTC+2`, "heure de Paris", `Europe/Paris`; and what they mean on a day.
//!
//! An abbreviation is a zone only in capitals and where nothing else can be
//! meant: directly after a time, in parentheses, or in a line that speaks of zones.

use super::locale::words::{char_at, skip_blanks};
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
    let bytes = text.as_bytes();
    let signs = Signs::of(bytes);
    if !signs.any() {
        return out;
    }
    let mut at = 0;
    let mut about = None;
    let mut free = true;
    while let Some(&byte) = bytes.get(at) {
        if free
            && signs.begin(bytes, at)
            && let Some((end, meaning)) = zone_at(text, at)
            && (!needs_ground(&meaning, end - at)
                || grounded(text, at, end)
                || *about.get_or_insert_with(|| about_zones(text)))
        {
            out.push((at..end, meaning));
            at = end;
            free = false;
            continue;
        }
        if byte.is_ascii() {
            free = !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/'));
            at += 1;
        } else {
            let Some(c) = char_at(text, at) else { break };
            free = !c.is_alphanumeric();
            at += c.len_utf8();
        }
    }
    out
}

/// What of a text can be part of a zone, found in one pass.
#[derive(Clone, Copy, Default)]
struct Signs {
    /// The tail of "Time", "Zeit", "heure de" or "hora de".
    spoken: bool,
    /// `Europe/Paris`
    slash: bool,
    /// Two capitals in a row.
    capitals: bool,
}

impl Signs {
    fn of(bytes: &[u8]) -> Self {
        // All bytes by the same steps, without a branch: a text without any of them is passed quickly.
        let [second, third, fourth] = [1, 2, 3].map(|from| bytes.get(from..).unwrap_or_default());
        let both = bytes.iter().zip(second);
        let capitals = both.clone().fold(0, |any, (a, b)| any | u8::from(a.is_ascii_uppercase() & b.is_ascii_uppercase()));
        let is = |four: [u8; 4], word: &[u8; 4]| {
            (four[0] == word[0]) & (four[1] == word[1]) & (four[2] == word[2]) & (four[3] == word[3])
        };
        let spoken = both.zip(third).zip(fourth).fold(0, |any, (((a, b), c), d)| {
            let four = [a | 32, b | 32, c | 32, d | 32];
            any | u8::from(is(four, b"time") | is(four, b"zeit") | is(four, b"eure") | is(four, b"hora"))
        });
        Signs { spoken: spoken > 0, slash: memchr::memchr(b'/', bytes).is_some(), capitals: capitals > 0 }
    }

    fn any(self) -> bool {
        self.spoken || self.slash || self.capitals
    }

    /// Whether a word that begins here may begin a zone.
    fn begin(self, bytes: &[u8], at: usize) -> bool {
        let rest = bytes.get(at..).unwrap_or_default();
        let [first, second, ..] = rest else { return false };
        self.capitals && first.is_ascii_uppercase() && second.is_ascii_uppercase()
            || self.slash && AREAS.iter().any(|area| rest.starts_with(area.as_bytes()))
            || self.spoken && SPOKEN.iter().any(|(words, _)| rest[..2].eq_ignore_ascii_case(&words.as_bytes()[..2]))
    }
}

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
