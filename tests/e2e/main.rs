//! The built demo page in a real browser, against the simulator, over WebDriver.
//!
//! `cargo xtask test e2e` builds the page, finds the browsers and sets the variables that
//! [`browser`] reads. Without them every test is skipped, loudly.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod browser;
mod endings;
mod keyboard;
mod markdown;
mod page;
mod streaming;
