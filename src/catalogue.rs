//! The catalogue of rules: what every page's manifest says.
//!
//! The pages under `rules/` are the truth. [`table::RULES`] holds their
//! manifests as plain data, so that a run parses no YAML at start-up; a test
//! regenerates it and compares.

use crate::diagnostic::Severity;
use crate::nearest::nearest;

pub mod page;
pub mod table;

/// What a rule sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needs {
    /// One post.
    Post,
    /// The files around.
    Site,
    /// The digests of all posts of the run.
    Run,
    /// The web.
    Network,
    /// Nothing: the engine itself reports it (`source/*`, `config/*`, `suppression/*`).
    Engine,
}

/// What `--fix` may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixKind {
    /// Nothing.
    None,
    /// Without a look.
    Safe,
    /// With `--unsafe-fixes`.
    Unsafe,
}

/// A lower grade of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Its name.
    pub name: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// When it is given.
    pub summary: &'static str,
}

/// An option of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionInfo {
    /// Its key.
    pub name: &'static str,
    /// Its type, as the page writes it: `boolean`, `integer`, `string`, `list of strings`.
    pub kind: &'static str,
    /// Its default, as JSON.
    pub default: &'static str,
    /// What it does.
    pub summary: &'static str,
}

/// The manifest of a rule's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// `group/name`.
    pub id: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The highest severity.
    pub severity: Severity,
    /// Off unless switched on.
    pub off: bool,
    /// Lower grades.
    pub grades: &'static [Grade],
    /// What it sees.
    pub needs: Needs,
    /// What `--fix` may do.
    pub fix: FixKind,
    /// From how many findings in one file some reports fold them into one.
    pub fold: Option<usize>,
    /// Rules whose finding on the same subject replaces this one's.
    pub yields_to: &'static [&'static str],
    /// The version that brought it.
    pub since: &'static str,
    /// Its options.
    pub options: &'static [OptionInfo],
    /// The whole page.
    pub page: &'static str,
}

impl Manifest {
    /// `schedule` of `schedule/overlap`.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(group, _)| group)
    }

    /// The severity of a grade; the rule's own for `None` and unknown names.
    #[must_use]
    pub fn severity_of(&self, grade: Option<&str>) -> Severity {
        grade
            .and_then(|name| self.grades.iter().find(|grade| grade.name == name))
            .map_or(self.severity, |grade| grade.severity)
    }

    /// The page without its manifest: Markdown.
    #[must_use]
    pub fn body(&self) -> &'static str {
        let rest = self.page.strip_prefix("---\n").unwrap_or(self.page);
        rest.split_once("\n---\n").map_or(self.page, |(_, body)| body.trim_start())
    }

    /// Where the page stands on the web.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://github.com/eventlint/eventlint/blob/main/rules/{}.md", self.id)
    }
}

/// All manifests, sorted by id. A rule's index is its place here.
#[must_use]
pub fn rules() -> &'static [Manifest] {
    table::RULES
}

/// The index of a rule by its id.
#[must_use]
pub fn find(id: &str) -> Option<usize> {
    table::RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()
}

/// The id that a word was meant for: one that is mistyped, or that lacks its group.
#[must_use]
pub fn near(word: &str) -> Option<&'static str> {
    let name = |id: &'static str| id.split_once('/').map_or(id, |(_, name)| name);
    let ids = || rules().iter().map(|rule| rule.id);
    nearest(word, ids()).or_else(|| {
        let near = nearest(word, ids().map(name))?;
        ids().find(|id| name(id) == near)
    })
}

/// The group or id that a word was meant for.
#[must_use]
pub fn near_or_group(word: &str) -> Option<&'static str> {
    nearest(word, rules().iter().map(Manifest::group)).or_else(|| near(word))
}

/// Whether a word (an id, a group, `all`) names the rule.
#[must_use]
pub fn names(word: &str, rule: &Manifest) -> bool {
    word == "all" || word == rule.id || word == rule.group()
}
