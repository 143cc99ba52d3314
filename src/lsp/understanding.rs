//! What was understood, shown in the editor: hover, symbols, hints, folding.

use super::client::Wishes;
use super::post::Reading;
use crate::agenda::{Day, Kind, Minutes, Session, hhmm, zone};
use crate::catalogue;
use crate::document::BlockKind;
use crate::shown;
use crate::source::{Source, Span};
use lsp_types::{
    DocumentLink, DocumentSymbol, FoldingRange, FoldingRangeKind, Hover, HoverContents, InlayHint, InlayHintLabel,
    MarkupContent, MarkupKind, Position, SymbolKind, Uri,
};
use std::collections::HashMap;
use std::str::FromStr;

/// What stands at a position: how a time or date was read, or a rule's page.
#[must_use]
pub fn hover(reading: &Reading, position: Position) -> Option<Hover> {
    let at = reading.offset(position);
    let agenda = reading.agenda()?;
    let inside = |span: Span| span.start() <= at && at <= span.end();
    let session = agenda.sessions.iter().find(|session| inside(session.slot.span));
    let (value, span) = if let Some(session) = session {
        (read_as(session, agenda.zone.as_ref()), session.slot.span)
    } else if let Some(date) = agenda.dates.iter().find(|date| inside(date.span)) {
        let days: Vec<String> = date
            .days
            .iter()
            .map(|day| day.date().map_or_else(|| day.to_string(), |date| date.strftime("%a %-d %B %Y").to_string()))
            .collect();
        (days.join(if date.range { " – " } else { ", " }), date.span)
    } else if let Some((rule, span)) = rule_at(reading.source(), at) {
        (rule.body().to_owned(), span)
    } else {
        let found = reading.found().iter().find(|it| inside(it.finding.span))?;
        let rule = catalogue::rules().get(found.rule)?;
        (rule.body().to_owned(), found.finding.span)
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
        range: Some(reading.range_of(span)),
    })
}

/// The rule whose id is written at a place, as suppressions do.
fn rule_at(source: &Source, at: usize) -> Option<(&'static catalogue::Manifest, Span)> {
    let text = source.text();
    let is_id = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '/');
    let start = text.get(..at)?.trim_end_matches(is_id).len();
    let end = at + text.get(at..)?.find(|c| !is_id(c)).unwrap_or(text.len() - at);
    let rule = catalogue::find(text.get(start..end)?)?;
    Some((catalogue::rules().get(rule)?, source.span(start, end)?))
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
        parts.push(shown::line(utc.as_ref().unwrap_or(&zone.text)));
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
pub fn symbols(reading: &Reading) -> Vec<DocumentSymbol> {
    let sessions = reading.agenda().map_or(&[][..], |agenda| &agenda.sessions);
    let mut days: Vec<(String, Vec<DocumentSymbol>)> = Vec::new();
    for session in sessions.iter().filter(|session| session.kind != Kind::Event) {
        let day = session.date.map_or_else(|| "programme".to_owned(), |day| day.to_string());
        let title = session.title.as_ref().map_or("", |title| title.text.as_str());
        let end = session.written_end().map(|end| format!("–{}", hhmm(end))).unwrap_or_default();
        let symbol = symbol(
            shown::line(format!("{}{end} {title}", hhmm(session.start)).trim()),
            SymbolKind::EVENT,
            reading.range_of(session.span),
            reading.range_of(session.slot.span),
            None,
        );
        match days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, list)) => list.push(symbol),
            None => days.push((day, vec![symbol])),
        }
    }
    days.into_iter()
        .filter_map(|(day, list)| {
            // A window announces the sessions behind it, and may end before or behind them.
            let end = list.iter().map(|it| it.range.end).max()?;
            let range = lsp_types::Range::new(list.first()?.range.start, end);
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
pub fn links(reading: &Reading) -> Vec<DocumentLink> {
    let Some(understood) = &reading.understood else { return Vec::new() };
    understood
        .doc
        .judged_links(reading.source())
        .filter(|link| link.url.starts_with("http://") || link.url.starts_with("https://"))
        .filter_map(|link| {
            let target = Uri::from_str(&link.url).ok()?;
            Some(DocumentLink { range: reading.range_of(link.target), target: Some(target), tooltip: None, data: None })
        })
        .collect()
}

/// The length of each session behind its time, and the gap to the one before it in its line.
#[must_use]
pub fn hints(reading: &Reading, range: lsp_types::Range, wishes: Wishes) -> Vec<InlayHint> {
    let sessions = reading.agenda().map_or(&[][..], |agenda| &agenda.sessions);
    let mut ends: HashMap<(usize, Option<Day>, Option<&str>), Minutes> = HashMap::new();
    let mut out = Vec::new();
    for session in sessions.iter().filter(|session| matches!(session.kind, Kind::Session | Kind::Break)) {
        let room = session.room.as_ref().map(|room| room.text.as_str());
        let line = (session.place, session.date, room);
        let gap = ends.get(&line).map(|end| session.start - end).filter(|gap| *gap > 0 && wishes.gaps);
        let written = session.written_end();
        if let Some(end) = written {
            ends.insert(line, end);
        }
        let minutes = written.map(|end| end - session.start).filter(|minutes| *minutes > 0 && wishes.lengths);
        let label = match (minutes, gap) {
            (Some(minutes), Some(gap)) => format!("{}, {} after the one before", length(minutes), length(gap)),
            (Some(minutes), None) => length(minutes),
            (None, Some(gap)) => format!("{} after the one before", length(gap)),
            (None, None) => continue,
        };
        let place = reading.range_of(session.slot.span.tail()).start;
        if range.start <= place && place <= range.end {
            out.push(InlayHint {
                position: place,
                label: InlayHintLabel::String(label),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            });
        }
    }
    out
}

/// Front matter and tables fold.
#[must_use]
pub fn folding(reading: &Reading) -> Vec<FoldingRange> {
    let Some(understood) = &reading.understood else { return Vec::new() };
    let doc = &understood.doc;
    let tables = doc.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_))).map(|block| block.span);
    std::iter::once(doc.front_span)
        .chain(tables)
        .filter_map(|span| {
            let range = reading.range_of(reading.source().trim(span));
            (range.end.line > range.start.line).then(|| FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                kind: Some(FoldingRangeKind::Region),
                ..FoldingRange::default()
            })
        })
        .collect()
}
