//! Times in plain digits and nothing else, `9:00 - 9:30`, as most cells of a programme have them: read without a look
//! at words.

use super::{ReadClock, ReadSlot};
use crate::agenda::Notation;

/// The slot that is all of a text from `at` on, trailing blanks apart.
pub(super) fn slot(text: &str, at: usize) -> Option<ReadSlot> {
    let bytes = text.as_bytes();
    let blanks = |at: usize| at + bytes[at..].iter().take_while(|byte| **byte == b' ').count();
    let start = clock(bytes, at)?;
    let mut stop = start.range.end;
    let mut end = None;
    let next = blanks(stop);
    let dash = [&b"-"[..], "–".as_bytes()].into_iter().find(|dash| bytes[next..].starts_with(dash));
    if let Some(dash) = dash {
        let last = clock(bytes, blanks(next + dash.len()))?;
        stop = last.range.end;
        end = Some(last);
    }
    let whole = bytes[stop..].iter().all(u8::is_ascii_whitespace);
    whole.then_some(ReadSlot {
        range: at..stop,
        start,
        end,
        vague: false,
        open_end: false,
        zone: None,
        outer: at..stop,
    })
}

/// `9:00`, `09:00`; no `24:00`.
fn clock(bytes: &[u8], at: usize) -> Option<ReadClock> {
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let (hour, colon) = match (digit(at)?, digit(at + 1)) {
        (tens, Some(ones)) => (10 * tens + ones, at + 2),
        (hour, None) => (hour, at + 1),
    };
    let minute = 10 * digit(colon + 1)? + digit(colon + 2)?;
    (bytes[colon] == b':' && hour < 24 && minute < 60).then(|| ReadClock {
        range: at..colon + 3,
        hour,
        minute,
        meridiem: None,
        notation: Notation::Colon,
        padded: colon > at + 1 && hour < 10,
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::agenda::locale::words::Words;

    const HOURS: [&str; 8] = ["9", "09", "14", "23", "24", "25", "0", "123"];
    const MINUTES: [&str; 8] = ["00", "30", "59", "60", "5", "300", "30h", "30 x"];
    const JOINTS: [&str; 8] = ["", " - ", "-", " – ", "–", " -- ", ".", "\n"];

    #[test]
    fn what_is_read_plainly_is_read_alike() {
        let words = Words::new(crate::agenda::locale::english());
        let mut next = crate::parse::dice(3);
        let mut read = 0;
        for _ in 0..20_000 {
            let mut one = |of: [&'static str; 8]| of[next(8)];
            let text = format!("{}:{}{}{}:{}", one(HOURS), one(MINUTES), one(JOINTS), one(HOURS), one(MINUTES));
            for text in
                [text.as_str(), text.split_inclusive(JOINTS[1]).next().unwrap_or(""), text.get(..5).unwrap_or("")]
            {
                if let Some(slot) = super::slot(text, 0) {
                    read += 1;
                    assert_eq!(Some(slot), read::any_slot(text, 0, &words, true), "{text:?}");
                }
            }
        }
        assert!(read > 1_000, "only {read} of the texts are times");
    }
}
