//! One lone quotation mark at the end of a value.

use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::front::Value;
use crate::document::is_template;
use crate::rules::post::Field;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `front-matter/stray-quote`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct StrayQuote {}

impl PostRule for StrayQuote {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for Field { pair, .. } in post.fields() {
            let Value::Scalar { text, plain: true, block: false } = &pair.node.value else { continue };
            let value = text.trim();
            if !is_stray(value) || value.contains('\n') || is_template(value) {
                continue;
            }
            let raw = post.text(pair.node.span);
            let finding = found.at(
                Subject::Value(pair.node.span),
                pair.node.span,
                format!("readers see the lone quotation mark of {}", quote(value)),
            );
            finding.help("delete it, or add the other one");
            let cured = raw.trim_matches(['"', '“', '”']);
            if raw.trim() == value && !cured.is_empty() {
                let edit = Edit { span: pair.node.span, text: cured.to_owned() };
                finding.fix(Safety::Unsafe, Intent::Rewrites, "delete the quotation mark", vec![edit]);
            }
        }
    }
}

fn is_stray(text: &str) -> bool {
    if !(text.ends_with(['"', '”']) || text.starts_with(['"', '“'])) {
        return false;
    }
    let marks = text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»')).count();
    let inch = text.strip_suffix('"').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    marks == 1 && text.chars().count() > 1 && !inch
}
