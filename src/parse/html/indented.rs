//! Raw HTML that goes on behind a blank line with lines so far indented that CommonMark takes them for code.
//!
//! kramdown reads it to the tag that closes it, and that is what its author means.

use crate::parse::shape::{Shape, ShapeKind};
use crate::source::Source;

/// Elements that hold others, in lower case.
const HOLDERS: [&str; 12] =
    ["div", "section", "article", "main", "center", "details", "body", "header", "footer", "ul", "ol", "dl"];

/// Turns indented code into HTML where it begins with a tag and an element that holds it is open.
pub(in crate::parse) fn take_indented(source: &Source, shapes: &mut [Shape]) {
    // How many elements are open before the shape `next`.
    let (mut open, mut next) = (0, 0);
    for at in 0..shapes.len() {
        let shape = &shapes[at];
        if shape.kind != ShapeKind::Code || !begins_with_tag(source.slice(shape.span)) {
            continue;
        }
        for above in &shapes[next..at] {
            if above.kind == ShapeKind::Html {
                open = opened(source.slice(above.span), open);
            }
        }
        next = at;
        if open > 0 {
            shapes[at].kind = ShapeKind::Html;
        }
    }
}

fn begins_with_tag(code: &str) -> bool {
    let tag = code.trim_start().strip_prefix('<');
    tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

/// How many elements are open behind raw HTML, where so many were before it.
fn opened(html: &str, before: usize) -> usize {
    let bytes = html.as_bytes();
    memchr::memchr_iter(b'<', bytes).fold(before, |open, at| {
        let closing = bytes.get(at + 1) == Some(&b'/');
        let name = &html[at + 1 + usize::from(closing)..];
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let holds = HOLDERS.iter().any(|holder| holder.eq_ignore_ascii_case(name));
        match (holds, closing) {
            (false, _) => open,
            (true, false) => open + 1,
            (true, true) => open.saturating_sub(1),
        }
    })
}
