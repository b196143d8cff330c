//! Environments: matrices, cases and aligned equations.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, Dimension, Grouping, Line, Style};

use crate::row::{Class, Item, finish};
use crate::tree::{Attribute, Element, Name, Property};
use crate::value::{length, levels};

/// How the columns of a table are aligned.
enum Columns {
    /// All columns alike.
    Same(ColumnAlignment),
    /// As the column specification of an array says.
    Listed(Box<[ArrayColumn]>),
    /// Alternately right and left, so that each pair meets at its relation.
    Aligned,
    /// One column: the first row on the left, the last on the right.
    Multline,
}

pub(crate) struct Table {
    columns: Columns,
    /// A brace before or after the table, with its `form`.
    brace: Option<(char, &'static str)>,
    is_display: bool,
    level: Option<&'static str>,
    is_tight: bool,
    lines_at_start: usize,
    rows: Vec<Row>,
    cells: Vec<Element>,
}

struct Row {
    cells: Vec<Element>,
    spacing: Option<Dimension>,
    lines_below: Option<Line>,
}

impl Table {
    pub(crate) fn new(grouping: &Grouping) -> Option<Self> {
        let mut table = Self {
            columns: Columns::Same(ColumnAlignment::Center),
            brace: None,
            is_display: false,
            level: None,
            is_tight: false,
            lines_at_start: 0,
            rows: Vec::new(),
            cells: Vec::new(),
        };
        match grouping {
            Grouping::Matrix { alignment } => table.columns = Columns::Same(*alignment),
            Grouping::SubArray { alignment } => {
                table.columns = Columns::Same(*alignment);
                table.is_tight = true;
            }
            Grouping::Array(columns) => table.columns = Columns::Listed(columns.clone()),
            Grouping::Cases { left } => {
                table.columns = Columns::Same(ColumnAlignment::Left);
                table.brace = Some(if *left {
                    ('{', "prefix")
                } else {
                    ('}', "postfix")
                });
            }
            Grouping::Align { .. }
            | Grouping::Aligned
            | Grouping::Alignat { .. }
            | Grouping::Alignedat { .. }
            | Grouping::Split => {
                table.columns = Columns::Aligned;
                table.is_display = true;
            }
            Grouping::Gather { .. } | Grouping::Gathered | Grouping::Equation { .. } => {
                table.is_display = true;
            }
            Grouping::Multline => {
                table.columns = Columns::Multline;
                table.is_display = true;
            }
            Grouping::Normal | Grouping::LeftRight(..) => return None,
        }
        Some(table)
    }

    /// Applies a style to the whole table if no cell has ended yet, and returns whether it did.
    pub(crate) fn set_style(&mut self, style: Style) -> bool {
        if !self.rows.is_empty() || !self.cells.is_empty() {
            return false;
        }
        match style {
            Style::Display => self.is_display = true,
            // The parser marks a `smallmatrix` this way.
            Style::Text => self.level = Some("1"),
            Style::Script | Style::ScriptScript => self.level = Some(levels(style).1),
        }
        true
    }

    pub(crate) fn start_lines(&mut self, lines: &[Line]) {
        self.lines_at_start = lines.len();
    }

    pub(crate) fn end_cell(&mut self, items: Vec<Item>) {
        let is_continued = matches!(self.columns, Columns::Aligned) && self.cells.len() % 2 == 1;
        self.cells
            .push(Element::of(Name::Mtd, finish(items, is_continued)));
    }

    pub(crate) fn end_row(&mut self, spacing: Option<Dimension>, lines_below: &[Line]) {
        self.rows.push(Row {
            cells: std::mem::take(&mut self.cells),
            spacing,
            lines_below: lines_below.first().copied(),
        });
    }

    /// Returns the table, including the last cell, which no event ends.
    pub(crate) fn finish(mut self, last: Vec<Item>) -> Item {
        // A trailing line break starts no row.
        if !last.is_empty() || !self.cells.is_empty() || self.rows.is_empty() {
            self.end_cell(last);
            self.end_row(None, &[]);
        }
        let width = self.rows.iter().map(|row| row.cells.len()).max();
        let width = width.unwrap_or_default();
        let height = self.rows.len();
        let rows = std::mem::take(&mut self.rows);
        let rows = rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| self.row(row, at, width, height))
            .collect();
        let mut table = Element::of(Name::Mtable, rows);
        if self.is_display {
            table.set(Attribute::DisplayStyle, "true");
        }
        if let Some(level) = self.level {
            table.set(Attribute::ScriptLevel, level);
        }
        let Some((brace, form)) = self.brace else {
            return Item::new(table, Class::Inner);
        };
        let mut children = vec![table];
        let brace = Element::leaf(Name::Mo, brace)
            .with(Attribute::Form, form)
            .with(Attribute::Stretchy, "true");
        children.insert(if form == "prefix" { 0 } else { 1 }, brace);
        Item::new(Element::of(Name::Mrow, children), Class::Inner)
    }

    fn row(&self, row: Row, at: usize, width: usize, height: usize) -> Element {
        let has_lines = row.lines_below.is_some() || (at == 0 && self.lines_at_start > 0);
        let mut cells = row.cells;
        if has_lines {
            // A horizontal line spans all columns.
            cells.resize_with(width.max(cells.len()), || {
                Element::of(Name::Mtd, Vec::new())
            });
        }
        let cells = cells.into_iter().enumerate().map(|(column, cell)| {
            let mut cell = self.cell(cell, column, at, height);
            if at == 0 && self.lines_at_start > 0 {
                cell = cell.styled(Property::BorderTop, stroke(Line::Solid));
            }
            if let Some(line) = row.lines_below {
                cell = cell.styled(Property::BorderBottom, stroke(line));
            }
            if let Some(spacing) = row.spacing {
                let spacing = length(spacing);
                cell = cell.styled(Property::PaddingBottom, format!("calc(0.5ex + {spacing})"));
            }
            cell
        });
        Element::of(Name::Mtr, cells.collect())
    }

    /// Returns a cell with its alignment, which MathML Core leaves to CSS.
    fn cell(&self, cell: Element, column: usize, row: usize, height: usize) -> Element {
        let cell = if self.is_tight {
            cell.styled(Property::Padding, "0")
        } else {
            cell
        };
        match &self.columns {
            Columns::Same(alignment) => aligned(cell, *alignment),
            Columns::Multline if height > 1 && row == 0 => aligned(cell, ColumnAlignment::Left),
            Columns::Multline if height > 1 && row + 1 == height => {
                aligned(cell, ColumnAlignment::Right)
            }
            Columns::Multline => cell,
            Columns::Aligned if column % 2 == 1 => aligned(cell, ColumnAlignment::Left)
                .styled(Property::PaddingLeft, "0")
                .styled(Property::PaddingRight, "0"),
            Columns::Aligned => {
                let before = if column == 0 { "0" } else { "2em" };
                aligned(cell, ColumnAlignment::Right)
                    .styled(Property::PaddingLeft, before)
                    .styled(Property::PaddingRight, "0")
            }
            Columns::Listed(columns) => listed(cell, columns, column),
        }
    }
}

fn aligned(cell: Element, alignment: ColumnAlignment) -> Element {
    match alignment {
        // The default.
        ColumnAlignment::Center => cell,
        ColumnAlignment::Left => cell.styled(Property::TextAlign, "left"),
        ColumnAlignment::Right => cell.styled(Property::TextAlign, "right"),
    }
}

/// Returns a cell of an array, with the vertical lines beside it.
fn listed(cell: Element, columns: &[ArrayColumn], column: usize) -> Element {
    let mut cell = cell;
    let mut place = 0;
    let mut is_last = true;
    for entry in columns {
        match entry {
            ArrayColumn::Separator(line) if place == 0 && column == 0 => {
                cell = cell.styled(Property::BorderLeft, stroke(*line));
            }
            ArrayColumn::Separator(line) if place == column + 1 && is_last => {
                cell = cell.styled(Property::BorderRight, stroke(*line));
                is_last = false;
            }
            ArrayColumn::Separator(_) => {}
            ArrayColumn::Column(alignment) => {
                if place == column {
                    cell = aligned(cell, *alignment);
                }
                place += 1;
            }
        }
    }
    cell
}

const fn stroke(line: Line) -> &'static str {
    match line {
        Line::Solid => "0.05em solid",
        Line::Dashed => "0.05em dashed",
    }
}
