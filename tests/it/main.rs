//! The native tests of the crate's public face: cases beside expectations, and the rules of the
//! house.
//!
//! Every stream is read whole, byte by byte and cut at random, because a network cuts anywhere:
//! [`cuts`] makes the pieces, [`reading`] reads them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says what it expects by failing"
)]

/// A value of a type that may grow, for which a literal stands in the crate alone: these fields, and
/// the rest as another one has it.
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
