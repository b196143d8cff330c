//! The built demo page in a real browser, against the simulator, over WebDriver.
//!
//! `cargo xtask test e2e` builds the page, finds the browsers and sets the variables that
//! [`browser`] reads. Without them every test is skipped, loudly.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod attributes;
mod browser;
mod client;
mod element;
mod endings;
mod examples;
mod faults;
#[path = "../../crates/simulator/tests/it/http.rs"]
#[allow(dead_code, reason = "the simulator's own tests need more of it")]
mod http;
mod keeping;
mod keyboard;
#[path = "../faults/list.rs"]
mod list;
mod markdown;
mod package;
mod page;
mod soak;
mod streaming;
