//! Addresses behind which there is certainly nothing any more.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{NetworkRule, Verdict, WebAsk};
use serde::{Deserialize, Serialize};

/// `link/dead`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dead {}

impl NetworkRule for Dead {
    fn judge(&self, ask: &WebAsk, verdict: &Verdict, found: &mut Found) {
        let Verdict::Dead(reason) = verdict else { return };
        found
            .at(
                Subject::Target(ask.span),
                ask.span,
                format!("the link {} leads nowhere: {reason}", quote(&ask.shown())),
            )
            .help("find the page's new address, or remove the link");
    }
}
