//! The chat in a page: a component, and what it is drawn from.
//!
//! [`Chat`] is the whole widget. [`use_chat`] is the conversation as signals, for those who draw
//! their own. Both stand on the headless [`Client`](crate::Client): what is said, kept, dropped
//! and sent again is decided there, and nothing in this module sends or reads a byte.
//!
//! Text reaches the page in the microtask after its chunk, or where much comes at once, by the end of
//! the same frame: a block that is finished is never touched
//! again, and the last one grows in place. No string is ever parsed as HTML, so a page may enforce
//! Trusted Types.
//!
//! For that, text that is the same for ever is written `{"…"}` in a `view!`, in braces. Without
//! them Leptos takes an element with nothing in it but words and fixed attributes for a constant,
//! writes it as HTML and has the browser parse that, which such a page refuses. An element of fixed
//! attributes alone counts too, unless it is the outermost of its `view!`.
//!
//! A server draws the same tree, with nothing in it that calls JavaScript: see `server.rs`. What needs
//! a page stands in effects and in handlers of events, which do not run there.
//!
//! What comes and goes is a `Piece`, not a function that returns a view: see `piece.rs`.
//!
//! The looks are in `style/widget.css`, as classes and custom properties that start with `rill-`.

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
mod suggestion;
mod transcript;
mod use_chat;
mod waiting;
mod words;
mod wrap;

/// The looks of everything here, for a page that has no other way to `style/widget.css`.
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

/// The examples of the README, which are compiled with those of this documentation. They stand
/// here because they show a view.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
