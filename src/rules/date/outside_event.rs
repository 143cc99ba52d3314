//! Timed sessions on a day that the event is not announced for.

use super::words;
use crate::agenda::{Context, DateMention};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `date/outside-event`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutsideEvent {}

/// Farther away than this, in days, it is another event.
const NEAR: i32 = 10;

/// "Day 0", "pre-conference workshops", "the evening before": outside on purpose.
fn is_before_the_event(post: &Post<'_>, mention: &DateMention) -> bool {
    const SAYS: &[&str] = &[
        "day 0",
        "day zero",
        "tag 0",
        "jour 0",
        "día 0",
        "dia 0",
        "pre-",
        "pré-",
        "evening before",
        "veille",
        "vorabend",
    ];
    let line = post.source.line(post.source.line_of(mention.span.start())).to_lowercase();
    SAYS.iter().any(|word| line.contains(word))
}

impl PostRule for OutsideEvent {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        let mut announced: Vec<Date> = agenda.days.iter().filter_map(|day| day.date()).collect();
        announced.sort_unstable();
        announced.dedup();
        if announced.is_empty() || announced.len() > 14 || !agenda.days_are_announced {
            return;
        }
        let holding: Vec<(&DateMention, Date)> = agenda
            .dates
            .iter()
            .filter(|mention| mention.holds_sessions && matches!(mention.context, Context::Heading | Context::Cell))
            .filter(|mention| !mention.range && mention.days.len() == 1 && !is_before_the_event(post, mention))
            .filter_map(|mention| Some((mention, mention.days.first()?.date()?)))
            .collect();
        let (inside, outside): (Vec<_>, Vec<_>) = holding.into_iter().partition(|(_, date)| announced.contains(date));
        // Several days outside are a list of events; none inside, another event.
        let [(mention, date)] = outside.as_slice() else { return };
        if inside.is_empty() || inside.len() > 8 {
            return;
        }
        // The first day of several is often all that is announced.
        if let [start] = announced.as_slice()
            && (*date - *start).get_days() == 1
        {
            return;
        }
        let away = announced.iter().map(|day| (*day - *date).get_days().abs()).min().unwrap_or(i32::MAX);
        if away > NEAR {
            return;
        }
        let days = words::days(&announced);
        found
            .at(
                Subject::Date(mention.span),
                mention.span,
                format!("sessions stand on {}, but the event is announced for {days}", words::date(*date)),
            )
            .help("correct this day, or the announcement");
    }
}
