//! Parameters that tell a third party where a reader came from.

use super::target::{is_at, is_plain};
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `link/tracking`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tracking {}

const NAMES: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "oly_enc_id",
    "oly_anon_id",
    "vero_id",
    "mtm_campaign",
    "pk_campaign",
    "wt_mc",
];

impl PostRule for Tracking {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for target in post.targets() {
            let (link, Some(web)) = (target.link, &target.web) else { continue };
            let Some(query) = web.query else { continue };
            if !query.split('&').any(|parameter| is_tracking(web.host, parameter)) {
                continue;
            }
            let (tracking, kept): (Vec<&str>, Vec<&str>) =
                query.split('&').partition(|parameter| is_tracking(web.host, parameter));
            let Some(first) = tracking.first() else { continue };
            let name = first.split('=').next().unwrap_or(first);
            let more = if tracking.len() > 1 { format!(" and {} more", tracking.len() - 1) } else { String::new() };
            let finding = found.at(
                Subject::Target(link.target),
                link.target,
                format!("the address tells its owner where readers come from: {}{more}", quote(name)),
            );
            finding
                .help(format!("drop {}", if more.is_empty() { quote(first) } else { "these parameters".to_owned() }));
            if is_plain(post, link)
                && let Some(at) = link.url.find('?')
            {
                let mut text = link.url.get(..at).unwrap_or("").to_owned();
                if !kept.is_empty() {
                    text.push('?');
                    text.push_str(&kept.join("&"));
                }
                if let Some(fragment) = web.fragment {
                    text.push('#');
                    text.push_str(fragment);
                }
                finding.fix(
                    Safety::Unsafe,
                    Intent::Rewrites,
                    "drop what tracks readers",
                    vec![Edit { span: link.target, text }],
                );
            }
        }
    }
}

fn is_tracking(host: &str, parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("");
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("utm_"))
        || NAMES.iter().any(|known| is(known))
        || is("si") && ["youtube.com", "youtu.be"].iter().any(|site| is_at(host, site))
}
