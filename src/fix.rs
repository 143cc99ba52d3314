//! Applies fixes so that nothing but what they mean to change is changed.
//!
//! Fixes are applied in rounds until nothing is left to do. After each round
//! the text is parsed again and compared, part by part, with what stood there:
//! a fix that changed anything else is dropped and said so.

use crate::diagnostic::{Diagnostic, Edit, Intent, Safety};
use crate::source::Source;
use std::collections::BTreeSet;

pub mod parts;
pub mod write;

use parts::Parts;

/// At most this many rounds; fixes that make room for others need two or three.
const ROUNDS: usize = 10;

/// A text after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The text.
    pub source: Source,
    /// How many fixes were applied.
    pub applied: usize,
    /// Titles of fixes that would have changed something else, each once.
    pub dropped: BTreeSet<String>,
}

/// One fix that may be applied in this round.
struct Candidate<'a> {
    title: &'a str,
    intent: Intent,
    edits: &'a [Edit],
}

/// Applies all fixes up to a safety until nothing changes any more.
///
/// `judge` gives the settled findings of a text; `read` its parts.
pub fn apply(
    source: Source,
    allowed: Safety,
    judge: &mut dyn FnMut(&Source) -> Vec<Diagnostic>,
    read: &dyn Fn(&Source) -> Parts,
) -> Fixed {
    let mut fixed = Fixed { source, applied: 0, dropped: BTreeSet::new() };
    for _ in 0..ROUNDS {
        let diagnostics = judge(&fixed.source);
        let candidates = choose(&diagnostics, allowed, &fixed.dropped);
        if candidates.is_empty() {
            break;
        }
        let before = read(&fixed.source);
        let all: Vec<&Candidate<'_>> = candidates.iter().collect();
        let (source, applied) = match attempt(&fixed.source, &before, &all, read) {
            Some(source) => (source, all.len()),
            None => one_by_one(&fixed.source, &candidates, read, &mut fixed.dropped),
        };
        if applied == 0 {
            break;
        }
        fixed.applied += applied;
        fixed.source = source;
    }
    fixed
}

/// The preferred allowed fix of each finding; of overlapping ones the first.
fn choose<'a>(diagnostics: &'a [Diagnostic], allowed: Safety, dropped: &BTreeSet<String>) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate<'a>> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.finding.fixes.iter().find(|fix| fix.safety <= allowed))
        .filter(|fix| !fix.edits.is_empty() && !dropped.contains(&fix.title))
        .map(|fix| Candidate { title: &fix.title, intent: fix.intent, edits: &fix.edits })
        .collect();
    candidates.sort_by_key(|candidate| candidate.edits.first().map(|edit| (edit.span.start(), edit.span.end())));
    let mut end = None;
    candidates.retain(|candidate| {
        let start = candidate.edits.first().map(|edit| edit.span.start());
        let free = end.is_none_or(|end| start > Some(end));
        if free {
            end = candidate.edits.last().map(|edit| edit.span.end());
        }
        free
    });
    candidates
}

/// The text with the candidates applied, if every one kept to its intent.
fn attempt(
    source: &Source,
    before: &Parts,
    candidates: &[&Candidate<'_>],
    read: &dyn Fn(&Source) -> Parts,
) -> Option<Source> {
    let edits: Vec<&Edit> = candidates.iter().flat_map(|candidate| candidate.edits).collect();
    let text = edited(source, &edits)?;
    if text == source.text() {
        return None;
    }
    let after = Source::new(source.path(), source.name(), text);
    // The widest intent decides: a repair may make parts where there were none.
    let parts = read(&after);
    let keeps = if candidates.iter().any(|candidate| candidate.intent == Intent::Repairs) {
        true
    } else if candidates.iter().all(|candidate| candidate.intent == Intent::Layout) {
        before.same(&parts)
    } else {
        let spans: Vec<_> = edits.iter().map(|edit| edit.span).collect();
        before.same_but(&parts, &spans)
    };
    keeps.then_some(after)
}

fn one_by_one(
    source: &Source,
    candidates: &[Candidate<'_>],
    read: &dyn Fn(&Source) -> Parts,
    dropped: &mut BTreeSet<String>,
) -> (Source, usize) {
    let before = read(source);
    let mut good: Vec<&Candidate<'_>> = Vec::new();
    for candidate in candidates {
        if attempt(source, &before, &[candidate], read).is_some() {
            good.push(candidate);
        } else {
            dropped.insert(candidate.title.to_owned());
        }
    }
    if let Some(after) = attempt(source, &before, &good, read) {
        return (after, good.len());
    }
    // Each is good alone but not together: the first now, the others next round.
    match good.first().and_then(|first| attempt(source, &before, &[first], read)) {
        Some(after) => (after, 1),
        None => (Source::new(source.path(), source.name(), source.text()), 0),
    }
}

/// The text with edits applied; `None` when they overlap or are out of order.
#[must_use]
pub fn edited(source: &Source, edits: &[&Edit]) -> Option<String> {
    let text = source.text();
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start())?);
        out.push_str(&edit.text);
        at = edit.span.end();
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// A unified patch that `git apply` takes.
#[must_use]
pub fn patch(name: &str, before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}
