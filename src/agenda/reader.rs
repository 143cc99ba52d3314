//! Walks a document once and fills its agenda.
//!
//! What a heading says (a day, a room, a zone) holds for what stands below it,
//! until a heading of its level or above: the reader keeps that as a stack.

use super::announce::label_of;
use super::clock::{Meant, ReadClock, ReadSlot};
use super::days::{is_all, spread};
use super::early::Early;
use super::hints::Hints;
use super::locale::topics::Topics;
use super::locale::words::{Words, digit};
use super::{
    Agenda, BrokenTime, Clock, Context, DateMention, Day, Kind, Origin, Place, Session, Slot, Text, YearFrom, Zone,
    ZoneMeaning, clock, date, zone,
};
use crate::config::Settings;
use crate::document::{BlockId, BlockKind, Document, Prose};
use crate::source::{Source, Span};
use std::ops::Range;

/// What headings above say.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// 1 to 6; [`LINE`] for a line that serves as a heading.
    pub level: u8,
    /// The days it names.
    pub days: Vec<Day>,
    /// The years of the days were told, not guessed.
    pub told: bool,
    /// It names a day that is none of those known: what they say does not hold here.
    pub elsewhen: bool,
    /// The room it names.
    pub room: Option<Text>,
    /// The zone it names.
    pub zone: Option<Zone>,
    /// The session (window or event) that it is.
    pub window: Option<usize>,
    /// Where its date is mentioned: an index in `Agenda::dates`.
    pub mention: Option<usize>,
    /// The year that is all it says.
    pub year: Option<i16>,
    /// The month with its year that is all it says, by its first day.
    pub month: Option<Day>,
}

/// What is known while a post is read.
pub(super) struct Reader<'a> {
    pub source: &'a Source,
    pub doc: &'a Document<'a>,
    pub settings: &'a Settings,
    pub words: Words,
    pub hints: Hints,
    pub agenda: Agenda,
    pub sections: Vec<Section>,
    /// The tables that are open, the outermost first: each with the sessions of its rows.
    pub tables: Vec<(Span, Range<usize>)>,
    /// The dates of the text that was mentioned last.
    pub reads: Vec<date::ReadDate>,
    /// Whether that text has a digit.
    pub has_digit: bool,
    /// What was read of the blocks' texts before they are walked, by the block; each used once.
    pub early: Vec<Early>,
    /// The session before, where it was a time alone: what follows is its title.
    pub untitled: Option<super::below::Untitled>,
    /// The top-level `date` is the event's, not the page's.
    pub own_date: bool,
    /// Tags whose attributes tell a time, the last one first; each is taken when its turn comes.
    pub timed_tags: Vec<super::tags::Timed<'a>>,
    /// What opens and closes the days of tabs, the last one first; each is taken when its turn comes.
    pub tabs: Vec<super::tabs::Tab>,
    /// The place of the last session that began with a weekday, and that weekday.
    pub weekday: Option<(usize, jiff::civil::Weekday)>,
    /// What was read of lists whose items are times only together.
    pub lists: super::among::Lists,
    /// The zones that texts tell for all their times, in order.
    pub zones_told: Vec<Zone>,
    /// Starts that sentences tell.
    pub said: Vec<super::sentence::Said>,
}

/// The level of a line that serves as a heading.
pub(super) const LINE: u8 = 7;

/// A day with what is known of its year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub day: Day,
    pub told: bool,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing but the language.
    pub(super) fn new(source: &'a Source, doc: &'a Document<'a>, settings: &'a Settings) -> Self {
        let words = super::language(source, doc, settings);
        Reader {
            source,
            doc,
            settings,
            words,
            hints: Hints::default(),
            agenda: Agenda { lang: words.primary.code, ..Agenda::default() },
            sections: Vec::new(),
            tables: Vec::new(),
            reads: Vec::new(),
            has_digit: false,
            early: Vec::new(),
            untitled: None,
            own_date: false,
            timed_tags: Vec::new(),
            tabs: Vec::new(),
            weekday: None,
            lists: super::among::Lists::default(),
            zones_told: Vec::new(),
            said: Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// Walks the blocks.
    pub(super) fn read(&mut self) {
        let doc = self.doc;
        let mut paragraphs = 0;
        for (id, block) in doc.blocks.iter().enumerate() {
            self.tabs_before(block.span.start());
            match &block.kind {
                BlockKind::Heading(heading) if self.is_underlined(&heading.text) => {
                    let mentions = self.mention(&heading.text, Some(id), Context::Prose);
                    self.lines(id, &heading.text, mentions);
                }
                BlockKind::Heading(heading) => self.heading(id, heading.level, &heading.text),
                BlockKind::Paragraph(prose) | BlockKind::Html(prose) => {
                    if prose.is_blank() {
                        continue;
                    }
                    let in_item = self.item_of(id);
                    let context = match in_item {
                        Some(_) => Context::Item,
                        None if paragraphs == 0 => Context::Opening,
                        None => Context::Prose,
                    };
                    let mentions = self.mention(prose, Some(id), context);
                    self.give_title(prose, None);
                    match in_item {
                        Some(item) => self.item(item, id, prose),
                        None => {
                            paragraphs += 1;
                            self.dated_line(prose, &mentions);
                            self.lines(id, prose, mentions);
                        }
                    }
                }
                BlockKind::Table(grid) => {
                    self.untitled = None;
                    self.grid(*grid);
                }
                BlockKind::Code => self.fenced(block.span),
                _ => {}
            }
        }
    }

    /// Whether a heading is a paragraph of entries that a line of dashes below it made one.
    fn is_underlined(&self, prose: &Prose) -> bool {
        let mut lines = prose.lines();
        // Nearly every heading is one line.
        let more = lines.next().is_some_and(|first| first.end < prose.text.len());
        more && prose.lines().filter(|line| self.begins_with_slot(prose, line)).nth(1).is_some()
    }

    /// Whether a line begins with a time.
    pub(super) fn begins_with_slot(&self, prose: &Prose, line: &Range<usize>) -> bool {
        clock::slot_at(&prose.text[..line.end], line.start, &self.words).is_some()
    }

    /// Leaves the sections that a heading of a level ends.
    pub(super) fn leave_sections(&mut self, level: u8) {
        let ended = self.sections.iter().position(|section| section.level >= level);
        self.sections.truncate(ended.unwrap_or(self.sections.len()));
    }

    /// "Date: Thursday, April 3rd" holds until the next heading.
    fn dated_line(&mut self, prose: &Prose, mentions: &Range<usize>) {
        let Some(mention) = self.agenda.dates.get(mentions.start).filter(|_| mentions.len() == 1) else { return };
        if mention.days.len() != 1 || mention.range {
            return;
        }
        let start =
            self.reads.first().map_or(0, |read| prose.text[..read.range.start].rfind('\n').map_or(0, |at| at + 1));
        if !label_of(&prose.text[start..]).is_some_and(|label| self.is_date_label(label)) {
            return;
        }
        let (days, told) = (mention.days.to_vec(), mention.year > YearFrom::Publication);
        if let Some(section) = self.sections.last_mut().filter(|section| section.level > 1 && section.days.is_empty()) {
            section.days = days;
            section.told = told;
        }
    }

    /// The item whose first paragraph a block is.
    fn item_of(&self, id: BlockId) -> Option<BlockId> {
        let parent = self.doc.blocks[id].parent?;
        matches!(self.doc.blocks.get(parent)?.kind, BlockKind::Item { .. }).then_some(parent)
    }

    /// The source span of a range of visible text.
    pub(super) fn span(&self, prose: &Prose, range: Range<usize>) -> Span {
        prose.source_span(self.source, range)
    }

    fn clock(&self, prose: &Prose, read: &ReadClock) -> Clock {
        Clock {
            hour: read.hour,
            minute: read.minute,
            meridiem: read.meridiem,
            notation: read.notation,
            span: self.span(prose, read.range.clone()),
        }
    }

    /// A slot read in a prose.
    pub(super) fn slot(&self, prose: &Prose, read: &ReadSlot) -> Slot {
        Slot {
            span: self.span(prose, read.range.clone()),
            start: self.clock(prose, &read.start),
            end: read.end.as_ref().map(|end| self.clock(prose, end)),
            vague: read.vague || read.open_end,
        }
    }

    /// Records the dates of a text; their indices.
    pub(super) fn mention(&mut self, prose: &Prose, block: Option<BlockId>, context: Context) -> Range<usize> {
        let first = self.agenda.dates.len();
        let early = block.and_then(|id| self.early.get_mut(id)).map(std::mem::take).unwrap_or_default();
        let number = if early.has_digit.is_some() { None } else { digit(&prose.text, 0) };
        self.has_digit = early.has_digit.unwrap_or(number.is_some());
        if date::is_clock_alone(&prose.text) {
            self.reads.clear();
            return first..first;
        }
        let read = || {
            if self.has_digit { date::dates_from(&prose.text, number.unwrap_or(0), &self.words) } else { Vec::new() }
        };
        let reads = early.dates.unwrap_or_else(read);
        for read in &reads {
            let mention = self.date_mention(prose, read, block, context);
            self.agenda.dates.push(mention);
        }
        self.reads = reads;
        for (range, meaning) in early.zones.unwrap_or_else(|| zone::zones(&prose.text, &self.words)) {
            let zone = self.zone(prose, range.clone(), meaning);
            if self.zones_told.last().is_none_or(|told| !prose.span.contains(told.span))
                && zone::is_told(&prose.text, &range, &self.words)
            {
                self.zones_told.push(zone.clone());
            }
            let near = self.agenda.dates.get(first).filter(|mention| !mention.days.is_empty());
            let days = near.map_or_else(|| self.current_days(), |mention| mention.days.to_vec());
            self.agenda.zones.push(super::ZoneMention { zone, days });
        }
        self.equivalents(prose, first);
        first..self.agenda.dates.len()
    }

    /// A zone that was read, as a place of its text.
    pub(super) fn zone(&self, prose: &Prose, range: Range<usize>, meaning: ZoneMeaning) -> Zone {
        let text = prose.text.get(range.clone()).unwrap_or("").to_owned();
        Zone { text, span: self.span(prose, range), meaning }
    }

    /// The zone behind a slot.
    pub(super) fn zone_of(&self, prose: &Prose, read: &ReadSlot) -> Option<Zone> {
        let range = read.zone.clone()?;
        let meaning = zone::meaning(prose.text.get(range.clone())?);
        Some(self.zone(prose, range, meaning))
    }

    /// A date that was read, as a place of its text.
    pub(super) fn date_mention(
        &self,
        prose: &Prose,
        read: &date::ReadDate,
        block: Option<BlockId>,
        context: Context,
    ) -> DateMention {
        let (days, year) = self.resolve(read);
        DateMention {
            span: self.span(prose, read.range.clone()),
            days,
            range: read.range_of_days,
            weekday: read.weekday.as_ref().map(|(weekday, range)| (*weekday, self.span(prose, range.clone()))),
            bare_number: read.bare_number,
            impossible: read.impossible,
            reversed: read.reversed,
            year,
            context,
            block,
            holds_sessions: false,
            bad_ordinal: read.ordinal_bad.clone().map(|range| self.span(prose, range)),
        }
    }

    /// "14:00 CET / 15:00 UTC", "10:00 EST (15:00 UTC)".
    fn equivalents(&mut self, prose: &Prose, first_date: usize) {
        if self.agenda.zones.last().is_none_or(|mention| !prose.span.contains(mention.zone.span))
            || !zone::are_several(&prose.text)
        {
            return;
        }
        let slots = clock::slots(&prose.text, &self.words);
        for two in slots.windows(2) {
            let (Some(a), Some(b)) = (self.zone_of(prose, &two[0]), self.zone_of(prose, &two[1])) else { continue };
            let between = prose.text.get(two[0].outer.end..two[1].outer.start).unwrap_or("").trim();
            if !matches!(between, "/" | "=" | "(" | "|" | "，" | ") (" | "/ (") {
                continue;
            }
            let times = vec![(clock::resolve(&two[0], None).start, a), (clock::resolve(&two[1], None).start, b)];
            let own = self.agenda.dates.get(first_date).and_then(|mention| mention.days.first().copied());
            let day = own.or_else(|| self.day().map(|dated| dated.day));
            let span = self.span(prose, two[0].range.start..two[1].outer.end);
            self.agenda.equivalents.push(super::Equivalent { span, times, day });
        }
    }

    fn current_days(&self) -> Vec<Day> {
        let near = self.sections.iter().rev().find(|section| !section.days.is_empty());
        near.map_or_else(|| self.hints.days.clone(), |section| section.days.clone())
    }

    /// The day that holds here, when it is one.
    pub(super) fn day(&self) -> Option<Dated> {
        if let Some(section) = self.sections.iter().rev().find(|section| !section.days.is_empty() || section.elsewhen) {
            return match section.days.as_slice() {
                [day] => Some(Dated { day: *day, told: section.told }),
                _ => None,
            };
        }
        self.hints.day()
    }

    /// The room and the zone that hold here.
    pub(super) fn around(&self) -> (Option<Text>, Option<Zone>) {
        let room = self.sections.iter().rev().find_map(|section| section.room.clone());
        let zone = self.sections.iter().rev().find_map(|section| section.zone.clone());
        (room, zone)
    }

    /// Marks the date of the nearest dated heading as one that holds sessions.
    pub(super) fn holds(&mut self) {
        let mention = self.sections.iter().rev().find(|section| !section.days.is_empty()).and_then(|near| near.mention);
        if let Some(mention) = mention.and_then(|mention| self.agenda.dates.get_mut(mention)) {
            mention.holds_sessions = true;
        }
    }

    /// Takes a heading, or a line that serves as one.
    pub(super) fn heading(&mut self, id: BlockId, level: u8, prose: &Prose) {
        self.tags_before(prose.span.start());
        self.leave_sections(level);
        let context = if level == 1 { Context::Title } else { Context::Heading };
        let zones = self.agenda.zones.len();
        self.give_title(prose, Some(level));
        let mentions = self.mention(prose, Some(id), context);
        let mut section = Section { level, ..Section::default() };
        let topics = Topics::of(&prose.text);
        if let Some(mention) = self.agenda.dates.get(mentions.start).filter(|_| !mentions.is_empty()) {
            section.mention = Some(mentions.start);
            section.told = mention.year > YearFrom::Publication;
            section.days = mention.days.to_vec();
            if let Some(number) = mention.bare_number {
                section.days = self.hints.numbered(number, mention.weekday.map(|(weekday, _)| weekday));
                section.told = self.hints.is_told();
            }
            if mention.range {
                section.days = spread(&section.days);
            }
            // A year that its own weekday speaks against says nothing of other dates.
            if let (Some((weekday, _)), [day]) = (mention.weekday, section.days.as_slice()) {
                section.told &= day.date().is_none_or(|date| date.weekday() == weekday);
            }
        } else if let Some((weekday, at)) = date::weekday_alone(&prose.text, &self.words) {
            let whole = is_all(&prose.text, &at);
            if let Some(Dated { day, told }) = self.day_of_weekday(weekday, whole) {
                section.days = vec![day];
                section.told = told;
            } else {
                let around = self.day().and_then(|dated| dated.day.date());
                section.elsewhen = whole && around.is_some_and(|date| date.weekday() != weekday);
            }
        } else if let Some(number) = self.day_number(&prose.text, topics) {
            section.days = self.nth_day(number).into_iter().collect();
            section.told = self.hints.is_told();
        }
        if level > 1 && section.days.is_empty() {
            section.year = super::years::year_alone(&prose.text).or_else(|| self.year_of_several(id, level, prose));
            if self.has_digit && section.year.is_none() {
                section.month = super::years::month_alone(&prose.text, &self.words);
            }
        }
        section.room = self.room_in(prose, topics);
        section.zone = self.agenda.zones.get(zones).map(|mention| mention.zone.clone());
        let dated = !section.days.is_empty();
        self.sections.push(section);
        // The title of a post begins with its slot, or has none.
        let title = level == 1 && !(self.has_digit && self.is_heading_of_several(id));
        let last = if dated || !title { prose.text.len() } else { 3 };
        let found = self.has_digit.then(|| clock::first_slot(&prose.text, last, &self.words)).flatten();
        let found = found.and_then(|slot| self.past_own_day(&prose.text, slot));
        match found.or_else(|| self.opening_slot(id, level, prose)) {
            Some(slot) if dated || slot.outer.start <= 3 => self.heading_slot(prose, &slot, dated),
            Some(slot) if self.is_behind_weekday(&prose.text, &slot) => self.heading_slot(prose, &slot, true),
            Some(slot) if self.is_behind_day(&prose.text, &slot) => self.heading_slot(prose, &slot, false),
            Some(_) if !title => self.titled_heading(id, prose),
            _ => {}
        }
    }

    /// "June 13 – 9:00 am – 5:00 pm": the number of a day is no hour, and the time stands behind it.
    fn past_own_day(&self, text: &str, slot: ReadSlot) -> Option<ReadSlot> {
        let begins = |read: &&date::ReadDate| read.range.contains(&slot.range.start) && slot.range.end > read.range.end;
        match self.reads.iter().find(begins) {
            Some(read) => self.behind(text, read.range.end),
            None => Some(slot),
        }
    }

    /// The year of a heading where another one of its level nearby has its own: "Concerts 2017", "Concerts 2018".
    fn year_of_several(&self, id: BlockId, level: u8, prose: &Prose) -> Option<i16> {
        let year = if self.has_digit { super::years::year_among(&prose.text)? } else { return None };
        let other = |text: &Prose| super::years::year_among(&text.text).is_some_and(|other| other != year);
        self.has_heading_near(id, level, other).then_some(year)
    }

    fn heading_slot(&mut self, prose: &Prose, slot: &ReadSlot, dated: bool) {
        if slot.end.is_none() && !dated && slot.start.is_number() {
            return;
        }
        let again = self.repeated_time(prose.text.get(slot.outer.end..).unwrap_or(""));
        let behind = slot.outer.end + again..prose.text.len();
        let title = self.text(prose, behind.clone());
        // "Monday, 3 March 17:30 (hybrid)" has an aside, and no title.
        let title = title.filter(|title| !(dated && title.text.starts_with('(') && title.text.ends_with(')')));
        let kind = if dated || title.is_none() { Kind::Window } else { Kind::Session };
        let place = self.place(prose.span, Origin::Heading, None);
        let meant = clock::resolve(slot, None);
        let id = self.push(prose, slot, meant, kind, Origin::Heading, place, prose.span);
        let waits = title.is_none() && !dated;
        if title.is_some() {
            self.entitle(id, prose, behind);
        }
        if let Some(section) = self.sections.last_mut() {
            section.window = Some(id);
            let level = section.level;
            if waits {
                self.heading_waits(id, level);
            }
        }
    }

    /// A new place.
    pub(super) fn place(&mut self, span: Span, origin: Origin, grid: Option<usize>) -> usize {
        let window = self.sections.iter().rev().find_map(|section| section.window);
        let place = Place { span, origin, grid, has_rooms: false, has_days: false, window, twelve_hour: false };
        self.agenda.places.push(place);
        self.agenda.places.len() - 1
    }

    /// A new place like another one: their entries are not compared.
    pub(super) fn place_like(&mut self, other: usize) -> usize {
        self.agenda.places.push(self.agenda.places[other].clone());
        self.agenda.places.len() - 1
    }

    /// Adds a session with what is known from around; its id.
    #[allow(clippy::too_many_arguments, reason = "all that makes a session stands in one call")]
    pub(super) fn push(
        &mut self,
        prose: &Prose,
        read: &ReadSlot,
        meant: Meant,
        kind: Kind,
        origin: Origin,
        place: usize,
        span: Span,
    ) -> usize {
        let slot = self.slot(prose, read);
        let zone = self.zone_of(prose, read);
        self.push_slot(slot, meant, kind, origin, place, span, zone)
    }

    /// Adds a session of a slot that was put together.
    #[allow(clippy::too_many_arguments, reason = "all that makes a session stands in one call")]
    pub(super) fn push_slot(
        &mut self,
        slot: Slot,
        meant: Meant,
        kind: Kind,
        origin: Origin,
        place: usize,
        span: Span,
        own_zone: Option<Zone>,
    ) -> usize {
        let day = self.day();
        let (room, zone) = self.around();
        self.holds();
        let window = self.agenda.places.get(place).and_then(|place| place.window);
        self.agenda.sessions.push(Session {
            parent: window,
            kind,
            span,
            slot,
            date: day.map(|dated| dated.day),
            year_is_told: day.is_some_and(|dated| dated.told),
            start: meant.start,
            end: meant.end,
            end_inferred: false,
            title: None,
            speakers: Vec::new(),
            room,
            track: None,
            zone: own_zone.or(zone),
            origin,
            place,
            duration: None,
            optional: false,
            for_all: false,
        });
        self.agenda.sessions.len() - 1
    }

    /// Records something that tries to be a time where a slot is due.
    pub(super) fn broken(&mut self, prose: &Prose, at: usize, row: Span, place: usize, title: Option<Text>) {
        if let Some((range, meant)) = clock::broken_at(&prose.text, at, &self.words) {
            let span = self.span(prose, range);
            self.agenda.broken.push(BrokenTime { span, row, place, meant, title });
        }
    }
}
