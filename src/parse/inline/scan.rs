//! Cuts the text of a block into tokens, in one pass with a stack of brackets.

use super::emit::{Element, Open};
use super::emphasis::{self, Delimiter, Pair};
use super::{Kind, Pending, Place, Read, address, destination, entity, special, tag};
use crate::document::prose::Run;
use crate::document::{HtmlTag, Mark};
use crate::parse::definition;
use crate::parse::reader::Reader;
use crate::source::Span;
use std::cell::Cell;
use std::ops::Range;

/// The longest code that is a time, in bytes.
const TIME: usize = 20;

/// What is found in a block; kept between blocks to save allocations.
#[derive(Debug, Default)]
pub(in crate::parse) struct Tokens {
    /// In the order of the text.
    pub list: Vec<Token>,
    /// The tags that tokens name.
    pub tags: Vec<HtmlTag>,
    /// The links that tokens name.
    pub links: Vec<Pending>,
    /// Which runs open and close emphasis.
    pub pairs: Vec<Pair>,
    /// The runs that may yet take part, while they are scanned.
    delimiters: Vec<Delimiter>,
    /// Those that may open, while they are paired.
    openers: Vec<Delimiter>,
    /// The brackets that are open, while they are scanned.
    brackets: Vec<Bracket>,
    /// The text of a block while it is written.
    pub text: String,
    /// Its runs and marks.
    pub runs: Vec<Run>,
    pub marks: Vec<Mark>,
    /// Its links and elements that are not closed yet.
    pub open: Vec<Open>,
    pub elements: Vec<Element>,
    /// Where the text stands before and behind each run of emphasis marks.
    pub at: Vec<Range<usize>>,
}

/// The bytes of text, and the tokens, up to which the room for them is kept.
const KEPT: usize = 1 << 14;

thread_local! {
    static LAST: Cell<Option<Box<Tokens>>> = const { Cell::new(None) };
}

impl Tokens {
    /// Empty ones, with the room that the last post of this thread needed: a run reads thousands of posts.
    pub fn take() -> Box<Tokens> {
        LAST.take().unwrap_or_default()
    }

    /// Leaves the room to the next post.
    pub fn keep(self: Box<Self>) {
        if self.text.capacity() <= KEPT && self.list.capacity() <= KEPT {
            LAST.set(Some(self));
        }
    }
}

/// A stretch of the source that is not plain text.
#[derive(Debug)]
pub(in crate::parse) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

#[derive(Debug)]
struct Bracket {
    token: usize,
    /// The emphasis runs before it.
    runs: usize,
    image: bool,
    /// Another bracket closed inside it.
    nested: bool,
}

/// What a pass over one block remembers.
struct State<'a> {
    span: Span,
    place: Place,
    tags: &'a mut Vec<HtmlTag>,
    links: &'a mut Vec<Pending>,
    brackets: &'a mut Vec<Bracket>,
    /// Brackets below this height hold a link already and can't be one.
    spent: usize,
    runs: &'a mut Vec<Delimiter>,
    openers: &'a mut Vec<Delimiter>,
    pairs: &'a mut Vec<Pair>,
    /// For each length of backticks: from here on no run of that length follows.
    no_code: Option<[usize; 32]>,
    /// No comment ends in this block any more.
    no_comment: bool,
}

impl Reader<'_> {
    /// Cuts the text of a span, in which nothing is to be found before byte `first`.
    pub(in crate::parse) fn scan(&mut self, span: Span, first: usize, place: Place, tokens: &mut Tokens) {
        let source = self.source;
        let end = span.end();
        let bytes = &source.text().as_bytes()[..end];
        let Tokens { list: tokens, tags, links, pairs, delimiters: runs, openers, brackets, .. } = tokens;
        runs.clear();
        brackets.clear();
        let mut state = State {
            span,
            place,
            tags,
            links,
            brackets,
            spent: 0,
            runs,
            openers,
            pairs,
            no_code: None,
            no_comment: false,
        };
        let mut at = first;
        if let Some(over) = self.templates.covering(span.start()) {
            at = over.min(end);
            tokens.push(Token::new(span.start(), at, Kind::Nothing));
        }
        while let Some(found) = special::first(source.text().as_bytes(), at, end) {
            at = found;
            let byte = bytes[at];
            let rest = source.text().get(at..end).unwrap_or("");
            let before = tokens.len();
            match byte {
                b'\n' | b'\r' => line(&state, bytes, tokens, at),
                b'\\' => match bytes.get(at + 1) {
                    Some(b'\n' | b'\r') => {
                        let to = next_line(&state, bytes, at + 1);
                        tokens.push(Token::new(at, to, Kind::Line(true)));
                    }
                    Some(next) if next.is_ascii_punctuation() => {
                        tokens.push(Token::new(at, at + 2, Kind::Read(Read::Escaped)));
                    }
                    _ => {}
                },
                b'`' => self.code(&mut state, tokens, at),
                b'*' | b'_' | b'~' => run(&mut state, rest, source.text(), tokens, at),
                b'[' => {
                    let floor = tokens.last().map_or(span.start(), |token| token.end);
                    let image = floor < at && bytes[at - 1] == b'!';
                    state.open(tokens, at - usize::from(image), image);
                }
                b']' => self.close(&mut state, tokens, at),
                b'<' => self.angle(&mut state, tokens, at),
                b'&' => {
                    if let Some((length, text)) = entity::read(rest) {
                        tokens.push(Token::new(at, at + length, Kind::Read(Read::Text(text))));
                    }
                }
                b'{' => self.brace(tokens, at, end),
                b':' | b'.' | b'@' => {
                    let from = tokens.last().map_or(span.start(), |token| token.end);
                    let in_bracket = !state.brackets.is_empty();
                    if let Some((start, stop, prefix)) =
                        address::bare(source.text(), &self.templates, from, at, end, in_bracket)
                    {
                        tokens.push(Token::new(start, stop, Kind::Bare(prefix)));
                    }
                }
                _ => {}
            }
            at = match tokens.last() {
                // A closing bracket may shorten the list (footnotes), so the end decides, not the count.
                Some(token) if token.end > at => token.end,
                _ => at + 1,
            };
            debug_assert!(tokens.len() + 1 >= before || byte == b']', "only brackets take tokens back");
        }
        if !state.runs.is_empty() {
            emphasis::pair(tokens, state.runs, state.openers, state.pairs);
        }
    }

    fn code(&mut self, state: &mut State<'_>, tokens: &mut Vec<Token>, at: usize) {
        let text = self.source.text().as_bytes().get(..state.span.end()).unwrap_or_default();
        let length = text[at..].iter().take_while(|&&byte| byte == b'`').count();
        let literal = Token::new(at, at + length, Kind::Bracket);
        let known = state.no_code.get_or_insert([usize::MAX; 32]).get(length).copied();
        if known.is_none_or(|from| at >= from) {
            tokens.push(literal);
            return;
        }
        let mut from = at + length;
        while let Some(found) = memchr::memchr(b'`', text.get(from..).unwrap_or_default()) {
            let start = from + found;
            let run = text[start..].iter().take_while(|&&byte| byte == b'`').count();
            from = start + run;
            if run == length {
                let span = self.source.snap(at, from);
                if let Some(time) = time_in_code(self.source.slice(span)) {
                    tokens.push(Token::new(at, at + time.start, Kind::Nothing));
                    tokens.push(Token::new(at + time.end, from, Kind::Nothing));
                    return;
                }
                self.doc.hidden.push(span);
                self.templates.drop_in(span);
                tokens.push(Token::new(at, from, Kind::Code));
                return;
            }
        }
        if let Some(slot) = state.no_code.as_mut().and_then(|known| known.get_mut(length)) {
            *slot = at;
        }
        tokens.push(literal);
    }

    fn angle(&mut self, state: &mut State<'_>, tokens: &mut Vec<Token>, at: usize) {
        let end = state.span.end();
        let rest = self.source.text().get(at..end).unwrap_or("");
        if rest.starts_with("<!--") {
            if state.no_comment {
                return;
            }
            let Some(length) = memchr::memmem::find(rest.get(4..).unwrap_or("").as_bytes(), b"-->") else {
                state.no_comment = true;
                // In raw HTML it hides all that follows; in running text it is shown as it stands.
                if state.place.html {
                    let words = self.source.trim(self.source.snap(at + 4, end));
                    tokens.push(Token::new(at, end, Kind::Comment(words)));
                }
                return;
            };
            let words = self.source.trim(self.source.snap(at + 4, at + 4 + length));
            tokens.push(Token::new(at, at + length + 7, Kind::Comment(words)));
        } else if let Some(tag) = self.tag(at, end) {
            tokens.push(Token::new(at, tag.span.end(), Kind::Html(state.tags.len())));
            state.tags.push(tag);
        } else if let Some(length) = address::autolink(rest) {
            let inner = self.source.snap(at + 1, at + length - 1);
            tokens.push(Token::new(at, at + length, Kind::Autolink(inner)));
        }
    }

    /// The tag at byte `at`, which is known where raw HTML was cut into tags before.
    fn tag(&mut self, at: usize, end: usize) -> Option<HtmlTag> {
        let index = self.lexed.partition_point(|tag| tag.span.start() < at);
        match self.lexed.get(index) {
            Some(tag) if tag.span.start() == at => (tag.span.end() <= end).then(|| tag.clone()),
            _ => tag::read(self.source, at, end, &mut self.doc.attributes),
        }
    }

    fn brace(&self, tokens: &mut Vec<Token>, at: usize, end: usize) {
        if let Some(index) = self.templates.at(at) {
            let to = self.templates.marks[index].span.end().min(end);
            tokens.push(Token::new(at, to, Kind::Template(index)));
            return;
        }
        let rest = self.source.text().get(at..end).unwrap_or("");
        // Attributes of kramdown (`{: .x}`) and, glued to a link or image, of markdown-it (`{.x}`).
        let glued = tokens.last().is_some_and(|token| token.end == at && matches!(token.kind, Kind::Close(_)));
        if !(rest.starts_with("{:") || glued) {
            return;
        }
        let head = rest.as_bytes().get(..rest.len().min(300)).unwrap_or_default();
        if let Some(length) = head.iter().position(|&byte| matches!(byte, b'}' | b'\n'))
            && head[length] == b'}'
        {
            tokens.push(Token::new(at, at + length + 1, Kind::Nothing));
        }
    }

    /// A closing bracket: the end of a link, a reference, a footnote's mark, or text.
    fn close(&mut self, state: &mut State<'_>, tokens: &mut Vec<Token>, at: usize) {
        let Some(bracket) = state.brackets.pop() else { return };
        let height = state.brackets.len();
        let spent = height < state.spent && !bracket.image;
        state.spent = state.spent.min(height);
        if let Some(outer) = state.brackets.last_mut() {
            outer.nested = true;
        }
        if spent {
            return;
        }
        let Some(open) = tokens.get(bracket.token).map(|token| (token.start, token.end)) else { return };
        let inner = self.source.snap(open.1, at);
        let end = state.span.end();
        let mut pending = Pending {
            close: tokens.len(),
            span: inner,
            inner,
            target: inner.tail(),
            title: None,
            reference: None,
            image: bracket.image,
        };
        let mut shown = false;
        let stop = if let Some(found) = destination::inline(self.source, &self.templates, at + 1, end) {
            pending.target = found.target;
            pending.title = found.title;
            found.end
        } else if let Some((label, definition, full, stop)) = self.reference(inner, bracket.nested, at, end) {
            shown = definition.is_none();
            pending.target = definition.and_then(|index| self.doc.definitions.get(index)).map_or(label, |d| d.target);
            pending.title = definition.and_then(|index| self.titles.get(index).copied().flatten());
            pending.reference = Some((label, definition, full));
            stop
        } else {
            let mark = self.source.slice(inner);
            if mark.len() > 1 && mark.starts_with('^') && !mark.contains(char::is_whitespace) {
                tokens.truncate(bracket.token);
                state.runs.truncate(bracket.runs);
                // What was paired since the bracket opened stands inside it.
                while state.pairs.pop_if(|pair| pair.open >= bracket.token).is_some() {}
                tokens.push(Token::new(open.0, at + 1, Kind::Nothing));
            }
            return;
        };
        pending.span = self.source.snap(open.0, stop);
        let outside = bracket.runs.min(state.runs.len());
        if outside < state.runs.len() {
            emphasis::pair(tokens, &state.runs[outside..], state.openers, state.pairs);
            state.runs.truncate(outside);
        }
        if !bracket.image && !shown {
            state.spent = height;
            for token in tokens.iter_mut().skip(bracket.token + 1) {
                if matches!(token.kind, Kind::Bare(_)) {
                    token.kind = Kind::Bracket;
                }
            }
        }
        tokens.push(Token::new(at, stop, Kind::Close(shown)));
        if let Some(token) = tokens.get_mut(bracket.token) {
            token.kind = Kind::Open(state.links.len());
            state.links.push(pending);
        }
    }

    /// `[text][label]`, `[label][]`, `[label]`: label, definition, whether full, and the end.
    fn reference(
        &self,
        inner: Span,
        nested: bool,
        at: usize,
        end: usize,
    ) -> Option<(Span, Option<usize>, bool, usize)> {
        let rest = self.source.text().get(at + 1..end)?;
        if rest.starts_with('[')
            && let Some(length) = definition::label(rest)
            && !rest.starts_with("[^")
        {
            let label = self.source.trim(self.source.snap(at + 2, at + 1 + length - 1));
            if !label.is_empty() {
                let found = self.definition(label);
                return Some((label, found, true, at + 1 + length));
            }
            if length == 2 && !nested {
                return self.definition(inner).map(|index| (inner, Some(index), false, at + 3));
            }
        }
        if nested || inner.is_empty() {
            return None;
        }
        self.definition(inner).map(|index| (inner, Some(index), false, at + 1))
    }
}

impl State<'_> {
    fn open(&mut self, tokens: &mut Vec<Token>, at: usize, image: bool) {
        self.brackets.push(Bracket { token: tokens.len(), runs: self.runs.len(), image, nested: false });
        tokens.push(Token::new(at, at + 1 + usize::from(image), Kind::Bracket));
    }
}

fn run(state: &mut State<'_>, rest: &str, text: &str, tokens: &mut Vec<Token>, at: usize) {
    let mark = rest.as_bytes()[0];
    let length = rest.bytes().take_while(|&byte| byte == mark).count();
    if mark == b'~' && length != 2 {
        tokens.push(Token::new(at, at + length, Kind::Bracket));
        return;
    }
    let before = text.get(state.span.start()..at).and_then(|text| text.chars().next_back());
    let after = rest[length..].chars().next();
    let (opens, closes) = emphasis::flanking(mark, before, after);
    if opens || closes {
        state.runs.push(Delimiter { token: tokens.len(), mark, length, opens, closes });
    }
    let kind = Kind::Run { mark, closing: 0, opening: 0 };
    tokens.push(Token::new(at, at + length, kind));
}

/// A line end with the blanks on both sides.
fn line(state: &State<'_>, bytes: &[u8], tokens: &mut Vec<Token>, at: usize) {
    let floor = tokens.last().map_or(state.span.start(), |token| token.end);
    let mut start = at;
    while start > floor && matches!(bytes[start - 1], b' ' | b'\t') {
        start -= 1;
    }
    let hard = bytes[start..at].iter().filter(|&&byte| byte == b' ').count() >= 2;
    tokens.push(Token::new(start, next_line(state, bytes, at), Kind::Line(hard && !state.place.html)));
}

/// The first byte of the text on the line behind a line end.
fn next_line(state: &State<'_>, bytes: &[u8], mut at: usize) -> usize {
    let mut quotes = 0;
    while at < state.span.end() {
        match bytes[at] {
            b'\n' | b'\r' => quotes = 0,
            b' ' | b'\t' => {}
            b'>' if quotes < state.place.quotes => quotes += 1,
            _ => break,
        }
        at += 1;
    }
    at
}

/// The bytes of a code that is a time, which is set so for its looks alone: `` `9:00` ``, `` `10:30 – 11:00` ``.
fn time_in_code(code: &str) -> Option<Range<usize>> {
    let inner = code.trim_matches(['`', ' ']);
    if inner.len() > TIME || !inner.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_clock = |clock: &str| {
        let clock = clock.trim().trim_end_matches(['a', 'p', 'm', 'A', 'P', 'M', 'h']).trim_end();
        let number = |text: &str, most: u8| {
            text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse().is_ok_and(|number: u8| number <= most)
        };
        let parts = clock.split_once(':');
        parts.is_some_and(|(hour, minute)| number(hour, 24) && minute.len() == 2 && number(minute, 59))
    };
    inner.split(['-', '–', '—']).all(is_clock).then(|| {
        let start = code.len() - code.trim_start_matches(['`', ' ']).len();
        start..start + inner.len()
    })
}
