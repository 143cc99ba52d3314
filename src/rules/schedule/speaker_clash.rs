//! One person in two sessions at once.

use super::clash::pairs;
use crate::agenda::hhmm;
use crate::diagnostic::{Found, Label, Subject};
use crate::rules::quote::quote;
use crate::rules::{AcrossRule, Digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `schedule/speaker-clash`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpeakerClash {
    /// Compare the posts of a run with one another, too.
    pub across_posts: bool,
}

impl AcrossRule for SpeakerClash {
    fn across_posts(&self) -> bool {
        self.across_posts
    }

    fn check(&self, digests: &[Digest], found: &mut BTreeMap<usize, Found>) {
        for (name, a, b) in
            pairs(digests, self.across_posts, |session| session.speakers.iter().map(AsRef::as_ref).collect())
        {
            // In one line of one table the times themselves are wrong.
            if a.0.file == b.0.file && a.1.place == b.1.place && (a.1.room.is_none() || a.1.room == b.1.room) {
                continue;
            }
            let Some(found) = found.get_mut(&b.0.file) else { continue };
            let title = |entry: &crate::rules::DigestSession| quote(entry.title.as_deref().unwrap_or("a session"));
            let finding = found.at(
                Subject::Session(b.1.span),
                b.1.span,
                format!(
                    "{} is in {} from {}, and in {} until {}",
                    shown(name),
                    title(b.1),
                    hhmm(b.1.start),
                    title(a.1),
                    hhmm(a.1.end)
                ),
            );
            let file = (a.0.file != b.0.file).then_some(a.0.file);
            finding.labels.push(Label { file, span: a.1.span, message: "the other session".to_owned() });
            finding.help("give one of the two another time");
        }
    }
}

/// A folded name with capitals again.
fn shown(name: &str) -> String {
    name.split(' ')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join(" ")
}
