//! `eventlint explain RULE`: the rule's page, for a terminal.

use super::args::Explain;
use super::{Error, colour, print, rules, width};
use crate::catalogue::{self, FixKind, Manifest};

/// The widest that running text is set, in columns.
const WIDEST: usize = 88;

/// Prints the page of a rule, or the list of a group.
///
/// # Errors
/// When there is no such rule or the output can't be written.
pub fn run(args: &Explain) -> Result<u8, Error> {
    let Some(rule) = catalogue::find(&args.rule).and_then(|at| catalogue::rules().get(at)) else {
        return Err(unknown(&args.rule));
    };
    let page = Page { rule, paint: colour(args.color), width: width().clamp(40, WIDEST), out: String::new() };
    print(&page.render())?;
    Ok(0)
}

fn unknown(word: &str) -> Error {
    let group: Vec<&str> = catalogue::rules().iter().filter(|rule| rule.group() == word).map(|rule| rule.id).collect();
    if !group.is_empty() {
        return Error::Said(format!("`{word}` is a group; its rules: {}", group.join(", ")));
    }
    Error::Said(format!("there is no rule `{word}`{}", rules::hint(catalogue::near(word))))
}

struct Page {
    rule: &'static Manifest,
    paint: bool,
    width: usize,
    out: String,
}

impl Page {
    fn render(mut self) -> String {
        let rule = self.rule;
        let title = self.bold(rule.id);
        self.line(&title);
        self.paragraph(rule.summary);
        self.line("");
        let level =
            if rule.off { format!("off by default; {} when on", rule.severity) } else { rule.severity.to_string() };
        let mut facts = vec![level];
        facts.extend(rule.grades.iter().map(|grade| format!("{} when {}", grade.severity, grade.summary)));
        if rule.fix != FixKind::None {
            facts.push(format!("{} fix", rules::fix(rule)));
        }
        self.paragraph(&facts.join("; "));
        for option in rule.options {
            self.line("");
            self.paragraph(&format!(
                "option {} ({}, default {}): {}",
                option.name, option.kind, option.default, option.summary
            ));
        }
        self.body(rule.body());
        self.line("");
        let url = rule.url();
        self.line(&url);
        self.out
    }

    fn body(&mut self, body: &str) {
        let mut lines = body.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()).peekable();
        self.line("");
        let mut text = String::new();
        let mut fixed: Vec<&str> = Vec::new();
        while let Some(line) = lines.next() {
            if let Some(info) = line.strip_prefix("````") {
                self.flush(&mut text);
                let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("````")).collect();
                // What the fix makes of it is right: not twice.
                if has(info, "good") && block == fixed {
                    continue;
                }
                let label = self.dim(&label(info));
                self.line(&label);
                for line in &block {
                    self.line(format!("    {line}").trim_end());
                }
                if has(info, "fixed") {
                    fixed = block;
                }
            } else if let Some(heading) = line.strip_prefix("## ") {
                self.flush(&mut text);
                let heading = self.bold(heading);
                self.line(&heading);
            } else if line.trim().is_empty() {
                self.flush(&mut text);
                self.blank();
            } else if line.starts_with("- ") {
                self.flush(&mut text);
                text.push_str(line);
            } else {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(line.trim());
            }
        }
        self.flush(&mut text);
    }

    fn flush(&mut self, text: &mut String) {
        if !text.is_empty() {
            let whole = std::mem::take(text);
            self.paragraph(&whole);
        }
    }

    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.line("");
        }
    }

    fn paragraph(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > self.width {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn bold(&self, text: &str) -> String {
        if self.paint { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        if self.paint { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn has(info: &str, word: &str) -> bool {
    info.split_whitespace().any(|it| it == word)
}

/// What an example is, by the words behind its fence, and the file's name where it matters.
fn label(info: &str) -> String {
    let what = if has(info, "bad") {
        "a mistake"
    } else if has(info, "diagnostics") {
        "what is said (line:column)"
    } else if has(info, "fixed") {
        "after --fix"
    } else if has(info, "good") {
        "right"
    } else if has(info, "config") {
        "with this configuration"
    } else if has(info, "verdicts") {
        "when the web answers"
    } else {
        "beside it"
    };
    let within = if what == "beside it" { "" } else { "in " };
    match info.split_whitespace().find_map(|word| word.strip_prefix("file=")) {
        Some(file) => format!("{what}, {within}{file}:"),
        None => format!("{what}:"),
    }
}
