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
    let Some((tag, head)) = TAGS.iter().find(|(tag, _)| text.starts_with(tag)) else { return };
    let near = &text[..floor(text, text.len().min(LONGEST))];
    let line = near.split('\n').next().unwrap_or(near);
    let Some(start) = line.find(head).map(|start| start + head.len()) else { return };
    let value = &line[start..];
    let is_whole = |value: &str| !value.contains(['<', '>']) && !value.ends_with('=');
    // What is cut off may hold the second quotation mark.
    let closes =
        value.find('"').map_or(line.len() < text.len() && line.len() == near.len(), |end| is_whole(&value[..end]));
    if closes || line[..start].contains('>') {
        return;
    }
    let end = value.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(value.len());
    let address = prose.source_span(post.source, at + start..at + start + end);
    let whole = prose.source_span(post.source, at..at + start + end);
    // `&lt;a href="…` and `\<a href="…` are shown on purpose.
    let escaped = post.source.text()[..whole.start()].ends_with('\\') || post.text(whole) != &line[..start + end];
    if end == 0 || escaped || post.doc.is_hidden(whole) {
        return;
    }
    let name = if *tag == "<a " { "link" } else { "image" };
    let said = quote(post.text(address));
    let message = format!("this {name} is shown as text: the quotation mark in front of {said} never closes");
    let behind = Edit { span: post.source.snap(address.end(), address.end()), text: "\"".to_owned() };
    let finding = found.at(Subject::Target(address), address, message);
    finding.help("write a quotation mark behind the address");
    finding.fix(Safety::Unsafe, Intent::Repairs, "close the quotation mark", vec![behind]);
}
