//! Google's wire format: what is asked, how refusals are told apart, and the limits of reading.

mod endpoint;
mod failure;
mod reader;
mod request;
