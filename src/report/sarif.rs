//! SARIF 2.1.0: what code scanning services read.

use super::shown;
use crate::catalogue::{self, Manifest};
use crate::diagnostic::located::{Located, LocatedFix};
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use serde_json::{Value, json};

/// Writes the report. Columns count scalar values.
#[must_use]
pub fn render(report: &Report) -> String {
    let rules: Vec<Value> = catalogue::rules().iter().map(rule).collect();
    let results: Vec<Value> = report.diagnostics.iter().map(|it| result(report, it)).collect();
    let notifications: Vec<Value> = report
        .failures
        .iter()
        .map(|failure| {
            let place = failure.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
            json!({"level": "error", "message": {"text": format!("{place}{}", failure.message)}})
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "eventlint",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://github.com/eventlint/eventlint",
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.failures.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    let mut out = shown::json(&value);
    out.push('\n');
    out
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn rule(manifest: &Manifest) -> Value {
    json!({
        "id": manifest.id,
        "name": manifest.id.split(['/', '-']).map(capital).collect::<String>(),
        "shortDescription": {"text": manifest.summary},
        "fullDescription": {"text": manifest.summary},
        "helpUri": manifest.url(),
        "help": {"text": manifest.summary, "markdown": manifest.body()},
        "defaultConfiguration": {"level": level(manifest.severity), "enabled": !manifest.off},
        "properties": {"tags": [manifest.group()]},
    })
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn result(report: &Report, it: &Diagnostic) -> Value {
    let message = match &it.finding.help {
        Some(help) => format!("{}. Help: {help}", it.finding.message),
        None => it.finding.message.clone(),
    };
    let related: Vec<Value> = it
        .labels
        .iter()
        .enumerate()
        .map(|(id, label)| {
            let mut place = location(report, label.file.unwrap_or(it.file), label.at);
            place["id"] = id.into();
            place["message"] = json!({"text": label.message});
            place
        })
        .collect();
    let mut out = json!({
        "ruleId": catalogue::rules().get(it.rule).map_or("", |rule| rule.id),
        "ruleIndex": it.rule,
        "level": level(it.severity),
        "message": {"text": message},
        "locations": [location(report, it.file, it.at)],
        "relatedLocations": related,
        "partialFingerprints": {"eventlint/v1": it.fingerprint.to_string()},
    });
    if !it.fixes.is_empty() {
        out["fixes"] = it.fixes.iter().map(|it_fix| fix(report, it, it_fix)).collect();
    }
    out
}

fn location(report: &Report, file: usize, at: Located) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(report, file), "region": region(at)}})
}

fn artifact(report: &Report, file: usize) -> Value {
    json!({"uri": uri(report.files.get(file).map_or("", String::as_str)), "uriBaseId": "%SRCROOT%"})
}

/// A relative path as a URI reference (RFC 3986, section 4.2): everything but
/// unreserved characters and `/` percent-encoded, a colon too.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn region(at: Located) -> Value {
    json!({
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
        "byteOffset": at.start.offset,
        "byteLength": at.end.offset.saturating_sub(at.start.offset),
    })
}

fn fix(report: &Report, it: &Diagnostic, fix: &LocatedFix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(edit.at), "insertedContent": {"text": edit.text}}))
        .collect();
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact(report, it.file), "replacements": replacements}],
    })
}
