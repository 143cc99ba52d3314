//! Targets that wait for the real address.

use super::target::{Web, without};
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
        for target in post.targets() {
            let (link, url, written) = (target.link, target.url, target.is_written());
            if url == "#" {
                if written && link.kind != LinkKind::Html && !link.image {
                    found
                        .at(Subject::Target(link.target), link.target, "this link only leads to the top of the page")
                        .help("write the address, or remove the link")
                        .grade("hash");
                }
                continue;
            }
            if let Some(address) = sample_mail(url, link.kind == LinkKind::Bare) {
                let address = quote(address);
                let message =
                    format!("nobody reads what is sent to {address}: it stands for an address that is still to come");
                found.at(Subject::Target(link.target), link.target, message).help("write the address, or remove it");
                continue;
            }
            let web = target.web.as_ref();
            let found_so = |web: &Web<'_>| web.path.len() > 1 && !web.path.starts_with("//");
            // What leads to a page of a site stands for no address, but for one of the samples.
            let placeholder = !web.is_some_and(found_so) && is_placeholder(url);
            // "Open [http://localhost:3000](http://localhost:3000)" is told to the reader.
            let shown = link.text.as_ref().is_some_and(|(text, _)| text == url);
            let sample = || written && !shown && web.is_some_and(is_sample);
            if !(placeholder || sample()) || link.kind == LinkKind::Bare {
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

/// The longest placeholder that is a word, in bytes.
const LONGEST: usize = "link-here".len();

fn is_placeholder(url: &str) -> bool {
    let behind = without(url, "https://").or_else(|| without(url, "http://"));
    let mut rest = behind.unwrap_or(url).trim_end_matches('/');
    while let Some(shorter) = without(rest, "www.") {
        rest = shorter;
    }
    let dots = || behind.is_some() && rest.chars().all(|c| matches!(c, '.' | '…' | '?' | '-' | '_'));
    if rest.len() > LONGEST {
        return dots();
    }
    let is = |words: &[&str]| words.iter().any(|word| is_word(rest, word));
    is(&["todo", "tbd", "tba", "tbc", "fixme", "xxx", "xxxx", "url", "link"])
        || dots()
        || behind.is_none() && is(&["link-here", "url-here", "…", "...", "???"])
}

/// `example.com` and the own machine.
fn is_sample(web: &Web<'_>) -> bool {
    let name = web.host.bytes().position(|byte| byte == b':').map_or(web.host, |port| &web.host[..port]);
    ["example.com", "www.example.com", "localhost", "127.0.0.1"].iter().any(|known| is_word(name, known))
}

/// Who reads the mail of an organiser.
const OFFICES: &[&str] = &[
    "info",
    "contact",
    "kontakt",
    "contacto",
    "contato",
    "events",
    "event",
    "office",
    "hello",
    "team",
    "registration",
    "tickets",
    "orga",
];

/// The address of mail to a domain that is kept for examples: `talks@example.org`, but not what a form shows,
/// `name@example.org`. One that stands in the text is perhaps somebody's sample, unless an office reads it.
fn sample_mail(url: &str, in_text: bool) -> Option<&str> {
    let rest = without(url, "mailto:")?;
    let address = rest.split_once('?').map_or(rest, |(address, _)| address);
    let (name, host) = address.split_once('@')?;
    let is = |word: &str, words: &[&str]| words.iter().any(|known| is_word(word, known));
    let sample = is(host, &["example.com", "example.org", "example.net"]);
    let form = is(name, &["name", "you", "your", "user", "me", "email", "mail", "foo", "someone"]);
    (sample && !form && (!in_text || is(name, OFFICES))).then_some(address)
}

fn is_word(text: &str, word: &str) -> bool {
    text.len() == word.len() && text.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, is_sample};
    use crate::rules::link::target::web;

    #[test]
    fn only_what_stands_for_an_address_counts() {
        for url in ["TODO", "https://", "https://…", "http://...", "url", "https://TBD", "TBA"] {
            assert!(is_placeholder(url), "{url}");
        }
        for url in ["https://todogroup.org", "..", "./", "link.html", "https://a.org/todo", "", "tba.md"] {
            assert!(!is_placeholder(url), "{url}");
        }
        assert!(web("http://localhost:4000/x").is_some_and(|web| is_sample(&web)));
        assert!(!web("https://example.community").is_some_and(|web| is_sample(&web)));
    }
}
