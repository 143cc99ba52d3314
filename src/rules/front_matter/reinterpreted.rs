//! An unquoted value that the site's YAML reader turns into something else.
//!
//! What becomes of a text depends on the reader; each generator has its own.

use super::keys;
use crate::config::Generator;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::front::{Language, Pair, Value};
use crate::rules::post::Field;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/reinterpreted`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reinterpreted {}

/// How a generator's reader takes unquoted scalars.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// js-yaml 3 behind gray-matter 4: Eleventy up to 3.1, Docusaurus.
    Js3,
    /// js-yaml 4: Astro.
    Js4,
    /// Psych: Jekyll.
    Ruby,
    /// go-yaml 3: Hugo.
    Go,
    /// Nobody knows.
    Unknown,
}

fn dialect(generator: Generator) -> Option<Dialect> {
    match generator {
        Generator::Eleventy | Generator::Docusaurus => Some(Dialect::Js3),
        Generator::Astro => Some(Dialect::Js4),
        Generator::Jekyll => Some(Dialect::Ruby),
        Generator::Hugo => Some(Dialect::Go),
        Generator::Unknown => Some(Dialect::Unknown),
        Generator::Zola | Generator::Quarto | Generator::Pelican | Generator::Plain => None,
    }
}

impl PostRule for Reinterpreted {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let Some(dialect) = dialect(post.settings.generator) else { return };
        if post.doc.front.language() != Some(Language::Yaml) {
            return;
        }
        for Field { pair, .. } in post.fields() {
            let Value::Scalar { text, plain: true, block: false } = &pair.node.value else { continue };
            let Some(becomes) = becomes(text, pair, dialect) else { continue };
            let span = pair.node.span;
            let finding = found.at(Subject::Value(span), span, format!("the site reads {text} as {becomes}"));
            finding.help("put it in quotation marks");
            if post.text(span) == text {
                let edit = Edit { span, text: format!("\"{text}\"") };
                finding.fix(Safety::Unsafe, Intent::Rewrites, "put it in quotation marks", vec![edit]);
            }
        }
    }
}

fn becomes(text: &str, pair: &Pair, dialect: Dialect) -> Option<String> {
    if text.len() > 32 || !text.is_ascii() {
        return None;
    }
    minutes(text, dialect)
        .or_else(|| zeros(text, dialect))
        .or_else(|| truth(text, pair, dialect))
        .or_else(|| universal(text, pair, dialect))
}

/// `10:30` in base sixty (YAML 1.1).
fn minutes(text: &str, dialect: Dialect) -> Option<String> {
    if !matches!(dialect, Dialect::Js3 | Dialect::Ruby) || text.starts_with('0') && dialect == Dialect::Js3 {
        return None;
    }
    let parts: Vec<&str> = text.split(':').collect();
    let digits =
        parts.iter().all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    if !digits || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if numbers.iter().skip(1).any(|number| *number > 59) {
        return None;
    }
    match dialect {
        Dialect::Js3 => Some(format!("the number {}", numbers.iter().fold(0, |sum, number| sum * 60 + number))),
        _ => Some("a number of seconds".to_owned()),
    }
}

/// `04007` in base eight, or without its zero.
fn zeros(text: &str, dialect: Dialect) -> Option<String> {
    let digits = text.strip_prefix('0')?;
    if digits.len() < 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let octal = u64::from_str_radix(digits, 8).ok();
    let decimal: u64 = digits.parse().ok()?;
    match (dialect, octal) {
        (Dialect::Unknown, Some(octal)) if octal != decimal => {
            Some(format!("the number {octal} or {decimal}, by its kind"))
        }
        (Dialect::Js3 | Dialect::Ruby | Dialect::Go, Some(octal)) => Some(format!("the number {octal}")),
        (Dialect::Js4 | Dialect::Go, _) => Some(format!("the number {decimal}")),
        (Dialect::Js3 | Dialect::Ruby | Dialect::Unknown, _) => None,
    }
}

/// `no` as false, where a word was meant.
fn truth(text: &str, pair: &Pair, dialect: Dialect) -> Option<String> {
    const WORDS: &[&str] = &["lang", "language", "locale", "country", "title", "name", "city", "answer", "region"];
    if dialect != Dialect::Ruby {
        return None;
    }
    let truth = match text {
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => "\"false\"",
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => "\"true\"",
        _ => return None,
    };
    let word = keys::Words::of(&pair.key).iter().next_back().is_some_and(|word| WORDS.contains(&word));
    word.then(|| truth.to_owned())
}

/// A local time with seconds, taken as UTC. Only for the event's own times:
/// when a page was published to the hour is nobody's concern.
fn universal(text: &str, pair: &Pair, dialect: Dialect) -> Option<String> {
    if !matches!(dialect, Dialect::Js3 | Dialect::Js4) {
        return None;
    }
    let bytes = text.as_bytes();
    let shape = bytes.len() == 19 && matches!(bytes[10], b'T' | b't' | b' ');
    if !shape || text.get(11..).is_none_or(|clock| clock == "00:00:00") {
        return None;
    }
    if !keys::Words::of(&pair.key).has_any(&["start", "end", "event", "starts", "ends"]) {
        return None;
    }
    let clock = text.get(11..16)?;
    text.replace(' ', "T").parse::<jiff::civil::DateTime>().ok()?;
    Some(format!("{clock} UTC, not as {clock} at the event's place"))
}
