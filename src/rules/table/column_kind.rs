//! Rows in which two cells have changed places.

use super::cells::{heading, is_regular, is_time, is_time_column};
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::document::Origin;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `table/column-kind`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ColumnKind {}

impl PostRule for ColumnKind {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for grid in post.doc.grids.iter().filter(|grid| grid.origin != Origin::NotATable) {
            let times: Vec<bool> = (0..grid.columns).map(|column| is_time_column(grid, column)).collect();
            let Some(time) = times.iter().position(|&time| time) else { continue };
            for row in grid.body().iter().filter(|row| is_regular(grid, row)) {
                let Some(here) = row.cells.get(time) else { continue };
                if here.prose.is_blank() || here.prose.text.chars().any(|c| c.is_ascii_digit()) {
                    continue;
                }
                let mut strays = row.cells.iter().filter(|cell| {
                    is_time(&cell.prose.text)
                        && !times.get(cell.column).copied().unwrap_or(false)
                        && !grid.body().iter().any(|other| {
                            other.span != row.span
                                && other.at(cell.column).is_some_and(|cell| is_time(&cell.prose.text))
                        })
                });
                let (Some(stray), None) = (strays.next(), strays.next()) else { continue };
                let under = |column: usize| {
                    heading(grid, column)
                        .map_or_else(|| format!("in column {}", column + 1), |text| format!("under {}", quote(text)))
                };
                let finding = found.at(
                    Subject::Cell(here.span),
                    here.span,
                    format!(
                        "{} stands {}, and {} {}: the two cells have changed places",
                        quote(here.prose.trimmed()),
                        under(time),
                        quote(stray.prose.trimmed()),
                        under(stray.column)
                    ),
                );
                finding.label(stray.span, "the time");
                finding.help("exchange the two cells");
                let (mut first, mut second) = (here.span, stray.span);
                if second < first {
                    std::mem::swap(&mut first, &mut second);
                }
                let edits = vec![
                    Edit { span: first, text: post.text(second).to_owned() },
                    Edit { span: second, text: post.text(first).to_owned() },
                ];
                finding.fix(Safety::Unsafe, Intent::Repairs, "exchange the two cells", edits);
            }
        }
    }
}
