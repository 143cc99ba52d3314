//! An online event without a time zone.

use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `time-zone/missing`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Missing {}

/// Words of online events, in any language.
const ONLINE: &[&str] =
    &["online", "en ligne", "webinar", "webinaire", "en línea", "on-line", "zoom.us", "livestream", "オンライン"];

impl PostRule for Missing {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        let Some(session) = agenda.sessions.first() else { return };
        let told = agenda.zone.is_some()
            || !agenda.zones.is_empty()
            || agenda.sessions.iter().any(|session| session.zone.is_some());
        let body = post.text(post.doc.body).to_lowercase();
        if told || !ONLINE.iter().any(|word| body.contains(word)) {
            return;
        }
        let span = session.slot.span;
        found
            .at(Subject::Text(span), span, "people in other countries can't tell when this online event begins")
            .help("write the time zone, such as \"Paris time\" or UTC+1");
    }
}
