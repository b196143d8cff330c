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
