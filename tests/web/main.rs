//! Tests that need a browser: requests through the real `fetch`, and the widget in a page.
//!
//! `cargo xtask test` runs it in every installed browser.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod composing;
mod embedding;
mod endings;
mod fetch;
mod following;
#[cfg(feature = "js")]
mod js;
mod keeping;
mod live_regions;
mod looks;
mod markdown;
mod messages;
mod page;
mod recovery;
mod server;
mod sources;
mod storage;
mod storyteller;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
