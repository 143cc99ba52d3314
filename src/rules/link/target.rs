//! Targets of links: which may be judged, and what they are made of.

use crate::document::{Link, LinkKind};
use crate::rules::Post;
use crate::source::trim;
use std::borrow::Cow;

/// A link or an image with its target taken apart, once for all rules.
pub struct Target<'a> {
    /// The link.
    pub link: &'a Link<'a>,
    /// Its target without blanks around it.
    pub url: &'a str,
    /// The parts of the target, where it is an address of the web.
    pub web: Option<Web<'a>>,
    /// It is an address of the web with nothing odd in it: a host of letters, digits and single marks, no bracket,
    /// and nothing that looks like the beginning of a second address.
    pub is_tidy: bool,
    /// See [`local`].
    pub local: Option<Local<'a>>,
}

/// A path of the own site, and the fragment behind it.
pub type Local<'a> = (Cow<'a, str>, Option<Cow<'a, str>>);

impl<'a> Target<'a> {
    /// The target of a link.
    #[must_use]
    pub fn new(link: &'a Link) -> Self {
        let url = trim(&link.url);
        match behind_scheme(url).map(take_apart) {
            Some((web, is_tidy)) => Target { link, url, web: Some(web), is_tidy, local: None },
            None => Target { link, url, web: None, is_tidy: false, local: local(url) },
        }
    }

    /// Whether it was written as a link, not found as an address in text,
    /// front matter or a template tag.
    #[must_use]
    pub fn is_written(&self) -> bool {
        matches!(self.link.kind, LinkKind::Inline | LinkKind::Reference | LinkKind::Html)
    }
}

/// Whether the target can be replaced as it stands: nothing in it was resolved.
pub fn is_plain(post: &Post<'_>, link: &Link) -> bool {
    post.text(link.target) == link.url
}

/// The name before the first colon (`https`), when it is one of an address.
pub fn scheme(url: &str) -> Option<&str> {
    let end = url.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')))?;
    let plausible = end > 1 && url.as_bytes()[end] == b':' && url.starts_with(|c: char| c.is_ascii_alphabetic());
    plausible.then(|| url.get(..end))?
}

/// A web address in its parts, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Web<'a> {
    /// The host with its port, without user.
    pub host: &'a str,
    /// From the first `/` of the path; empty when there is none.
    pub path: &'a str,
    /// Behind `?`.
    pub query: Option<&'a str>,
    /// Behind `#`.
    pub fragment: Option<&'a str>,
}

/// The parts of an `http://` or `https://` address.
pub fn web(url: &str) -> Option<Web<'_>> {
    behind_scheme(url).map(parts)
}

/// What stands behind `http://` or `https://`.
fn behind_scheme(url: &str) -> Option<&str> {
    if !url.starts_with(['h', 'H']) {
        return None;
    }
    url.strip_prefix("https://").or_else(|| without(url, "https://")).or_else(|| without(url, "http://"))
}

/// What stands behind a beginning, case apart.
pub fn without<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then_some(rest)
}

/// Whether a host is a site or one of its sub-domains, case apart.
#[must_use]
pub fn is_at(host: &str, site: &str) -> bool {
    let Some((above, own)) = host.len().checked_sub(site.len()).and_then(|at| host.split_at_checked(at)) else {
        return false;
    };
    // What stands above tells most hosts apart.
    (above.is_empty() || above.ends_with('.')) && own.eq_ignore_ascii_case(site)
}

/// The parts of an address behind its `//`.
pub fn parts(rest: &str) -> Web<'_> {
    take_apart(rest).0
}

/// What a byte of a host is: one of these, or 0 for a letter, a digit or a dash.
const ENDS: u8 = 1;
const ODD: u8 = 1 << 1;
const DOT: u8 = 1 << 2;

static HOST: [u8; 256] = {
    let mut kinds = [ODD; 256];
    let mut byte = 0;
    while byte < 128u8 {
        kinds[byte as usize] = match byte {
            b'/' | b'?' | b'#' => ENDS,
            b'.' => DOT,
            b'-' | b':' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => 0,
            _ => ODD,
        };
        byte += 1;
    }
    kinds
};

/// The parts of an address behind its `//`, and whether nothing in them is odd, see [`Target::is_tidy`].
fn take_apart(rest: &str) -> (Web<'_>, bool) {
    let (mut end, mut before, mut odd) = (0, 0, 0);
    for byte in rest.bytes() {
        let kind = HOST[usize::from(byte)];
        if kind == ENDS {
            break;
        }
        odd |= kind & ODD | kind & before;
        before = kind;
        end += 1;
    }
    let (mut host, behind) = rest.split_at(end);
    if odd != 0 {
        host = memchr::memrchr(b'@', host.as_bytes()).map_or(host, |at| &host[at + 1..]);
    }
    let end = memchr::memchr2(b'?', b'#', behind.as_bytes()).unwrap_or(behind.len());
    let (path, behind) = behind.split_at(end);
    let mut web = Web { host, path, query: None, fragment: None };
    let mut is_tidy = odd == 0 && !host.ends_with(':') && !is_odd_path(path.as_bytes());
    if let Some(&mark) = behind.as_bytes().first() {
        is_tidy = is_tidy && memchr::memchr2(b'[', b']', behind.as_bytes()).is_none();
        if mark == b'#' {
            web.fragment = Some(&behind[1..]);
        } else {
            let (query, fragment) = split(&behind[1..], b'#');
            (web.query, web.fragment) = (Some(query), fragment);
        }
    }
    (web, is_tidy)
}

/// Whether a path has a bracket, or a slash as in the beginning of an address: behind a colon or another slash.
/// Sixteen places are looked at together, without a branch for each; the last ones perhaps twice.
fn is_odd_path(path: &[u8]) -> bool {
    let is_odd = |before: &u8, byte: &u8| {
        let is = |byte: &u8, mark| u8::from(*byte == mark);
        is(byte, b'[') | is(byte, b']') | is(byte, b'/') & (is(before, b':') | is(before, b'/'))
    };
    let any = |(before, bytes): (&[u8; 16], &[u8; 16])| {
        before.iter().zip(bytes).fold(0, |any, (before, byte)| any | is_odd(before, byte)) > 0
    };
    let (Some((_, before)), Some((_, bytes))) = (path.split_last(), path.split_first()) else { return false };
    match (before.last_chunk(), bytes.last_chunk()) {
        (Some(last), Some(end)) => before.as_chunks().0.iter().zip(bytes.as_chunks().0).any(any) || any((last, end)),
        _ => before.iter().zip(bytes).any(|(before, byte)| is_odd(before, byte) > 0),
    }
}

fn split(text: &str, mark: u8) -> (&str, Option<&str>) {
    match memchr::memchr(mark, text.as_bytes()) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// A target on the own site: its path without query (percent signs resolved),
/// and its fragment. `None` for addresses of other sites.
pub fn local(url: &str) -> Option<Local<'_>> {
    if url.is_empty() || url.starts_with("//") || url.starts_with('\\') || is_alias(url) || scheme(url).is_some() {
        return None;
    }
    let url = pelican(url)?;
    if !url.bytes().any(|byte| matches!(byte, b'#' | b'?' | b'%')) {
        return Some((Cow::Borrowed(url), None));
    }
    let (rest, fragment) = split(url, b'#');
    let (path, _) = split(rest, b'?');
    Some((decode(path), fragment.map(decode)))
}

/// Whether a path begins with a name that the site gives to one of its folders: `@site/static/map.png` (Docusaurus),
/// `@/camp/plan.md` (Zola), `~/assets/map.png`, `$lib/map.png`.
fn is_alias(url: &str) -> bool {
    url.starts_with(['@', '~', '$']) && url.contains('/')
}

/// A target behind Pelican's `{static}`, `{filename}` and `{attach}` (once
/// `|filename|`), which name files; `None` for pages that Pelican makes, such as
/// `{tag}maps`.
fn pelican(url: &str) -> Option<&str> {
    let end = match url.as_bytes().first() {
        Some(b'{') => '}',
        Some(b'|') => '|',
        _ => return Some(url),
    };
    match url[1..].split_once(end) {
        Some(("filename" | "static" | "attach", rest)) => Some(rest),
        Some((name, _)) if name.bytes().all(|byte| byte.is_ascii_lowercase()) => None,
        _ => Some(url),
    }
}

/// Percent signs resolved; unchanged where that is no text.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) if byte == b'%' => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Endings of files that a site hands out as they are, and of documents that
/// links name; pages (`.html`, no ending) are made by the site and not among them.
const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "ico", "pdf", "ics", "md", "markdown",
    "zip", "gz", "tgz", "bz2", "xz", "7z", "odp", "odt", "ods", "ppt", "pptx", "doc", "docx", "xls", "xlsx", "csv",
    "tsv", "mp3", "mp4", "m4a", "ogg", "oga", "ogv", "webm", "wav", "flac", "mov", "key", "epub", "tex", "bib", "vcf",
];

/// The longest ending, in bytes.
const LONGEST: usize = "markdown".len();

/// Whether a path names a file that has to be there.
pub fn is_file(path: &str) -> bool {
    // Most links name no file: the dot of an ending stands near the end.
    let near = path.as_bytes().iter().rev().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let Some((before, ending)) = path.len().checked_sub(near).and_then(|at| path.split_at_checked(at)) else {
        return false;
    };
    // A name that is nothing but an ending is hidden.
    let named = before.strip_suffix('.').is_some_and(|stem| !stem.is_empty() && !stem.ends_with('/'));
    named && FILES.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_an_address() {
        assert_eq!(local("./a%20b.png?x#y"), Some(("./a b.png".into(), Some("y".into()))));
        assert_eq!(local("mailto:a@b.org"), None);
        assert_eq!(local("//cdn.org/a"), None);
        assert_eq!(local("{static}/a.png"), Some(("/a.png".into(), None)));
        assert_eq!(local("|filename|../b.md#c"), Some(("../b.md".into(), Some("c".into()))));
        assert_eq!(local("{tag}maps"), None);
        for alias in ["@site/static/a.png", "@/camp/a.md", "~/a.png", "~@/a.png", "$lib/a.png"] {
            assert_eq!(local(alias), None, "{alias}");
        }
        assert_eq!(local("~a.png"), Some(("~a.png".into(), None)));
        assert_eq!(local("{a b}.png"), Some(("{a b}.png".into(), None)));
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%ff"), "%ff");
    }

    #[test]
    fn a_file_is_told_by_its_ending() {
        for path in ["a.png", "b/c.tar.gz", "./A.PDF", "../x.markdown", "é.jpg"] {
            assert!(is_file(path), "{path}");
        }
        for path in ["a", "a.html", ".png", "b/.gz", "a.png/", "a.", "a.pngs", "markdown", "", "a.é"] {
            assert!(!is_file(path), "{path}");
        }
    }

    #[test]
    fn an_address_is_taken_apart() {
        let tidy = |url| behind_scheme(url).is_some_and(|rest| take_apart(rest).1);
        for url in ["https://a.org", "http://a-b.org:80/c/d-e_f/long/enough/for/a/chunk?g=//h#i", "HTTPS://A.org?b:/c"]
        {
            assert!(tidy(url), "{url}");
        }
        for url in [
            "https://a..org",
            "https://a.org:",
            "https://a_b.org",
            "https://a@b.org",
            "https://a.org//b",
            "https://a.org/long/enough/for/a/chunk:/",
            "https://a.org/b[c",
            "https://a.org/long/enough/for/a/chunk?b]",
        ] {
            assert!(!tidy(url), "{url}");
        }
        let web = web("HTTPS://me@a.org:80/b/c?d=e#f").expect("an address");
        assert_eq!(web, Web { host: "a.org:80", path: "/b/c", query: Some("d=e"), fragment: Some("f") });
    }
}
