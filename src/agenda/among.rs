//! Entries whose time counts because of those beside it: `9.00 Doors` above `10.15 Talk`.

use super::clock::{self, ReadSlot};
use super::entries::{Lead, first_line};
use super::locale::topics::Topics;
use super::reader::Reader;
use super::{Minutes, Notation};
use crate::document::{BlockId, BlockKind, Prose};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// How far behind the start of its list an item stands at most that is looked at, in blocks.
const LIST: usize = 600;

/// How far away the next item stands at most, in blocks.
const NEAR: usize = 60;

/// The fewest entries of a list of plain hours under a heading that names a day.
const PLAIN: usize = 4;

/// The longest sentence that is an entry, in bytes.
const SENTENCE: usize = 240;

const HOUR: Minutes = 60;

/// The time of one line of several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    pub start: Minutes,
    /// The time stands for itself.
    pub sure: bool,
    /// What stands behind it begins with a small letter or a mark.
    small: bool,
}

/// Whether one time may follow another: later, past midnight, or past noon on a 12-hour clock.
fn follows(before: Minutes, after: Minutes) -> bool {
    after >= before
        || before >= 18 * HOUR && after <= 9 * HOUR
        || before >= 10 * HOUR && after < 8 * HOUR && after + 12 * HOUR >= before
}

/// Lines whose times may count together.
#[derive(Debug)]
pub(super) struct Among {
    /// `None` for a line without a time.
    lines: Vec<Option<Timed>>,
    /// Some are times for themselves, and so many that the others may be, too.
    some: bool,
    /// All have a time.
    all: bool,
}

impl Among {
    fn new(lines: Vec<Option<Timed>>) -> Self {
        let sure = lines.iter().flatten().filter(|timed| timed.sure).count();
        let all = lines.len() > 1 && lines.iter().all(Option::is_some);
        Among { some: sure > 1 || sure == 1 && all, all, lines }
    }

    /// Whether the line `own`, whose time is none alone, is an entry as those beside it are.
    fn fits(&self, own: usize) -> bool {
        let Some(Some(time)) = self.lines.get(own).filter(|_| self.some) else { return false };
        if time.small && !self.all {
            return false;
        }
        let before = self.lines[..own].iter().rev().flatten().next();
        let after = self.lines[own + 1..].iter().flatten().next();
        before.map_or(time.start >= 6 * HOUR, |before| follows(before.start, time.start))
            && after.is_none_or(|after| follows(time.start, after.start))
    }
}

/// What was read of whole lists, once for all their items, and of paragraphs for those around them.
#[derive(Debug, Default)]
pub(super) struct Lists {
    among: BTreeMap<BlockId, (Vec<BlockId>, Among, bool)>,
    /// Whether all items have a start behind their title.
    pub behind: BTreeMap<BlockId, bool>,
    /// The start that ends the first line of a paragraph, and whether its title is bold.
    pub apart: BTreeMap<BlockId, Option<(Minutes, bool)>>,
}

impl<'a> Reader<'a> {
    /// The paragraph that an item begins with.
    pub(super) fn paragraph_of(&self, item: BlockId) -> Option<&'a Prose<'a>> {
        match &self.doc.blocks.get(item + 1)?.kind {
            BlockKind::Paragraph(prose) => Some(prose),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// The slot of an item that is a time only in its list.
    pub(super) fn among_items(&mut self, item: BlockId, prose: &Prose, line: &Range<usize>) -> Option<ReadSlot> {
        let slot = clock::among_at(prose.text.get(..line.end)?, line.start, &self.words)?;
        let list = self.doc.blocks[item].parent?;
        if !self.lists.among.contains_key(&list) {
            let items: Vec<BlockId> = self.items(list).collect();
            let lines = items.iter().map(|&id| {
                let prose = self.paragraph_of(id)?;
                self.line_time(prose, first_line(prose, 0))
            });
            let among = Among::new(lines.collect());
            let hours = self.is_day_of_hours(list, &among.lines);
            self.lists.among.insert(list, (items, among, hours));
        }
        let (items, among, hours) = self.lists.among.get(&list)?;
        let own = items.binary_search(&item).ok()?;
        (*hours || among.fits(own)).then_some(slot)
    }

    /// The items of a list, as far as they stand near its start.
    pub(super) fn items(&self, list: BlockId) -> impl Iterator<Item = BlockId> {
        let blocks = &self.doc.blocks;
        let end = blocks[list].span.end();
        let inside = (list + 1..blocks.len().min(list + LIST)).take_while(move |&id| blocks[id].span.start() < end);
        inside.filter(move |&id| self.is_item_of(id, list))
    }

    /// Whether a block is an item of a list.
    pub(super) fn is_item_of(&self, id: BlockId, list: BlockId) -> bool {
        let block = &self.doc.blocks[id];
        block.parent == Some(list) && matches!(block.kind, BlockKind::Item { .. })
    }

    /// The slot within an item, "Then there is lunch from 12:00 to 13:00", of a list of sentences whose other items begin
    /// with theirs: later than the entry above it, and not later than the one below.
    pub(super) fn within_item(
        &self,
        item: BlockId,
        prose: &Prose,
        line: &Range<usize>,
        place: usize,
    ) -> Option<ReadSlot> {
        let text = prose.text.get(line.clone())?;
        if text.len() > SENTENCE || !self.has_digit {
            return None;
        }
        let last = self.agenda.sessions.last().filter(|last| last.place == place)?;
        // An entry that begins with a word is one of sentences: "From 9:00 we welcome you."
        let begins = |span: Span| self.source.slice(span).trim_start_matches(|c: char| !c.is_alphanumeric());
        if !begins(last.span).starts_with(char::is_alphabetic) || self.siblings(item) < 2 {
            return None;
        }
        let mut slots = clock::slots(text, &self.words);
        let only = slots.pop().filter(|_| slots.is_empty())?;
        let start = clock::resolve(&only, None).start;
        let led = only.end.is_some() || only.outer.start < only.range.start;
        let list = self.doc.blocks[item].parent?;
        let below = (item + 1..self.doc.blocks.len().min(item + NEAR)).find(|&id| self.is_item_of(id, list));
        let next = below.and_then(|id| self.paragraph_of(id));
        let next = next.and_then(|prose| self.line_time(prose, first_line(prose, 0)));
        let fits = start >= last.end.unwrap_or(last.start) && next.is_none_or(|next| start <= next.start);
        (led && fits && !self.words.has(text, |locale| &locale.deadlines)).then_some(())?;
        let mut slot = only;
        slot.shift(line.start);
        Some(slot)
    }

    /// The time of a line, sure or not.
    pub(super) fn line_time(&self, prose: &Prose, line: Range<usize>) -> Option<Timed> {
        let text = prose.text.get(..line.end)?;
        let (slot, sure) = match clock::slot_at(text, line.start, &self.words) {
            Some(slot) => (slot, true),
            None => (clock::among_at(text, line.start, &self.words)?, false),
        };
        let behind = text.get(slot.outer.end..)?.trim_start();
        let small = !sure && behind.starts_with(|c: char| c == '+' || c.is_lowercase());
        Some(Timed { start: clock::resolve(&slot, None).start, sure, small })
    }

    /// A list right below a heading that names a day, each item of which begins with an hour, in order.
    fn is_day_of_hours(&self, list: BlockId, lines: &[Option<Timed>]) -> bool {
        let above = list.checked_sub(1).map(|id| &self.doc.blocks[id].kind);
        let Some(BlockKind::Heading(heading)) = above else { return false };
        let text = &*heading.text.text;
        let named = || {
            self.sections.last().is_some_and(|section| !section.days.is_empty())
                || super::date::weekday_alone(text, &self.words).is_some()
                || self.day_number(text, Topics::of(text)).is_some()
        };
        let starts: Vec<Minutes> = lines.iter().map_while(|timed| timed.map(|timed| timed.start)).collect();
        let rise = |two: &[Minutes]| two[0] != two[1] && follows(two[0], two[1]);
        let falls = starts.windows(2).filter(|two| two[1] < two[0]).count();
        starts.len() == lines.len()
            && starts.len() >= PLAIN
            && starts[0] >= 6 * HOUR
            && starts.windows(2).all(rise)
            && falls < 2
            && named()
    }

    /// Reads the lines of a paragraph that are times only among the others.
    pub(super) fn among_lines(&self, prose: &Prose, leads: &mut [(Range<usize>, Option<Box<Lead>>)]) {
        let begins = |line: &Range<usize>| prose.text.as_bytes().get(line.start).is_some_and(u8::is_ascii_digit);
        if leads.len() < 2 || !leads.iter().any(|(line, lead)| lead.is_none() && begins(line)) {
            return;
        }
        let among = Among::new(leads.iter().map(|(line, _)| self.line_time(prose, line.clone())).collect());
        for (own, (line, lead)) in leads.iter_mut().enumerate() {
            if lead.is_none()
                && among.fits(own)
                && let Some(slot) = clock::among_at(&prose.text[..line.end], line.start, &self.words)
                && slot.start.notation != Notation::Hour
            {
                *lead = Some(Box::new(Lead::Slot(slot)));
            }
        }
    }
}
