//! Suppressions in comments: `eventlint-disable-next-line rule : reason`.
//!
//! A suppression silences findings whose primary place begins on the lines it
//! means. It is itself judged: one that silences nothing, names no rule, or
//! stands where it breaks the table is reported.

use crate::catalogue::{self, Manifest, Needs};
use crate::diagnostic::{Finding, Found, Subject};
use crate::document::front::{Node, Pair};
use crate::document::{BlockKind, Comment, CommentKind, Document};
use crate::nearest::nearest;
use crate::source::{Source, Span};
use std::ops::Range;

/// How much a suppression silences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// From here to the matching `enable`, or to the end.
    On,
    /// Ends an [`Reach::On`].
    Off,
    /// The lines of the comment.
    Line,
    /// The next line that is not blank.
    NextLine,
    /// The table, list or paragraph that follows.
    NextBlock,
    /// The whole file.
    File,
}

const WORDS: &[(&str, Reach)] = &[
    ("eventlint-disable", Reach::On),
    ("eventlint-enable", Reach::Off),
    ("eventlint-disable-line", Reach::Line),
    ("eventlint-disable-next-line", Reach::NextLine),
    ("eventlint-disable-next-block", Reach::NextBlock),
    ("eventlint-disable-file", Reach::File),
];

/// Behind all lines: of the whole file, and of what is not yet closed.
const END: usize = usize::MAX - 1;
const OPEN: usize = usize::MAX;

/// One name in one suppression.
#[derive(Debug)]
struct Silence {
    /// An id, a group or `all`.
    word: String,
    /// The name's place.
    span: Span,
    /// The lines that are silenced, from 0.
    lines: Range<usize>,
    /// Whether it has silenced anything.
    used: bool,
}

/// The suppressions of one post.
#[derive(Debug, Default)]
pub struct Suppressions {
    silences: Vec<Silence>,
    /// Indices of those that end, by their first line, each with the last line that it or one before it ends behind.
    ending: Vec<(usize, usize)>,
    /// Indices of those that hold to the end of the file.
    lasting: Vec<usize>,
    mistakes: Vec<Finding>,
}

impl Suppressions {
    /// Whether a finding of a rule (catalogue index) on a line (from 0) is silenced; records the use.
    pub fn silences(&mut self, rule: usize, line: usize) -> bool {
        let Some(rule) = catalogue::rules().get(rule) else { return false };
        let begun = self.ending.partition_point(|&(index, _)| self.silences[index].lines.start <= line);
        let ending = self.ending[..begun].iter().rev().take_while(|(_, last)| *last > line).map(|(index, _)| *index);
        let mut silenced = false;
        for index in ending.chain(self.lasting.iter().copied()) {
            let silence = &mut self.silences[index];
            if silence.lines.contains(&line) && catalogue::names(&silence.word, rule) {
                silence.used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// Prepares the look-up by line.
    fn order(&mut self) {
        let (mut ending, lasting): (Vec<usize>, Vec<usize>) =
            (0..self.silences.len()).partition(|&index| self.silences[index].lines.end < END);
        ending.sort_by_key(|&index| self.silences[index].lines.start);
        let mut last = 0;
        for index in ending {
            last = self.silences[index].lines.end.max(last);
            self.ending.push((index, last));
        }
        self.lasting = lasting;
    }

    /// What is wrong with the suppressions themselves; `ran` tells whether a
    /// rule (catalogue index) looked at the post.
    #[must_use]
    pub fn findings(&self, ran: &dyn Fn(usize) -> bool) -> Vec<Finding> {
        if self.silences.is_empty() {
            return self.mistakes.clone();
        }
        let mut found = Found::new();
        if let Some(rule) = catalogue::find("suppression/unused") {
            found.stamp(rule);
        }
        for silence in self.silences.iter().filter(|silence| !silence.used && could_speak(&silence.word, ran)) {
            found
                .at(
                    Subject::Text(silence.span),
                    silence.span,
                    format!("nothing of \"{}\" is found here, so there is nothing to silence", silence.word),
                )
                .help("delete it, so that it hides no later mistake");
        }
        let mut findings = self.mistakes.clone();
        findings.extend(found.into_findings());
        findings
    }
}

/// Whether all rules of a name looked at the post; the web's never count.
fn could_speak(word: &str, ran: &dyn Fn(usize) -> bool) -> bool {
    let named = |rule: &Manifest| catalogue::names(word, rule);
    let exact = word.contains('/');
    catalogue::rules()
        .iter()
        .enumerate()
        .filter(|(_, rule)| named(rule))
        .all(|(index, rule)| rule.needs != Needs::Network && (ran(index) || !exact && rule.off))
}

/// Reads the suppressions of a post.
#[must_use]
pub fn read(source: &Source, doc: &Document) -> Suppressions {
    let is_order = |comment: &&Comment| source.slice(comment.text).trim_start().starts_with("eventlint-");
    let mut orders = doc.comments.iter().filter(is_order).peekable();
    if orders.peek().is_none() {
        return Suppressions::default();
    }
    let tables = doc.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_))).map(|block| block.span);
    let mut keys = Vec::new();
    if let Some(front) = doc.front.readable() {
        front.walk(&mut |_, pair| keys.push(pair));
    }
    let mut reader =
        Reader { source, doc, tables: tables.collect(), keys, out: Suppressions::default(), found: Found::new() };
    for comment in orders {
        reader.comment(comment);
    }
    let Reader { mut out, found, .. } = reader;
    out.mistakes = found.into_findings();
    out.order();
    out
}

struct Reader<'a> {
    source: &'a Source,
    doc: &'a Document<'a>,
    /// In order.
    tables: Vec<Span>,
    /// All pairs of the front matter, in order.
    keys: Vec<&'a Pair<'a>>,
    out: Suppressions,
    found: Found,
}

impl Reader<'_> {
    fn say(&mut self, rule: &str, span: Span, message: String, help: String) {
        if let Some(rule) = catalogue::find(rule) {
            self.found.stamp(rule);
            self.found.at(Subject::Text(span), span, message).help(help);
        }
    }

    fn comment(&mut self, comment: &Comment) {
        let text = self.source.slice(comment.text);
        let body = &text[..reason(text)];
        let mut words = words(body);
        let Some((at, word)) = words.next() else { return };
        let place = |at: usize, word: &str| self.source.within(comment.text, at, at + word.len());
        let Some((_, reach)) = WORDS.iter().find(|(known, _)| *known == word) else {
            let known: Vec<&str> = WORDS.iter().map(|(known, _)| *known).collect();
            let near = nearest(word, known.iter().copied());
            let help = near.map_or_else(|| known.join(", "), |near| format!("did you mean \"{near}\"?"));
            self.say("suppression/unknown", place(at, word), format!("\"{word}\" is no order to eventlint"), help);
            return;
        };
        let names: Vec<(usize, &str)> = words.collect();
        if names.is_empty() {
            self.say(
                "suppression/unknown",
                place(at, word),
                format!("\"{word}\" names no rule, so it silences nothing"),
                "name the rules behind it, or \"all\"".to_owned(),
            );
            return;
        }
        if *reach == Reach::NextLine && self.ends_a_table(comment) {
            self.say(
                "suppression/misplaced",
                comment.span,
                "this comment ends the table above it: the rows below are shown as text".to_owned(),
                "put it into the row's last cell as \"eventlint-disable-line\", or above the table as \
                 \"eventlint-disable-next-block\""
                    .to_owned(),
            );
            return;
        }
        let lines = self.lines(comment, *reach);
        for (at, word) in names {
            let span = place(at, word);
            if !catalogue::rules().iter().any(|rule| catalogue::names(word, rule)) {
                let help = meant(word);
                self.say("suppression/unknown", span, format!("there is no rule \"{word}\""), help);
            } else if *reach == Reach::Off {
                let open = self.out.silences.iter_mut().rev().find(|it| it.word == word && it.lines.end == OPEN);
                if let Some(open) = open {
                    open.lines.end = lines.start + 1;
                }
            } else {
                self.out.silences.push(Silence { word: word.to_owned(), span, lines: lines.clone(), used: false });
            }
        }
    }

    fn lines(&self, comment: &Comment, reach: Reach) -> Range<usize> {
        let first = self.source.line_of(comment.span.start());
        let last = self.source.line_of(comment.span.end());
        match reach {
            Reach::File => 0..END,
            Reach::On | Reach::Off => first..OPEN,
            Reach::Line => first..last + 1,
            Reach::NextLine => {
                let count = self.source.line_starts().len();
                let next = (last + 1..count).find(|&line| !self.source.line(line).trim().is_empty());
                next.map_or(0..0, |line| line..line + 1)
            }
            Reach::NextBlock => {
                let next = if comment.kind == CommentKind::FrontMatter {
                    self.next_key(comment)
                } else {
                    self.next_block(comment.span.end())
                };
                next.map_or(0..0, |span| {
                    self.source.line_of(span.start())..self.source.line_of(span.end().saturating_sub(1)) + 1
                })
            }
        }
    }

    /// The outermost table, list or text that begins behind a place.
    fn next_block(&self, at: usize) -> Option<Span> {
        let shown = |kind: &BlockKind| match kind {
            BlockKind::Rule => false,
            BlockKind::Html(prose) => !prose.is_blank(),
            _ => true,
        };
        // Blocks stand in the order of the text, the outer ones first.
        let behind = self.doc.blocks.partition_point(|block| block.span.start() < at);
        self.doc.blocks[behind..].iter().find(|block| shown(&block.kind)).map(|block| block.span)
    }

    fn next_key(&self, comment: &Comment) -> Option<Span> {
        let behind = self.keys.partition_point(|pair| pair.key_span.start() < comment.span.end());
        let pair = self.keys.get(behind)?;
        Some(self.source.snap(pair.key_span.start(), end_of(&pair.node).max(pair.key_span.end())))
    }

    /// A comment on a line of its own right below a row of a table, with a row below it.
    fn ends_a_table(&self, comment: &Comment) -> bool {
        let line = self.source.line_of(comment.span.start());
        let below = self.source.line(self.source.line_of(comment.span.end()) + 1);
        let above = line.checked_sub(1).map(|line| self.source.line_span(line));
        below.contains('|')
            && above.is_some_and(|above| {
                let begun = self.tables.partition_point(|table| table.start() < above.end());
                self.tables[..begun].last().is_some_and(|table| table.overlaps(above))
            })
    }
}

/// What a word that is no rule was meant for.
fn meant(word: &str) -> String {
    if let Some((order, _)) = WORDS.iter().find(|(order, _)| order.strip_prefix("eventlint-disable-") == Some(word)) {
        return format!("did you mean \"{order}\", in one word?");
    }
    catalogue::near_or_group(word)
        .map_or_else(|| "\"eventlint rules\" lists them".to_owned(), |near| format!("did you mean \"{near}\"?"))
}

fn end_of(node: &Node) -> usize {
    let children = node.pairs().iter().map(|pair| &pair.node).chain(node.items());
    children.map(end_of).fold(node.span.end(), usize::max)
}

/// Where the reason begins: at a colon with blanks around it; else the end.
fn reason(text: &str) -> usize {
    text.match_indices(':').find(|(at, _)| text[..*at].ends_with(char::is_whitespace)).map_or(text.len(), |(at, _)| at)
}

/// Words between blanks and commas, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let separator = |c: char| c.is_whitespace() || c == ',';
    text.split(separator)
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
