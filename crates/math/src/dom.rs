//! The tree as DOM elements.

use wasm_bindgen::{JsCast as _, prelude::wasm_bindgen};
use web_sys::{CssStyleDeclaration, Document};

use crate::tree::Element;

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

#[wasm_bindgen]
extern "C" {
    /// An element of MathML, which has a style as elements of HTML do.
    #[wasm_bindgen(extends = web_sys::Element)]
    type MathElement;

    #[wasm_bindgen(method, getter)]
    fn style(this: &MathElement) -> CssStyleDeclaration;
}

/// Nothing where there is no document.
pub(crate) fn element(tree: &Element) -> Option<web_sys::Element> {
    node(&web_sys::window()?.document()?, tree)
}

/// Recursion is safe: the tree is no deeper than the builder allows.
fn node(document: &Document, tree: &Element) -> Option<web_sys::Element> {
    let name = tree.name.as_str();
    let element = document.create_element_ns(Some(NAMESPACE), name).ok()?;
    for (attribute, value) in &tree.attributes {
        element.set_attribute(attribute.as_str(), value).ok()?;
    }
    if !tree.style.is_empty() {
        let style = element.unchecked_ref::<MathElement>().style();
        for (property, value) in &tree.style {
            style.set_property(property.as_str(), value).ok()?;
        }
    }
    if !tree.text.is_empty() {
        element.set_text_content(Some(&tree.text));
    }
    for child in &tree.children {
        let child = node(document, child)?;
        element.append_child(&child).ok()?;
    }
    Some(element)
}
