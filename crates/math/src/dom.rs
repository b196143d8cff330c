//! The conversion of the tree to DOM elements.

use wasm_bindgen::{JsCast as _, prelude::wasm_bindgen};
use web_sys::{CssStyleDeclaration, Document};

use crate::tree::Element;

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

#[wasm_bindgen]
extern "C" {
    /// A MathML element, which has a `style` property as HTML elements do.
    #[wasm_bindgen(extends = web_sys::Element)]
    type MathElement;

    #[wasm_bindgen(method, getter)]
    fn style(this: &MathElement) -> CssStyleDeclaration;
}

/// Returns the DOM element for a tree, or `None` if there is no document.
pub(crate) fn element(tree: &Element) -> Option<web_sys::Element> {
    node(&web_sys::window()?.document()?, tree)
}

/// Builds an element. Recursion is safe: the builder limits the depth of the tree.
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
