//! Tables whose bars do not stand below one another.
//!
//! Width is display width: an accent counts nothing, an ideograph or emoji two.

use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::{Grid, Origin};
use crate::rules::{Post, PostRule};
use crate::source::Span;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

/// `table/alignment`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Alignment {}

/// One line of the table: its place and text without surrounding blanks, and its cells.
struct Line<'a> {
    span: Span,
    text: &'a str,
    cells: Vec<&'a str>,
}

impl PostRule for Alignment {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for grid in post.doc.grids.iter().filter(|grid| grid.origin == Origin::Gfm) {
            // A tag that is not closed takes the blanks and the bar behind it for its own.
            if post.doc.tags.iter().any(|tag| !tag.closed && grid.span.overlaps(tag.span)) {
                continue;
            }
            let Some(lines) = lines(post, grid) else { continue };
            let Some(first) = lines.first() else { continue };
            let edits = rewrite(&lines, grid.columns);
            if edits.is_empty() {
                continue;
            }
            found
                .at(Subject::Block(grid.span), first.span, "the bars of this table do not stand below one another")
                .help("pad the cells with blanks")
                .fix(Safety::Safe, Intent::Layout, "align the table", edits);
        }
    }
}

/// The lines of a table, or `None` when one is not as wide as the table.
fn lines<'a>(post: &Post<'a>, grid: &Grid) -> Option<Vec<Line<'a>>> {
    let mut lines = Vec::with_capacity(grid.rows.len() + 1);
    for (index, row) in grid.rows.iter().enumerate() {
        let cells: Vec<&str> = row.cells.iter().map(|cell| post.text(cell.span).trim()).collect();
        lines.push(line(post, row.span, cells, grid.columns)?);
        if index == 0 {
            let span = post.source.trim(grid.delimiter?);
            let inner = post.text(span);
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            lines.push(line(post, span, inner.split('|').map(str::trim).collect(), grid.columns)?);
        }
    }
    (lines.len() > 1).then_some(lines)
}

fn line<'a>(post: &Post<'a>, span: Span, cells: Vec<&'a str>, columns: usize) -> Option<Line<'a>> {
    let span = post.source.trim(span);
    let text = post.text(span);
    (cells.len() == columns && !text.contains(['\n', '\r'])).then_some(Line { span, text, cells })
}

/// The edits that align the lines; none for lines that stand right.
fn rewrite(lines: &[Line<'_>], columns: usize) -> Vec<Edit> {
    let width = |text: &str| UnicodeWidthStr::width(text);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = lines.iter().enumerate().filter(|(index, _)| *index != 1);
            cells.filter_map(|(_, line)| line.cells.get(column)).map(|cell| width(cell)).max().unwrap_or(0).max(3)
        })
        .collect();
    let mut edits = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut text = String::from("|");
        for (cell, &wide) in line.cells.iter().zip(&widths) {
            text.push(' ');
            if index == 1 {
                let left = cell.starts_with(':');
                let right = cell.ends_with(':') && cell.len() > 1;
                text.push(if left { ':' } else { '-' });
                text.push_str(&"-".repeat(wide - 2));
                text.push(if right { ':' } else { '-' });
            } else {
                text.push_str(cell);
                text.push_str(&" ".repeat(wide - width(cell)));
            }
            text.push_str(" |");
        }
        edits.push((line, text));
    }
    edits
        .into_iter()
        .filter(|(line, text)| line.text != text.as_str())
        .map(|(line, text)| Edit { span: line.span, text })
        .collect()
}
