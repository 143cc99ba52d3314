//! The only place of policy: severity, suppression, one finding a mistake, order.
//!
//! Rules report all they see; what of it is shown is decided here, in one order:
//! grades and caps, drafts, one finding a subject, suppression, habits, order.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Finding, Fingerprint, Severity, Subject};
use crate::ruleset::RuleSet;
use crate::source::Source;
use crate::suppress::Suppressions;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What is left of one file's findings, and how many were silenced.
#[derive(Debug, Default)]
pub struct Settled {
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that a suppression silenced.
    pub suppressed: usize,
}

/// Settles the findings of one file.
///
/// `draft` lowers everything but what the engine itself found to a note.
#[must_use]
pub fn file(
    index: usize,
    source: &Source,
    findings: Vec<Finding>,
    rules: &RuleSet,
    suppressions: &mut Suppressions,
    draft: bool,
) -> Settled {
    let mut silenced = 0;
    let mut kept = Vec::with_capacity(findings.len());
    let mut findings = one_a_subject(findings);
    // One slot of a grid of rooms stands for a session in each of them.
    findings.dedup_by(|a, b| (a.rule, a.span, &a.message) == (b.rule, b.span, &b.message));
    for finding in findings {
        let Some(severity) = rules.severity(finding.rule, finding.grade) else { continue };
        let line = source.line_of(finding.span.start());
        if suppressions.silences(finding.rule, line) {
            silenced += 1;
            continue;
        }
        let severity = if draft { severity.min(Severity::Note) } else { severity };
        kept.push(Diagnostic::new(index, source, finding, severity));
    }
    for finding in suppressions.findings(&|rule| rules.runs(rule)) {
        if let Some(severity) = rules.severity(finding.rule, finding.grade) {
            kept.push(Diagnostic::new(index, source, finding, severity));
        }
    }
    sort(&mut kept);
    fingerprint(source, &mut kept);
    Settled { diagnostics: kept, suppressed: silenced }
}

/// Drops what another post of the run does too: `(rule, key)` in two files.
pub fn drop_habits(diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(usize, String), (usize, bool)> = HashMap::new();
    for diagnostic in diagnostics.iter() {
        if let Some(key) = &diagnostic.finding.habit {
            first
                .entry((diagnostic.rule, key.clone()))
                .and_modify(|(file, shared)| *shared |= *file != diagnostic.file)
                .or_insert((diagnostic.file, false));
        }
    }
    diagnostics.retain(|diagnostic| {
        diagnostic
            .finding
            .habit
            .as_ref()
            .is_none_or(|key| !first.get(&(diagnostic.rule, key.clone())).is_some_and(|(_, shared)| *shared))
    });
}

/// The order of reports: by file, place, severity and rule.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (a.file, a.at.start.offset, a.at.end.offset, b.severity, a.rule, &a.finding.message).cmp(&(
            b.file,
            b.at.start.offset,
            b.at.end.offset,
            a.severity,
            b.rule,
            &b.finding.message,
        ))
    });
}

/// For every subject drops findings whose rule yields to another finding's rule.
fn one_a_subject(findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() < 2 {
        return findings;
    }
    let mut rules: Vec<(Subject, usize)> = findings.iter().map(|finding| (finding.subject, finding.rule)).collect();
    rules.sort_unstable();
    rules.dedup();
    findings
        .into_iter()
        .filter(|finding| {
            let first = rules.partition_point(|(subject, _)| *subject < finding.subject);
            let mut rivals = rules[first..].iter().take_while(|(subject, _)| *subject == finding.subject);
            !rivals.any(|&(_, rival)| rival != finding.rule && yields(finding.rule, rival, 8))
        })
        .collect()
}

/// Whether a rule yields to another, directly or through others.
fn yields(rule: usize, rival: usize, depth: usize) -> bool {
    let (Some(rule), Some(rival_page)) = (catalogue::rules().get(rule), catalogue::rules().get(rival)) else {
        return false;
    };
    depth > 0
        && rule
            .yields_to
            .iter()
            .any(|id| *id == rival_page.id || catalogue::find(id).is_some_and(|next| yields(next, rival, depth - 1)))
}

/// Gives every diagnostic a fingerprint of its rule, file, line text and count,
/// so that it stays the same when lines move.
fn fingerprint(source: &Source, diagnostics: &mut [Diagnostic]) {
    if diagnostics.is_empty() {
        return;
    }
    let file: Arc<str> = source.name().into();
    let mut seen: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    // A long line may hold very many findings: they share it.
    let mut shared: (usize, Arc<str>) = (0, "".into());
    for diagnostic in diagnostics {
        let number = diagnostic.at.start.line;
        let whole = source.line(number - 1);
        let line = Fingerprint::part(whole);
        if shared.0 != number {
            let mut kept = diagnostic.excerpt.lines.iter().filter(|kept| kept.number == number);
            let kept = kept.find(|kept| kept.text.len() == whole.len()).map(|kept| Arc::clone(&kept.text));
            shared = (number, kept.unwrap_or_else(|| line.into()));
        }
        let count = seen.entry((diagnostic.rule, line)).or_default();
        let id = catalogue::rules().get(diagnostic.rule).map_or("", |rule| rule.id);
        diagnostic.fingerprint = Fingerprint::new(id, &file, &shared.1, *count);
        *count += 1;
    }
}
