//! Diaries: items and paragraphs that begin with a day and say when behind it, "**6 March**: Ash Wednesday. 19:30: Mass",
//! "Monday 25 March – Mass and homily, 7.30pm".

use super::clock::ReadSlot;
use super::days::are_marks;
use super::entries::first_line;
use super::reader::{Dated, Reader};
use super::trailing::Trailing;
use super::{Kind, Origin, clock, date};
use crate::document::{BlockId, BlockKind, Prose};
use crate::source::floor;
use std::ops::Range;

/// The longest paragraph that is an entry, in bytes.
const PARAGRAPH: usize = 200;

/// How far away the next such paragraph stands at most, in blocks.
const NEAR: usize = 6;

/// How far into an item its day stands at most, in bytes.
const HEAD: usize = 80;

impl Reader<'_> {
    /// Takes an item that begins with a day and holds times with a colon behind each, where another item of its list does
    /// so, too.
    pub(super) fn diary_item(&mut self, item: BlockId, prose: &Prose, line: &Range<usize>) -> bool {
        let begins = |read: &date::ReadDate| are_marks(prose.text.get(line.start..read.range.start));
        if !self.reads.first().is_some_and(begins) {
            return false;
        }
        let Some(list) = self.doc.blocks[item].parent else { return false };
        let others = || self.items(list).filter(|&other| other != item).filter_map(|other| self.paragraph_of(other));
        let Some((read, slots)) = self.day_and_slots(prose, line) else {
            let dated = |other: &Prose| date::leading(&other.text[..floor(&other.text, HEAD)], &self.words).is_some();
            return others().any(dated) && self.item_of_day(item, prose, line);
        };
        let alike = |other: &Prose| self.day_and_slots(other, &first_line(other, 0)).is_some();
        if !others().any(alike) {
            return false;
        }
        let place = self.list_place(item).unwrap_or_else(|| self.open_list(item));
        let span = self.doc.blocks[item].span;
        let day = self.dated_by(&read);
        for (number, slot) in slots.iter().enumerate() {
            let id = self.push(prose, slot, clock::resolve(slot, None), Kind::Session, Origin::List, place, span);
            let next = slots.get(number + 1).map_or(line.end, |next| next.outer.start);
            let behind = prose.text.get(slot.outer.end..next).unwrap_or("");
            let ends = [". ", " / "].into_iter().filter_map(|mark| behind.find(mark));
            let sentence = ends.min().unwrap_or(behind.len());
            self.entitle(id, prose, slot.outer.end..slot.outer.end + sentence);
            if let Some(day) = day {
                self.set_day(id, day);
            }
        }
        true
    }

    /// Takes an item that begins with a day and tells one time behind what is on: "**Monday 9 December**: The play – 6pm",
    /// "23 September, Meeting 1300-1530, Library".
    fn item_of_day(&mut self, item: BlockId, prose: &Prose, line: &Range<usize>) -> bool {
        let Some((day, found)) = self.day_and_time(prose, line) else { return false };
        let place = self.list_place(item).unwrap_or_else(|| self.open_list(item));
        let span = self.doc.blocks[item].span;
        let id = self.titled(prose, &found, (Kind::Session, Origin::List), place, span);
        self.set_day(id, day);
        true
    }

    /// The day that a line begins with, and the only time in it, plainly one, with what stands between.
    fn day_and_time(&self, prose: &Prose, line: &Range<usize>) -> Option<(Dated, Trailing)> {
        let text = prose.text.get(line.clone()).filter(|text| text.len() <= PARAGRAPH)?;
        let read = date::leading(&text[..floor(text, HEAD)], &self.words)?;
        let day = self.dated_by(&read)?;
        let mut slots = clock::slots(text, &self.words);
        if slots.is_empty() {
            slots.extend(self.four_digits(text, read.range.end));
        }
        let mut slot = slots.pop().filter(|slot| slots.is_empty() && slot.outer.start >= read.range.end)?;
        let title = text.get(read.range.end..slot.outer.start)?;
        let behind = text.get(slot.outer.end..)?.trim_start();
        let told = title.chars().filter(|c| c.is_alphabetic()).count() > 2
            && (behind.is_empty() || behind.starts_with(['.', ',', '(', ';', '!']))
            && (slot.end.is_some() || !slot.start.is_number())
            && !self.words.has(text, |locale| &locale.deadlines);
        let title = line.start + read.range.end..line.start + slot.outer.start;
        slot.shift(line.start);
        told.then_some((day, Trailing { slot, title }))
    }

    /// The first range of times of four digits behind a byte: "Meeting 1300-1530, Library".
    fn four_digits(&self, text: &str, from: usize) -> Option<ReadSlot> {
        let dashes = memchr::memchr_iter(b'-', text.as_bytes()).filter(|&dash| dash >= from + 5);
        let digits = |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let mut ranges = dashes.filter(|&dash| {
            let parted = text.as_bytes()[dash - 5] == b' ';
            parted && digits(text.get(dash - 4..dash)) && digits(text.get(dash + 1..dash + 5))
        });
        clock::slot_at(text, ranges.next()? - 4, &self.words).filter(|slot| slot.end.is_some())
    }

    /// Takes a paragraph that begins with a day and ends with a time, where another one nearby does so, too.
    pub(super) fn diary_paragraph(&mut self, id: BlockId, prose: &Prose) -> bool {
        let begins = |read: &date::ReadDate| are_marks(prose.text.get(..read.range.start));
        if prose.text.len() > PARAGRAPH || !self.reads.first().is_some_and(begins) {
            return false;
        }
        let Some((read, found)) = self.day_and_end(prose) else { return false };
        let blocks = &self.doc.blocks;
        let alike = |other: BlockId| match &blocks[other].kind {
            BlockKind::Paragraph(prose) => other != id && self.day_and_end(prose).is_some(),
            _ => false,
        };
        if !(id.saturating_sub(NEAR)..blocks.len().min(id + NEAR)).any(alike) {
            return false;
        }
        let place = self.place(prose.span, Origin::Prose, None);
        let session = self.titled(prose, &found, (Kind::Session, Origin::Prose), place, prose.span);
        // It goes on over the line end.
        self.agenda.sessions[session].title = self.text(prose, found.title);
        if let Some(day) = self.dated_by(&read) {
            self.set_day(session, day);
        }
        true
    }

    /// The day that a paragraph begins with, and the time that it ends with.
    fn day_and_end(&self, prose: &Prose) -> Option<(date::ReadDate, Trailing)> {
        if prose.text.len() > PARAGRAPH {
            return None;
        }
        let read = date::leading(&prose.text[..floor(&prose.text, HEAD)], &self.words)?;
        let mut found = self.behind_title(prose, 0..prose.text.len())?;
        found.title.start = read.range.end.min(found.title.end);
        let found = if found.is_range(prose, 0) { found } else { self.single_start(prose, found)? };
        let titled = prose.text.get(found.title.clone())?.chars().any(char::is_alphabetic);
        (titled && read.days.len() == 1).then_some((read, found))
    }

    /// The day that a line begins with, and the times with a colon behind them.
    fn day_and_slots(&self, prose: &Prose, line: &Range<usize>) -> Option<(date::ReadDate, Vec<ReadSlot>)> {
        let text = prose.text.get(line.clone())?;
        let read = date::leading(&text[..floor(text, HEAD)], &self.words).filter(|read| read.days.len() == 1)?;
        let mut slots = clock::slots(text, &self.words);
        slots.retain(|slot| slot.outer.start >= read.range.end && text[slot.outer.end..].starts_with(':'));
        for slot in &mut slots {
            slot.shift(line.start);
        }
        (!slots.is_empty() && !self.words.has(text, |locale| &locale.deadlines)).then_some((read, slots))
    }
}
