//! Addresses that hide where they lead, and die with the service that made them.

use super::target::{judged, web};
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

impl PostRule for Shortener {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for link in judged(post) {
            let Some(web) = web(&link.url) else { continue };
            let host = web.host.to_ascii_lowercase();
            let host = host.strip_prefix("www.").unwrap_or(&host);
            if !HOSTS.contains(&host) || web.path.len() < 2 || (host == "goo.gl" && web.path.starts_with("/maps")) {
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
