//! From our findings to the protocol's.

use super::post::Reading;
use crate::catalogue;
use crate::diagnostic::located::LocatedLabel;
use crate::diagnostic::{Diagnostic, Severity};
use crate::shown;
use crate::source::Span;
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Uri,
};
use std::str::FromStr;

/// Where a place of another post is, by the post's index in the judgement.
pub type Elsewhere<'a> = dyn Fn(usize, Span) -> Option<Location> + 'a;

/// All findings of a post as the protocol shows them, each other place that
/// they speak of marked, too: most editors underline only a finding's own
/// place, and whoever looks at the other row would see nothing.
#[must_use]
pub fn all(reading: &Reading, elsewhere: &Elsewhere<'_>) -> Vec<lsp_types::Diagnostic> {
    let mut out: Vec<lsp_types::Diagnostic> = Vec::new();
    for it in reading.found() {
        let shown = diagnostic(reading, it, elsewhere);
        let others: Vec<_> = it
            .labels
            .iter()
            .filter(|label| is_far(it, label))
            .map(|label| other_place(reading, &shown, label))
            .collect();
        out.push(shown);
        out.extend(others);
    }
    out
}

/// Whether a label stands on another line of the same post.
fn is_far(it: &Diagnostic, label: &LocatedLabel) -> bool {
    label.file.is_none() && label.at.start.line != it.at.start.line
}

/// The mark at another place of a finding: a hint, that leads back to it.
fn other_place(reading: &Reading, shown: &lsp_types::Diagnostic, label: &LocatedLabel) -> lsp_types::Diagnostic {
    let (first, _) = shown.message.split_once('\n').unwrap_or((&shown.message, ""));
    lsp_types::Diagnostic {
        range: reading.range(label.at.start.offset, label.at.end.offset),
        severity: Some(DiagnosticSeverity::HINT),
        message: format!("{}: {first}", shown::line(&label.message)),
        related_information: Some(vec![DiagnosticRelatedInformation {
            location: Location::new(reading.shot.uri.clone(), shown.range),
            message: "the finding".to_owned(),
        }]),
        tags: None,
        ..shown.clone()
    }
}

/// A finding as the protocol shows it.
#[must_use]
pub fn diagnostic(reading: &Reading, it: &Diagnostic, elsewhere: &Elsewhere<'_>) -> lsp_types::Diagnostic {
    let rule = catalogue::rules().get(it.rule);
    let mut message = shown::line(&it.finding.message);
    if let Some(help) = &it.finding.help {
        message.push('\n');
        message.push_str(&shown::line(help));
    }
    let place = |label: &LocatedLabel, span: Span| match label.file {
        None => Some(Location::new(reading.shot.uri.clone(), reading.range_of(span))),
        Some(file) => elsewhere(file, span),
    };
    let related: Vec<DiagnosticRelatedInformation> = it
        .labels
        .iter()
        .zip(&it.finding.labels)
        .filter_map(|(label, found)| {
            let location = place(label, found.span)?;
            Some(DiagnosticRelatedInformation { location, message: shown::line(&label.message) })
        })
        .collect();
    lsp_types::Diagnostic {
        range: reading.range(it.at.start.offset, it.at.end.offset),
        severity: Some(match it.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: rule.map(|rule| NumberOrString::String(rule.id.to_owned())),
        code_description: rule.and_then(|rule| Uri::from_str(&rule.url()).ok()).map(|href| CodeDescription { href }),
        source: Some("eventlint".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: rule.and_then(|rule| tag(rule.id)).map(|tag| vec![tag]),
        data: None,
    }
}

/// How editors draw the place beside underlining it: faded where the page
/// shows nothing of it, struck through where something newer took its place.
fn tag(rule: &str) -> Option<DiagnosticTag> {
    match rule {
        "suppression/unused" | "suppression/unknown" | "text/swallowed" => Some(DiagnosticTag::UNNECESSARY),
        "link/moved" => Some(DiagnosticTag::DEPRECATED),
        _ => None,
    }
}
