//! Rill as a contestant of the browser benchmark: the text of an answer alone, and the whole
//! widget. The pages in `tests/bench/peers` load this module and feed it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "the corpus is known to be well-formed")]

#[path = "../it/hostile/corpus.rs"]
mod corpus;

use js_sys::{Array, Function};
use leptos::{mount::mount_to, prelude::*, web_sys::HtmlElement};
use rill_chat::view::{Chat, LiveText, Markdown};
use wasm_bindgen::prelude::wasm_bindgen;

/// The text of one answer and nothing around it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Text(LiveText);

#[wasm_bindgen]
impl Text {
    /// Mounts an empty text.
    #[wasm_bindgen(constructor)]
    pub fn new(place: HtmlElement) -> Self {
        let text = LiveText::default();
        let shown = text.clone();
        mount_to(place, move || view! { <Markdown text=shown/> }).forget();
        Self(text)
    }

    /// Appends the next piece of the text.
    pub fn push(&self, text: &str) {
        self.0.push(text);
    }

    /// Ends the text.
    pub fn finish(&self) {
        self.0.finish();
    }
}

/// Mounts the whole widget, with one suggestion to press.
#[wasm_bindgen]
pub fn chat(place: HtmlElement, fetch: Function) {
    mount_to(place, move || {
        view! { <Chat endpoint="/" fetch suggestions=vec!["Go".into()]/> }
    })
    .forget();
}

/// Returns the hostile answers, each as its name and its text of at most about `longest` bytes.
#[wasm_bindgen]
pub fn hostile(longest: usize) -> Array {
    let snippets = corpus::snippets().into_iter();
    let pairs = snippets.map(|(title, snippet)| {
        let name = format!("{title}: {}", snippet.name);
        Array::of2(&name.into(), &snippet.text(longest).into())
    });
    pairs.collect()
}
