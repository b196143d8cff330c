//! What a client sees of the simulator, down to the byte.

mod clients;
mod connections;
mod framing;
mod http;
mod readme;
mod requests;
mod scenarios;
