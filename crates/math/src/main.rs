//! The module that a page loads: one function for JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

/// The `<math>` element for a formula, or `undefined` where the LaTeX cannot be read.
#[wasm_bindgen]
pub fn mathml(latex: &str, display: bool) -> Option<web_sys::Element> {
    rill_math::mathml(latex, display)
}

/// The module does nothing until it is asked.
fn main() {}
