//! Long content in runs: the blocks of a text, the items of a list, the rows of a table.
//!
//! A browser visits all children of a box whenever one of them grows. So no box gets many: when one
//! is full, the next children go into another beside it, and the content of a box that is out of
//! view is not laid out at all.

use leptos::{
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlElement},
};

use super::elements::{ROW_GROUP, instantiate, set};
use crate::markdown::Kind;

/// At how many bytes of text a run is full.
const MAX_RUN: usize = 3000;

/// From which number on the markers of a list need more room.
const WIDE: u64 = 100;

/// The kind of children in runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    Blocks,
    Items,
    Rows,
}

/// The runs of one container.
#[derive(Debug)]
pub(super) struct Runs {
    run_kind: RunKind,
    around: Element,
    all: Vec<Element>,
    /// How many children the last run has.
    count: usize,
    /// The length of the document when the last run began.
    begun: usize,
    is_settled: bool,
}

impl Runs {
    pub(super) fn new(run_kind: RunKind, around: Element) -> Self {
        Self {
            run_kind,
            around,
            all: Vec::new(),
            count: 0,
            begun: 0,
            is_settled: false,
        }
    }

    /// Returns whether the next child makes more than one run. `length` is that of the document.
    pub(super) fn is_long(&self, length: usize) -> bool {
        self.all.len() > 1 || (self.all.len() == 1 && self.is_full(length))
    }

    fn is_full(&self, length: usize) -> bool {
        let most = match self.run_kind {
            RunKind::Blocks => 12,
            RunKind::Items | RunKind::Rows => 32,
        };
        self.count >= most || length.saturating_sub(self.begun) >= MAX_RUN
    }

    /// Returns the run for the next child, which has this index in a container of this kind.
    pub(super) fn next(&mut self, kind: &Kind, index: usize, length: usize) -> Option<&Element> {
        if self.all.is_empty() || self.is_full(length) {
            self.begin(kind, index)?;
            self.count = 0;
            self.begun = length;
        }
        self.count += 1;
        self.all.last()
    }

    /// Updates the runs of a list to its kind.
    pub(super) fn update_attributes(&self, kind: &Kind) {
        let Kind::List { start, tight } = kind else {
            return;
        };
        for run in &self.all {
            let is_wide = run.class_name().contains("rill-wide");
            let class = class_of(*tight, is_wide);
            if !class.is_empty() || run.has_attribute("class") {
                run.set_class_name(class);
            }
        }
        if let (Some(first), Some(start)) = (self.all.first(), start)
            && (*start != 1 || first.has_attribute("start"))
        {
            set(first, "start", &start.to_string());
        }
    }

    /// Removes all runs.
    pub(super) fn clear(&mut self) {
        for run in self.all.drain(..) {
            run.remove();
        }
    }

    fn begin(&mut self, kind: &Kind, index: usize) -> Option<()> {
        let new = match (self.run_kind, kind) {
            (RunKind::Blocks, _) => instantiate("div", "rill-group", &[])?,
            (RunKind::Rows, _) => instantiate("tbody", "", ROW_GROUP)?,
            (RunKind::Items, Kind::List { start, tight }) => {
                let name = if start.is_some() { "ol" } else { "ul" };
                let number = start.map_or(1, |start| start.saturating_add(index as u64));
                let new = instantiate(name, class_of(*tight, number >= WIDE), &[])?;
                if number != 1 {
                    set(&new, "start", &number.to_string());
                }
                if !self.all.is_empty() {
                    set(&new, "role", "none");
                }
                new
            }
            (RunKind::Items, _) => return None,
        };
        match self.run_kind {
            RunKind::Items if self.all.len() == 1 => self.join_items(),
            RunKind::Rows if !self.is_settled && !self.all.is_empty() => {
                self.is_settled = self.settle_columns();
            }
            _ => {}
        }
        self.around.append_child(&new).ok()?;
        self.all.push(new);
        Some(())
    }

    /// Presents the lists to screen readers as one, which is the element around them.
    fn join_items(&self) {
        set(&self.around, "role", "list");
        let Some(first) = self.all.first() else {
            return;
        };
        set(first, "role", "none");
        let mut item = first.first_element_child();
        while let Some(this) = item {
            set(&this, "role", "listitem");
            item = this.next_element_sibling();
        }
    }

    /// Fixes the columns at the widths that they have by now, so that each row can be laid out on
    /// its own. Returns whether they have any.
    fn settle_columns(&self) -> bool {
        let head = self.around.first_element_child();
        let mut cell = head
            .and_then(|head| head.first_element_child())
            .and_then(|row| row.first_element_child());
        let mut columns = String::new();
        let mut width = 0;
        while let Some(this) = cell {
            let own = this.unchecked_ref::<HtmlElement>().offset_width();
            if own <= 0 {
                return false;
            }
            columns.push_str(&format!("minmax(4rem,{own}fr) "));
            width += own;
            cell = this.next_element_sibling();
        }
        let style = self.around.unchecked_ref::<HtmlElement>().style();
        let room = self.around.parent_element();
        if room.is_some_and(|room| room.client_width() < width) {
            let _ = style.set_property("min-inline-size", &format!("{width}px"));
        }
        let _ = style.set_property("--rill-columns", &columns);
        self.around.set_class_name("rill-settled");
        true
    }
}

/// Returns the class of a list: whether it is tight, and whether its numbers are wide.
fn class_of(is_tight: bool, is_wide: bool) -> &'static str {
    match (is_tight, is_wide) {
        (false, false) => "",
        (true, false) => "rill-tight",
        (false, true) => "rill-wide",
        (true, true) => "rill-tight rill-wide",
    }
}
