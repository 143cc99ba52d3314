//! Columns without a heading.

use crate::diagnostic::{Found, Subject};
use crate::document::Origin;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `table/empty-header`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyHeader {}

impl PostRule for EmptyHeader {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for grid in post.doc.grids.iter().filter(|grid| grid.origin != Origin::NotATable) {
            let Some(header) = grid.header().filter(|row| !row.is_blank()) else { continue };
            for cell in header.cells.iter().filter(|cell| cell.column > 0 && cell.column < grid.columns) {
                if !cell.prose.is_blank() || post.text(cell.span).contains(['{', '<', '!']) {
                    continue;
                }
                let Some(below) =
                    grid.body().iter().filter_map(|row| row.at(cell.column)).find(|cell| !cell.prose.is_blank())
                else {
                    continue;
                };
                found
                    .at(
                        Subject::Cell(cell.span),
                        cell.span,
                        format!("the column of {} has no heading", quote(below.prose.trimmed())),
                    )
                    .help("name the column");
            }
        }
    }
}
