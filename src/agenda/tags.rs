//! Entries whose time is an attribute of a component or of a template tag:
//! `<Session date="5 June" time="13:00-14:30">Maps</Session>`, `{{< talk time="9:00" title="Maps" >}}`.

use super::clock::{self, ReadSlot};
use super::front::iso;
use super::front::keys::{Key, Says};
use super::locale::Role;
use super::reader::{Dated, Reader};
use super::{Day, Kind, Minutes, Notation, Origin, date};
use crate::document::prose::Run;
use crate::document::{HtmlTag, Prose};
use crate::source::{Span, floor};
use std::borrow::Cow;

/// The longest value that is a time, in bytes.
const TIME: usize = 40;

/// How far behind a tag its title ends at most, in bytes.
const CONTENT: usize = 400;

/// Keys of the text that a component shows.
const TEXTS: &[&str] = &["text", "title", "label", "name", "content"];

/// Elements of HTML beside those that the document knows by name.
const CONTROLS: &[&str] = &["input", "label", "meta", "option", "select", "param"];

/// Keys of what a component does not show as its text.
const HIDDEN: &[&str] =
    &["icon", "class", "id", "style", "href", "url", "link", "src", "image", "img", "color", "lang"];

/// The fewest tags of one name that are a programme by their starts alone.
const SERIES: usize = 3;

/// The most names whose tags are asked whether they are a programme.
const NAMES: usize = 32;

/// The earliest that a programme of starts begins, in minutes: what begins at 0:00 are the chapters of a film.
const MORNING: i32 = 6 * 60;

/// A tag that tells a time.
pub(super) struct Timed<'a> {
    /// The tag.
    span: Span,
    /// Its name, as the document gives it.
    name: &'a str,
    /// It is a template tag, no component.
    template: bool,
    /// No key says that its value is a time.
    unnamed: bool,
    time: Prose<'a>,
    slot: ReadSlot,
    /// What its attributes say of the day, the title, and the room.
    day: Option<Span>,
    title: Option<Span>,
    room: Option<Span>,
}

impl Timed<'_> {
    /// Whether it is an entry however many others there are.
    fn is_sure(&self) -> bool {
        !self.unnamed && (self.slot.end.is_some() && self.time.runs.is_empty() || self.day.is_some())
    }
}

impl<'a> Reader<'a> {
    /// Finds the tags that tell a time, before the blocks are walked.
    pub(super) fn find_tags(&mut self) {
        let doc = self.doc;
        let mut found = Vec::new();
        for tag in doc.tags.iter().filter(|tag| !tag.arguments.is_empty()) {
            let pairs = || tag.arguments.iter().filter_map(|it| Some((it.key.as_deref()?, it.value)));
            found.extend(self.time_of(tag.span, &tag.name, pairs));
            if let Some(last) = found.last_mut().filter(|last: &&mut Timed| last.span == tag.span) {
                last.template = true;
            }
        }
        if !doc.attributes.is_empty() {
            for tag in doc.html.iter().filter(|tag| !tag.attributes.is_empty()) {
                let pairs = || doc.attributes(tag).iter().filter_map(|(key, value)| Some((&**key, (*value)?)));
                // What an element of HTML shows stands inside it, not in its attributes.
                let shows = |timed: &Timed| {
                    !timed.unnamed || matches!(tag.name, Cow::Owned(_)) && !CONTROLS.contains(&&*tag.name)
                };
                if let Some(mut timed) = self.time_of(tag.span, &tag.name, pairs).filter(shows) {
                    timed.title = timed.title.or_else(|| self.content(tag));
                    found.push(timed);
                }
            }
        }
        if found.is_empty() {
            return;
        }
        let series = |tag: &Timed| {
            let mut alike = found.iter().filter(|other| other.name == tag.name);
            let early = alike.clone().next().is_none_or(|first| clock::resolve(&first.slot, None).start < MORNING);
            let round = |other: &Timed| other.slot.start.minute.is_multiple_of(5) && other.title.is_some();
            // `start="13:45" end="15:45"` is an entry alone, too.
            let ranges = || alike.clone().all(|other| !other.unnamed && other.slot.end.is_some());
            !early && (alike.clone().nth(SERIES - 1).is_some() || ranges()) && alike.all(round)
        };
        let mut names: Vec<(&str, bool)> = Vec::new();
        for tag in &found {
            if !tag.is_sure() && names.len() < NAMES && !names.iter().any(|(name, _)| *name == tag.name) {
                names.push((tag.name, series(tag)));
            }
        }
        found.retain(|tag| tag.is_sure() || names.contains(&(tag.name, true)));
        found.sort_by_key(|tag| std::cmp::Reverse(tag.span.start()));
        self.give_days(&mut found);
        self.timed_tags = found;
    }

    /// Gives tags without a day that of the tag above whose text is a day, no heading between:
    /// `{% include card.html title="Tuesday, 4 August" %}`. The tags stand in order, the last one first.
    fn give_days(&self, found: &mut [Timed]) {
        let titles = self.doc.tags.iter().flat_map(|tag| &tag.arguments).filter_map(|argument| {
            let value = argument.value;
            let text =
                argument.key.as_deref().is_some_and(|key| TEXTS.contains(&key)).then(|| self.source.slice(value))?;
            let read = date::leading(text, &self.words).filter(|_| text.len() <= TIME)?;
            super::days::is_whole(text, &read).then_some(value)
        });
        let mut days: Vec<Span> = titles.collect();
        days.sort_by_key(|day| day.start());
        let headings: Vec<usize> = self.doc.headings().map(|(id, _)| self.doc.blocks[id].span.start()).collect();
        for tag in found.iter_mut().filter(|tag| tag.day.is_none()) {
            let at = tag.span.start();
            let above = days[..days.partition_point(|day| day.start() < at)].last();
            let heading = headings[..headings.partition_point(|start| *start < at)].last();
            tag.day = above.copied().filter(|day| heading < Some(&day.start()));
        }
    }

    /// What the attributes of a tag say, where one is a time.
    fn time_of<'k, P>(&self, span: Span, name: &'a str, pairs: impl Fn() -> P) -> Option<Timed<'a>>
    where
        P: Iterator<Item = (&'k str, Span)>,
    {
        let source = self.source;
        // Few values begin with a digit, and most of these are lengths in pixels.
        let may_be_time = |value: Span| {
            let text = source.slice(value).as_bytes();
            text.len() <= TIME
                && text.first().is_some_and(u8::is_ascii_digit)
                && text.iter().any(|byte| matches!(byte, b':' | b'h' | b'H' | b'.' | b'm' | b'M'))
        };
        if !pairs().any(|(_, value)| may_be_time(value)) || self.doc.is_hidden(span) {
            return None;
        }
        let of = |wanted: Says| {
            let is_wanted = |key: &str| {
                let says = Key::of(key).says;
                says == wanted
                    || wanted == Says::Time && (says == Says::Slot || says == Says::Other && self.is_label(key))
            };
            pairs().find(|(key, value)| may_be_time(*value) && is_wanted(key)).map(|(_, value)| value)
        };
        let mut dated = None;
        let time = match (of(Says::Time), of(Says::Start)) {
            (Some(time), _) => Prose { text: source.slice(time).into(), span: time, ..Prose::default() },
            (None, Some(start)) => {
                let (day, start) = self.moment_of(start);
                dated = day;
                match of(Says::End).map(|end| self.moment_of(end).1) {
                    Some(end) => joined(source.slice(start), start, source.slice(end), end)?,
                    None => Prose { text: source.slice(start).into(), span: start, ..Prose::default() },
                }
            }
            _ => return self.text_of_tag(span, name, &pairs).or_else(|| self.range_of_tag(span, name, pairs)),
        };
        let slot = clock::slot_at(&time.text, 0, &self.words)?;
        if slot.start.is_number() && slot.end.is_none() || !time.text.get(slot.outer.end..)?.trim().is_empty() {
            return None;
        }
        let column = |role: Role| {
            let named = |key: &str| self.words.column(key) == Some(role);
            let mut values = pairs().filter(|(_, value)| !value.is_empty() && *value != time.span);
            values.find(|(key, _)| named(key)).map(|(_, value)| value)
        };
        let day = column(Role::Date).or_else(|| column(Role::Day));
        let (title, room) = (column(Role::Title), column(Role::Room));
        let day = day.or(dated);
        Some(Timed { span, name, template: false, unnamed: false, time, slot, day, title, room })
    }

    /// `start="2026-05-22 3:30 PM"`: the day, where one stands in front, and the time.
    fn moment_of(&self, value: Span) -> (Option<Span>, Span) {
        let text = self.source.slice(value);
        let Some((read, Some(slot))) = self.day_first(text) else { return (None, value) };
        let part = |from: usize, to: usize| self.source.within(value, from, to);
        (Some(part(0, read.range.end)), part(slot.outer.start, value.len()))
    }

    /// `header="10:00 - 13:00"`: a range that is all of a value, whatever its key is.
    fn range_of_tag<'k, P>(&self, span: Span, name: &'a str, pairs: impl Fn() -> P) -> Option<Timed<'a>>
    where
        P: Iterator<Item = (&'k str, Span)>,
    {
        let range = |value: Span| {
            let time = Prose { text: self.source.slice(value).into(), span: value, ..Prose::default() };
            let slot = clock::slot_at(&time.text, 0, &self.words).filter(|slot| slot.end.is_some())?;
            let whole = slot.outer.end == time.text.len() && slot.start.notation != Notation::Hour;
            whole.then_some((time, slot))
        };
        let (key, (time, slot)) = pairs().find_map(|(key, value)| Some((key, range(value)?)))?;
        let shown = |(other, _): &(&str, Span)| *other != key && !HIDDEN.contains(other);
        let longest =
            |(_, value): &(&str, Span)| self.source.slice(*value).chars().filter(|c| c.is_alphabetic()).count();
        let title = pairs().filter(shown).max_by_key(longest).map(|(_, value)| value);
        Some(Timed { span, name, template: false, unnamed: true, time, slot, day: None, title, room: None })
    }

    /// `text="13:30 Doors"`: a time with its title in one value.
    fn text_of_tag<'k, P>(&self, span: Span, name: &'a str, pairs: impl Fn() -> P) -> Option<Timed<'a>>
    where
        P: Iterator<Item = (&'k str, Span)>,
    {
        let (_, value) = pairs().find(|(key, _)| TEXTS.contains(key))?;
        let time = Prose { text: self.source.slice(value).into(), span: value, ..Prose::default() };
        let slot = clock::slot_at(&time.text, 0, &self.words)?;
        let title = self.source.within(value, slot.outer.end, value.len());
        let titled = self.source.slice(title).chars().filter(|c| c.is_alphabetic()).count() > 2;
        (titled && !slot.start.is_number()).then_some(Timed {
            span,
            name,
            template: false,
            unnamed: true,
            time,
            slot,
            day: None,
            title: Some(title),
            room: None,
        })
    }

    /// The first text inside a component.
    fn content(&self, tag: &HtmlTag) -> Option<Span> {
        if tag.self_closing || tag.closing {
            return None;
        }
        let from = tag.span.end();
        let rest = self.source.text().get(from..)?;
        let rest = &rest[..floor(rest, CONTENT)];
        let mut at = 0;
        loop {
            let open = at + rest.get(at..)?.find('<')?;
            if !rest[at..open].trim().is_empty() {
                let text = self.source.trim(self.source.snap(from + at, from + open));
                return (!self.source.slice(text).starts_with('{')).then_some(text);
            }
            let closes = rest[open..].strip_prefix("</").and_then(|end| end.get(..tag.name.len()));
            if closes.is_some_and(|name| name.eq_ignore_ascii_case(&tag.name)) {
                return None;
            }
            at = open + rest[open..].find('>')? + 1;
        }
    }

    /// Gives entries the day that the element around their time tells:
    /// `<time datetime="2026-02-18T16:00">16:00</time>`.
    pub(super) fn moments(&mut self) {
        let doc = self.doc;
        let moment = |tag: &HtmlTag| {
            let (_, value) = doc.attributes(tag).iter().find(|(key, _)| key == "datetime")?;
            let (day, clock) = iso(self.source.slice((*value)?))?;
            let (hour, minute, _) = clock?;
            Some((tag.span.end(), Day::from(day?), Minutes::from(hour) * 60 + Minutes::from(minute)))
        };
        let times = doc.html.iter().filter(|tag| tag.name == "time" && !tag.closing);
        let moments: Vec<(usize, Day, Minutes)> = times.filter_map(moment).collect();
        if moments.is_empty() {
            return;
        }
        for id in 0..self.agenda.sessions.len() {
            let session = &self.agenda.sessions[id];
            let start = session.slot.start.span.start();
            let before = moments[..moments.partition_point(|(end, ..)| *end <= start)].last();
            let right_before = |(end, _, at): &&(usize, Day, Minutes)| {
                *at == session.start && self.source.slice(self.source.snap(*end, start)).trim().is_empty()
            };
            if let Some((_, day, _)) = before.filter(right_before) {
                self.set_day(id, Dated { day: *day, told: true });
            }
        }
    }

    /// Takes the tags that begin before a byte.
    pub(super) fn tags_before(&mut self, end: usize) {
        let mut place = None;
        while let Some(tag) = self.timed_tags.pop_if(|tag| tag.span.start() < end) {
            let origin = if tag.template { Origin::Template } else { Origin::Prose };
            let place = *place.get_or_insert_with(|| self.place(tag.span, origin, None));
            let meant = clock::resolve(&tag.slot, None);
            let id = self.push(&tag.time, &tag.slot, meant, Kind::Session, origin, place, tag.span);
            let prose = |span: Span| Prose { text: self.source.slice(span).into(), span, ..Prose::default() };
            let room = tag.room.map(prose);
            if let Some(title) = tag.title.map(prose) {
                self.entitle(id, &title, 0..title.text.len());
            }
            if let Some(room) = room {
                self.agenda.sessions[id].room = self.text(&room, 0..room.text.len());
            }
            if let Some(day) = tag.day.and_then(|day| self.day_of_text(self.source.slice(day))) {
                self.set_day(id, day);
            }
        }
    }
}

/// `10:00` and `11:00` as the one slot that they are.
fn joined<'a>(start: &str, start_at: Span, end: &str, end_at: Span) -> Option<Prose<'a>> {
    let run = |text: usize, at: Span| {
        let (text, source) = (u32::try_from(text).ok()?, u32::try_from(at.start()).ok()?);
        let length = u32::try_from(at.len()).ok()?;
        Some(Run { text, text_len: length, source, source_len: length })
    };
    let text = format!("{start}-{end}");
    let runs = [run(0, start_at)?, run(start.len() + 1, end_at)?];
    Some(Prose { text: text.into(), span: start_at.cover(end_at), runs: runs.as_slice().into(), ..Prose::default() })
}
