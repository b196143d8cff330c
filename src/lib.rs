//! A chat widget for web pages that streams Gemini's answers into the DOM while the model is still
//! writing.
//!
//! One crate, three depths:
//!
//! - the headless client: [`Client`], [`Chat`] and [`MessageStream`], a `Stream` of
//!   [`Chunk`](chat::Chunk)s over any transport;
//! - with the feature `browser`, a transport for pages, `browser::Fetch`;
//! - with the feature `view`, the Leptos component `Chat` in `view`. Where it is drawn is said by
//!   one of the features `csr` (the default), `hydrate` and `ssr`, as it is in Leptos.
//!
//! # What may change
//!
//! [Semantic versioning](https://semver.org/) covers what this documentation shows. What is public and
//! not shown, such as all of `js`, is for the programs of the npm package, which are binaries of this
//! crate, and may be another with any version.
//!
//! # The way of one chunk
//!
//! ```text
//! fetch ─ Response.body ─ bytes ─ sse::Decoder ─ gemini::StreamReader ─ chat::Session ─ signals ─ DOM
//! ```
//!
//! # Layers
//!
//! Each module imports from those above it only; a test holds them to it.
//!
//! | module | what it is |
//! |---|---|
//! | [`error`] | the one error type |
//! | [`sse`] | bytes to events |
//! | [`markdown`] | text in pieces to a tree |
//! | [`highlight`] | colours for code that grows |
//! | [`storyteller`] | a scripted model, to try and to test with |
//! | [`chat`] | the conversation as a state machine |
//! | [`gemini`] | Google's wire format |
//! | [`client`] | the headless client |
//! | `browser` | fetch, streams, timers, storage |
//! | `js` | what JavaScript sees of a conversation, for the programs of the npm package |
//! | `view` | Leptos components |

// The tree of a chat is one type, and on a server Leptos waits for all of it.
#![recursion_limit = "256"]

mod chance;
pub mod chat;
pub mod client;
pub mod error;
pub mod gemini;
pub mod highlight;
mod json;
pub mod markdown;
pub mod sse;
pub mod storyteller;

#[cfg(feature = "browser")]
pub mod browser;
#[doc(hidden)]
#[cfg(feature = "js")]
pub mod js;
#[cfg(feature = "view")]
pub mod view;

pub use client::{Chat, Client, MessageStream};
pub use error::{Error, ErrorKind};
