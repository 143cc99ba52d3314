//! A habit is one finding: folds many findings of one rule in one file.

use crate::catalogue;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::located::LocatedLabel;
use std::collections::BTreeMap;

/// Folds the findings of rules whose page says `fold: N` where N or more stand
/// in one file: the first stays, with the number, and the others as labels.
#[must_use]
pub fn fold(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<(usize, usize, crate::diagnostic::Severity), Vec<usize>> = BTreeMap::new();
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        groups.entry((diagnostic.file, diagnostic.rule, diagnostic.severity)).or_default().push(at);
    }
    let folded = |diagnostic: &Diagnostic| -> Option<&[usize]> {
        let limit = catalogue::rules().get(diagnostic.rule)?.fold?;
        let group = groups.get(&(diagnostic.file, diagnostic.rule, diagnostic.severity))?;
        (group.len() >= limit.max(2)).then_some(group.as_slice())
    };
    let mut out = Vec::with_capacity(diagnostics.len());
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        match folded(diagnostic) {
            None => out.push(diagnostic.clone()),
            Some(group) if group.first() == Some(&at) => {
                let mut first = diagnostic.clone();
                first.finding.message =
                    format!("{} (the first of {} such places in this post)", first.finding.message, group.len());
                for other in group.iter().skip(1).filter_map(|&other| diagnostics.get(other)) {
                    first.labels.push(LocatedLabel {
                        file: None,
                        at: other.at,
                        message: other.finding.message.clone(),
                    });
                }
                out.push(first);
            }
            Some(_) => {}
        }
    }
    out
}
