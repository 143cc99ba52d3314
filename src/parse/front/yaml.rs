//! YAML through granit-parser's events: a tree with spans that keeps
//! duplicates, styles and what was read before an error.

mod lines;

use crate::document::Comment;
use crate::document::front::{FrontError, FrontErrorKind, Node, Pair, Value};
use crate::source::{Source, Span};
use granit_parser::{Event, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;

/// What reading gave: the root, or the error with the root as far as it was read.
pub type Read<'a> = Result<Node<'a>, (FrontError, Node<'a>)>;

/// The most nodes that are kept; aliases are not followed, so a text can't
/// grow, but a text of `max-size` could hold millions.
const MOST: usize = 200_000;

/// Reads the YAML text of a span.
pub fn read(source: &Source, span: Span) -> (Read<'_>, Vec<Comment>) {
    let mut builder = Builder::new(source, span);
    match lines::read(&soften(source.slice(span)), &mut builder) {
        Some(()) => {
            let (root, comments) = builder.finish(span);
            (Ok(root), comments)
        }
        None => parse(source, span),
    }
}

/// Reads the YAML text of a span by the parser.
fn parse(source: &Source, span: Span) -> (Read<'_>, Vec<Comment>) {
    let text = soften(source.slice(span));
    let mut builder = Builder::new(source, span);
    let mut failed = None;
    for event in Parser::new_from_str(&text) {
        match event {
            Ok((event, place)) => {
                let range = place.byte_range().unwrap_or(0..0);
                if !builder.take(event, source.within(span, range.start, range.end)) {
                    break;
                }
            }
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    let (root, comments) = builder.finish(span);
    let read = match failed {
        None => Ok(root),
        Some(error) => {
            let root = if matches!(root.value, Value::Map(_)) { root } else { super::empty(span) };
            Err((explain(source, span, &error), root))
        }
    };
    (read, comments)
}

/// The readers of sites (libyaml, js-yaml, go-yaml) accept a tab wherever a
/// blank may stand behind a value or a colon; granit does not. One byte for
/// one byte, so offsets stay.
fn soften(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\t', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if memchr::memchr(b'\t', line.as_bytes()).is_none() {
            out.push_str(line);
            continue;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let (head, rest) = line.split_at(indent);
        // A line of blanks only is blank, tab or not.
        if rest.trim().is_empty() {
            out.push_str(&head.replace('\t', " "));
        } else {
            out.push_str(head);
        }
        out.push_str(&rest.replace('\t', " "));
    }
    Cow::Owned(out)
}

enum Frame<'a> {
    List(Span, Vec<Node<'a>>),
    Map(Span, Vec<Pair<'a>>, Option<(Cow<'a, str>, Span)>),
}

struct Builder<'a> {
    source: &'a Source,
    base: usize,
    stack: Vec<Frame<'a>>,
    root: Option<Node<'a>>,
    comments: Vec<Comment>,
    count: usize,
}

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Quoted,
    Block,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source, span: Span) -> Self {
        Builder { source, base: span.start(), stack: Vec::new(), root: None, comments: Vec::new(), count: 0 }
    }

    /// Takes an event; `false` when nothing more is wanted.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        self.count += 1;
        if self.count > MOST {
            return false;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                    _ => Style::Quoted,
                };
                self.scalar(text.into_owned().into(), style, span);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.put(Node { span, value: Value::Null }),
            Event::SequenceStart(..) => self.open_list(span),
            Event::MappingStart(..) => self.open_map(span),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Comment(..) => self.comment(span),
            Event::DocumentEnd => return false,
            _ => {}
        }
        true
    }

    fn scalar(&mut self, text: Cow<'a, str>, style: Style, span: Span) {
        let span = self.source.trim(span);
        let plain = style == Style::Plain;
        let value = if plain && (text.is_empty() || text == "~" || text == "null") {
            Value::Null
        } else {
            Value::Scalar { text, plain, block: style == Style::Block }
        };
        self.put(Node { span, value });
    }

    /// A key of the map that was opened last and is still open.
    fn key(&mut self, text: Cow<'a, str>, span: Span) {
        if let Some(Frame::Map(_, _, key)) = self.stack.last_mut() {
            *key = Some((text, span));
        }
    }

    fn open_list(&mut self, span: Span) {
        self.stack.push(Frame::List(span, Vec::new()));
    }

    fn open_map(&mut self, span: Span) {
        // Most front matter has about so many keys.
        let pairs = Vec::with_capacity(if self.stack.is_empty() { 16 } else { 4 });
        self.stack.push(Frame::Map(span, pairs, None));
    }

    fn put(&mut self, node: Node<'a>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List(_, items)) => items.push(node),
            Some(Frame::Map(_, pairs, key)) => match key.take() {
                None => {
                    let text = match node.value {
                        Value::Scalar { text, .. } => text,
                        _ => self.source.slice(node.span).into(),
                    };
                    *key = Some((text, node.span));
                }
                Some((key, key_span)) => {
                    let node = if node.span.is_empty() && matches!(node.value, Value::Null) {
                        // An absent value stands right behind its colon.
                        let colon = behind_colon(self.source, key_span);
                        Node { span: colon, value: Value::Null }
                    } else {
                        node
                    };
                    pairs.push(Pair { key, key_span, node, comment: None });
                }
            },
        }
    }

    fn close(&mut self, end: Span) {
        let node = match self.stack.pop() {
            Some(Frame::List(start, items)) => {
                let last = items.last().map_or(start, |node| node.span);
                Node { span: start.cover(last).cover(self.flow_end(start, end)), value: Value::List(items) }
            }
            Some(Frame::Map(start, pairs, _)) => {
                let first = pairs.first().map_or(start, |pair| pair.key_span);
                let last = pairs.last().map_or(start, |pair| pair.key_span.cover(pair.node.span));
                let span = if start.is_empty() { first } else { start };
                Node { span: span.cover(last).cover(self.flow_end(start, end)), value: Value::Map(pairs) }
            }
            None => return,
        };
        self.put(node);
    }

    /// The closing bracket of a flow collection; of a block one nothing more.
    fn flow_end(&self, start: Span, end: Span) -> Span {
        if matches!(self.source.slice(end), "]" | "}") { end } else { start }
    }

    fn comment(&mut self, span: Span) {
        let span = self.source.trim(span);
        self.comments.push(super::comment(self.source, span));
        let line = self.source.line_of(span.start());
        // It belongs to the value on its own line, or to a key still waiting for one.
        for frame in self.stack.iter_mut().rev() {
            if let Frame::Map(_, pairs, _) = frame
                && let Some(pair) = pairs.last_mut()
                && self.source.line_of(pair.key_span.start()) == line
            {
                pair.comment = Some(span);
                return;
            }
        }
    }

    /// The root and the comments.
    fn finish(mut self, span: Span) -> (Node<'a>, Vec<Comment>) {
        while !self.stack.is_empty() {
            self.close(self.source.snap(self.base, self.base));
        }
        let mut root = self.root.unwrap_or(Node { span: span.head(), value: Value::Null });
        place_comments(self.source, &mut root, &self.comments);
        (root, self.comments)
    }
}

/// Comments that stand where a value would: `pictures: # none yet`, or on the
/// lines below an empty key.
fn place_comments(source: &Source, node: &mut Node, comments: &[Comment]) {
    let Value::Map(pairs) = &mut node.value else { return };
    let ends: Vec<usize> =
        pairs.iter().skip(1).map(|pair| pair.key_span.start()).chain(std::iter::once(usize::MAX)).collect();
    for (pair, end) in pairs.iter_mut().zip(ends) {
        if matches!(pair.node.value, Value::Null) && pair.comment.is_none() {
            let from = pair.key_span.end();
            let at = comments.partition_point(|comment| comment.span.start() < from);
            pair.comment = comments
                .get(at)
                .filter(|comment| comment.span.start() < end)
                .filter(|comment| {
                    let line = source.line_of(comment.span.start());
                    line <= source.line_of(from) + 1
                })
                .map(|comment| comment.span);
        }
        place_comments(source, &mut pair.node, comments);
    }
}

fn behind_colon(source: &Source, key: Span) -> Span {
    let line = source.line_span(source.line_of(key.end()));
    let rest = source.snap(key.end(), line.end());
    let at = source.slice(rest).find(':').map_or(0, |at| at + 1);
    source.within(rest, at, at)
}

/// The error in our own words, as far as the line shows what was meant.
fn explain(source: &Source, span: Span, error: &ScanError) -> FrontError {
    let offset = error.marker().byte_offset().unwrap_or(0);
    let at = span.start() + offset.min(span.len());
    let number = source.line_of(at.min(span.end().saturating_sub(1)).max(span.start()));
    let first = source.line_of(span.start());
    // The line of the error first, then the ones above it: readers notice late.
    for line in (first..=number).rev().take(3) {
        if let Some((span, kind)) = cause(source, source.line_span(line)) {
            return FrontError { span, kind, detail: error.info().clone() };
        }
    }
    for line in first..=number {
        if let Some((span, kind)) = cause(source, source.line_span(line))
            && kind == FrontErrorKind::UnclosedQuote
        {
            return FrontError { span, kind, detail: error.info().clone() };
        }
    }
    let line = source.trim(source.line_span(number));
    let previous = number.checked_sub(1).filter(|&line| line >= first).map(|line| indent(source.line(line)));
    let kind = match previous {
        Some(previous) if previous != indent(source.line(number)) => FrontErrorKind::Indentation,
        _ => FrontErrorKind::Other,
    };
    FrontError { span: line, kind, detail: error.info().clone() }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// What is wrong with the value on a line.
fn cause(source: &Source, line: Span) -> Option<(Span, FrontErrorKind)> {
    let text = source.slice(line);
    let content = text.trim_start().trim_start_matches("- ").trim_start();
    let offset = text.len() - content.len();
    let (key, value) = content.split_once(':')?;
    if key.contains(['"', '\'', '#', '[', '{']) || !value.starts_with([' ', '\t']) {
        return None;
    }
    let start = offset + key.len() + 1;
    let place = source.trim(source.within(line, start, text.len()));
    let value = source.slice(place);
    let first = value.chars().next()?;
    let kind = match first {
        '@' | '`' | '%' => FrontErrorKind::ReservedStart,
        '"' | '\'' => {
            let behind = value.get(1..).unwrap_or("");
            // Behind the closing quote only a comment may follow.
            let closed = behind.rfind(first);
            match closed {
                Some(at) => {
                    let tail = behind.get(at + 1..).unwrap_or("").trim();
                    if tail.is_empty() || tail.starts_with('#') {
                        return None;
                    }
                    FrontErrorKind::UnclosedQuote
                }
                None => FrontErrorKind::UnclosedQuote,
            }
        }
        '[' | '{' | '|' | '>' | '&' | '*' | '!' => return None,
        _ if value.contains(": ") || value.ends_with(':') => FrontErrorKind::UnquotedColon,
        _ => return None,
    };
    Some((place, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces of which front matter is made, and broken.
    const PIECES: &[&str] = &[
        "title: ",
        "title:",
        "a: ",
        "date: 2026-03-01",
        "tags: [a, b c]",
        "tags: [\"x\", 'y' ]",
        "tags: []",
        "- ",
        "-",
        "- name: Ada",
        "  ",
        "    ",
        " ",
        "word",
        "two words",
        "\"quoted\"",
        "'single'",
        "'it''s'",
        "\"a\\n\"",
        "10:30",
        "http://a.example/b",
        "a: b",
        "é",
        "日本",
        "null",
        "~",
        "no",
        " # remark",
        "#",
        "# remark",
        ":",
        ",",
        "[",
        "]",
        "{a: b}",
        "{}",
        "- - ",
        "\r\n  ",
        "what?: ",
        "{",
        "|",
        ">-",
        "&x",
        "*x",
        "!t",
        "-5",
        "@",
        "`",
        "%",
        "?",
        "? ",
        "---",
        "...",
        "\t",
        "\r\n",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
    ];

    const LINES: &[&str] = &[
        "",
        "title: Maps",
        "title: \"Maps: all\" # said",
        "date: 2026-03-01 10:00",
        "event:",
        "event: # below",
        "  start: 10:00",
        "  end: '11:00'",
        "    room: A",
        "- x",
        "  - x",
        "  - y # z",
        "    - deep",
        "- name: Ada",
        "- - name: Ada",
        "  - - start: 10:00",
        "      end: 11:00",
        "    - start: 12:00",
        "  Was?: Text",
        "none: {}",
        "  - {}",
        "title: Maps\r",
        "# remark\r",
        "  - name: Ada",
        "    role: chair",
        "  role: chair",
        "-   wide: yes",
        "    wider: no",
        "# alone",
        "  # inside",
        "tags: [a, b]",
        "  tags: [a, \"b\"] # c",
        "more text",
        "  more text",
        "text: |",
        "  a",
        " odd: b",
        "empty:",
        "   ",
    ];

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        let mut next = crate::parse::dice(7);
        let mut read = 0;
        for round in 0..40_000 {
            let text: String = if round % 2 == 0 {
                (0..next(9)).map(|_| [PIECES[next(PIECES.len())], ["", "\n"][next(2)]].concat()).collect()
            } else {
                (0..next(8)).flat_map(|_| [LINES[next(LINES.len())], "\n"]).collect()
            };
            let text = format!("k: v\n{text}");
            let source = Source::new("a.md", "a.md", text.as_str());
            let whole = source.snap(0, source.text().len());
            let mut builder = Builder::new(&source, whole);
            if lines::read(&soften(source.text()), &mut builder).is_none() {
                continue;
            }
            read += 1;
            let (root, comments) = builder.finish(whole);
            let (parsed, parsed_comments) = parse(&source, whole);
            let parsed = parsed.unwrap_or_else(|(error, _)| panic!("{text:?}: {error:?}"));
            assert_eq!(format!("{root:?}"), format!("{parsed:?}"), "{text:?}");
            assert_eq!(format!("{comments:?}"), format!("{parsed_comments:?}"), "{text:?}");
        }
        assert!(read > 4_000, "{read}");
    }
}
