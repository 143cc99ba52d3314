//! Paragraphs that are entries because another one beside them is.

use super::clock::ReadSlot;
use super::entries::{Lead, first_line};
use super::lines::Strong;
use super::reader::{LINE, Reader};
use super::{Notation, date};
use crate::document::{BlockId, BlockKind, Prose};

/// The marks that part a time from its title.
const MARKS: [char; 7] = [':', '-', '–', '—', '|', '>', '→'];

/// What stands before an entry that is no item for Markdown.
const BULLETS: [char; 4] = ['•', '◦', '‣', '▪'];

/// The longest title without a mark before it, in bytes.
const TITLE: usize = 120;

impl Reader<'_> {
    /// Whether a paragraph is the first right below a heading that names a day.
    fn is_first_of_day(&self, id: BlockId) -> bool {
        let quoted =
            |id: &BlockId| !matches!(self.doc.blocks.get(*id).map(|block| &block.kind), Some(BlockKind::Quote));
        let before = (0..id).rev().take(2).find(quoted).and_then(|before| self.doc.blocks.get(before));
        let has_days = || self.sections.last().is_some_and(|section| !section.days.is_empty());
        let weekday = |prose: &Prose| date::weekday_alone(&prose.text, &self.words).is_some();
        before.is_some_and(|block| match &block.kind {
            BlockKind::Heading(heading) => has_days() || weekday(&heading.text),
            BlockKind::Paragraph(prose) => {
                has_days()
                    && self.sections.last().is_some_and(|section| {
                        section.level == LINE
                            && section.mention.is_some_and(|at| prose.span.contains(self.agenda.dates[at].span))
                    })
            }
            _ => false,
        })
    }

    /// What stands behind a time and its repetition: "18:45 Uhr (6:45 pm) – Doors".
    fn behind_times<'a>(&self, prose: &'a Prose, slot: &ReadSlot) -> &'a str {
        let rest = prose.text.get(slot.outer.end..).unwrap_or("");
        rest.get(self.repeated_time(rest)..).unwrap_or("").trim_start()
    }

    /// What holds a block, quotations apart: each entry may stand in one of its own.
    fn outside_quotes(&self, id: BlockId) -> Option<BlockId> {
        self.doc.ancestors(id).find(|&id| !matches!(self.doc.blocks[id].kind, BlockKind::Quote))
    }

    /// A paragraph of one line with a start and a title counts where the one before or after it is an entry, too:
    /// "Ab 13:00 Uhr – Freies Hacken".
    pub(super) fn is_one_of_several(&self, id: BlockId, prose: &Prose, slot: &ReadSlot) -> bool {
        let title = self.behind_times(prose, slot);
        // "**11:30, Room 20** – Maps"
        let behind_comma = title.strip_prefix(',').filter(|_| is_bold(prose, slot));
        let title = behind_comma.map_or(title, str::trim_start);
        let named = behind_comma.is_some() || title.starts_with(MARKS) || title.starts_with(char::is_uppercase);
        let marked = title.starts_with(MARKS);
        let parent = self.outside_quotes(id);
        let in_html = matches!(self.doc.blocks[id].kind, BlockKind::Html(_));
        let beside = |other: &Prose, near: bool| {
            let Some(Lead::Slot(next)) = self.lead(other, first_line(other, 0)) else { return false };
            let behind = self.behind_times(other, &next);
            let alike = is_bold(prose, slot) && is_bold(other, &next)
                || marked && behind.starts_with(MARKS)
                || near && is_plain(title, slot) && is_plain(behind, &next);
            near && (next.end.is_some() || next.vague) || alike
        };
        // "• 6:00pm - Panel", the only entry under its heading.
        if marked && prose.text.starts_with(BULLETS) && !self.agenda.sessions.is_empty() {
            return true;
        }
        // The next paragraph before or behind; lists may stand between, headings not.
        let near = |blocks: &mut dyn Iterator<Item = BlockId>| {
            let mut steps = 0;
            for id in blocks.take(40) {
                let Some(block) = self.doc.blocks.get(id) else { return false };
                let beside_it = self.outside_quotes(id) == parent;
                match &block.kind {
                    BlockKind::Heading(_) | BlockKind::Table(_) => return false,
                    // A `<br>` of its own.
                    BlockKind::Html(other) if other.trimmed().is_empty() => continue,
                    BlockKind::Paragraph(other) | BlockKind::Html(other)
                        if beside_it && matches!(block.kind, BlockKind::Html(_)) == in_html =>
                    {
                        if beside(other, steps == 0) {
                            return true;
                        }
                        if is_caption(other) {
                            continue;
                        }
                        if steps > 1 {
                            return false;
                        }
                    }
                    // Its paragraphs follow.
                    BlockKind::Quote => continue,
                    _ => {}
                }
                steps += usize::from(beside_it);
            }
            false
        };
        title.len() > 2
            && named
            && (self.is_first_of_day(id) && is_plain(title, slot)
                || near(&mut (0..id).rev())
                || near(&mut (id + 1..self.doc.blocks.len())))
    }
}

/// A title as it stands behind a time with minutes: it begins with a capital letter, and is no sentence.
fn is_plain(title: &str, slot: &ReadSlot) -> bool {
    slot.start.notation != Notation::Hour
        && title.starts_with(char::is_uppercase)
        && title.len() <= TITLE
        && !title.ends_with(['.', '!', '?'])
}

/// A bold line over the entries of a part of the day: "**Morning session**".
pub(super) fn is_caption(prose: &Prose) -> bool {
    let text = prose.trimmed();
    let lead = prose.text.len() - prose.text.trim_start().len();
    text.len() <= TITLE && !text.contains('\n') && Strong::of(prose).covers(lead, lead + text.len())
}

fn is_bold(prose: &Prose, slot: &ReadSlot) -> bool {
    Strong::of(prose).covers(slot.start.range.start, slot.start.range.end)
}
