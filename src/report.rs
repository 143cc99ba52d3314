//! Reports: one file a format, all from the same settled findings.

use crate::run::Report;
use crate::shown;

pub mod checkstyle;
pub mod fold;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod rdjson;
pub mod sarif;
pub mod short;
pub mod summary;
pub mod xml;

/// A format of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// With source lines, for people.
    Full,
    /// One line a finding.
    Short,
    /// One object, version 1.
    Json,
    /// One object a finding and line.
    Jsonl,
    /// Annotations of a workflow run.
    Github,
    /// Code quality.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// reviewdog's diagnostics.
    Rdjson,
}

impl Format {
    /// All formats with their names.
    pub const ALL: &'static [(&'static str, Format)] = &[
        ("full", Format::Full),
        ("short", Format::Short),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("sarif", Format::Sarif),
        ("junit", Format::Junit),
        ("checkstyle", Format::Checkstyle),
        ("rdjson", Format::Rdjson),
    ];

    /// By its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Fold habits into one finding.
    pub fold: bool,
    /// Show notes one by one, not only their number.
    pub notes: bool,
    /// Findings only, no closing lines.
    pub quiet: bool,
}

/// A number with its word.
#[must_use]
pub fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Writes a report in a format.
#[must_use]
pub fn render(report: &Report, format: Format, style: Style) -> String {
    match format {
        Format::Full => full::render(report, style),
        Format::Short => short::render(report, style),
        Format::Json => json::render(report),
        Format::Jsonl => jsonl::render(report),
        Format::Github => github::render(report, style),
        Format::Gitlab => gitlab::render(report),
        Format::Sarif => sarif::render(report),
        Format::Junit => junit::render(report),
        Format::Checkstyle => checkstyle::render(report),
        Format::Rdjson => rdjson::render(report),
    }
}
