//! Rill as a contestant of the browser benchmark: its text alone, and the whole widget. The pages
//! in `tests/bench/peers` load this module and feed it through a `fetch` function.
#![cfg(target_arch = "wasm32")]

use js_sys::Function;
use leptos::{mount::mount_to, prelude::*, web_sys::HtmlElement};
use rill_chat::{
    Client,
    browser::Fetch,
    gemini::Endpoint,
    view::{Chat, Paragraph, use_chat},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the text of one answer and nothing around it, and asks for it at once.
#[wasm_bindgen]
pub fn text(place: HtmlElement, fetch: Function) {
    let client = Client::new(Endpoint::new("/"), Fetch::with(fetch));
    mount_to(place, move || {
        let chat = use_chat(&client, vec![]);
        chat.send("Go");
        let paragraphs = move || match chat.messages().pop() {
            Some(answer) => answer.paragraphs().to_vec(),
            None => vec![],
        };
        view! {
            <div class="rill-text">
                <For each=paragraphs key=Paragraph::index let:paragraph>
                    <p>{move || paragraph.text()}</p>
                </For>
            </div>
        }
    })
    .forget();
}

/// Shows the whole widget, with one suggestion to press.
#[wasm_bindgen]
pub fn chat(place: HtmlElement, fetch: Function) {
    mount_to(place, move || {
        view! { <Chat endpoint="/" fetch suggestions=vec!["Go".into()]/> }
    })
    .forget();
}
