//! The rules that run on a file, with their options and severities.
//!
//! Built once for each distinct configuration and shared by its files.

use crate::catalogue::{self, Manifest, Needs, names};
use crate::diagnostic::Severity;
use crate::rules::{self, Checker};
use std::collections::BTreeMap;

/// What a configuration says of one severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `off`
    Off,
    /// At most this.
    At(Severity),
}

/// What the configuration and the command line say of the rules.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Exactly these (ids, groups, `all`), when not empty: `--select`.
    pub only: Vec<String>,
    /// Switched on beyond the defaults: `select:`, `--extend-select`.
    pub select: Vec<String>,
    /// Switched off; wins over the others.
    pub ignore: Vec<String>,
    /// `severity:` by id (a cap) or `id/grade` (that grade).
    pub severity: BTreeMap<String, Level>,
    /// `rules:` options by id, JSON objects.
    pub options: BTreeMap<String, serde_json::Value>,
}

/// One rule that runs.
pub struct Active {
    /// The rule itself; `None` where the engine reports.
    pub checker: Option<Checker>,
    cap: Option<Severity>,
    grades: Vec<(String, Level)>,
}

/// All rules that run, by catalogue index.
#[derive(Default)]
pub struct RuleSet {
    active: Vec<Option<Active>>,
}

impl RuleSet {
    /// The rules of a choice. Options that a rule refuses are returned as
    /// `(id, reason)`; such a rule runs with its defaults.
    #[must_use]
    pub fn new(choice: &Choice) -> (Self, Vec<(&'static str, String)>) {
        let mut refused = Vec::new();
        let active = catalogue::rules()
            .iter()
            .map(|rule| is_on(choice, rule).then(|| build(choice, rule, &mut refused)))
            .collect();
        (RuleSet { active }, refused)
    }

    /// A rule by its catalogue index, if it runs.
    #[must_use]
    pub fn get(&self, rule: usize) -> Option<&Active> {
        self.active.get(rule)?.as_ref()
    }

    /// Whether a rule runs, by catalogue index.
    #[must_use]
    pub fn runs(&self, rule: usize) -> bool {
        self.get(rule).is_some()
    }

    /// The rules that run, with their catalogue indices.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Active)> {
        self.active.iter().enumerate().filter_map(|(index, active)| Some((index, active.as_ref()?)))
    }

    /// The severity of a finding; `None` when its grade is off.
    #[must_use]
    pub fn severity(&self, rule: usize, grade: Option<&str>) -> Option<Severity> {
        let manifest = catalogue::rules().get(rule)?;
        let active = self.get(rule)?;
        let own = manifest.severity_of(grade);
        if let Some((_, level)) = active.grades.iter().find(|(name, _)| Some(name.as_str()) == grade) {
            return match level {
                Level::Off => None,
                Level::At(severity) => Some(*severity),
            };
        }
        Some(active.cap.map_or(own, |cap| own.min(cap)))
    }
}

fn is_on(choice: &Choice, rule: &Manifest) -> bool {
    let any = |words: &[String]| words.iter().any(|word| names(word, rule));
    let exactly = |words: &[String]| words.iter().any(|word| word == rule.id);
    if any(&choice.ignore) && !(exactly(&choice.only) || exactly(&choice.select)) || exactly(&choice.ignore) {
        return false;
    }
    if choice.severity.get(rule.id) == Some(&Level::Off) {
        return false;
    }
    if !choice.only.is_empty() {
        return any(&choice.only);
    }
    !rule.off || any(&choice.select)
}

fn build(choice: &Choice, rule: &'static Manifest, refused: &mut Vec<(&'static str, String)>) -> Active {
    let checker = (rule.needs != Needs::Engine).then(|| rules::entry(rule.id)).flatten().and_then(|entry| {
        let options = choice.options.get(rule.id).cloned().unwrap_or_else(|| serde_json::json!({}));
        match (entry.build)(options) {
            Ok(checker) => Some(checker),
            Err(reason) => {
                refused.push((rule.id, reason));
                (entry.build)(serde_json::json!({})).ok()
            }
        }
    });
    let cap = match choice.severity.get(rule.id) {
        Some(Level::At(severity)) => Some(*severity),
        _ => None,
    };
    let grade = |key: &str| Some(key.strip_prefix(rule.id)?.strip_prefix('/')?.to_owned());
    let grades = choice.severity.iter().filter_map(|(key, level)| Some((grade(key)?, *level))).collect();
    Active { checker, cap, grades }
}
