//! Rows with more or fewer cells than the table has columns.
//!
//! GitHub's reading drops surplus cells without a word; kramdown widens the table instead.

use super::cells::{heading, is_time, is_time_column};
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::{Cell, Flavour, Grid, Origin, Row, is_template};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;

/// `table/column-count`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ColumnCount {}

impl PostRule for ColumnCount {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for grid in &post.doc.grids {
            match grid.origin {
                Origin::Gfm | Origin::Kramdown => {
                    let times = LazyCell::new(|| -> Vec<bool> {
                        (0..grid.columns).map(|column| is_time_column(grid, column)).collect()
                    });
                    let odd = |row: &&Row| row.cells.len() != grid.columns && !is_repeated(post.text(row.span));
                    for row in grid.body().iter().filter(|row| !row.is_blank() && grid.header().is_some()).filter(odd) {
                        if row.cells.len() > grid.columns {
                            surplus(post, grid, row, found);
                        } else {
                            missing(post, grid, row, &times, found);
                        }
                    }
                }
                Origin::Html => html(grid, found),
                Origin::NotATable => {}
            }
        }
    }
}

/// Whether a template writes a row, once for each entry of its data: `{% for event in events %}| … |`.
fn is_repeated(row: &str) -> bool {
    row.contains("{%")
}

fn columns(count: usize) -> String {
    if count == 1 { "1 column".to_owned() } else { format!("{count} columns") }
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn surplus(post: &Post<'_>, grid: &Grid, row: &Row, found: &mut Found) {
    let Some(lost) = row.cells.get(grid.columns..) else { return };
    let lost: Vec<&Cell> = lost.iter().filter(|cell| !cell.prose.is_blank()).collect();
    let (Some(first), Some(last)) = (lost.first(), lost.last()) else { return };
    let count = row.cells.len();
    let span = first.span.cover(last.span);
    if post.doc.flavour == Flavour::Kramdown {
        if let Some(moved) = moved(grid, row) {
            let said = format!(
                "an empty cell too many stands before {}: this row has {}, the table has {}",
                quote(moved.prose.trimmed()),
                cells(count),
                columns(grid.columns)
            );
            let finding = found.at(Subject::Row(row.span), moved.span, said);
            finding.help("delete the extra \"|\" before it").grade("shifted");
            return;
        }
        found
            .at(
                Subject::Row(row.span),
                span,
                format!(
                    "this row has {}, the heading row {}: a column without a heading is added for {}",
                    cells(count),
                    grid.columns,
                    quote(post.text(span))
                ),
            )
            .help("delete the extra \"|\", or write \"\\|\" if the bar belongs to the text")
            .grade("wide");
        return;
    }
    let shown: Vec<&str> = lost.iter().map(|cell| cell.prose.trimmed()).collect();
    let message = format!(
        "the text {} will not be shown: this row has {}, the table has {}",
        quote(&shown.join(" | ")),
        cells(count),
        columns(grid.columns)
    );
    let finding = found.at(Subject::Row(row.span), span, message);
    let bars: Vec<Span> = match cause(post, row) {
        Some((bar, what)) => {
            finding.label(bar, format!("this bar stands inside {what} and still begins a new cell"));
            finding.help("write \"\\|\" for the bar that belongs to the text");
            if count == grid.columns + 1 { vec![bar] } else { Vec::new() }
        }
        None => {
            finding.help("delete the extra \"|\" before it, or write \"\\|\" if the bar belongs to the text");
            let upto = row.cells.iter().rposition(|cell| !cell.prose.is_blank()).unwrap_or(count);
            (grid.columns..=upto).filter_map(|index| bar_before(post, row, index)).collect()
        }
    };
    if !bars.is_empty() {
        let edits = bars.into_iter().map(|bar| Edit { span: bar.head(), text: "\\".to_owned() }).collect();
        finding.fix(Safety::Unsafe, Intent::Repairs, "write \"\\|\", so that the text is shown", edits);
    }
}

/// The first cell that the only empty one of a row moves on, where the row is one cell too long and that column is
/// filled elsewhere: `| 17:45 | Maps || Ines | Sucre |`.
fn moved<'a>(grid: &Grid, row: &'a Row<'a>) -> Option<&'a Cell<'a>> {
    let mut empty = row.cells.iter().enumerate().filter(|(_, cell)| cell.prose.is_blank());
    let (index, None) = (empty.next()?.0, empty.next()) else { return None };
    let filled = |other: &&Row| other.cells.get(index).is_some_and(|cell| !cell.prose.is_blank());
    let others = grid.body().iter().filter(|other| other.span != row.span && !other.is_blank());
    let (with, all) = (others.clone().filter(filled).count(), others.count());
    let cell = row.cells.get(index + 1)?;
    (row.cells.len() == grid.columns + 1 && all > 0 && with * 2 > all).then_some(cell)
}

/// The bar between a cell and the one before it.
fn bar_before(post: &Post<'_>, row: &Row, index: usize) -> Option<Span> {
    let before = row.cells.get(index.checked_sub(1)?)?;
    let cell = row.cells.get(index)?;
    let between = post.source.span(before.span.end(), cell.span.start())?;
    let at = between.start() + post.text(between).rfind('|')?;
    post.source.span(at, at + 1)
}

/// The first bar inside code or a link, and what it stands in.
fn cause(post: &Post<'_>, row: &Row) -> Option<(Span, &'static str)> {
    for index in 1..row.cells.len() {
        let before = post.text(row.cells.get(index - 1)?.span);
        let after = post.text(row.cells.get(index)?.span);
        if before.matches('`').count() % 2 == 1 && after.matches('`').count() % 2 == 1 {
            return Some((bar_before(post, row, index)?, "code"));
        }
        let open = |text: &str| text.rfind('[').is_some_and(|at| !text.get(at..).unwrap_or("").contains(']'));
        let in_text = open(before) && after.find("](").is_some_and(|at| !after.get(..at).unwrap_or("").contains('['));
        let in_target = before.rfind("](").is_some_and(|at| !before.get(at..).unwrap_or("").contains(')'))
            && after.contains(')')
            && !after.split(')').next().unwrap_or("").contains(['(', ' ']);
        if in_text || in_target {
            return Some((bar_before(post, row, index)?, "a link"));
        }
    }
    None
}

fn missing(post: &Post<'_>, grid: &Grid, row: &Row, times: &[bool], found: &mut Found) {
    let (count, wide) = (row.cells.len(), grid.columns);
    let shifted = row.cells.iter().enumerate().find(|(index, cell)| {
        is_time(&cell.prose.text)
            && !times.get(*index).copied().unwrap_or(false)
            && times.get(index + 1).copied().unwrap_or(false)
    });
    let finding = if let Some((index, cell)) = shifted {
        let under = heading(grid, index)
            .map_or_else(|| format!("in column {}", index + 1), |text| format!("under {}", quote(text)));
        let finding = found.at(
            Subject::Row(row.span),
            cell.span,
            format!(
                "{} stands {under}: this row has {}, the table has {}",
                quote(cell.prose.trimmed()),
                cells(count),
                columns(wide)
            ),
        );
        finding.help("add the empty cell that is missing before it").grade("shifted");
        finding
    } else {
        let what = if wide - count == 1 { "the last column stays" } else { "the last columns stay" };
        let finding = found.at(
            Subject::Row(row.span),
            row.span,
            format!("this row has {}, the table has {}: {what} empty", cells(count), columns(wide)),
        );
        finding.help("write a \"|\" for every column, also for the empty ones").grade("fewer");
        finding
    };
    // What a template tag makes of the row is not ours to tell.
    if shifted.is_none() && !is_template(post.text(row.span)) {
        let text = post.text(row.span).trim_end();
        let end = post.source.within(row.span, text.len(), text.len());
        let closed = text.ends_with('|') && !text.ends_with("\\|");
        let mut pad = if closed { String::new() } else { " |".to_owned() };
        pad.push_str(&" |".repeat((wide - count).min(64)));
        finding.fix(Safety::Unsafe, Intent::Layout, "add the empty cells", vec![Edit { span: end, text: pad }]);
    }
}

fn html(grid: &Grid, found: &mut Found) {
    let Some(header) = grid.header() else { return };
    let width = |row: &Row| row.cells.iter().map(|cell| cell.column + cell.colspan).max().unwrap_or(0);
    let wide = width(header);
    for row in grid.body() {
        let count = width(row);
        if count > wide
            && wide > 1
            && let Some(cell) = row.cells.iter().find(|cell| cell.column + cell.colspan > wide && cell.colspan > 1)
        {
            found
                .at(
                    Subject::Row(row.span),
                    cell.span,
                    format!("this cell reaches to column {count}, the heading row has {}", columns(wide)),
                )
                .help("correct its colspan")
                .grade("html");
        }
    }
}
