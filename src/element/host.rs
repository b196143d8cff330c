//! The JavaScript side of the element, as far as the chat calls it.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The object that `program.js` passes to [`mount`](super::mount).
    #[derive(Clone, Debug)]
    pub type Host;

    /// Dispatches the event `rill-{name}` and returns whether it was not cancelled. All but
    /// `before-send` wait until the caller has returned, so that a listener may call back.
    #[wasm_bindgen(method)]
    pub(super) fn emit(this: &Host, name: &str, detail: &JsValue) -> bool;

    /// Signals that the stored conversation is restored, or no longer waited for.
    #[wasm_bindgen(method)]
    pub(super) fn restored(this: &Host);

    /// Makes this the element that the instance is working for.
    #[wasm_bindgen(method)]
    pub(super) fn enter(this: &Host);

    /// Closes the panel.
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Host);

    /// The function that sends requests: the element's `fetch` property, or else the browser's.
    #[wasm_bindgen(method, getter)]
    pub(super) fn fetch(this: &Host) -> js_sys::Function;

    /// The function that loads the formula module.
    #[wasm_bindgen(method, getter)]
    pub(super) fn math(this: &Host) -> js_sys::Function;
}
