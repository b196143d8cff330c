//! Answers as Markdown in the page.

mod blocks;
mod copying;
mod growing;
mod hostile;
mod links;
mod long;
mod notes;
mod watch;

use js_sys::Function;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::HtmlElement;

use crate::{
    page::{Page, call},
    server::Server,
};

/// Opens a page with an answer that came in pieces.
async fn answered(text: &str) -> Page {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.tell(&server, pieces(text, text.len() as u32)).await;
    page
}

/// Cuts the text of an answer into pieces of 1 to 40 bytes, the same ones in every run.
fn pieces(text: &str, seed: u32) -> Vec<&str> {
    let mut state = seed;
    let mut rest = text;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let length = 1 + (state >> 16) as usize % 40;
        let end = (length..rest.len()).find(|at| rest.is_char_boundary(*at));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[track_caller]
fn attribute(element: &HtmlElement, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Returns a computed style of an element.
fn style(element: &HtmlElement, property: &str) -> String {
    let source = format!("return getComputedStyle(element)['{property}']");
    let value = call("element", &source, element);
    value.as_string().unwrap()
}

fn address_of_page() -> String {
    let href = call("_", "return location.href", &JsValue::NULL);
    href.as_string().unwrap()
}

/// Replaces the browser's clipboard by one that a test can read, until dropped.
struct Clipboard(JsValue);

impl Clipboard {
    fn new() -> Self {
        let source = "const copied = [];
            const writeText = text => { copied.push(text); return Promise.resolve(); };
            Object.defineProperty(navigator, 'clipboard', {
                value: { writeText }, configurable: true,
            });
            return () => copied.join('|');";
        Self(call("_", source, &JsValue::NULL))
    }

    fn text(&self) -> String {
        let read: &Function = self.0.unchecked_ref();
        let text = read.call0(&JsValue::NULL).unwrap();
        text.as_string().unwrap()
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        call("_", "delete navigator.clipboard", &JsValue::NULL);
    }
}
