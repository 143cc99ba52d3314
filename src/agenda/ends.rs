//! Which column of a table holds the ends.

use super::Minutes;
use super::clock;
use super::columns::Counts;
use super::locale::Role;
use super::reader::Reader;
use crate::document::{Grid, Row};

/// "CET", "afternoon": the same sessions in another zone, or another run of them.
fn of_another_clock(reader: &Reader<'_>, headings: Option<&Row>, column: usize) -> bool {
    let Some(text) = headings.and_then(|row| row.at(column)).map(|cell| cell.prose.trimmed()) else { return false };
    reader.words.is_any(text, |locale| &locale.dayparts) || !super::zone::zones(text, &reader.words).is_empty()
}

/// The column of the ends: named, or single times right behind single times.
pub(super) fn column(
    reader: &Reader<'_>,
    grid: &Grid,
    headings: Option<&Row>,
    time: usize,
    roles: &[Option<Role>],
    counts: &[Counts],
) -> Option<usize> {
    if counts.get(time)?.ranges * 2 > counts[time].slots {
        return None;
    }
    let named = (0..roles.len()).find(|&column| roles[column] == Some(Role::End) && column != time);
    if named.is_some() {
        return named;
    }
    let rows = grid.rows.len();
    let heading = |column: usize| headings.and_then(|row| row.at(column)).map_or("", |cell| cell.prose.trimmed());
    for column in [time + 1, time + 2] {
        if roles.get(column).copied().flatten() == Some(Role::Duration) || of_another_clock(reader, headings, column) {
            continue;
        }
        // "Time | Paris | Time | Tokyo": these are starts again.
        if column == time + 2 && !heading(time).is_empty() && heading(column) == heading(time) {
            continue;
        }
        let (mut good, mut all) = (0, 0);
        let mut pairs = Vec::new();
        for row in &grid.rows {
            if (all - good) * 3 > rows {
                break;
            }
            let (Some(start), Some(end)) = (row.at(time), row.at(column)) else { continue };
            if end.prose.is_blank() {
                continue;
            }
            let Some(first) = clock::slot_at(&start.prose.text, 0, &reader.words) else { continue };
            all += 1;
            let text = end.prose.text.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '–');
            let until = reader
                .words
                .at_any(text, 0, |locale| &locale.until)
                .or_else(|| reader.words.at_any(text, 0, |locale| &locale.to));
            let Some(last) = clock::slot_at(text, until.unwrap_or(0), &reader.words) else { continue };
            let rest = text.get(last.outer.end..).unwrap_or("").trim();
            let minutes = |slot: &clock::ReadSlot| clock::resolve(slot, None).start;
            pairs.push((minutes(&first), minutes(&last)));
            let later =
                (last.start.hour, last.start.minute) > (first.start.hour, first.start.minute) || last.start.hour < 8;
            good += usize::from(rest.is_empty() && last.end.is_none() && first.end.is_none() && later);
        }
        if good > 0 && good * 3 >= all * 2 && !is_shifted(&pairs) {
            return Some(column);
        }
    }
    None
}

/// The fewest rows that tell a second clock.
const ROWS: usize = 4;

/// Whether the second times are the first ones on another clock, `12:00 | 20:00`, `12:10 | 20:10`: always as far away,
/// and behind the next start.
fn is_shifted(pairs: &[(Minutes, Minutes)]) -> bool {
    let Some(&(first, last)) = pairs.first().filter(|_| pairs.len() >= ROWS) else { return false };
    let away = last - first;
    away.abs() >= 60
        && away % 30 == 0
        && pairs.iter().all(|(first, last)| last - first == away)
        && pairs.windows(2).all(|two| two[0].0 < two[1].0 && (away < 0 || two[1].0 < two[0].1))
}
