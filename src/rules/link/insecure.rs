//! `http://` where the site itself leads on to `https://`.

use super::moved::with_fragment;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{NetworkRule, Verdict, WebAsk};
use serde::{Deserialize, Serialize};

/// `link/insecure`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Insecure {}

impl NetworkRule for Insecure {
    fn judge(&self, ask: &WebAsk, verdict: &Verdict, found: &mut Found) {
        let Verdict::Alive { moved: Some(to) } = verdict else { return };
        let Some(rest) = ask.url.strip_prefix("http://") else { return };
        let Some(secure) = to.strip_prefix("https://") else { return };
        if secure.trim_end_matches('/') != rest.trim_end_matches('/') {
            return;
        }
        let finding = found.at(
            Subject::Target(ask.span),
            ask.span,
            format!("{} is open to anyone on the way; the site answers over https", quote(&ask.url)),
        );
        finding.help(format!("write {to}"));
        if ask.plain {
            let edits = vec![Edit { span: ask.span, text: with_fragment(to, ask) }];
            finding.fix(Safety::Unsafe, Intent::Rewrites, "write https://", edits);
        }
    }
}
