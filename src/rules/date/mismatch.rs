//! The event's day, told differently by the event's own fields, the file name and the body.
//!
//! Only slips are reported: the same day of another year, the same number in
//! another month, digits that changed places, two fields of one event that
//! differ. Everything else may be two different things on purpose.

use super::words;
use crate::agenda::{Context, DateMention, Witness, WitnessFrom, YearFrom};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `date/mismatch`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mismatch {}

impl PostRule for Mismatch {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if fields(post, found) || file_name(post, found) || title(post, found) {
            return;
        }
        body(post, found);
    }
}

fn days(witness: &Witness) -> impl Iterator<Item = Date> {
    witness.days.iter().filter_map(|day| day.date())
}

/// Two days of which one is the other mistyped.
fn is_slip(a: Date, b: Date) -> bool {
    if a == b {
        return false;
    }
    let other_year = (a.month(), a.day()) == (b.month(), b.day()) && (a.year() - b.year()).abs() <= 2;
    let other_month = (a.year(), a.day()) == (b.year(), b.day()) && (a.month() - b.month()).abs() <= 2;
    let exchanged = a.year() == b.year() && (a.month(), a.day()) == (b.day(), b.month());
    other_year || other_month || exchanged
}

/// Dates of the body whose year is written there.
fn body_dates<'a>(post: &'a Post<'_>) -> impl Iterator<Item = (&'a DateMention, Date)> {
    let written = post.agenda.dates_of_body().filter(|mention| mention.year == YearFrom::Written);
    written.filter_map(|mention| Some((mention, mention.days.first()?.date()?)))
}

/// `start` and `event_date` of one event that differ.
fn fields(post: &Post<'_>, found: &mut Found) -> bool {
    let fields = || post.agenda.witnesses.iter().filter(|witness| witness.from == WitnessFrom::EventField);
    if fields().all(is_range) {
        return false;
    }
    let ends = || fields().filter(|witness| is_range(witness)).flat_map(days);
    let (Some(first), Some(last)) = (ends().min(), ends().max()) else { return false };
    for witness in fields().filter(|witness| !is_range(witness)) {
        let Some(day) = days(witness).next() else { continue };
        // A zone can move the day by one.
        let near = |date: Date, by: i64| date.checked_add(jiff::Span::new().days(by)).unwrap_or(date);
        if day >= near(first, -1) && day <= near(last, 1) {
            continue;
        }
        let Some(start) = fields().find(|witness| is_range(witness)) else { continue };
        let outvoted = |date: Date| body_dates(post).any(|(_, other)| other == date) || file_day(post) == Some(date);
        let finding = found.at(
            Subject::Date(witness.span),
            witness.span,
            format!(
                "\"{}\" puts the event on {}, \"{}\" on {}",
                witness.name,
                words::date(day),
                start.name,
                words::date(first)
            ),
        );
        finding.label(start.span, "the other date");
        finding.help("correct one of the two");
        if !outvoted(first) && !outvoted(day) {
            finding.grade("one-witness");
        }
        return true;
    }
    false
}

/// Whether a field names an end of the event, not its day.
fn is_range(witness: &Witness) -> bool {
    let name = witness.name.as_bytes();
    let holds = |word: &str| name.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    holds("start") || holds("end") || holds("begin")
}

fn file_day(post: &Post<'_>) -> Option<Date> {
    let witness = post.agenda.witnesses.iter().find(|witness| witness.from == WitnessFrom::FileName)?;
    days(witness).next()
}

/// The event's field and a dated file name.
fn file_name(post: &Post<'_>, found: &mut Found) -> bool {
    let Some(file) = file_day(post) else { return false };
    let name = post
        .agenda
        .witnesses
        .iter()
        .find(|witness| witness.from == WitnessFrom::FileName)
        .map_or("", |witness| witness.name.as_str());
    let field = post.agenda.witnesses.iter().find(|witness| witness.from == WitnessFrom::EventField);
    let Some((field, day)) = field.and_then(|field| Some((field, days(field).next()?))) else { return false };
    let agrees = |date: Date| {
        post.agenda.dates_of_body().any(|mention| {
            mention.days.iter().any(|day| {
                (day.month, day.day) == (date.month(), date.day())
                    && day.year.is_none_or(|year| year == date.year() || mention.year != YearFrom::Written)
            }) && mention.weekday.is_none_or(|(weekday, _)| date.weekday() == weekday)
        })
    };
    let same_day = (file.month(), file.day()) == (day.month(), day.day());
    let weekday_says = post.agenda.dates_of_body().any(|mention| {
        mention.weekday.is_some_and(|(weekday, _)| weekday == file.weekday() && weekday != day.weekday())
            && mention.days.iter().any(|other| (other.month, other.day) == (file.month(), file.day()))
    });
    let body_has_field = !same_day && agrees(day);
    let outvoted = if same_day {
        weekday_says || body_dates(post).any(|(_, date)| date == file)
    } else {
        agrees(file) && !body_has_field
    };
    let slip = is_slip(file, day);
    if file == day || body_has_field || !(slip || outvoted && (file - day).get_days().abs() <= 366) {
        return false;
    }
    // Without a third witness only the year is a slip that no author makes on purpose.
    if !outvoted && !same_day {
        return false;
    }
    let finding = found.at(
        Subject::Date(field.span),
        field.span,
        format!("\"{}\" puts the event on {}, {name} on {}", field.name, words::date(day), words::date(file)),
    );
    finding.help(format!("correct {}, or rename the file", field.name));
    if !outvoted {
        finding.grade("one-witness");
    }
    true
}

/// How long before its event a page is put up at most, in days.
const AHEAD: i32 = 300;

/// A title with the day of another year, where the page is put up shortly before the day that the body names.
fn title(post: &Post<'_>, found: &mut Found) -> bool {
    let day_of = |from: WitnessFrom| {
        let witness = post.agenda.witnesses.iter().find(|witness| witness.from == from)?;
        Some((witness.span, days(witness).next()?))
    };
    let Some((span, day)) = day_of(WitnessFrom::Title) else { return false };
    let Some((_, put_up)) = day_of(WitnessFrom::DateField) else { return false };
    let is_ahead = |date: Date| (0..=AHEAD).contains(&(date - put_up).get_days());
    if is_ahead(day) || body_dates(post).any(|(_, date)| date == day) {
        return false;
    }
    let slip = body_dates(post).find(|(mention, date)| {
        let fits = mention.weekday.is_none_or(|(weekday, _)| date.weekday() == weekday);
        (date.month(), date.day()) == (day.month(), day.day()) && is_ahead(*date) && fits
    });
    let Some((other, date)) = slip else { return false };
    let message = format!("the title says {}, the text {}", words::date(day), words::date(date));
    let finding = found.at(Subject::Date(span), span, message);
    finding.label(other.span, "the other date").help("correct the year in the title").grade("one-witness");
    true
}

/// The event's field, or the page's `date`, and a date of the body: the same day of another year.
fn body(post: &Post<'_>, found: &mut Found) {
    let field = post
        .agenda
        .witnesses
        .iter()
        .find(|witness| matches!(witness.from, WitnessFrom::EventField | WitnessFrom::DateField));
    let Some((field, day)) = field.and_then(|field| Some((field, days(field).next()?))) else { return };
    let others = || body_dates(post);
    if others().any(|(_, date)| date == day) || others().count() > 6 {
        return;
    }
    let own = field.from == WitnessFrom::EventField;
    let slip = others().find(|(mention, date)| {
        let same = (date.month(), date.day()) == (day.month(), day.day()) && date.year() != day.year();
        let near = (date.year() - day.year()).abs() == 1;
        let announced = matches!(mention.context, Context::Title | Context::Heading | Context::Opening) || own;
        same && near && announced
    });
    let Some((mention, date)) = slip else { return };
    let finding = found.at(
        Subject::Date(mention.span),
        mention.span,
        format!("the text says {}, \"{}\" in the front matter {}", words::date(date), field.name, words::date(day)),
    );
    finding.label(field.span, "the other date");
    finding.help("correct the year of one of the two").grade("one-witness");
}
