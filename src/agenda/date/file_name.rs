//! The day that a file's name or folder bears: `2024-11-22-x.md`, `2024/12/04/x.md`.

use jiff::civil::Date;

/// A day in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDate {
    /// The day.
    pub date: Date,
    /// It stands in the file's own name, not in a folder's.
    pub in_name: bool,
}

/// The nearest dated part of a path: the file's name, then the folders above it.
#[must_use]
pub fn from_file_name(path: &str) -> Option<FileDate> {
    let is_slash = |byte: u8| matches!(byte, b'/' | b'\\');
    let path = path.trim_end_matches(['/', '\\']);
    let above = path.bytes().rposition(is_slash).map_or(0, |slash| slash + 1);
    let (above, name) = path.split_at_checked(above)?;
    if let Some(date) = leading(name) {
        return Some(FileDate { date, in_name: true });
    }
    if let Some(date) = within(name) {
        return Some(FileDate { date, in_name: false });
    }
    // Few folders begin with a number.
    let begins = |(at, byte): (usize, u8)| {
        byte.is_ascii_digit() && at.checked_sub(1).is_none_or(|before| is_slash(above.as_bytes()[before]))
    };
    if !above.bytes().enumerate().any(begins) {
        return None;
    }
    let folders: Vec<&str> = above.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    for (index, folder) in folders.iter().enumerate().rev() {
        if let Some(date) = leading(folder) {
            return Some(FileDate { date, in_name: false });
        }
        // 2024/12/04
        let day = folder.get(..2).filter(|_| folder.len() == 2 || folder.get(2..3) == Some("-"));
        let above = |n: usize| index.checked_sub(n).and_then(|i| folders.get(i)).copied();
        if let (Some(day), Some(month), Some(year)) = (day, above(1), above(2))
            && let Some(date) = build(year, month, day)
        {
            return Some(FileDate { date, in_name: false });
        }
    }
    // 2024/12/04-name.md
    let day = name.get(..2).filter(|_| name.get(2..3) == Some("-"))?;
    let [.., year, month] = folders.as_slice() else { return None };
    build(year, month, day).map(|date| FileDate { date, in_name: true })
}

/// `agenda-2024-11-22.md`: a day inside a name.
fn within(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let free = |at: &usize| at.checked_sub(1).is_some_and(|before| !bytes[before].is_ascii_alphanumeric());
    let begins = |at: &usize| free(at) && bytes.get(at + 4) == Some(&b'-');
    memchr::memchr_iter(b'2', bytes).filter(begins).find_map(|at| leading(name.get(at..)?))
}

/// `2024-11-22…`, `2024_11_22…`, `20241122…` at the start of a name.
fn leading(name: &str) -> Option<Date> {
    name.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let separator = name.get(4..5)?;
    if matches!(separator, "-" | "_" | ".") {
        let same = name.get(7..8)? == separator;
        let free = !name.get(10..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return build(name.get(..4)?, name.get(5..7)?, name.get(8..10)?).filter(|_| same && free);
    }
    let free = !name.get(8..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    build(name.get(..4)?, name.get(4..6)?, name.get(6..8)?).filter(|_| free)
}

fn build(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    (digits(year, 4) && digits(month, 2) && digits(day, 2)).then_some(())?;
    let year: i16 = year.parse().ok()?;
    (1990..=2100).contains(&year).then_some(())?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}
