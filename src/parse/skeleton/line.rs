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
                return (at, if is_raw(&line[at + 1..]) { Start::Raw } else { Start::Other });
            }
            b'!' | b'"' | b'$' | b'%' | b'&' | b'\'' | b'(' | b')' | b',' | b'.' | b'/' | b';' | b'?' | b'@'
            | b'\\' | b'^' | b'{' | b'}' => return (at, Start::Plain),
            _ if is_word(byte) => return (at, Start::Plain),
            _ => return (at, Start::Other),
        }
    }
}

/// Whether a `<` before these bytes begins HTML that ends at a mark of its own.
fn is_raw(tag: &[u8]) -> bool {
    let named = |name: &&[u8]| tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
    matches!(tag.first(), Some(b'!' | b'?')) || [&b"script"[..], b"style", b"pre", b"textarea"].iter().any(named)
}

/// Elements that begin a block of HTML wherever they stand at the margin (CommonMark 4.6, kind 6), as posts use them.
pub(super) fn begins_html(line: &[u8]) -> bool {
    const BLOCKS: [&[u8]; 16] = [
        b"table", b"div", b"ul", b"ol", b"p", b"center", b"section", b"thead", b"tbody", b"tr", b"td", b"th", b"dl",
        b"article", b"details", b"figure",
    ];
    let Some((b'<', tag)) = line.split_first() else { return false };
    let name = tag.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    matches!(tag.get(name), Some(b'>' | b' ')) && BLOCKS.iter().any(|block| tag[..name].eq_ignore_ascii_case(block))
}

/// `- ` or `* ` or `+ ` with up to four blanks: an item whose text begins at the head's end.
pub(super) fn is_bullet(head: &[u8]) -> bool {
    matches!(head, [b'-' | b'*' | b'+', blanks @ ..] if (1..=4).contains(&blanks.len()) && blanks.iter().all(|&byte| byte == b' '))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Whether a line at the margin begins with a bar and has words: no row of hyphens.
pub(super) fn is_row(line: &[u8]) -> bool {
    line.first() == Some(&b'|') && line.iter().any(|&byte| is_word(byte))
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
