//! A body without its plain text: all that decides which blocks it has.
//!
//! The Markdown parser also reads what stands inside a block, and that is not
//! asked of it. So a line keeps its head (blanks, `>`, list and heading marks),
//! an `x` for the text behind it, its bars and its end: lines and columns at
//! which blocks begin stay where they are. A line that could be more than text
//! (a fence, raw HTML, a delimiter row, a definition) stands as it is.

use crate::source::Source;

/// What the Markdown parser is given.
#[derive(Debug)]
pub(super) struct Skeleton {
    /// The text to parse.
    pub text: String,
    /// Whether footnotes may be defined in it.
    pub footnotes: bool,
    /// Whether a row may stand in it that makes a table of the line above.
    pub tables: bool,
}

/// How the text of a line begins, behind its head.
enum Start {
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

/// The skeleton of what stands from byte `start` on.
pub(super) fn of(source: &Source, start: usize) -> Skeleton {
    let text = source.text();
    let bytes = text.as_bytes();
    let defines = memchr::memchr_iter(b']', &bytes[start..]).any(|at| bytes.get(start + at + 1) == Some(&b':'));
    let mut out = String::with_capacity((bytes.len() - start) / 2);
    let mut bars = Next { bytes, byte: b'|', at: start, known: false };
    let mut ends = Next { bytes, byte: b'>', at: start, known: false };
    // In a paragraph that may begin with a definition every character counts.
    let mut whole = false;
    // Behind the start of a raw block any `>` may end it.
    let mut raw = false;
    let mut from = start;
    if text[start..].starts_with('\u{feff}') {
        // The parser skips a byte order mark.
        out.push('\u{feff}');
        from += '\u{feff}'.len_utf8();
    }
    let starts = source.line_starts();
    for number in source.line_of(start)..starts.len() {
        let next = starts.get(number + 1).map_or(bytes.len(), |&next| next as usize);
        let end = match &bytes[from..next] {
            [.., b'\r', b'\n'] => next - 2,
            [.., b'\r' | b'\n'] => next - 1,
            _ => next,
        };
        let (head, begins) = head(&bytes[from..end]);
        match begins {
            Start::Blank => whole = false,
            Start::Bracket if defines => (whole, raw) = (true, true),
            Start::Raw => raw = true,
            _ => {}
        }
        let is_text = matches!(begins, Start::Plain | Start::Bracket | Start::Bar);
        if !is_text || whole || raw && ends.within(from, end) {
            out.push_str(&text[from..next]);
        } else {
            if head > 0 {
                out.push_str(&text[from..from + head]);
            }
            if bars.within(from, end) {
                row(&text[from + head..end], &mut out);
                out.push_str(&text[end..next]);
            } else if next == end + 1 && bytes[end] == b'\n' {
                out.push_str("x\n");
            } else {
                out.push('x');
                out.push_str(&text[end..next]);
            }
        }
        from = next;
    }
    let footnotes = defines && memchr::memmem::find(out.as_bytes(), b"[^").is_some();
    // Without a bar a row of hyphens has a colon, or a blank that underlines no heading.
    let tables = memchr::memchr3(b'|', b'\x0b', b'\x0c', out.as_bytes()).is_some()
        || memchr::memchr_iter(b':', out.as_bytes())
            .any(|at| out.as_bytes()[at.saturating_sub(1)..].iter().take(3).any(|&byte| byte == b'-'));
    Skeleton { text: out, footnotes, tables }
}

/// The bytes of a line before its text, and what that begins with. Marks are
/// taken for a head wherever they might be one: too long a head does no harm.
fn head(line: &[u8]) -> (usize, Start) {
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

/// A line with bars: an `x` for the text of each cell.
fn row(line: &str, out: &mut String) {
    let bytes = line.as_bytes();
    // `\|` is no bar, and a row of hyphens and colons is no text.
    if memchr::memchr(b'\\', bytes).is_some() || !bytes.iter().any(|&byte| is_word(byte)) {
        out.push_str(line);
        return;
    }
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
}

/// Where the next of a byte stands: looked for once on the way through a text.
struct Next<'a> {
    bytes: &'a [u8],
    byte: u8,
    at: usize,
    known: bool,
}

impl Next<'_> {
    /// Whether the byte stands between two places; later calls ask for later places.
    fn within(&mut self, from: usize, to: usize) -> bool {
        if self.at < from || !self.known {
            let rest = self.bytes.get(from..).unwrap_or_default();
            self.known = true;
            self.at = from + memchr::memchr(self.byte, rest).unwrap_or(rest.len());
        }
        self.at < to
    }
}
