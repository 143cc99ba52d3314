//! Hosts and mail addresses that a browser takes for files of the own site.

use super::target::is_plain;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{Answer, Ask, Post, Question, SiteRule};
use serde::{Deserialize, Serialize};

/// `link/missing-scheme`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingScheme {}

impl SiteRule for MissingScheme {
    fn ask(&self, post: &Post<'_>, asks: &mut Vec<Ask>) {
        for target in post.targets().iter().filter(|target| target.is_written() && !target.link.image) {
            let (link, url) = (target.link, target.url);
            let Some((path, _)) = &target.local else { continue };
            if !is_host(url) && !is_mail(url) {
                continue;
            }
            asks.push(Ask {
                question: Question::Path(path.to_string()),
                span: link.target,
                target: url.to_owned(),
                image: false,
                hint: is_plain(post, link).then(|| meant(url)),
            });
        }
    }

    fn judge(&self, ask: &Ask, answer: &Answer, found: &mut Found) {
        if *answer == Answer::Yes {
            return;
        }
        let target = ask.target.as_str();
        let kind = if is_mail(target) { "mail address" } else { "web address" };
        let finding = found.at(
            Subject::Target(ask.span),
            ask.span,
            format!("{} is looked for as a file of your own site, so the link leads nowhere", quote(target)),
        );
        finding.help(format!("write {}", meant(target)));
        if ask.hint.is_some() {
            let edits = vec![Edit { span: ask.span, text: meant(target) }];
            finding.fix(Safety::Unsafe, Intent::Rewrites, format!("make it a {kind}"), edits);
        }
    }
}

fn meant(target: &str) -> String {
    if is_mail(target) { format!("mailto:{target}") } else { format!("https://{target}") }
}

fn is_mail(url: &str) -> bool {
    let Some(at) = memchr::memchr(b'@', url.as_bytes()) else { return false };
    let (name, host) = (&url[..at], &url[at + 1..]);
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    !name.is_empty() && name.chars().all(good) && are_labels(host)
}

/// Whether a text is two or more names with dots between them.
fn are_labels(host: &str) -> bool {
    let good = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
    };
    host.contains('.') && host.split('.').all(good)
}

/// Last labels of hosts that are no ending of a file.
const COMMON: &[&str] = &[
    "com",
    "org",
    "net",
    "edu",
    "gov",
    "info",
    "io",
    "dev",
    "eu",
    "int",
    "uk",
    "us",
    "ca",
    "au",
    "nz",
    "de",
    "at",
    "ch",
    "fr",
    "be",
    "nl",
    "lu",
    "es",
    "pt",
    "it",
    "dk",
    "se",
    "no",
    "fi",
    "cz",
    "sk",
    "hu",
    "ro",
    "bg",
    "gr",
    "jp",
    "kr",
    "cn",
    "tw",
    "in",
    "br",
    "ar",
    "mx",
    "cl",
    "co",
    "za",
    "events",
    "tech",
    "community",
    "online",
    "live",
    "space",
    "berlin",
    "paris",
    "wien",
    "social",
    "cloud",
    "ngo",
    "foundation",
    "academy",
    "me",
    "tv",
    "gl",
    "ly",
];

/// Last labels that a file's ending may be too: judged with `www.` or a path only.
const DOUBTFUL: &[&str] =
    &["pl", "rs", "sh", "app", "page", "ie", "is", "hr", "si", "ee", "lt", "lv", "ru", "ua", "ai", "fm"];

fn is_host(url: &str) -> bool {
    let end = url.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(url.len());
    let host = &url[..end];
    // Most paths begin with a name without a dot.
    if memchr::memchr(b'.', host.as_bytes()).is_none() {
        return false;
    }
    let (host, port) = host.split_once(':').map_or((host, ""), |(host, port)| (host, port));
    if !port.bytes().all(|byte| byte.is_ascii_digit()) || !are_labels(host) {
        return false;
    }
    let (before, last) = host.rsplit_once('.').unwrap_or(("", host));
    let last = last.to_ascii_lowercase();
    let path = url.get(host.len()..).is_some_and(|rest| rest.len() > 1);
    let www = before.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    COMMON.contains(&last.as_str())
        || www && last.bytes().all(|byte| byte.is_ascii_alphabetic()) && last != "html"
        || DOUBTFUL.contains(&last.as_str()) && path
}

#[cfg(test)]
mod tests {
    use super::{is_host, is_mail};

    #[test]
    fn hosts_are_told_from_files() {
        for url in ["nwb.org", "docs.google.com/d/1", "www.a.pl", "gitlab.a.fr", "a.org:8080/x"] {
            assert!(is_host(url), "{url}");
        }
        for url in
            ["readme.md", "agenda.html", "a.rs", "a/b.org", "./a.org", "x.pdf", "main.py", "a", "img.a.png", "..org"]
        {
            assert!(!is_host(url), "{url}");
        }
        assert!(is_mail("a.b@c.org"));
        assert!(!is_mail("@user"));
        assert!(!is_mail("a@b/c.org"));
    }
}
