//! `links:` of a configuration.

use super::Reader;
use crate::config::{HostSettings, LinkSettings};
use crate::document::front::Node;
use crate::source::Span;
use std::path::PathBuf;

const LINKS: &[&str] = &[
    "concurrency",
    "per-host",
    "interval",
    "timeout",
    "retries",
    "cache",
    "anchors",
    "exclude",
    "hosts",
    "allow-private",
    "proxy",
    "ca",
];
const HOST: &[&str] = &["concurrency", "interval", "headers", "accept"];

impl Reader<'_> {
    pub(super) fn links(&mut self, node: &Node, links: &mut LinkSettings) {
        self.pairs(Some(node));
        self.keys(node, LINKS, " in links");
        let number = |reader: &mut Self, key: &str| node.get(key).and_then(|node| reader.number(node));
        if let Some(count) = number(self, "concurrency") {
            links.concurrency = count.max(1);
        }
        if let Some(count) = number(self, "per-host") {
            links.per_host = count.max(1);
        }
        if let Some(count) = number(self, "retries") {
            links.retries = count;
        }
        if let Some(node) = node.get("interval") {
            links.interval = self.duration(node).unwrap_or(links.interval);
        }
        if let Some(node) = node.get("timeout") {
            links.timeout = self.duration(node).unwrap_or(links.timeout);
        }
        if let Some(node) = node.get("anchors") {
            links.anchors = self.flag(node).unwrap_or(links.anchors);
        }
        links.exclude = self.strings(node.get("exclude"));
        for pattern in &links.exclude.clone() {
            if let Err(error) = regex::Regex::new(pattern) {
                let span = node.get("exclude").map_or(node.span, |node| node.span);
                self.say(
                    "config/value",
                    span,
                    format!("the pattern `{pattern}` can't be read: {error}"),
                    "write a regular expression",
                );
            }
        }
        links.exclude.retain(|pattern| regex::Regex::new(pattern).is_ok());
        for key in ["cache", "allow-private", "proxy", "ca"] {
            let Some(pair) = node.pairs().iter().find(|pair| pair.key == key) else { continue };
            if !self.reaching(pair.key_span, key) {
                continue;
            }
            match key {
                "cache" => links.cache = self.string(&pair.node).map(PathBuf::from),
                "allow-private" => links.allow_private = self.flag(&pair.node).unwrap_or(false),
                "proxy" => links.proxy = self.string(&pair.node),
                _ => links.ca = self.string(&pair.node).map(PathBuf::from),
            }
        }
        for pair in self.pairs(node.get("hosts")) {
            self.pairs(Some(&pair.node));
            self.keys(&pair.node, HOST, " of a host");
            let mut host = HostSettings {
                concurrency: pair.node.get("concurrency").and_then(|node| self.number(node)),
                interval: pair.node.get("interval").and_then(|node| self.duration(node)),
                accept: self.strings(pair.node.get("accept")).iter().filter_map(|code| code.parse().ok()).collect(),
                ..HostSettings::default()
            };
            if let Some(headers) = pair.node.pairs().iter().find(|pair| pair.key == "headers")
                && self.reaching(headers.key_span, "headers")
            {
                for header in self.pairs(Some(&headers.node)) {
                    if let Some(value) =
                        self.string(&header.node).and_then(|value| self.expand(&value, header.node.span))
                    {
                        host.headers.push((header.key.to_string(), value));
                    }
                }
            }
            links.hosts.insert(pair.key.to_lowercase(), host);
        }
    }

    /// `${EVENTLINT_TOKEN}` in a header's value; other variables are refused.
    fn expand(&mut self, value: &str, span: Span) -> Option<String> {
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find("${") {
            out.push_str(&rest[..at]);
            let (name, behind) = rest[at + 2..].split_once('}')?;
            if !name.starts_with("EVENTLINT_") {
                self.say(
                    "config/value",
                    span,
                    format!("the variable `{name}` may not be named here"),
                    "only variables whose names begin with EVENTLINT_ may",
                );
                return None;
            }
            out.push_str(&std::env::var(name).unwrap_or_default());
            rest = behind;
        }
        out.push_str(rest);
        Some(out)
    }

    fn reaching(&mut self, span: Span, key: &str) -> bool {
        if !self.trusted {
            self.say(
                "config/untrusted-key",
                span,
                format!("`{key}` reaches beyond this repository, so it is not taken from a file that was found"),
                "name the file with --config, or trust it with --trust-config",
            );
        }
        self.trusted
    }
}
