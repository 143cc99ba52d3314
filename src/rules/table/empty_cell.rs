//! The one empty cell of a column that is otherwise full.

use super::cells::{heading, is_regular};
use crate::diagnostic::{Found, Subject};
use crate::document::Origin;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `table/empty-cell`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyCell {}

impl PostRule for EmptyCell {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for grid in post.doc.grids.iter().filter(|grid| grid.origin != Origin::NotATable) {
            let rows: Vec<_> = grid.body().iter().filter(|row| is_regular(grid, row) && !row.is_blank()).collect();
            if rows.len() < 3 {
                continue;
            }
            for column in 0..grid.columns {
                let mut blanks = rows
                    .iter()
                    .filter_map(|row| row.cells.get(column))
                    .filter(|cell| cell.prose.is_blank() && post.text(cell.span).trim().is_empty());
                let (Some(cell), None) = (blanks.next(), blanks.next()) else { continue };
                let name = heading(grid, column).map_or_else(|| format!("column {}", column + 1), quote);
                found
                    .at(Subject::Cell(cell.span), cell.span, format!("only this row has nothing for {name}"))
                    .help("fill the cell, or write \"–\" if it is meant to be empty");
            }
        }
    }
}
