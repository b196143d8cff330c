//! The native tests of the crate's public API, and of the project's own rules.
//!
//! Every stream is read whole, byte by byte and cut at random, because a network cuts anywhere:
//! [`cuts`] makes the pieces, [`reading`] reads them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what it expects by failing"
)]

/// Builds a `#[non_exhaustive]` struct, which only its own crate may write as a literal: these
/// fields, and the rest from another value.
macro_rules! with {
    ($($field:ident: $value:expr,)* ..$rest:expr) => {{
        let mut made = $rest;
        $(made.$field = $value;)*
        made
    }};
}

mod chat;
mod client;
mod cuts;
mod element;
mod gemini;
mod highlight;
mod hostile;
mod markdown;
mod reading;
mod recorded;
mod sse;
mod streams;
mod tidy;
