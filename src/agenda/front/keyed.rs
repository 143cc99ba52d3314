//! Times that are keys: `"10:00 - 10:30": Doors`, `2026-06-05 10:00-16:00:`, `- "9:00 - 9:50": [Doors]`.

use crate::agenda::clock::{self, ReadSlot};
use crate::agenda::reader::{Dated, Reader};
use crate::agenda::{Kind, Origin, Text, YearFrom, date};
use crate::document::Prose;
use crate::document::front::{Node, Pair, Value};

impl Reader<'_> {
    /// Takes the keys of a map, or of maps of one key each, that are times: with a day and an end, or two of them.
    /// Tells whether there were two.
    pub(super) fn keyed<'p>(&mut self, pairs: impl Iterator<Item = &'p Pair<'p>>) -> bool {
        let timed = pairs.filter(|pair| pair.key.starts_with(|c: char| c.is_ascii_digit()));
        let read: Vec<_> = timed.filter_map(|pair| Some((pair, self.slot_of_key(pair)?))).collect();
        let sure = read.iter().any(|(_, (_, slot, day))| slot.end.is_some() && day.is_some());
        let [(first, _), .., (last, _)] = read.as_slice() else {
            if let ([(pair, key)], true) = (read.as_slice(), sure) {
                let place = self.place(pair.key_span, Origin::FrontMatter, None);
                self.push_key(pair, key, place);
            }
            return false;
        };
        let place = self.place(first.key_span.cover(last.key_span), Origin::FrontMatter, None);
        for (pair, key) in &read {
            self.push_key(pair, key, place);
        }
        true
    }

    fn push_key(&mut self, pair: &Pair, (prose, slot, day): &(Prose, ReadSlot, Option<Dated>), place: usize) {
        let title = title_of(&pair.node);
        let kind = if title.is_some() { Kind::Session } else { Kind::Event };
        let meant = clock::resolve(slot, None);
        let span = pair.key_span.cover(pair.node.span);
        let id = self.push(prose, slot, meant, kind, Origin::FrontMatter, place, span);
        self.agenda.sessions[id].title = title;
        if let Some(day) = day {
            self.set_day(id, *day);
        }
    }

    /// The time that is the whole of a key, perhaps behind a day.
    fn slot_of_key<'p>(&self, pair: &'p Pair) -> Option<(Prose<'p>, ReadSlot, Option<Dated>)> {
        let text = &*pair.key;
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let quoted = usize::from(pair.key_span.len() == text.len() + 2);
        let span = self.source.within(pair.key_span, quoted, quoted + text.len());
        let prose = Prose { text: text.into(), span, ..Prose::default() };
        let (slot, day) = match clock::slot_at(text, 0, &self.words) {
            Some(slot) => (slot, None),
            None => {
                let read = date::leading(text, &self.words)?;
                let (days, year) = self.resolve(&read);
                let told = year > YearFrom::Publication;
                let slot = self.behind(text, read.range.end)?;
                (slot, days.first().map(|day| Dated { day: *day, told }))
            }
        };
        (!slot.start.is_number() && text.get(slot.outer.end..)?.trim().is_empty()).then_some((prose, slot, day))
    }
}

/// A text, or the first one of a list.
fn title_of(node: &Node) -> Option<Text> {
    let node = match &node.value {
        Value::List(items) => items.first()?,
        _ => node,
    };
    let text = node.text().map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| Text { text: text.to_owned(), span: node.span })
}
