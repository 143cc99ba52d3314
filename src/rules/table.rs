//! Rules of the group `table`.

use super::{Entry, post};

mod alignment;
mod cells;
mod column_count;
mod column_kind;
mod empty_cell;
mod empty_header;
mod header_mismatch;
mod not_a_table;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<alignment::Alignment>("table/alignment"),
    post::<column_count::ColumnCount>("table/column-count"),
    post::<column_kind::ColumnKind>("table/column-kind"),
    post::<empty_cell::EmptyCell>("table/empty-cell"),
    post::<empty_header::EmptyHeader>("table/empty-header"),
    post::<header_mismatch::HeaderMismatch>("table/header-mismatch"),
    post::<not_a_table::NotATable>("table/not-a-table"),
];
