//! Diaries: items and paragraphs that begin with a day and say when behind it, "**6 March**: Ash Wednesday. 19:30: Mass",
//! "Monday 25 March – Mass and homily, 7.30pm".

use super::clock::ReadSlot;
use super::days::are_marks;
use super::entries::first_line;
use super::reader::Reader;
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
        let Some((read, slots)) = self.day_and_slots(prose, line) else { return false };
        let Some(list) = self.doc.blocks[item].parent else { return false };
        let others = self.items(list).filter(|&other| other != item).filter_map(|other| self.paragraph_of(other));
        let alike = |other: &Prose| self.day_and_slots(other, &first_line(other, 0)).is_some();
        if !others.into_iter().any(alike) {
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
