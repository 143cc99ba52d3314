//! What room-clash and speaker-clash share: finding sessions at the same time.

use crate::agenda::people::fold;
use crate::rules::{Digest, DigestSession};
use std::collections::BTreeMap;

/// A session with the post it stands in.
pub type Entry<'a> = (&'a Digest, &'a DigestSession);

/// Pairs of sessions with one key (a room, a person) that overlap on a day, the
/// earlier one first. Sorts and sweeps each key: n log n.
pub fn pairs<'a>(
    digests: &'a [Digest],
    across: bool,
    keys: impl Fn(&'a DigestSession) -> Vec<&'a str>,
) -> Vec<(&'a str, Entry<'a>, Entry<'a>)> {
    let mut by_key: BTreeMap<(&str, jiff::civil::Date, usize), Vec<Entry<'a>>> = BTreeMap::new();
    for digest in digests.iter().filter(|digest| !(across && digest.draft)) {
        for session in &digest.sessions {
            let group = if across { 0 } else { digest.file };
            for key in keys(session) {
                by_key.entry((key, session.date, group)).or_default().push((digest, session));
            }
        }
    }
    let mut out = Vec::new();
    for ((key, ..), mut entries) in by_key {
        entries.sort_by_key(|(digest, session)| (session.start, session.end, digest.file, session.span));
        let mut latest: Option<Entry<'a>> = None;
        for entry in entries {
            if let Some(other) = latest
                && entry.1.start < other.1.end
                && are_two(other, entry)
            {
                out.push((key, other, entry));
            }
            if latest.is_none_or(|other| entry.1.end > other.1.end) {
                latest = Some(entry);
            }
        }
    }
    out
}

/// Whether two entries are two sessions: not one that is announced twice, nor a translation.
fn are_two(a: Entry<'_>, b: Entry<'_>) -> bool {
    let same_times = a.1.start == b.1.start && a.1.end == b.1.end;
    let same_file = a.0.file == b.0.file;
    let apart = if same_file { a.1.place != b.1.place || a.1.room != b.1.room } else { a.0.lang == b.0.lang };
    let (false, true, Some(first), Some(second)) = (same_times, apart, &a.1.title, &b.1.title) else { return false };
    let (first, second) = (fold(first), fold(second));
    !first.contains(&second) && !second.contains(&first)
}
