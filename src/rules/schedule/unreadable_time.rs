//! A slot that tries to be a time and isn't one.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/unreadable-time`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnreadableTime {}

impl PostRule for UnreadableTime {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for broken in &post.agenda.broken {
            let text = post.text(broken.span).trim();
            let finding = found.at(
                Subject::Session(broken.span),
                broken.span,
                format!("nobody can tell which time {} is", quote(text)),
            );
            match &broken.meant {
                Some(meant) => finding.help(format!("did you mean {meant}?")),
                None => finding.help("write it like 14:30"),
            };
        }
    }
}
