//! Entries whose time stands behind their title: `Opening (9:00 – 9:30)`, `Workshop, 14:00–16:00`, `Welcome at 8 pm`.

use super::clock::{self, ReadSlot};
use super::lines::Strong;
use super::locale::Role;
use super::locale::words::last_word;
use super::reader::{LINE, Reader};
use super::{Kind, Minutes, Notation, Origin, date};
use crate::document::{BlockId, BlockKind, Mark, MarkKind, Prose};
use crate::source::{Span, last_bracket};
use std::ops::Range;

/// The longest title before a time, in bytes.
const TITLE: usize = 160;

/// How many bytes at the end of a line are looked at for a digit first.
const TAIL: usize = 16;

/// The longest name of an entry with its time behind it, in bytes.
const NAME: usize = 48;

/// What stands between a title and its time.
pub(super) const MARKS: [char; 10] = ['(', '[', '-', '–', '—', ',', '|', ':', '·', '@'];

/// The fewest items of a list of titles with a start behind each.
pub(super) const STARTS: usize = 3;

/// The earliest that the first of them begins, in minutes: before it, times are offsets in a recording.
pub(super) const EARLY: Minutes = 6 * 60;

/// How far away the next heading with a range stands at most, in blocks.
const HEADINGS: usize = 40;

/// The longest word that counts hours, in bytes.
const UNIT: usize = 7;

/// What says that a time is rough.
const ABOUT: [char; 2] = ['~', '≈'];

/// A slot that ends a line, and what stands before it.
pub(super) struct Trailing {
    pub slot: ReadSlot,
    /// The bytes of the title.
    pub title: Range<usize>,
}

impl Trailing {
    /// Whether it is a range in parentheses, behind a mark, or parted by bold type from what stands on its line, which
    /// begins at a byte.
    pub(super) fn is_range(&self, prose: &Prose, from: usize) -> bool {
        if self.slot.end.is_none() {
            return false;
        }
        let (start, end) = (self.slot.outer.start, self.slot.range.end);
        let before = prose.text.get(..start).unwrap_or("").trim_end();
        let marked = before.trim_end_matches(ABOUT).ends_with(MARKS);
        let strong = || Strong::of(prose);
        marked || strong().covers(start, end) && !strong().covers(from, end)
    }
}

impl Reader<'_> {
    /// The slot that ends a line behind a title: a range in parentheses or behind a mark.
    pub(super) fn trailing(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        let from = line.start;
        self.behind_title(prose, line).filter(|found| found.is_range(prose, from))
    }

    /// The start that ends an item behind its title, "Lunch: 12:30", where all items of the list have theirs there, one
    /// later than the other.
    pub(super) fn start_behind(&mut self, item: BlockId, prose: &Prose, found: Trailing) -> Option<Trailing> {
        if self.is_of_day(prose, &found) {
            return Some(found);
        }
        let mut found = self.single_start(prose, found)?;
        let title = prose.text.get(found.title.clone())?;
        found.title.end -= title.len() - title.trim_end_matches([' ', '@']).len();
        let list = self.doc.blocks[item].parent?;
        let known = self.lists.behind.get(&list).copied();
        let all = known.unwrap_or_else(|| self.all_start_behind(list));
        self.lists.behind.insert(list, all);
        all.then_some(found)
    }

    /// Whether a short item under the heading of a day ends with a time of a 12-hour clock: "Parish service, St Albans 6pm".
    pub(super) fn is_of_day(&self, prose: &Prose, found: &Trailing) -> bool {
        let title = prose.text.get(found.title.clone()).unwrap_or("");
        self.sections.last().is_some_and(|section| section.days.len() == 1 && section.level < LINE)
            && found.slot.start.meridiem.is_some()
            && found.slot.end.is_none()
            && title.len() <= NAME
            && !title.contains(['.', '!', '?'])
            && title.starts_with(char::is_uppercase)
            && !self.words.has(title, |locale| &locale.deadlines)
    }

    fn all_start_behind(&self, list: BlockId) -> bool {
        let start = |item: BlockId| {
            let prose = self.paragraph_of(item)?;
            let found = self.behind_title(prose, super::entries::first_line(prose, 0))?;
            Some(clock::resolve(&found.slot, None).start)
        };
        let mut starts: Vec<Minutes> = Vec::new();
        for item in self.items(list) {
            let Some(start) = start(item).filter(|start| starts.last().is_none_or(|last| last < start)) else {
                return false;
            };
            starts.push(start);
        }
        starts.len() >= STARTS && starts[0] >= EARLY
    }

    /// The entries of a paragraph whose lines all end with their times, one not before the other: "**Doors**: 18:00".
    pub(super) fn lines_behind(&self, prose: &Prose) -> Vec<(Range<usize>, Trailing)> {
        let mut out: Vec<(Range<usize>, Trailing)> = Vec::new();
        let mut last = EARLY;
        for line in prose.lines().filter(|line| !prose.text[line.clone()].trim().is_empty()) {
            let Some(found) = self.ends_with_time(prose, line.clone()).filter(|found| {
                let title = prose.text.get(found.title.clone()).unwrap_or("").trim_end_matches(MARKS).trim();
                !self.is_weekdays(title) && !self.is_label(title)
            }) else {
                return Vec::new();
            };
            let start = clock::resolve(&found.slot, None).start;
            if start < last {
                return Vec::new();
            }
            last = start;
            out.push((line, found));
        }
        if out.len() < STARTS { Vec::new() } else { out }
    }

    /// The slot that ends a line behind its title: a range, or a start alone that is plainly one of an entry.
    pub(super) fn ends_with_time(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        let from = line.start;
        let found = self.behind_title(prose, line)?;
        if found.is_range(prose, from) { Some(found) } else { self.single_start(prose, found) }
    }

    /// A start alone behind a title and a mark, plainly a time of an entry.
    pub(super) fn single_start(&self, prose: &Prose, found: Trailing) -> Option<Trailing> {
        self.is_single_start(prose, &found).then_some(found)
    }

    fn is_single_start(&self, prose: &Prose, found: &Trailing) -> bool {
        let title = prose.text.get(found.title.clone()).unwrap_or("").trim_end_matches(MARKS).trim();
        let head = prose.text.get(..found.slot.outer.start).unwrap_or("").trim_end();
        let start = &found.slot.start;
        let sure = start.minute.is_multiple_of(5)
            && (start.notation == Notation::Colon || start.meridiem.is_some() || found.slot.goes_on());
        let parted = head.trim_end_matches(ABOUT).ends_with(MARKS) || found.slot.outer.start < found.slot.range.start;
        sure && parted
            && found.slot.end.is_none()
            && date::weekday_alone(title, &self.words).is_none()
            && !self.words.has(title, |locale| &locale.deadlines)
    }

    /// The slot that ends a heading behind a title: also a start alone, behind a word such as "at".
    pub(super) fn heading_trailing(&self, id: BlockId, prose: &Prose) -> Option<Trailing> {
        let found = self.behind_title(prose, 0..prose.text.len())?;
        let before = prose.text.get(..found.slot.outer.start)?.trim_end().trim_end_matches(ABOUT);
        // "Volleyball (starts 10:30)".
        let within =
            || before.rfind(['(', '[']).is_some_and(|at| self.words.column(&before[at + 1..]) == Some(Role::Start));
        if found.slot.end.is_some() && before.ends_with(MARKS)
            || (before.ends_with(['(', '[']) || within()) && !found.slot.start.is_number()
        {
            return Some(found);
        }
        if found.slot.end.is_some() && self.is_heading_of_several(id) {
            return Some(found);
        }
        if let BlockKind::Heading(heading) = &self.doc.blocks[id].kind
            && self.is_single_start(prose, &found)
            && (found.slot.goes_on() || self.is_heading_of_starts(id, heading.level))
        {
            return Some(found);
        }
        // "Doors at 19:00", "Accueil à partir de 8h": the word before the time is part of it, or is not.
        if found.slot.start.range.start > found.slot.outer.start {
            return Some(found);
        }
        let word = last_word(before);
        let end = self.words.at(before, word, |locale| &locale.at);
        (word > 0 && end.is_some_and(|end| end >= before.len()))
            .then_some(Trailing { title: found.title.start..word, ..found })
    }

    /// Whether another heading of a level nearby says something of its text.
    pub(super) fn has_heading_near(&self, id: BlockId, level: u8, says: impl Fn(&Prose) -> bool) -> bool {
        let blocks = &self.doc.blocks;
        (id.saturating_sub(HEADINGS)..blocks.len().min(id + HEADINGS)).any(|other| match &blocks[other].kind {
            BlockKind::Heading(heading) => other != id && heading.level == level && says(&heading.text),
            _ => false,
        })
    }

    /// Whether another heading of a level ends with a start alone, too: "Final - 21:00".
    fn is_heading_of_starts(&self, id: BlockId, level: u8) -> bool {
        self.has_heading_near(id, level, |text| {
            self.behind_title(text, 0..text.text.len()).is_some_and(|found| self.is_single_start(text, &found))
        })
    }

    /// Whether another heading of its level ends with a range, too: "First session 9:00 – 10:45".
    pub(super) fn is_heading_of_several(&self, id: BlockId) -> bool {
        let BlockKind::Heading(own) = &self.doc.blocks[id].kind else { return false };
        self.has_heading_near(id, own.level, |text| {
            self.behind_title(text, 0..text.text.len()).is_some_and(|found| found.slot.end.is_some())
        })
    }

    /// The slot that a heading begins with and that is none in a running text, `19.30 Pizza`, where another heading of
    /// its level begins with a range, or both stand before a colon.
    pub(super) fn opening_slot(&self, id: BlockId, level: u8, prose: &Prose) -> Option<ReadSlot> {
        let digit = prose.text.trim_start_matches(ABOUT).starts_with(|c: char| c.is_ascii_digit());
        let slot = (digit && level > 1).then(|| clock::slot_at(&prose.text, 0, &self.words)).flatten()?;
        let ranged = |text: &Prose| clock::slot_at(&text.text, 0, &self.words).is_some_and(|slot| slot.end.is_some());
        // "18.30: Socializing", then "19.00: Introduction", are no numbers of sections.
        let marked = |text: &Prose| {
            let slot = clock::slot_at(&text.text, 0, &self.words)?;
            let start = clock::resolve(&slot, None).start;
            let sure = start >= EARLY && start % 15 == 0 && text.text.get(slot.outer.end..)?.starts_with(':');
            sure.then_some(slot)
        };
        let other = |text: &Prose| marked(text).is_some_and(|other| other.start.hour.abs_diff(slot.start.hour) <= 3);
        let one_of = || marked(prose).is_some() && self.has_heading_near(id, level, other);
        (slot.end.is_some() || self.has_heading_near(id, level, ranged) || one_of()).then_some(slot)
    }

    /// Adds an entry whose time stands behind its title.
    pub(super) fn titled(
        &mut self,
        prose: &Prose,
        found: &Trailing,
        (kind, origin): (Kind, Origin),
        place: usize,
        span: Span,
    ) -> usize {
        let meant = clock::resolve(&found.slot, None);
        let id = self.push(prose, &found.slot, meant, kind, origin, place, span);
        if kind != Kind::Event {
            self.entitle(id, prose, found.title.clone());
        }
        // "Wednesday - 9:30am - 5:00pm", one of the days that are announced.
        let title = prose.text.get(found.title.clone()).unwrap_or("").trim_end_matches(MARKS).trim();
        if let Some((weekday, at)) = date::weekday_alone(title, &self.words)
            && at == (0..title.len())
            && let [day] = self.hints.weekday(weekday).as_slice()
        {
            self.date(id, *day);
        }
        id
    }

    /// Takes a heading whose time stands behind its title: a session, a window, or the event's own time.
    pub(super) fn titled_heading(&mut self, id: BlockId, prose: &Prose) {
        let Some(found) = self.heading_trailing(id, prose) else { return };
        let title = prose.text.get(found.title.clone()).unwrap_or("").trim_end_matches([':', '-', ' ']);
        // "Submissions until 18:00", but "Clôture à 18h".
        let closing = || self.words.is_any(title, |locale| &locale.closing);
        if self.words.has(title, |locale| &locale.deadlines) && !closing() {
            return;
        }
        let last = title.rsplit(char::is_whitespace).next().unwrap_or("");
        let bracketed = prose.text.get(..found.slot.outer.start).is_some_and(|head| {
            let head = head.trim_end().trim_end_matches(ABOUT);
            head.ends_with(['(', '['])
        });
        let kind = if !bracketed && self.is_label(last) && title.split_whitespace().count() <= 3 {
            Kind::Event
        } else if found.slot.end.is_some()
            && (self.words.has(title, |locale| &locale.dayparts) || self.words.is_any(title, |locale| &locale.windows))
        {
            Kind::Window
        } else {
            Kind::Session
        };
        let place = self.place(prose.span, Origin::Heading, None);
        let id = self.titled(prose, &found, (kind, Origin::Heading), place, prose.span);
        if let Some(section) = self.sections.last_mut().filter(|_| kind != Kind::Event) {
            section.window = Some(id);
        }
    }

    /// The first slot of a line, where nothing but marks or a length stands behind it.
    pub(super) fn behind_title(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        let text = prose.text.get(line.clone())?;
        let tail = without_aside(text.trim_end()).as_bytes();
        let near = tail.len().saturating_sub(TAIL);
        if text.len() > TITLE + 40 || !tail.get(near..)?.iter().any(u8::is_ascii_digit) {
            return None;
        }
        let first = clock::first_slot(text, text.len(), &self.words)?;
        let title = text.get(..first.outer.start)?.trim_end().trim_end_matches(ABOUT).trim_end_matches(['(', '[']);
        if title.len() > TITLE || title.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            return None;
        }
        // "Session (afternoon – 14:00 to 16:30)": the bracket is no part of the title.
        let open = title.rfind('(').filter(|&open| !title[open..].contains(')') && open > 0);
        let title = open.map_or(title, |open| title[..open].trim_end());
        let title = line.start..line.start + title.len();
        let slot = clock::slot_at(prose.text.get(..line.end)?, line.start + first.outer.start, &self.words)?;
        let rest = prose.text.get(slot.outer.end..line.end)?;
        let mark = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '.' | '-' | '–' | '—' | ',');
        let rest = rest.trim_matches(mark);
        // "09:00 - 12:00 (3 hours)"
        let bare = rest.strip_prefix('(').unwrap_or(rest);
        let length = || clock::duration_at(bare, 0, &self.words).is_some_and(|(_, at)| at.end == bare.len());
        // "Lightning talks (19:05) (optional)": a remark in parentheses of its own.
        let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | ',' | '・' | '-' | '/' | '&');
        let remark = || rest.strip_prefix('(').is_some_and(|rest| rest.len() <= NAME && rest.chars().all(plain));
        (rest.is_empty() || length() || remark()).then_some(Trailing { slot, title })
    }

    /// Whether a text may end with a time, behind which only brackets stand: with minutes, or a word that counts hours.
    pub(super) fn may_end_with_time(&self, text: &str) -> bool {
        let text = text.trim_end_matches(|c: char| c.is_ascii_whitespace() || c.is_ascii_punctuation());
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        let unit = &text[number.len()..];
        match number.trim_end().as_bytes() {
            [.., last] if !unit.is_empty() => last.is_ascii_digit() && unit.len() <= UNIT && self.is_unit(unit),
            [.., mark, _, last] => last.is_ascii_digit() && matches!(mark, b':' | b'.' | b'h' | b'H'),
            _ => false,
        }
    }

    /// "Uhr", "h", "p.m": what stands behind an hour.
    fn is_unit(&self, unit: &str) -> bool {
        ["am", "pm", "a.m", "p.m"].iter().any(|half| unit.eq_ignore_ascii_case(half))
            || self.words.is(unit, |locale| &locale.oclock)
    }

    /// The time between the name of an entry and what it is.
    pub(super) fn amid(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        self.between(prose, line.clone()).or_else(|| if self.has_digit { self.in_bold(prose, line) } else { None })
    }

    /// The time that ends the bold name of an entry: "**Pizza - 21:00**: for all".
    fn in_bold(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        let bold = prose.marks.iter().filter(|mark| mark.kind == MarkKind::Strong);
        let bold = bold.map(Mark::range).find(|bold| line.contains(&bold.start))?;
        let leads = !prose.text.get(line.start..bold.start)?.contains(char::is_alphanumeric);
        let rest = prose.text.get(bold.end..line.end)?.trim_start();
        let name = prose.text.get(bold.clone())?;
        let marked = rest.starts_with([':', '-', '–', '—']) || name.ends_with(':');
        let name = bold.start..bold.start + name.trim_end_matches(':').len();
        (leads && marked && self.may_end_with_time(prose.text.get(name.clone())?))
            .then(|| self.ends_with_time(prose, name))?
    }

    /// The range in parentheses between the name of an entry and what it is: "**Session 1** (9:00 - 10:00): Maps".
    pub(super) fn between(&self, prose: &Prose, line: Range<usize>) -> Option<Trailing> {
        let text = prose.text.get(..line.end)?;
        let head = text.as_bytes().get(line.start..line.end.min(line.start + NAME))?;
        let open = line.start + memchr::memchr(b'(', head)?;
        if !text.as_bytes().get(open + 1)?.is_ascii_digit() {
            return None;
        }
        let slot = clock::slot_at(text, open + 1, &self.words).filter(|slot| slot.end.is_some())?;
        let behind = text.get(slot.outer.end..)?.trim_start().trim_start_matches(')').trim_start();
        let label = text.get(line.start..open)?.trim_end();
        // "Cine: (20 a 20:30 h) dos cortos"
        if label.ends_with([':', '.']) && behind.starts_with(char::is_alphabetic) && label.len() > 2 {
            return Some(Trailing { slot, title: line.start..line.start + label.len() });
        }
        let title = behind.strip_prefix([':', '-', '–', '—'])?.trim_start();
        let named = label.chars().any(char::is_alphabetic);
        (named && title.starts_with(char::is_alphabetic))
            .then(|| Trailing { slot, title: line.end - title.len()..line.end })
    }

    /// Items of the same list, nearby, whose time stands behind their title; up to two.
    pub(super) fn trailing_siblings(&self, item: BlockId) -> usize {
        let Some(list) = self.doc.blocks[item].parent else { return 0 };
        let end = self.doc.blocks.len().min(item + 20);
        let near = (item.saturating_sub(20)..end).filter(|&id| self.is_item_of(id, list));
        let paragraphs = near.filter_map(|id| self.paragraph_of(id));
        let timed = |prose: &&Prose| {
            let line = super::entries::first_line(prose, 0);
            self.trailing(prose, line.clone()).or_else(|| self.amid(prose, line)).is_some()
        };
        paragraphs.filter(timed).take(2).count()
    }
}

/// A text without a remark in brackets at its end that has no digit.
fn without_aside(text: &str) -> &str {
    match last_bracket(text) {
        Some((head, aside)) if !aside.bytes().any(|byte| byte.is_ascii_digit()) => head,
        _ => text,
    }
}
