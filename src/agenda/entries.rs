//! Programmes in lists and lines.

use super::clock::{self, ReadSlot};
use super::locale::topics::Topics;
use super::locale::words::{digit, skip_blanks};
use super::named::Named;
use super::reader::Reader;
use super::titles::phrase_end;
use super::{Kind, Notation, Origin, date};
use crate::document::{BlockId, BlockKind, Prose};
use crate::source::Span;
use std::ops::Range;

/// What stands at the start of a line.
pub(super) enum Lead {
    /// A slot.
    Slot(ReadSlot),
    /// A day, then a slot.
    Dated(date::ReadDate, ReadSlot),
    /// A label ("Time:", "Wann:"), then a slot, perhaps with a day.
    Label(Option<date::ReadDate>, ReadSlot),
    /// A weekday or a part of the day, then a slot and a title.
    Named(Named),
}

/// How much of a line is looked at for what leads it, in bytes.
pub(super) const LEAD: usize = 160;

/// The most words between a label, or its day, and the time that it tells.
const FEW: usize = 6;

/// How far into a line the number of a day that leads it stands at most, in bytes.
const NUMBER: usize = 72;

/// How far away an entry of another list stands at most, in blocks.
pub(super) const NEAR: usize = 8;

/// The same where no heading stands between them.
const IN_SECTION: usize = 40;

impl Reader<'_> {
    /// Takes the first paragraph of a list item.
    pub(super) fn item(&mut self, item: BlockId, paragraph: BlockId, prose: &Prose) {
        let is_first = self.doc.blocks.iter().skip(item + 1).take(paragraph - item).all(|block| {
            !matches!(block.kind, BlockKind::Paragraph(_))
                || block.span.start() >= self.doc.blocks[paragraph].span.start()
        });
        if !is_first {
            return;
        }
        let line = first_line(prose, 0);
        let place = self.list_place(item);
        let lead = self.lead(prose, line.clone());
        let among = if lead.is_none() && self.starts_with_digit(prose) {
            self.among_items(item, prose, &line).map(Lead::Slot)
        } else {
            None
        };
        let is_among = among.is_some();
        match among.or(lead) {
            Some(Lead::Slot(mut slot)) if is_among || self.in_a_programme(item, &slot) => {
                let place = place.unwrap_or_else(|| self.open_list(item));
                let more = self.several(&prose.text[..line.end], &mut slot);
                let id = self.add_item(item, prose, &slot, &line, place);
                self.entitle_below(id, prose, &line);
                self.entitle_item(id, item, paragraph);
                self.entitle_above(id, item);
                let alone = self.agenda.sessions[id].title.is_none().then_some(item);
                let day = self.day_of_list(item).or_else(|| self.day_of_item_above(alone?));
                if let Some(day) = day {
                    self.set_day(id, day);
                }
                if let Some(room) = self.room_in(prose, Topics::of(&prose.text)) {
                    self.agenda.sessions[id].room = Some(room);
                }
                self.repeat(id, prose, &more);
            }
            Some(Lead::Dated(date, slot)) if slot.end.is_some() || self.siblings(item) > 1 || self.has_near(item) => {
                let place = place.unwrap_or_else(|| self.open_list(item));
                let end = phrase_end(prose, line.end);
                self.dated(prose, &date, &slot, end, (Kind::Session, Origin::List), place);
            }
            Some(Lead::Dated(date, slot)) if self.is_below_label(item) => {
                let place = self.place(prose.span, Origin::List, None);
                self.event(prose, Some(&date), &slot, Origin::List, place);
            }
            Some(Lead::Named(Named { weekday, slot })) if self.is_on_a_day(item, weekday.is_none()) => {
                let place = place.unwrap_or_else(|| self.open_list(item));
                let id = self.add_item(item, prose, &slot, &line, place);
                if let Some(weekday) = weekday {
                    self.set_weekday(id, weekday);
                }
            }
            Some(Lead::Label(None, slot)) if self.starts_below_title(item, prose, &slot) => {}
            Some(Lead::Label(date, slot)) => {
                let place = self.place(prose.span, Origin::List, None);
                let date = date.or_else(|| self.labelled_date_above(item));
                self.event(prose, date.as_ref(), &slot, Origin::List, place);
            }
            Some(_) => {}
            None if self.item_named_before(item, prose, &line) || self.diary_item(item, prose, &line) => {}
            None => {
                let (range, start) = match self.behind_title(prose, line.clone()) {
                    Some(found) if found.is_range(prose, line.start) => (Some(found), None),
                    Some(found) => (None, self.start_behind(item, prose, found)),
                    None => (self.amid(prose, line.clone()), None),
                };
                if let Some(mut found) = range
                    && (place.is_some() || self.trailing_siblings(item) > 1)
                    && !self.is_weekdays(prose.text.get(found.title.clone()).unwrap_or(""))
                {
                    let place = place.unwrap_or_else(|| self.open_list(item));
                    let span = self.doc.blocks[item].span;
                    let own = self.leading_day(prose, &found.title).filter(|(_, end)| *end < found.title.end);
                    if let Some((_, end)) = own {
                        found.title.start = end;
                    }
                    let id = self.titled(prose, &found, (Kind::Session, Origin::List), place, span);
                    if let Some(day) = own.map(|(day, _)| day).or_else(|| self.day_of_list(item)) {
                        self.set_day(id, day);
                    }
                } else if let Some(found) = start {
                    let place = place.unwrap_or_else(|| self.open_list(item));
                    let span = self.doc.blocks[item].span;
                    self.titled(prose, &found, (Kind::Session, Origin::List), place, span);
                } else if let Some(place) = place
                    && let Some(slot) = self.within_item(item, prose, &line, place)
                {
                    self.add_item(item, prose, &slot, &line, place);
                } else if let Some(place) = place
                    && self.starts_with_digit(prose)
                {
                    let title = self.text(prose, line.clone());
                    self.broken(prose, line.start, self.doc.blocks[item].span, place, title);
                } else if !self.labelled_entry(item, prose, &line) {
                    self.sentence_of_item(paragraph, prose);
                }
            }
        }
    }

    fn starts_with_digit(&self, prose: &Prose) -> bool {
        prose.trimmed().starts_with(|c: char| c.is_ascii_digit())
    }

    /// A start alone counts where other items of the list start with a time, too.
    fn in_a_programme(&self, item: BlockId, slot: &ReadSlot) -> bool {
        if slot.end.is_some() || slot.open_end {
            return true;
        }
        self.siblings(item) > 1
            || slot.is_time()
                && (self.list_place(item).is_some() || self.has_near(item) || self.is_time_below_heading(item, slot))
    }

    /// Adds an item as a session whose title stands behind its slot.
    fn add_item(&mut self, item: BlockId, prose: &Prose, slot: &ReadSlot, line: &Range<usize>, place: usize) -> usize {
        let meant = clock::resolve(slot, None);
        let span = self.doc.blocks[item].span;
        let id = self.push(prose, slot, meant, Kind::Session, Origin::List, place, span);
        self.entitle(id, prose, slot.outer.end..phrase_end(prose, line.end));
        id
    }

    /// Whether an item that begins with the name of a day, or of a part of one, is an entry: one of several, or a part
    /// of the day that the heading names.
    fn is_on_a_day(&self, item: BlockId, is_part: bool) -> bool {
        is_part && self.sections.last().is_some_and(|section| !section.days.is_empty())
            || self.siblings(item) > 1
            || self.list_place(item).is_some()
    }

    /// Whether an item of another list close by starts with a time, too: a day, or a month, with one entry.
    fn has_near(&self, item: BlockId) -> bool {
        let list = self.doc.blocks[item].parent;
        let outer = |id: Option<BlockId>| id.and_then(|id| self.doc.blocks[id].parent);
        // "20 December", "24 December" are items of one list, each with a list of its own.
        let around = |list: Option<BlockId>| {
            outer(list)
                .filter(|&id| matches!(self.doc.blocks[id].kind, BlockKind::Item { .. }))
                .map(|id| outer(Some(id)))
        };
        let (holder, days) = (outer(list), around(list));
        let timed = |id: BlockId| {
            let block = &self.doc.blocks[id];
            let other = matches!(block.kind, BlockKind::Item { .. }) && block.parent != list;
            if !other || outer(block.parent) != holder && (days.is_none() || around(block.parent) != days) {
                return false;
            }
            match self.doc.blocks.get(id + 1).map(|block| &block.kind) {
                Some(BlockKind::Paragraph(prose)) => {
                    matches!(self.lead(prose, first_line(prose, 0)), Some(Lead::Slot(_) | Lead::Dated(..)))
                }
                _ => false,
            }
        };
        let behind = item + 1..self.doc.blocks.len().min(item + IN_SECTION);
        let before = item.saturating_sub(IN_SECTION)..item;
        self.near(item, behind).any(timed) || self.near(item, before.rev()).any(timed)
    }

    /// Of the blocks on one side of an item, the nearest ones, and those further away up to a heading.
    fn near(&self, item: BlockId, blocks: impl Iterator<Item = BlockId>) -> impl Iterator<Item = BlockId> {
        let mut headed = false;
        blocks.take_while(move |&id| {
            headed |= matches!(self.doc.blocks[id].kind, BlockKind::Heading(_));
            !headed || id.abs_diff(item) <= NEAR
        })
    }

    /// Items of the same list that start with a slot, up to three.
    pub(super) fn siblings(&self, item: BlockId) -> usize {
        let Some(list) = self.doc.blocks[item].parent else { return 0 };
        let mut count = 0;
        let mut near = |id: usize| -> bool {
            let block = &self.doc.blocks[id];
            if block.parent == Some(list)
                && let Some(BlockKind::Paragraph(prose)) = self.doc.blocks.get(id + 1).map(|block| &block.kind)
                && self.lead(prose, first_line(prose, 0)).is_some()
            {
                count += 1;
            }
            count < 3
        };
        // Looked for nearby only, so that a long list stays linear.
        let end = self.doc.blocks.len().min(item + 60);
        for id in
            (item.saturating_sub(60)..end).filter(|&id| matches!(self.doc.blocks[id].kind, BlockKind::Item { .. }))
        {
            if !near(id) {
                break;
            }
        }
        count
    }

    /// The place of the list that holds an item, when it is open.
    pub(super) fn list_place(&self, item: BlockId) -> Option<usize> {
        let list = self.doc.blocks[item].parent?;
        let span = self.doc.blocks[list].span;
        let mut near = self.agenda.places.iter().enumerate().rev().take(7);
        near.find(|(_, place)| place.span == span && place.origin == Origin::List).map(|(at, _)| at)
    }

    pub(super) fn open_list(&mut self, item: BlockId) -> usize {
        let list = self.doc.blocks[item].parent.unwrap_or(item);
        let place = self.place(self.doc.blocks[list].span, Origin::List, None);
        // A list inside an item that is a session holds its parts.
        let outer = self.doc.blocks[list].parent.map(|outer| self.doc.blocks[outer].span);
        if let Some(outer) = outer
            && let Some(parent) = self.session_of(outer)
        {
            self.agenda.places[place].window = Some(parent);
            let session = &mut self.agenda.sessions[parent];
            if session.kind == Kind::Session {
                session.kind = Kind::Block;
            }
        }
        place
    }

    /// The session that an item is; looked for among those that begin in it.
    fn session_of(&self, item: Span) -> Option<usize> {
        let sessions = self.agenda.sessions.iter().enumerate().rev();
        let mut inside = sessions.take_while(|(_, session)| session.span.start() >= item.start());
        inside.find(|(_, session)| session.span == item).map(|(id, _)| id)
    }

    pub(super) fn lead(&self, prose: &Prose, line: Range<usize>) -> Option<Lead> {
        let text = prose.text.get(..line.end)?;
        let line = line.start + bar(text, line.start)..line.end;
        if let Some(slot) = clock::slot_at(text, line.start, &self.words) {
            // "⏰ 19:00": a picture for the label.
            let pictured = text[line.start..].starts_with(is_clock) && text[slot.outer.end..].trim().is_empty();
            return Some(if pictured { Lead::Label(None, slot) } else { Lead::Slot(slot) });
        }
        // What leads a line stands at its start.
        let slice = text.get(line.start..)?;
        let slice = &slice[..crate::source::floor(slice, LEAD)];
        let number = digit(slice, 0)?;
        if number <= NUMBER
            && let Some(mut read) = date::leading(slice, &self.words)
        {
            read.shift(line.start);
            return self.behind(text, read.range.end).map(|slot| Lead::Dated(read, slot));
        }
        if let Some(named) = self.named(text, line.clone(), number) {
            return Some(Lead::Named(named));
        }
        let (label, colon) = label_before(slice)?;
        if !self.is_label(label) {
            return None;
        }
        let (dated, slot) = self.told_from(text, line.start + colon)?;
        Some(Lead::Label(dated, slot))
    }

    /// The slot behind a label that ends at a byte, and the day between them if there is one.
    pub(super) fn told_from(&self, text: &str, from: usize) -> Option<(Option<date::ReadDate>, ReadSlot)> {
        let behind = text.get(from..)?;
        let dated = date::first(&behind[..crate::source::floor(behind, LEAD)], &self.words).map(|mut read| {
            read.shift(from);
            read
        });
        let slot = match &dated {
            Some(read) => self.behind(text, read.range.end),
            None => clock::slot_at(text, from, &self.words),
        };
        match (dated, slot) {
            (dated, Some(slot)) => Some((dated, slot)),
            (None, None) => match self.behind_weekday(text, from) {
                Some((read, slot)) => Some((Some(read), slot)),
                None => Some((None, self.behind_word(text, from).or_else(|| self.behind_words(text, from))?)),
            },
            (Some(read), None) => self.behind_words(text, read.range.end).map(|slot| (Some(read), slot)),
        }
    }

    /// "Time: Doors open at 18:30, food at 19:00": the first slot of a few words.
    fn behind_words(&self, text: &str, from: usize) -> Option<ReadSlot> {
        let rest = text.get(from..).filter(|rest| rest.len() <= LEAD)?;
        let mut slot = clock::first_slot(rest, rest.len(), &self.words)?;
        let few = rest[..slot.outer.start].split_whitespace().count() <= FEW;
        if !few || slot.vague || !slot.is_time() || self.words.has(rest, |locale| &locale.deadlines) {
            return None;
        }
        slot.shift(from);
        Some(slot)
    }

    /// "When: Saturday, 6pm", "Time: every Saturday from 6pm": the slot behind a weekday, with one word before it at most.
    fn behind_weekday(&self, text: &str, from: usize) -> Option<(date::ReadDate, ReadSlot)> {
        let mut at = from;
        for _ in 0..2 {
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).len();
            let rest = &text[at..];
            let length = rest.find(|c: char| !c.is_alphabetic()).filter(|length| *length > 0)?;
            let (word, end) = (&rest[..length], at + length);
            let weekday = |word: &str| date::weekday_alone(word, &self.words).map(|(weekday, _)| weekday);
            // "Saturdays", "samstags"
            let Some(weekday) = weekday(word).or_else(|| weekday(word.strip_suffix('s')?)) else {
                at = end;
                continue;
            };
            let gap = text[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '-' | '–'));
            let slot = clock::slot_at(text, text.len() - gap.len(), &self.words)?;
            let read = date::ReadDate { range: at..end, weekday: Some((weekday, at..end)), ..Default::default() };
            return slot.is_time().then_some((read, slot));
        }
        None
    }

    /// "Time: Saturdays, 9:00 AM - 9:45 AM": the slot behind one word and a comma.
    fn behind_word(&self, text: &str, from: usize) -> Option<ReadSlot> {
        let rest = text.get(from..)?.trim_start();
        let comma = rest.find(|c: char| !c.is_alphabetic()).filter(|&end| rest[end..].starts_with(','))?;
        let slot = clock::slot_at(text, text.len() - rest.len() + comma + 1, &self.words)?;
        (comma > 2 && slot.end.is_some()).then_some(slot)
    }

    /// "When", "Time", "Horaire", "Both days", "Start".
    pub(super) fn is_label(&self, label: &str) -> bool {
        use super::locale::Role;
        // イベントの日程: what is asked of the event.
        let label = if label.is_ascii() { label } else { label.rsplit('の').next().unwrap_or(label) };
        let words = label.split_whitespace().count();
        if label.len() > 40 || words > 3 {
            return false;
        }
        matches!(self.words.column(label), Some(Role::Time | Role::Start | Role::Date | Role::Day))
            || words <= 2 && self.words.has(label, |locale| &locale.day_words)
    }

    /// The one day that a value begins with, and the slot behind it: "24.04.2026 10:00".
    pub(super) fn day_first(&self, text: &str) -> Option<(date::ReadDate, Option<ReadSlot>)> {
        let read = date::leading(text, &self.words).filter(|read| read.range.start == 0 && read.days.len() == 1)?;
        let slot = self.behind(text, read.range.end);
        Some((read, slot))
    }

    /// The slot right behind a date: only small words and punctuation between.
    pub(super) fn behind(&self, text: &str, end: usize) -> Option<ReadSlot> {
        let end = self.behind_year(text, end);
        let rest = text.get(end..)?;
        let gap = rest.find(|c: char| {
            !(c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—' | '(' | ')' | '|' | '@' | ';' | '.' | '·'))
        })?;
        let word = end + gap;
        let mut at = word;
        if let Some(after) = self.words.at(text, at, |locale| &locale.at) {
            at = after;
        } else if text[at..].starts_with(char::is_alphabetic) {
            at = self.behind_start(text, at);
        }
        // "godz. 10 – 18", "ore 21": the word before makes hours of the numbers.
        let worded = || clock::slot_at(text, word, &self.words).filter(|_| at > word);
        // "30 sierpnia 7.00 - pobudka": hardly a price.
        let dotted = || {
            let slot = clock::among_at(text, at, &self.words).filter(|slot| slot.start.notation == Notation::Dot)?;
            text.get(slot.outer.end..)?.trim_start().starts_with(['-', '–', '—', ':']).then_some(slot)
        };
        // "18" behind a date may be anything; "18 Uhr" is a time.
        let first = clock::slot_at(text, at, &self.words).filter(ReadSlot::is_time);
        first.or_else(worded).or_else(dotted)
    }

    /// "2026 r.", "2026 roku (piątek)": the byte behind a word for the year, and the weekday behind it.
    fn behind_year(&self, text: &str, end: usize) -> usize {
        let rest = text.get(end..).unwrap_or("").trim_start();
        let Some(rest) = rest.strip_prefix("r.").or_else(|| rest.strip_prefix("roku")) else { return end };
        let bracket = rest.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let weekday = bracket.filter(|(inner, _)| date::weekday_alone(inner, &self.words).is_some());
        text.len() - weekday.map_or(rest, |(_, behind)| behind).len()
    }

    /// "Beginn", "aanvang": the byte behind a word for the start that stands before its time.
    fn behind_start(&self, text: &str, at: usize) -> usize {
        let rest = &text[at..];
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let near = rest.as_bytes().iter().skip(word).take(4).any(u8::is_ascii_digit);
        let start = near && self.words.column(&rest[..word]) == Some(super::locale::Role::Start);
        if start { at + word + rest[word..].len() - rest[word..].trim_start_matches([' ', ':']).len() } else { at }
    }

    pub(super) fn dated(
        &mut self,
        prose: &Prose,
        read: &date::ReadDate,
        slot: &ReadSlot,
        end: usize,
        (kind, origin): (Kind, Origin),
        place: usize,
    ) {
        let (days, year) = self.resolve(read);
        let meant = clock::resolve(slot, None);
        let span = self.span(prose, read.range.start..end);
        let id = self.push(prose, slot, meant, kind, origin, place, span);
        if !(kind == Kind::Event && origin == Origin::Prose) {
            self.entitle(id, prose, slot.outer.end..end);
        }
        let session = &mut self.agenda.sessions[id];
        session.kind = kind;
        if let Some(day) = days.first() {
            session.put_on(*day, year > super::YearFrom::Publication);
        }
        if let Some(place) = self.agenda.places.get_mut(place) {
            place.has_days = true;
        }
        if kind == Kind::Event {
            self.announce(&days);
        }
    }

    pub(super) fn event(
        &mut self,
        prose: &Prose,
        read: Option<&date::ReadDate>,
        slot: &ReadSlot,
        origin: Origin,
        place: usize,
    ) {
        let meant = clock::resolve(slot, None);
        let id = self.push(prose, slot, meant, Kind::Event, origin, place, prose.span);
        if let Some(read) = read {
            let (days, year) = self.resolve(read);
            if let Some(day) = days.first() {
                self.agenda.sessions[id].put_on(*day, year > super::YearFrom::Publication);
            } else if let Some((weekday, _)) = read.weekday {
                self.date_by(id, weekday);
            }
            self.announce(&days);
        }
    }

    /// The event's own line names its days: they hold where no heading does.
    pub(super) fn announce(&mut self, days: &[super::Day]) {
        if self.hints.days.is_empty() {
            self.hints.days = super::days::spread(days);
        }
    }
}

/// The colons of a text, the full-width one among them: the byte of each and the one behind it.
pub(super) fn colons(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b':', "：".as_bytes()[0], bytes).filter_map(|at| {
        let mark = if bytes[at] == b':' { ":" } else { "：" };
        bytes[at..].starts_with(mark.as_bytes()).then_some((at, at + mark.len()))
    })
}

/// What stands before the first colon of a line that is not one of a time, or before a question mark, and the byte
/// behind it.
pub(super) fn label_before(line: &str) -> Option<(&str, usize)> {
    let bytes = line.as_bytes();
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let colon = colons(line).find(|&(at, end)| !(digit(bytes[..at].last()) && digit(bytes.get(end))));
    // "Quand ? le samedi 5 septembre"
    let asked = || memchr::memchr(b'?', &bytes[..bytes.len().min(40)]).map(|at| (at, at + 1));
    let (at, end) = colon.filter(|(at, _)| *at <= 40).or_else(asked)?;
    let label = line.get(..at).filter(|label| label.len() <= 40)?;
    Some((label.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '?')), end))
}

/// Whether a picture shows a clock.
fn is_clock(c: char) -> bool {
    matches!(c, '⌚' | '⏰' | '\u{23f1}' | '\u{1f550}'..='\u{1f567}')
}

pub(super) fn first_line(prose: &Prose, from: usize) -> Range<usize> {
    let text = prose.text.as_bytes().get(from..).unwrap_or_default();
    from..from + memchr::memchr(b'\n', text).unwrap_or(text.len())
}

/// How many bytes a bar is that a line begins with: the row of a table that is none.
fn bar(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at) == Some(&b'|') { skip_blanks(text, at + 1) - at } else { 0 }
}
