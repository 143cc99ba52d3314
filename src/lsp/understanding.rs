//! What was understood, shown in the editor: hover, symbols, hints, folding.

use super::post::OpenPost;
use crate::agenda::{Kind, Session, hhmm, zone};
use crate::catalogue;
use crate::document::BlockKind;
use crate::run::Configure;
use lsp_types::{
    DocumentLink, DocumentSymbol, FoldingRange, FoldingRangeKind, Hover, HoverContents, InlayHint, InlayHintLabel,
    MarkupContent, MarkupKind, Position, SymbolKind, Uri,
};
use std::str::FromStr;

/// What stands at a position: a finding's rule page, or how a time was read.
#[must_use]
pub fn hover(post: &OpenPost, position: Position, configure: &dyn Configure) -> Option<Hover> {
    let at = post.offset(position);
    let (_, understood) = post.understand(configure);
    let inside = |span: crate::source::Span| span.start() <= at && at <= span.end();
    let session = understood.agenda.sessions.iter().find(|session| inside(session.slot.span));
    let (value, span) = if let Some(session) = session {
        (read_as(session, understood.agenda.zone.as_ref()), session.slot.span)
    } else if let Some(date) = understood.agenda.dates.iter().find(|date| inside(date.span)) {
        let days: Vec<String> = date
            .days
            .iter()
            .map(|day| day.date().map_or_else(|| day.to_string(), |date| date.strftime("%a %-d %B %Y").to_string()))
            .collect();
        (days.join(if date.range { " – " } else { ", " }), date.span)
    } else {
        let found = post.found.iter().find(|it| inside(it.finding.span))?;
        let rule = catalogue::rules().get(found.rule)?;
        (rule.body().to_owned(), found.finding.span)
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: Some(post.range(span.start(), span.end())),
    })
}

/// `Wed 4 December 2024, 13:40–14:00, 20 min, CET`.
fn read_as(session: &Session, zone: Option<&crate::agenda::Zone>) -> String {
    let mut parts = Vec::new();
    match session.date {
        Some(day) => {
            parts.push(day.date().map_or_else(|| day.to_string(), |date| date.strftime("%a %-d %B %Y").to_string()));
        }
        None => parts.push("day unknown".to_owned()),
    }
    match session.end {
        Some(end) => {
            let written = if session.end_inferred { " (the next one's start)" } else { "" };
            parts.push(format!("{}–{}{written}", hhmm(session.start), hhmm(end)));
            parts.push(length(end - session.start));
        }
        None => parts.push(format!("{}, open end", hhmm(session.start))),
    }
    if let Some(zone) = session.zone.as_ref().or(zone) {
        let utc = session.date.and_then(crate::agenda::Day::date).and_then(|date| {
            let offset = zone::offset_on(&zone.meaning, date, session.start)?;
            Some(format!("{} = {} UTC", zone.text, hhmm(session.start - offset)))
        });
        parts.push(utc.unwrap_or_else(|| zone.text.clone()));
    }
    parts.join(", ")
}

fn length(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The agenda by day.
#[must_use]
pub fn symbols(post: &OpenPost, configure: &dyn Configure) -> Vec<DocumentSymbol> {
    let (_, understood) = post.understand(configure);
    let mut days: Vec<(String, Vec<DocumentSymbol>)> = Vec::new();
    for session in understood.agenda.sessions.iter().filter(|session| session.kind != Kind::Event) {
        let day = session.date.map_or_else(|| "programme".to_owned(), |day| day.to_string());
        let title = session.title.as_ref().map_or("", |title| title.text.as_str());
        let end = session.written_end().map(|end| format!("–{}", hhmm(end))).unwrap_or_default();
        let symbol = symbol(
            format!("{}{end} {title}", hhmm(session.start)).trim().to_owned(),
            SymbolKind::EVENT,
            post.range(session.span.start(), session.span.end()),
            post.range(session.slot.span.start(), session.slot.span.end()),
            None,
        );
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, list)) => list.push(symbol),
            None => days.push((day, vec![symbol])),
        }
    }
    days.into_iter()
        .filter_map(|(day, list)| {
            let range = lsp_types::Range::new(list.first()?.range.start, list.last()?.range.end);
            let head = list.first()?.selection_range;
            Some(symbol(day, SymbolKind::NAMESPACE, range, head, Some(list)))
        })
        .collect()
}

fn symbol(
    name: String,
    kind: SymbolKind,
    range: lsp_types::Range,
    selection_range: lsp_types::Range,
    children: Option<Vec<DocumentSymbol>>,
) -> DocumentSymbol {
    // The selection has to lie inside the range, or clients refuse the answer.
    let inside = range.start <= selection_range.start && selection_range.end <= range.end;
    #[allow(deprecated, reason = "the type still has the field")]
    DocumentSymbol {
        name,
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: if inside { selection_range } else { range },
        children,
    }
}

/// The web addresses of a post.
#[must_use]
pub fn links(post: &OpenPost, configure: &dyn Configure) -> Vec<DocumentLink> {
    let (source, understood) = post.understand(configure);
    understood
        .doc
        .judged_links(&source)
        .filter(|link| link.url.starts_with("http://") || link.url.starts_with("https://"))
        .filter_map(|link| {
            let target = Uri::from_str(&link.url).ok()?;
            let range = post.range(link.target.start(), link.target.end());
            Some(DocumentLink { range, target: Some(target), tooltip: None, data: None })
        })
        .collect()
}

/// The length of each session behind its time.
#[must_use]
pub fn hints(post: &OpenPost, range: lsp_types::Range, configure: &dyn Configure) -> Vec<InlayHint> {
    let (_, understood) = post.understand(configure);
    understood
        .agenda
        .sessions
        .iter()
        .filter_map(|session| {
            let minutes = session.written_end()? - session.start;
            let place = post.range(session.slot.span.end(), session.slot.span.end()).start;
            (minutes > 0 && range.start <= place && place <= range.end).then(|| InlayHint {
                position: place,
                label: InlayHintLabel::String(length(minutes)),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            })
        })
        .collect()
}

/// Front matter and tables fold.
#[must_use]
pub fn folding(post: &OpenPost, configure: &dyn Configure) -> Vec<FoldingRange> {
    let (_, understood) = post.understand(configure);
    let doc = &understood.doc;
    let tables = doc.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_))).map(|block| block.span);
    std::iter::once(doc.front_span)
        .chain(tables)
        .filter_map(|span| {
            let range = post.range(span.start(), span.end());
            (range.end.line > range.start.line).then(|| FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                kind: Some(FoldingRangeKind::Region),
                ..FoldingRange::default()
            })
        })
        .collect()
}
