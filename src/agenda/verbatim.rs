//! Programmes in texts that are shown as they stand: a code fence without a language, lines of the front matter.
//!
//! Nothing but the times says that such a text is a programme, so they have to look like one: three or more lines
//! that begin with a time and go on with a title, in order, at minutes that can be divided by five.

use super::clock::meant::HALF;
use super::clock::{self, Meant, ReadClock, ReadSlot};
use super::days::is_whole;
use super::reader::{Dated, Reader};
use super::{Kind, Notation, Origin, date};
use crate::document::Prose;
use crate::document::front::Pair;
use crate::document::prose::Run;
use crate::source::{Span, fit};
use std::ops::Range;

/// The fewest entries of a programme.
const FEWEST: usize = 3;

/// The longest line that is a day and nothing else, in bytes.
const DAY: usize = 80;

/// The longest value that no programme fits in, in bytes.
const LINES: usize = 24;

/// The longest tag, in bytes.
const TAG: usize = 400;

/// Names of languages that are none.
const PLAIN: [&str; 4] = ["", "text", "txt", "plain"];

/// What begins a line before its time.
const BULLETS: [char; 6] = ['-', '*', '+', '•', '>', '\t'];

struct Entry {
    line: Range<usize>,
    slot: ReadSlot,
    meant: Meant,
    day: Option<Dated>,
}

impl Reader<'_> {
    /// Takes a block of code that is a programme.
    pub(super) fn fenced(&mut self, span: Span) {
        let text = self.source.slice(span);
        let first = text.lines().next().unwrap_or("").trim();
        let language = first.trim_start_matches(['`', '~']);
        if language.len() < first.len() && !PLAIN.contains(&language.trim()) {
            return;
        }
        let prose = Prose { text: text.into(), span, ..Prose::default() };
        self.verbatim(&prose, Origin::Prose, None);
    }

    /// Takes a value of the front matter whose lines are a programme, in HTML, too; a title beside it may name the day.
    pub(super) fn lines_of_value(&mut self, pair: &Pair, beside: &[Pair]) {
        let Some(text) = pair.node.text().filter(|text| text.len() > LINES) else { return };
        let literal = memchr::memchr(b'\n', text.trim_end().as_bytes()).is_some();
        if !literal && memchr::memmem::find(text.as_bytes(), b"<br").is_none() {
            return;
        }
        let titles = ["title", "name", "heading", "label", "day", "date"];
        let titles = beside.iter().filter(|other| titles.contains(&&*other.key) && other.key_span != pair.key_span);
        let day = titles.filter_map(|other| other.node.text().filter(|text| text.len() <= DAY)).find_map(|text| {
            let read = date::leading(text, &self.words).filter(|read| is_whole(text, read))?;
            self.dated_by(&read)
        });
        let raw = self.source.slice(pair.node.span);
        let quoted = usize::from(raw.starts_with(['"', '\'']));
        let span = self.source.within(pair.node.span, quoted, raw.len() - quoted);
        let prose = shown(self.source.slice(span), span, literal);
        self.verbatim(&prose, Origin::FrontMatter, day);
    }

    /// Takes a text whose lines are a programme; `day` is that of the lines above which no other line names one.
    fn verbatim(&mut self, prose: &Prose, origin: Origin, day: Option<Dated>) {
        let mut entries = self.entries_of(prose, day);
        if entries.len() < FEWEST || !put_in_order(&mut entries) {
            return;
        }
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return };
        let place = self.place(self.span(prose, first.line.start..last.line.end), origin, None);
        for Entry { line, slot, meant, day } in entries {
            let span = self.span(prose, line.clone());
            let id = self.push(prose, &slot, meant, Kind::Session, origin, place, span);
            self.entitle(id, prose, slot.outer.end..line.end);
            if let Some(day) = day {
                self.set_day(id, day);
            }
        }
    }

    fn entries_of(&self, prose: &Prose, mut day: Option<Dated>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for line in prose.lines() {
            let text = prose.text.get(line.clone()).unwrap_or("");
            let body = text.trim_start_matches(|c: char| c == ' ' || BULLETS.contains(&c));
            if let Some(slot) = self.entry_at(&prose.text, line.end - body.len()..line.end) {
                let meant = clock::resolve(&slot, None);
                entries.push(Entry { line: line.end - body.len()..line.end, slot, meant, day });
            } else if body.len() <= DAY
                && let Some(read) = date::leading(body, &self.words)
                && is_whole(body, &read)
            {
                day = self.dated_by(&read);
            }
        }
        entries
    }

    /// The time that a line begins with, where a title stands behind it.
    fn entry_at(&self, text: &str, line: Range<usize>) -> Option<ReadSlot> {
        if !text.as_bytes().get(line.start).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let slot = clock::slot_at(text.get(..line.end)?, line.start, &self.words)?;
        let written =
            |clock: &ReadClock| matches!(clock.notation, Notation::Colon | Notation::H) || clock.meridiem.is_some();
        let plain = written(&slot.start) || slot.end.as_ref().is_some_and(written);
        let title = text.get(slot.outer.end..line.end)?;
        let parted = title.starts_with([' ', '\t', ':', '-', '–', '—', '|']);
        let named = title.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        (plain && slot.start.minute.is_multiple_of(5) && parted && named).then_some(slot)
    }
}

/// Whether the times of each day follow each other; 1:00 behind 11:00 is one in the afternoon, and is made so.
fn put_in_order(entries: &mut [Entry]) -> bool {
    let (mut last, mut day) = (-1, None);
    entries.iter_mut().all(|entry| {
        let date = entry.day.map(|dated| dated.day);
        if date != day {
            (last, day) = (-1, date);
        }
        let meant = &mut entry.meant;
        if !meant.fixed && !entry.slot.start.padded && meant.start <= last {
            meant.start += HALF;
            meant.end = meant.end.map(|end| if end < meant.start { end + HALF } else { end });
        }
        let follows = meant.start > last;
        last = meant.start;
        follows
    })
}

/// A value as its readers see it: tags left out, a line where one breaks; where line ends are none (not `literal`),
/// they are blanks.
fn shown(raw: &str, span: Span, literal: bool) -> Prose<'_> {
    let mut prose = Prose { span, ..Prose::default() };
    let mut text = String::with_capacity(raw.len());
    let mut add = |shown: &str, at: usize, length: usize| {
        let (text_len, source) = (fit(shown.len()), fit(span.start() + at));
        prose.runs.push(Run { text: fit(text.len()), text_len, source, source_len: fit(length) });
        text.push_str(shown);
    };
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let mark = memchr::memchr2(b'<', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        if mark > 0 {
            add(&rest[..mark], at, mark);
            at += mark;
            continue;
        }
        if rest.starts_with('\n') {
            let blank = rest.len() - rest.trim_start().len();
            let length = if literal { 1 } else { blank };
            add(if literal { "\n" } else { " " }, at, length);
            at += length;
            continue;
        }
        let close = rest.bytes().take(TAG).position(|byte| byte == b'>');
        let length = close.map_or(1, |close| close + 1);
        let name = rest[1..length].trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if close.is_none() {
            add("<", at, length);
        } else if ["br", "p", "li", "div", "h2", "h3", "h4"].contains(&name) {
            add("\n", at, length);
        }
        at += length;
    }
    prose.text = text.into();
    prose
}
