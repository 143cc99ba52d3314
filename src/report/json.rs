//! The machine-readable report: one object, version 1.

use super::shown;
use crate::catalogue;
use crate::diagnostic::located::{Located, LocatedFix, LocatedLabel};
use crate::diagnostic::{Diagnostic, Severity};
use crate::run::Report;
use crate::source::Position;
use serde_json::{Map, Value, json};

/// Writes the report.
#[must_use]
pub fn render(report: &Report) -> String {
    let count = |severity| report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    // One finding after the other: all of them as one value take many times their text.
    let mut out = format!("{{\"version\":1,\"tool\":\"{}\",\"diagnostics\":[", env!("CARGO_PKG_VERSION"));
    for (index, it) in report.diagnostics.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&shown::json(&diagnostic(report, it)));
    }
    let rest = json!({
        "failures": report.failures.iter().map(|failure| json!({"file": failure.file, "message": failure.message})).collect::<Vec<_>>(),
        "remarks": report.remarks,
        "summary": {
            "files": report.files.len(),
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "notes": count(Severity::Note),
            "suppressed": report.suppressed,
            "links": {
                "checked": report.links.checked,
                "dead": report.links.dead,
                "doubtful": report.links.doubtful,
                "skipped": report.links.skipped,
            },
        },
    });
    out.push_str("],");
    out.push_str(shown::json(&rest).trim_start_matches('{'));
    out.push('\n');
    out
}

/// One finding as JSON; also a line of the `jsonl` report.
#[must_use]
pub fn diagnostic(report: &Report, it: &Diagnostic) -> Value {
    let file = |index: usize| report.files.get(index).cloned().unwrap_or_default();
    let mut out = Map::new();
    out.insert("file".into(), file(it.file).into());
    let rule = catalogue::rules().get(it.rule);
    out.insert("rule".into(), rule.map_or("", |rule| rule.id).into());
    out.insert("severity".into(), it.severity.as_str().into());
    out.insert("message".into(), it.finding.message.clone().into());
    out.insert("help".into(), it.finding.help.as_deref().into());
    out.insert("url".into(), rule.map(catalogue::Manifest::url).unwrap_or_default().into());
    place(&mut out, it.at);
    let related = |label: &LocatedLabel| {
        let mut out = Map::new();
        out.insert("file".into(), file(label.file.unwrap_or(it.file)).into());
        place(&mut out, label.at);
        out.insert("message".into(), label.message.clone().into());
        Value::Object(out)
    };
    out.insert("related".into(), it.labels.iter().map(related).collect());
    out.insert("fixes".into(), it.fixes.iter().map(|it_fix| fix(it_fix, &file(it.file))).collect());
    out.insert("fingerprint".into(), it.fingerprint.to_string().into());
    Value::Object(out)
}

fn fix(fix: &LocatedFix, file: &str) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let mut out = Map::new();
            out.insert("file".into(), file.into());
            place(&mut out, edit.at);
            out.insert("text".into(), edit.text.clone().into());
            Value::Object(out)
        })
        .collect();
    json!({"title": fix.title, "safety": fix.safety, "edits": edits})
}

fn place(out: &mut Map<String, Value>, at: Located) {
    out.insert("start".into(), position(at.start));
    out.insert("end".into(), position(at.end));
}

fn position(at: Position) -> Value {
    json!({"line": at.line, "column": at.column, "offset": at.offset})
}
