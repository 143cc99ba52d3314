//! What a rule has to say: a message at a place, with its evidence and cure.
//!
//! Rules build a [`Finding`] through [`Found`]; they never name their own id or
//! severity. The engine stamps both from the rule's page, and settle decides
//! what is shown.

use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

pub mod fingerprint;
pub mod located;

pub use fingerprint::Fingerprint;
pub use located::{Diagnostic, Located};

/// How bad a finding is. The order is the order of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Very probably a mistake.
    Warning,
    /// The published page is wrong or broken.
    Error,
}

impl Severity {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a finding is about. Two findings about one subject are one mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A session, by the place of its time.
    Session(Span),
    /// A table cell.
    Cell(Span),
    /// A table row.
    Row(Span),
    /// A table, a list, a block.
    Block(Span),
    /// A date in the text.
    Date(Span),
    /// A key or value of the front matter.
    Value(Span),
    /// The target of a link or image.
    Target(Span),
    /// Any other stretch of text.
    Text(Span),
}

impl Subject {
    /// The subject's place.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Subject::Session(span)
            | Subject::Cell(span)
            | Subject::Row(span)
            | Subject::Block(span)
            | Subject::Date(span)
            | Subject::Value(span)
            | Subject::Target(span)
            | Subject::Text(span) => span,
        }
    }
}

/// A further place that a finding points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file, when it is another one than the finding's: its index in the run.
    pub file: Option<usize>,
    /// Where.
    pub span: Span,
    /// What stands there, in plain words.
    pub message: String,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning can't change.
    Safe,
    /// Probably right; needs a look.
    Unsafe,
}

/// What a fix may change; everything else must be equal afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// One part: a cell, a link target, a front matter value.
    Rewrites,
    /// Nothing that a reader sees.
    Layout,
    /// What did not parse before.
    Repairs,
}

/// A change of the text that cures a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: `quote the title`.
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
    /// What it may change.
    pub intent: Intent,
    /// The edits, ascending, none overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement in the finding's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// What a rule has found, before settle.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's index in the catalogue; stamped by [`Found`].
    pub rule: usize,
    /// A lower grade of the rule, by name.
    pub grade: Option<&'static str>,
    /// What it is about.
    pub subject: Subject,
    /// The primary place.
    pub span: Span,
    /// What the reader of the page suffers.
    pub message: String,
    /// The cure.
    pub help: Option<Cow<'static, str>>,
    /// Further places.
    pub labels: Vec<Label>,
    /// Cures that can be applied, the preferred one first.
    pub fixes: Vec<Fix>,
    /// Dropped when another post of the run has a finding of this rule with the
    /// same key: then it is the site's habit, not a slip.
    pub habit: Option<String>,
}

impl Finding {
    /// Points to a further place of the same file.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { file: None, span, message: message.into() });
        self
    }

    /// Says the cure.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Gives the finding a lower grade of the rule's page.
    pub fn grade(&mut self, grade: &'static str) -> &mut Self {
        self.grade = Some(grade);
        self
    }

    /// Drops the finding when another post of the run has the same.
    pub fn unless_habit(&mut self, key: impl Into<String>) -> &mut Self {
        self.habit = Some(key.into());
        self
    }

    /// Adds a cure that can be applied.
    pub fn fix(&mut self, safety: Safety, intent: Intent, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fixes.push(Fix { title: title.into(), safety, intent, edits });
        self
    }
}

/// Where rules put what they find.
#[derive(Debug)]
pub struct Found {
    rule: usize,
    findings: Vec<Finding>,
}

impl Default for Found {
    fn default() -> Self {
        Self::new()
    }
}

impl Found {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Found { rule: 0, findings: Vec::new() }
    }

    /// Stamps the findings that follow with a rule: its index in the catalogue.
    pub fn stamp(&mut self, rule: usize) {
        self.rule = rule;
    }

    /// A finding about `subject`, shown at `span`.
    pub fn at(&mut self, subject: Subject, span: Span, message: impl Into<String>) -> &mut Finding {
        let at = self.findings.len();
        self.findings.push(Finding {
            rule: self.rule,
            grade: None,
            subject,
            span,
            message: message.into(),
            help: None,
            labels: Vec::new(),
            fixes: Vec::new(),
            habit: None,
        });
        &mut self.findings[at]
    }

    /// What was found so far.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was found.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
