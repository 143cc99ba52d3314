//! What the front matter says of the event: its days, its times, its programme.

mod keyed;
pub(super) mod keys;
mod own;
mod programme;
mod words;

use super::clock::{self, Meant, ReadSlot};
use super::reader::Reader;
use super::{
    Clock, Day, Kind, Minutes, Notation, Origin, Slot, Text, Witness, WitnessFrom, Zone, ZoneMeaning, date, zone,
};
use crate::document::front::{Node, Pair, Value};
use crate::document::{Prose, prose::Run};
use crate::source::Span;
use jiff::civil::Date;
use keys::{Key, Says};
use smallvec::SmallVec;

/// Up to here the number of a page's length counts hours.
const HOURS: Minutes = 12;

/// Keys that name a time zone, of the page or of its event.
const TIME_ZONE: [&str; 7] =
    ["time_zone", "timezone", "time-zone", "timeZone", "tz", "event_timezone", "event_time_zone"];

/// What a part of the front matter stands in.
#[derive(Clone, Copy)]
pub(super) struct Inside {
    /// A key above speaks of the event.
    event: bool,
    /// It is one of several entries, each with its time.
    programme: bool,
    /// Its `date` is the event's own, though no key above says so.
    own: bool,
    /// The day that a map around names for the programme in it.
    day: Option<Day>,
}

/// An ISO-like date with, perhaps, a time: the day, and minutes with their place in the text.
pub(super) fn iso(text: &str) -> Option<(Option<Date>, Option<(u8, u8, usize)>)> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let year = digits(0..4)?;
    let mark = *bytes.get(4)?;
    if !matches!(mark, b'-' | b'/') {
        return None;
    }
    let month = digits(5..7)?;
    let mut at = 10;
    let day = match digits(8..10) {
        Some(day) => day,
        None => {
            at = 9;
            digits(8..9)?
        }
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let mut time = None;
    if bytes.len() >= at + 5 && bytes.get(at + 3) == Some(&b':') {
        let hour = digits(at + 1..at + 3).and_then(|hour| u8::try_from(hour).ok());
        let minute = digits(at + 4..at + 6).and_then(|minute| u8::try_from(minute).ok());
        if let (Some(hour), Some(minute)) = (hour, minute)
            && hour < 25
            && minute < 60
        {
            time = Some((hour, minute, at + 1));
        }
    }
    Some((date, time))
}

/// A text of the front matter as a prose, so that the same readers serve.
fn prose<'n>(reader: &Reader<'_>, node: &'n Node) -> Option<Prose<'n>> {
    let text = node.text()?;
    let raw = reader.source.slice(node.span);
    match place_in(raw, text) {
        Some(at) => written(text, reader.source.within(node.span, at, at + text.len())),
        None => quoted(text, raw, node.span),
    }
}

/// A text between single quotes of which each of its own is written twice: `'18:00 | Linus'' talk'`.
fn quoted<'n>(text: &'n str, raw: &str, span: Span) -> Option<Prose<'n>> {
    let inner = raw.strip_prefix('\'')?.strip_suffix('\'')?;
    if !text.split('\'').eq(inner.split("''")) {
        return None;
    }
    let mut runs = SmallVec::new();
    let (mut at, mut from) = (0, span.start() + 1);
    for (number, piece) in inner.split("''").enumerate() {
        // The second of two quotes begins the next piece.
        let piece = if number == 0 { piece.len() } else { piece.len() + 1 };
        let length = u32::try_from(piece).ok()?;
        let (start, source) = (u32::try_from(at).ok()?, u32::try_from(from).ok()?);
        runs.push(Run { text: start, text_len: length, source, source_len: length });
        at += piece;
        from += piece + 1;
    }
    Some(Prose { text: text.into(), span, runs, ..Prose::default() })
}

/// The same for a text whose place counts only as a whole: one with escapes, `"\"Maps\" today"`, too.
fn title_prose<'n>(reader: &Reader<'_>, node: &'n Node) -> Option<Prose<'n>> {
    prose(reader, node).or_else(|| written(node.text()?, node.span))
}

/// A text that one span is written for.
fn written(text: &str, span: Span) -> Option<Prose<'_>> {
    let (text_len, source_len) = (u32::try_from(text.len()).ok()?, u32::try_from(span.len()).ok()?);
    let run = Run { text: 0, text_len, source: u32::try_from(span.start()).ok()?, source_len };
    Some(Prose { text: text.into(), span, runs: [run].as_slice().into(), ..Prose::default() })
}

/// Where a value's text stands in what is written for it.
fn place_in(raw: &str, text: &str) -> Option<usize> {
    // Nearly always it is all of it, or all but the quotes: a search costs more to set up than to make.
    let is_at = |at: &usize| raw.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(text.as_bytes()));
    [0, 1].into_iter().find(is_at).or_else(|| raw.find(text))
}

/// The first pair with one of these keys, folded.
fn named<'p, 's>(pairs: &'p [Pair<'s>], names: &[&str]) -> Option<&'p Pair<'s>> {
    pairs.iter().find(|pair| keys::is_one_of(&pair.key, names))
}

/// The keys down to a pair with dots between them, places of lists left out: `event.start`.
fn dotted(path: &[&str], pair: &Pair<'_>) -> String {
    let mut name = String::with_capacity(path.iter().map(|key| key.len() + 1).sum::<usize>() + pair.key.len());
    for key in path.iter().filter(|key| **key != "[]") {
        name.push_str(key);
        name.push('.');
    }
    name.push_str(&pair.key);
    name
}

/// Its value, where that is a text.
fn text_of(pairs: &[Pair], names: &[&str]) -> Option<Text> {
    let pair = named(pairs, names)?;
    Some(Text { text: pair.node.text()?.to_owned(), span: pair.node.span })
}

impl Reader<'_> {
    /// Collects who says which day the event is, before the body is read.
    pub(super) fn witnesses(&mut self) {
        let doc = self.doc;
        let mut found: Vec<Witness> = Vec::new();
        if let Some(root) = doc.front.readable() {
            let configured = self.settings.event_date.as_deref();
            self.own_date = self.is_date_of_event(root.pairs());
            let own_date = self.own_date;
            root.walk(&mut |path, pair| {
                let key = Key::of(&pair.key);
                let nested_event = || path.last().is_some_and(|parent| Key::of(parent).event);
                let own = configured.is_some_and(|wanted| wanted == [path, &[&*pair.key]].concat().join("."));
                let event = own
                    || matches!(key.says, Says::Start | Says::End | Says::Day)
                    || key.says == Says::Date && (nested_event() || own_date && path.is_empty());
                let from = if event {
                    WitnessFrom::EventField
                } else if key.says == Says::Date && path.is_empty() {
                    WitnessFrom::DateField
                } else {
                    return;
                };
                if path.iter().any(|key| Key::of(key).says == Says::NotEvent) {
                    return;
                }
                let Some(text) = pair.node.text() else { return };
                let days = match iso(text) {
                    Some((date, _)) => date.map(Day::from).into_iter().collect(),
                    None => date::dates(text, &self.words).first().map(|read| read.days.to_vec()).unwrap_or_default(),
                };
                if !days.is_empty() {
                    found.push(Witness { from, days, span: pair.node.span, name: dotted(path, pair) });
                }
            });
        }
        if let Some(file) = date::from_file_name(&self.source.path().to_string_lossy()) {
            found.push(Witness {
                from: WitnessFrom::FileName,
                days: vec![Day::from(file.date)],
                span: self.source.line_span(0),
                name: if file.in_name { "the file name".to_owned() } else { "the folder's name".to_owned() },
            });
        }
        self.hints.trust(&found);
        self.agenda.witnesses = found;
    }

    /// Reads the times that stand in the front matter.
    pub(super) fn front(&mut self) {
        let doc = self.doc;
        let Some(root) = doc.front.readable() else { return };
        if let Some(zone) = TIME_ZONE.iter().find_map(|key| root.get(key).or_else(|| root.get("event")?.get(key)))
            && let Some(text) = zone.text()
        {
            self.agenda.zone = Some(Zone { text: text.to_owned(), span: zone.span, meaning: zone::meaning(text) });
        }
        let own = self.own_date || self.is_date_announced(root.pairs());
        self.map(root, Inside { event: false, programme: false, own, day: None }, 0);
    }

    fn map(&mut self, node: &Node, inside: Inside, depth: usize) {
        if depth > 12 {
            return;
        }
        match &node.value {
            Value::Map(pairs) => {
                let keys: Vec<Key> = pairs.iter().map(|pair| Key::of(&pair.key)).collect();
                self.window(pairs, &keys, inside);
                self.keyed(pairs.iter());
                // At the top, the date is the page's.
                let holds_list = depth > 0 && pairs.iter().any(|pair| matches!(pair.node.value, Value::List(_)));
                let day = if holds_list { self.day_above(pairs, &keys).or(inside.day) } else { inside.day };
                for (pair, key) in pairs.iter().zip(&keys) {
                    if key.says == Says::NotEvent {
                        continue;
                    }
                    if matches!(pair.node.value, Value::Scalar { .. }) {
                        self.lines_of_value(pair, pairs);
                        continue;
                    }
                    // `meta:` with the `date` and the `time` of the event.
                    let own = matches!(pair.node.value, Value::Map(_)) && self.is_date_of_event(pair.node.pairs());
                    let day = self.day_of_key(pair).or(day);
                    let inside = Inside { event: inside.event || key.event, programme: false, own, day };
                    self.map(&pair.node, inside, depth + 1);
                }
            }
            Value::List(items) => {
                let alone = |item: &'_ Node| matches!(&item.value, Value::Map(pairs) if pairs.len() == 1);
                if self.keyed(items.iter().filter(|item| alone(item)).flat_map(Node::pairs)) {
                    return;
                }
                self.strings(items, inside.day);
                self.starts(items, inside.day);
                let inside = Inside { programme: programme::is_programme(items), ..inside };
                if inside.programme {
                    self.dated_starts(items);
                }
                let first = self.agenda.sessions.len();
                let mut timed = None;
                for (number, item) in items.iter().enumerate() {
                    let before = self.agenda.sessions.len();
                    self.map(item, inside, depth + 1);
                    if self.agenda.sessions.len() > before {
                        timed = Some(number);
                    }
                }
                if inside.programme {
                    self.entries_of_a_day(first);
                }
                if let Some(number) = timed.filter(|_| self.agenda.sessions.len() == first + 1) {
                    self.title_beside(first, items.get(number + 1..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }

    /// Start and end keys of one map, or a day key with a time.
    fn window(&mut self, pairs: &[Pair], keys: &[Key], inside: Inside) {
        // `start_date` beside `start_time`: the one with a time counts.
        let by = |says: Says| {
            let mut named = pairs.iter().zip(keys).filter(|(_, key)| key.says == says);
            named.find_map(|(pair, _)| Some((pair, self.moment(&pair.node)?)))
        };
        let end = by(Says::End).map(|(_, end)| end);
        // `date: 2026-05-08T18:00` beside `end: 2026-05-08T20:00`.
        let from_date = || by(Says::Date).filter(|_| inside.own && end.is_some());
        if let Some((start, (date, clock))) = by(Says::Start).or_else(from_date) {
            let day = date.or_else(|| self.named_day(pairs));
            self.timed(pairs, start, clock, end, day, date.is_none());
            return;
        }
        for (pair, key) in pairs.iter().zip(keys) {
            // `date_start: 2026-06-05` beside `hour: 18:00`.
            let started = || keys.iter().any(|key| key.says == Says::Start);
            let whole = || self.moment(&pair.node).is_some_and(|(day, _)| day.is_some());
            let dated = key.says == Says::Day
                || (inside.event || inside.own)
                    && (key.says == Says::Date || key.says == Says::Time && !inside.programme)
                || key.says == Says::Time && (started() || whole() || self.day_of_file(pairs, keys).is_some())
                || self.is_configured(&pair.key);
            if dated {
                if let Some((date, clock)) = self.moment(&pair.node) {
                    let own = (inside.event || inside.own) && !inside.programme;
                    if own && matches!(key.says, Says::Date | Says::Day) && self.is_told_again(&clock, pairs, keys) {
                        continue;
                    }
                    let end = end.filter(|_| date.is_some());
                    let day = date.or_else(|| self.named_day(pairs)).or_else(|| self.day_of_file(pairs, keys));
                    self.timed(pairs, pair, clock, end, day, false);
                } else if let Some(prose) = prose(self, &pair.node) {
                    match self.range(*key, &prose) {
                        Some(slot) => self.ranged(pairs, pair, &prose, &slot, inside),
                        None => self.worded(&prose, true),
                    }
                }
            } else if (matches!(key.says, Says::Slot | Says::Time | Says::Text | Says::Start)
                || self.tells_all(pair, *key))
                && let Some(prose) = prose(self, &pair.node)
            {
                match self.range(*key, &prose) {
                    Some(slot) => self.ranged(pairs, pair, &prose, &slot, inside),
                    None if key.says != Says::Text && !self.tells_all(pair, *key) => {}
                    None => self.worded(&prose, key.says != Says::Text),
                }
            }
        }
    }

    /// Whether the time beside a day with its time says the same: `date: 2026-05-28T18:00`, `time: "18:00"`.
    fn is_told_again(&self, clock: &Clock, pairs: &[Pair], keys: &[Key]) -> bool {
        let start = clock::meant::minutes(clock.hour, clock.minute, clock.meridiem);
        pairs.iter().zip(keys).any(|(pair, key)| {
            let text = pair.node.text().filter(|text| key.says == Says::Time && iso(text).is_none());
            let slot = text.and_then(|text| clock::slot_at(text, 0, &self.words));
            slot.is_some_and(|slot| clock::resolve(&slot, None).start == start)
        })
    }

    /// The slot with an end that a value begins with whose key is that of a slot.
    fn range(&self, key: Key, prose: &Prose) -> Option<ReadSlot> {
        if !matches!(key.says, Says::Slot | Says::Time | Says::Start) {
            return None;
        }
        // `18:00 -` leaves the end open.
        let open = |slot: &ReadSlot| matches!(prose.text.get(slot.outer.end..).map(str::trim), Some("-" | "–"));
        clock::slot_at(&prose.text, 0, &self.words).filter(|slot| slot.end.is_some() || open(slot))
    }

    fn is_configured(&self, key: &str) -> bool {
        self.settings.event_date.as_deref() == Some(key)
    }

    /// `day: Thursday` beside `start_time: "16:30"`.
    fn named_day(&self, pairs: &[Pair]) -> Option<Day> {
        // `start_date: 2026-05-08` beside `start_time: 18:00`.
        let by = |says: &[Says]| {
            let mut days = pairs.iter().filter(|pair| says.contains(&Key::of(&pair.key).says));
            days.find_map(|pair| iso(pair.node.text()?)?.0).map(Day::from)
        };
        // `event_date` goes before the `date` of the page.
        if let Some(day) = by(&[Says::Day]).or_else(|| by(&[Says::Start])) {
            return Some(day);
        }
        let text = named(pairs, &["day", "date"])?.node.text()?;
        if let Some((date, _)) = iso(text) {
            return date.map(Day::from);
        }
        if let Some(day) = self.day_in_words(text) {
            return Some(day);
        }
        let (weekday, _) = date::weekday_alone(text, &self.words)?;
        self.hints.weekday(weekday).first().copied()
    }

    /// A date and time, or a time alone, of a value.
    fn moment(&self, node: &Node) -> Option<(Option<Day>, Clock)> {
        let text = node.text()?;
        let at = place_in(self.source.slice(node.span), text)?;
        if let Some((date, time)) = iso(text) {
            let (hour, minute, from) = time?;
            // Midnight is how a day without a time is written.
            if (hour, minute) == (0, 0) {
                return None;
            }
            let span = self.source.within(node.span, at + from, at + from + 5);
            let clock = Clock { hour, minute, meridiem: None, notation: Notation::Iso, span };
            return Some((date.map(Day::from), clock));
        }
        let (day, slot) = match self.day_first(text) {
            Some((read, slot)) => (self.resolve(&read).0.first().copied(), slot?),
            None => (None, clock::slot_at(text, 0, &self.words)?),
        };
        let whole = slot.end.is_none() && text.get(slot.outer.end..).is_some_and(|rest| rest.trim().is_empty());
        let span = self.source.within(node.span, at + slot.start.range.start, at + slot.start.range.end);
        whole.then_some((
            day,
            Clock {
                hour: slot.start.hour,
                minute: slot.start.minute,
                meridiem: slot.start.meridiem,
                notation: slot.start.notation,
                span,
            },
        ))
    }

    /// How long what these keys tell of lasts, in minutes: `duration: 90`, "1h30". A small number beside the date of a
    /// page counts hours: `duration: 3`.
    pub(super) fn length_beside(&self, pairs: &[Pair]) -> Option<(Minutes, Span)> {
        let node = &named(pairs, &["duration", "length"])?.node;
        let text = node.text()?.trim();
        let minutes = match text.parse() {
            Ok(number @ 1..=HOURS) if self.is_top(pairs) => 60 * number,
            Ok(number) => number,
            Err(_) => clock::duration_at(text, 0, &self.words).filter(|(_, at)| at.len() == text.len())?.0,
        };
        (1..24 * 60).contains(&minutes).then_some((minutes, node.span))
    }

    /// Whether these are the keys of the page itself.
    fn is_top(&self, pairs: &[Pair]) -> bool {
        self.doc.front.readable().is_some_and(|root| std::ptr::eq(root.pairs(), pairs))
    }

    fn timed(
        &mut self,
        pairs: &[Pair],
        key: &Pair,
        start: Clock,
        end: Option<(Option<Day>, Clock)>,
        day: Option<Day>,
        session: bool,
    ) {
        let minutes = |clock: &Clock| clock::meant::minutes(clock.hour, clock.minute, clock.meridiem);
        // An end on a later day than the next is a series, not a slot.
        let end = end.filter(|(other, _)| match (day.and_then(Day::date), other.and_then(Day::date)) {
            (Some(first), Some(last)) => (last - first).get_days() <= 1,
            _ => true,
        });
        let next_day = end.as_ref().is_some_and(|(other, _)| other.is_some() && *other != day);
        let first = minutes(&start);
        let last = end.as_ref().map(|(_, clock)| minutes(clock) + if next_day { 24 * 60 } else { 0 });
        let span = end.as_ref().map_or(start.span, |(_, end)| start.span.cover(end.span));
        let slot = Slot { span: start.span, start, end: end.map(|(_, clock)| clock), vague: false };
        let place = self.place(span, Origin::FrontMatter, None);
        let kind = if session && named(pairs, &["room", "title"]).is_some() { Kind::Session } else { Kind::Event };
        let meant = Meant { start: first, end: last, fixed: true };
        let id = self.push_slot(slot, meant, kind, Origin::FrontMatter, place, key.key_span.cover(key.node.span), None);
        let length = if last.is_none() { self.length_beside(pairs) } else { None };
        let session = &mut self.agenda.sessions[id];
        session.duration = length;
        session.title = text_of(pairs, &["title", "name"]);
        session.room = text_of(pairs, &["room"]);
        if let Some(day) = day {
            session.put_on(day, true);
        }
        let offset = zone::of_date_time(key.node.text().unwrap_or(""));
        session.zone = offset.map(|(text, minutes)| {
            let meaning = ZoneMeaning::Offset(minutes);
            Zone { text: text.to_owned(), span: key.node.span, meaning }
        });
    }
}
