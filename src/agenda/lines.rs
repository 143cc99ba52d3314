//! Programmes in paragraphs: an entry a line.

use super::clock::ReadSlot;
use super::entries::Lead;
use super::locale::words::is_unspaced;
use super::named::Named;
use super::reader::{Dated, LINE, Reader};
use super::trailing::Trailing;
use super::{Kind, Origin, clock, date};
use crate::document::{BlockId, BlockKind, Mark, MarkKind, Prose};
use smallvec::SmallVec;
use std::ops::Range;

/// The fewest lines of a paragraph that are entries by a slot in a bracket.
const BETWEEN: usize = 3;

/// How far behind the lines of a programme others of the same one stand at most, in bytes.
const PLACE: usize = 2000;

/// The longest bold line with a slot in it, in bytes.
pub(super) const BOLD: usize = 120;

/// Lines, each with what leads it.
type Leads = SmallVec<[(Range<usize>, Option<Box<Lead>>); 4]>;

/// A paragraph that is read line by line.
struct Lines<'p> {
    id: BlockId,
    prose: &'p Prose<'p>,
    leads: Leads,
    /// How many lines begin with a slot, with a day and a slot, with a weekday and a slot.
    slots: usize,
    dated: usize,
    named: usize,
    /// The bytes behind its hard breaks.
    breaks: Vec<usize>,
    strong: Strong,
    /// Its lines that are days: the byte behind each.
    days: Vec<(usize, Dated)>,
    /// It is a time over the text that belongs to it.
    over_text: bool,
    /// Its first line is a time, and its second the title.
    over_title: bool,
    /// Its last line is the end of a box over the heading that is its title.
    over_heading: bool,
}

impl Lines<'_> {
    /// Whether a line can be an entry: not one that is broken off anywhere.
    fn starts(&self, number: usize) -> bool {
        // "> [!NOTE]", then the entry.
        let noted = || number == 1 && self.prose.text.starts_with("[!");
        let broken = || self.breaks.binary_search(&self.leads[number].0.start).is_ok();
        number == 0 || self.slots > 1 || noted() || broken()
    }

    /// Whether a line can be one entry of several in paragraphs of their own; a line of HTML may go on in the next.
    fn may_be_alone(&self, reader: &Reader<'_>, number: usize) -> bool {
        self.leads.len() == 1 || number == 0 && matches!(reader.doc.blocks[self.id].kind, BlockKind::Html(_))
    }

    /// Whether the line right above is a day and nothing else.
    fn is_below_day(&self, number: usize) -> bool {
        let above = number.checked_sub(1).map(|above| self.leads[above].0.end);
        above.is_some_and(|above| self.days.iter().any(|(end, _)| *end == above))
    }

    fn is_last(&self, number: usize) -> bool {
        number + 1 == self.leads.len()
    }
}

impl Reader<'_> {
    /// Takes a paragraph outside lists, line by line.
    pub(super) fn lines(&mut self, id: BlockId, prose: &Prose, mentions: Range<usize>) {
        if self.serves_as_heading(prose) || self.is_day_over_times(id, prose) || self.is_day_over_list(id, prose) {
            self.agenda.dates.truncate(mentions.start);
            self.heading(id, LINE, prose);
            return;
        }
        if !self.may_time(prose) || self.diary_paragraph(id, prose) {
            return;
        }
        // Most lines have no lead.
        let mut leads: Leads = prose
            .lines()
            .filter(|line| !prose.text[line.clone()].trim().is_empty())
            .map(|line| (line.clone(), self.lead(prose, line).map(Box::new)))
            .collect();
        self.among_lines(prose, &mut leads);
        if leads.len() > 2
            && leads[0].1.is_none()
            && (self.take_behind(prose, self.lines_behind(prose))
                || self.take_behind(prose, self.lines_between(prose, &leads)))
        {
            return;
        }
        if leads.first().is_some_and(|(_, lead)| lead.is_none()) && self.apart(id, prose) {
            return;
        }
        let lines = self.led(id, prose, leads);
        let mut place = None;
        for (number, (line, lead)) in lines.leads.iter().enumerate() {
            match lead.as_deref() {
                Some(Lead::Slot(slot)) if self.is_slot_line(&lines, number, slot) => {
                    let place = *place.get_or_insert_with(|| self.lines_place(prose));
                    self.slot_line(&lines, number, slot, place);
                }
                Some(Lead::Dated(_, slot)) if slot.end.is_none() && self.is_below_deadline(id) => {}
                Some(Lead::Dated(date, slot)) if lines.starts(number) || lines.dated > 1 => {
                    let place = *place.get_or_insert_with(|| self.lines_place(prose));
                    self.dated(prose, date, slot, line.end, (Kind::Event, Origin::Prose), place);
                }
                Some(Lead::Named(entry)) if lines.named > 1 => {
                    let place = *place.get_or_insert_with(|| self.lines_place(prose));
                    self.named_line(prose, line, entry, place);
                }
                Some(Lead::Label(date, slot)) => {
                    let place = self.place(prose.span, Origin::Prose, None);
                    let above = lines.leads[..number].iter().rev().map(|(line, _)| &prose.text[line.clone()]);
                    let above = above.filter(|_| date.is_none()).find_map(|line| {
                        // "**2026-08-19** — Maps", then "Time: 19:00".
                        let whole = || date::leading(line, &self.words).filter(|read| read.year_written);
                        self.labelled_date(line).or_else(whole)
                    });
                    self.event(prose, date.as_ref().or(above.as_ref()), slot, Origin::Prose, place);
                }
                Some(_) => {}
                None if place.is_some() || lines.slots > 1 => {
                    let place = *place.get_or_insert_with(|| self.lines_place(prose));
                    let title = self.text(prose, line.clone());
                    let row = self.span(prose, line.clone());
                    self.broken(prose, line.start, row, place, title);
                }
                None if self.bracketed(prose, line, &lines.strong) => {}
                None => self.bold_among(prose, line, &lines.strong),
            }
        }
        if let Some((_, day)) = lines.days.last().filter(|_| place.is_some()) {
            self.go_on_with(*day);
        }
        // "… on 15 November, from" at the end of a line, "6:00pm to 8:00pm" at the start of the next; "5 PM on 26 June".
        let leads = &lines.leads;
        let first = || leads.first().is_some_and(|(_, lead)| lead.is_none() || leads.len() == 1);
        let wrapped = || place.is_none() && lines.slots == 1 && first();
        let none = || leads.iter().all(|(_, lead)| lead.is_none());
        if wrapped() || none() && !self.last_of_day(id, prose) {
            self.sentence(id, prose);
        }
    }

    /// Takes a paragraph right below a day that ends with a time: "Gala concert, Parish Church 7.30pm". Whether it was
    /// one.
    fn last_of_day(&mut self, id: BlockId, prose: &Prose) -> bool {
        let day = |block: BlockId| matches!(self.doc.blocks[block].kind, BlockKind::Heading(_));
        if !self.has_digit || !id.checked_sub(1).is_some_and(day) {
            return false;
        }
        let Some(line) = prose.lines().last() else { return false };
        let Some(found) = self.behind_title(prose, line.clone()).filter(|found| self.is_of_day(prose, found)) else {
            return false;
        };
        self.take_behind(prose, vec![(line, found)])
    }

    /// What is known of a paragraph once its lines are known.
    fn led<'p>(&self, id: BlockId, prose: &'p Prose<'p>, leads: Leads) -> Lines<'p> {
        let of = |kind: fn(&Lead) -> bool| leads.iter().filter(|(_, lead)| lead.as_deref().is_some_and(kind)).count();
        let slots = of(|lead| matches!(lead, Lead::Slot(_)));
        let breaks = prose.marks.iter().filter(|mark| mark.kind == MarkKind::Break);
        let strong = Strong::of(prose);
        Lines {
            id,
            prose,
            slots,
            dated: of(|lead| matches!(lead, Lead::Dated(..))),
            named: of(|lead| matches!(lead, Lead::Named(_))),
            breaks: breaks.map(|mark| mark.range().end).collect(),
            days: if slots > 0 { self.day_lines(prose, &strong) } else { Vec::new() },
            strong,
            over_text: leads.len() == 1 && self.is_time_over_text(id, prose),
            over_title: slots == 1 && self.is_time_over_title(id, prose, &leads),
            over_heading: leads.last().is_some_and(|(line, lead)| {
                matches!(lead.as_deref(), Some(Lead::Slot(_))) && self.is_box_over_title(id, prose, line)
            }),
            leads,
        }
    }

    /// Whether a line that begins with a slot is an entry.
    fn is_slot_line(&self, lines: &Lines<'_>, number: usize, slot: &ReadSlot) -> bool {
        let (id, prose, line) = (lines.id, lines.prose, &lines.leads[number].0);
        // The only entry of a day that stands right above is one of several days'.
        let count = lines.slots + usize::from(lines.is_below_day(number));
        lines.over_heading && lines.is_last(number)
            || lines.starts(number)
                && (is_entry(prose, slot, line, count, &lines.strong)
                    || lines.over_title && number == 0
                    || number == 0 && self.is_box_of_several(id, prose, slot)
                    || lines.may_be_alone(self, number) && self.is_one_of_several(id, prose, slot)
                    || lines.leads.len() == 1 && lines.over_text)
    }

    /// Takes a line that begins with a slot.
    fn slot_line(&mut self, lines: &Lines<'_>, number: usize, slot: &ReadSlot, place: usize) {
        let (prose, line) = (lines.prose, &lines.leads[number].0);
        let mut slot = slot.clone();
        let more = self.several(&prose.text[..line.end], &mut slot);
        let meant = clock::resolve(&slot, None);
        let span = self.span(prose, line.clone());
        let session = self.push(prose, &slot, meant, Kind::Session, Origin::Prose, place, span);
        self.entitle(session, prose, slot.outer.end..line.end);
        if lines.over_heading && lines.is_last(number) {
            let session = &mut self.agenda.sessions[session];
            session.room = session.title.take();
        }
        self.entitle_below(session, prose, line);
        if let Some((_, day)) = lines.days.iter().rev().find(|(end, _)| *end <= line.start) {
            self.set_day(session, *day);
        }
        self.repeat(session, prose, &more);
        if lines.over_text {
            self.entitle_by_text(session, lines.id);
        }
        if lines.is_last(number) {
            self.box_waits(lines.id, session);
        }
    }

    /// Takes a line that begins with a weekday or a part of the day.
    fn named_line(&mut self, prose: &Prose, line: &Range<usize>, entry: &Named, place: usize) {
        let meant = clock::resolve(&entry.slot, None);
        let span = self.span(prose, line.clone());
        let session = self.push(prose, &entry.slot, meant, Kind::Session, Origin::Prose, place, span);
        self.entitle(session, prose, entry.slot.outer.end..line.end);
        if let Some(weekday) = entry.weekday {
            self.set_weekday(session, weekday);
        }
    }

    /// The entries of a paragraph of which three lines or more have their slot in a bracket behind their name.
    fn lines_between(
        &self,
        prose: &Prose,
        leads: &[(Range<usize>, Option<Box<Lead>>)],
    ) -> Vec<(Range<usize>, Trailing)> {
        if memchr::memchr(b'(', prose.text.as_bytes()).is_none() || leads.iter().any(|(_, lead)| lead.is_some()) {
            return Vec::new();
        }
        let found = leads.iter().filter_map(|(line, _)| Some((line.clone(), self.between(prose, line.clone())?)));
        let entries: Vec<_> = found.collect();
        if entries.len() < BETWEEN { Vec::new() } else { entries }
    }

    /// Takes lines whose time stands behind their title; whether there are any.
    pub(super) fn take_behind(&mut self, prose: &Prose, entries: Vec<(Range<usize>, Trailing)>) -> bool {
        if entries.is_empty() {
            return false;
        }
        let place = self.lines_place(prose);
        for (line, found) in entries {
            let span = self.span(prose, line);
            self.titled(prose, &found, (Kind::Session, Origin::Prose), place, span);
        }
        true
    }

    /// Whether a time can stand in the text that was mentioned last: written with a digit, or a word
    /// ("noon") that begins a line or ends one in parentheses.
    fn may_time(&self, prose: &Prose) -> bool {
        let text = &*prose.text;
        self.has_digit
            || memchr::memchr(b')', text.as_bytes()).is_some()
            || prose.lines().any(|line| self.words.opens_slot(text, clock::skip_ornaments(text, line.start)))
    }

    /// Lines of a programme often stand in paragraphs of their own: one place a section.
    fn lines_place(&mut self, prose: &Prose) -> usize {
        let near = self.agenda.places.len().checked_sub(1).filter(|&at| {
            let place = &self.agenda.places[at];
            let from = self.sections.last().map_or(0, |section| {
                section.mention.map_or(0, |mention| self.agenda.dates.get(mention).map_or(0, |date| date.span.start()))
            });
            place.origin == Origin::Prose && place.span.start() >= from && place.span.end() + PLACE > prose.span.start()
        });
        match near {
            Some(at) => {
                self.agenda.places[at].span = self.agenda.places[at].span.cover(prose.span);
                at
            }
            None => self.place(prose.span, Origin::Prose, None),
        }
    }

    /// A short bold line with a slot in parentheses behind its title: "**Soldering (11:00 - 12:15) - 15 €**".
    fn bracketed(&mut self, prose: &Prose, line: &Range<usize>, strong: &Strong) -> bool {
        let Some(text) = prose.text.get(line.clone()).filter(|text| text.len() <= BOLD) else { return false };
        let slot_behind = |open: usize| {
            let strong = strong.covers(line.start + 2, (line.start + open.saturating_sub(2)).saturating_sub(3));
            let slot = clock::slot_at(prose.text.get(..line.end)?, line.start + open + 1, &self.words)?;
            let closed = prose.text.get(slot.outer.end..line.end)?.trim_start().strip_prefix(')')?.trim_start();
            let stops = closed.is_empty() || closed.starts_with([':', '-', '–', '—', ',', '*']);
            (strong && stops && slot.end.is_some()).then_some((open, slot))
        };
        let Some((open, slot)) = memchr::memchr_iter(b'(', text.as_bytes()).find_map(slot_behind) else { return false };
        let place = self.lines_place(prose);
        let meant = clock::resolve(&slot, None);
        let id = self.push(prose, &slot, meant, Kind::Session, Origin::Prose, place, prose.span);
        self.entitle(id, prose, line.start..line.start + open);
        true
    }

    /// A short bold line that ends with a range among other entries: "**Coffee break 16.00-16.30**".
    fn bold_among(&mut self, prose: &Prose, line: &Range<usize>, strong: &Strong) {
        let text = prose.text.get(line.clone()).unwrap_or("").trim_end();
        if text.len() > BOLD
            || !strong.covers(line.start + 2, line.start + text.len().saturating_sub(2))
            || !self.may_end_with_time(text)
            || !self.is_prose_near(prose)
        {
            return;
        }
        let Some(found) = self.behind_title(prose, line.clone()).filter(|found| found.slot.end.is_some()) else {
            return;
        };
        let title = prose.text.get(found.title.clone()).unwrap_or("");
        if !self.is_label(title) && !self.is_weekdays(title) && !self.words.is_any(title, |locale| &locale.windows) {
            self.take_behind(prose, vec![(line.clone(), found)]);
        }
    }

    /// Whether the last programme is one of lines that stand not far above.
    fn is_prose_near(&self, prose: &Prose) -> bool {
        self.agenda
            .places
            .last()
            .is_some_and(|place| place.origin == Origin::Prose && place.span.end() + PLACE > prose.span.start())
    }

    /// A bold paragraph of one short line that names a day.
    fn serves_as_heading(&self, prose: &Prose) -> bool {
        if !prose.marks.iter().any(|mark| mark.kind == MarkKind::Strong) {
            return false;
        }
        let text = prose.trimmed();
        if text.contains('\n') || text.chars().count() > 70 {
            return false;
        }
        let lead = prose.text.len() - prose.text.trim_start().len();
        let whole = prose.marks.iter().any(|mark| {
            mark.kind == MarkKind::Strong && mark.range().start <= lead + 1 && mark.range().end + 2 >= lead + text.len()
        });
        whole
            && clock::first_slot(text, text.len(), &self.words).is_none()
            && (!date::dates(text, &self.words).is_empty()
                || date::weekday_alone(text, &self.words).is_some()
                || self.words.at(text, 0, |locale| &locale.day_words).is_some())
    }
}

/// A line is an entry when it is one of several, or a range with its title.
fn is_entry(prose: &Prose, slot: &ReadSlot, line: &Range<usize>, count: usize, strong: &Strong) -> bool {
    let rest = prose.text.get(slot.outer.end..line.end).unwrap_or("");
    let joined = rest.trim_start();
    let separated = joined.is_empty()
        || joined.starts_with([':', '-', '–', '—', '|', '('])
        || rest.starts_with('\t')
        || rest.starts_with("  ");
    if count > 1 {
        return separated
            || slot.end.is_some()
            || joined.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric() || is_unspaced(c));
    }
    let named = joined.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let strong = || strong.covers(slot.range.start, slot.range.end);
    if slot.end.is_some() {
        separated || named || strong()
    } else {
        !joined.is_empty() && (rest.starts_with('\t') || rest.starts_with("  ") || separated && strong())
    }
}

/// The strong parts of a prose, by their start.
pub(super) struct Strong(Vec<Range<usize>>);

impl Strong {
    pub(super) fn of(prose: &Prose) -> Self {
        let mut strong: Vec<_> =
            prose.marks.iter().filter(|mark| mark.kind == MarkKind::Strong).map(Mark::range).collect();
        strong.sort_by_key(|range| range.start);
        Strong(strong)
    }

    /// Whether one begins at `start` or before and ends at `end` or behind; of nested ones the inner two are asked.
    pub(super) fn covers(&self, start: usize, end: usize) -> bool {
        let before = self.0.partition_point(|range| range.start <= start);
        self.0[..before].iter().rev().take(2).any(|range| range.end >= end)
    }
}
