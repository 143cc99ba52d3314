//! Front matter that the site can't read.

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
        let FrontMatter::Broken { language, error, .. } = &post.doc.front else { return };
        let value = post.text(error.span);
        let shown = quote(value);
        let (message, help) = match error.kind {
            FrontErrorKind::Unclosed => return,
            FrontErrorKind::UnquotedColon => (
                format!("{shown} holds a colon and a blank, so the site can't read the settings of this page"),
                "put the value in quotation marks".to_owned(),
            ),
            FrontErrorKind::UnclosedQuote => (
                format!("the quotation mark of {shown} never closes, so the site can't read the settings of this page"),
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
            FrontErrorKind::Other => {
                let name = match language {
                    Language::Toml => "TOML",
                    Language::Json => "JSON",
                    Language::Yaml | Language::Pelican => "YAML",
                };
                (
                    format!("the site can't read the settings of this page: {}", error.detail.trim_end_matches('.')),
                    format!("mend the {name} of this line"),
                )
            }
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
