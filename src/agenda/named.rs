//! Entries that begin with a name: of a weekday or a part of the day, `Friday 18:00 – Opening`, `Evening: 19:00 Dinner`,
//! or their own, `Finals: Friday 5 June, 18:00`.

use super::clock::{self, ReadSlot};
use super::entries::{LEAD, first_line, label_before};
use super::locale::words::{char_at, digit, skip_blanks};
use super::reader::Reader;
use super::{Context, Day, Kind, Origin, date};
use crate::document::{BlockId, Prose};
use crate::source::floor;
use jiff::civil::Weekday;
use std::ops::Range;

/// How far into a line its first digit stands at most, in bytes.
const NUMBER: usize = 32;

/// How many of the dates above are looked at for a weekday.
const DATES: usize = 64;

/// The marks that part a name from a time, and a time from its title.
const MARKS: [char; 6] = [':', '-', '–', '—', '|', ','];

/// The fewest letters of a title.
const TITLE: usize = 3;

/// An entry whose own name stands before its time, with the day between them if there is one.
struct Before {
    name: Range<usize>,
    date: Option<date::ReadDate>,
    slot: ReadSlot,
}

/// What stands in front of a slot.
pub(super) struct Named {
    pub weekday: Option<Weekday>,
    pub slot: ReadSlot,
}

impl Reader<'_> {
    /// The slot of a line that begins with a weekday or a part of the day, its first digit at the byte `number`;
    /// only with a title behind it, as opening hours have none.
    pub(super) fn named(&self, text: &str, line: Range<usize>, number: usize) -> Option<Named> {
        if number > NUMBER {
            return None;
        }
        let (weekday, end) = self.name(text, line.clone())?;
        let slot = self.behind(text.get(..line.end)?, end)?;
        let marked = text.get(line.start..slot.outer.start)?.contains(':');
        let rest = text.get(slot.outer.end..line.end)?.trim_start();
        let title = rest.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        let parted = title.len() < rest.len() || weekday.is_none() && marked;
        let begins = title.starts_with(|c: char| c.is_uppercase() || parted && c.is_alphabetic() || !c.is_ascii());
        (begins && title.chars().filter(|c| c.is_alphabetic()).count() >= TITLE).then_some(Named { weekday, slot })
    }

    /// Whether a heading begins with a weekday, perhaps a part of the day, and then this slot, its title behind it.
    pub(super) fn is_behind_weekday(&self, text: &str, slot: &ReadSlot) -> bool {
        let title = text.get(slot.outer.end..).unwrap_or("").trim_start();
        if slot.outer.start > NUMBER || title.starts_with(char::is_lowercase) {
            return false;
        }
        self.name(text, 0..text.len()).is_some_and(|(weekday, end)| {
            weekday.is_some() && self.behind(text, end).is_some_and(|behind| behind.range == slot.range)
        })
    }

    /// Whether a heading begins with the number of a day and then this slot: "Day 2 11:00 - Lunch".
    pub(super) fn is_behind_day(&self, text: &str, slot: &ReadSlot) -> bool {
        let head = text.get(..slot.outer.start).unwrap_or("").trim_end_matches(|c: char| !c.is_alphanumeric());
        let word = self.words.at(head, 0, |locale| &locale.day_words);
        word.and_then(|end| head.get(end..)).is_some_and(|number| {
            let number = number.trim();
            (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// Whether a title is a weekday, or several, none of which is announced: "Monday", "Mon–Fri" before opening hours.
    pub(super) fn is_weekdays(&self, title: &str) -> bool {
        let mut words = title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let weekday = |word: &str| date::weekday_alone(word, &self.words).map(|(weekday, _)| weekday);
        let joins = |word: &str| self.words.is(word, |locale| &locale.to) || self.words.is(word, |locale| &locale.and);
        let first = words.next().and_then(weekday);
        first.is_some_and(|first| self.hints.weekday(first).is_empty())
            && words.all(|word| weekday(word).is_some() || joins(word))
    }

    /// Takes an item whose name stands before its day and time, "**Finals**: Friday 5 June, 18:00", or before a word and
    /// its time, "**Bingo**: from 2 pm you can …", where another item of the list does so, too.
    pub(super) fn item_named_before(&mut self, item: BlockId, prose: &Prose, line: &Range<usize>) -> bool {
        let Some(Before { name, date, slot }) = self.before_in_list(item, prose, line) else { return false };
        let place = self.list_place(item).unwrap_or_else(|| self.open_list(item));
        let meant = clock::resolve(&slot, None);
        let span = self.doc.blocks[item].span;
        let id = self.push(prose, &slot, meant, Kind::Session, Origin::List, place, span);
        self.entitle(id, prose, name);
        if let Some(day) = date.and_then(|read| self.dated_by(&read)) {
            self.set_day(id, day);
        }
        true
    }

    /// The same for reading alone.
    fn before_in_list(&self, item: BlockId, prose: &Prose, line: &Range<usize>) -> Option<Before> {
        if !self.has_digit {
            return None;
        }
        // Behind most labels stands neither a day nor a word before a time.
        let (_, colon) = label_before(&prose.text[line.start..floor(&prose.text, line.end.min(line.start + LEAD))])?;
        if self.reads.is_empty() && !self.words.opens_slot(&prose.text, skip_blanks(&prose.text, line.start + colon)) {
            return None;
        }
        let before = self.name_before(prose, line)?;
        let list = self.doc.blocks[item].parent?;
        let mut others = self.items(list).filter(|&other| other != item).filter_map(|other| self.paragraph_of(other));
        others.any(|other| self.name_before(other, &first_line(other, 0)).is_some()).then_some(before)
    }

    /// The name of an entry that a line begins with, and the day and the time behind it.
    fn name_before(&self, prose: &Prose, line: &Range<usize>) -> Option<Before> {
        let text = prose.text.get(..line.end)?;
        let slice = &text[line.start..];
        let slice = &slice[..floor(slice, LEAD)];
        digit(slice, 0)?;
        let (label, colon) = label_before(slice)?;
        let from = skip_blanks(text, line.start + colon);
        let name = line.start..line.start + colon;
        let behind = &text[from..];
        if let Some(mut read) = date::leading(&behind[..floor(behind, LEAD)], &self.words) {
            read.shift(from);
            let slot = self.behind(text, read.range.end).filter(|_| read.days.len() == 1)?;
            return self.is_name(label, slice).then_some(Before { name, date: Some(read), slot });
        }
        let slot = clock::slot_at(text, from, &self.words)?;
        (slot.outer.start < slot.range.start && self.is_name(label, slice)).then_some(Before { name, date: None, slot })
    }

    /// Whether a label is the name of an entry: none that asks for a time, a place, a weekday; no deadline in its item.
    fn is_name(&self, label: &str, item: &str) -> bool {
        use super::locale::Role::{Date, Day, Duration, End, Room, Start, Time};
        label.chars().filter(|c| c.is_alphabetic()).count() >= TITLE
            && !matches!(self.words.column(label), Some(Time | Start | End | Date | Day | Duration | Room))
            && !self.is_label(label)
            && !self.is_weekdays(label)
            && !self.words.has(item, |locale| &locale.deadlines)
    }

    /// The weekday, and the byte behind the names that a line begins with.
    fn name(&self, text: &str, line: Range<usize>) -> Option<(Option<Weekday>, usize)> {
        let slice = text.get(line.clone())?;
        let begins = slice.find(char::is_alphanumeric)?;
        let word = slice[begins..].find(|c: char| !c.is_alphabetic()).unwrap_or(slice.len() - begins);
        let weekday = date::weekday_alone(&slice[..begins + word], &self.words).map(|(weekday, _)| weekday);
        let mut at = line.start + begins;
        if weekday.is_some() {
            at += word;
            at += usize::from(char_at(text, at) == Some('.'));
            at += text.get(at..line.end)?.len() - text.get(at..line.end)?.trim_start().len();
        }
        let daypart = self.words.at(text, at, |locale| &locale.dayparts);
        (weekday.is_some() || daypart.is_some()).then_some((weekday, daypart.unwrap_or(at)))
    }

    /// The day of that weekday where the headings above name the days of one week with their entries.
    fn headed(&self, weekday: Weekday) -> Option<Day> {
        let near = self.agenda.dates.iter().rev().take(DATES);
        let headings = near.filter(|it| it.context == Context::Heading && it.holds_sessions);
        let days = || headings.clone().flat_map(|heading| &heading.days).filter_map(|day| day.date());
        let (first, last) = (days().min()?, days().max()?);
        let one_week = (last - first).get_days() < 7;
        days().find(|day| one_week && day.weekday() == weekday).map(Day::from)
    }

    /// Gives a session that begins with a weekday its day: the announced one, or the one that holds here where it is
    /// such a day. What stands on other days is a place of its own.
    pub(super) fn set_weekday(&mut self, id: usize, weekday: Weekday) {
        let place = self.agenda.sessions[id].place;
        let span = |place: usize| self.agenda.places.get(place).map(|place| place.span);
        match self.weekday.filter(|(last, _)| span(*last) == span(place)) {
            Some((last, other)) if other == weekday => self.agenda.sessions[id].place = last,
            Some((last, _)) => {
                self.agenda.sessions[id].place = self.place_like(last);
            }
            None => {}
        }
        self.weekday = Some((self.agenda.sessions[id].place, weekday));
        self.date_by(id, weekday);
    }

    /// Gives a session the day of a weekday, or none.
    pub(super) fn date_by(&mut self, id: usize, weekday: Weekday) {
        let fits = |day: &Day| day.date().is_some_and(|date| date.weekday() == weekday);
        if self.agenda.sessions[id].date.as_ref().is_some_and(fits) {
            return;
        }
        match self.hints.weekday(weekday).first() {
            Some(&day) => self.set_day(id, self.hints.dated(day)),
            None => match self.headed(weekday) {
                Some(day) => self.set_day(id, self.hints.dated(day)),
                None => self.agenda.sessions[id].date = None,
            },
        }
    }
}
