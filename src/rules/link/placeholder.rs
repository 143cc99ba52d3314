//! Targets that wait for the real address.

use super::target::{judged, web};
use crate::diagnostic::{Found, Subject};
use crate::document::LinkKind;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `link/placeholder`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Placeholder {}

impl PostRule for Placeholder {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for link in judged(post) {
            let url = link.url.trim();
            let written = matches!(link.kind, LinkKind::Inline | LinkKind::Reference | LinkKind::Html);
            if url == "#" {
                if written && link.kind != LinkKind::Html && !link.image {
                    found
                        .at(Subject::Target(link.target), link.target, "this link only leads to the top of the page")
                        .help("write the address, or remove the link")
                        .grade("hash");
                }
                continue;
            }
            if !(is_placeholder(url) || written && is_sample(url)) {
                continue;
            }
            if link.kind == LinkKind::Bare {
                continue;
            }
            let what = if link.image { "image" } else { "link" };
            found
                .at(
                    Subject::Target(link.target),
                    link.target,
                    format!("the {what} leads nowhere: {} stands for an address that is still to come", quote(url)),
                )
                .help("write the address, or remove the link");
        }
    }
}

fn is_placeholder(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
    let web = rest.len() < lower.len();
    let rest = rest.trim_end_matches('/').trim_start_matches("www.");
    let word = matches!(rest, "todo" | "tbd" | "tba" | "tbc" | "fixme" | "xxx" | "xxxx");
    let dots = rest.chars().all(|c| matches!(c, '.' | '…' | '?' | '-' | '_'));
    word || (web && (dots || matches!(rest, "url" | "link")))
        || (!web && matches!(rest, "url" | "link" | "link-here" | "url-here" | "…" | "..." | "???"))
}

/// `example.com` and the own machine.
fn is_sample(url: &str) -> bool {
    let Some(web) = web(url) else { return false };
    let host = web.host.to_ascii_lowercase();
    let name = host.split(':').next().unwrap_or("");
    name == "example.com" || name == "www.example.com" || name == "localhost" || name == "127.0.0.1"
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, is_sample};

    #[test]
    fn only_what_stands_for_an_address_counts() {
        for url in ["TODO", "https://", "https://…", "http://...", "url", "https://TBD", "TBA"] {
            assert!(is_placeholder(url), "{url}");
        }
        for url in ["https://todogroup.org", "..", "./", "link.html", "https://a.org/todo", "", "tba.md"] {
            assert!(!is_placeholder(url), "{url}");
        }
        assert!(is_sample("http://localhost:4000/x"));
        assert!(!is_sample("https://example.community"));
    }
}
