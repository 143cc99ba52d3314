//! One neutral table, whatever wrote it.

use super::prose::Prose;
use crate::document::BlockId;
use crate::source::{Span, fit};

/// What a table was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Pipes with a delimiter row.
    Gfm,
    /// Pipes that only kramdown shows as a table.
    Kramdown,
    /// `<table>`.
    Html,
    /// Lines with pipes that this site shows as plain text: kept so that the
    /// agenda can read what the author meant.
    NotATable,
}

/// A table.
#[derive(Debug)]
pub struct Grid<'a> {
    /// The whole table.
    pub span: Span,
    /// What it was written in.
    pub origin: Origin,
    /// All rows in order, the header first where there is one; the delimiter row is none.
    pub rows: Vec<Row<'a>>,
    /// Columns that the site shows: the header's, or the widest row's without header.
    pub columns: usize,
    /// The delimiter row (`|---|---|`).
    pub delimiter: Option<Span>,
    /// Cells in the delimiter row.
    pub delimiter_cells: usize,
    /// `<caption>` text.
    pub caption: Option<Prose<'a>>,
    /// The block that stands for it.
    pub block: BlockId,
}

/// A row.
#[derive(Debug)]
pub struct Row<'a> {
    /// The row's bytes without the line end; `<tr>…</tr>` in HTML.
    pub span: Span,
    /// Its cells as written, surplus ones included.
    pub cells: Vec<Cell<'a>>,
    /// A heading row.
    pub header: bool,
    /// Which `<tbody>` it stands in, from 0.
    pub group: usize,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    /// Its content without surrounding blanks; an empty span between its bars when blank.
    pub span: Span,
    /// The column it starts in, from 0, `rowspan`s above counted.
    pub column: usize,
    /// Columns it covers (1 in Markdown).
    pub colspan: usize,
    /// Rows it covers (1 in Markdown).
    pub rowspan: usize,
    /// `<th>`, or a cell of the header row.
    pub header: bool,
    /// What a reader sees.
    pub prose: Prose<'a>,
}

/// The place of a cell in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellId {
    grid: u32,
    row: u32,
    cell: u32,
}

impl CellId {
    /// The cell of an index in a row of an index in a grid of an index.
    #[must_use]
    pub fn new(grid: usize, row: usize, cell: usize) -> Self {
        CellId { grid: fit(grid), row: fit(row), cell: fit(cell) }
    }

    /// The index of the grid in [`super::Document::grids`], that of the row, that of the cell.
    #[must_use]
    pub fn indexes(self) -> (usize, usize, usize) {
        (self.grid as usize, self.row as usize, self.cell as usize)
    }
}

impl<'a> Grid<'a> {
    /// The header row, if the table has one.
    #[must_use]
    pub fn header(&self) -> Option<&Row<'a>> {
        self.rows.first().filter(|row| row.header)
    }

    /// The rows behind the header.
    #[must_use]
    pub fn body(&self) -> &[Row<'a>] {
        &self.rows[usize::from(self.header().is_some())..]
    }
}

impl<'a> Row<'a> {
    /// The cell that covers a column.
    #[must_use]
    pub fn at(&self, column: usize) -> Option<&Cell<'a>> {
        // Where no cell before is wide, the cell has the column's number.
        if let Some(cell) = self.cells.get(column)
            && cell.column == column
        {
            return Some(cell);
        }
        self.cells.iter().find(|cell| cell.column <= column && column < cell.column + cell.colspan)
    }

    /// Whether no cell shows anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.prose.is_blank())
    }
}
