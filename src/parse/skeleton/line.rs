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
    /// Another `<`: raw HTML or text.
    Tag,
    /// Anything else.
    Other,
}

/// The bytes of a line before its text, and what that begins with. Marks are
/// taken for a head wherever they might be one: too long a head does no harm.
pub(super) fn head(line: &[u8]) -> (usize, Start) {
    // Most lines with text begin with a letter.
    if line.first().is_some_and(u8::is_ascii_alphabetic) {
        return (0, Start::Plain);
    }
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
                // Rules are made of one mark and blanks.
                return (at, if blank(at + run()) { Start::Other } else { Start::Plain });
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
            b'<' => return (at, if is_raw(&line[at + 1..]) { Start::Raw } else { Start::Tag }),
            b'`' | b'~' => return (at, if run() < 3 { Start::Plain } else { Start::Other }),
            b':' if memchr::memchr(b'-', line).is_none() => return (at, Start::Plain),
            b'-' | b':' | b'=' if line[at..].iter().any(|&byte| is_word(byte)) => return (at, Start::Plain),
            b'!' | b'"' | b'#' | b'+' | b'$' | b'%' | b'&' | b'\'' | b'(' | b')' | b',' | b'.' | b'/' | b';' | b'?'
            | b'@' | b'\\' | b']' | b'^' | b'{' | b'}' => return (at, Start::Plain),
            _ if is_word(byte) => return (at, Start::Plain),
            _ => return (at, Start::Other),
        }
    }
}

/// Whether a `<` before these bytes begins HTML that ends at a mark of its own.
fn is_raw(tag: &[u8]) -> bool {
    let named = |name: &&[u8]| tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
    matches!(tag.first(), Some(b'!' | b'?')) || RAW.iter().any(named)
}

/// How HTML ends that does not end at a blank line.
pub(super) enum RawEnd {
    Comment,
    Element,
}

/// How the HTML ends that begins at a line; `None` for the rare kinds.
pub(super) fn raw_end(line: &[u8]) -> Option<RawEnd> {
    match line.get(1)? {
        // To the parser a comment may end where it begins.
        b'!' if line.starts_with(b"<!-->") || line.starts_with(b"<!--->") => None,
        b'!' => line.starts_with(b"<!--").then_some(RawEnd::Comment),
        byte if byte.is_ascii_alphabetic() => {
            // Elements with longer names are others.
            let length = line[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let ends = matches!(line.get(1 + length), None | Some(b' ' | b'\t' | b'>'));
            (ends && matches!(length, 3 | 5 | 6 | 8)).then_some(RawEnd::Element)
        }
        _ => None,
    }
}

impl RawEnd {
    /// Whether the end stands on a line, the first of the HTML or a later one.
    pub fn is_in(&self, line: &[u8], first: bool) -> bool {
        match self {
            RawEnd::Comment => memchr::memmem::find(&line[if first { "<!--".len() } else { 0 }..], b"-->").is_some(),
            RawEnd::Element => memchr::memchr_iter(b'<', line).any(|at| {
                let tag = &line[at + 1..];
                tag.first() == Some(&b'/')
                    && RAW.iter().any(|name| {
                        tag.get(1..=name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                            && tag.get(1 + name.len()) == Some(&b'>')
                    })
            }),
        }
    }
}

/// Elements that end at their closing tag only (CommonMark 4.6, kind 1).
const RAW: [&[u8]; 4] = [b"script", b"style", b"pre", b"textarea"];

/// Whether a line that begins with a bracket may begin a definition: a later line may close its label.
pub(super) fn may_define(line: &[u8]) -> bool {
    let close = memchr::memchr2(b']', b'\\', line);
    close.is_none_or(|close| line[close] == b'\\' || line.get(close + 1) == Some(&b':'))
}

/// Whether a line is a definition for certain: `[label]: target "title"`.
pub(super) fn is_definition(line: &[u8]) -> bool {
    let Some(inner) = line.strip_prefix(b"[") else { return false };
    let Some(close) = memchr::memchr(b']', inner) else { return false };
    let label = &inner[..close];
    let named =
        !label.starts_with(b"^") && label.iter().any(|&byte| is_word(byte) || byte == b'/') && label.len() < 500;
    let Some(rest) = inner[close..].strip_prefix(b"]: ") else { return false };
    let rest = rest.trim_ascii();
    let length = rest.iter().take_while(|&&byte| byte > b' ').count();
    let (target, title) = (&rest[..length], rest[length..].trim_ascii_start());
    let strange = |byte: &u8| matches!(byte, b'\\' | b'[' | b']' | b'<' | b'>' | 0x7f..);
    let is_title = match title {
        [] => true,
        [b'"', words @ .., b'"'] => memchr::memchr2(b'"', b'\\', words).is_none(),
        [b'(', words @ .., b')'] => memchr::memchr3(b'(', b')', b'\\', words).is_none(),
        _ => false,
    };
    named
        && is_title
        && !target.is_empty()
        && !label.iter().any(strange)
        && !target.iter().any(|byte| strange(byte) || matches!(byte, b'(' | b')'))
}

/// Whether HTML begins at a `<` that goes on to the next blank line wherever it stands (CommonMark 4.6, kind 6).
pub(super) fn begins_html(line: &[u8]) -> bool {
    let Some((b'<', tag)) = line.split_first() else { return false };
    let tag = tag.strip_prefix(b"/").unwrap_or(tag);
    let length = tag.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let ends = matches!(tag.get(length), None | Some(b' ' | b'\t' | b'>')) || tag[length..].starts_with(b"/>");
    ends && is_block(&tag[..length])
}

/// Elements that begin a block of HTML.
fn is_block(name: &[u8]) -> bool {
    let mut lower = [0; 10];
    let Some(letters) = lower.get_mut(..name.len()) else { return false };
    letters.copy_from_slice(name);
    letters.make_ascii_lowercase();
    matches!(
        &*letters,
        b"address"
            | b"article"
            | b"aside"
            | b"base"
            | b"basefont"
            | b"blockquote"
            | b"body"
            | b"caption"
            | b"center"
            | b"col"
            | b"colgroup"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"frame"
            | b"frameset"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hr"
            | b"html"
            | b"iframe"
            | b"legend"
            | b"li"
            | b"link"
            | b"main"
            | b"menu"
            | b"menuitem"
            | b"nav"
            | b"noframes"
            | b"ol"
            | b"optgroup"
            | b"option"
            | b"p"
            | b"param"
            | b"search"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"title"
            | b"tr"
            | b"track"
            | b"ul"
    )
}

/// What a line is that begins with a `<` of no such element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// One tag alone: HTML up to the next blank line, where no paragraph is open (kind 7).
    Alone,
    /// A tag and text behind it: a paragraph.
    Followed,
    /// Who knows.
    Unsure,
}

/// Reads the tag at the start of a line.
pub(super) fn tag(line: &[u8]) -> Tag {
    let count = |from: usize, inside: fn(&u8) -> bool| line[from..].iter().take_while(|byte| inside(byte)).count();
    let blanks = |from: usize| count(from, |byte| matches!(byte, b' ' | b'\t'));
    let closing = line.get(1) == Some(&b'/');
    let name = 1 + usize::from(closing);
    let mut at = name + line.get(name..).map_or(0, |_| count(name, u8::is_ascii_alphanumeric));
    let begins = line.get(name).is_some_and(u8::is_ascii_alphabetic);
    if !begins || is_raw(&line[name..]) {
        return Tag::Unsure;
    }
    loop {
        let skipped = blanks(at);
        at += skipped;
        match line.get(at) {
            Some(b'>') => break,
            Some(b'/') if !closing && line.get(at + 1) == Some(&b'>') => {
                at += 1;
                break;
            }
            Some(byte) if !closing && skipped > 0 && byte.is_ascii_alphabetic() => {
                at += count(at, |byte| byte.is_ascii_alphanumeric() || *byte == b'-');
                if line.get(at) != Some(&b'=') {
                    continue;
                }
                at += 1;
                let Some(quote @ (b'"' | b'\'')) = line.get(at) else { return Tag::Unsure };
                let Some(length) = memchr::memchr(*quote, &line[at + 1..]) else { return Tag::Unsure };
                at += 1 + length + 1;
            }
            _ => return Tag::Unsure,
        }
    }
    if at + 1 + blanks(at + 1) == line.len() { Tag::Alone } else { Tag::Followed }
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

/// Whether a line at the margin is made of bars with nothing between them: a row of empty cells.
pub(super) fn is_blank_row(line: &[u8]) -> bool {
    line.starts_with(b"|")
        && line.iter().all(|byte| matches!(byte, b'|' | b' '))
        && memchr::memchr_iter(b'|', line).count() > 1
}

/// The cells of a row that begins with a bar; `None` where an escape may hide one.
pub(super) fn cells(line: &[u8]) -> Option<usize> {
    let line = line.trim_ascii_end();
    let line = line.strip_suffix(b"|").unwrap_or(line);
    memchr::memchr(b'\\', line).is_none().then(|| memchr::memchr_iter(b'|', line).count())
}

/// The cells of a row of hyphens that begins with a bar.
pub(super) fn delimiters(line: &[u8]) -> Option<usize> {
    let line = line.strip_prefix(b"|")?.trim_ascii_end();
    let line = line.strip_suffix(b"|").unwrap_or(line);
    let is_one = |cell: &[u8]| {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b":").unwrap_or(cell);
        let cell = cell.strip_suffix(b":").unwrap_or(cell);
        !cell.is_empty() && cell.iter().all(|&byte| byte == b'-')
    };
    let mut count = 0;
    line.split(|&byte| byte == b'|').all(|cell| (count += 1, is_one(cell)).1).then_some(count)
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
pub(in crate::parse) struct Next<'a> {
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
