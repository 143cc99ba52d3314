//! A weekday that is not that date's.

use super::words;
use crate::agenda::{Context, DateMention, Day, WitnessFrom, YearFrom};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use crate::source::Span;
use jiff::civil::{Date, Weekday as Name};
use serde::{Deserialize, Serialize};

/// `date/weekday`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weekday {}

/// From so many dated headings on a page is a list of events, whose years are anybody's guess.
const MANY: usize = 20;

/// So near do dates have one year, in days.
const WEEK: i32 = 7;

impl PostRule for Weekday {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let dates = &post.agenda.dates;
        let headings = dates.iter().filter(|mention| matches!(mention.context, Context::Heading)).count();
        let odd = odd_one_out(dates);
        for mention in dates {
            let Some((weekday, _)) = mention.weekday else { continue };
            if post.doc.is_hidden(mention.span) {
                continue;
            }
            let told = mention.year > YearFrom::Publication && (headings < MANY || mention.year == YearFrom::Written)
                || odd == Some(mention.span);
            if let Some(number) = mention.bare_number {
                bare(post, mention, weekday, number, found);
            } else if let Some(date) = mention.days.first().and_then(|day| day.date()).filter(|_| told)
                && date.weekday() != weekday
                && !is_the_fields_fault(post, mention, weekday, date)
            {
                report(mention, weekday, date, found);
            }
        }
    }
}

/// The only date over a programme or in a table that does not fit the year of publication, among others of that week
/// that do: the year is theirs, too.
fn odd_one_out(dates: &[DateMention]) -> Option<Span> {
    let published = |mention: &&DateMention| {
        let heads = match mention.context {
            Context::Heading => mention.holds_sessions,
            context => context == Context::Cell,
        };
        heads && mention.year == YearFrom::Publication
    };
    let day = |mention: &DateMention| {
        let (weekday, date) = (mention.weekday?.0, mention.days.first()?.date()?);
        Some((mention.span, date, date.weekday() == weekday))
    };
    let (fitting, odd): (Vec<_>, Vec<_>) = dates.iter().filter(published).filter_map(day).partition(|(.., fits)| *fits);
    let [(span, date, _)] = *odd else { return None };
    let mut near: Vec<Date> = fitting.iter().map(|(_, other, _)| *other).collect();
    near.retain(|other| (*other - date).get_days().abs() <= WEEK);
    near.sort_unstable();
    near.dedup();
    (near.len() >= 2).then_some(span)
}

fn report(mention: &DateMention, weekday: Name, date: Date, found: &mut Found) {
    let near = [-1, 1].into_iter().find_map(|by| {
        let other = Date::new(date.year() + by, date.month(), date.day()).ok()?;
        (other.weekday() == weekday).then_some(other.year())
    });
    let mut message =
        format!("{} is a {}, not a {}", words::date(date), words::weekday(date.weekday()), words::weekday(weekday));
    if let Some(year) = near {
        message.push_str(&format!("; in {year} it is a {}", words::weekday(weekday)));
    }
    let finding = found.at(Subject::Date(mention.span), mention.span, message);
    match near {
        Some(_) => finding.help("correct the weekday or the year").grade("year"),
        None => finding.help("correct the weekday or the date"),
    };
}

/// The year came from a field that the dated file name contradicts, and the
/// weekday is right for the file name: then the field is what date/mismatch says.
fn is_the_fields_fault(post: &Post<'_>, mention: &DateMention, weekday: Name, date: Date) -> bool {
    mention.year == YearFrom::EventField
        && post.agenda.witnesses.iter().any(|witness| {
            witness.from == WitnessFrom::FileName
                && witness.days.iter().filter_map(|day| day.date()).any(|other| {
                    (other.month(), other.day()) == (date.month(), date.day()) && other.weekday() == weekday
                })
        })
}

/// "Monday 24th": only beside days of exactly one announced month, none of which has the number.
fn bare(post: &Post<'_>, mention: &DateMention, weekday: Name, number: i8, found: &mut Found) {
    let days = &post.agenda.days;
    let Some(first) = days.first().filter(|first| first.year.is_some()) else { return };
    let one_month = days.iter().all(|day| (day.year, day.month) == (first.year, first.month));
    if !one_month || days.iter().any(|day| day.day == number) {
        return;
    }
    let Some(date) = (Day { day: number, ..*first }).date() else { return };
    if date.weekday() == weekday {
        return;
    }
    let fits = days.iter().find(|day| day.date().is_some_and(|date| date.weekday() == weekday));
    let finding = found.at(
        Subject::Date(mention.span),
        mention.span,
        format!("{} is a {}, not a {}", words::date(date), words::weekday(date.weekday()), words::weekday(weekday)),
    );
    match fits {
        Some(day) => {
            finding.help(format!("the event is announced for {} {}", words::weekday(weekday), words::day(*day)))
        }
        None => finding.help("correct the weekday or the number"),
    };
}
