//! The wasm module that a page loads. It exports one function to JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

/// Returns the `<math>` element for a formula, or `undefined` if the LaTeX cannot be parsed.
#[wasm_bindgen]
pub fn mathml(latex: &str, display: bool) -> Option<web_sys::Element> {
    rill_math::mathml(latex, display)
}

/// Does nothing: the module waits for calls.
fn main() {}
