//! Addresses that hide where they lead, and die with the service that made them.

use crate::diagnostic::{Found, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `link/shortener`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Shortener {}

const HOSTS: &[&str] = &[
    "bit.ly",
    "tinyurl.com",
    "t.co",
    "ow.ly",
    "is.gd",
    "v.gd",
    "cutt.ly",
    "goo.gl",
    "rebrand.ly",
    "buff.ly",
    "shorturl.at",
    "tiny.cc",
    "rb.gy",
    "t.ly",
    "bl.ink",
    "short.io",
    "lnkd.in",
    "dlvr.it",
    "j.mp",
    "adf.ly",
];

/// The longest of them, in bytes.
const LONGEST: usize = "shorturl.at".len();

impl PostRule for Shortener {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for target in post.targets() {
            let (link, Some(web)) = (target.link, &target.web) else { continue };
            let plain = web.host.get(..4).filter(|head| head.eq_ignore_ascii_case("www.")).map_or(0, str::len);
            let host = &web.host[plain..];
            if host.len() > LONGEST {
                continue;
            }
            let Some(known) = HOSTS.iter().find(|known| known.eq_ignore_ascii_case(host)) else { continue };
            if web.path.len() < 2 || (*known == "goo.gl" && web.path.starts_with("/maps")) {
                continue;
            }
            found
                .at(
                    Subject::Target(link.target),
                    link.target,
                    format!("{} hides where the link leads", quote(&link.url)),
                )
                .help("write the address that it leads to");
        }
    }
}
