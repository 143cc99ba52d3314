//! Addresses and paths in the front matter, as links.

use super::template;
use crate::document::{Document, Link, LinkKind, Node, Value};
use crate::source::{Source, trim};

/// Adds a link for every value that is a web address or the path of a file.
pub(super) fn add<'a>(source: &'a Source, doc: &mut Document<'a>) {
    // Those of the body follow: most posts have no more than these.
    let mut links = Vec::with_capacity(16);
    if let Some(root) = doc.front.readable() {
        collect(source, root, &mut links);
    }
    links.append(&mut doc.links);
    doc.links = links;
}

fn collect<'a>(source: &'a Source, root: &Node, links: &mut Vec<Link<'a>>) {
    // A list instead of recursion: front matter may nest deeply.
    let mut open = Vec::with_capacity(32);
    open.push((root, None::<&Node>));
    while let Some((node, holder)) = open.pop() {
        match &node.value {
            Value::Map(pairs) => open.extend(pairs.iter().rev().map(|pair| (&pair.node, Some(node)))),
            Value::List(items) => open.extend(items.iter().rev().map(|item| (item, None))),
            Value::Scalar { text, block: false, .. } => links.extend(link(source, node, text, holder)),
            Value::Scalar { .. } | Value::Null => {}
        }
    }
}

fn link<'a>(source: &'a Source, node: &Node, text: &str, holder: Option<&Node>) -> Option<Link<'a>> {
    let url = trim(text);
    let web = url.starts_with("http://") || url.starts_with("https://");
    let path = template::has_extension(url) && !url.contains(char::is_whitespace);
    if !(web || path) {
        return None;
    }
    let image = template::is_image(url);
    let quoted = source.slice(node.span);
    let quote = quoted.len() >= 2 && quoted.starts_with(['"', '\'']) && quoted.ends_with(quoted.chars().next()?);
    let target = source.trim(if quote { source.within(node.span, 1, quoted.len() - 1) } else { node.span });
    let alt = holder.filter(|_| image).and_then(|holder| holder.get("alt"));
    Some(Link {
        span: node.span,
        target,
        url: if source.slice(target) == url { source.slice(target).into() } else { url.to_owned().into() },
        text: alt.map(|alt| (alt.text().unwrap_or("").to_owned().into(), alt.span)),
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
