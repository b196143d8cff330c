//! Google's wire format, and the only place that knows it.
//!
//! [`Endpoint`] and [`Config`] become a [`Request`]; the bytes of the response become
//! [`Chunk`](crate::chat::Chunk)s and one [`Ending`](crate::chat::Ending) through a
//! [`StreamReader`]. Nothing here sends anything.

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
