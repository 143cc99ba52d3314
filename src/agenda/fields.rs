//! Entries whose fields are the items of a list: "- **Maps** by Ines", "- Starts: 10:00", "- Ends: 10:45".

use super::clock::{self, ReadSlot};
use super::entries::{first_line, label_before};
use super::locale::Role;
use super::locale::words::{digit, skip_blanks};
use super::reader::Reader;
use super::{Kind, Origin};
use crate::document::{BlockId, Prose};
use crate::source::floor;

/// How many items behind the start the end is looked for.
const BEHIND: usize = 2;

/// How far into an item its time stands at most, in bytes.
const FIELD: usize = 120;

impl<'a> Reader<'a> {
    /// Takes an item that says when something starts; false where the list names nothing that does, and no end.
    pub(super) fn starts_below_title(&mut self, item: BlockId, prose: &Prose, slot: &ReadSlot) -> bool {
        let Some(list) = self.doc.blocks[item].parent.filter(|_| self.field(prose) == Some(Role::Start)) else {
            return false;
        };
        let title = self.items(list).next().filter(|&first| first < item).and_then(|first| self.paragraph_of(first));
        let title = title.filter(|title| label_before(&title.text[..floor(&title.text, FIELD)]).is_none());
        let end = self.items(list).filter(|&other| other > item).take(BEHIND).find_map(|other| self.end_of(other));
        if title.is_none() && end.is_none() {
            return false;
        }
        let kind = if title.is_some() { Kind::Session } else { Kind::Event };
        let place = self.place(self.doc.blocks[list].span, Origin::List, None);
        let whole = ReadSlot { end: end.as_ref().map(|(end, _)| end.start.clone()), ..slot.clone() };
        let meant = clock::resolve(&whole, None);
        let end = end.map(|(end, other)| self.slot(other, &end).start);
        let id = self.push(prose, slot, meant, kind, Origin::List, place, self.doc.blocks[list].span);
        self.agenda.sessions[id].slot.end = end;
        if let Some(title) = title {
            self.entitle(id, title, first_line(title, 0));
        }
        true
    }

    /// The time of an item that says when something ends.
    fn end_of(&self, item: BlockId) -> Option<(ReadSlot, &'a Prose<'a>)> {
        let prose = self.paragraph_of(item)?;
        self.field(prose).filter(|role| *role == Role::End)?;
        let (_, colon) = label_before(&prose.text[..floor(&prose.text, FIELD)])?;
        let slot = clock::slot_at(&prose.text, skip_blanks(&prose.text, colon), &self.words)?;
        slot.end.is_none().then_some((slot, prose))
    }

    /// What an item's label says of a time behind it.
    fn field(&self, prose: &Prose) -> Option<Role> {
        let head = &prose.text[..floor(&prose.text, FIELD)];
        digit(head, 0)?;
        self.words.column(label_before(head)?.0)
    }
}
