//! What needs a browser: the elements that come out, and the loader that asks for them.
//!
//! `cargo xtask test` runs it in every browser that is there.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod elements;
mod loader;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
