//! Whose day the top-level `date` is: mostly the page's, but the event's where what stands beside it says so.

use super::iso;
use super::keys::{self, Key, Says};
use crate::agenda::clock::{self, ReadSlot};
use crate::agenda::date;
use crate::agenda::days::is_whole;
use crate::agenda::reader::Reader;
use crate::agenda::{Day, Notation, Session};
use crate::document::front::Pair;
use jiff::civil::Date;

/// Names of folders of events.
const EVENTS: &[&str] = &[
    "event",
    "events",
    "meeting",
    "meetings",
    "meetup",
    "meetups",
    "concerts",
    "evenement",
    "evenements",
    "evento",
    "eventos",
    "eventi",
    "encontros",
    "reunions",
    "veranstaltung",
    "veranstaltungen",
    "termine",
    "evenementen",
    "wydarzenia",
    "evenemang",
    "arrangementer",
    "akce",
];

/// Folded keys that tell where something is: a page is put up nowhere, an event has its place.
const PLACES: &[&str] = &[
    "location",
    "locations",
    "venue",
    "place",
    "room",
    "address",
    "lieu",
    "salle",
    "adresse",
    "ort",
    "raum",
    "lugar",
    "local",
    "luogo",
    "sede",
    "plaats",
    "locatie",
    "sted",
    "plats",
    "miejsce",
    "misto",
];

/// How many folders above a post are looked at.
const FOLDERS: usize = 3;

/// The hours at which an event may begin.
const HOURS: std::ops::Range<u8> = 6..22;

/// How long an event lasts at most whose `date` is its start, in days.
const LONGEST: i32 = 14;

impl Reader<'_> {
    /// Whether the `date` of these keys is the event's.
    ///
    /// It is where a time stands beside a day without one, where the time beside it says the same, where the event's
    /// end or its length stands beside it, where the page was published on a day before, and where a page in a folder
    /// of events has a round one.
    pub(super) fn is_date_of_event(&self, pairs: &[Pair]) -> bool {
        let Some(text) = date_of(pairs) else { return false };
        let beside = || pairs.iter().filter_map(|pair| Some((Key::of(&pair.key).says, pair.node.text()?)));
        let Some((Some(day), time)) = iso(text) else {
            let timed = |(says, text): (Says, &str)| {
                matches!(says, Says::Slot | Says::Time) && clock::slot_at(text, 0, &self.words).is_some()
            };
            return self.is_written_round(text) && self.is_among_events()
                || self.day_in_words(text).is_some() && beside().any(timed);
        };
        if tells_other_day(pairs, day) {
            return false;
        }
        let Some((hour, minute, at)) = time else {
            // `start: 2026-06-05` has the day already.
            let told = |(says, text): (Says, &str)| matches!(says, Says::Start | Says::Day) && iso(text).is_some();
            return !beside().any(told)
                && beside().any(|(says, text)| {
                    matches!(says, Says::Start | Says::Slot | Says::Time)
                        && iso(text).is_none()
                        && clock::slot_at(text, 0, &self.words).is_some()
                });
        };
        // The moment at which a page was made is seldom a round one.
        if (hour, minute) == (0, 0) || minute % 5 != 0 {
            return false;
        }
        let named = || date::from_file_name(&self.source.path().to_string_lossy()).is_none_or(|file| file.date == day);
        let told_by_folder =
            |step: u8| HOURS.contains(&hour) && minute % step == 0 && self.is_among_events() && named();
        if has_seconds(text, at) {
            return told_by_folder(60);
        }
        let same = |slot: ReadSlot| {
            clock::resolve(&slot, None).start == clock::meant::minutes(hour, minute, None)
                && slot.start.notation != Notation::Hour
        };
        let published = |key: &str| key.eq_ignore_ascii_case("publishdate") || key.eq_ignore_ascii_case("published");
        let earlier = |pair: &Pair| {
            published(&pair.key) && pair.node.text().and_then(iso).and_then(|(date, _)| date).is_some_and(|it| it < day)
        };
        beside().any(|(says, text)| match says {
            Says::Time | Says::Slot => iso(text).is_none() && clock::slot_at(text, 0, &self.words).is_some_and(same),
            Says::End => ends_soon(text, day, (hour, minute)),
            _ => false,
        }) || pairs.iter().any(earlier)
            || self.length_beside(pairs).is_some()
            || told_by_folder(15)
    }

    /// The `date` of a page in a folder of events is that of its times where the whole post tells no other day.
    pub(in crate::agenda) fn day_of_page(&mut self) {
        let other = |session: &Session| session.date.is_some();
        if self.agenda.sessions.iter().any(other) || !self.agenda.dates.is_empty() || !self.hints.days.is_empty() {
            return;
        }
        let Some(root) = self.doc.front.readable().filter(|_| !self.agenda.sessions.is_empty()) else { return };
        let day = date_of(root.pairs()).and_then(iso).and_then(|(day, time)| day.filter(|_| time.is_none()));
        let Some(day) = day.filter(|_| self.is_among_events()) else { return };
        for session in &mut self.agenda.sessions {
            session.put_on(Day::from(day), true);
        }
    }

    /// The day that the name of the file alone tells for a time: `time: 18:00` in `2026-06-05-maps.md`.
    pub(super) fn day_of_file(&self, pairs: &[Pair], keys: &[Key]) -> Option<Day> {
        let other = |key: &Key| matches!(key.says, Says::Date | Says::Day | Says::Start | Says::End);
        if !self.is_top(pairs) || keys.iter().any(other) {
            return None;
        }
        let day = Day::from(self.date_in_name()?);
        // A post that announces another day was put up on this one.
        (self.hints.days.is_empty() || self.hints.days.contains(&day)).then_some(day)
    }

    /// The day that a value is, with its year and without a time: "17 October 2026", `17.10.2026`.
    pub(super) fn day_in_words(&self, text: &str) -> Option<Day> {
        let (read, slot) = self.day_first(text)?;
        let whole = read.year_written && slot.is_none() && is_whole(text, &read);
        self.resolve(&read).0.first().copied().filter(|_| whole)
    }

    /// Whether the round `date` of a post is on the day that it announces, and its file named by an earlier one, as a post
    /// is written before its event; or has a place beside it where no other day is announced. Asked once the announced
    /// days are known.
    pub(super) fn is_date_announced(&self, pairs: &[Pair]) -> bool {
        let Some(text) = date_of(pairs) else { return false };
        let round = |hour: u8, minute: u8| HOURS.contains(&hour) && minute.is_multiple_of(15);
        let day = match iso(text) {
            Some((day, Some((hour, minute, at)))) => day.filter(|_| round(hour, minute) && !has_seconds(text, at)),
            Some(_) => None,
            None => self
                .day_first(text)
                .filter(|_| self.is_written_round(text))
                .and_then(|(read, _)| self.resolve(&read).0.first()?.date()),
        };
        day.is_some_and(|day| {
            let announced = self.hints.single == Some(Day::from(day)) || self.hints.days.contains(&Day::from(day));
            let file = self.date_in_name();
            announced && file.is_some_and(|file| file < day)
                || (announced || self.hints.days.is_empty())
                    && file.is_none_or(|file| file <= day)
                    && pairs.iter().any(names_place)
        })
    }

    /// The day that the file itself, no folder, is named by.
    fn date_in_name(&self) -> Option<Date> {
        let file = date::from_file_name(&self.source.path().to_string_lossy()).filter(|file| file.in_name)?;
        Some(file.date)
    }

    /// Whether a value is a day with its year and a round time: "02.02.2020 16:15".
    fn is_written_round(&self, text: &str) -> bool {
        self.day_first(text).is_some_and(|(read, slot)| {
            read.year_written && slot.is_some_and(|slot| slot.start.minute % 5 == 0 && HOURS.contains(&slot.start.hour))
        })
    }

    /// Whether the post lies in a folder of events, `content/events/`, `_meetups/`, and is none of a blog.
    fn is_among_events(&self) -> bool {
        let folders = self.source.path().parent().into_iter().flat_map(std::path::Path::components);
        let names = || folders.clone().rev().take(FOLDERS).filter_map(|folder| folder.as_os_str().to_str());
        let of_events = |name: &str| {
            let name = name.trim_start_matches('_');
            EVENTS.iter().any(|events| name.eq_ignore_ascii_case(events))
        };
        names().any(of_events) && !names().any(|name| name == "_posts")
    }
}

/// The value of the key `date`.
fn date_of<'p>(pairs: &'p [Pair<'_>]) -> Option<&'p str> {
    pairs.iter().find(|pair| pair.key.eq_ignore_ascii_case("date"))?.node.text()
}

/// Whether a start or a day of the event among these keys, or of a map among them, is another one: `event: {start: …}`.
fn tells_other_day(pairs: &[Pair], day: Date) -> bool {
    let tells = |pair: &Pair| {
        let date = || pair.node.text().and_then(iso).and_then(|(date, _)| date);
        matches!(Key::of(&pair.key).says, Says::Start | Says::Day) && date().is_some_and(|date| date != day)
    };
    pairs.iter().any(|pair| tells(pair) || pair.node.pairs().iter().any(tells))
}

/// Whether a key tells where something is, and its value says so.
fn names_place(pair: &Pair) -> bool {
    let told = pair.node.text().is_some_and(|text| !text.trim().is_empty())
        || !pair.node.pairs().is_empty()
        || !pair.node.items().is_empty();
    told && keys::is_one_of(&pair.key, PLACES)
}

/// Whether an end with its time is behind a start and near it.
fn ends_soon(text: &str, day: Date, start: (u8, u8)) -> bool {
    let Some((Some(last), Some((hour, minute, _)))) = iso(text) else { return false };
    let days = (last - day).get_days();
    days == 0 && (hour, minute) > start || (1..=LONGEST).contains(&days)
}

/// Whether seconds that are not zero follow the time that begins at a byte.
fn has_seconds(text: &str, at: usize) -> bool {
    text.get(at + 5..).and_then(|rest| rest.strip_prefix(':')).is_some_and(|rest| !rest.starts_with("00"))
}
