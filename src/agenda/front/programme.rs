//! Programmes in the front matter: lists of strings, and maps with a slot.

use super::keys::{self, Key, Says};
use super::{Inside, named, prose, text_of, title_prose};
use crate::agenda::clock::{self, Meant, ReadSlot};
use crate::agenda::locale::topics::Topics;
use crate::agenda::locale::words::digit;
use crate::agenda::reader::Reader;
use crate::agenda::trailing::Trailing;
use crate::agenda::{Day, Kind, Origin, Text, date};
use crate::document::Prose;
use crate::document::front::{Node, Pair, Value};
use crate::source::Span;

/// Keys that hold the title of an entry.
const TITLES: &[&str] =
    &["title", "titre", "titel", "titulo", "titolo", "tytul", "name", "nom", "nombre", "nome", "label", "topic"];

/// Keys that name an entry of a list whose entries have a start alone.
const NAMES: &[&str] = &["event", "session", "talk", "activity"];

/// The longest title that is the day of a programme, in bytes.
const DAY: usize = 40;

/// The fewest texts of a list that are entries because they end with a time.
const STRINGS: usize = 3;

/// How deep the title of a row's cell stands in it at most.
const CELL: usize = 3;

/// Whether a list holds several maps with a time each.
pub(super) fn is_programme(items: &[Node]) -> bool {
    let timed = |item: &&Node| {
        let Value::Map(pairs) = &item.value else { return false };
        pairs.iter().any(|pair| {
            let digit = pair.node.text().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
            digit && matches!(Key::of(&pair.key).says, Says::Time | Says::Slot | Says::Start)
        })
    };
    items.iter().filter(timed).nth(1).is_some()
}

/// An item that is a text, or a piece of one: `- text: "18:00 Doors"`.
fn text_node<'n, 's>(item: &'n Node<'s>) -> Option<&'n Node<'s>> {
    match &item.value {
        Value::Scalar { .. } => Some(item),
        Value::Map(pairs) => pairs.iter().find(|pair| pair.key == "text").map(|pair| &pair.node),
        _ => None,
    }
}

/// The one value beside a time that is words, whatever its key is: `para: Doors open`.
fn only_text<'p, 's>(pairs: &'p [Pair<'s>]) -> Option<&'p Pair<'s>> {
    let told = |pair: &&Pair| {
        let text = pair.node.text().unwrap_or("");
        let begins = text.trim_start().starts_with(char::is_alphabetic);
        let address =
            text.contains("://") || text.contains('@') || !text.contains(' ') && text.contains(['/', '_', '.']);
        begins
            && Key::of(&pair.key).says == Says::Other
            && !is_day(pair)
            && !address
            && text.contains(char::is_lowercase)
    };
    let mut texts = pairs.iter().filter(told);
    texts.next().filter(|_| texts.next().is_none())
}

/// The first title of a part, at most so deep.
fn title_in(node: &Node, depth: usize) -> Option<Text> {
    let Value::Map(pairs) = &node.value else { return None };
    let own = pairs.iter().find_map(|pair| {
        let text = pair.node.text().filter(|text| text.len() > 1)?;
        let names = keys::is_one_of(&pair.key, TITLES) || keys::is_one_of(&pair.key, &["text"]);
        names.then(|| Text { text: text.to_owned(), span: pair.node.span })
    });
    let deeper = || pairs.iter().find_map(|pair| title_in(&pair.node, depth.checked_sub(1)?));
    own.or_else(deeper)
}

impl Reader<'_> {
    /// A row whose cells are a list, one of them the time: its title stands in a cell behind.
    pub(super) fn title_beside(&mut self, id: usize, cells: &[Node]) {
        let session = &mut self.agenda.sessions[id];
        if session.title.is_none() && !cells.is_empty() {
            session.title = cells.iter().find_map(|cell| title_in(cell, CELL));
            session.kind = Kind::Session;
        }
    }

    /// Three entries or more of one day are its programme, not events each.
    pub(super) fn entries_of_a_day(&mut self, first: usize) {
        let entries = self.agenda.sessions.get_mut(first..).unwrap_or_default();
        let together = |at: usize| {
            let day = entries[at].date;
            entries[at..].iter().filter(|entry| entry.end.is_some() && entry.date == day).nth(2).is_some()
        };
        if (0..entries.len().min(8)).any(together) {
            for entry in entries.iter_mut().filter(|entry| entry.kind == Kind::Event) {
                entry.kind = Kind::Session;
            }
        }
    }

    /// `time: 9:00 - 9:30` beside a title: an entry, or the event's own time.
    pub(super) fn ranged(&mut self, pairs: &[Pair], key: &Pair, prose: &Prose, slot: &ReadSlot, inside: Inside) {
        let title = text_of(pairs, TITLES);
        let day = self.named_day(pairs);
        // A list of events, each with its day, is no programme.
        let kind = if inside.event && !(inside.programme && day.is_none()) { Kind::Event } else { Kind::Session };
        let place = self.place(prose.span, Origin::FrontMatter, None);
        let meant = clock::resolve(slot, None);
        let span = key.key_span.cover(key.node.span);
        let id = self.push(prose, slot, meant, kind, Origin::FrontMatter, place, span);
        let session = &mut self.agenda.sessions[id];
        session.title = title;
        session.room = text_of(pairs, &["room", "salle", "raum", "sala", "zaal"]);
        if let Some(day) = day.or(inside.day) {
            session.put_on(day, true);
        }
    }

    /// `- 18:45 — Accueil`: a programme as a list of strings.
    pub(super) fn strings(&mut self, items: &[Node], day: Option<Day>) {
        let items: Vec<&Node> = items.iter().filter_map(text_node).collect();
        if self.strings_behind(&items, day) {
            return;
        }
        // Times alone are the lines of a timetable that a template fills.
        let tells = |text: &&str| {
            clock::slot_at(text, 0, &self.words).is_some_and(|slot| {
                slot.end.is_some() || text.get(slot.outer.end..).is_some_and(|title| title.trim().len() > 1)
            })
        };
        if items.iter().filter_map(|item| item.text()).filter(tells).nth(1).is_none() {
            return;
        }
        let proses: Vec<(Prose, Span)> =
            items.iter().filter_map(|item| Some((prose(self, item)?, item.span))).collect();
        let (Some((_, first)), Some((_, last))) = (proses.first(), proses.last()) else { return };
        let place = self.place(first.cover(*last), Origin::FrontMatter, None);
        for (prose, span) in &proses {
            let Some(slot) = clock::slot_at(&prose.text, 0, &self.words) else { continue };
            let meant = clock::resolve(&slot, None);
            let id = self.push(prose, &slot, meant, Kind::Session, Origin::FrontMatter, place, *span);
            self.entitle(id, prose, slot.outer.end..prose.text.len());
            if let Some(day) = day {
                self.agenda.sessions[id].put_on(day, true);
            }
        }
    }

    /// `- Dinner - 7 PM`: most of a list of strings end with their times.
    fn strings_behind(&mut self, items: &[&Node], day: Option<Day>) -> bool {
        // Nearly all lists are of words.
        let digits = items.iter().filter(|item| item.text().is_some_and(|text| digit(text, 0).is_some())).count();
        if digits < STRINGS {
            return false;
        }
        let ends_with_time = |item: &Node| {
            let prose = prose(self, item)?;
            self.ends_with_time(&prose, 0..prose.text.len())
        };
        let found: Vec<(&Node, Trailing)> =
            items.iter().filter_map(|item| Some((*item, ends_with_time(item)?))).collect();
        if found.len() < STRINGS || found.len() * 3 < items.len() * 2 {
            return false;
        }
        let place = self.place(found[0].0.span.cover(found[found.len() - 1].0.span), Origin::FrontMatter, None);
        for (item, found) in &found {
            let Some(prose) = prose(self, item) else { continue };
            let id = self.titled(&prose, found, (Kind::Session, Origin::FrontMatter), place, item.span);
            if let Some(day) = day {
                self.agenda.sessions[id].put_on(day, true);
            }
        }
        true
    }

    /// `- time: 8:00` beside a title, twice or more: a programme whose entries end where the next begins.
    pub(super) fn starts(&mut self, items: &[Node], day: Option<Day>) {
        let mut entries: Vec<(Prose, ReadSlot, Prose, Span)> = Vec::new();
        let mut unread: Vec<(Prose, Prose, Span)> = Vec::new();
        for item in items {
            let pairs = item.pairs();
            let timed = |pair: &&Pair| matches!(Key::of(&pair.key).says, Says::Slot | Says::Time);
            let Some(time) = pairs.iter().find(timed).and_then(|pair| prose(self, &pair.node)) else { continue };
            let titled = named(pairs, TITLES).or_else(|| named(pairs, NAMES)).or_else(|| only_text(pairs));
            let Some(title) = titled.and_then(|pair| title_prose(self, &pair.node)) else {
                continue;
            };
            let Some(slot) = clock::slot_at(&time.text, 0, &self.words) else {
                unread.push((time, title, item.span));
                continue;
            };
            // `18:00 -` leaves the end open.
            let rest = time.text.get(slot.outer.end..).unwrap_or("");
            let whole = rest.trim_matches([' ', '-', '–']).is_empty();
            if slot.end.is_none() && whole && !pairs.iter().any(has_day) {
                entries.push((time, slot, title, item.span));
            }
        }
        // What goes back and forth are the hours of many things.
        let meant = entries.iter().map(|(_, slot, ..)| clock::resolve(slot, None));
        if !is_ascending(meant) {
            return;
        }
        let [(.., first), .., (.., last)] = entries.as_slice() else { return };
        let place = self.place(first.cover(*last), Origin::FrontMatter, None);
        for (time, title, span) in &unread {
            let title = self.text(title, 0..title.text.len());
            self.broken(time, 0, *span, place, title);
        }
        for (time, slot, title, span) in &entries {
            let meant = clock::resolve(slot, None);
            let id = self.push(time, slot, meant, Kind::Session, Origin::FrontMatter, place, *span);
            self.entitle(id, title, 0..title.text.len());
            if let Some(day) = day {
                self.agenda.sessions[id].put_on(day, true);
            }
        }
    }

    /// `- time: 6pm` beside a day and a title, twice or more: events, each with its day.
    pub(super) fn dated_starts(&mut self, items: &[Node]) {
        let mut found: Vec<(Prose, Vec<ReadSlot>, Prose, &str, Span)> = Vec::new();
        for item in items {
            let pairs = item.pairs();
            let timed = |pair: &&Pair| matches!(Key::of(&pair.key).says, Says::Slot | Says::Time);
            // Weekdays alone are those of opening hours.
            let dated = |text: &&str| text.contains(|c: char| c.is_ascii_digit());
            let day = pairs.iter().filter(|pair| has_day(pair)).find_map(|pair| pair.node.text().filter(dated));
            let Some(day) = day else { continue };
            let Some(time) = pairs.iter().find(timed).and_then(|pair| prose(self, &pair.node)) else { continue };
            let title = named(pairs, TITLES).or_else(|| only_text(pairs));
            let Some(title) = title.and_then(|pair| title_prose(self, &pair.node)) else { continue };
            let slots = self.starts_of(&time.text);
            if !slots.is_empty() {
                found.push((time, slots, title, day, item.span));
            }
        }
        if found.len() < 2 {
            return;
        }
        for (time, slots, title, day, span) in &found {
            let place = self.place(*span, Origin::FrontMatter, None);
            for slot in slots {
                let meant = clock::resolve(slot, None);
                let id = self.push(time, slot, meant, Kind::Event, Origin::FrontMatter, place, *span);
                self.agenda.sessions[id].title = self.text(title, 0..title.text.len());
                if let Some(day) = self.day_of_text(day) {
                    self.set_day(id, day);
                }
            }
        }
    }

    /// The times without an end that are all of a text: `6pm`, `5pm & 7pm`.
    fn starts_of(&self, text: &str) -> Vec<ReadSlot> {
        let mut slots: Vec<ReadSlot> = Vec::new();
        let mut at = 0;
        while let Some(slot) = clock::slot_at(text, at, &self.words).filter(|slot| slot.end.is_none()) {
            let rest = text.get(slot.outer.end..).unwrap_or("").trim_start();
            let next = text.len() - rest.len();
            slots.push(slot);
            if rest.is_empty() {
                return slots;
            }
            let Some(behind) = self.words.at(text, next, |locale| &locale.and) else { break };
            at = behind;
        }
        Vec::new()
    }

    /// `scheduleFriday:`, `day_2:`: the announced day that the key of a list names.
    pub(super) fn day_of_key(&self, pair: &Pair) -> Option<Day> {
        let Value::List(items) = &pair.node.value else { return None };
        if self.hints.days.is_empty() || !items.iter().any(|item| matches!(item.value, Value::Map(_))) {
            return None;
        }
        let words = spaced(&pair.key);
        let weekday = words.split(' ').find_map(|word| date::weekday_alone(word, &self.words));
        match weekday {
            Some((weekday, _)) => self.hints.weekday(weekday).first().copied(),
            None => self.hints.nth(self.day_number(&words, Topics::of(&words))?),
        }
    }

    /// The day that a map names for the programme in it.
    pub(super) fn day_above(&self, pairs: &[Pair], keys: &[Key]) -> Option<Day> {
        // `title_full: Wednesday 19 November`
        let titled = |pair: &Pair| pair.key.starts_with("title") || keys::is_one_of(&pair.key, TITLES);
        let short = |text: &&str| text.len() <= DAY;
        let dated = |(pair, key): (&Pair, &Key)| {
            let day = matches!(key.says, Says::Date | Says::Day) || is_day(pair);
            let text = pair.node.text().filter(|text| day || titled(pair) && short(text))?;
            let read = date::first(text, &self.words)?;
            if read.days.len() == 1 { self.resolve(&read).0.first().copied() } else { None }
        };
        let day = pairs.iter().zip(keys).find_map(dated);
        day.or_else(|| self.named_day(pairs)).filter(|day| day.year.is_some())
    }
}

fn is_day(pair: &Pair) -> bool {
    keys::is_one_of(&pair.key, &["day", "dag", "tag", "jour", "dia", "giorno", "dzien"])
}

/// The words of a key: `scheduleFriday` and `schedule_friday` have two.
fn spaced(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_uppercase() && words.ends_with(char::is_lowercase)
            || c.is_ascii_digit() && words.ends_with(char::is_alphabetic)
        {
            words.push(' ');
        }
        words.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    words
}

/// Whether a map names its own day.
fn has_day(pair: &Pair) -> bool {
    is_day(pair) || matches!(Key::of(&pair.key).says, Says::Date | Says::Day)
}

/// Whether times follow each other; 1:00 behind 11:00 is one in the afternoon.
fn is_ascending(times: impl Iterator<Item = Meant>) -> bool {
    let mut last = 0;
    for time in times {
        let noon = if !time.fixed && time.start < last { 12 * 60 } else { 0 };
        if time.start + noon < last {
            return false;
        }
        last = time.start + noon;
    }
    true
}
