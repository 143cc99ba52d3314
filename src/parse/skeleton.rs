//! A body without its plain text: all that decides which blocks it has.
//!
//! The Markdown parser also reads what stands inside a block, and that is not
//! asked of it. So a line keeps its head (blanks, `>`, list and heading marks),
//! an `x` for the text behind it, its bars and its end: lines and columns at
//! which blocks begin stay where they are. A line that could be more than text
//! (a fence, raw HTML, a delimiter row, a definition) stands as it is.

/// What a body has, and so what the parser must look out for.
pub(super) struct Skeleton {
    /// The text to parse.
    pub text: String,
    /// Whether footnotes may be defined in it.
    pub footnotes: bool,
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

/// Leaves the plain text of `body` out.
pub(super) fn of(body: &str) -> Skeleton {
    // The parser skips a byte order mark.
    let (mark, body) = body.split_at(if body.starts_with('\u{feff}') { 3 } else { 0 });
    let bytes = body.as_bytes();
    let defines = memchr::memmem::find(bytes, b"]:").is_some();
    let footnotes = defines && memchr::memmem::find(bytes, b"[^").is_some();
    let mut out = String::with_capacity(body.len() / 2);
    out.push_str(mark);
    let mut bars = Next { bytes, byte: b'|', at: 0 };
    let mut ends = Next { bytes, byte: b'>', at: 0 };
    // In a paragraph that may begin with a definition every character counts.
    let mut whole = false;
    // Behind the start of a raw block any `>` may end it.
    let mut raw = false;
    let mut start = 0;
    for line_end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain(std::iter::once(bytes.len())) {
        if start == line_end && bytes[..start].ends_with(b"\r") && bytes.get(start) == Some(&b'\n') {
            out.push('\n');
            start += 1;
            continue;
        }
        let line = &bytes[start..line_end];
        let (head, begins) = head(line);
        match begins {
            Start::Blank => whole = false,
            Start::Bracket if defines => (whole, raw) = (true, true),
            Start::Raw => raw = true,
            _ => {}
        }
        let text = matches!(begins, Start::Plain | Start::Bracket | Start::Bar);
        if !text || whole || raw && ends.within(start, line_end) {
            out.push_str(&body[start..line_end]);
        } else if bars.within(start, line_end) {
            out.push_str(&body[start..start + head]);
            row(&body[start + head..line_end], &mut out);
        } else {
            out.push_str(&body[start..start + head]);
            out.push('x');
        }
        if let Some(&end) = bytes.get(line_end) {
            out.push(char::from(end));
        }
        start = line_end + 1;
    }
    Skeleton { text: out, footnotes }
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
}

impl Next<'_> {
    /// Whether the byte stands between two places; later calls ask for later places.
    fn within(&mut self, from: usize, to: usize) -> bool {
        if self.at < from || self.at == 0 {
            let rest = self.bytes.get(from..).unwrap_or_default();
            self.at = from + memchr::memchr(self.byte, rest).unwrap_or(rest.len());
        }
        self.at < to
    }
}
