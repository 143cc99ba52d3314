//! Tables of one post that name one column differently.

use crate::diagnostic::{Found, Subject};
use crate::document::{Grid, Origin};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// `table/header-mismatch`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeaderMismatch {}

impl PostRule for HeaderMismatch {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        // Keyed by the headings without one of them: two tables meet where that one differs.
        let mut seen: HashMap<(usize, Vec<String>), &Grid> = HashMap::new();
        for grid in post.doc.grids.iter().filter(|grid| grid.origin != Origin::NotATable) {
            let Some(header) = grid.header() else { continue };
            let names: Vec<String> = header.cells.iter().map(|cell| cell.prose.trimmed().to_lowercase()).collect();
            if !(3..=32).contains(&names.len()) || names.iter().any(String::is_empty) {
                continue;
            }
            for (column, cell) in header.cells.iter().enumerate() {
                let mut key = names.clone();
                key.remove(column);
                let first = *seen.entry((column, key)).or_insert(grid);
                let Some(other) = first.header().and_then(|row| row.cells.get(column)) else { continue };
                if other.prose.trimmed().to_lowercase() == cell.prose.trimmed().to_lowercase() {
                    continue;
                }
                found
                    .at(
                        Subject::Cell(cell.span),
                        cell.span,
                        format!(
                            "this column is called {}, and {} in the table above, whose other headings are the same",
                            quote(cell.prose.trimmed()),
                            quote(other.prose.trimmed())
                        ),
                    )
                    .label(other.span, "the heading above")
                    .help("use one name for both");
            }
        }
    }
}
