//! Addresses whose owner says that the page has another one now.

use super::target::web;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{NetworkRule, Verdict, WebAsk};
use serde::{Deserialize, Serialize};

/// `link/moved`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Moved {}

impl NetworkRule for Moved {
    fn judge(&self, ask: &WebAsk, verdict: &Verdict, found: &mut Found) {
        let Verdict::Alive { moved: Some(to) } = verdict else { return };
        if *to == ask.url {
            return;
        }
        let finding = found.at(
            Subject::Target(ask.span),
            ask.span,
            format!("{} has moved for good to {}", quote(&ask.url), quote(to)),
        );
        finding.help(format!("write {to}"));
        if ask.plain
            && to.starts_with("http")
            && !to.contains(|c: char| c.is_whitespace() || "<>()[]|\"'`\\".contains(c))
        {
            let safety = if is_same_place(&ask.url, to) { Safety::Safe } else { Safety::Unsafe };
            finding.fix(
                safety,
                Intent::Rewrites,
                "write the new address",
                vec![Edit { span: ask.span, text: with_fragment(to, ask) }],
            );
        }
    }
}

/// The new address with the fragment of the old one, unless it brings its own.
pub fn with_fragment(to: &str, ask: &WebAsk) -> String {
    match &ask.fragment {
        Some(fragment) if !to.contains('#') => format!("{to}#{fragment}"),
        _ => to.to_owned(),
    }
}

/// Whether two addresses differ in nothing but `https`, `www.` and a last slash.
fn is_same_place(from: &str, to: &str) -> bool {
    let upgrade = !(from.starts_with("https:") && to.starts_with("http:"));
    let key = |url: &str| {
        let web = web(url)?;
        let host = web.host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(host).to_owned();
        Some((host, web.path.strip_suffix('/').unwrap_or(web.path).to_owned(), web.query.map(str::to_owned)))
    };
    upgrade && key(from).is_some() && key(from) == key(to)
}

#[cfg(test)]
mod tests {
    use super::is_same_place;

    #[test]
    fn only_the_same_place_is_safe() {
        assert!(is_same_place("http://a.org/x", "https://www.a.org/x/"));
        assert!(!is_same_place("https://a.org/x", "http://a.org/x"));
        assert!(!is_same_place("http://a.org/x", "https://a.org/"));
        assert!(!is_same_place("http://a.org/x?y=1", "https://a.org/x"));
        assert!(!is_same_place("http://a.org/X", "https://a.org/x"));
    }
}
