//! A habit is one finding: folds many findings of one rule in one file.

use super::Style;
use crate::catalogue;
use crate::diagnostic::located::LocatedLabel;
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;
use std::ops::Deref;

/// A finding as a report for people shows it.
pub enum Shown<'a> {
    /// As it was found.
    One(&'a Diagnostic),
    /// The first of several, which stands for all of them.
    Folded(Box<Diagnostic>),
}

impl Deref for Shown<'_> {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        match self {
            Shown::One(diagnostic) => diagnostic,
            Shown::Folded(diagnostic) => diagnostic,
        }
    }
}

/// The findings that a report for people shows: folded, and without notes, as
/// the style has it.
#[must_use]
pub fn shown(diagnostics: &[Diagnostic], style: Style) -> Vec<Shown<'_>> {
    let wanted = diagnostics.iter().filter(|diagnostic| style.notes || diagnostic.severity > Severity::Note);
    if style.fold { fold(wanted) } else { wanted.map(Shown::One).collect() }
}

/// Folds the findings of rules whose page says `fold: N` where N or more stand
/// in one file: the first stays, with the number, and the others as labels.
#[must_use]
pub fn fold<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Vec<Shown<'a>> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.collect();
    let limit = |diagnostic: &Diagnostic| catalogue::rules().get(diagnostic.rule)?.fold;
    let mut groups: BTreeMap<(usize, usize, Severity), Vec<usize>> = BTreeMap::new();
    for (at, diagnostic) in diagnostics.iter().enumerate().filter(|(_, diagnostic)| limit(diagnostic).is_some()) {
        groups.entry((diagnostic.file, diagnostic.rule, diagnostic.severity)).or_default().push(at);
    }
    let folded = |diagnostic: &Diagnostic| -> Option<&[usize]> {
        let limit = limit(diagnostic)?;
        let group = groups.get(&(diagnostic.file, diagnostic.rule, diagnostic.severity))?;
        (group.len() >= limit.max(2)).then_some(group.as_slice())
    };
    let mut out = Vec::with_capacity(diagnostics.len());
    for (at, diagnostic) in diagnostics.iter().copied().enumerate() {
        match folded(diagnostic) {
            None => out.push(Shown::One(diagnostic)),
            Some(group) if group.first() == Some(&at) => {
                let mut first = Box::new(diagnostic.clone());
                first.finding.message =
                    format!("{} (the first of {} such places in this post)", first.finding.message, group.len());
                for other in group.iter().skip(1).filter_map(|&other| diagnostics.get(other)) {
                    first.labels.push(LocatedLabel {
                        file: None,
                        at: other.at,
                        message: other.finding.message.clone(),
                    });
                }
                out.push(Shown::Folded(first));
            }
            Some(_) => {}
        }
    }
    out
}
