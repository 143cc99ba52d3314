//! Addresses of which can't be told whether they work for readers.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{NetworkRule, Verdict, WebAsk};
use serde::{Deserialize, Serialize};

/// `link/doubtful`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Doubtful {}

impl NetworkRule for Doubtful {
    fn judge(&self, ask: &WebAsk, verdict: &Verdict, found: &mut Found) {
        let Verdict::Doubtful(reason) = verdict else { return };
        found
            .at(
                Subject::Target(ask.span),
                ask.span,
                format!("the link {} could not be checked: {reason}", quote(&ask.shown())),
            )
            .help("open it in a browser");
    }
}
