//! One configuration file: read with spans, every mistake at its place.

mod links;
mod values;

use crate::catalogue;
use crate::catalogue::names;
use crate::config::{Generator, LinkSettings};
use crate::diagnostic::{Finding, Found, Severity, Subject};
use crate::document::front::{FrontErrorKind, Node, Value};
use crate::nearest::nearest;
use crate::parse::front::yaml;
use crate::ruleset::{Choice, Level};
use crate::schema::Schema;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What a file says, its mistakes left out.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// `extends:` with its place.
    pub extends: Option<(String, Span)>,
    /// What it says of rules and posts.
    pub base: Part,
    /// `overrides:` in order.
    pub overrides: Vec<Override>,
    /// `exclude:` globs.
    pub exclude: Vec<String>,
    /// `extensions:` taken besides `md` and `markdown`.
    pub extensions: Vec<String>,
    /// `fail-on:`
    pub fail_on: Option<Severity>,
    /// `max-size:` in bytes.
    pub max_size: Option<u64>,
    /// `links:`
    pub links: LinkSettings,
}

/// What holds for some posts.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// `generator:`
    pub generator: Option<Generator>,
    /// `lang:`
    pub lang: Option<String>,
    /// `time-zone:`
    pub time_zone: Option<String>,
    /// `site-root:`
    pub site_root: Option<PathBuf>,
    /// `tags:` of `template/unknown-tag`.
    pub tags: Vec<String>,
    /// `front-matter.event-date:`
    pub event_date: Option<String>,
    /// `front-matter.schema:` as JSON (a name, a path or a schema), with its place.
    pub schema: Option<(serde_json::Value, Span)>,
    /// The schemas, ready.
    pub schemas: Vec<Arc<Schema>>,
    /// `select`, `ignore`, `severity`, `rules`.
    pub choice: Choice,
}

/// `overrides:` — a part for the posts that a glob names.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// Globs relative to the file's folder.
    pub files: Vec<String>,
    /// What holds for them.
    pub part: Part,
}

const TOP: &[&str] = &[
    "extends",
    "generator",
    "lang",
    "time-zone",
    "select",
    "ignore",
    "severity",
    "rules",
    "exclude",
    "extensions",
    "fail-on",
    "max-size",
    "front-matter",
    "site-root",
    "links",
    "overrides",
    "tags",
];
const PART: &[&str] = &[
    "files",
    "generator",
    "lang",
    "time-zone",
    "select",
    "ignore",
    "severity",
    "rules",
    "front-matter",
    "site-root",
    "tags",
];
const GENERATORS: &[&str] =
    &["jekyll", "hugo", "eleventy", "zola", "astro", "docusaurus", "quarto", "pelican", "plain"];

/// Reads a configuration. `trusted` allows the keys that reach beyond the repository.
#[must_use]
pub fn read(source: &Source, trusted: bool) -> (File, Vec<Finding>) {
    let mut reader = Reader { source, trusted, found: Found::new() };
    let whole = source.snap(source.body_start(), source.text().len());
    let (root, _) = yaml::read(source, whole);
    let mut file = File::default();
    match root {
        Err((error, _)) => {
            let help = match error.kind {
                FrontErrorKind::UnclosedQuote => "close the quotation mark".to_owned(),
                FrontErrorKind::UnquotedColon | FrontErrorKind::ReservedStart => {
                    "put the value in quotation marks".to_owned()
                }
                _ => format!(
                    "check the indentation, the colons and the tabs of this line ({})",
                    error.detail.trim_end_matches('.')
                ),
            };
            let message = "from here on this configuration can't be read".to_owned();
            reader.say("config/syntax", error.span, message, help);
        }
        Ok(root) => match &root.value {
            Value::Null => {}
            Value::Map(_) => reader.top(&root, &mut file),
            _ => reader.say(
                "config/syntax",
                root.span,
                "a configuration is a list of `key: value` lines".to_owned(),
                "write a line such as `generator: hugo`; the README shows more",
            ),
        },
    }
    (file, reader.found.into_findings())
}

struct Reader<'a> {
    source: &'a Source,
    trusted: bool,
    found: Found,
}

impl Reader<'_> {
    fn say(&mut self, rule: &str, span: Span, message: String, help: impl Into<Cow<'static, str>>) {
        if let Some(rule) = catalogue::find(rule) {
            self.found.stamp(rule);
            self.found.at(Subject::Value(span), span, message).help(help);
        }
    }

    fn keys(&mut self, node: &Node, known: &[&str], place: &str) {
        let mut seen = HashSet::new();
        for pair in node.pairs() {
            if !seen.insert(&*pair.key) {
                self.say(
                    "config/value",
                    pair.key_span,
                    format!("`{}` stands here a second time; the first one counts", pair.key),
                    "delete one of the two",
                );
            }
            if !known.contains(&&*pair.key) {
                let help = nearest(&pair.key, known.iter().copied()).map_or_else(
                    || format!("known keys{place}: {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.say("config/unknown-key", pair.key_span, format!("there is no key `{}`{place}", pair.key), help);
            }
        }
    }

    fn top(&mut self, root: &Node, file: &mut File) {
        self.keys(root, TOP, "");
        file.base = self.part(root);
        if let Some(node) = root.get("extends") {
            file.extends = self.string(node).map(|text| (text, node.span));
        }
        file.exclude = self.globs(root.get("exclude"));
        file.extensions = self.strings(root.get("extensions"));
        if let Some(node) = root.get("fail-on") {
            file.fail_on = self.one_of(node, &["note", "warning", "error"]).and_then(|word| level(&word));
        }
        if let Some(node) = root.get("max-size") {
            file.max_size = self.bytes(node);
        }
        if let Some(links) = root.get("links") {
            self.links(links, &mut file.links);
        }
        for item in self.overrides(root.get("overrides")) {
            self.keys(item, PART, " in an override");
            let files = self.globs(item.get("files"));
            if files.is_empty() {
                self.say(
                    "config/value",
                    item.span,
                    "this override names no files".to_owned(),
                    "add `files: [\"posts/**\"]`",
                );
            }
            file.overrides.push(Override { files, part: self.part(item) });
        }
    }

    fn part(&mut self, node: &Node) -> Part {
        let mut part = Part::default();
        if let Some(node) = node.get("generator") {
            part.generator = self.one_of(node, GENERATORS).and_then(|name| Generator::from_name(&name));
        }
        if let Some(node) = node.get("lang") {
            part.lang = self.language(node);
        }
        if let Some(node) = node.get("time-zone") {
            part.time_zone = self.string(node).filter(|name| {
                let known = jiff::tz::TimeZone::get(name).is_ok();
                if !known {
                    self.say(
                        "config/value",
                        node.span,
                        format!("there is no time zone `{name}`"),
                        "write a name such as Europe/Paris",
                    );
                }
                known
            });
        }
        if let Some(node) = node.get("site-root") {
            part.site_root = self.path(node);
        }
        part.tags = self.strings(node.get("tags"));
        if let Some(front) = node.get("front-matter") {
            self.pairs(Some(front));
            self.keys(front, &["schema", "event-date"], " in front-matter");
            if let Some(node) = front.get("event-date") {
                part.event_date = self.string(node);
            }
            part.schema = front.get("schema").map(|node| (values::json(node), node.span));
        }
        part.choice.select = self.rules(node.get("select"));
        part.choice.ignore = self.rules(node.get("ignore"));
        self.severities(node, &mut part.choice);
        self.options(node, &mut part.choice);
        part
    }

    fn severities(&mut self, node: &Node, choice: &mut Choice) {
        for pair in self.pairs(node.get("severity")) {
            let (id, grade) = match pair.key.match_indices('/').nth(1) {
                Some((at, _)) => (&pair.key[..at], Some(&pair.key[at + 1..])),
                None => (&*pair.key, None),
            };
            let Some(rule) = self.rule(id, pair.key_span, false) else { continue };
            if let Some(grade) = grade
                && !rule.grades.iter().any(|known| known.name == grade)
            {
                let known: Vec<&str> = rule.grades.iter().map(|grade| grade.name).collect();
                self.say(
                    "config/value",
                    pair.key_span,
                    format!("{id} has no grade `{grade}`"),
                    format!("its grades: {}", known.join(", ")),
                );
                continue;
            }
            let value = match self.one_of(&pair.node, &["off", "note", "warning", "error"]) {
                Some(word) if word == "off" => Level::Off,
                Some(word) => match level(&word) {
                    Some(severity) => Level::At(severity),
                    None => continue,
                },
                None => continue,
            };
            choice.severity.insert(pair.key.to_string(), value);
        }
    }

    fn options(&mut self, node: &Node, choice: &mut Choice) {
        for pair in self.pairs(node.get("rules")) {
            let Some(rule) = self.rule(&pair.key, pair.key_span, false) else { continue };
            let mut options = serde_json::Map::new();
            let known: Vec<&str> = rule.options.iter().map(|option| option.name).collect();
            for option in self.pairs(Some(&pair.node)) {
                let Some(info) = rule.options.iter().find(|info| info.name == option.key) else {
                    let help = nearest(&option.key, known.iter().copied()).map_or_else(
                        || {
                            if known.is_empty() {
                                "it has none".to_owned()
                            } else {
                                format!("its options: {}", known.join(", "))
                            }
                        },
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.say(
                        "config/unknown-key",
                        option.key_span,
                        format!("{} has no option `{}`", rule.id, option.key),
                        help,
                    );
                    continue;
                };
                let mut one = serde_json::Map::new();
                one.insert(option.key.to_string(), values::json(&option.node));
                let accepted =
                    crate::rules::entry(rule.id).is_none_or(|entry| (entry.build)(one.clone().into()).is_ok());
                if accepted {
                    options.extend(one);
                } else {
                    let shown = self.source.slice(option.node.span).to_owned();
                    self.say(
                        "config/value",
                        option.node.span,
                        format!("`{}` of {} can't be `{shown}`", option.key, rule.id),
                        match info.kind {
                            "boolean" => "write true or false",
                            "list of strings" => "write a list of texts, such as [a, b]",
                            "string" => "write a text",
                            _ => "write a number",
                        },
                    );
                }
            }
            choice.options.insert(rule.id.to_owned(), options.into());
        }
    }

    fn rule(&mut self, id: &str, span: Span, groups: bool) -> Option<&'static catalogue::Manifest> {
        if let Some(at) = catalogue::find(id) {
            return catalogue::rules().get(at);
        }
        let near = if groups { catalogue::near_or_group(id) } else { catalogue::near(id) };
        let help =
            near.map_or_else(|| "`eventlint rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        let what = if groups { "rule or group" } else { "rule" };
        self.say("config/unknown-rule", span, format!("there is no {what} `{id}`"), help);
        None
    }

    /// Ids, groups, `all`.
    fn rules(&mut self, node: Option<&Node>) -> Vec<String> {
        let Some(node) = node else { return Vec::new() };
        let items: Vec<&Node> = if node.items().is_empty() { vec![node] } else { node.items().iter().collect() };
        let mut out = Vec::new();
        for item in items {
            let Some(word) = self.string(item) else { continue };
            if catalogue::rules().iter().any(|rule| names(&word, rule)) {
                out.push(word);
            } else {
                self.rule(&word, item.span, true);
            }
        }
        out
    }
}

fn level(word: &str) -> Option<Severity> {
    match word {
        "note" => Some(Severity::Note),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        _ => None,
    }
}
