//! Rill as a contestant of the browser benchmark: its text alone, and the whole widget. The pages
//! in `tests/bench/peers` load this module and feed it.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;

use futures::{
    channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
    future::{FutureExt as _, LocalBoxFuture, ready},
    stream::StreamExt as _,
};
use js_sys::Function;
use leptos::{mount::mount_to, prelude::*, web_sys::HtmlElement};
use rill_chat::{
    Client, Error, ErrorKind,
    client::{Response, Transport},
    gemini::{Endpoint, Request},
    view::{Chat, MessageText, use_chat},
};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// The text of one answer and nothing around it, fed without a network and without JavaScript's
/// streams, as the renderers beside it are.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Text(UnboundedSender<Vec<u8>>);

#[wasm_bindgen]
impl Text {
    /// Asks for an answer, and shows it.
    #[wasm_bindgen(constructor)]
    pub fn new(place: HtmlElement) -> Self {
        let (sender, pieces) = unbounded();
        mount_to(place, move || {
            let fed = Fed(RefCell::new(Some(pieces)));
            let chat = use_chat(&Client::new(Endpoint::new("/"), fed), vec![]);
            chat.send("Go");
            let answer = move || chat.messages().pop();
            move || answer().map(|message| view! { <MessageText message/> })
        })
        .forget();
        Self(sender)
    }

    /// Takes the next piece of the answer.
    pub fn push(&self, text: &str) {
        self.send(&json!({"content": {"parts": [{"text": text}], "role": "model"}}));
    }

    /// Ends it.
    pub fn finish(&self) {
        self.send(&json!({"finishReason": "STOP"}));
        self.0.close_channel();
    }

    fn send(&self, candidate: &Value) {
        let frame = format!("data: {}\r\n\r\n", json!({"candidates": [candidate]}));
        // It is over when the page is, and then nobody looks.
        let _ = self.0.unbounded_send(frame.into_bytes());
    }
}

/// A transport whose one answer is fed by hand.
#[derive(Debug)]
struct Fed(RefCell<Option<UnboundedReceiver<Vec<u8>>>>);

impl Transport for Fed {
    fn send(&self, _: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        let pieces = self.0.borrow_mut().take();
        let response = pieces.map(|pieces| Response {
            status: 200,
            retry_after: None,
            body: pieces.map(Ok).boxed_local(),
        });
        ready(response.ok_or_else(|| Error::new(ErrorKind::Network))).boxed_local()
    }
}

/// Shows the whole widget, with one suggestion to press.
#[wasm_bindgen]
pub fn chat(place: HtmlElement, fetch: Function) {
    mount_to(place, move || {
        view! { <Chat endpoint="/" fetch suggestions=vec!["Go".into()]/> }
    })
    .forget();
}
