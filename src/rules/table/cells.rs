//! What the cells of a column have in common.

use crate::document::{Grid, Row};
use crate::source::trim;

/// Whether a cell's text is a clock time or a range of two, and little else.
pub fn is_time(text: &str) -> bool {
    let Some(rest) = after_clock(trim(text)) else { return false };
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    letters <= 8 && rest.chars().count() <= 24 && (letters <= 4 || rest.chars().any(|c| c.is_ascii_digit()))
}

/// What follows a clock time at the start of `text`.
fn after_clock(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let hour = match *text.as_bytes().get(..digits)? {
        [ones] => ones - b'0',
        [tens, ones] => 10 * (tens - b'0') + (ones - b'0'),
        _ => return None,
    };
    if hour > 24 {
        return None;
    }
    let rest = text.get(digits..)?;
    if let Some(minutes) = rest.strip_prefix([':', '.', 'h', 'H'])
        && minutes.bytes().take_while(u8::is_ascii_digit).count() == 2
    {
        return minutes.get(2..);
    }
    let unit = rest.trim_start();
    for word in ["Uhr", "uhr", "am", "pm", "AM", "PM", "a.m.", "p.m.", "h", "H"] {
        if let Some(rest) = unit.strip_prefix(word)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return Some(rest);
        }
    }
    None
}

/// Whether a row has as many cells as the table has columns, each one wide.
pub fn is_regular(grid: &Grid, row: &Row) -> bool {
    row.cells.len() == grid.columns && row.cells.iter().all(|cell| cell.colspan == 1 && cell.rowspan == 1)
}

/// Whether most of a column's cells, three or more, are times.
pub fn is_time_column(grid: &Grid, column: usize) -> bool {
    let mut times = 0;
    let mut others = 0;
    for row in grid.body() {
        // Even if all the rest were times.
        if 4 * others > grid.body().len() {
            return false;
        }
        match row.at(column) {
            Some(cell) if is_time(&cell.prose.text) => times += 1,
            Some(cell) if !cell.prose.is_blank() => others += 1,
            _ => {}
        }
    }
    times >= 3 && times >= 4 * others
}

/// What the heading of a column says.
pub fn heading<'a>(grid: &'a Grid<'_>, column: usize) -> Option<&'a str> {
    grid.header()?.at(column).map(|cell| cell.prose.trimmed()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn a_time_is_told_from_a_title_that_begins_with_a_number() {
        for time in ["10:00", "9h30 - 12h", "9:00 am – 10:30 am", "14 Uhr", "13.15–16.30", "9:20-2pm"] {
            assert!(is_time(time), "{time}");
        }
        for title in ["24 hours of code", "10 years of R", "Lunch", "3.25 hours", "2026", "24h of hacking for all", ""]
        {
            assert!(!is_time(title), "{title}");
        }
    }
}
