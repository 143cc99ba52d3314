//! Titles that stand below their time, on the next line, in the next paragraph, in the next box of a page; and those of
//! times alone below a heading.

use super::clock::{self, ReadSlot};
use super::entries::{Lead, first_line};
use super::lines::Strong;
use super::locale::topics::Topics;
use super::locale::words::last_word;
use super::reader::Reader;
use super::{Kind, Notation, date};
use crate::document::{BlockId, BlockKind, Prose};
use std::ops::Range;

/// How far away the next box with a time alone stands at most, in blocks.
const BOXES: usize = 8;

/// How far away the next time over a list stands at most, in blocks.
const LISTS: usize = 16;

/// The longest paragraph that is a time alone, in bytes.
const TIME: usize = 24;

/// How far away the next heading over a time alone stands at most, in blocks.
const SECTIONS: usize = 40;

/// A session whose title is looked for in what follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Untitled {
    session: usize,
    /// The level of the heading that it is; `None` for a box of HTML and for a paragraph.
    level: Option<u8>,
    /// It is a paragraph: no heading is its title.
    paragraph: bool,
}

impl Reader<'_> {
    /// Takes the title of an entry from the line below, where its own line is a time alone.
    pub(super) fn entitle_below(&mut self, id: usize, prose: &Prose, line: &Range<usize>) {
        if self.agenda.sessions[id].title.is_some() {
            return;
        }
        // "18:00 - Cierre": the word for an open end is all that the entry says.
        if let Some(word) = self.closing_word(prose, line) {
            self.entitle(id, prose, word);
            return;
        }
        let rest = prose.text.get(line.end..).unwrap_or("");
        let below = first_line(prose, line.end + rest.len() - without_mark(rest).len());
        if !below.is_empty() && self.is_title(prose, below.clone()) {
            self.entitle(id, prose, below);
        }
    }

    /// Takes the title of an item from its second paragraph, where the first is a time alone.
    pub(super) fn entitle_item(&mut self, id: usize, item: BlockId, paragraph: BlockId) {
        let doc = self.doc;
        if self.agenda.sessions[id].title.is_none()
            && let Some(block) = doc.blocks.get(paragraph + 1).filter(|block| block.parent == Some(item))
            && let BlockKind::Paragraph(prose) = &block.kind
            && self.is_title(prose, first_line(prose, 0))
        {
            self.entitle(id, prose, first_line(prose, 0));
        }
    }

    /// Takes the title of an item that is a time alone from the heading right above its list: "### 5. Old business", then
    /// "- 7:45 PM".
    pub(super) fn entitle_above(&mut self, id: usize, item: BlockId) {
        if self.agenda.sessions[id].title.is_some() || self.sections.last().is_some_and(|above| !above.days.is_empty())
        {
            return;
        }
        let doc = self.doc;
        // Of several times alone, "Masses", then 7:00 and 8:30, none has the heading for itself.
        if let Some(BlockKind::Heading(heading)) = self.heads(item).map(|above| &doc.blocks[above].kind)
            && self.siblings(item) < 2
        {
            let text = &*heading.text.text;
            let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number = if text[number..].starts_with(['.', ')']) { number + 1 } else { 0 };
            self.entitle(id, &heading.text, number..text.len());
        }
    }

    /// The heading right above the list whose first item this is.
    fn heads(&self, item: BlockId) -> Option<BlockId> {
        let list = item.checked_sub(1).filter(|&list| self.doc.blocks[item].parent == Some(list))?;
        let above = list.checked_sub(1)?;
        matches!(self.doc.blocks[above].kind, BlockKind::Heading(_)).then_some(above)
    }

    /// Whether an item is a time alone right below a heading, as another one is nearby.
    pub(super) fn is_time_below_heading(&self, item: BlockId, slot: &ReadSlot) -> bool {
        let alone = |item: BlockId| {
            let prose = self.paragraph_of(item)?;
            let slot = clock::slot_at(&prose.text, 0, &self.words)?;
            prose.text.get(slot.outer.end..)?.trim().is_empty().then_some(slot)
        };
        let timed = |other: BlockId| self.heads(other).is_some() && alone(other).is_some();
        alone(item).is_some_and(|own| own.range == slot.range)
            && self.heads(item).is_some()
            && ((item + 1..self.doc.blocks.len().min(item + SECTIONS)).any(timed)
                || (item.saturating_sub(SECTIONS)..item).any(timed))
    }

    /// Whether the first line of a paragraph right below a heading is a time alone, the second a title: "ore 19", then
    /// "Concerto in piazza".
    pub(super) fn is_time_over_title(
        &self,
        id: BlockId,
        prose: &Prose,
        leads: &[(Range<usize>, Option<Box<Lead>>)],
    ) -> bool {
        let [(line, Some(lead)), (below, None), ..] = leads else { return false };
        let Lead::Slot(slot) = &**lead else { return false };
        let above = id.checked_sub(1).map(|above| &self.doc.blocks[above].kind);
        // "ore 10–12 e 16–18"
        let mut slot = slot.clone();
        self.several(&prose.text[..line.end], &mut slot);
        let rest = prose.text.get(slot.outer.end..line.end).unwrap_or("");
        let below = prose.text.get(below.clone()).unwrap_or("");
        let title = without_mark(below);
        let defined = title.len() < below.trim_start().len();
        rest.chars().all(|c| !c.is_alphanumeric())
            && (defined || matches!(above, Some(BlockKind::Heading(_))) && !title.starts_with(char::is_lowercase))
    }

    fn closing_word(&self, prose: &Prose, line: &Range<usize>) -> Option<Range<usize>> {
        let text = prose.text.get(line.clone())?.trim_end();
        let word = last_word(text);
        self.words.is_any(&text[word..], |locale| &locale.closing).then_some(line.start + word..line.start + text.len())
    }

    fn is_title(&self, prose: &Prose, line: Range<usize>) -> bool {
        self.lead(prose, line).is_none()
    }

    /// A bold start alone right over a list or a paragraph, its title the first of it, counts where another one is near:
    /// "**10:00**", then "- Maps", "- Ines Duarte".
    pub(super) fn is_time_over_text(&self, id: BlockId, prose: &Prose) -> bool {
        let blocks = &self.doc.blocks;
        let alone = |id: BlockId| {
            let BlockKind::Paragraph(prose) = &blocks.get(id)?.kind else { return None };
            let slot = clock::slot_at(&prose.text, 0, &self.words)?;
            let bold = Strong::of(prose).covers(slot.start.range.start, slot.start.range.end);
            let over = match blocks.get(id + 1)?.kind {
                BlockKind::List { .. } => true,
                // "17.10" may be a price or a version.
                BlockKind::Paragraph(_) => slot.start.notation != Notation::Dot || slot.goes_on(),
                _ => false,
            };
            (bold && over && prose.text.get(slot.outer.end..)?.trim().is_empty()).then_some(())
        };
        let near = || {
            (id.saturating_sub(LISTS)..blocks.len().min(id + LISTS)).any(|other| other != id && alone(other).is_some())
        };
        prose.text.len() <= TIME && alone(id).is_some() && near()
    }

    /// Takes the title of such a start from the text below it.
    pub(super) fn entitle_by_text(&mut self, session: usize, id: BlockId) {
        let doc = self.doc;
        let title = match doc.blocks.get(id + 1).map(|block| &block.kind) {
            Some(BlockKind::Paragraph(title)) => Some(title),
            _ => self.paragraph_of(id + 2),
        };
        if let Some(title) = title.filter(|_| self.agenda.sessions[session].title.is_none()) {
            self.entitle(session, title, first_line(title, 0));
        }
    }

    /// A box that is a start alone, or has one in its first line, counts where another one is near.
    pub(super) fn is_box_of_several(&self, id: BlockId, prose: &Prose, slot: &ReadSlot) -> bool {
        let is_box = |id: BlockId| matches!(self.doc.blocks.get(id).map(|block| &block.kind), Some(BlockKind::Html(_)));
        let alone = |id: BlockId| match self.doc.blocks.get(id).map(|block| &block.kind) {
            Some(BlockKind::Html(other)) => {
                let text = &other.text[first_line(other, 0)];
                let lead = text.len() - text.trim_start().len();
                let text = text.trim_end();
                // "15.05" beside "09:30" is the number of a room.
                let alike = |other: &ReadSlot| other.start.notation == slot.start.notation;
                clock::slot_at(text, lead, &self.words)
                    .is_some_and(|other| other.outer.end == text.len() && alike(&other))
            }
            _ => false,
        };
        is_box(id)
            && prose.text.get(slot.outer.end..first_line(prose, 0).end).is_some_and(|rest| rest.trim().is_empty())
            && ((id + 1..id + BOXES).any(alone) || (id.saturating_sub(BOXES)..id).any(alone))
    }

    /// Whether the last box of a block of HTML is a time, perhaps with its place, over a heading that is its title, as
    /// another one nearby is: "<time>Ore 19.30 — Piazza</time>", then "<h3>Bartleby</h3>".
    pub(super) fn is_box_over_title(&self, id: BlockId, prose: &Prose, line: &Range<usize>) -> bool {
        let blocks = &self.doc.blocks;
        let placed = |prose: &Prose, line: &Range<usize>| {
            let slot = clock::slot_at(prose.text.get(..line.end)?, line.start, &self.words)?;
            let rest = prose.text.get(slot.outer.end..line.end)?.trim();
            (rest.is_empty() || rest.starts_with(['—', '–', '-', '|'])).then_some(())
        };
        let over_heading = |id: BlockId| match (blocks.get(id).map(|block| &block.kind), blocks.get(id + 1)) {
            (Some(BlockKind::Html(prose)), Some(next)) if matches!(next.kind, BlockKind::Heading(_)) => Some(prose),
            _ => None,
        };
        let other = |id: BlockId| {
            let prose = over_heading(id)?;
            let text = prose.text.trim_end();
            let start = text.rfind('\n').map_or(0, |at| at + 1);
            placed(prose, &(start..text.len()))
        };
        over_heading(id).is_some()
            && placed(prose, line).is_some()
            && ((id + 1..id + BOXES).any(|id| other(id).is_some())
                || (id.saturating_sub(BOXES)..id).any(|id| other(id).is_some()))
    }

    /// Remembers a box that was a time alone, or a paragraph that was a slot alone.
    pub(super) fn box_waits(&mut self, id: BlockId, session: usize) {
        let found = &self.agenda.sessions[session];
        let paragraph = !matches!(self.doc.blocks[id].kind, BlockKind::Html(_));
        if found.title.is_none() && (!paragraph || found.slot.end.is_some()) {
            self.untitled = Some(Untitled { session, level: None, paragraph });
        }
    }

    /// Remembers a heading that was a time alone.
    pub(super) fn heading_waits(&mut self, session: usize, level: u8) {
        self.untitled = Some(Untitled { session, level: Some(level), paragraph: false });
    }

    /// Gives the text of the next block to the session that waits for its title.
    pub(super) fn give_title(&mut self, prose: &Prose, level: Option<u8>) {
        let Some(waiting) = self.untitled.take() else { return };
        // Below a heading stands what belongs to it; only a heading beside it is its title.
        if waiting.level.is_some() && waiting.level != level || waiting.paragraph && level.is_some() {
            return;
        }
        let line = first_line(prose, 0);
        let text = prose.text.get(line.clone()).unwrap_or("");
        if date::first(text, &self.words).is_some() || !self.is_title(prose, line.clone()) {
            return;
        }
        self.entitle(waiting.session, prose, line.clone());
        let room = self.room_in(prose, Topics::of(&prose.text));
        let session = &mut self.agenda.sessions[waiting.session];
        if session.kind == Kind::Window && session.title.is_some() {
            session.kind = Kind::Session;
        }
        if room.is_some() {
            session.room = room;
        }
    }
}

/// A line without the blanks before it and the mark of a definition list: ": Doors open".
fn without_mark(line: &str) -> &str {
    let line = line.trim_start();
    line.strip_prefix(": ").map_or(line, str::trim_start)
}
