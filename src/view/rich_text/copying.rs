//! Copying a selection with formulas: as LaTeX, not as the single characters that they are drawn
//! with. Everything else is left to the browser.

use leptos::{
    ev::ClipboardEvent,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, Node},
};

use crate::browser::selected_range;

/// Puts a selection on the clipboard if it contains formulas.
pub(super) fn copied(event: &ClipboardEvent) {
    let text = event
        .target()
        .and_then(|target| selected(target.dyn_ref()?));
    if let (Some(text), Some(data)) = (text, event.clipboard_data())
        && data.set_data("text/plain", &text).is_ok()
    {
        event.prevent_default();
    }
}

fn selected(seen_from: &Node) -> Option<String> {
    let range = selected_range(seen_from)?;
    if range.collapsed() {
        return None;
    }
    let around = range.common_ancestor_container().ok()?;
    let element = around
        .dyn_ref()
        .cloned()
        .or_else(|| around.parent_element());
    let element: Element = element?;
    if let Ok(Some(formula)) = element.closest(".rill-math") {
        return latex(&formula);
    }
    let copy = range.clone_contents().ok()?;
    copy.query_selector(".rill-math").ok()??;
    let mut text = String::new();
    write_children(&copy, &mut text);
    Some(text.trim().to_owned())
}

fn write_children(node: &Node, text: &mut String) {
    let mut child = node.first_child();
    while let Some(node) = child {
        write(&node, text);
        child = node.next_sibling();
    }
}

fn write(node: &Node, text: &mut String) {
    let Some(element) = node.dyn_ref::<Element>() else {
        text.push_str(&node.text_content().unwrap_or_default());
        return;
    };
    if element.matches(".rill-math") == Ok(true) {
        text.push_str(&latex(element).unwrap_or_default());
        return;
    }
    if element.matches(".rill-code-head, .rill-back") == Ok(true) {
        return;
    }
    match element.local_name().as_str() {
        "br" => text.push('\n'),
        "td" | "th" => {
            write_children(element, text);
            text.push('\t');
        }
        "p" | "div" | "li" | "pre" | "blockquote" | "tr" | "hr" | "h3" | "h4" | "h5" | "h6" => {
            end_line(text);
            write_children(element, text);
            end_line(text);
        }
        _ => write_children(element, text),
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\t']).len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn latex(formula: &Element) -> Option<String> {
    let latex = formula.get_attribute("data-latex")?;
    let mark = if formula.has_attribute("data-display") {
        "$$"
    } else {
        "$"
    };
    Some(format!("{mark}{latex}{mark}"))
}
