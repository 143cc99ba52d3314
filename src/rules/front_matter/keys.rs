//! What the names of keys tell: which hold dates, which are read by visitors.

use smallvec::SmallVec;

/// The words of a key in lower case, joined ones taken apart: `startDate`,
/// `start_date` and `startdate` are `start`, `date`.
pub struct Words {
    /// With blanks between them; keys are short.
    joined: SmallVec<[u8; 40]>,
}

impl Words {
    /// The words of a key.
    pub fn of(key: &str) -> Self {
        let mut joined = SmallVec::new();
        if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
            joined.extend_from_slice(key.as_bytes());
            take_apart(&mut joined, 0);
            return Words { joined };
        }
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
                    joined.push(b' ');
                }
                begun = joined.len();
            }
            open = true;
            lower = c.is_lowercase() || c.is_ascii_digit();
            match u8::try_from(c) {
                Ok(byte) if byte.is_ascii() => joined.push(byte.to_ascii_lowercase()),
                _ => c.to_lowercase().for_each(|c| joined.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
            }
        }
        take_apart(&mut joined, begun);
        Words { joined }
    }

    /// The words in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        std::str::from_utf8(&self.joined).unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether any of them is one of these.
    pub fn has_any(&self, words: &[&str]) -> bool {
        self.iter().any(|word| words.contains(&word))
    }
}

/// Takes the last word apart where it is two.
fn take_apart(joined: &mut SmallVec<[u8; 40]>, begun: usize) {
    let parts = match joined.get(begun..).unwrap_or_default() {
        b"startdate" => "start date",
        b"enddate" => "end date",
        b"eventdate" => "event date",
        b"datestart" => "date start",
        b"dateend" => "date end",
        b"starttime" => "start time",
        b"endtime" => "end time",
        b"timestart" => "time start",
        b"timeend" => "time end",
        b"dtstart" => "start",
        b"dtend" => "end",
        b"datetime" => "date time",
        _ => return,
    };
    joined.truncate(begun);
    joined.extend_from_slice(parts.as_bytes());
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
