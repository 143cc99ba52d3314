//! Entries in paragraphs of their own with the time behind the title: `**Final** - 21:00`, then its text; `Ceremony: 1:30pm`.

use super::Minutes;
use super::clock;
use super::entries::first_line;
use super::lines::Strong;
use super::reader::Reader;
use super::trailing::{EARLY, MARKS, STARTS, Trailing};
use crate::document::{BlockId, BlockKind, MarkKind, Prose};
use std::ops::Range;

/// How far away the others stand at most, in blocks.
const NEAR: usize = 24;

/// The longest first line, in bytes.
const LINE: usize = 96;

/// How many paragraphs tell of an entry whose title is bold, itself among them.
const BOLD: usize = 2;

/// The first line of a paragraph that may be such an entry.
struct Apart {
    line: Range<usize>,
    found: Trailing,
    start: Minutes,
    bold: bool,
}

impl Reader<'_> {
    /// Takes a paragraph that is one of several such entries; whether it is.
    pub(super) fn apart(&mut self, id: BlockId, prose: &Prose) -> bool {
        let Some(own) = self.read_apart(prose) else { return false };
        let enough = if own.bold { BOLD } else { STARTS };
        let doc = self.doc;
        let (blocks, parent) = (&doc.blocks, doc.blocks[id].parent);
        let mut count = 0;
        let first = id.saturating_sub(NEAR);
        for (other, block) in (first..).zip(&blocks[first..blocks.len().min(id + NEAR)]) {
            let BlockKind::Paragraph(prose) = &block.kind else { continue };
            if block.parent != parent {
                continue;
            }
            let known = self.lists.apart.get(&other).copied();
            let read = known.unwrap_or_else(|| self.read_apart(prose).map(|it| (it.start, it.bold)));
            self.lists.apart.insert(other, read);
            let Some((start, _)) = read.filter(|(_, bold)| *bold == own.bold) else { continue };
            // Offsets in a recording, or afternoons without their half of the day.
            if start < EARLY {
                return false;
            }
            count += usize::from(if other < id { start <= own.start } else { start >= own.start });
        }
        count >= enough && self.take_behind(prose, vec![(own.line, own.found)])
    }

    /// What the first line of a paragraph says; more lines stand only below a bold one.
    fn read_apart(&self, prose: &Prose) -> Option<Apart> {
        let line = first_line(prose, 0);
        let alone = prose.text.get(line.end..)?.trim().is_empty();
        let may_be_bold = || prose.marks.iter().any(|mark| mark.kind == MarkKind::Strong);
        if line.len() > LINE || !self.may_end_with_time(prose.text.get(line.clone())?) || !alone && !may_be_bold() {
            return None;
        }
        // "**Dinner and Ceremony 5:15 P.M.**"
        let strong = Strong::of(prose);
        let unparted = || {
            let whole = strong.covers(line.start + 1, line.end.saturating_sub(1));
            self.behind_title(prose, line.clone()).filter(|found| found.slot.start.meridiem.is_some() && whole)
        };
        let found = self.ends_with_time(prose, line.clone()).or_else(unparted)?;
        let title = prose.text.get(found.title.clone())?.trim_end_matches(MARKS).trim_end();
        let bold = strong.covers(found.title.start, found.title.start + title.len());
        let start = clock::resolve(&found.slot, None).start;
        let plain = !self.is_weekdays(title) && !self.is_label(title) && !title.contains(['.', '!', '?']);
        ((bold || alone) && plain).then_some(Apart { line, found, start, bold })
    }
}
