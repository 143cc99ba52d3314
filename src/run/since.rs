//! Keeps what a change brought: findings on changed lines, and findings that
//! the base version of the post does not have.

use super::{Job, Judged, Resolved, fixing};
use crate::catalogue::{self, Needs};
use crate::diagnostic::{Diagnostic, Fingerprint};
use crate::git::{Change, Changes};
use crate::source::Source;
use std::cell::OnceCell;
use std::collections::HashSet;

/// What a change brought to one post.
pub(super) struct Brought<'a> {
    change: &'a Change,
    changes: &'a Changes,
    /// What the base version has, asked for once.
    known: OnceCell<HashSet<Fingerprint>>,
}

impl<'a> Brought<'a> {
    /// `None` when nothing changed in the post.
    pub fn new(source: &Source, changes: &'a Changes) -> Option<Self> {
        Some(Brought { change: changes.of(source.path())?, changes, known: OnceCell::new() })
    }

    /// Keeps the findings of the text that git compared.
    pub fn keep(&self, found: &mut Vec<Diagnostic>, source: &Source, resolved: &Resolved, job: &Job<'_>) {
        self.keep_of(self.change, found, source, resolved, job);
    }

    /// Keeps the findings of what fixes have made of it.
    pub fn keep_fixed(
        &self,
        found: &mut Vec<Diagnostic>,
        (before, source): (&Source, &Source),
        resolved: &Resolved,
        job: &Job<'_>,
    ) {
        let moved = self.change.moved(before.text(), source.text());
        self.keep_of(&moved, found, source, resolved, job);
    }

    fn keep_of(
        &self,
        change: &Change,
        found: &mut Vec<Diagnostic>,
        source: &Source,
        resolved: &Resolved,
        job: &Job<'_>,
    ) {
        if found.iter().all(|diagnostic| is_touched(diagnostic, change)) {
            return;
        }
        let known = self.known.get_or_init(|| {
            let base = self.changes.base_text(change);
            base.map(|text| Source::new(source.path(), source.name(), text))
                .map(|base| fixing::settled(0, &base, resolved, &Job { web: None, charts: false, ..*job }).diagnostics)
                .unwrap_or_default()
                .into_iter()
                .map(|diagnostic| diagnostic.fingerprint)
                .collect()
        });
        // What the web says changes by itself: it is held against a change only where a line was changed.
        let by_itself =
            |it: &Diagnostic| catalogue::rules().get(it.rule).is_some_and(|rule| rule.needs == Needs::Network);
        found.retain(|it| is_touched(it, change) || !by_itself(it) && !known.contains(&it.fingerprint));
    }
}

/// Drops from a file's judgement what the change did not bring, where a change is looked at. What waits for the web is
/// held against the change when it is settled.
pub(super) fn keep_new(judged: &mut Judged, source: &Source, resolved: &Resolved, job: &Job<'_>) {
    let Some(changes) = job.changes.filter(|_| judged.pending.is_none()) else { return };
    match Brought::new(source, changes) {
        Some(brought) => brought.keep(&mut judged.diagnostics, source, resolved, job),
        None => judged.diagnostics.clear(),
    }
}

fn is_touched(diagnostic: &Diagnostic, change: &Change) -> bool {
    let own = diagnostic.labels.iter().filter(|label| label.file.is_none()).map(|label| label.at);
    std::iter::once(diagnostic.at)
        .chain(own)
        .any(|at| (at.start.line..=at.end.line).any(|line| change.touches(line - 1)))
}
