//! An end before its start, a deadline behind the event.

use super::keys;
use crate::diagnostic::{Found, Subject};
use crate::document::front::{Node, Pair, Value};
use crate::rules::post::Field;
use crate::rules::{Post, PostRule};
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// `front-matter/date-order`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateOrder {}

/// A message so long before its event is dated wrongly, in days.
const EARLY: i32 = 300;

/// A moment of the front matter, with its place.
#[derive(Clone)]
struct Moment<'a> {
    pair: &'a Pair,
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
        self.tail.get(..clock)?.parse().ok()
    }

    fn datetime(&self) -> DateTime {
        self.date.to_datetime(self.time().unwrap_or(Time::MIN))
    }
}

impl PostRule for DateOrder {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let Some(root) = post.doc.front.readable() else { return };
        pairs(root, found);
        let first = event_start(root);
        let last = first.clone().map(|first| event_end(root, first));
        if let Some(last) = &last {
            deadlines(post, last, found);
        }
        if let (Some(first), Some(last)) = (&first, &last) {
            messages(root, first, last, found);
        }
    }
}

/// An ISO date, with its time if one follows. A zone is left out: both ends of
/// an event have the same.
fn moment(pair: &Pair) -> Option<Moment<'_>> {
    let text = pair.node.text()?.trim_start();
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

/// Whether a key may hold a word for a start, at a glance.
fn may_start(key: &str) -> bool {
    let begins = |four: &[u8]| [b"star", b"begi", b"from"].iter().any(|word| four.eq_ignore_ascii_case(*word));
    key.as_bytes().windows(4).any(begins)
}

/// Which side of a pair a key is, and what it has beside that.
fn side(key: &str) -> Option<(bool, String)> {
    let words = keys::Words::of(key);
    let start = |word: &str| matches!(word, "start" | "starts" | "begin" | "begins" | "from");
    let end = |word: &str| matches!(word, "end" | "ends" | "finish" | "to");
    let (starts, ends) = (words.iter().any(start), words.iter().any(end));
    let rest = || words.iter().filter(|word| !start(word) && !end(word)).flat_map(|word| [word, " "]).collect();
    (starts != ends).then(|| (starts, rest()))
}

fn pairs(node: &Node, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| pairs(item, found)),
        Value::Map(all) => {
            for end in all {
                pairs(&end.node, found);
                let Some(end) = moment(end) else { continue };
                let Some((false, rest)) = side(&end.pair.key) else { continue };
                let fits = |pair: &&Pair| {
                    may_start(&pair.key) && side(&pair.key).is_some_and(|(starts, own)| starts && own == rest)
                };
                let start = all.iter().find(fits);
                let Some(start) = start.and_then(moment) else { continue };
                let both_timed = || start.time().is_some() && end.time().is_some();
                if end.date < start.date || both_timed() && end.datetime() < start.datetime() {
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

/// The event's own fields: at the top, or in an `event` map.
fn own(root: &Node) -> impl Iterator<Item = &Pair> {
    let nested = root.pairs().iter().filter(|pair| pair.key.eq_ignore_ascii_case("event"));
    root.pairs().iter().chain(nested.flat_map(|pair| pair.node.pairs()))
}

fn event_start(root: &Node) -> Option<Moment<'_>> {
    own(root).filter_map(moment).find(|moment| matches!(side(&moment.pair.key), Some((true, _))))
}

/// The last day of the event: its end, or its start when no end is named.
fn event_end<'a>(root: &'a Node, start: Moment<'a>) -> Moment<'a> {
    let end = own(root)
        .filter_map(moment)
        .filter(|moment| matches!(side(&moment.pair.key), Some((false, _))))
        .max_by_key(Moment::datetime);
    end.filter(|end| end.date >= start.date).unwrap_or(start)
}

fn deadlines(post: &Post<'_>, last: &Moment<'_>, found: &mut Found) {
    for Field { pair, above, in_list } in post.fields() {
        let Some(deadline) = moment(pair).filter(|moment| moment.date > last.date) else { continue };
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
    for list in root.pairs().iter().filter(|pair| matches!(pair.key.as_str(), "social" | "messages" | "posts")) {
        for item in list.node.items() {
            let dated = item.pairs().iter().filter(|pair| matches!(pair.key.as_str(), "time" | "date" | "at" | "when"));
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
