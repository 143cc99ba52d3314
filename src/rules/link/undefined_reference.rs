//! `[text][label]` without a line that says where `label` leads, and such lines
//! that nothing uses.

use crate::diagnostic::{Found, Subject};
use crate::document::is_template;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `link/undefined-reference`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UndefinedReference {}

impl PostRule for UndefinedReference {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for link in &post.doc.links {
            let Some(reference) = link.reference.as_ref().filter(|reference| reference.full) else { continue };
            let label = post.text(reference.label).trim();
            let shown = link.text.as_ref().map_or("", |(text, _)| text.trim());
            let citation = |text: &str| text.chars().count() < 2 || text.chars().all(|c| c.is_ascii_digit());
            if reference.definition.is_some()
                || post.doc.is_hidden(link.span)
                || is_template(label)
                || citation(shown)
                || label.is_empty()
                || label.starts_with(['^', '@', '#', '!'])
            {
                continue;
            }
            let finding = found.at(
                Subject::Target(reference.label),
                link.span,
                format!("{} is shown with its brackets: nothing says where {} leads", quote(shown), quote(label)),
            );
            let near =
                post.doc.definitions.iter().map(|definition| post.text(definition.label)).find(|name| {
                    label.len() > 3 && strsim::osa_distance(&name.to_lowercase(), &label.to_lowercase()) <= 2
                });
            finding.help(near.map_or_else(
                || format!("write a line \"[{label}]: https://…\" below"),
                |near| format!("did you mean [{near}]?"),
            ));
        }
        for definition in post.doc.definitions.iter().filter(|definition| !definition.used) {
            let label = post.text(definition.label).trim();
            let target = post.text(definition.target).trim();
            let comment =
                label.starts_with(['/', '^', '_', '*', '@', '#', '!']) || label.eq_ignore_ascii_case("comment");
            if comment
                || matches!(target, "" | "#" | "<>" | "/")
                || post.doc.is_hidden(definition.span)
                || is_template(target)
            {
                continue;
            }
            found
                .at(
                    Subject::Target(definition.target),
                    definition.label,
                    format!("no link uses the address of {}", quote(label)),
                )
                .help("use it, or delete the line")
                .grade("unused");
        }
    }
}
