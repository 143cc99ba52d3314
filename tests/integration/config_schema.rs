//! The JSON Schema of the configuration is made from the catalogue: run with
//! `UPDATE=1` to write it.

use crate::catalogue::root;
use eventlint::catalogue;
use serde_json::{Map, Value, json};
use std::fs;

fn words(summary: &str) -> Value {
    json!({"type": "array", "items": {"$ref": "#/$defs/rule-or-group"}, "description": summary})
}

fn option(kind: &str, default: &str, summary: &str) -> Value {
    let default: Value = serde_json::from_str(default).expect("JSON");
    let mut schema = match kind {
        "boolean" | "integer" | "string" | "number" => json!({"type": kind}),
        "list of strings" => json!({"type": "array", "items": {"type": "string"}}),
        other => panic!("an option of a kind that the schema does not know: {other}"),
    };
    schema["default"] = default;
    schema["description"] = summary.into();
    schema
}

fn schema() -> Value {
    let rules = catalogue::rules();
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    let mut groups: Vec<&str> = rules.iter().map(catalogue::Manifest::group).collect();
    groups.dedup();
    let mut names = ids.clone();
    names.extend(groups);
    names.push("all");
    let level = json!({"enum": ["off", "note", "warning", "error"]});
    let mut severities = Map::new();
    let mut options = Map::new();
    for rule in rules {
        severities.insert(rule.id.to_owned(), level.clone());
        for grade in rule.grades {
            severities.insert(format!("{}/{}", rule.id, grade.name), level.clone());
        }
        let own: Map<String, Value> =
            rule.options.iter().map(|it| (it.name.to_owned(), option(it.kind, it.default, it.summary))).collect();
        let rule_schema = json!({
            "type": "object", "additionalProperties": false, "description": rule.summary, "properties": own,
        });
        options.insert(rule.id.to_owned(), rule_schema);
    }
    let strings = json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    let time = json!({"type": "string", "pattern": "^[0-9]+(ms|s|m)$"});
    let count = json!({"type": "integer", "minimum": 0});
    let mut part = json!({
        "generator": {
            "enum": ["jekyll", "hugo", "eleventy", "zola", "astro", "docusaurus", "quarto", "pelican", "plain"],
            "description": "The program that builds the site: it decides how tables and settings are read",
        },
        "lang": {"type": "string", "description": "The language of posts that do not tell theirs"},
        "time-zone": {"type": "string", "description": "The time zone of events that do not name one, such as Europe/Paris"},
        "select": words("Rules that are switched on beyond the defaults"),
        "ignore": words("Rules that are switched off"),
        "severity": {
            "type": "object", "additionalProperties": false, "properties": severities,
            "description": "The highest severity of a rule, or the severity of one of its grades",
        },
        "rules": {
            "type": "object", "additionalProperties": false, "properties": options, "description": "Options of rules",
        },
        "front-matter": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "schema": {
                    "type": ["string", "object"],
                    "description": "A built-in schema's name, a file's path, or a JSON Schema",
                },
                "event-date": {"type": "string", "description": "The key that holds the event's day"},
            },
        },
        "site-root": {"type": "string", "description": "The folder that /paths are looked up in"},
        "tags": {"type": "array", "items": {"type": "string"}, "description": "Template tags that the site knows"},
    });
    let part = part.as_object_mut().expect("a map");
    let mut over = part.clone();
    over.insert("files".to_owned(), strings.clone());
    let mut top = part.clone();
    let more = json!({
        "extends": {"type": "string", "description": "A configuration that this one is merged onto"},
        "exclude": strings,
        "extensions": {"type": "array", "items": {"type": "string"}, "description": "Endings of posts besides md and markdown"},
        "fail-on": {"enum": ["note", "warning", "error"]},
        "max-size": {"type": ["integer", "string"], "description": "The largest post that is judged, such as 4MiB"},
        "links": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "concurrency": count, "per-host": count, "retries": count, "interval": time, "timeout": time,
                "cache": {"type": "string"}, "anchors": {"type": "boolean"}, "exclude": strings,
                "allow-private": {"type": "boolean"}, "proxy": {"type": "string"}, "ca": {"type": "string"},
                "hosts": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object", "additionalProperties": false,
                        "properties": {
                            "concurrency": count, "interval": time,
                            "headers": {"type": "object", "additionalProperties": {"type": "string"}},
                            "accept": {"type": "array", "items": {"type": "integer"}},
                        },
                    },
                },
            },
        },
        "overrides": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": false, "required": ["files"], "properties": over},
        },
    });
    for (key, value) in more.as_object().expect("a map") {
        top.insert(key.clone(), value.clone());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://github.com/eventlint/eventlint/blob/main/rules/schemas/configuration.json",
        "title": "The configuration of eventlint (.eventlint.yaml)",
        "type": "object",
        "additionalProperties": false,
        "properties": top,
        "$defs": {"rule-or-group": {"enum": names}},
    })
}

#[test]
fn the_schema_of_the_configuration_is_up_to_date() {
    let path = root().join("rules/schemas/configuration.json");
    let wanted = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).expect("written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == wanted, "{} is out of date: run the tests with UPDATE=1", path.display());
}

/// What the schema takes and the reader takes are the same, for every example
/// of the pages and for slips.
#[cfg(feature = "schema")]
#[test]
fn the_schema_and_the_reader_agree() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let mut texts: Vec<String> = ["genrator: hugo", "generator: hugoo", "lang: [en]", "links: {anchors: maybe}"]
        .iter()
        .chain(&[
            "generator: hugo",
            "exclude: a/**",
            "severity: {date/weekday/year: note}",
            "fail-on: warning",
            "ignore: [nope]",
        ])
        .map(|&text| text.to_owned())
        .collect();
    for (_, page) in crate::catalogue::pages() {
        texts.extend(page.examples.iter().filter(|it| it.is("config")).map(|it| it.text.clone()));
    }
    for text in texts {
        let value: Value = serde_saphyr::from_str(&text).expect("YAML");
        let source = eventlint::source::Source::new("c.yaml", "c.yaml", text.as_str());
        let (_, findings) = eventlint::configure::file::read(&source, true);
        assert_eq!(validator.is_valid(&value), findings.is_empty(), "{text}\n{findings:?}");
    }
}
