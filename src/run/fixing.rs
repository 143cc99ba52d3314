//! The pass of one file with `--fix` or `--diff`: fix, write or show, judge what is left.

use super::since::Brought;
use super::waiting::ask_the_web;
use super::{Checked, Job, Judged, Report, Resolved, Understood, WebCheck, understand};
use crate::diagnostic::Safety;
use crate::fix::{self, parts::Parts};
use crate::rules::{Verdict, WebAsk};
use crate::source::Source;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What is done with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixJob {
    /// Fixes up to this safety.
    pub allowed: Safety,
    /// Where the result goes.
    pub to: FixTo,
}

/// Where a fixed text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixTo {
    /// Into the file.
    File,
    /// To the caller: [`Judged::text`].
    Text,
    /// Nowhere: only the patch is wanted, and what is judged is the text as it stands.
    Patch,
}

/// Fixes a text as far as allowed and judges the result.
///
/// What is judged in the end is what stands there afterwards.
pub(super) fn judge(index: usize, source: Source, resolved: &Resolved, job: &Job<'_>, how: FixJob) -> Judged {
    let before = source.text().to_owned();
    // The web is asked once for each address, however many rounds there are.
    let known: Mutex<HashMap<(String, Option<String>), Verdict>> = Mutex::default();
    let memo = |asks: &[WebAsk]| remembered(asks, &known, job.web);
    let remembering = Job { web: job.web.map(|_| &memo as &WebCheck<'_>), ..*job };
    let job = &remembering;
    let original = Source::new(source.path(), source.name(), source.text());
    let brought = job.changes.map(|changes| Brought::new(&original, changes));
    // With `--since`, only what the change brought is fixed, and told of.
    let judge_source = |index, source: &Source, resolved, job: &Job<'_>| {
        let mut judged = settled(index, source, resolved, job);
        match &brought {
            None => {}
            Some(None) => judged.diagnostics.clear(),
            Some(Some(brought)) => brought.keep_fixed(&mut judged.diagnostics, (&original, source), resolved, job),
        }
        judged
    };
    let mut rejudge = |source: &Source| judge_source(index, source, resolved, job).diagnostics;
    let read = |source: &Source| {
        let Understood { doc, agenda } = understand(source, &resolved.settings);
        Parts::of(source, &doc, &agenda)
    };
    let fixed = fix::apply(source, how.allowed, &mut rejudge, &read);
    let changed = fixed.source.text() != before;
    let patch = changed.then(|| fix::patch(fixed.source.name(), &before, fixed.source.text()));
    let mut failure = None;
    let mut shown = &original;
    if how.to != FixTo::Patch {
        shown = &fixed.source;
        if how.to == FixTo::File
            && changed
            && let Err(error) = fix::write::replace(fixed.source.path(), &before, fixed.source.text())
        {
            failure = Some(format!("not fixed: {error}"));
            shown = &original;
        }
    }
    let mut judged = judge_source(index, shown, resolved, job);
    judged.fixed = if failure.is_none() && how.to != FixTo::Patch { fixed.applied } else { 0 };
    judged.text = (how.to == FixTo::Text).then(|| fixed.source.text().to_owned());
    judged.patch = patch;
    judged.failure = failure;
    judged.remarks = fixed
        .dropped
        .iter()
        .map(|title| format!("{}: left alone: \"{title}\" would have changed something else", original.name()))
        .collect();
    judged
}

/// Judges a text with the web's answers.
pub(super) fn settled(index: usize, source: &Source, resolved: &Resolved, job: &Job<'_>) -> Judged {
    let judged = super::judge_source(index, source, resolved, job);
    let alone = Job { changes: None, ..*job };
    let mut list = ask_the_web(vec![judged], &alone, &mut Report::default());
    list.pop().unwrap_or_default()
}

fn remembered(
    asks: &[WebAsk],
    known: &Mutex<HashMap<(String, Option<String>), Verdict>>,
    web: Option<&WebCheck<'_>>,
) -> Checked {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let key = |ask: &WebAsk| (ask.url.clone(), ask.fragment.clone());
    let new: Vec<WebAsk> = asks.iter().filter(|ask| !known.contains_key(&key(ask))).cloned().collect();
    if let Some(web) = web.filter(|_| !new.is_empty()) {
        for (ask, verdict) in new.iter().zip(web(&new).verdicts) {
            known.insert(key(ask), verdict);
        }
    }
    let verdicts = asks.iter().map(|ask| known.get(&key(ask)).cloned().unwrap_or(Verdict::Skipped)).collect();
    Checked { verdicts, ..Checked::default() }
}
