//! Words that readers never see: in angle brackets, which browsers take for tags, and behind a comment without an end.

use crate::config::Generator;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::{CommentKind, HtmlTag, is_template};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

/// `text/swallowed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Swallowed {}

/// Elements of HTML, of today and of old, and of SVG and MathML where they stand alone; in order.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "amp",
    "animate",
    "annotation",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "circle",
    "cite",
    "clippath",
    "code",
    "col",
    "colgroup",
    "command",
    "content",
    "data",
    "datalist",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "element",
    "ellipse",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "filter",
    "font",
    "footer",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "g",
    "gallery",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "line",
    "lineargradient",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marker",
    "marquee",
    "mask",
    "math",
    "menu",
    "menuitem",
    "meta",
    "metadata",
    "meter",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mrow",
    "msqrt",
    "msub",
    "msup",
    "mtext",
    "multicol",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "nowiki",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "path",
    "pattern",
    "picture",
    "plaintext",
    "polygon",
    "polyline",
    "portal",
    "pre",
    "progress",
    "q",
    "radialgradient",
    "rb",
    "rbc",
    "rect",
    "ref",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "selectedcontent",
    "semantics",
    "shadow",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "stop",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "switch",
    "symbol",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "textarea",
    "textpath",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "toc",
    "tr",
    "track",
    "tspan",
    "tt",
    "u",
    "ul",
    "use",
    "var",
    "video",
    "view",
    "wbr",
    "xmp",
];

impl PostRule for Swallowed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        endless_comment(post, found);
        let components = matches!(post.settings.generator, Generator::Astro | Generator::Docusaurus)
            || post.source.path().extension().is_some_and(|ending| ending == "mdx");
        if components {
            return;
        }
        // Most posts have none, or none with an unknown name.
        let drawings = LazyCell::new(|| drawings(post));
        let mut paragraph: Option<Paragraph> = None;
        for tag in &post.doc.html {
            let plain = !tag.closing
                && !tag.self_closing
                && tag.attributes.len() < 4
                && post.doc.attributes(tag).iter().all(|(_, value)| value.is_none());
            if !plain || is_element(&tag.name) {
                continue;
            }
            let text = post.text(tag.span);
            let word = text.trim_start_matches('<').trim_end_matches('>');
            if !word.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.'))
                || tag.name.contains(['-', ':'])
                || post.doc.is_hidden(tag.span)
                || is_template(text)
                || drawings.iter().any(|&(start, end)| start <= tag.span.start() && tag.span.end() <= end)
                || post.doc.html.iter().any(|other| other.closing && other.name == tag.name)
            {
                continue;
            }
            let finding = found.at(
                Subject::Text(tag.span),
                tag.span,
                format!("{} vanishes from the page: browsers take it for a tag", quote(text)),
            );
            finding.help(format!("write it in backticks: `{text}`"));
            let whole = post.source.text();
            let around = match paragraph.take().filter(|known: &Paragraph| known.range.contains(&tag.span.start())) {
                Some(known) => known,
                None => Paragraph::around(whole, tag.span.start()),
            };
            if let Some(ticks) = paragraph.insert(around).ticks(whole, tag.span) {
                let edits = vec![Edit { span: tag.span, text: format!("{ticks}{text}{ticks}") }];
                finding.fix(Safety::Unsafe, Intent::Repairs, "put it in backticks", edits);
            }
        }
    }
}

/// A comment that never ends hides what stands on the lines below it, and in a browser the rest of the page too.
fn endless_comment(post: &Post<'_>, found: &mut Found) {
    // It reaches to the end of the post, so it is the last one.
    let Some(comment) = post.doc.comments.iter().rfind(|comment| comment.kind == CommentKind::Html) else { return };
    let text = post.text(comment.span);
    let below = text.find('\n').map_or("", |end| text[end..].trim());
    if text.ends_with("-->") || below.is_empty() {
        return;
    }
    let open = post.source.within(comment.span, 0, "<!--".len());
    found
        .at(
            Subject::Text(comment.span),
            open,
            format!(
                "all that stands below here is missing from the page, from {} on: the comment never ends",
                quote(first_line(below))
            ),
        )
        .help("write \"-->\" where the comment ends");
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The text between two blank lines, and how many backticks stand in a row in it.
struct Paragraph {
    range: Range<usize>,
    runs: HashSet<usize>,
}

impl Paragraph {
    fn around(text: &str, at: usize) -> Self {
        let start = text[..at].rfind("\n\n").unwrap_or(0);
        let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
        let mut runs = HashSet::new();
        let mut from = start;
        while let Some(found) = memchr::memchr(b'`', &text.as_bytes()[from..end]) {
            let run = text[from + found..end].bytes().take_while(|byte| *byte == b'`').count();
            runs.insert(run);
            from += found + run;
        }
        Paragraph { range: start..end, runs }
    }

    /// Backticks that make code of a span: as many as stand nowhere else in a row, so that no other row closes
    /// them or is closed by them. `None` where one touches the span.
    fn ticks(&self, text: &str, span: Span) -> Option<String> {
        let touched = text[..span.start()].ends_with('`') || text[span.end()..].starts_with('`');
        let count = (!touched).then(|| (1..=self.runs.len() + 1).find(|count| !self.runs.contains(count)))??;
        Some("`".repeat(count))
    }
}

/// Where the elements of each letter begin in [`ELEMENTS`], and behind the last letter where they end.
const LETTERS: [usize; 27] = {
    let mut letters = [ELEMENTS.len(); 27];
    let mut at = ELEMENTS.len();
    while at > 0 {
        at -= 1;
        let mut letter = (ELEMENTS[at].as_bytes()[0] - b'a') as usize;
        letters[letter] = at;
        // Letters without elements begin where the next one does.
        while letter > 0 {
            letter -= 1;
            letters[letter] = at;
        }
    }
    letters
};

/// Whether a name in lower case is that of an element.
fn is_element(name: &str) -> bool {
    // What stands in nearly all posts needs no search.
    if matches!(name, "a" | "b" | "i" | "p" | "br" | "td" | "tr" | "th" | "li" | "ul" | "em" | "div" | "img" | "span") {
        return true;
    }
    let letter = name.bytes().next().map_or(usize::MAX, |byte| usize::from(byte.wrapping_sub(b'a')));
    let (Some(&start), Some(&end)) = (LETTERS.get(letter), LETTERS.get(letter.saturating_add(1))) else { return false };
    ELEMENTS[start..end].binary_search(&name).is_ok()
}

/// The stretches of `<svg>` and `<math>`, whose elements are their own.
fn drawings(post: &Post<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<&HtmlTag> = None;
    for tag in post.doc.html.iter().filter(|tag| tag.name == "svg" || tag.name == "math") {
        match (tag.closing, open) {
            (false, None) => open = Some(tag),
            (true, Some(start)) if start.name == tag.name => {
                out.push((start.span.start(), tag.span.end()));
                open = None;
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, is_element};

    #[test]
    fn elements_are_in_order() {
        assert!(ELEMENTS.is_sorted());
        assert!(ELEMENTS.iter().all(|name| is_element(name)));
        assert!(["", "{", "é", "wordpress", "name", "zz", "`"].iter().all(|name| !is_element(name)));
    }
}
