//! Code actions: the fixes of a finding, silencing it, its rule's page, and
//! all safe fixes at once.
//!
//! What takes longer than a cursor may wait (the text has to be read again) is
//! worked out when the action is chosen, if the client can wait for it.

use super::convert::{self, Elsewhere};
use super::judge::Bench;
use super::post::Reading;
use super::{OPEN_PAGE, client::Client, edits, fix_all_kind};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Safety};
use crate::run::suppressing;
use lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Command, TextEdit, WorkspaceEdit};
use serde::{Deserialize, Serialize};

/// What an action does whose edit comes later.
#[derive(Debug, Serialize, Deserialize)]
pub struct Later {
    /// The post.
    pub uri: String,
    /// Its version when the action was offered.
    pub version: Option<i32>,
    /// The finding to silence, by its place in the list; all safe fixes when `None`.
    pub silence: Option<usize>,
}

/// What the actions of a client need.
pub struct Actions<'a> {
    /// The post.
    pub reading: &'a Reading,
    /// How it is judged.
    pub bench: Bench<'a>,
    /// What the client can do.
    pub client: &'a Client,
    /// Where places of other posts are.
    pub elsewhere: &'a Elsewhere<'a>,
}

impl Actions<'_> {
    /// The actions for a range, of the kinds that are asked for.
    #[must_use]
    pub fn offer(&self, params: &CodeActionParams) -> Vec<CodeAction> {
        let wanted = |kind: &CodeActionKind| {
            let covers = |asked: &CodeActionKind| {
                kind.as_str().strip_prefix(asked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            params.context.only.as_ref().is_none_or(|only| only.iter().any(covers))
        };
        let mut out = Vec::new();
        if wanted(&CodeActionKind::QUICKFIX) {
            let (start, end) = (self.reading.offset(params.range.start), self.reading.offset(params.range.end));
            for (index, it) in self.reading.found().iter().enumerate() {
                let own = it.labels.iter().filter(|label| label.file.is_none()).map(|label| label.at);
                if own.chain([it.at]).any(|at| at.start.offset <= end && start <= at.end.offset) {
                    self.of_finding(index, it, &mut out);
                }
            }
        }
        let fixable = |it: &Diagnostic| it.fixes.iter().any(|fix| fix.safety == Safety::Safe);
        if wanted(&fix_all_kind()) && self.reading.found().iter().any(fixable) {
            let action = CodeAction {
                title: "Apply all safe fixes of eventlint".to_owned(),
                kind: Some(fix_all_kind()),
                ..CodeAction::default()
            };
            out.extend(self.later(action, None));
        }
        out
    }

    /// A finding's own cures first, then its page, then silencing it.
    fn of_finding(&self, index: usize, it: &Diagnostic, out: &mut Vec<CodeAction>) {
        let Some(rule) = catalogue::rules().get(it.rule) else { return };
        let shown = convert::diagnostic(self.reading, it, self.elsewhere);
        let action = |title: String| CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown.clone()]),
            ..CodeAction::default()
        };
        for fix in &it.fixes {
            let edit = |edit: &crate::diagnostic::located::LocatedEdit| {
                TextEdit::new(self.reading.range(edit.at.start.offset, edit.at.end.offset), edit.text.clone())
            };
            out.push(CodeAction {
                is_preferred: Some(fix.safety == Safety::Safe),
                edit: Some(self.edit(fix.edits.iter().map(edit).collect())),
                ..action(crate::shown::line(&fix.title))
            });
        }
        if self.client.opens {
            let title = format!("Open the page of {}", rule.id);
            let arguments = Some(vec![rule.url().into()]);
            let command = Command { title: title.clone(), command: OPEN_PAGE.to_owned(), arguments };
            out.push(CodeAction { command: Some(command), ..action(title) });
        }
        out.extend(self.later(action(format!("Silence {} here", rule.id)), Some(index)));
    }

    /// The action with its edit, now or when it is chosen; `None` when there is nothing to do.
    fn later(&self, mut action: CodeAction, silence: Option<usize>) -> Option<CodeAction> {
        let shot = &self.reading.shot;
        let later = Later { uri: shot.uri.as_str().to_owned(), version: shot.version, silence };
        if self.client.resolves {
            action.data = serde_json::to_value(later).ok();
        } else {
            action.edit = Some(self.work_out(&later)?);
        }
        Some(action)
    }

    /// The edit of an action; `None` when it would change nothing.
    #[must_use]
    pub fn work_out(&self, later: &Later) -> Option<WorkspaceEdit> {
        let after = match later.silence {
            None => self.bench.fixed(self.reading, Safety::Safe),
            Some(index) => {
                let it = self.reading.found().get(index)?;
                let resolved = &self.reading.resolved;
                suppressing::add(self.reading.source(), &[it], resolved, "say why").text
            }
        };
        let edits = edits::between(self.reading, &after);
        (!edits.is_empty()).then(|| self.edit(edits))
    }

    fn edit(&self, edits: Vec<TextEdit>) -> WorkspaceEdit {
        edits::workspace(self.reading, edits, self.client.versioned)
    }
}
