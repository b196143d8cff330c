//! The tests that need a browser: the elements that come out, and the loader that requests them.
//!
//! `cargo xtask test` runs them in Chromium and in Firefox.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod elements;
mod loader;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
