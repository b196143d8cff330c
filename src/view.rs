//! The chat as a Leptos component, and the signals behind it.
//!
//! [`Chat`] is the whole widget. [`use_chat`] returns the conversation as signals, for custom
//! views. Both build on the headless [`Client`](crate::Client), which decides what is sent, kept,
//! dropped and sent again; nothing in this module sends or reads a byte.
//!
//! Text reaches the page in the microtask after its chunk, or by the end of the same frame if many
//! chunks arrive at once. A finished block is never touched again, and the last one grows in place.
//! No string is ever parsed as HTML, so a page may enforce Trusted Types.
//!
//! A server renders the same tree without calling JavaScript. Code that needs a page belongs in
//! effects and event handlers, which do not run there.
//!
//! The styles are in `style/widget.css`, as classes and custom properties that start with `rill-`.

// Constant text in a `view!` is written in braces, `{"…"}`. Without them, Leptos treats an element
// with only text and constant attributes as a constant, writes it as HTML and lets the browser
// parse it, which a page that enforces Trusted Types refuses. An element with constant attributes
// alone counts too, unless it is the root of its `view!`.
//
// Parts of a view that come and go are `Piece`s, not functions that return views: see `piece.rs`.
// What differs on a server is in `server.rs`.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public function into the module of each component"
)]

mod announcer;
mod bubble;
mod chat;
mod composer;
mod copy;
mod countdown;
mod focus;
mod follow;
mod header;
mod icon;
mod keeping;
mod labels;
mod language;
mod live_text;
mod message;
mod notice;
mod pause;
mod piece;
mod rich_text;
mod server;
mod sources;
mod suggestion;
mod transcript;
mod use_chat;
mod waiting;
mod words;
mod wrap;

/// The style sheet of the widget, `style/widget.css`, for a page that cannot load the file.
///
/// ```no_run
/// use leptos::prelude::*;
/// use rill_chat::view::{Chat, STYLESHEET};
///
/// mount_to_body(|| view! {
///     <style>{STYLESHEET}</style>
///     <Chat endpoint="https://relay.example/v1beta"/>
/// });
/// ```
pub const STYLESHEET: &str = include_str!("../style/widget.css");

pub use chat::{Chat, ChatProps};
pub use labels::{Label, Labels};
pub use language::best_language;
pub use live_text::LiveText;
pub use message::{Feedback, LiveMessage, Phase};
pub use notice::{Notice, Tone};
pub use rich_text::{Markdown, MarkdownProps, MessageText, MessageTextProps, RichText};
pub use server::LiveClient;
pub use suggestion::Suggestion;
pub use use_chat::{UseChat, use_chat, use_chat_in, use_kept_chat};
pub use wrap::Wrap;

/// The examples of the README, compiled together with those of this documentation. They are in this
/// module because they show a view.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
