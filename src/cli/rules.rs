//! `eventlint rules`: the catalogue as a table or as JSON.

use super::args::{ListFormat, Rules};
use super::{Error, print};
use crate::catalogue::{self, FixKind, Manifest, Needs};
use std::fmt::Write as _;

/// Prints the rules.
///
/// # Errors
/// When the output can't be written.
pub fn run(args: &Rules) -> Result<u8, Error> {
    print(&match args.format {
        ListFormat::Table => table(),
        ListFormat::Json => json(),
    })?;
    Ok(0)
}

/// Where a mistyped rule leads, behind "there is no rule".
#[must_use]
pub fn hint(near: Option<&str>) -> String {
    near.map_or_else(|| "; `eventlint rules` lists them".to_owned(), |near| format!(" (did you mean `{near}`?)"))
}

/// What `--fix` does, in the catalogue's words.
#[must_use]
pub fn fix(rule: &Manifest) -> &'static str {
    match rule.fix {
        FixKind::None => "none",
        FixKind::Safe => "safe",
        FixKind::Unsafe => "unsafe",
    }
}

fn table() -> String {
    let mut out = String::new();
    let width = catalogue::rules().iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut group = "";
    for rule in catalogue::rules() {
        if rule.group() != group {
            if !group.is_empty() {
                out.push('\n');
            }
            group = rule.group();
        }
        let level = if rule.off { "off" } else { rule.severity.as_str() };
        let fix = if rule.fix == FixKind::None { "" } else { "fix" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:<width$}  {level:<7}  {fix:<3}  {}", rule.id, rule.summary);
    }
    let _ = writeln!(
        out,
        "\n\"off\" rules are switched on by `select:` or --extend-select; `eventlint explain RULE` tells more"
    );
    out
}

fn json() -> String {
    let rules: Vec<serde_json::Value> = catalogue::rules()
        .iter()
        .map(|rule| {
            let grades: Vec<_> = rule
                .grades
                .iter()
                .map(|grade| {
                    serde_json::json!({"name": grade.name, "severity": grade.severity, "summary": grade.summary})
                })
                .collect();
            let options: Vec<_> = rule
                .options
                .iter()
                .map(|option| {
                    let default: serde_json::Value = serde_json::from_str(option.default).unwrap_or_default();
                    serde_json::json!({
                        "name": option.name, "type": option.kind, "default": default, "summary": option.summary,
                    })
                })
                .collect();
            let needs = match rule.needs {
                Needs::Post => "post",
                Needs::Site => "site",
                Needs::Run => "run",
                Needs::Network => "network",
                Needs::Engine => "engine",
            };
            serde_json::json!({
                "id": rule.id, "group": rule.group(), "summary": rule.summary, "severity": rule.severity,
                "default": !rule.off, "grades": grades, "needs": needs, "fix": fix(rule), "fold": rule.fold,
                "yields_to": rule.yields_to, "since": rule.since, "options": options, "url": rule.url(),
            })
        })
        .collect();
    let all = serde_json::json!({"version": 1, "tool": env!("CARGO_PKG_VERSION"), "rules": rules});
    format!("{all:#}\n")
}
