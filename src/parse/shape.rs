//! The block structure of a body: comrak's tree as a flat list of shapes, and
//! what needs no parser to be told.
//!
//! Only kinds and places of blocks are taken over. Inline positions of comrak
//! are wrong behind escaped bars, links over two lines and glued definitions,
//! so what stands inside a block is read anew from the source.

use super::skeleton::{self, Skeleton};
use crate::source::{Source, Span};
use comrak::nodes::{ListType, Node, NodeValue, Sourcepos};
use comrak::{Arena, Options, parse_document};

/// A block as the Markdown parser cut it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// From the first byte of its first line (behind the markers of its parents) to the end of its last line.
    pub span: Span,
    /// The index of the shape that holds it.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: ShapeKind,
}

/// What a shape is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShapeKind {
    /// Level, and whether it is underlined rather than marked with `#`.
    Heading(u8, bool),
    Paragraph,
    List {
        ordered: bool,
    },
    Item,
    /// The rows in order, header first; the delimiter row is none of them.
    Table(Vec<Span>),
    Quote,
    Code,
    Html,
    Footnote,
    Rule,
}

/// Cuts the bytes from `start` on into shapes, parents before children; `defines`: link definitions may stand there.
pub(super) fn shapes(source: &Source, start: usize, defines: bool) -> Vec<Shape> {
    let skeleton = skeleton::of(source, start, defines);
    if skeleton.asks { cut(source, start, skeleton) } else { skeleton.blocks }
}

/// Cuts by a text whose blocks stand where those of the body do.
fn cut(source: &Source, start: usize, mut skeleton: Skeleton) -> Vec<Shape> {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = skeleton.tables;
    options.extension.footnotes = skeleton.footnotes;
    options.parse.leave_footnote_definitions = true;
    let root = parse_document(&arena, &skeleton.text, &options);
    let places = Places { source, lines: &skeleton.lines, start };
    let mut out = Vec::with_capacity(skeleton.blocks.len() + 32);
    let mut plain = skeleton.plain.iter().peekable();
    let mut items = skeleton.items.iter().peekable();
    // Walked with a stack of its own: quotes nest deeper than a thread's stack.
    let mut next = root.first_child();
    let mut parents: Vec<usize> = Vec::new();
    while let Some(node) = next {
        let line = node.data().sourcepos.start.line.saturating_sub(1);
        while plain.next_if(|(at, _)| *at < line).is_some() {}
        if let Some((_, blocks)) = plain.next_if(|(at, _)| *at == line) {
            let (from, first) = (blocks.start, out.len());
            out.extend(skeleton.blocks[blocks.clone()].iter_mut().map(|shape| Shape {
                span: shape.span,
                parent: shape.parent.map(|parent| parent - from + first),
                kind: std::mem::replace(&mut shape.kind, ShapeKind::Rule),
            }));
            next = node.next_sibling();
            continue;
        }
        while items.next_if(|(at, _)| *at < line).is_some() {}
        if matches!(node.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
            && let Some((_, head)) = items.next_if(|(at, _)| *at == line)
        {
            let parent = parents.last().copied();
            for number in places.line(line)..places.line(line + 1) {
                let item = source.line_span(number);
                let item = source.snap(item.start().max(start), item.end());
                out.push(Shape { span: item, parent, kind: ShapeKind::Item });
                let text = source.within(item, *head, item.len());
                out.push(Shape { span: text, parent: Some(out.len() - 1), kind: ShapeKind::Paragraph });
            }
            next = node.next_sibling();
            continue;
        }
        let entered = places.shape(node, parents.last().copied());
        let children = entered.as_ref().is_some_and(|shape| shape.kind.holds_blocks());
        if let Some(shape) = entered {
            out.push(shape);
        }
        if children && let Some(child) = node.first_child() {
            parents.push(out.len() - 1);
            next = Some(child);
            continue;
        }
        next = node.next_sibling();
        let mut up = node;
        while next.is_none() {
            let Some(parent) = up.parent() else { break };
            if parent.same_node(root) {
                break;
            }
            parents.pop();
            next = parent.next_sibling();
            up = parent;
        }
    }
    out
}

impl ShapeKind {
    fn holds_blocks(&self) -> bool {
        matches!(self, ShapeKind::List { .. } | ShapeKind::Item | ShapeKind::Quote | ShapeKind::Footnote)
    }
}

struct Places<'a> {
    source: &'a Source,
    /// For each line that was parsed the line of the source (both from 0).
    lines: &'a [usize],
    /// The byte at which the body starts.
    start: usize,
}

impl Places<'_> {
    fn shape(&self, node: Node<'_>, parent: Option<usize>) -> Option<Shape> {
        let data = node.data();
        let kind = match &data.value {
            NodeValue::Heading(heading) => ShapeKind::Heading(heading.level, heading.setext),
            NodeValue::Paragraph => ShapeKind::Paragraph,
            NodeValue::List(list) => ShapeKind::List { ordered: list.list_type == ListType::Ordered },
            NodeValue::Item(_) | NodeValue::TaskItem(_) => ShapeKind::Item,
            NodeValue::Table(_) => ShapeKind::Table(node.children().flat_map(|row| self.rows(row)).collect()),
            NodeValue::BlockQuote => ShapeKind::Quote,
            NodeValue::CodeBlock(_) => ShapeKind::Code,
            NodeValue::HtmlBlock(_) => ShapeKind::Html,
            NodeValue::FootnoteDefinition(_) => ShapeKind::Footnote,
            NodeValue::ThematicBreak => ShapeKind::Rule,
            _ => return None,
        };
        let mut span = self.span(data.sourcepos);
        if matches!(kind, ShapeKind::List { .. } | ShapeKind::Item | ShapeKind::Rule) {
            // The parser counts blank lines behind some blocks to them.
            let text = self.source.slice(span).trim_end_matches([' ', '\t', '\n', '\r']);
            let rest = self.source.slice(span)[text.len()..].find(['\n', '\r']);
            span = self.source.within(span, 0, text.len() + rest.unwrap_or(span.len() - text.len()));
        }
        Some(Shape { span, parent, kind })
    }

    /// A row, and those that were left out behind it.
    fn rows(&self, row: Node<'_>) -> impl Iterator<Item = Span> + use<'_> {
        let at = row.data().sourcepos;
        let first = self.line(at.start.line.saturating_sub(1));
        let behind = self.line(at.start.line).max(first + 1);
        let start = (self.source.line_span(first).start().max(self.start)) + at.start.column.saturating_sub(1);
        (first..behind).map(move |number| {
            let line = self.source.line_span(number);
            self.source.snap(if number == first { start.min(line.end()) } else { line.start() }, line.end())
        })
    }

    /// Lines and columns count from 1, columns in bytes; the end is inclusive.
    fn span(&self, at: Sourcepos) -> Span {
        let first = self.source.line_span(self.line(at.start.line.saturating_sub(1)));
        let first_start = first.start().max(self.start);
        let start = (first_start + at.start.column.saturating_sub(1)).min(first.end());
        let last = self.line(at.end.line.max(at.start.line)).saturating_sub(1);
        self.source.snap(start, self.source.line_span(last).end().max(start))
    }

    fn line(&self, parsed: usize) -> usize {
        self.lines.get(parsed).copied().unwrap_or_else(|| self.source.line_count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::definition;

    /// Pieces of which every kind of block can be made, and broken.
    const PIECES: &[&str] = &[
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "    ",
        "\t",
        "a",
        "word word",
        "é",
        "12",
        "1. ",
        "2) ",
        "- ",
        "+ ",
        "* ",
        "> ",
        ">",
        "# ",
        "###### ",
        "#",
        "---",
        "===",
        "***",
        "**",
        "_",
        "`",
        "```",
        "~~~",
        "|",
        "| a ",
        "|-|-|",
        "-|-",
        ":-:",
        "\\",
        "\\|",
        "[",
        "]",
        "]:",
        "[x]: ",
        "[^1]",
        "[^1]: ",
        "/url",
        "\"t\"",
        "<",
        ">",
        "<div>",
        "</div>",
        "<b>",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<?",
        "?>",
        "<!D",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "{{ x }}",
        "\u{a0}",
        "\u{feff}",
        "\u{b}",
        "!",
    ];

    /// Lines that open, go on with and close blocks.
    const LINES: &[&str] = &[
        "",
        "",
        "",
        "",
        "text",
        "more text",
        "[a](b) c",
        "**b** c",
        "10:30 x",
        "# h",
        "###### h",
        "#",
        "- a",
        "* a",
        "  b",
        "    c",
        "\ttab",
        "1. a",
        "   b",
        "> q",
        "> - x",
        ">",
        "```",
        "~~~",
        "<!--",
        "-->",
        "a --> b",
        "<div>",
        "</div>",
        "<pre>",
        "x </pre>",
        "[x]: /u",
        "[^1]: f",
        "---",
        "===",
        "a | b",
        "-|-",
        ":-:",
        "***",
        "- # h",
        "- ```",
        "> <!--",
        "- two words",
        "-   wide",
        "| a |",
        "| b | c |",
        "|-|",
        "|:-|-:|",
        "> | a |",
        "> |-|",
        "<table>",
        "<tr><td>a",
        "</table>",
        "<p>x</p>",
        "<script>",
        "</script>",
        "<?php",
        "+ c",
        "* d",
        "- a",
        "- b",
        "1. x",
        "1. y",
        "2. x",
        "2) y",
        "10. z",
        "  - n",
        "  * m",
        " - near",
        "   - three",
        "    - deep",
        "      deeper",
        "  2. in",
        "- - two",
        "<hr>",
        "<hr/> x",
        "<img src=\"a\">",
        "<b>x</b> y",
        "</b>",
        "<a href=x>",
        "<!-- c -->",
        "x --> y",
        "#tag",
        "+4 x",
        "-x",
        ":x",
        "`c` d",
        "~~s~~",
        "| a | b |",
        "| a ||",
        "| | b |",
        "|---|---|",
        "| - |:-:",
        "||",
        "||||",
        "| |",
        "- a | b",
        "- [ ] t",
        "*x* y",
        "__",
        "# <i>h</i>",
        "- <b>x</b> y",
        "- <b>",
        "  <b>x</b>",
        "    four",
        "   three",
        "> q r",
        "--",
        "==",
        "> <b>x</b>",
        "[1]: http://a/b",
        "[//]: # (c)",
        "[a] b",
        "<style>",
        "</style>",
        "<pre> x </pre>",
        ":::",
    ];

    #[test]
    fn the_skeleton_of_a_body_has_its_shapes() {
        let mut next = crate::parse::dice(1);
        for round in 0..40_000 {
            // A few kinds of lines meet more often than all of them do.
            let few: Vec<&str> =
                (0..6).map(|_| LINES[next(LINES.len())]).chain(["", "| a | b |", "|---|---|"]).collect();
            let lines = [LINES, &few[..6 + next(4)]][round % 2];
            let text: String = if round % 4 == 0 {
                (0..next(24)).map(|_| PIECES[next(PIECES.len())]).collect()
            } else {
                (0..next(16)).map(|_| [lines[next(lines.len())], "\n"].concat().repeat(1 + next(3) * next(3))).collect()
            };
            let source = Source::new("a.md", "a.md", text.as_str());
            let lines = (0..source.line_count()).collect();
            let all = Skeleton { text: text.clone(), lines, footnotes: true, tables: true, ..Skeleton::default() };
            let whole = cut(&source, 0, all);
            let defines = definition::may_stand(text.as_bytes());
            assert_eq!(shapes(&source, 0, defines), whole, "{text:?} as {:#?}", skeleton::of(&source, 0, defines));
        }
    }
}
