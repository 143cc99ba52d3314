//! An end before its start, a deadline behind the event.

use super::keys;
use crate::diagnostic::{Found, Subject};
use crate::document::front::{Node, Pair, Value};
use crate::rules::post::Field;
use crate::rules::{Post, PostRule};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// `front-matter/date-order`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateOrder {}

/// A message so long before its event is dated wrongly, in days.
const EARLY: i32 = 300;

/// A moment of the front matter, with its place.
struct Moment<'a> {
    pair: &'a Pair<'a>,
    date: Date,
    /// What stands behind the date and one more character.
    tail: &'a str,
}

impl Moment<'_> {
    fn shown(&self) -> &str {
        self.pair.node.text().unwrap_or("").trim()
    }

    fn time(&self) -> Option<Time> {
        let clock = self.tail.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        let clock = self.tail.get(..clock)?;
        match clock.as_bytes() {
            [a, b, b':', c, d] => {
                let number = |tens: &u8, ones: &u8| i8::try_from(10 * (tens - b'0') + (ones - b'0')).ok();
                let is_number = [a, b, c, d].iter().all(|byte| byte.is_ascii_digit());
                Time::new(number(a, b).filter(|_| is_number)?, number(c, d)?, 0, 0).ok()
            }
            _ => clock.parse().ok(),
        }
    }
}

impl PostRule for DateOrder {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let Some(root) = post.doc.front.readable() else { return };
        let dated: Vec<Dated<'_>> = post.fields().iter().filter_map(Dated::of).collect();
        if dated.iter().any(|it| it.side == Some(Side::End)) {
            pairs(root, found);
        }
        let Some(first) = event_start(post, &dated) else { return };
        let last = event_end(post, &dated, first);
        deadlines(post, &dated, last, found);
        messages(root, first, last, found);
    }
}

/// Which end of a stretch of time a key names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// A field that holds a moment.
struct Dated<'a> {
    field: &'a Field<'a>,
    moment: Moment<'a>,
    side: Option<Side>,
}

impl<'a> Dated<'a> {
    fn of(field: &'a Field<'a>) -> Option<Self> {
        let moment = moment(field.pair)?;
        Some(Dated { field, moment, side: side(&field.pair.key) })
    }
}

/// An ISO date, with its time if one follows. A zone is left out: both ends of
/// an event have the same.
fn moment<'a>(pair: &'a Pair<'a>) -> Option<Moment<'a>> {
    let text = pair.node.text()?;
    let text = if text.starts_with(|c: char| c.is_ascii_digit()) { text } else { text.trim_start() };
    let date = day(text.as_bytes().first_chunk()?)?;
    Some(Moment { pair, date, tail: text.get(11..).unwrap_or("") })
}

/// `2026-12-05`, `2026/12/05`.
fn day(text: &[u8; 10]) -> Option<Date> {
    let mark = |byte: u8| matches!(byte, b'-' | b'/');
    if !(mark(text[4]) && mark(text[7])) {
        return None;
    }
    let number = |digits: &[u8]| {
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
        digits.iter().try_fold(0, |number: i16, byte| Some(number * 10 + digit(byte)?))
    };
    let (month, day) = (number(&text[5..7])?, number(&text[8..])?);
    Date::new(number(&text[..4])?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether a key may hold a word for a start or an end, by how those begin.
fn may_be_side(key: &str) -> bool {
    let mut last = [0; 3];
    key.bytes().any(|byte| {
        // Bit 32 makes a letter small.
        last = [last[1], last[2], byte | 0x20];
        matches!(&last, b"sta" | b"beg" | b"fro" | b"end" | b"fin" | [_, b't', b'o'])
    })
}

/// Which side of a pair a key is.
fn side(key: &str) -> Option<Side> {
    side_of(&words(key)?)
}

/// The words of a key that may be a side of a pair.
fn words(key: &str) -> Option<keys::Words<'_>> {
    may_be_side(key).then(|| keys::Words::of(key))
}

fn side_of(words: &keys::Words<'_>) -> Option<Side> {
    let count = |(starts, ends), word: &str| (starts || is_start(word), ends || is_end(word));
    match words.iter().fold((false, false), count) {
        (true, false) => Some(Side::Start),
        (false, true) => Some(Side::End),
        _ => None,
    }
}

fn is_start(word: &str) -> bool {
    matches!(word, "start" | "starts" | "begin" | "begins" | "from")
}

fn is_end(word: &str) -> bool {
    matches!(word, "end" | "ends" | "finish" | "to")
}

/// Whether two keys are one but for the words that name the side.
fn is_other_side(start: &keys::Words<'_>, end: &keys::Words<'_>) -> bool {
    let is_own = |word: &&str| !is_start(word) && !is_end(word);
    start.iter().filter(is_own).eq(end.iter().filter(is_own))
}

fn pairs(node: &Node, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| pairs(item, found)),
        Value::Map(all) => {
            for end in all {
                if matches!(end.node.value, Value::List(_) | Value::Map(_)) {
                    pairs(&end.node, found);
                    continue;
                }
                let Some(ending) = words(&end.key).filter(|words| side_of(words) == Some(Side::End)) else { continue };
                let Some(end) = moment(end) else { continue };
                let fits = |pair: &&Pair| {
                    let starting = words(&pair.key).filter(|words| side_of(words) == Some(Side::Start));
                    starting.is_some_and(|words| is_other_side(&words, &ending))
                };
                let Some(start) = all.iter().find(fits).and_then(moment) else { continue };
                let earlier = || start.time().zip(end.time()).is_some_and(|(start, end)| end < start);
                if end.date < start.date || end.date == start.date && earlier() {
                    let span = end.pair.node.span;
                    found
                        .at(
                            Subject::Value(span),
                            span,
                            format!(
                                "\"{}\" is {}, before \"{}\" on {}",
                                end.pair.key,
                                end.shown(),
                                start.pair.key,
                                start.shown()
                            ),
                        )
                        .label(start.pair.node.span, "the start")
                        .help("correct one of the two");
                }
            }
        }
        _ => {}
    }
}

/// The event's own fields: at the top first, then in an `event` map.
fn own<'d, 'a>(post: &'a Post<'_>, dated: &'d [Dated<'a>], side: Side) -> impl Iterator<Item = &'d Moment<'a>> {
    let in_event = move |above: usize| {
        let above = post.fields().get(above);
        above.is_some_and(|above| above.above.is_none() && above.pair.key.eq_ignore_ascii_case("event"))
    };
    let of_side = move || dated.iter().filter(move |it| it.side == Some(side));
    let top = of_side().filter(|it| it.field.above.is_none());
    let nested = of_side().filter(move |it| !it.field.in_list && it.field.above.is_some_and(in_event));
    top.chain(nested).map(|it| &it.moment)
}

fn event_start<'d, 'a>(post: &'a Post<'_>, dated: &'d [Dated<'a>]) -> Option<&'d Moment<'a>> {
    own(post, dated, Side::Start).next()
}

/// The last day of the event: its end, or its start when no end is named.
fn event_end<'d, 'a>(post: &'a Post<'_>, dated: &'d [Dated<'a>], start: &'d Moment<'a>) -> &'d Moment<'a> {
    let end = own(post, dated, Side::End).max_by(|a, b| {
        let time = |moment: &Moment<'_>| moment.time().unwrap_or(Time::MIN);
        a.date.cmp(&b.date).then_with(|| time(a).cmp(&time(b)))
    });
    end.filter(|end| end.date >= start.date).unwrap_or(start)
}

fn deadlines(post: &Post<'_>, dated: &[Dated<'_>], last: &Moment<'_>, found: &mut Found) {
    for Dated { field, moment: deadline, .. } in dated.iter().filter(|it| it.moment.date > last.date) {
        let Field { pair, above, in_list } = field;
        let words = keys::Words::of(&pair.key);
        let holder = above.filter(|_| !in_list).and_then(|above| post.fields().get(above));
        let inside = || {
            let holds = |it: &Field<'_>| {
                keys::Words::of(&it.pair.key).has_any(&["cfp", "registration", "submission", "signup"])
            };
            holder.is_some_and(holds)
        };
        let closing = words.has_any(&["end", "ends", "until", "close", "closes"]);
        let named = || words.has_any(&["cfp", "registration", "submission"]) || inside();
        if !(words.has_any(&["deadline"]) || closing && named()) {
            continue;
        }
        let span = pair.node.span;
        found
            .at(
                Subject::Value(span),
                span,
                format!("\"{}\" is {}, after the event has ended on {}", pair.key, deadline.date, last.date),
            )
            .label(last.pair.node.span, "the event's last day")
            .help("correct one of the two")
            .grade("deadline");
    }
}

fn messages(root: &Node, first: &Moment<'_>, last: &Moment<'_>, found: &mut Found) {
    for list in root.pairs().iter().filter(|pair| matches!(&*pair.key, "social" | "messages" | "posts")) {
        for item in list.node.items() {
            let dated = item.pairs().iter().filter(|pair| matches!(&*pair.key, "time" | "date" | "at" | "when"));
            for message in dated.filter_map(moment) {
                let early = (first.date - message.date).get_days();
                let what = if message.date > last.date {
                    format!("this message goes out on {}, after the event has ended on {}", message.date, last.date)
                } else if early > EARLY {
                    format!("this message goes out on {}, {early} days before the event", message.date)
                } else {
                    continue;
                };
                let span = message.pair.node.span;
                found
                    .at(Subject::Value(span), span, what)
                    .label(last.pair.node.span, "the event's day")
                    .help("correct one of the two")
                    .grade("message");
            }
        }
    }
}
