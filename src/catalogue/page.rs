//! Reads a rule page: manifest, prose, examples.
//!
//! Not used by a lint run: pages are read by the tests that hold the catalogue
//! true, and by `explain`.

use crate::diagnostic::Severity;
use serde::Deserialize;

/// A page, taken apart.
#[derive(Debug)]
pub struct Page {
    /// The front matter.
    pub manifest: Manifest,
    /// The Markdown behind it.
    pub body: String,
    /// The executed examples, in order.
    pub examples: Vec<Example>,
}

/// The manifest as the page writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// One sentence of at most 80 characters.
    pub summary: String,
    /// The highest severity.
    pub severity: Severity,
    /// Off unless switched on.
    #[serde(default)]
    pub off: bool,
    /// Lower grades.
    #[serde(default)]
    pub grades: Vec<Grade>,
    /// `post`, `site`, `run`, `network` or `engine`.
    #[serde(default = "post")]
    pub needs: String,
    /// `none`, `safe` or `unsafe`.
    #[serde(default = "none")]
    pub fix: String,
    /// From how many findings in a file reports fold.
    #[serde(default)]
    pub fold: Option<usize>,
    /// Rules that win on the same subject.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// The version that brought the rule.
    pub since: String,
    /// Options.
    #[serde(default)]
    pub options: Vec<OptionInfo>,
}

fn post() -> String {
    "post".to_owned()
}

fn none() -> String {
    "none".to_owned()
}

/// A lower grade.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// Its severity.
    pub severity: Severity,
    /// When it is given.
    pub summary: String,
}

/// An option.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionInfo {
    /// Its key.
    pub name: String,
    /// `boolean`, `integer`, `string`, `list of strings`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its default.
    pub default: serde_json::Value,
    /// What it does.
    pub summary: String,
}

/// A four-backtick fence of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The line of the opening fence, from 1 in the page.
    pub line: usize,
    /// The words behind the backticks: `md bad body file=2024-11-22-x.md`.
    pub info: String,
    /// What stands inside, with a line end behind each line.
    pub text: String,
}

impl Example {
    /// Whether the info string has a word.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|other| other == word)
    }

    /// The file's name: `file=…`, else `post.md`.
    #[must_use]
    pub fn file(&self) -> &str {
        self.info.split_whitespace().find_map(|word| word.strip_prefix("file=")).unwrap_or("post.md")
    }
}

/// Reads a page.
///
/// # Errors
/// When the manifest is missing or says something unknown.
pub fn read(text: &str) -> Result<Page, String> {
    let rest = text.strip_prefix("---\n").ok_or("the page has no manifest")?;
    let (manifest, body) = rest.split_once("\n---\n").ok_or("the manifest is not closed")?;
    let manifest: Manifest = serde_saphyr::from_str(manifest).map_err(|error| error.to_string())?;
    let before = text.len() - body.len();
    let first = text.get(..before).map_or(0, |head| head.matches('\n').count());
    Ok(Page { manifest, body: body.trim_start().to_owned(), examples: examples(body, first) })
}

fn examples(body: &str, lines_before: usize) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    let mut open: Option<Example> = None;
    for (number, line) in body.lines().enumerate() {
        match (&mut open, line.strip_prefix("````")) {
            (None, Some(info)) => {
                let line = lines_before + number + 1;
                open = Some(Example { line, info: info.trim().to_owned(), text: String::new() });
            }
            (Some(_), Some("")) => out.extend(open.take()),
            (Some(example), _) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
            (None, None) => {}
        }
    }
    out
}
