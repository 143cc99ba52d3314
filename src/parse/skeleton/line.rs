//! What one line of a body may be, as far as blocks are concerned.

use std::borrow::Cow;

/// How the text of a line begins, behind its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing but blanks stands on the line.
    Blank,
    /// Text.
    Plain,
    /// `[`
    Bracket,
    /// A bar: maybe a row.
    Bar,
    /// Raw HTML that ends at a mark of its own, not at an empty line.
    Raw,
    /// Anything else.
    Other,
}

/// The bytes of a line before its text, and what that begins with. Marks are
/// taken for a head wherever they might be one: too long a head does no harm.
pub(super) fn head(line: &[u8]) -> (usize, Start) {
    let mut at = 0;
    let blank = |at: usize| line.get(at).is_none_or(|&byte| byte <= b' ');
    loop {
        let Some(&byte) = line.get(at) else {
            let only_blanks = line.iter().all(|byte| matches!(byte, b' ' | b'\t'));
            return (at, if only_blanks { Start::Blank } else { Start::Other });
        };
        let run = || line[at..].iter().take_while(|&&other| other == byte).count();
        match byte {
            b' ' | b'\t' | b'>' => at += 1,
            b'-' | b'+' | b'*' if blank(at + 1) => at += 1,
            b'#' if blank(at + run()) => at += run(),
            b'*' | b'_' => {
                let after = line.get(at + run()).copied().unwrap_or(b' ');
                return (at, if is_word(after) { Start::Plain } else { Start::Other });
            }
            b'0'..=b'9' => {
                let digits = line[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if !matches!(line.get(at + digits), Some(b'.' | b')')) || !blank(at + digits + 1) {
                    return (at, Start::Plain);
                }
                at += digits + 1;
            }
            b'[' => return (at, Start::Bracket),
            b'|' => return (at, Start::Bar),
            b'<' => {
                let raw = matches!(line.get(at + 1), Some(b'!' | b'?' | b's' | b'S' | b'p' | b'P' | b't' | b'T'));
                return (at, if raw { Start::Raw } else { Start::Other });
            }
            b'!' | b'"' | b'$' | b'%' | b'&' | b'\'' | b'(' | b')' | b',' | b'.' | b'/' | b';' | b'?' | b'@'
            | b'\\' | b'^' | b'{' | b'}' => return (at, Start::Plain),
            _ if is_word(byte) => return (at, Start::Plain),
            _ => return (at, Start::Other),
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// The text of a line with bars: an `x` for the text of each cell.
pub(super) fn row(line: &str) -> Cow<'_, str> {
    let bytes = line.as_bytes();
    // `\|` is no bar, and a row of hyphens and colons is no text.
    if memchr::memchr(b'\\', bytes).is_some() || !bytes.iter().any(|&byte| is_word(byte)) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut start = 0;
    for bar in memchr::memchr_iter(b'|', bytes).chain(std::iter::once(bytes.len())) {
        match &bytes[start..bar] {
            cell if cell.iter().any(|&byte| is_word(byte)) => out.push('x'),
            _ => out.push_str(&line[start..bar]),
        }
        if bar < bytes.len() {
            out.push('|');
        }
        start = bar + 1;
    }
    Cow::Owned(out)
}

/// Where the next of a byte stands: looked for once on the way through a text.
pub(super) struct Next<'a> {
    bytes: &'a [u8],
    byte: u8,
    at: Option<usize>,
}

impl<'a> Next<'a> {
    pub fn new(byte: u8, bytes: &'a [u8]) -> Self {
        Next { bytes, byte, at: None }
    }

    /// Whether the byte stands between two places; later calls ask for later places.
    pub fn within(&mut self, from: usize, to: usize) -> bool {
        let at = self.at.filter(|&at| at >= from).unwrap_or_else(|| {
            let rest = self.bytes.get(from..).unwrap_or_default();
            from + memchr::memchr(self.byte, rest).unwrap_or(rest.len())
        });
        self.at = Some(at);
        at < to
    }
}
