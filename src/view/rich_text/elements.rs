//! Elements for the nodes of a text.

use leptos::{prelude::document, web_sys::Element};

use crate::markdown::{Alert, Alignment, Footnote, Kind};

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

/// Makes an element with a class.
pub(super) fn element(name: &str, class: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

/// Sets an attribute. It can only fail for a name that is none.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Makes the element of a block or of a mark around words. `None` for what is drawn in ways of its
/// own.
pub(super) fn make(kind: &Kind) -> Option<Made> {
    let plain = |name| element(name, "").map(Made::from);
    let auto = |name| {
        let element = element(name, "")?;
        // Each block has its own direction: an answer may be in two scripts.
        set(&element, "dir", "auto");
        Some(Made::from(element))
    };
    match kind {
        Kind::Paragraph => auto("p"),
        // The page has headings of its own, and the conversation stands below them.
        Kind::Heading(level) => {
            let names = ["h3", "h4", "h5", "h6", "h6", "h6"];
            let heading = auto(names.get(usize::from(*level) - 1)?)?;
            set(&heading.outer, "data-level", &level.to_string());
            Some(heading)
        }
        Kind::BlockQuote(None) => auto("blockquote"),
        Kind::BlockQuote(Some(alert)) => self::alert(*alert),
        Kind::List { start, .. } => auto(if start.is_some() { "ol" } else { "ul" }),
        Kind::Item { .. } => plain("li"),
        Kind::Html => {
            let html = auto("p")?;
            html.outer.set_class_name("rill-html");
            Some(html)
        }
        Kind::Table => {
            let outer = element("div", "rill-table")?;
            // It scrolls by itself, so the keyboard must be able to reach it.
            set(&outer, "tabindex", "0");
            set(&outer, "role", "group");
            set(&outer, "aria-label", "Table");
            let inner = element("table", "")?;
            set(&inner, "dir", "auto");
            outer.append_child(&inner).ok()?;
            Some(Made { outer, inner })
        }
        Kind::TableHead => {
            let outer = element("thead", "")?;
            let inner = element("tr", "")?;
            outer.append_child(&inner).ok()?;
            Some(Made { outer, inner })
        }
        Kind::TableRow => plain("tr"),
        Kind::TableCell(_) => plain("td"),
        Kind::FootnoteDefinition(footnote) => self::footnote(footnote),
        Kind::Rule => plain("hr"),
        Kind::Code => plain("code"),
        Kind::Emphasis => plain("em"),
        Kind::Strong => plain("strong"),
        Kind::Strikethrough => plain("s"),
        Kind::Link(_) => plain("a"),
        Kind::HardBreak => plain("br"),
        Kind::FootnoteReference(footnote) => reference(footnote),
        Kind::Document
        | Kind::Text
        | Kind::CodeBlock { .. }
        | Kind::Image { .. }
        | Kind::Math { .. } => None,
    }
}

/// Brings an element to what its node says beside its words.
pub(super) fn dress(element: &Element, kind: &Kind) {
    match kind {
        Kind::List { start, tight } => {
            element.set_class_name(if *tight { "rill-tight" } else { "" });
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
            set(&mark, "aria-label", if *done { "Done" } else { "Not done" });
            if *done {
                set(&mark, "checked", "");
            } else {
                let _ = mark.remove_attribute("checked");
            }
        }
        Kind::TableCell(alignment) => {
            let class = match alignment {
                Alignment::None => return,
                Alignment::Left => "rill-left",
                Alignment::Center => "rill-center",
                Alignment::Right => "rill-right",
            };
            element.set_class_name(class);
        }
        _ => {}
    }
}

/// The cell of a header row.
pub(super) fn header_cell() -> Option<Made> {
    let cell = element("th", "")?;
    set(&cell, "scope", "col");
    Some(cell.into())
}

fn alert(alert: Alert) -> Option<Made> {
    let (name, title) = match alert {
        Alert::Note => ("note", "Note"),
        Alert::Tip => ("tip", "Tip"),
        Alert::Important => ("important", "Important"),
        Alert::Warning => ("warning", "Warning"),
        Alert::Caution => ("caution", "Caution"),
    };
    let outer = element("div", "rill-alert")?;
    set(&outer, "data-alert", name);
    set(&outer, "role", "note");
    set(&outer, "dir", "auto");
    let heading = element("p", "rill-alert-title")?;
    heading.set_text_content(Some(title));
    let inner = element("div", "")?;
    outer.append_with_node_2(&heading, &inner).ok()?;
    Some(Made { outer, inner })
}

fn footnote(footnote: &Footnote) -> Option<Made> {
    let number = footnote.number.to_string();
    let outer = element("div", "rill-footnote")?;
    set(&outer, "role", "doc-footnote");
    set(&outer, "dir", "auto");
    set(&outer, "tabindex", "-1");
    set(&outer, "data-footnote", &number);
    let mark = element("span", "rill-footnote-number")?;
    mark.set_text_content(Some(&format!("{number}.")));
    let inner = element("div", "")?;
    let back = element("a", "rill-back")?;
    set(&back, "href", "#");
    set(&back, "role", "doc-backlink");
    set(&back, "aria-label", &format!("Back to mark {number}"));
    set(&back, "data-footnote", &number);
    back.set_text_content(Some("↩"));
    outer.append_with_node_3(&mark, &inner, &back).ok()?;
    Some(Made { outer, inner })
}

fn reference(footnote: &Footnote) -> Option<Made> {
    let number = footnote.number.to_string();
    let outer = element("sup", "")?;
    let mark = element("a", "rill-ref")?;
    set(&mark, "href", "#");
    set(&mark, "role", "doc-noteref");
    set(&mark, "aria-label", &format!("Footnote {number}"));
    set(&mark, "data-footnote", &number);
    mark.set_text_content(Some(&number));
    outer.append_child(&mark).ok()?;
    Some(outer.into())
}
