//! The pass of one file with `--fix` or `--diff`: fix, write or show, judge what is left.

use super::{Job, Judged, Resolved, Understood, judge_source, understand};
use crate::diagnostic::Safety;
use crate::fix::{self, parts::Parts};
use crate::source::Source;

/// What is done with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixJob {
    /// Fixes up to this safety.
    pub allowed: Safety,
    /// Write the file; otherwise only make the patch.
    pub write: bool,
}

/// Fixes a text as far as allowed and judges the result.
///
/// With [`FixJob::write`] unset the diagnostics are those of the text as it stands.
pub(super) fn judge(index: usize, source: Source, resolved: &Resolved, job: &Job<'_>, how: FixJob) -> Judged {
    let before = source.text().to_owned();
    // Fixes of web findings need the web's answers, which come after the pass.
    let alone = Job { web: None, ..*job };
    let mut rejudge = |source: &Source| judge_source(index, source, resolved, &alone).diagnostics;
    let read = |source: &Source| {
        let Understood { doc, agenda } = understand(source, &resolved.settings);
        Parts::of(source, &doc, &agenda)
    };
    let original = Source::new(source.path(), source.name(), source.text());
    let fixed = fix::apply(source, how.allowed, &mut rejudge, &read);
    let changed = fixed.source.text() != before;
    let patch = changed.then(|| fix::patch(fixed.source.name(), &before, fixed.source.text()));
    let mut failure = None;
    let mut shown = &original;
    if how.write {
        shown = &fixed.source;
        if changed && let Err(error) = fix::write::replace(fixed.source.path(), &before, fixed.source.text()) {
            failure = Some(format!("not fixed: {error}"));
            shown = &original;
        }
    }
    let mut judged = judge_source(index, shown, resolved, job);
    judged.fixed = if failure.is_none() && how.write { fixed.applied } else { 0 };
    judged.patch = patch;
    judged.failure = failure;
    judged.remarks = fixed
        .dropped
        .iter()
        .map(|title| format!("{}: left alone: \"{title}\" would have changed something else", original.name()))
        .collect();
    judged
}
