//! Items and headings whose label says what stands behind it: "Date: 8 April 2025", "Departure: 7:00".

use super::announce::label_of;
use super::entries::NEAR;
use super::lines::Strong;
use super::reader::Reader;
use super::{Kind, Origin, clock, date};
use crate::document::{BlockId, BlockKind, Prose};
use std::ops::Range;

/// How many items before a time are looked at for its date.
const LABELS: usize = 3;

impl Reader<'_> {
    /// Takes an entry whose label is its title, below the day of its list: "**Date:** 8 April 2025", then
    /// "**Departure:** 7:00". Whether it was one.
    pub(super) fn labelled_entry(&mut self, item: BlockId, prose: &Prose, line: &Range<usize>) -> bool {
        let text = &prose.text[line.clone()];
        let Some(label) = label_of(text).filter(|label| Strong::of(prose).covers(0, label.len())) else {
            return false;
        };
        let value = label.len() + text[label.len()..].find(char::is_alphanumeric).unwrap_or(0);
        let slot = clock::slot_at(&prose.text[..line.end], line.start + value, &self.words);
        let Some(slot) = slot.filter(|slot| !slot.start.is_number()) else { return false };
        if self.words.has(label, |locale| &locale.deadlines) {
            return false;
        }
        let Some(day) = self.labelled_date_above(item).and_then(|read| self.dated_by(&read)) else { return false };
        // What is told of an event stands in no order.
        let place = self.place(prose.span, Origin::List, None);
        let meant = clock::resolve(&slot, None);
        let id = self.push(prose, &slot, meant, Kind::Session, Origin::List, place, self.doc.blocks[item].span);
        self.entitle(id, prose, line.start..line.start + label.len());
        self.set_day(id, day);
        true
    }

    /// The date that an item right before says behind its label: "Date: 8 April 2025", then "Time: 17:00".
    pub(super) fn labelled_date_above(&self, item: BlockId) -> Option<date::ReadDate> {
        let list = self.doc.blocks[item].parent?;
        let items = (item.saturating_sub(NEAR)..item).rev().filter(|&id| self.is_item_of(id, list));
        items.take(LABELS).find_map(|id| {
            let prose = self.paragraph_of(id)?;
            self.labelled_date(&prose.text)
        })
    }

    /// The date behind a label that asks for one: "Date: 8 April 2025".
    pub(super) fn labelled_date(&self, text: &str) -> Option<date::ReadDate> {
        let label = label_of(text).filter(|label| self.is_date_label(label))?;
        date::first(text.get(label.len()..)?, &self.words).filter(|read| !read.days.is_empty())
    }

    /// Whether the list of an item stands right below a heading that asks for the event's day: "Date et lieu".
    pub(super) fn is_below_label(&self, item: BlockId) -> bool {
        let list = self.doc.blocks[item].parent;
        let above = list.and_then(|list| list.checked_sub(1)).map(|above| &self.doc.blocks[above].kind);
        let Some(BlockKind::Heading(heading)) = above else { return false };
        let text = heading.text.trimmed();
        let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        text.split_whitespace().count() <= 5 && first.is_some_and(|word| self.is_label(word))
    }
}
