//! The event's own time in a sentence: "… aura lieu le 1er juillet 2022 de 9h à 18h".

use super::clock::{self, ReadSlot};
use super::lines::{BOLD, Strong};
use super::reader::Reader;
use super::{Day, Minutes, Origin, date};
use crate::document::{BlockId, BlockKind, Prose};
use crate::source::floor;
use std::ops::Range;

/// From here on a start alone is the last moment for something, in minutes.
const LATE: Minutes = 22 * 60;

/// Before this nothing begins that a sentence announces by its start alone, in minutes.
const EARLY: Minutes = 6 * 60;

/// The longest paragraph that is looked at, in bytes.
const LENGTH: usize = 1200;

/// The longest word between hours and their day, a zone or "on", in bytes.
const SMALL: usize = 5;

/// How far from a day the only time of its sentence stands at most, in bytes.
const APART: usize = 30;

/// How far before a day its hours end at most with what stands behind their last number, in bytes.
const BEFORE: usize = 24;

/// So many days are a calendar, and none of them is said to be the event's.
const MOST: usize = 24;

/// How many sessions before a sentence are looked at for its hours.
const NEAR: usize = 60;

/// How many blocks above a paragraph its heading is looked for.
const ABOVE: usize = 6;

/// The most words of a heading that names a deadline.
const WORDS: usize = 4;

/// What ends a sentence, or a part of one that stands alone.
const STOPS: [&str; 4] = [". ", "! ", "? ", "\n"];

/// A day and a start that a sentence tells: the event's, where the post has no other time.
#[derive(Debug)]
pub(super) struct Said {
    block: BlockId,
    read: date::ReadDate,
    /// The start beside the day; else the only one of the sentence is looked for.
    slot: Option<ReadSlot>,
    day: Day,
    /// It stands in an item of a list, which tells of an event of its own.
    item: bool,
}

impl Reader<'_> {
    /// Takes the first day with its hours of a paragraph; a start alone waits until all is read.
    pub(super) fn sentence(&mut self, id: BlockId, prose: &Prose) {
        if prose.text.len() > LENGTH {
            return;
        }
        for read in std::mem::take(&mut self.reads) {
            if read.days.is_empty() || read.impossible.is_some() {
                continue;
            }
            let Some(slot) = self.slot_beside(&prose.text, &read) else {
                self.say(id, read, None, false);
                continue;
            };
            // "Save the date: **Saturday 27 September 2025 at 15:00**"
            let bold = || {
                prose.text.len() <= BOLD
                    && Strong::of(prose).covers(read.range.start, slot.range.end)
                    && !prose.text[slot.outer.end..].contains(char::is_alphanumeric)
                    && !self.words.has(&prose.text, |locale| &locale.deadlines)
                    && clock::resolve(&slot, None).start < LATE
            };
            let whole = || {
                is_whole_line(&prose.text, &read, &slot)
                    && !self.words.has(&prose.text, |locale| &locale.deadlines)
                    && !self.is_below_deadline(id)
            };
            if slot.end.is_some() || bold() || whole() {
                let place = self.place(prose.span, Origin::Prose, None);
                self.event(prose, Some(&read), &slot, Origin::Prose, place);
                return;
            }
            self.say(id, read, Some(slot), false);
        }
    }

    /// Whether the heading right above a paragraph names a last moment for something: "Deadline for papers".
    pub(super) fn is_below_deadline(&self, id: BlockId) -> bool {
        let heading = self.doc.blocks[..id].iter().rev().take(ABOVE).find_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.text.trimmed()),
            _ => None,
        });
        heading.is_some_and(|text| {
            text.split_whitespace().count() <= WORDS && self.words.has(text, |locale| &locale.deadlines)
        })
    }

    /// What the only day of an item that is no entry says: "* The film is shown on Friday 8 June at 20:15."
    pub(super) fn sentence_of_item(&mut self, id: BlockId, prose: &Prose) {
        if prose.text.len() > LENGTH || self.reads.len() != 1 || !self.agenda.sessions.is_empty() {
            return;
        }
        for read in std::mem::take(&mut self.reads) {
            if !read.days.is_empty() && read.impossible.is_none() {
                let slot = self.slot_beside(&prose.text, &read);
                self.say(id, read, slot, true);
            }
        }
    }

    fn say(&mut self, block: BlockId, read: date::ReadDate, slot: Option<ReadSlot>, item: bool) {
        if self.said.len() < MOST
            && let Some(dated) = self.dated_by(&read)
        {
            self.said.push(Said { block, read, slot, day: dated.day, item });
        }
    }

    /// The time right behind a day, or right before it.
    fn slot_beside(&self, text: &str, read: &date::ReadDate) -> Option<ReadSlot> {
        self.behind(text, read.range.end).or_else(|| self.slot_before(text, read))
    }

    /// The time right before a day that no entry has: "9:00 AM - 5:00 PM EDT, 2 June 2026", "von 9 bis 17 Uhr am
    /// 2. Juni 2026", "at 7 pm on 2 June".
    fn slot_before(&self, text: &str, read: &date::ReadDate) -> Option<ReadSlot> {
        // Before most days stands no number at all.
        let near = text.get(floor(text, read.range.start.saturating_sub(BEFORE))..read.range.start)?;
        if !near.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let slot = clock::first_slot(text, read.range.start, &self.words)?;
        let between = text.get(slot.outer.end..read.range.start)?;
        let small = |word: &str| word.len() <= SMALL && word.chars().all(|c| c.is_alphanumeric() || c == ',');
        if between.split_whitespace().count() > 2 || !between.split_whitespace().all(small) {
            return None;
        }
        if slot.end.is_none() {
            return Some(slot);
        }
        let start = clock::resolve(&slot, None).start;
        let day = self.dated_by(read).map(|dated| dated.day)?;
        let mut near = self.agenda.sessions.iter().rev().take(NEAR);
        let again = near.any(|session| session.date == Some(day) && session.start == start);
        (!again).then_some(slot)
    }

    /// Takes what was said where nothing else tells a time, and all that was said is the same; what the title says
    /// where nothing was.
    pub(super) fn take_said(&mut self) {
        let said = std::mem::take(&mut self.said);
        if !self.agenda.sessions.is_empty() || said.len() == MOST {
            return;
        }
        let doc = self.doc;
        // With the start, and the paragraph each stands in.
        let mut announced = said.iter().filter_map(|said| {
            let (BlockKind::Paragraph(prose) | BlockKind::Html(prose)) = &doc.blocks[said.block].kind else {
                return None;
            };
            let ends = said.slot.as_ref().map_or(said.read.range.end, |slot| slot.outer.end.max(said.read.range.end));
            let sentence = sentence_of(&prose.text, &(said.read.range.start..ends));
            let alone = || self.only_slot(&prose.text, &sentence, &said.read.range);
            let slot = said.slot.clone().or_else(alone).or_else(|| self.slot_of_item(said, prose))?;
            let deadline = self.words.has(&prose.text[sentence], |locale| &locale.deadlines);
            (is_start_of_event(&slot) && !deadline).then_some((said, slot, prose))
        });
        let Some((first, slot, prose)) = announced.next() else { return self.start_in_title() };
        let start = |slot: &ReadSlot| clock::resolve(slot, None).start;
        let same = |other: &Said, at: &ReadSlot| (other.day, start(at)) == (first.day, start(&slot));
        let others: Vec<_> = announced.filter(|(other, at, _)| !same(other, at)).collect();
        if others.iter().any(|(other, ..)| !(first.item && other.item)) {
            return;
        }
        for (said, slot, prose) in std::iter::once((first, slot, prose)).chain(others) {
            let place = self.place(prose.span, Origin::Prose, None);
            self.event(prose, Some(&said.read), &slot, Origin::Prose, place);
        }
    }

    /// The only time of an item that begins with its day: "**Tour - Wednesday, 3 June**: … We meet at 8 pm."
    fn slot_of_item(&self, said: &Said, prose: &Prose) -> Option<ReadSlot> {
        let leads = said.item && Strong::of(prose).covers(said.read.range.start, said.read.range.end);
        let one = leads.then(|| clock::slots(&prose.text, &self.words)).filter(|slots| slots.len() == 1)?;
        one.into_iter().next()
    }

    /// The only time of a sentence of one day, near that: "Am 4. Juli laden wir ab 16 Uhr wieder ein."
    fn only_slot(&self, text: &str, sentence: &Range<usize>, day: &Range<usize>) -> Option<ReadSlot> {
        let own = &text[sentence.clone()];
        let one = |slots: Vec<ReadSlot>| <[ReadSlot; 1]>::try_from(slots).ok();
        let Some([mut slot]) = one(clock::slots(own, &self.words)) else {
            // "… on 8 November. The event runs from 1 pm to 6 pm"
            let [slot] = one(clock::slots(text, &self.words)).filter(|slots| slots[0].end.is_some())?;
            let alone = slot.range.start > sentence.end && date::dates(text, &self.words).len() == 1;
            return alone.then_some(slot);
        };
        slot.shift(sentence.start);
        let between = slot.outer.start.checked_sub(day.end).or_else(|| day.start.checked_sub(slot.outer.end))?;
        (between <= APART && date::dates(own, &self.words).len() == 1).then_some(slot)
    }
}

/// Whether a day and its time are all of a line: "5 PM on 26 June 2026".
fn is_whole_line(text: &str, read: &date::ReadDate, slot: &ReadSlot) -> bool {
    let (from, to) = (slot.outer.start.min(read.range.start), slot.outer.end.max(read.range.end));
    let before = text[..from].rsplit('\n').next().unwrap_or("");
    let behind = text[to..].split('\n').next().unwrap_or("");
    let blank = |part: &str| !part.contains(char::is_alphanumeric);
    is_start_of_event(slot) && blank(before) && blank(behind)
}

/// Whether a start may be that of the event.
fn is_start_of_event(slot: &ReadSlot) -> bool {
    let start = clock::resolve(slot, None).start;
    slot.is_time() && !slot.vague && (EARLY..LATE).contains(&start)
}

/// The sentence around a part of a text.
fn sentence_of(text: &str, part: &Range<usize>) -> Range<usize> {
    let before = |stop: &&str| text[..part.start].rfind(stop).map(|at| at + stop.len());
    let behind = |stop: &&str| text[part.end..].find(stop).map(|at| part.end + at);
    let from = STOPS.iter().filter_map(before).max().unwrap_or(0);
    let to = STOPS.iter().filter_map(behind).min().unwrap_or(text.len());
    from..to
}
