//! A zone's abbreviation that is not in force on that date.

use crate::agenda::{Day, Origin, ZoneMeaning, hhmm, zone};
use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `time-zone/season`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Season {}

const NOON: i32 = 12 * 60;

/// Names of one zone in winter and in summer.
const PAIRS: &[(&str, &str)] = &[
    ("CET", "CEST"),
    ("MEZ", "MESZ"),
    ("WET", "WEST"),
    ("EET", "EEST"),
    ("GMT", "BST"),
    ("EST", "EDT"),
    ("CST", "CDT"),
    ("MST", "MDT"),
    ("PST", "PDT"),
    ("AKST", "AKDT"),
    ("AEST", "AEDT"),
    ("NZST", "NZDT"),
];

/// What a zone's name is called in the other season.
fn other_season(name: &str) -> Option<&'static str> {
    PAIRS.iter().find_map(|(winter, summer)| match name {
        name if name.eq_ignore_ascii_case(winter) => Some(*summer),
        name if name.eq_ignore_ascii_case(summer) => Some(*winter),
        _ => None,
    })
}

/// The zone that readers of the post know best: the site's own, or their language's.
fn own<'a>(post: &Post<'_>, zones: &'a [&'a str]) -> Option<&'a str> {
    let capital = match post.agenda.lang {
        "de" => "Europe/Berlin",
        "es" => "Europe/Madrid",
        "pl" => "Europe/Warsaw",
        _ => "",
    };
    let known = |name: &str| zones.iter().find(|zone| **zone == name).copied();
    post.settings.time_zone.as_deref().and_then(known).or_else(|| known(capital)).or_else(|| zones.first().copied())
}

impl PostRule for Season {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for mention in &post.agenda.zones {
            let ZoneMeaning::Seasonal { offset, zones, summer } = &mention.zone.meaning else { continue };
            let span = mention.zone.span;
            if zones.is_empty() || post.doc.is_hidden(span) {
                continue;
            }
            let dates: Vec<_> = mention.days.iter().filter_map(|day| day.date()).collect();
            let Some(date) = dates.first().copied() else { continue };
            // In force somewhere on one of the days: right.
            let fits =
                dates.iter().any(|date| zones.iter().any(|name| zone::zone_offset(name, *date, NOON) == Some(*offset)));
            let known = zones.iter().any(|name| zone::zone_offset(name, date, NOON).is_some());
            if fits || !known {
                continue;
            }
            let name = own(post, zones).unwrap_or("");
            let place = name.rsplit('/').next().unwrap_or("").replace('_', " ");
            let time = if *summer { "winter" } else { "summer" };
            let meant = other_season(&mention.zone.text).map_or_else(|| format!("the {time} time's name"), quote);
            found
                .at(
                    Subject::Text(span),
                    span,
                    format!(
                        "on {} {place} is on {time} time: \"{}\" is one hour off for anyone who converts it",
                        date.strftime("%-d %B %Y"),
                        mention.zone.text
                    ),
                )
                .help(format!("write {meant}, or just \"{place} time\""));
        }
        offsets(post, found);
    }
}

/// An offset in the front matter that the named zone of the post, or of the site, has in the other half of the year.
fn offsets(post: &Post<'_>, found: &mut Found) {
    let agenda = post.agenda;
    let named = match agenda.zone.as_ref().map(|zone| &zone.meaning) {
        Some(ZoneMeaning::Named(name)) => Some(name.as_str()),
        _ => post.settings.time_zone.as_deref(),
    };
    let Some(name) = named else { return };
    for session in agenda.sessions.iter().filter(|session| session.origin == Origin::FrontMatter) {
        let Some(written) = session.zone.as_ref() else { continue };
        let ZoneMeaning::Offset(offset) = written.meaning else { continue };
        let Some(date) = session.date.and_then(Day::date) else { continue };
        let Some(right) = zone::zone_offset(name, date, session.start).filter(|right| *right != offset) else {
            continue;
        };
        let other = date.checked_add(jiff::Span::new().months(6)).ok();
        // At +00:00 the time may well be meant as UTC.
        if offset == 0 || other.and_then(|other| zone::zone_offset(name, other, NOON)) != Some(offset) {
            continue;
        }
        let sign = if right < 0 { '-' } else { '+' };
        let right = format!("{sign}{}", hhmm(right.abs()));
        let day = date.strftime("%-d %B %Y");
        let place = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
        found
            .at(
                Subject::Text(written.span),
                written.span,
                format!(
                    "on {day} {place} is at {right}: with {} the event moves by an hour in calendars",
                    written.text
                ),
            )
            .help(format!("write {right}"));
    }
}
