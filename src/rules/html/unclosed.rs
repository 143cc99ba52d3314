//! HTML that does not end where it seems to.
//!
//! The end tags of rows and cells may be left out; one that is missing among
//! others that are written is a slip.

use crate::diagnostic::{Found, Subject};
use crate::document::{Document, HtmlTag, Origin};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `html/unclosed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unclosed {}

impl PostRule for Unclosed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if may_be_unclosed(post.doc) {
            let named = post.doc.html.iter().filter_map(|tag| Some((Element::of(tag)?, tag)));
            let tags: Vec<(Element, &HtmlTag)> = named.filter(|(_, tag)| !post.doc.is_hidden(tag.span)).collect();
            links(post.doc, &tags, found);
            rows(&tags, found);
        }
        row_spans(post, found);
    }
}

/// The tags that are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Link,
    Table,
    Row,
    Cell,
}

impl Element {
    fn of(tag: &HtmlTag) -> Option<Self> {
        match &*tag.name {
            "a" => Some(Element::Link),
            "table" => Some(Element::Table),
            "tr" => Some(Element::Row),
            "td" => Some(Element::Cell),
            _ => None,
        }
    }
}

/// A look at all tags in a row, which finds most posts in order.
fn may_be_unclosed(doc: &Document<'_>) -> bool {
    // Opening and closing tags of rows and of cells.
    let (mut rows, mut cells) = ((0, 0), (0, 0));
    let mut open = false;
    for tag in &doc.html {
        let count = match &*tag.name {
            "tr" => &mut rows,
            "td" => &mut cells,
            "a" if tag.self_closing || doc.is_hidden(tag.span) => continue,
            "a" => {
                if open && !tag.closing {
                    return true;
                }
                open = !tag.closing && has_target(doc, tag);
                continue;
            }
            _ => continue,
        };
        if doc.is_hidden(tag.span) {
            continue;
        }
        *(if tag.closing { &mut count.1 } else { &mut count.0 }) += 1;
    }
    open || may_miss_one(rows) || may_miss_one(cells)
}

/// Whether among elements that opened and closed so often one may lack its end.
fn may_miss_one((opens, closes): (usize, usize)) -> bool {
    closes > 0 && opens > closes && opens - closes <= closes
}

fn has_target(doc: &Document<'_>, tag: &HtmlTag) -> bool {
    doc.attributes(tag).iter().any(|(name, value)| name == "href" && value.is_some())
}

fn links(doc: &Document<'_>, tags: &[(Element, &HtmlTag)], found: &mut Found) {
    let mut open: Option<&HtmlTag> = None;
    let report = |tag: &HtmlTag, found: &mut Found| {
        found
            .at(Subject::Text(tag.span), tag.span, "this link does not end: what follows becomes a part of it")
            .help("write </a> where it ends");
    };
    for (_, tag) in tags.iter().filter(|(name, tag)| *name == Element::Link && !tag.self_closing) {
        if tag.closing {
            open = None;
            continue;
        }
        if let Some(tag) = open {
            report(tag, found);
        }
        open = has_target(doc, tag).then_some(*tag);
    }
    if let Some(tag) = open {
        report(tag, found);
    }
}

fn rows(tags: &[(Element, &HtmlTag)], found: &mut Found) {
    for (name, written, what) in [(Element::Row, "tr", "row"), (Element::Cell, "td", "cell")] {
        let count = |closing: bool| tags.iter().filter(|(own, tag)| *own == name && tag.closing == closing).count();
        if !may_miss_one((count(false), count(true))) {
            continue;
        }
        let mut open: Vec<Option<&HtmlTag>> = vec![None];
        for (own, tag) in tags {
            match (*own, tag.closing) {
                (Element::Table, false) => open.push(None),
                (Element::Table, true) if open.len() > 1 => {
                    open.pop();
                }
                (other, closing) if other == name => {
                    let Some(last) = open.last_mut() else { continue };
                    if let Some(before) = last.take()
                        && !closing
                    {
                        found
                            .at(
                                Subject::Text(before.span),
                                before.span,
                                format!("this {what} of the table does not end"),
                            )
                            .help(format!("write </{written}> where it ends"));
                    }
                    if !closing {
                        *last = Some(tag);
                    }
                }
                _ => {}
            }
        }
    }
}

fn row_spans(post: &Post<'_>, found: &mut Found) {
    for grid in post.doc.grids.iter().filter(|grid| grid.origin == Origin::Html) {
        let groups = grid.rows.chunk_by(|a, b| a.group == b.group);
        let rows = groups.flat_map(|group| (1..=group.len()).rev().zip(group));
        for (left, row) in rows {
            for cell in row.cells.iter().filter(|cell| cell.rowspan > left && cell.rowspan > 1) {
                let rows = if left == 1 { "only this row is".to_owned() } else { format!("only {left} rows are") };
                found
                    .at(
                        Subject::Cell(cell.span),
                        cell.span,
                        format!("this cell is to cover {} rows, but {rows} left", cell.rowspan),
                    )
                    .help("correct its rowspan");
            }
        }
    }
}
