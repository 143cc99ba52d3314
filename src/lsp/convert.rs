//! From our findings to the protocol's.

use super::post::OpenPost;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Safety, Severity};
use lsp_types::{
    CodeAction, CodeActionKind, CodeDescription, Command, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;
use std::str::FromStr;

/// A finding as the protocol shows it.
#[must_use]
pub fn diagnostic(post: &OpenPost, it: &Diagnostic) -> lsp_types::Diagnostic {
    let rule = catalogue::rules().get(it.rule);
    let message = match &it.finding.help {
        Some(help) => format!("{}\n{help}", it.finding.message),
        None => it.finding.message.clone(),
    };
    let related: Vec<DiagnosticRelatedInformation> = it
        .labels
        .iter()
        .filter(|label| label.file.is_none())
        .map(|label| DiagnosticRelatedInformation {
            location: Location::new(post.uri.clone(), post.range(label.at.start.offset, label.at.end.offset)),
            message: label.message.clone(),
        })
        .collect();
    lsp_types::Diagnostic {
        range: post.range(it.at.start.offset, it.at.end.offset),
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
        tags: None,
        data: None,
    }
}

/// The quick fixes of a finding: its own cures, then silencing it here.
#[must_use]
pub fn actions(post: &OpenPost, it: &Diagnostic) -> Vec<CodeAction> {
    let shown = diagnostic(post, it);
    let mut out: Vec<CodeAction> = it
        .fixes
        .iter()
        .map(|fix| CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown.clone()]),
            is_preferred: Some(fix.safety == Safety::Safe),
            edit: Some(edit(
                post,
                fix.edits
                    .iter()
                    .map(|edit| TextEdit::new(post.range(edit.at.start.offset, edit.at.end.offset), edit.text.clone()))
                    .collect(),
            )),
            ..CodeAction::default()
        })
        .collect();
    let id = catalogue::rules().get(it.rule).map_or("", |rule| rule.id);
    if let Some(rule) = catalogue::rules().get(it.rule) {
        let title = format!("Open the page of {id}");
        let arguments = Some(vec![rule.url().into()]);
        out.push(CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown.clone()]),
            command: Some(Command { title, command: super::OPEN_PAGE.to_owned(), arguments }),
            ..CodeAction::default()
        });
    }
    if let Some((at, text)) = post.suppression(it, id) {
        out.push(CodeAction {
            title: format!("Silence {id} here"),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown]),
            edit: Some(edit(post, vec![TextEdit::new(post.range(at, at), text)])),
            ..CodeAction::default()
        });
    }
    out
}

/// An edit of one document.
#[must_use]
#[allow(clippy::mutable_key_type, reason = "the protocol's own type; its addresses are never changed here")]
pub fn edit(post: &OpenPost, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit::new(HashMap::from([(post.uri.clone(), edits)]))
}
