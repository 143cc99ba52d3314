//! The names of the places of a page: what stands behind `#` in a link.
//!
//! Generators make them from headings, each by its own rule; where the rule is
//! not known, what any of them makes is accepted.

use crate::document::{Document, Flavour, MarkKind, Prose, TagKind};
use crate::nearest::{is_same_but_case, nearest};
use crate::source::Source;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The places of one page.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Anchors {
    /// Names of headings and written ids, each with the number of headings that are called so.
    names: BTreeMap<String, usize>,
    /// Parts of the page stand elsewhere, so that a missing name proves nothing.
    open: bool,
    /// The reader compares without regard to case.
    loose: bool,
}

impl Anchors {
    /// The places of a post.
    #[must_use]
    pub fn of(source: &Source, doc: &Document) -> Self {
        let mut names = BTreeMap::new();
        let mut open = doc.refused.is_some() || includes(source, doc);
        for (_, heading) in doc.headings() {
            if let Some((id, _)) = heading.id.as_deref() {
                add(&mut names, id.clone());
            }
            if heading.text.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Tag(_))) {
                open = true;
            }
            let text = heading_text(source, &heading.text);
            for slug in slugs(&text, doc.flavour) {
                if let Some(count) = names.get(&slug).copied().filter(|&count| count > 0) {
                    add(&mut names, format!("{slug}-{count}"));
                    add(&mut names, format!("{slug}-{}", count + 1));
                }
                *names.entry(slug).or_default() += 1;
            }
        }
        for (name, value) in doc.html.iter().flat_map(|tag| doc.attributes(tag)) {
            if let Some(value) = value.filter(|_| name == "id" || name == "name") {
                add(&mut names, source.slice(value).trim().to_owned());
            }
        }
        written(source.slice(doc.body), &mut names);
        for definition in &doc.blocks {
            if matches!(definition.kind, crate::document::BlockKind::Html(_)) {
                scan_html(source.slice(definition.span), &mut names);
            }
        }
        Anchors { names, open, loose: doc.flavour == Flavour::Gfm }
    }

    /// The places of an HTML page, by its text.
    #[must_use]
    pub fn of_html(text: &str) -> Self {
        let mut names = BTreeMap::new();
        scan_html(text, &mut names);
        Anchors { names, open: text.contains("<script") || text.contains("{{") || text.contains("{%"), loose: false }
    }

    /// Whether the page has a place; `None` when it can't be told.
    #[must_use]
    pub fn has(&self, name: &str) -> Option<bool> {
        let found = self.names.contains_key(name)
            || (self.loose && self.names.keys().any(|known| is_same_but_case(known, name)));
        if found { Some(true) } else { (!self.open).then_some(false) }
    }

    /// The place whose name is nearest, if one is near.
    #[must_use]
    pub fn near(&self, name: &str) -> Option<String> {
        nearest(name, self.names.keys().map(String::as_str)).map(str::to_owned)
    }
}

/// Names of a post's places that every generator's rule makes or that are written, in order: most links lead to
/// one of them, and they cost a part of what all do.
#[must_use]
pub fn certain(source: &Source, doc: &Document) -> Vec<String> {
    let written = doc.headings().filter_map(|(_, heading)| Some(heading.id.as_ref()?.0.clone()));
    let headings = doc.headings().map(|(_, heading)| {
        let has_code = heading.text.marks.iter().any(|mark| mark.kind == MarkKind::Code);
        let text = if has_code { &heading_text(source, &heading.text) } else { heading.text.trimmed() };
        if text.is_ascii() { github(text) } else { github(&text.to_lowercase()) }
    });
    let mut names: Vec<String> = headings.chain(written).collect();
    names.sort_unstable();
    names
}

/// Adds a name that no heading has.
fn add(names: &mut BTreeMap<String, usize>, name: String) {
    names.entry(name).or_default();
}

/// A heading as generators see it: with the words of its code.
fn heading_text(source: &Source, prose: &Prose) -> String {
    prose.spelled(source, 0..prose.text.len()).trim().to_owned()
}

/// What a heading is called, by every rule that may hold; each name once.
fn slugs(text: &str, flavour: Flavour) -> Vec<String> {
    let lower = text.to_lowercase();
    let github = github(&lower);
    if is_simple(&lower) {
        return vec![github];
    }
    let trimmed = github.trim_matches('-').to_owned();
    let mut slugs = match flavour {
        Flavour::Gfm => vec![kramdown(text), plain(&lower), ascii(&lower), trimmed, github],
        Flavour::Goldmark => vec![ascii(&lower), trimmed, github],
        Flavour::Kramdown => vec![kramdown(text), github],
        Flavour::MarkdownIt => vec![plain(&lower), ascii(&lower), github],
    };
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// Whether all rules agree on a text: plain words with one blank between them.
fn is_simple(lower: &str) -> bool {
    let mut blank = true;
    let mut is_plain = |byte: u8| {
        let second = blank && byte == b' ';
        blank = byte == b' ';
        !second && (byte.is_ascii_alphanumeric() || blank)
    };
    lower.starts_with(|c: char| c.is_ascii_alphabetic()) && lower.bytes().all(&mut is_plain) && !blank
}

/// What becomes of the characters of ASCII in [`github`]; 0 for those that are left out.
static GITHUB: [u8; 128] = {
    let mut kept = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        kept[byte as usize] = match byte {
            b' ' | b'\t' | b'\n' => b'-',
            b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' => byte,
            b'A'..=b'Z' => byte.to_ascii_lowercase(),
            _ => 0,
        };
        byte += 1;
    }
    kept
};

/// GitHub, goldmark, kramdown's GFM parser: letters, digits, `-`, `_`; blanks to `-`. Letters of ASCII are made small
/// here, others are so already.
fn github(lower: &str) -> String {
    if lower.is_ascii() {
        // Most headings by far.
        let mut out = vec![0; lower.len()];
        let mut length = 0;
        for byte in lower.bytes() {
            // What is left out is written over by what comes next.
            out[length] = GITHUB[usize::from(byte)];
            length += usize::from(out[length] > 0);
        }
        out.truncate(length);
        return String::from_utf8(out).unwrap_or_default();
    }
    let mut out = String::with_capacity(lower.len());
    out.extend(lower.chars().filter_map(|c| match c {
        ' ' | '\t' | '\n' => Some('-'),
        '-' | '_' => Some(c),
        _ if c.is_alphanumeric() || is_combining(c) => Some(c),
        _ => None,
    }));
    out
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) || ('\u{900}'..='\u{dff}').contains(&c)
}

/// kramdown itself: ASCII only, from the first letter on.
fn kramdown(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    kept.extend(
        text.trim_start_matches(|c: char| !c.is_ascii_alphabetic())
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
            .map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }),
    );
    if kept.is_empty() { "section".to_owned() } else { kept }
}

/// markdown-it-anchor: blanks to `-`, everything else kept (and percent-encoded).
fn plain(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

/// Eleventy's `slugify` and its like: accents dropped, all else to single `-`.
fn ascii(lower: &str) -> String {
    if lower.is_ascii() {
        return single(lower.chars(), lower.len());
    }
    single(lower.nfd().filter(|&c| !is_combining(c)), lower.len())
}

/// Letters and digits with single `-` between them.
fn single(letters: impl Iterator<Item = char>, len: usize) -> String {
    let mut out = String::with_capacity(len);
    for c in letters {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c != '\'' && c != '’' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// `{#name}` and `{: #name}`.
fn written(text: &str, names: &mut BTreeMap<String, usize>) {
    for at in memchr::memchr_iter(b'{', text.as_bytes()) {
        let Some(inner) = text.get(at + 1..).and_then(|rest| rest.split(['}', '\n']).next()) else { continue };
        let Some((before, name)) = inner.split_once('#') else { continue };
        if before.is_empty() || before.starts_with(':') || before.starts_with(' ') || before.starts_with('.') {
            add(names, name.split_whitespace().next().unwrap_or("").to_owned());
        }
    }
}

/// `id="…"` and `name="…"` in HTML text.
fn scan_html(text: &str, names: &mut BTreeMap<String, usize>) {
    for at in memchr::memchr_iter(b'=', text.as_bytes()) {
        let (before, rest) = (&text[..at], &text[at + 1..]);
        let before = ["id", "name", "ID", "NAME"].iter().find_map(|key| before.strip_suffix(key));
        if !before.is_some_and(|before| before.ends_with(char::is_whitespace)) {
            continue;
        }
        let value = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest.get(1..).and_then(|rest| rest.split(quote).next()),
            _ => rest.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        if let Some(value) = value.filter(|value| !value.is_empty() && value.len() < 200) {
            add(names, value.to_owned());
        }
    }
}

/// Whether a tag of the page brings in text that can't be seen here.
fn includes(source: &Source, doc: &Document) -> bool {
    // Tags that show nothing, or nothing with a heading.
    const KNOWN: &[&str] = &[
        "if",
        "elsif",
        "elif",
        "else",
        "endif",
        "unless",
        "endunless",
        "case",
        "when",
        "endcase",
        "for",
        "endfor",
        "assign",
        "set",
        "endset",
        "comment",
        "endcomment",
        "raw",
        "endraw",
        "link",
        "post_url",
        "highlight",
        "endhighlight",
        "image",
        "img",
        "imagecontent",
        "figure",
        "youtube",
        "vimeo",
        "url",
        "cycle",
        "break",
        "continue",
    ];
    doc.tags.iter().filter(|tag| !doc.is_hidden(tag.span)).any(|tag| {
        let name = tag.name.to_ascii_lowercase();
        match tag.kind {
            TagKind::Block => !KNOWN.contains(&name.as_str()),
            TagKind::Shortcode => {
                !matches!(name.trim_start_matches('/'), "ref" | "relref" | "figure" | "youtube" | "vimeo")
            }
            TagKind::Output => {
                let text = source.slice(tag.span);
                ["content", "include", "partial", "render", "markdown", "safe"].iter().any(|word| text.contains(word))
            }
        }
    }) || source.path().extension().is_some_and(|ending| ending == "mdx" || ending == "qmd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_generator_has_its_own_rule() {
        assert_eq!(github("où & quand ?"), "où--quand-");
        assert_eq!(kramdown("2. Où et quand"), "o-et-quand");
        assert_eq!(plain("où & quand ?"), "où-&-quand-?");
        assert_eq!(ascii("où & quand ?"), "ou-quand");
    }

    #[test]
    fn plain_words_have_one_name() {
        for text in ["call for papers", "day 2", "a"] {
            assert!(is_simple(text), "{text}");
            for name in [kramdown(text), plain(text), ascii(text)] {
                assert_eq!(name, github(text));
            }
        }
        for text in ["", "2 days", "a  b", "a ", "a-b", "a.b", "é", "a_b"] {
            assert!(!is_simple(text), "{text}");
        }
    }

    #[test]
    fn ids_of_html_and_attribute_lists_count() {
        let mut names = BTreeMap::new();
        scan_html("<a id=\"x\"></a><p name=y>", &mut names);
        written("## T {#z}\n{: .c #w }", &mut names);
        assert_eq!(names.into_keys().collect::<Vec<_>>(), ["w", "x", "y", "z"]);
    }
}
