//! The element's other half, in JavaScript: what the chat asks of it.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// What `inside.js` hands to [`mount`](super::mount).
    #[derive(Clone, Debug)]
    pub type Host;

    /// Dispatches the event `rill-{name}`; says whether nobody has cancelled it. All but
    /// `before-send` are dispatched when the caller is done, so that a listener may call back.
    #[wasm_bindgen(method)]
    pub(super) fn emit(this: &Host, name: &str, detail: &JsValue) -> bool;

    /// Says that what is kept of the conversation is there, or is not waited for any longer.
    #[wasm_bindgen(method)]
    pub(super) fn restored(this: &Host);

    /// Marks that the instance works for this element from now on.
    #[wasm_bindgen(method)]
    pub(super) fn enter(this: &Host);

    /// Closes the panel.
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Host);

    /// The function that sends requests: the page's own, or one that it has set.
    #[wasm_bindgen(method, getter)]
    pub(super) fn fetch(this: &Host) -> js_sys::Function;

    /// The function that loads the module for formulas.
    #[wasm_bindgen(method, getter)]
    pub(super) fn math(this: &Host) -> js_sys::Function;
}
