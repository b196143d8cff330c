//! Copies text to the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement, Node};

/// Puts a text on the clipboard. Returns whether that succeeded.
///
/// The Clipboard API exists only in a secure context, and a browser may refuse it. The fallback,
/// `execCommand("copy")`, copies the selection: for a moment, a text field is inserted `beside` a
/// node, since one outside of a dialog or of a shadow root cannot always be selected.
pub async fn write_clipboard(text: &str, beside: &Node) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    if window.is_secure_context() {
        let written = window.navigator().clipboard().write_text(text);
        if JsFuture::from(written).await.is_ok() {
            return true;
        }
    }
    copy_selected(text, beside).unwrap_or(false)
}

fn copy_selected(text: &str, beside: &Node) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    // A shadow root has an `activeElement` of its own.
    let focused = Reflect::get(&beside.get_root_node(), &"activeElement".into()).ok();
    let area = document.create_element("textarea").ok()?;
    let area = area.dyn_into::<HtmlTextAreaElement>().ok()?;
    area.set_value(text);
    area.set_read_only(true);
    area.set_attribute("aria-hidden", "true").ok()?;
    area.set_class_name("rill-hidden");
    beside.parent_node()?.append_child(&area).ok()?;
    area.select();
    let copied = document
        .dyn_ref::<HtmlDocument>()
        .and_then(|document| document.exec_command("copy").ok());
    area.remove();
    if let Some(focused) = focused.and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.focus();
    }
    copied
}
