//! Addresses and paths in the front matter, as links.

use super::template;
use crate::document::{Document, Link, LinkKind, Node, Value};
use crate::source::Source;

/// Adds a link for every value that is a web address or the path of a file.
pub(super) fn add(source: &Source, doc: &mut Document) {
    let mut links = Vec::new();
    if let Some(root) = doc.front.readable() {
        collect(source, root, &mut links);
    }
    links.append(&mut doc.links);
    doc.links = links;
}

fn collect(source: &Source, root: &Node, links: &mut Vec<Link>) {
    // A list instead of recursion: front matter may nest deeply.
    let mut open = vec![(root, None::<&Node>)];
    while let Some((node, holder)) = open.pop() {
        match &node.value {
            Value::Map(pairs) => open.extend(pairs.iter().rev().map(|pair| (&pair.node, Some(node)))),
            Value::List(items) => open.extend(items.iter().rev().map(|item| (item, None))),
            Value::Scalar { text, block: false, .. } => links.extend(link(source, node, text, holder)),
            Value::Scalar { .. } | Value::Null => {}
        }
    }
}

fn link(source: &Source, node: &Node, text: &str, holder: Option<&Node>) -> Option<Link> {
    let url = text.trim();
    let web = url.starts_with("http://") || url.starts_with("https://");
    let path = template::has_extension(url) && !url.contains(char::is_whitespace);
    if !(web || path) {
        return None;
    }
    let image = template::is_image(url);
    let quoted = source.slice(node.span);
    let quote = quoted.len() >= 2 && quoted.starts_with(['"', '\'']) && quoted.ends_with(quoted.chars().next()?);
    let target = if quote { source.within(node.span, 1, quoted.len() - 1) } else { node.span };
    let alt = holder.filter(|_| image).and_then(|holder| holder.get("alt"));
    Some(Link {
        span: node.span,
        target: source.trim(target),
        url: url.to_owned(),
        text: alt.map(|alt| (alt.text().unwrap_or("").to_owned(), alt.span)),
        title: None,
        kind: LinkKind::FrontMatter,
        image,
        size: None,
        inside_link: false,
        block: None,
        cell: None,
        reference: None,
    })
}
