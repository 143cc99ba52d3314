//! What the names of keys tell: which hold dates, which are read by visitors.

use std::borrow::Cow;

/// The words of a key in lower case, joined ones taken apart: `startDate`,
/// `start_date` and `startdate` are `start`, `date`.
pub struct Words<'a> {
    /// With blanks between them.
    joined: Cow<'a, str>,
}

impl<'a> Words<'a> {
    /// The words of a key.
    pub fn of(key: &'a str) -> Self {
        if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Words { joined: Cow::Borrowed(parts(key).unwrap_or(key)) };
        }
        let mut joined = String::with_capacity(key.len() + 4);
        let mut begun = 0;
        let mut lower = false;
        let mut open = false;
        for c in key.chars() {
            if !c.is_alphanumeric() {
                open = false;
                lower = false;
                continue;
            }
            if !open || (c.is_uppercase() && lower) {
                take_apart(&mut joined, begun);
                if !joined.is_empty() {
                    joined.push(' ');
                }
                begun = joined.len();
            }
            open = true;
            lower = c.is_lowercase() || c.is_ascii_digit();
            if c.is_ascii() {
                joined.push(c.to_ascii_lowercase());
            } else {
                joined.extend(c.to_lowercase());
            }
        }
        take_apart(&mut joined, begun);
        Words { joined: Cow::Owned(joined) }
    }

    /// The words in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.joined.split_ascii_whitespace()
    }

    /// Whether any of them is one of these.
    pub fn has_any(&self, words: &[&str]) -> bool {
        self.iter().any(|word| words.contains(&word))
    }
}

/// Takes the last word apart where it is two.
fn take_apart(joined: &mut String, begun: usize) {
    if let Some(parts) = joined.get(begun..).and_then(parts) {
        joined.truncate(begun);
        joined.push_str(parts);
    }
}

/// The parts of a word that is two.
fn parts(word: &str) -> Option<&'static str> {
    Some(match word {
        "startdate" => "start date",
        "enddate" => "end date",
        "eventdate" => "event date",
        "datestart" => "date start",
        "dateend" => "date end",
        "starttime" => "start time",
        "endtime" => "end time",
        "timestart" => "time start",
        "timeend" => "time end",
        "dtstart" => "start",
        "dtend" => "end",
        "datetime" => "date time",
        _ => return None,
    })
}

/// Whether a key holds a date by its name.
pub fn is_date(key: &str) -> bool {
    const DATES: &[&str] = &[
        "date",
        "dates",
        "start",
        "end",
        "starts",
        "ends",
        "begin",
        "deadline",
        "published",
        "expires",
        "lastmod",
        "datum",
        "fecha",
        "data",
    ];
    let words = Words::of(key);
    !words.has_any(&["format", "display", "label", "text", "id", "url", "link"]) && words.has_any(DATES)
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_however_they_are_joined() {
        for (key, words) in [
            ("startDate", "start date"),
            ("event-Start_at", "event start at"),
            ("startdate", "start date"),
            ("DTSTART", "start"),
            ("dateTime2Go", "date time2 go"),
            ("--", ""),
        ] {
            assert_eq!(Words::of(key).iter().collect::<Vec<_>>().join(" "), words);
        }
    }
}
