//! A document that outlives its source: what an editor keeps.

use super::{Block, BlockKind, Cell, Document, FrontMatter, Grid, Heading, Link, Node, Pair, Prose, Row, Span, Value};
use std::borrow::Cow;

fn text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn placed(words: Option<(Cow<'_, str>, Span)>) -> Option<(Cow<'static, str>, Span)> {
    words.map(|(words, span)| (text(words), span))
}

fn prose(prose: Prose<'_>) -> Prose<'static> {
    let Prose { text: shown, span, runs, marks } = prose;
    Prose { text: text(shown), span, runs, marks }
}

fn node(node: Node<'_>) -> Node<'static> {
    let Node { span, value } = node;
    let value = match value {
        Value::Null => Value::Null,
        Value::Scalar { text: words, plain, block } => Value::Scalar { text: text(words), plain, block },
        Value::List(items) => Value::List(items.into_iter().map(self::node).collect()),
        Value::Map(pairs) => Value::Map(pairs.into_iter().map(pair).collect()),
    };
    Node { span, value }
}

fn pair(pair: Pair<'_>) -> Pair<'static> {
    let Pair { key, key_span, node: value, comment } = pair;
    Pair { key: text(key), key_span, node: node(value), comment }
}

fn front(front: FrontMatter<'_>) -> FrontMatter<'static> {
    match front {
        FrontMatter::Absent => FrontMatter::Absent,
        FrontMatter::Broken { language, error, before } => {
            FrontMatter::Broken { language, error, before: node(before) }
        }
        FrontMatter::Tree { language, root } => FrontMatter::Tree { language, root: node(root) },
    }
}

fn block(block: Block<'_>) -> Block<'static> {
    let Block { span, parent, kind } = block;
    let kind = match kind {
        BlockKind::Heading(Heading { level, text, id }) => BlockKind::Heading(Heading { level, text: prose(text), id }),
        BlockKind::Paragraph(text) => BlockKind::Paragraph(prose(text)),
        BlockKind::Html(text) => BlockKind::Html(prose(text)),
        BlockKind::List { ordered } => BlockKind::List { ordered },
        BlockKind::Item { task } => BlockKind::Item { task },
        BlockKind::Table(grid) => BlockKind::Table(grid),
        BlockKind::Quote => BlockKind::Quote,
        BlockKind::Code => BlockKind::Code,
        BlockKind::Footnote => BlockKind::Footnote,
        BlockKind::Rule => BlockKind::Rule,
    };
    Block { span, parent, kind }
}

fn cell(cell: Cell<'_>) -> Cell<'static> {
    let Cell { span, column, colspan, rowspan, header, prose: text } = cell;
    Cell { span, column, colspan, rowspan, header, prose: prose(text) }
}

fn row(row: Row<'_>) -> Row<'static> {
    let Row { span, cells, header, group } = row;
    Row { span, cells: cells.into_iter().map(cell).collect(), header, group }
}

fn grid(grid: Grid<'_>) -> Grid<'static> {
    let Grid { span, origin, rows, columns, delimiter, delimiter_cells, caption, block } = grid;
    let (rows, caption) = (rows.into_iter().map(row).collect(), caption.map(prose));
    Grid { span, origin, rows, columns, delimiter, delimiter_cells, caption, block }
}

fn link(link: Link<'_>) -> Link<'static> {
    let Link { span, target, url, text: shown, title, kind, image, size, inside_link, block, cell, reference } = link;
    let title = placed(title.map(|title| *title)).map(Box::new);
    let (url, text) = (text(url), placed(shown));
    Link { span, target, url, text, title, kind, image, size, inside_link, block, cell, reference }
}

impl Document<'_> {
    /// The same document without a tie to its source.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        let Document { front: before, front_span, body, flavour, blocks, grids, links, definitions, tags, .. } = self;
        let Document { comments, html, attributes, hidden, refused, .. } = self;
        Document {
            front: front(before),
            front_span,
            body,
            flavour,
            blocks: blocks.into_iter().map(block).collect(),
            grids: grids.into_iter().map(grid).collect(),
            links: links.into_iter().map(link).collect(),
            definitions,
            tags,
            comments,
            html,
            attributes,
            hidden,
            refused,
        }
    }
}
