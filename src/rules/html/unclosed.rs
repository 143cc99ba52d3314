//! HTML that does not end where it seems to.
//!
//! The end tags of rows and cells may be left out; one that is missing among
//! others that are written is a slip.

use crate::diagnostic::{Found, Subject};
use crate::document::{HtmlTag, Origin};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `html/unclosed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unclosed {}

impl PostRule for Unclosed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let named = post.doc.html.iter().filter_map(|tag| Some((Element::of(tag)?, tag)));
        let tags: Vec<(Element, &HtmlTag)> = named.filter(|(_, tag)| !post.doc.is_hidden(tag.span)).collect();
        links(post, &tags, found);
        rows(&tags, found);
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

fn links(post: &Post<'_>, tags: &[(Element, &HtmlTag)], found: &mut Found) {
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
        let target = post.doc.attributes(tag).iter().any(|(name, value)| name == "href" && value.is_some());
        open = target.then_some(*tag);
    }
    if let Some(tag) = open {
        report(tag, found);
    }
}

fn rows(tags: &[(Element, &HtmlTag)], found: &mut Found) {
    for (name, written, what) in [(Element::Row, "tr", "row"), (Element::Cell, "td", "cell")] {
        let count = |closing: bool| tags.iter().filter(|(own, tag)| *own == name && tag.closing == closing).count();
        let (opens, closes) = (count(false), count(true));
        if closes == 0 || opens <= closes || opens - closes > closes {
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
