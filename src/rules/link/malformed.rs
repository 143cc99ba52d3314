//! Addresses with a slip in them: nothing can be reached through them.

use super::open_quote;
use super::target::{Target, Web, is_plain, web, without};
use crate::config::Generator;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::{Link, LinkKind, Prose};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::floor;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;

/// `link/malformed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Malformed {}

/// The longest path that is looked for a blank, in bytes.
const LONGEST: usize = 200;

/// The longest text of a link whose bracket is open, in bytes, and in words.
const LABEL: usize = 80;
const WORDS: usize = 8;

/// What is wrong with an address, the cure, and the address as it was probably meant.
struct Slip {
    message: String,
    help: String,
    meant: Option<String>,
}

impl Slip {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Slip { message: message.into(), help: help.into(), meant: None }
    }
}

impl PostRule for Malformed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for target in post.targets() {
            let Some(slip) = slip(target) else { continue };
            let link = target.link;
            let finding = found.at(Subject::Target(link.target), link.target, slip.message);
            finding.help(slip.help);
            if let Some(meant) = slip.meant
                && is_plain(post, link)
            {
                let edits = vec![Edit { span: link.target, text: meant.clone() }];
                finding.fix(Safety::Unsafe, Intent::Rewrites, format!("write {meant}"), edits);
            }
        }
        // Where links begin, in order: asked for few addresses, but perhaps for all of them.
        let starts = LazyCell::new(|| {
            let mut starts: Vec<usize> = post.doc.links.iter().map(|link| link.span.start()).collect();
            starts.sort_unstable();
            starts
        });
        for link in post.doc.links.iter().filter(|link| link.kind == LinkKind::Bare) {
            open_bracket(post, link, found);
            parted(post, link, |at| starts.binary_search(&at).is_ok(), found);
        }
        open_quote::check(post, found);
        if !may_hold_broken(post) {
            return;
        }
        for (_, prose) in post.doc.texts() {
            broken_in_text(post, prose, found);
        }
        for cell in post.doc.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells) {
            broken_in_text(post, &cell.prose, found);
        }
    }
}

fn slip(target: &Target<'_>) -> Option<Slip> {
    let url = target.url;
    if !(target.web.is_some() && begins_well(url))
        && let Some(slip) = start(url).or_else(|| mistyped_mail(url))
    {
        return Some(slip);
    }
    if matches!(target.link.kind, LinkKind::FrontMatter | LinkKind::Template) {
        return None;
    }
    // What begins as it should can only be wrong further on.
    if target.is_tidy {
        return None;
    }
    if let Some(web) = &target.web {
        return address(url, web);
    }
    if let Some(slip) = wiki(target) {
        return Some(slip);
    }
    if url.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("mailto:")) {
        return mail(url);
    }
    let bare = url.trim_start_matches(['[', '(', '<', '{']);
    let message = || format!("the address {} begins with a bracket: the link leads nowhere", quote(url));
    // "[the talk]((talks/maps))"
    if let Some(meant) = url.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|it| !it.contains('(')) {
        return Some(Slip { message: message(), help: format!("write {meant}"), meant: Some(meant.to_owned()) });
    }
    (bare.len() < url.len() && web(bare).is_some()).then(|| Slip::new(message(), "remove the bracket"))
}

/// Whether a name stands behind the `https://` of an address, not more marks.
fn begins_well(url: &str) -> bool {
    let behind = if url.as_bytes().get(4) == Some(&b':') { "http://".len() } else { "https://".len() };
    url.as_bytes().get(behind).is_some_and(u8::is_ascii_alphanumeric)
}

/// Slips in `https://` itself.
fn start(url: &str) -> Option<Slip> {
    let is_good = |rest: &str| !rest.is_empty() && !rest.starts_with([':', ';', '/', '\\', '.']);
    if without(url, "https://").or_else(|| without(url, "http://")).is_some_and(is_good) {
        return None;
    }
    let head = url.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = url.split_at_checked(head)?;
    let marks = rest.bytes().take_while(|byte| matches!(byte, b':' | b';' | b'/' | b'\\' | b'.')).count();
    let (marks, after) = rest.split_at_checked(marks)?;
    let exact = name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https");
    if after.is_empty() || marks == "://" && exact || marks.is_empty() {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let wrong = if exact {
        marks.len() > 1 && marks.contains(['/', '\\']) || marks == ":" && after.contains('.')
    } else {
        (3..=7).contains(&name.len())
            && matches!(marks, "://" | ":/" | "//" | ":")
            && (marks != ":" || after.starts_with("www."))
            && !KNOWN.contains(&name.as_str())
            && (strsim::osa_distance(&name, "https") <= 1
                || strsim::osa_distance(&name, "http") <= 1
                || ["htts", "htps", "htpps", "hhtps", "tps"].contains(&name.as_str()))
    };
    if !wrong {
        return None;
    }
    let meant = format!("{}://{after}", if name == "http" { "http" } else { "https" });
    Some(Slip {
        message: format!("the link leads nowhere: {} is no address that a browser knows", quote(url)),
        help: format!("write {meant}"),
        meant: Some(meant),
    })
}

/// Beginnings that are near `http` and are not it.
const KNOWN: &[&str] = &["http", "https", "ftp", "ftps", "sftp", "shttp", "ntp", "nttp", "smtp", "rtp", "tftp"];

fn wiki(target: &Target<'_>) -> Option<Slip> {
    let (link, url) = (target.link, target.url);
    let title = link.title.as_deref().is_some_and(|(title, _)| title.trim() == "wikilink") && target.local.is_some();
    let space =
        ["User:", "File:", "Category:", "Talk:", "Special:", "Template:"].iter().any(|name| url.starts_with(name));
    (title || space).then(|| {
        Slip::new(
            format!("the link leads nowhere: {} is left over from a wiki", quote(url)),
            "write the page's full address, or remove the link",
        )
    })
}

fn mail(url: &str) -> Option<Slip> {
    let rest = url.get(7..)?;
    let (address, query) = rest.split_once('?').map_or((rest, false), |(address, _)| (address, true));
    let plain = address.trim_start_matches('/');
    let good = address == plain
        && address.trim() == address
        && !address.contains(|c: char| c.is_whitespace())
        && (address.contains('@') || address.to_ascii_lowercase().contains("%40"));
    if good || (query && address.is_empty()) {
        return None;
    }
    let fixed = plain.contains('@') && !plain.contains(|c: char| c.is_whitespace());
    let meant = fixed.then(|| format!("mailto:{}", rest.trim_start_matches('/')));
    Some(Slip {
        message: format!("nobody can be written to through {}: it holds no mail address", quote(url)),
        help: meant.as_ref().map_or_else(|| "write mailto:name@host".to_owned(), |meant| format!("write {meant}")),
        meant,
    })
}

/// `mailtu:talks@harbour.fr`: the beginning of a mail address, mistyped.
fn mistyped_mail(url: &str) -> Option<Slip> {
    let (name, address) = url.split_once(':').filter(|(_, address)| address.contains('@') && !address.contains('/'))?;
    (strsim::osa_distance(&name.to_ascii_lowercase(), "mailto") == 1).then(|| {
        let meant = format!("mailto:{address}");
        let message = format!("the link leads nowhere: {} is no address that a browser knows", quote(url));
        Slip { message, help: format!("write {meant}"), meant: Some(meant) }
    })
}

fn address(url: &str, web: &Web<'_>) -> Option<Slip> {
    let bracket = memchr::memchr2(b'[', b']', url.as_bytes()).is_some();
    if bracket && url.contains("](") {
        return Some(Slip::new(
            format!("the address {} holds a second link: it leads nowhere", quote(url)),
            "keep one of the two links",
        ));
    }
    if may_be_twice(web)
        && let Some(slip) = twice(url)
    {
        return Some(slip);
    }
    let host = web.host;
    let literal = host.starts_with('[') && host.contains(']');
    let odd = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '<' | '>' | ',' | '(' | ')' | '"' | '\\');
    if !literal && let Some(c) = host.chars().find(|&c| odd(c)) {
        let what = if c.is_whitespace() { "a blank".to_owned() } else { format!("\"{c}\"") };
        return Some(Slip::new(
            format!("the address {} has {what} in the name of the site: the link leads nowhere", quote(url)),
            "correct the address",
        ));
    }
    if host.contains("..") && !host.ends_with("..") && !web.host.contains('…') {
        return Some(Slip::new(
            format!("the address {} has two dots in the name of the site: the link leads nowhere", quote(url)),
            "correct the address",
        ));
    }
    let open = web.path.matches('[').count();
    (open != web.path.matches(']').count()).then(|| {
        Slip::new(
            format!("a bracket has got into the address {}: the link leads elsewhere", quote(url)),
            "remove the bracket",
        )
    })
}

/// Whether slashes stand before the query as in the beginning of an address: behind a colon or another slash.
fn may_be_twice(web: &Web<'_>) -> bool {
    let path = web.path.as_bytes();
    web.host.ends_with(':') && !path.is_empty()
        || path.windows(2).any(|two| two[1] == b'/' && matches!(two[0], b':' | b'/'))
}

/// An address of the web that holds another: `https://a.orghttps://a.org`, `https://https://a.org`.
fn twice(url: &str) -> Option<Slip> {
    let start = memchr::memchr(b':', url.as_bytes())? + "://".len();
    if url.as_bytes().windows(4).filter(|part| part.eq_ignore_ascii_case(b"http")).count() < 2 {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    let rest = lower.get(start..)?;
    let at = ["https://", "http://", "https//", "http//", "https:/", "http:/"]
        .iter()
        .filter_map(|head| rest.find(head))
        .min()?;
    let before = rest.get(..at)?;
    if before.contains(['?', '#', '=', '&', '*', ';', '|', '@', '!']) {
        return None;
    }
    if before.is_empty() {
        let meant = url.get(start..).unwrap_or("").to_owned();
        let clean = web(&meant).is_some();
        return Some(Slip {
            message: format!("the link leads nowhere: {} begins twice", quote(url)),
            help: if clean { format!("write {meant}") } else { "write the beginning once".to_owned() },
            meant: clean.then_some(meant),
        });
    }
    // Behind a slash it is an archive or a proxy, which take addresses as paths.
    let pasted = before.contains('.') && !before.ends_with(['/', ':', ',', '-', '_']);
    pasted.then(|| Slip::new(format!("two addresses are pasted together in {}", quote(url)), "keep one of the two"))
}

/// Whether something of the body looks like a link and is none that was read.
fn may_hold_broken(post: &Post<'_>) -> bool {
    let inline = post.doc.links.iter().filter(|link| link.kind == LinkKind::Inline);
    let mut targets: Vec<usize> = inline.map(|link| link.target.start()).collect();
    targets.sort_unstable();
    let body = post.text(post.doc.body).as_bytes();
    let seams = memchr::memchr_iter(b']', body).filter(|at| body.get(at + 1) == Some(&b'('));
    // Both are in order.
    let mut targets = targets.into_iter().peekable();
    seams.map(|at| post.doc.body.start() + at + 2).any(|seam| {
        while targets.next_if(|target| *target < seam).is_some() {}
        targets.peek() != Some(&seam)
    })
}

/// `[text (https://a)`: the bracket of the text never closes, and only the address is a link.
fn open_bracket(post: &Post<'_>, link: &Link<'_>, found: &mut Found) {
    let text = post.source.text();
    let Some(before) = text[..link.span.start()].strip_suffix('(') else { return };
    let near = &before[floor(before, before.len().saturating_sub(LABEL))..];
    let Some(label) = near.rfind('[').map(|open| near[open + 1..].trim_end()) else { return };
    let named = label.starts_with(char::is_alphanumeric) && label.split_whitespace().count() <= WORDS;
    let start = before.trim_end().len() - label.len() - 1;
    if !named || label.contains([']', '(', '`', '\n']) || text[..start].ends_with(['\\', '[', '`']) {
        return;
    }
    let span = post.source.snap(start, before.trim_end().len());
    let message = format!("{} is shown as text, its bracket and all: \"]\" is missing behind it", quote(label));
    found
        .at(Subject::Target(span), span, message)
        .help(format!("write [{label}] right before the address in parentheses"));
}

/// `[text] (https://a)`: only the address is a link. `begins` tells whether a link begins at a byte.
fn parted(post: &Post<'_>, link: &Link<'_>, begins: impl Fn(usize) -> bool, found: &mut Found) {
    let text = post.source.text();
    let Some(before) = text[..link.span.start()].strip_suffix('(') else { return };
    let Some(head) = before.trim_end_matches(' ').strip_suffix(']').filter(|head| head.len() + 1 < before.len()) else {
        return;
    };
    let near = &head[floor(head, head.len().saturating_sub(LABEL))..];
    let Some(label) = near.rfind('[').map(|open| &near[open + 1..]) else { return };
    let start = head.len() - label.len() - 1;
    let words = label.split_whitespace().count();
    let named = label.chars().filter(|c| c.is_alphabetic()).count() > 2 && (1..=WORDS).contains(&words);
    let span = post.source.snap(start, head.len() + 1);
    if !named
        || label.contains([']', '`', '\n'])
        || text[..start].ends_with(['\\', '!', '[', ']', '`'])
        || !text[link.span.end()..].starts_with(')')
        // "[map] (https://…)" with a definition of "[map]" below is a link with a remark.
        || begins(start)
    {
        return;
    }
    let gap = post.source.snap(head.len() + 1, before.len());
    let message = format!("{} is shown as text, brackets and all: a blank parts it from its address", quote(label));
    found
        .at(Subject::Target(span), span, message)
        .help(format!("write [{label}] right before the address in parentheses"))
        .fix(Safety::Unsafe, Intent::Repairs, "remove the blank", vec![Edit { span: gap, text: String::new() }]);
}

/// `[text](https://a b)`: no link at all, shown with its brackets.
fn broken_in_text(post: &Post<'_>, prose: &Prose, found: &mut Found) {
    let text = &*prose.text;
    if text.len() < "](www.".len() {
        return;
    }
    // kramdown, Python-Markdown and Pandoc make links of paths with blanks.
    let generator = post.settings.generator;
    let takes_blanks = matches!(generator, Generator::Jekyll | Generator::Pelican | Generator::Quarto);
    for at in memchr::memchr_iter(b']', text.as_bytes()).filter(|at| text.as_bytes().get(at + 1) == Some(&b'(')) {
        let from = at + 2;
        let Some(inner) = text.get(from..) else { return };
        let begins = inner.trim_start();
        let address = ["http://", "https://", "mailto:", "www."].iter().any(|head| begins.starts_with(head));
        if !address && (takes_blanks || !is_parted_path(begins)) {
            continue;
        }
        let Some(open) = text.get(..at).and_then(|before| before.rfind('[')) else { continue };
        let (end, closed) =
            inner.find(')').map_or_else(|| (inner.find('\n').unwrap_or(inner.len()), false), |end| (end, true));
        let Some(target) = inner.get(..end) else { continue };
        let lead = inner.len() - begins.len();
        let span = prose.source_span(post.source, from + lead..from + target.trim_end().len().max(lead));
        let whole = prose.source_span(post.source, open..from + end);
        let raw = post.text(whole);
        if !raw.contains("](") || target.contains('\u{fffc}') || post.doc.is_hidden(whole) || target.len() > 500 {
            continue;
        }
        if !closed {
            found
                .at(Subject::Target(span), span, "this link is shown as text, brackets and all: its \")\" is missing")
                .help("write \")\" behind the address");
        } else if !address {
            let message = format!("this link is shown as text, brackets and all: {} has a blank in it", quote(target));
            let finding = found.at(Subject::Target(span), span, message);
            finding.help("remove the blank, or write %20 for it");
            if generator == Generator::Unknown {
                finding.grade("unknown-generator");
            }
        } else if target.trim().contains(char::is_whitespace) {
            found
                .at(
                    Subject::Target(span),
                    span,
                    format!("the address {} has a blank in it: the link leads nowhere", quote(target)),
                )
                .help(if begins.starts_with("mailto:") {
                    "remove the blank"
                } else {
                    "remove the blank, or write %20 for it"
                });
        }
    }
}

/// `slides/maps of towns.pdf)`: the path of a file with a blank in it, up to the bracket; `see a/b for more)` is none.
fn is_parted_path(text: &str) -> bool {
    let text = &text[..floor(text, LONGEST)];
    let path = text.find([')', '\n']).and_then(|end| text[..end].split_once(' '));
    let Some((first, rest)) = path else { return false };
    let ending = rest.rsplit_once('.').is_some_and(|(name, ending)| {
        let known = (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        known && ending.bytes().any(|byte| byte.is_ascii_alphabetic()) && !name.ends_with(char::is_whitespace)
    });
    ending && first.contains('/') && !first.starts_with(['/', '{']) && !rest.contains(['"', '\'', '(', ','])
}

#[cfg(test)]
mod tests {
    use super::{address, is_parted_path, mail, start, twice};
    use crate::rules::link::target::web;

    fn is_slip(url: &str) -> bool {
        start(url).is_some() || mail_slip(url) || web(url).is_some_and(|web| address(url, &web).is_some())
    }

    fn mail_slip(url: &str) -> bool {
        url.starts_with("mailto:") && mail(url).is_some()
    }

    #[test]
    fn a_path_has_a_blank_in_it() {
        for text in ["slides/maps of towns.pdf) and more", "../files/My Map.pptx)"] {
            assert!(is_parted_path(text), "{text}");
        }
        for text in [
            "see a/b for more)",
            "maps of towns.pdf)",
            "a/b.md \"Maps of towns.pdf\")",
            "and/or the like)",
            "a/b c.pdf",
        ] {
            assert!(!is_parted_path(text), "{text}");
        }
    }

    #[test]
    fn slips_are_seen() {
        for url in [
            "https//a.org",
            "htps://a.org",
            "http:/a.org",
            "htts://a.org/b",
            "http://[a.org",
            "mailto://a@b.org",
            "mailto:nobody",
            "https://a.org/xhttps://a.org/x",
            "https://https://a.org",
            "http:a.org",
            "https://www,a.org",
            "https://a.org/b](http://c.org)",
        ] {
            assert!(is_slip(url), "{url}");
        }
    }

    #[test]
    fn odd_addresses_that_work_are_left_alone() {
        for url in [
            "https://web.archive.org/web/2020/http://a.org",
            "https://a.org/?u=https://b.org",
            "https://a.org/#url=https://b.org",
            "ftp://a.org",
            "mailto:?subject=a",
            "mailto:a@b.org?cc=d",
            "https://[::1]/",
            "https:",
            "a.org",
            "http.html",
            "https://a.org/?https://b.org",
            "sftp://a.org",
            "https",
            "irc://a.org",
            "https://a.org/x[1].html",
        ] {
            assert!(!is_slip(url), "{url}");
        }
        assert!(twice("https://a.org").is_none());
    }
}
