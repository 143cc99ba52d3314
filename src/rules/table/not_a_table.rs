//! Lines that were meant as a table and are shown as text, bars and all.

use crate::config::Generator;
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::{BlockKind, Flavour, Grid, Origin};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// `table/not-a-table`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotATable {}

impl PostRule for NotATable {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        if post.doc.flavour == Flavour::Kramdown {
            return;
        }
        for (index, grid) in post.doc.grids.iter().enumerate() {
            if grid.origin != Origin::NotATable || post.doc.is_hidden(grid.span) {
                continue;
            }
            if grid.delimiter.is_some() {
                delimiter(post, grid, found);
            } else if let Some(table) = torn(post, index) {
                found
                    .at(
                        Subject::Block(grid.span),
                        grid.rows.first().map_or(grid.span, |row| row.span),
                        "these lines are shown as text, bars and all: a blank line above ends the table",
                    )
                    .label(table, "the table that they belong to")
                    .help("delete the blank line");
            } else if is_framed(post, grid) {
                headless(post, grid, found);
            }
        }
    }
}

fn delimiter(post: &Post<'_>, grid: &Grid, found: &mut Found) {
    let Some(line) = grid.delimiter else { return };
    let heading = grid.rows.first().map_or(0, |row| row.cells.len());
    if let Some(gap) = gap(post.text(line)) {
        let gap = post.source.within(line, gap.start, gap.end);
        let what = "this table is shown as text, bars and all: its line of dashes is broken here";
        found.at(Subject::Block(grid.span), gap, what).help("write a dash there, or a bar between two columns").fix(
            Safety::Unsafe,
            Intent::Repairs,
            "close the line of dashes",
            vec![Edit { span: gap, text: "-".repeat(gap.end() - gap.start()) }],
        );
        return;
    }
    if grid.delimiter_cells == heading {
        let what = "this table is shown as text, bars and all: its second line is no line of dashes";
        found.at(Subject::Block(grid.span), line, what).help("write it with dashes and bars only: |---|---|");
        return;
    }
    let finding = found.at(
        Subject::Block(grid.span),
        line,
        format!(
            "this table is shown as text, bars and all: its line of dashes has {} columns, the headings above {heading}",
            grid.delimiter_cells
        ),
    );
    finding.help("give the line of dashes as many columns as the headings");
    let text = post.text(line).trim_end();
    if grid.delimiter_cells < heading && text.ends_with(['|', '-', ':']) {
        let at = post.source.within(line, text.len(), text.len());
        let lead = if text.ends_with('|') { "" } else { "|" };
        let more = format!("{lead}{}", "---|".repeat((heading - grid.delimiter_cells).min(64)));
        finding.fix(
            Safety::Unsafe,
            Intent::Repairs,
            "lengthen the line of dashes",
            vec![Edit { span: at, text: more }],
        );
    }
}

/// Blanks between two dashes of one column, in bytes of the line: Markdown takes no such line for one of dashes.
fn gap(line: &str) -> Option<Range<usize>> {
    let is_dash = |byte: Option<&u8>| byte == Some(&b'-');
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(is_blank).map(|found| at + found) {
        let end = start + bytes[start..].iter().take_while(|byte| is_blank(byte)).count();
        if start > 0 && is_dash(bytes.get(start - 1)) && is_dash(bytes.get(end)) {
            return Some(start..end);
        }
        at = end;
    }
    None
}

/// The last row of the table right above a single blank line, of the same width.
fn torn(post: &Post<'_>, index: usize) -> Option<crate::source::Span> {
    let grid = post.doc.grids.get(index)?;
    let above = post.doc.grids.get(index.checked_sub(1)?)?;
    let between = post.source.span(above.span.end(), grid.span.start())?;
    let blank = post.text(between).trim().is_empty() && post.text(between).matches('\n').count() <= 2;
    let same = grid.rows.iter().all(|row| row.cells.len() == above.columns);
    (blank && same && above.origin == Origin::Gfm && is_framed(post, grid))
        .then(|| above.rows.last().map(|row| row.span))?
}

/// Whether the first line is one of dashes.
fn is_ruled(post: &Post<'_>, grid: &Grid) -> bool {
    let dashes = |line: &str| line.contains("--") && !line.contains(char::is_alphanumeric);
    grid.rows.first().is_some_and(|row| dashes(post.text(row.span)))
}

/// Whether every line begins and ends with a bar, and there are two or more
/// (one is enough behind a table).
fn is_framed(post: &Post<'_>, grid: &Grid) -> bool {
    let ruled = is_ruled(post, grid);
    let framed = grid.rows.iter().all(|row| {
        let line = post.text(row.span).trim();
        line.len() > 2 && line.starts_with('|') && (line.ends_with('|') || ruled) && row.cells.len() > 1
    });
    framed && !grid.rows.is_empty()
}

fn headless(post: &Post<'_>, grid: &Grid, found: &mut Found) {
    if grid.rows.len() < 2 || matches!(post.doc.blocks.get(grid.block).map(|block| &block.kind), Some(BlockKind::Code))
    {
        return;
    }
    let Some(first) = grid.rows.first() else { return };
    let columns = first.cells.len().min(16);
    let (message, help) = if is_ruled(post, grid) {
        let message = "these lines are shown as text, bars and all: a table needs headings above its line of dashes";
        (message.to_owned(), format!("write the headings above it; |{} for none", " |".repeat(columns)))
    } else {
        let quoted = quote(post.text(first.span));
        let rest =
            "and the lines below are shown as text, bars and all: a table needs a line of dashes below its headings";
        (format!("{quoted} {rest}"), format!("write |{} below the headings", "---|".repeat(columns)))
    };
    let finding = found.at(Subject::Block(grid.span), first.span, message);
    finding.help(help);
    if post.settings.generator == Generator::Unknown {
        finding.grade("unknown-generator");
    }
}
