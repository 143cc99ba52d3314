//! `<a href="https://a>text</a>`: a tag whose quotation mark never closes is no tag, and is shown as text.

use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::Prose;
use crate::rules::Post;
use crate::rules::quote::quote;
use crate::source::floor;
use memchr::memmem;

/// Tags with an address, and how it begins.
const TAGS: [(&str, &str); 2] = [("<a ", " href=\""), ("<img ", " src=\"")];

/// The longest tag that is looked at, in bytes.
const LONGEST: usize = 500;

/// Looks for such tags in what readers see.
pub(super) fn check(post: &Post<'_>, found: &mut Found) {
    let source = post.source.text().as_bytes();
    if TAGS.iter().all(|(tag, _)| memmem::find(source, tag.as_bytes()).is_none()) {
        return;
    }
    let cells = post.doc.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells).map(|cell| &cell.prose);
    for prose in post.doc.texts().map(|(_, prose)| prose).chain(cells) {
        for at in memchr::memchr_iter(b'<', prose.text.as_bytes()) {
            tag(post, prose, at, found);
        }
    }
}

/// Judges what may be a tag at a byte of a text.
fn tag(post: &Post<'_>, prose: &Prose, at: usize, found: &mut Found) {
    let text = &prose.text[at..];
    let line = &text[..floor(text, text.find('\n').unwrap_or(text.len()).min(LONGEST))];
    let Some((tag, head)) = TAGS.iter().find(|(tag, _)| line.starts_with(tag)) else { return };
    let Some(start) = line.find(head).map(|start| start + head.len()) else { return };
    let value = &line[start..];
    let closes = |end: &usize| !value[..*end].contains(['<', '>']) && !value[..*end].ends_with('=');
    if value.find('"').is_some_and(|end| closes(&end)) || line[..start].contains('>') {
        return;
    }
    let end = value.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(value.len());
    let span = prose.source_span(post.source, at + start..at + start + end);
    let whole = prose.source_span(post.source, at..at + start + end);
    // `&lt;a href="…` and `\<a href="…` are shown on purpose.
    let before = post.source.text()[..whole.start()].ends_with('\\');
    if end == 0 || before || post.text(whole) != &line[..start + end] || post.doc.is_hidden(whole) {
        return;
    }
    let name = if *tag == "<a " { "link" } else { "image" };
    let message =
        format!("this {name} is shown as text: the quotation mark in front of {} never closes", quote(post.text(span)));
    let edit = Edit { span: post.source.snap(span.end(), span.end()), text: "\"".to_owned() };
    found.at(Subject::Target(span), span, message).help("write a quotation mark behind the address").fix(
        Safety::Unsafe,
        Intent::Repairs,
        "close the quotation mark",
        vec![edit],
    );
}
