//! The parts of a post that a fix is held against.

use crate::agenda::Agenda;
use crate::document::front::{Node, Value};
use crate::document::{BlockKind, Document};
use crate::source::{Source, Span};

/// Everything that a reader or the site takes from a post, in order.
#[derive(Debug, Default)]
pub struct Parts(Vec<Part>);

#[derive(Debug)]
struct Part {
    kind: &'static str,
    text: String,
    span: Span,
}

impl Parts {
    /// The parts of a post: front matter values, text, cells, links, sessions.
    #[must_use]
    pub fn of(source: &Source, doc: &Document, agenda: &Agenda) -> Self {
        let mut parts = Parts::default();
        match doc.front.readable() {
            Some(root) => parts.front(root, ""),
            None => parts.add("no front matter", String::new(), doc.front_span),
        }
        for block in &doc.blocks {
            match &block.kind {
                BlockKind::Heading(heading) => parts.add("heading", heading.text.text.to_string(), block.span),
                BlockKind::Paragraph(prose) => parts.add("paragraph", fold(&prose.text), block.span),
                BlockKind::Html(prose) => parts.add("html", fold(&prose.text), block.span),
                BlockKind::Code => parts.add("code", source.slice(block.span).to_owned(), block.span),
                other => parts.add(name(other), String::new(), block.span),
            }
        }
        for grid in &doc.grids {
            for row in &grid.rows {
                parts.add("row", row.cells.len().to_string(), row.span);
                for cell in &row.cells {
                    parts.add("cell", fold(&cell.prose.text), cell.span);
                }
            }
        }
        for link in &doc.links {
            parts.add("link", link.url.to_string(), link.span);
        }
        for session in &agenda.sessions {
            let text = format!("{:?} {} {:?}", session.date, session.start, session.end);
            parts.add("session", text, session.span);
        }
        parts
    }

    fn add(&mut self, kind: &'static str, text: String, span: Span) {
        self.0.push(Part { kind, text, span });
    }

    fn front(&mut self, node: &Node, key: &str) {
        match &node.value {
            Value::Null => self.add("value", format!("{key}="), node.span),
            Value::Scalar { text, .. } => self.add("value", format!("{key}={text}"), node.span),
            Value::List(items) => {
                self.add("list", format!("{key}[{}]", items.len()), node.span);
                for item in items {
                    self.front(item, key);
                }
            }
            Value::Map(pairs) => {
                for pair in pairs {
                    self.front(&pair.node, &format!("{key}.{}", pair.key));
                }
            }
        }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn same(&self, other: &Parts) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| a.kind == b.kind && a.text == b.text)
    }

    /// Whether nothing differs but comments.
    #[must_use]
    pub fn same_text(&self, other: &Parts) -> bool {
        let seen = |part: &&Part| !(part.kind == "html" && part.text.is_empty());
        let (mut own, mut others) = (self.0.iter().filter(seen), other.0.iter().filter(seen));
        loop {
            match (own.next(), others.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a.kind == b.kind && a.text == b.text => {}
                _ => return false,
            }
        }
    }

    /// Whether only parts that touch one of the edited spans (ascending) differ.
    #[must_use]
    pub fn same_but(&self, other: &Parts, edited: &[Span]) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(a, b)| a.kind == b.kind && (a.text == b.text || touches(a.span, edited)))
    }
}

fn touches(span: Span, edited: &[Span]) -> bool {
    let at = edited.partition_point(|edit| edit.end() < span.start());
    edited.get(at).is_some_and(|edit| edit.start() <= span.end())
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::List { .. } => "list block",
        BlockKind::Item { .. } => "item",
        BlockKind::Table(_) => "table",
        BlockKind::Quote => "quote",
        BlockKind::Footnote => "footnote",
        BlockKind::Rule => "rule",
        _ => "block",
    }
}
