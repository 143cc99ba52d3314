//! Programmes in the front matter: lists of strings, and maps with a slot.

use super::{Folded, prose};
use crate::agenda::clock::{self, ReadSlot};
use crate::agenda::reader::Reader;
use crate::agenda::{Kind, Origin, Text};
use crate::document::Prose;
use crate::document::front::{Node, Pair};
use crate::source::Span;

impl Reader<'_> {
    /// `time: 9:00 - 9:30` beside a title: an entry, or the event's own time.
    pub(super) fn ranged(&mut self, pairs: &[Pair], key: &Pair, prose: &Prose, slot: &ReadSlot, event: bool) {
        let text = |names: &[&str]| {
            let pair = pairs.iter().find(|pair| Folded::of(&pair.key).is_one_of(names))?;
            Some(Text { text: pair.node.text()?.to_owned(), span: pair.node.span })
        };
        let title = text(&["title", "titre", "titel", "titulo", "titolo", "name", "label", "topic"]);
        let kind = if event { Kind::Event } else { Kind::Session };
        let place = self.place(prose.span, Origin::FrontMatter, None);
        let meant = clock::resolve(slot, None);
        let span = key.key_span.cover(key.node.span);
        let id = self.push(prose, slot, meant, kind, Origin::FrontMatter, place, span);
        let day = self.named_day(pairs);
        let session = &mut self.agenda.sessions[id];
        session.title = title;
        session.room = text(&["room", "salle", "raum", "sala", "zaal"]);
        if let Some(day) = day {
            session.date = Some(day);
            session.year_is_told = true;
        }
    }

    /// `- 18:45 — Accueil`: a programme as a list of strings.
    pub(super) fn strings(&mut self, items: &[Node]) {
        // Times alone are the lines of a timetable that a template fills.
        let tells = |text: &&str| {
            clock::slot_at(text, 0, &self.words).is_some_and(|slot| {
                slot.end.is_some() || text.get(slot.outer.end..).is_some_and(|title| title.trim().len() > 1)
            })
        };
        if items.iter().filter_map(Node::text).filter(tells).nth(1).is_none() {
            return;
        }
        let proses: Vec<(Prose, Span)> =
            items.iter().filter_map(|item| Some((prose(self, item)?, item.span))).collect();
        let (Some((_, first)), Some((_, last))) = (proses.first(), proses.last()) else { return };
        let place = self.place(first.cover(*last), Origin::FrontMatter, None);
        for (prose, span) in &proses {
            let Some(slot) = clock::slot_at(&prose.text, 0, &self.words) else { continue };
            let meant = clock::resolve(&slot, None);
            let id = self.push(prose, &slot, meant, Kind::Session, Origin::FrontMatter, place, *span);
            self.entitle(id, prose, slot.outer.end..prose.text.len());
        }
    }
}
