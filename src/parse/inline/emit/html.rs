//! Raw HTML tags in running text: what they show, hide, link and mark.

use super::Out;
use crate::document::{HtmlTag, Link, LinkKind, Mark, MarkKind};
use crate::parse::inline::{entity, tag};
use crate::parse::reader::Reader;
use crate::source::{Span, fit};

/// Elements whose content is not shown.
const UNSEEN: [&str; 7] = ["s", "del", "strike", "code", "pre", "script", "style"];

impl<'a> Reader<'a> {
    pub(super) fn html_tag(&mut self, out: &mut Out<'a, '_>, html: &HtmlTag, has_end: bool) {
        let name = &*html.name;
        if let Some((unseen, start)) = &out.unseen {
            if html.closing && unseen == name {
                let span = self.source.snap(*start, html.span.end());
                let code = name == "code" || name == "pre";
                out.unseen = None;
                self.doc.hidden.push(span);
                if code {
                    self.templates.drop_in(span);
                    out.object(span, MarkKind::Code);
                } else if matches!(name, "s" | "del" | "strike") {
                    let at = out.text.len();
                    out.marks.push(Mark::new(at..at, MarkKind::Struck));
                }
            }
            return;
        }
        match name {
            "br" => out.line(html.span, true),
            _ if UNSEEN.contains(&name) && has_end && !out.quiet() => {
                out.unseen = Some((html.name.clone(), html.span.start()));
            }
            "b" | "strong" => out.html_mark(html, MarkKind::Strong),
            "i" | "em" => out.html_mark(html, MarkKind::Emphasis),
            "a" if html.closing => {
                if let Some(open) = out.open.pop_if(|open| open.close.is_none()) {
                    self.finish(out, &open, html.span.start());
                    if let Some(link) = self.doc.links.get_mut(open.link) {
                        link.span = link.span.cover(html.span);
                    }
                }
            }
            "a" => {
                if let Some(open) = out.open.pop_if(|open| open.close.is_none()) {
                    self.finish(out, &open, html.span.start());
                }
                if let Some(Some(target)) = tag::attribute(self.doc.attributes(html), "href") {
                    let link = self.html_link(out, html, target, false);
                    out.begin(self.doc.links.len(), None, html.span.end(), false);
                    self.doc.links.push(link);
                }
            }
            "img" if !html.closing => {
                if let Some(Some(target)) = tag::attribute(self.doc.attributes(html), "src") {
                    let mut link = self.html_link(out, html, target, true);
                    link.text = tag::attribute(self.doc.attributes(html), "alt").map(|alt| {
                        let alt = alt.unwrap_or(html.span.tail());
                        (entity::decode(self.source.slice(alt), false), alt)
                    });
                    let width = tag::number(self.source, self.doc.attributes(html), "width");
                    let height = tag::number(self.source, self.doc.attributes(html), "height");
                    link.size = Some(Box::new((width, height)));
                    if !out.quiet() {
                        let at = out.text.len();
                        let kind = MarkKind::Image(fit(self.doc.links.len()));
                        out.marks.push(Mark::new(at..at, kind));
                    }
                    self.doc.links.push(link);
                }
            }
            _ if parts_lines(name) => out.part(html.span),
            _ => {}
        }
    }

    fn html_link(&self, out: &Out<'a, '_>, html: &HtmlTag, target: Span, image: bool) -> Link<'a> {
        let mut link = out.link(html.span, self.source.trim(target), LinkKind::Html, image);
        link.url = super::trimmed(entity::decode(self.source.slice(target), false));
        link.title = tag::attribute(self.doc.attributes(html), "title")
            .flatten()
            .map(|title| Box::new((entity::decode(self.source.slice(title), false), title)));
        link
    }
}

/// For elements whose content is not shown: the last closing tag of each, by index.
pub(super) fn last_closers(tags: &[HtmlTag]) -> Vec<(&'static str, usize)> {
    let mut out: Vec<(&str, usize)> = Vec::new();
    for (index, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.closing) {
        if let Some(name) = UNSEEN.iter().find(|name| **name == tag.name) {
            match out.iter_mut().find(|(known, _)| known == name) {
                Some(known) => known.1 = index,
                None => out.push((name, index)),
            }
        }
    }
    out
}

/// Elements that a browser puts on lines of their own.
fn parts_lines(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "table"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "details"
            | "summary"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "center"
            | "nav"
            | "aside"
            | "main"
            | "form"
            | "iframe"
    )
}
