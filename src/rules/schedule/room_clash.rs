//! One room, two sessions at once, in different tables or tracks.

use super::clash::pairs;
use crate::agenda::hhmm;
use crate::diagnostic::{Found, Label, Subject};
use crate::rules::quote::quote;
use crate::rules::{AcrossRule, Digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `schedule/room-clash`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RoomClash {
    /// Compare the posts of a run with one another, too.
    pub across_posts: bool,
}

impl AcrossRule for RoomClash {
    fn across_posts(&self) -> bool {
        self.across_posts
    }

    fn check(&self, digests: &[Digest], found: &mut BTreeMap<usize, Found>) {
        for (room, a, b) in pairs(digests, self.across_posts, |session| session.room.as_deref().into_iter().collect()) {
            // Within one table overlap says it.
            if a.0.file == b.0.file && a.1.place == b.1.place {
                continue;
            }
            let Some(found) = found.get_mut(&b.0.file) else { continue };
            let title = |entry: &crate::rules::DigestSession| quote(entry.title.as_deref().unwrap_or("a session"));
            let finding = found.at(
                Subject::Session(b.1.span),
                b.1.span,
                format!(
                    "{} starts at {} in {}, where {} is until {}",
                    title(b.1),
                    hhmm(b.1.start),
                    quote(room),
                    title(a.1),
                    hhmm(a.1.end)
                ),
            );
            let file = (a.0.file != b.0.file).then_some(a.0.file);
            finding.labels.push(Label { file, span: a.1.span, message: "the other session".to_owned() });
            finding.help("give one of the two another room or time");
        }
    }
}
