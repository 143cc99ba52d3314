//! What can stand where the cursor is: keys and values of the front matter by
//! its schemas, the weekday that fits a date, template tags of the site.

use super::post::Reading;
use crate::config::Settings;
use lsp_types::{CompletionItem, CompletionItemKind, Position};

/// Keys that posts of events have, where no schema says more.
const KEYS: &[&str] =
    &["title", "date", "description", "lang", "start", "end", "location", "image", "tags", "draft", "layout"];

/// The proposals at a position.
#[must_use]
pub fn complete(reading: &Reading, position: Position) -> Vec<CompletionItem> {
    let Some(understood) = &reading.understood else { return Vec::new() };
    let at = reading.offset(position);
    let (source, settings) = (reading.source(), &reading.resolved.settings);
    let line_start = source.line_span(source.line_of(at)).start();
    let before = source.text().get(line_start..at).unwrap_or("");
    if at < understood.doc.body.start() {
        return front_matter(before, settings);
    }
    if let Some(typed) = tag_before(before) {
        let tags = settings.tags.iter().filter(|tag| tag.starts_with(typed));
        return tags.map(|tag| item(tag.clone(), CompletionItemKind::FUNCTION)).collect();
    }
    let line = source.line_of(at);
    let names = crate::agenda::locale::by_code(understood.agenda.lang).map_or(&[][..], |locale| locale.weekday_names);
    let mut out: Vec<CompletionItem> = Vec::new();
    for mention in understood.agenda.dates.iter().filter(|mention| source.line_of(mention.span.start()) == line) {
        let Some(date) = mention.days.first().and_then(|day| day.date()) else { continue };
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        if let Some(name) = names.get(day)
            && !out.iter().any(|it| it.label == *name)
        {
            let mut it = item((*name).to_owned(), CompletionItemKind::VALUE);
            it.detail = Some(format!("the weekday of {date}"));
            out.push(it);
        }
    }
    out
}

fn item(label: String, kind: CompletionItemKind) -> CompletionItem {
    CompletionItem { label, kind: Some(kind), ..CompletionItem::default() }
}

/// The letters behind `{% ` or `{{< ` at the end of a line.
fn tag_before(before: &str) -> Option<&str> {
    let open = before.rfind("{%").map(|at| at + 2).max(before.rfind("{{<").map(|at| at + 3))?;
    let inside = before.get(open..)?.trim_start_matches('-').trim_start();
    inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).then_some(inside)
}

fn front_matter(before: &str, settings: &Settings) -> Vec<CompletionItem> {
    match before.split_once(':') {
        Some((key, value)) => {
            let typed = value.trim_start().trim_start_matches(['"', '\'']);
            let values = settings.schemas.iter().flat_map(|schema| schema.values(key.trim()));
            values
                .filter(|value| value.starts_with(typed))
                .map(|value| item(value, CompletionItemKind::ENUM_MEMBER))
                .collect()
        }
        None => {
            let mut keys: Vec<String> = settings.schemas.iter().flat_map(|schema| schema.keys()).collect();
            if keys.is_empty() {
                keys = KEYS.iter().map(|&key| key.to_owned()).collect();
            }
            let typed = before.trim_start();
            keys.retain(|key| key.starts_with(typed));
            keys.into_iter()
                .map(|key| {
                    let mut it = item(key.clone(), CompletionItemKind::PROPERTY);
                    it.insert_text = Some(format!("{key}: "));
                    it
                })
                .collect()
        }
    }
}
