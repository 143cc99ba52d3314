//! The lines that nearly all front matter is made of, read without a YAML parser.
//!
//! `key: text`, `key: "text"`, `- item`, `[a, b]`, nested by indentation, and
//! comments. Whatever else stands there (block scalars, escapes, anchors, values
//! over several lines, mistakes) ends the reading, and the parser reads the whole.
//! What is read is what the parser would have read: a test compares the two.

use super::{Builder, Style};
use std::borrow::Cow;
use std::ops::Range;

/// The longest text that is read so.
const LONGEST: usize = 100_000;
/// The longest key.
const LONGEST_KEY: usize = 200;

/// Reads all lines of a text into the builder. `None` as soon as a line is of another kind; the builder is of no
/// use then.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Option<()> {
    if text.len() > LONGEST || !is_plain(text.as_bytes()) {
        return None;
    }
    // Where no tab was softened the text is the source's own.
    let softened = memchr::memchr(b'\t', builder.source.text().as_bytes()).is_some();
    let mut lines = Lines { text, softened, builder, open: Vec::new(), waits: false };
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
        let carriage = usize::from(text[at..end].ends_with('\r'));
        lines.line(at, end - carriage)?;
        at = end + 1;
    }
    lines.waiting_is_null();
    (!lines.open.is_empty()).then_some(())
}

/// No control characters but line ends, and none of the characters that YAML treats as such.
fn is_plain(bytes: &[u8]) -> bool {
    let strange = |byte: u8| byte < b' ' && byte != b'\n' && byte != b'\r' || byte == 0x7f;
    if bytes.iter().fold(false, |any, &byte| any | strange(byte))
        || memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
    {
        return false;
    }
    !memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| {
        matches!(
            &bytes[at..bytes.len().min(at + 3)],
            [0xc2, 0x80..=0x9f, ..] | [0xe2, 0x80, 0xa8 | 0xa9] | [0xef, 0xbb, 0xbf] | [0xef, 0xbf, _]
        )
    })
}

/// A collection that more lines may belong to: the column of its keys or hyphens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Map(usize),
    List(usize),
}

struct Lines<'a, 'b> {
    text: &'a str,
    /// Blanks may stand for tabs of the source.
    softened: bool,
    builder: &'a mut Builder<'b>,
    open: Vec<Open>,
    /// The last key has no value yet.
    waits: bool,
}

impl<'b> Lines<'_, 'b> {
    fn line(&mut self, start: usize, end: usize) -> Option<()> {
        let bytes = self.text.as_bytes();
        let indent = bytes[start..end].iter().take_while(|&&byte| byte == b' ').count();
        let at = start + indent;
        match bytes[at..end].first() {
            None => return Some(()),
            Some(b'#') => {
                self.comment(at..end);
                return Some(());
            }
            _ => {}
        }
        let mut item = self.item(at, end);
        self.nest(indent, at, item)?;
        let mut start = at;
        // Lists may begin within an item, as keys may: `- - name: Ada`.
        while let Some(content) = item {
            start = content;
            item = self.item(content, end);
            let column = indent + content - at;
            if item.is_some() {
                self.open.push(Open::List(column));
                self.builder.open_list(self.place(content..content));
            } else if key_end(&bytes[content..end]).is_some() {
                self.open_map(column, content);
            } else {
                return self.value(content, end);
            }
        }
        self.pair(start, end)
    }

    /// Where the content of an item begins whose hyphen stands at `at`.
    fn item(&self, at: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..end];
        let blanks = || bytes[1..].iter().take_while(|&&byte| byte == b' ').count();
        bytes.starts_with(b"- ").then(|| at + 1 + blanks())
    }

    /// Closes what a line at this indentation does not belong to, and opens what it begins. `item` is where an
    /// item's content stands.
    fn nest(&mut self, indent: usize, at: usize, item: Option<usize>) -> Option<()> {
        if self.waits {
            let opens = match self.open.last()? {
                // A list may stand at the column of its key.
                Open::Map(column) => indent > *column || item.is_some() && indent == *column,
                Open::List(_) => false,
            };
            if opens {
                self.waits = false;
                if let Some(content) = item {
                    // The parser has a list at its key's column begin with the first item.
                    let start = if *self.open.last()? == Open::Map(indent) { content } else { at };
                    self.open.push(Open::List(indent));
                    self.builder.open_list(self.place(start..start));
                } else {
                    self.open_map(indent, at);
                }
                return Some(());
            }
            self.waiting_is_null();
        }
        if self.open.is_empty() {
            return (item.is_none() && indent == 0).then(|| self.open_map(0, at));
        }
        loop {
            match *self.open.last()? {
                Open::Map(column) if column == indent && item.is_none() => return Some(()),
                Open::List(column) if column == indent && item.is_some() => return Some(()),
                Open::Map(column) if column < indent => return None,
                Open::List(column) if column < indent => return None,
                _ => {
                    self.open.pop();
                    self.builder.close(self.place(at..at));
                }
            }
        }
    }

    fn open_map(&mut self, column: usize, at: usize) {
        self.open.push(Open::Map(column));
        self.builder.open_map(self.place(at..at));
    }

    fn pair(&mut self, start: usize, end: usize) -> Option<()> {
        let bytes = self.text.as_bytes();
        let key = start..start + key_end(&bytes[start..end])?;
        let place = self.place(key.clone());
        self.builder.key(self.words(key.clone()), place);
        let from = key.end + 1;
        let at = from + bytes[from..end].iter().take_while(|&&byte| byte == b' ').count();
        self.waits = match bytes[at..end].first() {
            None => true,
            Some(b'#') => {
                // In a list it is the parser's order of events that tells whose comment it is.
                if self.open.iter().any(|open| matches!(open, Open::List(_))) {
                    return None;
                }
                self.comment(at..end);
                true
            }
            Some(_) => {
                self.value(at, end)?;
                false
            }
        };
        Some(())
    }

    /// A value from `at` to the end of its line, and a comment behind it.
    fn value(&mut self, at: usize, end: usize) -> Option<()> {
        let rest = &self.text.as_bytes()[at..end];
        let behind = match *rest.first()? {
            quote @ (b'"' | b'\'') => self.quoted(at, end, quote)?,
            b'[' => self.flow(at, end)?,
            b'{' if rest.get(1) == Some(&b'}') => {
                self.builder.open_map(self.place(at..at + 1));
                self.builder.close(self.place(at + 1..at + 2));
                at + 2
            }
            first if begins_plain(first, rest.get(1)) => {
                let place = at..at + plain_end(rest)?;
                self.scalar(place.clone(), place.clone(), Style::Plain);
                place.end
            }
            _ => return None,
        };
        let blanks = self.text.as_bytes()[behind..end].iter().take_while(|&&byte| byte == b' ').count();
        match self.text.as_bytes()[behind + blanks..end].first() {
            None => Some(()),
            Some(b'#') if blanks > 0 => {
                self.comment(behind + blanks..end);
                Some(())
            }
            Some(_) => None,
        }
    }

    /// A quoted text without escapes that ends on its line; the byte behind it.
    fn quoted(&mut self, at: usize, end: usize, quote: u8) -> Option<usize> {
        let inner = &self.text.as_bytes()[at + 1..end];
        let close = at + 1 + memchr::memchr2(quote, b'\\', inner)?;
        let bytes = self.text.as_bytes();
        let doubled = quote == b'\'' && bytes.get(close + 1) == Some(&quote);
        if bytes[close] != quote || doubled {
            // A backslash in single quotes is a backslash; it is rare enough.
            return None;
        }
        self.scalar(at..close + 1, at + 1..close, Style::Quoted);
        Some(close + 1)
    }

    /// `[a, "b"]` on one line; the byte behind it.
    fn flow(&mut self, at: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let blanks = |from: usize| from + bytes[from..end].iter().take_while(|&&byte| byte == b' ').count();
        self.builder.open_list(self.place(at..at + 1));
        let mut next = blanks(at + 1);
        if bytes[next..end].first() != Some(&b']') {
            loop {
                next = match *bytes[next..end].first()? {
                    quote @ (b'"' | b'\'') => self.quoted(next, end, quote)?,
                    first if first.is_ascii_alphanumeric() || !first.is_ascii() => {
                        let length =
                            bytes[next..end].iter().position(|byte| b"[]{},:#\"'&*!|>%@`?\\".contains(byte))?;
                        let text = self.text[next..next + length].trim_end_matches(' ');
                        let place = next..next + text.len();
                        self.scalar(place.clone(), place.clone(), Style::Plain);
                        place.end
                    }
                    _ => return None,
                };
                next = blanks(next);
                match *bytes[next..end].first()? {
                    b',' => next = blanks(next + 1),
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.builder.close(self.place(next..next + 1));
        Some(next + 1)
    }

    /// A key that is still without a value has none.
    fn waiting_is_null(&mut self) {
        if std::mem::take(&mut self.waits) {
            self.builder.scalar("".into(), Style::Plain, self.place(0..0));
        }
    }

    fn scalar(&mut self, place: Range<usize>, text: Range<usize>, style: Style) {
        let words = self.words(text);
        self.builder.scalar(words, style, self.place(place));
    }

    /// A piece of the text: the source's own where that says the same, tabs and all.
    fn words(&self, range: Range<usize>) -> Cow<'b, str> {
        let own: &'b str = self.builder.source.slice(self.place(range.clone()));
        if !self.softened || own == &self.text[range.clone()] {
            Cow::Borrowed(own)
        } else {
            Cow::Owned(self.text[range].to_owned())
        }
    }

    fn comment(&mut self, place: Range<usize>) {
        self.builder.comment(self.place(place));
    }

    fn place(&self, range: Range<usize>) -> crate::source::Span {
        self.builder.source.snap(self.builder.base + range.start, self.builder.base + range.end)
    }
}

/// The length of the key that a line begins with, its colon not counted.
fn key_end(line: &[u8]) -> Option<usize> {
    let first = line.first()?;
    if !(first.is_ascii_alphabetic() || *first == b'_') {
        return None;
    }
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'?' | b' ');
    let length = line.iter().take(LONGEST_KEY).take_while(|byte| inside(byte)).count();
    let colon = line.get(length) == Some(&b':') && matches!(line.get(length + 1), None | Some(b' '));
    (colon && line[length - 1] != b' ').then_some(length)
}

/// The length of the plain text at the start of a line's value: up to the blanks before a comment. `None` when it
/// holds a colon that makes a key of it.
fn plain_end(rest: &[u8]) -> Option<usize> {
    let mut end = rest.len();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'#', b':', &rest[at..]) {
        let place = at + found;
        at = place + 1;
        if rest[place] == b':' {
            if matches!(rest.get(at), None | Some(b' ')) {
                return None;
            }
        } else if rest[..place].ends_with(b" ") {
            end = place;
            break;
        }
    }
    Some(end - rest[..end].iter().rev().take_while(|&&byte| byte == b' ').count())
}

/// Whether a value that begins with this byte is plain text.
fn begins_plain(first: u8, next: Option<&u8>) -> bool {
    match first {
        b'-' => next.is_some_and(u8::is_ascii_alphanumeric),
        b'/' | b'.' | b'(' | b'+' | b'$' | b'_' | b'<' | b'~' | b'=' | b';' | b'^' => true,
        _ => first.is_ascii_alphanumeric() || !first.is_ascii(),
    }
}
