//! Keeps what a change brought: findings on changed lines, and findings that
//! the base version of the post does not have.

use super::{Job, Judged, Resolved, fixing};
use crate::catalogue::{self, Needs};
use crate::diagnostic::{Diagnostic, Fingerprint};
use crate::git::{Change, Changes};
use crate::source::Source;
use std::collections::HashSet;

/// Drops from a file's judgement what the change did not bring.
pub(super) fn keep_new(judged: &mut Judged, source: &Source, resolved: &Resolved, job: &Job<'_>, changes: &Changes) {
    let Some(change) = changes.of(source.path()) else {
        judged.diagnostics.clear();
        return;
    };
    if judged.diagnostics.iter().all(|diagnostic| is_touched(diagnostic, change)) {
        return;
    }
    let known: HashSet<Fingerprint> = changes
        .base_text(change)
        .map(|text| Source::new(source.path(), source.name(), text))
        .map(|base| fixing::settled(0, &base, resolved, &Job { web: None, charts: false, ..*job }).diagnostics)
        .unwrap_or_default()
        .into_iter()
        .map(|diagnostic| diagnostic.fingerprint)
        .collect();
    // What the web says changes by itself: it is held against a change only where a line was changed.
    let by_itself = |it: &Diagnostic| catalogue::rules().get(it.rule).is_some_and(|rule| rule.needs == Needs::Network);
    judged.diagnostics.retain(|it| is_touched(it, change) || !by_itself(it) && !known.contains(&it.fingerprint));
}

fn is_touched(diagnostic: &Diagnostic, change: &Change) -> bool {
    let own = diagnostic.labels.iter().filter(|label| label.file.is_none()).map(|label| label.at);
    std::iter::once(diagnostic.at)
        .chain(own)
        .any(|at| (at.start.line..=at.end.line).any(|line| change.touches(line - 1)))
}
