//! What a reader understands of a programme: days, sessions, windows.
//!
//! The agenda is built once a post from the document (never from comrak) and is
//! the ground that the date, schedule and time-zone rules stand on. It keeps
//! what was written beside what it means: a rule about a typed hour needs both.

mod among;
mod announce;
mod apart;
mod below;
mod beside;
mod calendar;
mod cells;
pub mod clock;
mod columns;
pub mod date;
mod days;
mod diary;
mod early;
mod ends;
mod entries;
mod facts;
mod fields;
mod finish;
mod front;
pub mod halves;
mod hints;
mod labelled;
pub mod lang;
mod lines;
pub mod locale;
mod named;
mod offsets;
pub mod people;
mod reader;
mod sentence;
mod several;
mod side;
mod table;
mod tabs;
mod tags;
mod titles;
mod trailing;
mod undated;
mod until;
mod verbatim;
mod years;
pub mod zone;

pub use zone::{Equivalent, Zone, ZoneMeaning, ZoneMention};

use crate::config::Settings;
use crate::document::Document;
use crate::source::{Source, Span};
use jiff::civil::{Date, Weekday};

/// Minutes since midnight of the session's day, wall clock; past 1440 on the next day.
pub type Minutes = i32;

/// The days of a date; most have one, a range has two.
pub type Days = smallvec::SmallVec<[Day; 2]>;

/// A calendar day whose year may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year, where it is written or can be told.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31; a possible day of the month.
    pub day: i8,
}

impl Day {
    /// The date, when the year is known.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

impl std::fmt::Display for Day {
    /// `2024-12-04`, or `--12-04` without a year (ISO 8601, section 5.2.1.3 of 2000).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day { year: Some(date.year()), month: date.month(), day: date.day() }
    }
}

/// The programme of one post.
#[derive(Debug, Default)]
pub struct Agenda {
    /// The post's language: `fr`, `en`, …; the first where it mixes two.
    pub lang: &'static str,
    /// The zone that holds for the whole post.
    pub zone: Option<Zone>,
    /// The days that the post announces, ascending, each once.
    pub days: Vec<Day>,
    /// Title, fields or opening announce the days, not only a heading of the programme.
    pub days_are_announced: bool,
    /// Who says which day the event is: fields, file name, title, opening.
    pub witnesses: Vec<Witness>,
    /// All sessions, in the order of the text; a session's id is its index.
    pub sessions: Vec<Session>,
    /// The tables, lists and sections that hold sessions.
    pub places: Vec<Place>,
    /// Every date in body, title and headings that was read.
    pub dates: Vec<DateMention>,
    /// Slots that try to be a time and aren't one.
    pub broken: Vec<BrokenTime>,
    /// Times whose am or pm can't be meant as written.
    pub slips: Vec<halves::Slip>,
    /// "14:00 CET / 15:00 UTC": times said to be the same instant.
    pub equivalents: Vec<Equivalent>,
    /// Uses of a zone's abbreviation with the day they hold for.
    pub zones: Vec<ZoneMention>,
}

/// What kind of entry a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A talk, a workshop, a slot of the programme.
    Session,
    /// A pause, a meal.
    Break,
    /// A bold or nested parent that holds further sessions.
    Block,
    /// What a heading announces: "4/12 de 13h30 à 17h30".
    Window,
    /// The event's own time: a field, a line.
    Event,
    /// A closing mark: "17h30 : Fin".
    Mark,
}

/// Where a session was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A row or cell of a table.
    Table,
    /// An item of a list.
    List,
    /// A heading.
    Heading,
    /// A line of running text.
    Prose,
    /// A value of the front matter.
    FrontMatter,
    /// An argument of a template tag.
    Template,
}

/// A piece of text with its place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    /// As a reader sees it, on one line, without surrounding blanks.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Morning or afternoon, where written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meridiem {
    /// a.m.
    Am,
    /// p.m.
    Pm,
}

/// How a time was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// `14:00`
    Colon,
    /// `14h`, `14h30`, `14 h 30`
    H,
    /// `14.00`
    Dot,
    /// `1400`
    Compact,
    /// `14`, `2pm`, `14 Uhr`
    Hour,
    /// `noon`, `midi`
    Word,
    /// An ISO date-time of the front matter.
    Iso,
}

/// One time as written, and as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The hour as written, 0 to 24.
    pub hour: u8,
    /// The minute as written, 0 to 59.
    pub minute: u8,
    /// am or pm written at this very time.
    pub meridiem: Option<Meridiem>,
    /// How it was written.
    pub notation: Notation,
    /// Where, am or pm included, a unit word like "Uhr" excluded.
    pub span: Span,
}

/// A written slot: a start, and perhaps an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The whole: `13h40-14h`. Covers both cells where start and end have a column each.
    pub span: Span,
    /// The start.
    pub start: Clock,
    /// The end, where one is written.
    pub end: Option<Clock>,
    /// "ca.", "fin", `XX:XX`: the end or the start is left open on purpose.
    pub vague: bool,
}

/// An entry of the programme.
#[derive(Clone, Debug)]
pub struct Session {
    /// The block or window that holds it.
    pub parent: Option<usize>,
    /// What kind of entry.
    pub kind: Kind,
    /// The whole entry: the row, the item, the heading's line.
    pub span: Span,
    /// The written time.
    pub slot: Slot,
    /// The day, as far as it is understood.
    pub date: Option<Day>,
    /// Whether the year was written at the date or inherited from a heading,
    /// event field or dated file name (not guessed from the publication date).
    pub year_is_told: bool,
    /// The start as meant.
    pub start: Minutes,
    /// The end as meant; at least `start` unless the slot is reversed.
    pub end: Option<Minutes>,
    /// The end is the next entry's start, not written.
    pub end_inferred: bool,
    /// What it is about.
    pub title: Option<Text>,
    /// Who speaks, one entry a person.
    pub speakers: Vec<Text>,
    /// The room.
    pub room: Option<Text>,
    /// The track.
    pub track: Option<Text>,
    /// The zone written for this entry or its column.
    pub zone: Option<Zone>,
    /// Where it was read.
    pub origin: Origin,
    /// Its place: an index in [`Agenda::places`].
    pub place: usize,
    /// A written duration, in minutes, with its place.
    pub duration: Option<(Minutes, Span)>,
    /// Optional or unscheduled by nature: tour, desk, registration, hacking, lunch, social.
    pub optional: bool,
    /// Holds for every column of a grid of rooms (a break, a plenary).
    pub for_all: bool,
}

/// What holds a line of sessions: one table, one list, one section of lines.
#[derive(Clone, Debug)]
pub struct Place {
    /// The whole table, list or section.
    pub span: Span,
    /// Where it was read.
    pub origin: Origin,
    /// The table, by index in `Document::grids`.
    pub grid: Option<usize>,
    /// Names rooms, tracks or places (a column, columns, or group rows).
    pub has_rooms: bool,
    /// Names days (a column, columns, or rows between).
    pub has_days: bool,
    /// The window that its heading announces: an index in [`Agenda::sessions`].
    pub window: Option<usize>,
    /// Written with a 12-hour clock without am and pm.
    pub twelve_hour: bool,
}

/// What a date stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The title.
    Title,
    /// A heading of the body.
    Heading,
    /// The first paragraph of the body.
    Opening,
    /// A table cell or header.
    Cell,
    /// A list item.
    Item,
    /// Other running text.
    Prose,
    /// A value of the front matter.
    FrontMatter,
}

/// How the year of a date is known. The order is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum YearFrom {
    /// It is not.
    Unknown,
    /// The post's publication date or a dated file name that is one.
    Publication,
    /// A dated file name.
    FileName,
    /// An event field of the front matter.
    EventField,
    /// A heading or the title above.
    Heading,
    /// Written at the date, or beside its month in the heading above.
    Written,
}

/// A date, or a range of dates, in the text.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// The whole: `jeudi 28 août 2015`, `du 4 au 6 décembre`.
    pub span: Span,
    /// The days in the order written; both ends of a range. A day that can't be
    /// (31 November) is not among them.
    pub days: Days,
    /// The two days are the ends of a range, not two single days.
    pub range: bool,
    /// A weekday written with the (first) day.
    pub weekday: Option<(Weekday, Span)>,
    /// Weekday and day number without a month ("Monday 24th").
    pub bare_number: Option<i8>,
    /// A day that no calendar has: what was written, (day, month, year).
    pub impossible: Option<(i16, i16, Option<i16>)>,
    /// A range that runs backwards.
    pub reversed: bool,
    /// How the year is known.
    pub year: YearFrom,
    /// What it stands in.
    pub context: Context,
    /// The block; `None` in the front matter.
    pub block: Option<usize>,
    /// Whether this heading, column or row holds timed sessions.
    pub holds_sessions: bool,
    /// An English ordinal that is none ("31th"): its place.
    pub bad_ordinal: Option<Span>,
}

/// Someone who says when the event is.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Who.
    pub from: WitnessFrom,
    /// The days it names; ends of a range both.
    pub days: Vec<Day>,
    /// Its place; the first line for the file name.
    pub span: Span,
    /// How a message calls it: `startDate`, `the file name`, `the title`.
    pub name: String,
}

/// The kinds of witnesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WitnessFrom {
    /// A field that is the event's day (`startDate`, `event.date`, `Wann`).
    EventField,
    /// `date`, whose meaning the site decides.
    DateField,
    /// A dated file name or folder.
    FileName,
    /// The title in the front matter, where it writes one full date.
    Title,
}

/// Something that starts with a digit where a slot is due, and is no time.
#[derive(Clone, Debug)]
pub struct BrokenTime {
    /// Where.
    pub span: Span,
    /// The row or item.
    pub row: Span,
    /// The place, by index.
    pub place: usize,
    /// What a reader could have meant, if there is one guess: `14:00`.
    pub meant: Option<String>,
    /// The room's or row's title, for the message.
    pub title: Option<Text>,
}

impl Agenda {
    /// The block that holds a session; windows hold everything and part nothing.
    #[must_use]
    pub fn part_of(&self, session: &Session) -> Option<usize> {
        session.parent.filter(|&parent| self.sessions.get(parent).is_some_and(|parent| parent.kind == Kind::Block))
    }

    /// The zone of a session: its own, or the post's.
    #[must_use]
    pub fn zone_of<'a>(&'a self, session: &'a Session) -> Option<&'a Zone> {
        session.zone.as_ref().or(self.zone.as_ref())
    }

    /// The dates of the body.
    pub fn dates_of_body(&self) -> impl Iterator<Item = &DateMention> {
        self.dates.iter().filter(|mention| mention.context != Context::FrontMatter)
    }
}

impl Session {
    /// Puts the session on a day; `told` as for [`Session::year_is_told`].
    fn put_on(&mut self, day: Day, told: bool) {
        self.date = Some(day);
        self.year_is_told = told;
    }

    /// Whether the session ends on the day after its start.
    #[must_use]
    pub fn ends_next_day(&self) -> bool {
        self.end.is_some_and(|end| {
            end > 24 * 60 || (end == 24 * 60 && self.start < 24 * 60 && self.slot.end.is_some_and(|end| end.hour == 0))
        })
    }

    /// Whether am or pm stands behind an hour of a 24-hour clock: `15:15 pm`.
    #[must_use]
    pub fn has_odd_meridiem(&self) -> bool {
        let odd = |clock: &Clock| clock.meridiem.is_some() && clock.hour > 12;
        odd(&self.slot.start) || self.slot.end.as_ref().is_some_and(odd)
    }

    /// Whether it ends before it starts, as written.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        self.slot.end.is_some() && self.written_end().is_some_and(|end| end < self.start)
    }

    /// The end that is written, or `None`.
    #[must_use]
    pub fn written_end(&self) -> Option<Minutes> {
        self.end.filter(|_| !self.end_inferred)
    }
}

/// Reads the programme of a post.
///
/// Never fails: what is not understood is left out.
#[must_use]
pub fn read(source: &Source, doc: &Document, settings: &Settings) -> Agenda {
    read_all(&[(source, doc, settings)]).pop().unwrap_or_default()
}

/// Reads the programmes of posts, each step for all of them before the next one.
#[must_use]
pub fn read_all(posts: &[(&Source, &Document, &Settings)]) -> Vec<Agenda> {
    let mut readers: Vec<reader::Reader<'_>> =
        posts.iter().map(|&(source, doc, settings)| reader::Reader::new(source, doc, settings)).collect();
    for reader in &mut readers {
        reader.witnesses();
        reader.announced_days();
    }
    readers.iter_mut().for_each(reader::Reader::front);
    readers.iter_mut().for_each(reader::Reader::read_dates);
    readers.iter_mut().for_each(reader::Reader::year_by_weekdays);
    readers.iter_mut().for_each(reader::Reader::announced_later);
    readers.iter_mut().for_each(reader::Reader::read_zones);
    for reader in &mut readers {
        reader.find_tags();
        reader.find_tabs();
    }
    readers.iter_mut().for_each(reader::Reader::read);
    for reader in &mut readers {
        reader.tags_before(usize::MAX);
        reader.moments();
        reader.take_said();
        reader.day_of_page();
        reader.mention_front();
    }
    readers.into_iter().map(finished).collect()
}

/// The agenda of a post that was read to its end.
fn finished(reader: reader::Reader<'_>) -> Agenda {
    let reader::Reader { source, settings, hints, mut agenda, zones_told, .. } = reader;
    offsets::take_out(&mut agenda);
    zone::told::settle(&mut agenda, zones_told);
    finish::finish(&mut agenda);
    days::first_of_two(&mut agenda, &hints);
    agenda.days = hints.days;
    agenda.days_are_announced = hints.announced;
    if let Some(name) = settings.time_zone.as_ref().filter(|_| agenda.zone.is_none()) {
        let span = source.snap(0, 0);
        agenda.zone = Some(Zone { text: name.clone(), span, meaning: zone::meaning(name) });
    }
    agenda
}

/// The language and what its numbers mean: front matter, configuration, the words, the folder (`/fr/`), else the words
/// of front matter and tables.
fn language(source: &Source, doc: &Document, settings: &Settings) -> locale::words::Words {
    let told = ["lang", "language", "locale"].iter().find_map(|key| doc.front.get(&[key])?.text());
    let folder = || {
        let name = source.path().parent()?;
        name.components().rev().find_map(|part| {
            let part = part.as_os_str().to_str()?;
            (part.len() == 2 || part.len() == 5 && part.contains(['-', '_'])).then(|| locale::by_code(part))?
        })
    };
    let detected = lang::detect(source.slice(doc.body));
    // A programme that stands in the front matter or in a table has few words beside it.
    let elsewhere = || lang::detect(source.slice(doc.front_span)).or_else(|| lang::by_headings(doc));
    let first = told
        .and_then(locale::by_code)
        .or_else(|| settings.lang.as_deref().and_then(locale::by_code))
        .or_else(|| detected.or_else(folder).or_else(elsewhere));
    let mut words = match (first, detected) {
        (Some(first), second) => locale::words::Words::with(first, second),
        (None, _) => locale::words::Words::new(locale::english()),
    };
    if words.order == locale::Order::MonthFirst
        && let Some(order) = date::order::told(source.text()).or_else(|| locale::order_of(told?))
    {
        words.order = order;
    }
    words
}

/// `13:40` for minutes since midnight, on a 24-hour clock.
#[must_use]
pub fn hhmm(minutes: Minutes) -> String {
    let minutes = minutes.rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
