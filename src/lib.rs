//! A chat widget for web pages that streams Gemini's answers into the DOM while the model is still
//! writing.
//!
//! The crate can be used at three levels:
//!
//! - the headless client: [`Client`], [`Chat`] and [`MessageStream`], a `Stream` of
//!   [`Chunk`](chat::Chunk)s over any transport;
//! - with the feature `browser`, a transport for pages, `browser::Fetch`;
//! - with the feature `view`, the Leptos component `view::Chat`.
//!
//! `rill_chat::Chat` is a conversation without a view; `rill_chat::view::Chat` is the component.
//!
//! # Features
//!
//! | feature | what it adds | default |
//! |---|---|---|
//! | `browser` | `browser::Fetch`, a transport for pages | with `csr` |
//! | `view` | the component, without choosing where it is rendered | with `csr` |
//! | `csr` | `view`, rendered in the browser | yes |
//! | `hydrate` | `view`, which hydrates in the browser what a server has rendered | no |
//! | `ssr` | `view`, rendered on a server | no |
//! | `js`, `element` | the programs of the npm package | no |
//!
//! A program with a view enables exactly one of `csr`, `hydrate` and `ssr`. They enable the Leptos
//! features of the same names.
//!
//! # Stability
//!
//! [Semantic versioning](https://semver.org/) covers what this documentation shows. Public items
//! that it hides, such as all of `js`, are for the programs of the npm package, which are binaries
//! of this crate, and may change in any version.
//!
//! # The path of a chunk
//!
//! ```text
//! fetch ─ Response.body ─ bytes ─ sse::Decoder ─ gemini::StreamReader ─ chat::Session ─ signals ─ DOM
//! ```
//!
//! # Layers
//!
//! Each module imports only from those above it; a test enforces this.
//!
//! | module | what it is |
//! |---|---|
//! | [`error`] | the one error type |
//! | [`sse`] | bytes to events |
//! | [`markdown`] | streamed Markdown to a tree |
//! | [`highlight`] | syntax highlighting for code that grows |
//! | [`storyteller`] | a scripted model for demos and tests |
//! | [`chat`] | the conversation as a state machine |
//! | [`gemini`] | Google's wire format |
//! | [`client`] | the headless client |
//! | `browser` | fetch, streams, timers, storage |
//! | `js` | a conversation as JavaScript sees it, for the programs of the npm package |
//! | `view` | Leptos components |

// The view of a chat is one deeply nested type, and on a server Leptos awaits all of it.
#![recursion_limit = "256"]

pub mod chat;
pub mod client;
pub mod error;
pub mod gemini;
pub mod highlight;
mod json;
pub mod markdown;
mod rng;
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
