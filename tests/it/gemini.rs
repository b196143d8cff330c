//! Google's wire format: requests, errors, and the limits of reading.

mod endpoint;
mod failure;
mod reader;
mod request;
