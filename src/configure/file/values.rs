//! What a key of a configuration may have as its value.

use super::Reader;
use crate::document::front::{Node, Pair, Value};
use crate::nearest::nearest;
use std::path::PathBuf;
use std::time::Duration;

/// The largest number, size and time that a file may ask for without being trusted.
const MOST_NUMBER: usize = 100;
const MOST_SIZE: u64 = 64 << 20;
const MOST_TIME: Duration = Duration::from_secs(120);
/// The longest time that any file may ask for.
const LONGEST: Duration = Duration::from_secs(3600);

impl Reader<'_> {
    pub(super) fn wrong(&mut self, node: &Node, wanted: &str) {
        let mut lines = self.source.slice(node.span).lines();
        let shown = lines.next().unwrap_or("").to_owned() + if lines.next().is_some() { " …" } else { "" };
        self.say("config/value", node.span, format!("`{shown}` is not {wanted}"), format!("write {wanted}"));
    }

    pub(super) fn string(&mut self, node: &Node) -> Option<String> {
        match node.text() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong(node, "a text");
                None
            }
        }
    }

    /// The pairs of a map, none where nothing stands; anything else is said.
    pub(super) fn pairs<'n, 's>(&mut self, node: Option<&'n Node<'s>>) -> &'n [Pair<'s>] {
        let Some(node) = node else { return &[] };
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            self.wrong(node, "a list of `key: value` lines");
        }
        node.pairs()
    }

    /// The items of `overrides:`; what is none is said.
    pub(super) fn overrides<'n, 's>(&mut self, node: Option<&'n Node<'s>>) -> Vec<&'n Node<'s>> {
        let Some(node) = node else { return Vec::new() };
        let mut items: Vec<&Node> = node.items().iter().collect();
        if !matches!(node.value, Value::List(_) | Value::Null) {
            self.wrong(node, "a list of overrides, each with a dash and its `files:`");
        }
        items.retain(|item| {
            let map = matches!(item.value, Value::Map(_));
            if !map {
                self.wrong(item, "an override: a list of `key: value` lines with its `files:`");
            }
            map
        });
        items
    }

    /// A language by its code, such as `fr` or `pt-BR`.
    pub(super) fn language(&mut self, node: &Node) -> Option<String> {
        let text = self.string(node)?;
        let mut parts = text.split(['-', '_']);
        let is_code = |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|it| it.is_ascii_alphabetic());
        let is_part = |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|it| it.is_ascii_alphanumeric());
        if parts.next().is_some_and(is_code) && parts.all(is_part) {
            return Some(text);
        }
        self.say(
            "config/value",
            node.span,
            format!("`{text}` is no code of a language"),
            "write a code such as fr, de, es or pt-BR",
        );
        None
    }

    pub(super) fn strings(&mut self, node: Option<&Node>) -> Vec<String> {
        let Some(node) = node else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.string(item)).collect(),
            Value::Null => Vec::new(),
            _ => self.string(node).into_iter().collect(),
        }
    }

    pub(super) fn globs(&mut self, node: Option<&Node>) -> Vec<String> {
        let globs = self.strings(node);
        for glob in &globs {
            if let Err(error) = globset::Glob::new(glob) {
                let span = node.map_or_else(|| self.source.snap(0, 0), |node| node.span);
                self.say(
                    "config/value",
                    span,
                    format!("the pattern `{glob}` can't be read: {}", error.kind()),
                    "write a pattern such as drafts/**",
                );
            }
        }
        globs.into_iter().filter(|glob| globset::Glob::new(glob).is_ok()).collect()
    }

    pub(super) fn path(&mut self, node: &Node) -> Option<PathBuf> {
        let path = PathBuf::from(self.string(node)?);
        let inside = path
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
        if !inside {
            self.say(
                "config/value",
                node.span,
                "this path leaves the repository".to_owned(),
                "write a path below the configuration's folder",
            );
        }
        inside.then_some(path)
    }

    pub(super) fn one_of(&mut self, node: &Node, known: &[&str]) -> Option<String> {
        let text = self.string(node)?;
        if known.contains(&text.as_str()) {
            return Some(text);
        }
        let help = nearest(&text, known.iter().copied())
            .map_or_else(|| format!("one of {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        self.say("config/value", node.span, format!("`{text}` is none of the values that this key can have"), help);
        None
    }

    pub(super) fn number(&mut self, node: &Node) -> Option<usize> {
        let number = node.text().and_then(|text| text.parse().ok());
        if number.is_none() {
            self.wrong(node, "a whole number");
        }
        number.filter(|number| self.bounded(node, *number <= MOST_NUMBER, &MOST_NUMBER.to_string()))
    }

    pub(super) fn flag(&mut self, node: &Node) -> Option<bool> {
        match node.text() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                self.wrong(node, "true or false");
                None
            }
        }
    }

    /// `4MiB`, `500kB`, `1000000`.
    pub(super) fn bytes(&mut self, node: &Node) -> Option<u64> {
        let text = node.text().unwrap_or("").trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let unit = match text.get(digits..).unwrap_or("").trim().to_ascii_lowercase().as_str() {
            "" | "b" => Some(1),
            "k" | "kb" => Some(1000),
            "kib" => Some(1024),
            "m" | "mb" => Some(1_000_000),
            "mib" => Some(1 << 20),
            _ => None,
        };
        let size = text
            .get(..digits)
            .and_then(|digits| digits.parse::<u64>().ok())
            .zip(unit)
            .map(|(count, unit)| count.saturating_mul(unit));
        if size.is_none() {
            self.wrong(node, "a size such as 4MiB");
        }
        let size = size.map(|size| size.min(1 << 30));
        size.filter(|size| self.bounded(node, *size <= MOST_SIZE, "64MiB"))
    }

    /// `500ms`, `20s`, `2m`.
    pub(super) fn duration(&mut self, node: &Node) -> Option<Duration> {
        let text = node.text().unwrap_or("").trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let count = text.get(..digits).and_then(|digits| digits.parse::<u64>().ok());
        let duration = count.and_then(|count| match text.get(digits..)? {
            "ms" => Some(Duration::from_millis(count)),
            "s" => Some(Duration::from_secs(count)),
            "m" => Some(Duration::from_secs(count.saturating_mul(60))),
            _ => None,
        });
        if duration.is_none() {
            self.wrong(node, "a time such as 500ms or 20s");
        }
        let duration = duration.map(|duration| duration.min(LONGEST));
        duration.filter(|duration| self.bounded(node, *duration <= MOST_TIME, "2m"))
    }

    /// What a file that was found may ask for: a pull request must not spend the
    /// run's hours and memory, nor flood the sites that it names.
    fn bounded(&mut self, node: &Node, within: bool, most: &str) -> bool {
        let taken = within || self.trusted;
        if !taken {
            let shown = self.source.slice(node.span).to_owned();
            self.say(
                "config/untrusted-key",
                node.span,
                format!("`{shown}` is more than the {most} that a file that was found may ask for"),
                "name the file with --config, or trust it with --trust-config",
            );
        }
        taken
    }
}

/// A value as JSON: plain `true`, `false` and numbers typed, the rest text.
pub(super) fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(pairs) => {
            pairs.iter().map(|pair| (pair.key.to_string(), json(&pair.node))).collect::<serde_json::Map<_, _>>().into()
        }
        Value::Scalar { text, plain: true, block: false } => match &**text {
            "true" => true.into(),
            "false" => false.into(),
            _ => text
                .parse::<i64>()
                .map(Into::into)
                .or_else(|_| text.parse::<f64>().map(Into::into))
                .unwrap_or_else(|_| text.as_ref().into()),
        },
        Value::Scalar { text, .. } => text.as_ref().into(),
    }
}
