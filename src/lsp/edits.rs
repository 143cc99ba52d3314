//! From a text before and after to the edits between them, line by line, so
//! that the editor keeps its cursor, folds and marks.

use super::post::Reading;
use lsp_types::{
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
    TextEdit, WorkspaceEdit,
};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;

/// The edits that make `after` of the text that was read.
#[must_use]
pub fn between(reading: &Reading, after: &str) -> Vec<TextEdit> {
    let before = reading.source().text();
    if before == after {
        return Vec::new();
    }
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let starts = |lines: &[&str]| {
        let mut at = 0;
        let mut out = vec![0];
        out.extend(lines.iter().map(|line| {
            at += line.len();
            at
        }));
        out
    };
    let (old_starts, new_starts) = (starts(&old), starts(&new));
    capture_diff_slices(Algorithm::Myers, &old, &new)
        .into_iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .filter_map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            let range = reading.range(*old_starts.get(from.start)?, *old_starts.get(from.end)?);
            let text = after.get(*new_starts.get(to.start)?..*new_starts.get(to.end)?)?;
            Some(TextEdit::new(range, text.to_owned()))
        })
        .collect()
}

/// The edits of one post for the workspace; with its version where the client
/// heeds it, so that they are never applied to another text.
#[must_use]
#[allow(clippy::mutable_key_type, reason = "the protocol's own type; its addresses are never changed here")]
pub fn workspace(reading: &Reading, edits: Vec<TextEdit>, versioned: bool) -> WorkspaceEdit {
    let uri = reading.shot.uri.clone();
    if !versioned {
        return WorkspaceEdit::new(HashMap::from([(uri, edits)]));
    }
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: reading.shot.version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(vec![DocumentChangeOperation::Edit(edit)])),
        ..WorkspaceEdit::default()
    }
}
