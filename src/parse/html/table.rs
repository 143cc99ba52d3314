//! `<table>` as a [`Grid`]: cells are placed as a browser does, row and column spans counted.

use crate::document::{BlockId, BlockKind, Cell, CellId, Grid, HtmlTag, Origin, Row};
use crate::parse::inline::{Place, number};
use crate::parse::reader::Reader;
use crate::source::Span;

/// Columns of a table that are counted.
const COLUMNS: usize = 1000;

/// A cell whose end has not come yet.
struct OpenCell {
    start: usize,
    header: bool,
    colspan: usize,
    rowspan: usize,
}

/// A table as far as it is read.
struct Build<'a> {
    grid: usize,
    block: BlockId,
    place: Place,
    rows: Vec<Row<'a>>,
    cell: Option<OpenCell>,
    row: Option<(usize, Vec<Cell<'a>>)>,
    caption: Option<usize>,
    /// For each column the rows that a cell from above still covers.
    busy: Vec<usize>,
    group: usize,
    bodies: usize,
    head: bool,
    /// Tables inside the open cell.
    inner: Vec<Span>,
}

impl<'a> Reader<'a> {
    /// Reads a table from its tags, the first of them `<table>`.
    pub(super) fn html_table(&mut self, span: Span, tags: &[HtmlTag], parent: Option<BlockId>, place: Place) {
        let block = self.doc.blocks.len();
        let grid = self.doc.grids.len();
        self.push(span, parent, BlockKind::Table(grid));
        self.doc.grids.push(Grid {
            span,
            origin: Origin::Html,
            rows: Vec::new(),
            columns: 0,
            delimiter: None,
            delimiter_cells: 0,
            caption: None,
            block,
        });
        let mut build = Build {
            grid,
            block,
            place,
            rows: Vec::new(),
            cell: None,
            row: None,
            caption: None,
            busy: Vec::new(),
            group: 0,
            bodies: 0,
            head: false,
            inner: Vec::new(),
        };
        let mut depth = 0usize;
        let mut opened = 0;
        let mut nested: Vec<(usize, usize)> = Vec::new();
        for (index, tag) in tags.iter().enumerate() {
            if tag.name == "table" && index > 0 && index + 1 < tags.len() {
                if tag.closing {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && opened > 0 {
                        build.inner.push(self.source.snap(tags[opened].span.start(), tag.span.end()));
                        nested.push((opened, index));
                        opened = 0;
                    }
                } else {
                    if depth == 0 {
                        opened = index;
                    }
                    depth += 1;
                }
                continue;
            }
            if depth == 0 {
                self.table_tag(&mut build, tag);
            }
        }
        self.end_row(&mut build, span.end());
        let columns = |row: &Row| row.cells.iter().map(|cell| cell.column + cell.colspan).max().unwrap_or(0);
        let widest = build.rows.iter().map(columns).max().unwrap_or(0);
        if let Some(grid) = self.doc.grids.get_mut(grid) {
            grid.columns = build.rows.first().filter(|row| row.header).map_or(widest, columns);
            grid.rows = build.rows;
        }
        for (first, last) in nested {
            let span = self.source.snap(tags[first].span.start(), tags[last].span.end());
            self.html_table(span, &tags[first..=last], Some(block), place);
        }
    }

    fn table_tag(&mut self, build: &mut Build<'a>, tag: &HtmlTag) {
        let known = match (&*tag.name, tag.closing) {
            ("tr", false) => {
                self.end_row(build, tag.span.start());
                let cells = build.rows.last().map_or(4, |row| row.cells.len());
                build.row = Some((tag.span.start(), Vec::with_capacity(cells)));
                true
            }
            ("tr", true) => {
                self.end_cell(build, tag.span.start());
                self.end_row(build, tag.span.end());
                true
            }
            ("td" | "th", false) => {
                self.end_cell(build, tag.span.start());
                build.row.get_or_insert_with(|| (tag.span.start(), Vec::new()));
                let attributes = self.doc.attributes(tag);
                let count = |name: &str| {
                    number(self.source, attributes, name).map_or(1, |number| (number as usize).clamp(1, COLUMNS))
                };
                build.cell = Some(OpenCell {
                    start: tag.span.end(),
                    header: tag.name == "th",
                    colspan: count("colspan"),
                    rowspan: count("rowspan"),
                });
                true
            }
            ("td" | "th", true) => {
                self.end_cell(build, tag.span.start());
                true
            }
            ("thead", closing) => {
                self.end_row(build, tag.span.start());
                build.head = !closing;
                true
            }
            ("tbody", closing) => {
                self.end_row(build, tag.span.start());
                build.head = false;
                if !closing {
                    build.group = build.bodies;
                    build.bodies += 1;
                }
                true
            }
            ("tfoot" | "colgroup" | "col", _) => true,
            ("table", _) => {
                self.end_row(build, tag.span.start());
                true
            }
            ("caption", false) => {
                build.caption = Some(tag.span.end());
                true
            }
            ("caption", true) => {
                if let Some(start) = build.caption.take() {
                    let inner = self.source.trim(self.source.snap(start, tag.span.start().max(start)));
                    let prose = self.prose(inner, Place { block: Some(build.block), ..build.place });
                    if let Some(grid) = self.doc.grids.get_mut(build.grid) {
                        grid.caption = Some(prose);
                    }
                }
                true
            }
            _ => false,
        };
        // Tags inside a cell are recorded with its text; those between rows here.
        if known || build.cell.is_none() && build.caption.is_none() {
            self.doc.html.push(tag.clone());
        }
    }

    fn end_cell(&mut self, build: &mut Build<'a>, end: usize) {
        let (Some(open), Some((_, cells))) = (build.cell.take(), build.row.as_mut()) else { return };
        let span = self.source.trim(self.source.snap(open.start, end.max(open.start)));
        let mut column = cells.last().map_or(0, |cell| cell.column + cell.colspan);
        while build.busy.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let colspan = open.colspan.min(COLUMNS.saturating_sub(column).max(1));
        if open.rowspan > 1 && column < COLUMNS {
            if build.busy.len() < column + colspan {
                build.busy.resize(column + colspan, 0);
            }
            // Counted down once at the end of this row too.
            build.busy[column..column + colspan].fill(open.rowspan);
        }
        let cell = Some(CellId::new(build.grid, build.rows.len(), cells.len()));
        // A table inside is read on its own; what stands behind it is read for its links.
        let place = Place { block: Some(build.block), cell, ..build.place };
        let mut from = span.start();
        let mut prose = None;
        for inner in build.inner.drain(..).filter(|inner| span.contains(*inner)) {
            let piece = self.prose(self.source.trim(self.source.snap(from, inner.start().max(from))), place);
            prose.get_or_insert(piece);
            from = inner.end();
        }
        let rest = self.prose(self.source.trim(self.source.snap(from, span.end())), place);
        let prose = prose.unwrap_or(rest);
        cells.push(Cell { span, column, colspan, rowspan: open.rowspan, header: open.header, prose });
    }

    fn end_row(&mut self, build: &mut Build<'a>, end: usize) {
        self.end_cell(build, end);
        let Some((start, cells)) = build.row.take() else { return };
        for rows in &mut build.busy {
            *rows = rows.saturating_sub(1);
        }
        let header = !cells.is_empty() && (build.head || cells.iter().all(|cell| cell.header));
        let span = self.source.trim(self.source.snap(start, end.max(start)));
        build.rows.push(Row { span, cells, header, group: build.group });
    }
}
