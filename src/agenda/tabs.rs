//! Days that name what is folded away or stands in a tab: `{{< accordion title="Friday 5 June" >}}` and all up to
//! `{{< /accordion >}}`, `<TabItem label="Friday 5 June">` and all up to `</TabItem>`.

use super::date;
use super::reader::{Dated, Reader, Section};
use crate::document::{Document, HtmlTag, Tag, TagKind};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The level of the section that such a day opens: that of a bold line.
const LEVEL: u8 = 7;

/// The longest text that names a day, in bytes.
const LENGTH: usize = 80;

/// Keys of the text that is shown for what is folded away.
const KEYS: &[&str] = &["title", "label", "name", "header", "heading", "summary"];

/// Where a day begins to hold, or ends to.
pub(super) struct Tab {
    at: usize,
    /// The text that names the day; at an end none.
    day: Option<Span>,
}

impl Reader<'_> {
    /// Finds what opens and closes, the last one first.
    pub(super) fn find_tabs(&mut self) {
        let mut tabs = of_templates(self.doc);
        tabs.extend(of_components(self.doc));
        tabs.retain(|tab| tab.day.is_none_or(|day| self.named_day_of(day).is_some()));
        if tabs.iter().all(|tab| tab.day.is_none()) {
            return;
        }
        tabs.sort_by_key(|tab| std::cmp::Reverse(tab.at));
        self.tabs = tabs;
    }

    /// Opens and closes what stands before a byte.
    pub(super) fn tabs_before(&mut self, end: usize) {
        while let Some(tab) = self.tabs.pop_if(|tab| tab.at < end) {
            let kept = self.sections.iter().position(|section| section.level >= LEVEL).unwrap_or(self.sections.len());
            self.sections.truncate(kept);
            if let Some(Dated { day, told }) = tab.day.and_then(|day| self.named_day_of(day)) {
                self.sections.push(Section { level: LEVEL, days: vec![day], told, ..Section::default() });
            }
        }
    }

    /// The day that a text begins with: a date, or the weekday of an announced one.
    fn named_day_of(&self, span: Span) -> Option<Dated> {
        let text = self.source.slice(span);
        if text.len() > LENGTH {
            return None;
        }
        if let Some(read) = date::leading(text, &self.words) {
            return self.dated_by(&read);
        }
        let (weekday, _) = date::weekday_alone(text, &self.words).filter(|(_, at)| at.start == 0)?;
        self.hints.dated_weekday(weekday)
    }
}

/// Shortcodes and blocks that are closed again.
fn of_templates(doc: &Document<'_>) -> Vec<Tab> {
    fn closed(tag: &Tag) -> Option<&str> {
        tag.name.strip_prefix('/').or_else(|| tag.name.strip_prefix("end"))
    }
    let closers: BTreeSet<&str> = doc.tags.iter().filter_map(closed).collect();
    let mut tabs = Vec::new();
    let mut open: Option<&str> = None;
    for tag in doc.tags.iter().filter(|tag| tag.kind != TagKind::Output && !closers.is_empty()) {
        if open.is_some() && open == closed(tag) {
            open = None;
            tabs.push(Tab { at: tag.span.start(), day: None });
            continue;
        }
        let shown = |key: Option<&str>| key.is_none_or(|key| KEYS.contains(&key));
        let text = tag.arguments.iter().find(|argument| argument.quoted && shown(argument.key.as_deref()));
        if let Some(text) = text.filter(|_| !tag.self_closing && closers.contains(&*tag.name)) {
            open = Some(&tag.name);
            tabs.push(Tab { at: tag.span.start(), day: Some(text.value) });
        }
    }
    tabs
}

/// Components that are closed again.
fn of_components(doc: &Document<'_>) -> Vec<Tab> {
    // What HTML itself calls so is a hint.
    let is_component = |tag: &HtmlTag| matches!(tag.name, Cow::Owned(_));
    let mut tabs = Vec::new();
    if doc.attributes.is_empty() || !doc.html.iter().any(is_component) {
        return tabs;
    }
    let closers: BTreeSet<&str> = doc.html.iter().filter(|tag| tag.closing).map(|tag| &*tag.name).collect();
    let mut open = None;
    for tag in doc.html.iter().filter(|tag| !tag.self_closing) {
        if tag.closing {
            if open == Some(&*tag.name) {
                open = None;
                tabs.push(Tab { at: tag.span.start(), day: None });
            }
            continue;
        }
        let text = doc.attributes(tag).iter().find(|(key, _)| KEYS.contains(&&**key)).and_then(|(_, value)| *value);
        if let Some(text) = text.filter(|_| is_component(tag) && closers.contains(&*tag.name)) {
            open = Some(&*tag.name);
            tabs.push(Tab { at: tag.span.start(), day: Some(text) });
        }
    }
    tabs
}
