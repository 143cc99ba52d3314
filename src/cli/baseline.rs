//! `--baseline`: what an earlier JSON report already said is not said again.

use super::Error;
use crate::run::Report;
use std::collections::HashSet;
use std::path::Path;

/// Drops the findings whose fingerprints stand in a report of `--format json`.
///
/// # Errors
/// When the file can't be read or is no such report.
pub fn apply(file: &Path, report: &mut Report) -> Result<(), Error> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Error::Said(format!(
            "can't read the baseline {}: {}; write it with: eventlint check --format json --output {0}",
            file.display(),
            crate::run::read::plain(&error)
        ))
    })?;
    let value: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| Error::Said(format!("the baseline {} is no JSON report: {error}", file.display())))?;
    let known: HashSet<&str> = value["diagnostics"]
        .as_array()
        .ok_or_else(|| Error::Said(format!("the baseline {} is no JSON report of eventlint", file.display())))?
        .iter()
        .filter_map(|diagnostic| diagnostic["fingerprint"].as_str())
        .collect();
    report.diagnostics.retain(|diagnostic| !known.contains(diagnostic.fingerprint.to_string().as_str()));
    Ok(())
}
