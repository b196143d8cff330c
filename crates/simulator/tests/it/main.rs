//! The simulator as a client sees it, down to the byte.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod clients;
mod connections;
mod courses;
mod framing;
mod http;
mod readme;
mod requests;
mod scenarios;
