//! Elements for document nodes.

use std::cell::RefCell;

use leptos::{prelude::document, wasm_bindgen::JsCast as _, web_sys::Element};

use crate::{
    markdown::{Alert, Alignment, Footnote, Kind},
    view::labels::{Label, Labels},
};

/// An element, and the place in it where its children go.
pub(super) struct Made {
    pub(super) outer: Element,
    pub(super) inner: Element,
}

impl From<Element> for Made {
    fn from(element: Element) -> Self {
        Self {
            inner: element.clone(),
            outer: element,
        }
    }
}

/// Creates an element with a class.
pub(super) fn element(name: &str, class: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

thread_local! {
    /// One element of each sort, to be cloned: cloning takes one call to the browser, and copies no
    /// strings to it.
    static MODELS: RefCell<Vec<(Model, Element)>> = const { RefCell::new(Vec::new()) };
}

/// The name, class and attributes that a sort of element has in common.
type Model = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// Each block has its own direction: an answer may mix scripts.
const AUTO: &[(&str, &str)] = &[("dir", "auto")];

/// Creates an element of a sort, by cloning after the first time.
pub(super) fn instantiate(
    name: &'static str,
    class: &'static str,
    attributes: &'static [(&'static str, &'static str)],
) -> Option<Element> {
    let sort = (name, class, attributes);
    MODELS.with_borrow_mut(|models| {
        // Compared by address: each place in the source is one sort.
        let is_it = |(model, _): &&(Model, Element)| {
            std::ptr::eq(model.0, name)
                && std::ptr::eq(model.1, class)
                && std::ptr::eq(model.2, attributes)
        };
        if let Some((_, model)) = models.iter().find(is_it) {
            return Some(model.clone_node().ok()?.unchecked_into());
        }
        let model = element(name, class)?;
        for (name, value) in attributes {
            set(&model, name, value);
        }
        let copy = model.clone_node().ok()?.unchecked_into();
        models.push((sort, model));
        Some(copy)
    })
}

/// Sets an attribute. This only fails for an invalid name.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Creates the element of a block or of an inline mark. `None` for kinds that are drawn in other
/// ways.
pub(super) fn make(kind: &Kind, is_outermost: bool, labels: &Labels) -> Option<Made> {
    let plain = |name| instantiate(name, "", &[]).map(Made::from);
    let auto = |name| instantiate(name, "", AUTO).map(Made::from);
    match kind {
        Kind::Paragraph if is_outermost => auto("p"),
        // Its parent takes its direction from these words, and `dir=auto` skips descendants that
        // have a `dir` of their own. The style sheet sets theirs.
        Kind::Paragraph => plain("p"),
        // The page has headings of its own, which rank above the conversation's.
        Kind::Heading(level) => {
            let names = ["h3", "h4", "h5", "h6", "h6", "h6"];
            let index = usize::from(*level).checked_sub(1)?;
            instantiate(names.get(index)?, "", LEVELS.get(index)?).map(Made::from)
        }
        Kind::BlockQuote(None) => auto("blockquote"),
        Kind::BlockQuote(Some(alert)) => self::alert(*alert, labels),
        // Its items are in runs.
        Kind::List { .. } if is_outermost => instantiate("div", "rill-list", AUTO).map(Made::from),
        Kind::List { start, .. } => auto(if start.is_some() { "ol" } else { "ul" }),
        Kind::Item { .. } => plain("li"),
        Kind::Html => instantiate("p", "rill-html", AUTO).map(Made::from),
        Kind::Table => {
            let outer = instantiate("div", "rill-table", TABLE_FRAME)?;
            set(&outer, "aria-label", labels.get(Label::Table));
            let inner = instantiate("table", "", TABLE)?;
            outer.append_child(&inner).ok()?;
            Some(Made { outer, inner })
        }
        Kind::TableHead => {
            let outer = instantiate("thead", "", ROW_GROUP)?;
            let inner = instantiate("tr", "", ROW)?;
            outer.append_child(&inner).ok()?;
            Some(Made { outer, inner })
        }
        Kind::TableRow => instantiate("tr", "", ROW).map(Made::from),
        Kind::TableCell(alignment) => instantiate("td", class_of(*alignment), CELL).map(Made::from),
        Kind::FootnoteDefinition(footnote) => self::footnote(footnote, labels),
        Kind::Rule => plain("hr"),
        Kind::Code => plain("code"),
        Kind::Emphasis => plain("em"),
        Kind::Strong => plain("strong"),
        Kind::Strikethrough => plain("s"),
        Kind::Link(_) => instantiate("a", "", LINK).map(Made::from),
        Kind::HardBreak => plain("br"),
        Kind::FootnoteReference(footnote) => reference(footnote, labels),
        Kind::Document
        | Kind::Text
        | Kind::CodeBlock { .. }
        | Kind::Image { .. }
        | Kind::Math { .. } => None,
    }
}

/// The attributes of headings by level.
const LEVELS: [&[(&str, &str)]; 6] = [
    &[("dir", "auto"), ("data-level", "1")],
    &[("dir", "auto"), ("data-level", "2")],
    &[("dir", "auto"), ("data-level", "3")],
    &[("dir", "auto"), ("data-level", "4")],
    &[("dir", "auto"), ("data-level", "5")],
    &[("dir", "auto"), ("data-level", "6")],
];

/// It scrolls on its own, so the keyboard must be able to reach it.
const TABLE_FRAME: &[(&str, &str)] = &[("tabindex", "0"), ("role", "group")];

// Explicit roles: some browsers infer that an element is a table from its layout, and a long table
// is not laid out as one.
const TABLE: &[(&str, &str)] = &[("dir", "auto"), ("role", "table")];
pub(super) const ROW_GROUP: &[(&str, &str)] = &[("role", "rowgroup")];
const ROW: &[(&str, &str)] = &[("role", "row")];
const CELL: &[(&str, &str)] = &[("role", "cell")];
const HEADER_CELL: &[(&str, &str)] = &[("scope", "col"), ("role", "columnheader")];

/// Creates an item of a list that is split into several.
pub(super) fn joined_item() -> Option<Made> {
    instantiate("li", "", &[("role", "listitem")]).map(Made::from)
}

/// The attributes of all links: no referrer is sent, and the page does not endorse them.
pub(super) const LINK: &[(&str, &str)] = &[
    ("target", "_blank"),
    ("rel", "noopener noreferrer nofollow ugc"),
];

/// Updates an element with what its node says besides its text.
pub(super) fn update_attributes(element: &Element, kind: &Kind, labels: &Labels) {
    match kind {
        Kind::List { start, tight } => {
            if element.has_attribute("class") || *tight {
                element.set_class_name(if *tight { "rill-tight" } else { "" });
            }
            if let Some(start) = start.filter(|start| *start != 1) {
                set(element, "start", &start.to_string());
            }
        }
        Kind::Item {
            checked: Some(done),
        } => {
            element.set_class_name("rill-task");
            let old = element.query_selector(":scope > input").ok().flatten();
            let Some(mark) = old.or_else(|| {
                let mark = self::element("input", "")?;
                set(&mark, "type", "checkbox");
                set(&mark, "disabled", "");
                element.prepend_with_node_1(&mark).ok()?;
                Some(mark)
            }) else {
                return;
            };
            let label = if *done { Label::Done } else { Label::NotDone };
            set(&mark, "aria-label", labels.get(label));
            if *done {
                set(&mark, "checked", "");
            } else {
                let _ = mark.remove_attribute("checked");
            }
        }
        _ => {}
    }
}

/// Creates a cell of a header row.
pub(super) fn header_cell(alignment: Alignment) -> Option<Made> {
    instantiate("th", class_of(alignment), HEADER_CELL).map(Made::from)
}

fn class_of(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => "rill-left",
        Alignment::Center => "rill-center",
        Alignment::Right => "rill-right",
    }
}

fn alert(alert: Alert, labels: &Labels) -> Option<Made> {
    let (name, title) = match alert {
        Alert::Note => ("note", Label::Note),
        Alert::Tip => ("tip", Label::Tip),
        Alert::Important => ("important", Label::Important),
        Alert::Warning => ("warning", Label::Warning),
        Alert::Caution => ("caution", Label::Caution),
    };
    let outer = element("div", "rill-alert")?;
    set(&outer, "data-alert", name);
    set(&outer, "role", "note");
    set(&outer, "dir", "auto");
    let heading = element("p", "rill-alert-title")?;
    heading.set_text_content(Some(labels.get(title)));
    // The label may not be in the language of the alert.
    set(&heading, "dir", "auto");
    let inner = element("div", "")?;
    outer.append_with_node_2(&heading, &inner).ok()?;
    Some(Made { outer, inner })
}

fn footnote(footnote: &Footnote, labels: &Labels) -> Option<Made> {
    let number = footnote.number.to_string();
    let outer = instantiate("div", "rill-footnote", NOTE)?;
    set(&outer, "data-footnote", &number);
    let mark = instantiate("span", "rill-footnote-number", &[])?;
    mark.set_text_content(Some(&format!("{number}.")));
    let inner = instantiate("div", "", &[])?;
    let back = instantiate("a", "rill-back", BACK)?;
    let label = labels.fill(Label::FootnoteBack, &[("number", &number)]);
    set(&back, "aria-label", &label);
    set(&back, "data-footnote", &number);
    back.set_text_content(Some("↩"));
    outer.append_with_node_3(&mark, &inner, &back).ok()?;
    Some(Made { outer, inner })
}

fn reference(footnote: &Footnote, labels: &Labels) -> Option<Made> {
    let number = footnote.number.to_string();
    let outer = instantiate("sup", "", &[])?;
    let mark = instantiate("a", "rill-ref", MARK)?;
    let label = labels.fill(Label::Footnote, &[("number", &number)]);
    set(&mark, "aria-label", &label);
    set(&mark, "data-footnote", &number);
    mark.set_text_content(Some(&number));
    outer.append_child(&mark).ok()?;
    Some(outer.into())
}

const NOTE: &[(&str, &str)] = &[
    ("role", "doc-footnote"),
    ("dir", "auto"),
    ("tabindex", "-1"),
];
const BACK: &[(&str, &str)] = &[("href", "#"), ("role", "doc-backlink")];
const MARK: &[(&str, &str)] = &[("href", "#"), ("role", "doc-noteref")];
