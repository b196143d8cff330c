//! Google's wire format: requests, responses and errors.
//!
//! An [`Endpoint`] and a [`Config`] become a [`Request`]; a [`StreamReader`] turns the bytes of the
//! response into [`Chunk`](crate::chat::Chunk)s and one [`Ending`](crate::chat::Ending). Nothing
//! here does I/O.

mod config;
mod elements;
mod endpoint;
mod failure;
mod reader;
mod request;
mod response;

pub use config::{
    Config, DEFAULT_MODEL, GenerationConfig, SafetySetting, Thinking, ThinkingConfig,
};
pub use endpoint::{ApiKey, Endpoint, GOOGLE};
pub use failure::{from_response, from_status};
pub use reader::StreamReader;
pub use request::Request;
