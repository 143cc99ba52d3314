//! Link texts that promise another address, issue or day than the link has.

use super::target::{Web, decode, is_at, parts, web};
use crate::agenda::DateMention;
use crate::diagnostic::{Found, Subject};
use crate::document::Link;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::trim;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `link/text-mismatch`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextMismatch {}

impl PostRule for TextMismatch {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for target in post.targets().iter().filter(|target| target.is_written() && !target.link.image) {
            let link = target.link;
            let (Some((text, span)), Some(target)) = (&link.text, &target.web) else { continue };
            let text = trim(text);
            // Most texts are plain words, which promise no number and no day.
            let is_odd = |byte: u8| byte.is_ascii_digit() || !byte.is_ascii();
            let may_number = || post.text(*span).bytes().fold(false, |any, byte| any | is_odd(byte));
            let numbers = || number(text, target).or_else(|| date(post, link, target));
            let message = address(text, target)
                .or_else(|| if may_number() { numbers() } else { None })
                .or_else(|| converter(post, link, target));
            if let Some(message) = message {
                found
                    .at(Subject::Target(link.target), *span, message)
                    .label(link.target, "the address")
                    .help("correct the text or the address");
            }
        }
    }
}

/// The text is itself an address, and another one.
fn address(text: &str, target: &Web<'_>) -> Option<String> {
    if memchr::memchr(b'/', text.as_bytes()).is_none() && !text.starts_with("www.") {
        return None;
    }
    if text.contains(char::is_whitespace) || text.contains(['…', '\u{fffc}']) || text.contains("...") {
        return None;
    }
    let shown = match web(text) {
        Some(shown) => shown,
        None if text.starts_with("www.") => parts(text),
        None => {
            let (host, path) = text.split_once('/')?;
            let named = host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !path.is_empty();
            let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
            (named && plain && host.rsplit('.').next()?.len() > 1).then(|| parts(text))?
        }
    };
    if shown == *target {
        return None;
    }
    let differ = || format!("the text shows {}, but the link leads to another address", quote(text));
    let (a, b) = (host(shown.host), host(target.host));
    if a != b {
        // One in front of the other is a sub-domain; nothing alike is an alias or a redirect.
        let within = a.ends_with(&format!(".{b}")) || b.ends_with(&format!(".{a}"));
        let near = strsim::osa_distance(&a, &b) <= 2 && a.len() > 5;
        let same = path(shown.path) == path(target.path) && path(shown.path).len() > 1;
        return (!within && (near || (same && !is_mirror(&a, &b)))).then(differ);
    }
    let (shown_path, target_path) = (path(shown.path), path(target.path));
    let is_part = {
        let mut rest = target_path.iter();
        shown_path.iter().all(|part| rest.any(|other| other.eq_ignore_ascii_case(part)))
    };
    if shown_path.is_empty() || is_part {
        return None;
    }
    Some(differ())
}

fn host(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.split(':').next().unwrap_or(host).trim_end_matches('.').to_owned()
}

fn path(path: &str) -> Vec<String> {
    decode(path).split('/').filter(|part| !part.is_empty() && !part.starts_with("index.")).map(str::to_owned).collect()
}

/// Hosts that serve one place under two names.
fn is_mirror(a: &str, b: &str) -> bool {
    [("twitter.com", "x.com"), ("youtu.be", "youtube.com"), ("t.me", "telegram.me")]
        .iter()
        .any(|(one, other)| (a == *one && b == *other) || (a == *other && b == *one))
        || a.rsplit('.').nth(1) == b.rsplit('.').nth(1)
}

/// `team/project/123`: the number at the end of a path that is the whole text.
fn named_number(text: &str) -> Option<&str> {
    let text = text.trim();
    let (path, number) = text.rsplit_once('/')?;
    let plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, ':' | '.'));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && digits && path.chars().any(char::is_alphabetic)).then_some(number)
}

/// `#123` in the text, another number in the address.
fn number(text: &str, target: &Web<'_>) -> Option<String> {
    if memchr::memchr(b'#', text.as_bytes()).is_none() && !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut numbers = text.match_indices('#').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let whole = !rest.get(digits..)?.starts_with(char::is_alphanumeric);
        let free = !text.get(..at)?.ends_with(char::is_alphanumeric) || text.get(..at)?.contains('/');
        (digits > 0 && whole && free).then(|| rest.get(..digits))?
    });
    let (shown, more) = (numbers.next(), numbers.next());
    let (Some(shown), None) = (shown.or_else(|| named_number(text)), more) else { return None };
    let mut steps = target.path.split('/');
    steps.find(|step| matches!(*step, "issues" | "pull" | "pulls" | "merge_requests" | "discussions"))?;
    let linked = steps.next().filter(|step| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()))?;
    (linked != shown).then(|| format!("the text says #{shown}, the address #{linked}"))
}

/// A full date in the text, another one in the address.
fn date(post: &Post<'_>, link: &Link, target: &Web<'_>) -> Option<String> {
    let (_, span) = link.text.as_ref()?;
    let mut shown: Vec<Date> = dates(post.text(*span));
    let written = !shown.is_empty();
    shown.extend(post.agenda.dates.iter().filter(|mention| span.contains(mention.span)).filter_map(single));
    shown.dedup();
    let [shown] = shown.as_slice() else { return None };
    let mut linked = dates(target.path);
    let (Some(linked), None) = (linked.pop(), linked.pop()) else { return None };
    // The year of "5 Feb" comes from elsewhere.
    let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let alike = || (shown.month(), shown.day()) == (linked.month(), linked.day());
    let guessed = || !written && !has_year(post.text(*span));
    (*shown != linked && !(alike() && guessed())).then(|| format!("the text says {shown}, the address {linked}"))
}

/// The site that counts in the event's own zone; elsewhere a day may lie between.
const ZONED: &str = "arewemeetingyet.com";

/// A page that converts times, for another day than the heading above.
fn converter(post: &Post<'_>, link: &Link, target: &Web<'_>) -> Option<String> {
    let known = [ZONED, "timeanddate.com", "everytimezone.com", "worldtimebuddy.com"];
    // All end with an "m", unless with a port or a full stop.
    if target.host.ends_with(|c: char| c.is_ascii_alphabetic() && !c.eq_ignore_ascii_case(&'m')) {
        return None;
    }
    let port = target.host.bytes().position(|byte| byte == b':').unwrap_or(target.host.len());
    let host = target.host[..port].trim_end_matches('.');
    if !known.iter().any(|site| is_at(host, site)) {
        return None;
    }
    let whole = format!("{}?{}", target.path, target.query.unwrap_or(""));
    let mut linked = dates(&whole);
    let (Some(linked), None) = (linked.pop(), linked.pop()) else { return None };
    let heading = post
        .doc
        .headings()
        .map(|(id, _)| id)
        .take_while(|&id| post.doc.blocks.get(id).is_some_and(|block| block.span.start() < link.span.start()));
    let span = post.doc.blocks.get(heading.last()?)?.span;
    let mut days = post.agenda.dates.iter().filter(|mention| span.contains(mention.span)).filter_map(single);
    let (Some(day), None) = (days.next(), days.next()) else { return None };
    let slack = i32::from(!is_at(host, ZONED));
    let apart = day.until(linked).map_or(0, |apart| apart.get_days().abs());
    (apart > slack).then(|| format!("the link converts times of {linked}, but the heading above says {day}"))
}

/// The day of a mention that names just one, its year included.
fn single(mention: &DateMention) -> Option<Date> {
    match mention.days.as_slice() {
        [day] => day.date(),
        _ => None,
    }
}

/// The full dates of an address or text: `2024-5-30`, `2024/05/30`, `20240530`, `30.05.2024`.
fn dates(text: &str) -> Vec<Date> {
    let is_year = |at: usize| matches!(text.as_bytes()[at..], [b'1', b'9', b'9', _, ..] | [b'2', b'0', _, _, ..]);
    if !memchr::memchr2_iter(b'1', b'2', text.as_bytes()).any(is_year) {
        return Vec::new();
    }
    let mut out: Vec<Date> = Vec::new();
    let mut numbers: Vec<(&str, usize, usize)> = Vec::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    while from < bytes.len() {
        let digits = bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
        if digits > 0 {
            numbers.push((text.get(from..from + digits).unwrap_or(""), from, from + digits));
        }
        from += digits.max(1);
    }
    let make = |year: &str, month: &str, day: &str| {
        let year: i16 = year.parse().ok().filter(|year| (1990..2100).contains(year))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    for (number, ..) in numbers.iter().filter(|(number, ..)| number.len() == 8) {
        out.extend(number.get(..4).zip(number.get(4..6)).zip(number.get(6..)).and_then(|((y, m), d)| make(y, m, d)));
    }
    for window in numbers.windows(3) {
        let [(a, _, a_end), (b, b_start, b_end), (c, c_start, _)] = window else { continue };
        let between = (text.get(*a_end..*b_start).unwrap_or(""), text.get(*b_end..*c_start).unwrap_or(""));
        if between.0 != between.1 {
            continue;
        }
        let short = |number: &str| number.len() <= 2;
        if matches!(between.0, "-" | "/" | "_" | ".") && a.len() == 4 && short(b) && short(c) {
            out.extend(make(a, b, c));
        } else if between.0 == "." && short(a) && short(b) && c.len() == 4 {
            out.extend(make(c, b, a));
        }
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(text: &str, url: &str) -> bool {
        web(url).is_some_and(|target| address(text, &target).or_else(|| number(text, &target)).is_some())
    }

    #[test]
    fn a_text_that_shows_another_address_is_seen() {
        assert!(differs("https://a.org/talks/pandoc2", "https://a.org/talks/pandoc"));
        assert!(differs("www.meetup.org", "https://www.metup.org"));
        assert!(differs("Fix (#123)", "https://github.com/a/b/issues/125"));
    }

    #[test]
    fn prettified_addresses_and_names_are_left_alone() {
        for (text, url) in [
            ("quay.io/coreos/clair", "https://quay.io/repository/coreos/clair"),
            ("linuxmuster.net", "https://a.org/talk"),
            ("https://a.org", "https://a.org/fr/"),
            ("https://coc.a.org", "https://github.com/a/coc"),
            ("http://www.a.org/x/", "https://a.org/x?utm_source=b"),
            ("https://a.org/very/long/…", "https://a.org/very/long/path"),
            ("and/or", "https://a.org"),
            ("#123", "https://github.com/a/b/issues/123"),
            ("Talk #2", "https://github.com/a/b"),
        ] {
            assert!(!differs(text, url), "{text} {url}");
        }
        assert_eq!(dates("/x/2024-5-30/09:00").len(), 1);
        assert_eq!(dates("06.11.2018").len(), 1);
        assert_eq!(dates("1.2.3").len(), 0);
    }
}
