//! The schemas that a configuration or a post names: built in, in a file, or
//! written in place.

use super::file::{File, Part};
use crate::catalogue;
use crate::diagnostic::{Finding, Found, Subject};
use crate::run::{self, Text};
use crate::schema::{BUILT_IN, Schema};
use crate::source::Span;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest configuration or schema that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Makes the schemas of a configuration ready; what can't be is said.
pub fn prepare(file: &mut File, folder: &Path) -> Vec<Finding> {
    let mut found = Found::new();
    let parts = std::iter::once(&mut file.base).chain(file.overrides.iter_mut().map(|it| &mut it.part));
    for part in parts {
        let Part { schema, schemas, .. } = part;
        for (value, span) in schema.iter() {
            match of_value(value, folder) {
                Ok(schema) => schemas.push(schema),
                Err(why) => say(*span, why, &mut found),
            }
        }
    }
    found.into_findings()
}

fn say(span: Span, why: String, found: &mut Found) {
    if let Some(rule) = catalogue::find("config/value") {
        found.stamp(rule);
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        found
            .at(Subject::Value(span), span, why)
            .help(format!("write the path of a JSON Schema, or one of {}", names.join(", ")));
    }
}

fn of_value(value: &Value, folder: &Path) -> Result<Arc<Schema>, String> {
    match value {
        Value::String(name) => named(name, folder),
        Value::Object(_) => made(value.clone()),
        other => Err(format!("`{other}` names no schema")),
    }
}

/// The schema of a name: a built-in one, or a file below the repository,
/// relative to a folder.
///
/// # Errors
/// In plain words, when there is none or it can't be used.
pub fn named(name: &str, folder: &Path) -> Result<Arc<Schema>, String> {
    if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return made(serde_saphyr::from_str(text).map_err(|error| error.to_string())?);
    }
    let path = inside(folder, name).ok_or_else(|| format!("there is no schema `{name}`"))?;
    let text = small(&path).map_err(|why| format!("the schema `{name}` can't be read: {why}"))?;
    let value = if path.extension().is_some_and(|ending| ending == "json") {
        serde_json::from_str(&text).map_err(|error| format!("`{name}` is no JSON: {error}"))?
    } else {
        serde_saphyr::from_str(&text).map_err(|error| format!("`{name}` is no YAML: {error}"))?
    };
    made(value)
}

fn made(value: Value) -> Result<Arc<Schema>, String> {
    Schema::new(value).map(Arc::new).map_err(|error| error.to_string())
}

/// The text of a file that a pull request may have put there: no pipe that is
/// waited for, no device that never ends.
pub(super) fn small(path: &Path) -> Result<String, String> {
    match run::read::file(path, "", LARGEST) {
        Text::Good(source) => Ok(source.text().to_owned()),
        Text::NotText(..) => Err("it is not UTF-8 text".to_owned()),
        Text::TooLarge(size) => Err(format!("it has {size} bytes, more than the {LARGEST} that are read")),
        Text::Failed(why) => Err(why),
    }
}

/// A path that, links resolved, stays in the repository of a folder (without a
/// repository: below the folder).
pub(super) fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let root = folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&folder);
    let path = std::fs::canonicalize(folder.join(name)).ok()?;
    path.starts_with(root).then_some(path)
}
