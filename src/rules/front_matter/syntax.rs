//! Front matter that the site can't read.

use crate::config::Generator;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::front::{FrontErrorKind, FrontMatter, Language};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/syntax`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Syntax {}

impl PostRule for Syntax {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let FrontMatter::Broken { language, error, .. } = &post.doc.front else {
            below_blanks(post, found);
            return;
        };
        let value = post.text(error.span);
        if *language == Language::Toml && is_call(value) {
            return;
        }
        let shown = quote(value);
        let (message, help) = match error.kind {
            FrontErrorKind::Unclosed => return,
            FrontErrorKind::UnquotedColon => (
                format!("{shown} holds a colon and a blank, so the site can't read the settings of this page"),
                "put the value in quotation marks".to_owned(),
            ),
            FrontErrorKind::UnclosedQuote if closes(value) => early(value),
            FrontErrorKind::UnclosedQuote => (
                format!(
                    "the quotation mark in front of {} never closes, so the site can't read the settings of this page",
                    quote(value.trim_start_matches(['"', '\'']).trim_start())
                ),
                "close the quotation mark".to_owned(),
            ),
            FrontErrorKind::ReservedStart => {
                let mark = value.chars().next().unwrap_or('@');
                (
                    format!("a value can't begin with \"{mark}\", so the site can't read the settings of this page"),
                    "put the value in quotation marks".to_owned(),
                )
            }
            FrontErrorKind::Indentation => (
                "this line stands at an indentation that fits none above, so the site can't read the settings of this \
                 page"
                    .to_owned(),
                "line it up with the key above that it belongs to".to_owned(),
            ),
            FrontErrorKind::Other => match language {
                Language::Yaml | Language::Pelican => plain(&error.detail, value),
                Language::Toml | Language::Json => {
                    let name = if *language == Language::Toml { "TOML" } else { "JSON" };
                    (
                        format!("the site can't read the settings of this page: {}", ended(&error.detail)),
                        format!("mend the {name} of this line"),
                    )
                }
            },
        };
        let finding = found.at(Subject::Value(error.span), error.span, message);
        finding.help(help);
        if error.kind == FrontErrorKind::UnquotedColon && !value.contains(['\n', '\r']) {
            let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
            let edit = Edit { span: error.span, text: quoted };
            finding.fix(Safety::Safe, Intent::Repairs, "put the value in quotation marks", vec![edit]);
        }
    }
}

/// Settings below an empty line, which some sites take for text.
fn below_blanks(post: &Post<'_>, found: &mut Found) {
    let (front, start) = (post.doc.front_span, post.source.body_start());
    if front.start() <= start || front.is_empty() {
        return;
    }
    let generator = post.settings.generator;
    if !matches!(generator, Generator::Jekyll | Generator::Eleventy | Generator::Docusaurus | Generator::Unknown) {
        return;
    }
    let fence = post.source.within(front, 0, 3);
    let blanks = post.source.snap(start, front.start());
    let message = "an empty line stands above these settings, so the page shows them as text";
    let finding = found.at(Subject::Value(fence), fence, message);
    finding.help("begin the file with them");
    let edit = Edit { span: blanks, text: String::new() };
    finding.fix(Safety::Safe, Intent::Repairs, "delete what stands above", vec![edit]);
    if generator == Generator::Unknown {
        finding.grade("unknown-generator");
    }
}

/// Whether a value is a call, `Date(2026, 6, 5)`: Franklin keeps Julia, not TOML, between such marks.
fn is_call(value: &str) -> bool {
    let value = value.split_once('=').map_or(value, |(_, value)| value).trim_start();
    let name = value.len() - value.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
    name > 0 && value[name..].starts_with('(')
}

/// Whether a value closes its first quotation mark, with more text behind it.
fn closes(value: &str) -> bool {
    let mut chars = value.chars();
    chars.next().is_some_and(|mark| chars.any(|c| c == mark))
}

fn ended(detail: &str) -> &str {
    detail.trim_end_matches('.')
}

/// A quoted value that ends at a mark in its middle: `'Fête de l'été'`.
fn early(value: &str) -> (String, String) {
    let help = if value.starts_with('\'') {
        "put the value in double quotation marks, \"…\", or write each apostrophe inside it twice"
    } else {
        "write each quotation mark inside the value as \\\""
    };
    let message =
        "a quotation mark inside this value ends it too early, so the site can't read the settings of this page";
    (message.to_owned(), help.to_owned())
}

/// What readers of YAML say, in the words of those who write posts.
fn plain(detail: &str, line: &str) -> (String, String) {
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    let says = |words: &str| detail.contains(words);
    let (what, help) = if says("trailing content") && value.starts_with(['"', '\'']) {
        return early(value);
    } else if says("anchor") && value.starts_with('*') {
        return (
            "a value can't begin with \"*\", so the site can't read the settings of this page".to_owned(),
            "put the value in quotation marks".to_owned(),
        );
    } else if value.starts_with(['[', '{', '-', '&', '*', '!', '|', '>']) {
        ("this value can't be read as it stands", "if it is a text, put it in quotation marks")
    } else if says("tab") {
        ("a tab stands on this line or the next", "write blanks instead of the tab")
    } else if says("illegal placement of ':'") || says("flow") {
        ("a list above this line is never closed", "write \"]\" where the list ends")
    } else if says("key: value") {
        ("these lines are no settings", "write each as \"key: value\", with a blank behind the colon")
    } else {
        let what = "this line, or the one above it, is no setting";
        (what, "write it as \"key: value\"; a text that goes on in the next line is indented there")
    };
    (format!("{what}, so the site can't read the settings of this page"), format!("{help} ({})", ended(detail)))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_word_of_the_parser_is_left_alone() {
        for (detail, line, said) in [
            ("invalid trailing content after double-quoted scalar", "title: \"A \"b\" c\"", "ends it too early"),
            ("while parsing node, found unknown anchor", "title: *New* talks", "can't begin with \"*\""),
            ("while scanning a plain scalar, found a tab", "title: A", "a tab stands"),
            ("illegal placement of ':' indicator", "date: 2026-12-04", "never closed"),
            ("did not find expected key", "title: [Maps] at night", "can't be read as it stands"),
            ("simple key expected ':'", "Text here", "no setting"),
        ] {
            let (message, help) = plain(detail, line);
            assert!(message.contains(said) && !message.contains(detail), "{detail}: {message}");
            assert!(!help.is_empty());
        }
    }

    #[test]
    fn a_call_is_no_toml() {
        assert!(super::is_call("Date(2026, 6, 5)") && super::is_call("date = Date(2026, 6, 5)"));
        assert!(!super::is_call("date = (1)") && !super::is_call("title = Maps"));
    }
}
