//! What a reader takes along.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement, Node};

/// Puts a text on the clipboard, and says whether that went well.
///
/// A page that was not loaded over a secure connection has no clipboard, and a browser may refuse:
/// then the old way is taken, which copies what is selected. For that, a field is put `beside` a
/// node for a moment: what is outside of a dialog or of a shadow root cannot always be selected.
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
    // A shadow root has a focus of its own.
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
