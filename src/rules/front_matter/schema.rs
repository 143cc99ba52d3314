//! What the schemas of the site say of the front matter: four rules, one reading.

use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use crate::schema::{Breach, Violation};
use serde::{Deserialize, Serialize};

/// `front-matter/required`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Required {}

/// `front-matter/unknown-key`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownKey {}

/// `front-matter/type`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Type {}

/// `front-matter/value`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Value {}

impl PostRule for Required {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        report(post, Breach::Required, found);
    }
}

impl PostRule for UnknownKey {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        report(post, Breach::UnknownKey, found);
    }
}

impl PostRule for Type {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        report(post, Breach::Type, found);
    }
}

impl PostRule for Value {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        report(post, Breach::Value, found);
    }
}

fn report(post: &Post<'_>, breach: Breach, found: &mut Found) {
    let Some(root) = post.doc.front.tree() else { return };
    let opening = post.source.snap(root.span.start(), root.span.start());
    for schema in &post.settings.schemas {
        for violation in schema.check(root).into_iter().filter(|it| it.breach == breach) {
            let Violation { span, message, help, .. } = violation;
            let span = span.unwrap_or(opening);
            let finding = found.at(Subject::Value(span), span, message);
            if let Some(help) = help {
                finding.help(help);
            }
        }
    }
}
