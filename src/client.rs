//! The headless client: a chat that streams its answers, over any transport.
//!
//! It combines the state machine of [`chat`](crate::chat) with the wire format of
//! [`gemini`](crate::gemini) and leaves the network to a [`Transport`], which is `browser::Fetch`
//! in a page.
//!
//! ```
//! use futures_util::TryStreamExt as _;
//! use rill_chat::{Client, Error, gemini::Endpoint};
//!
//! # async fn story(transport: impl rill_chat::client::Transport + 'static) -> Result<(), Error> {
//! let client = Client::new(Endpoint::new("https://relay.example/v1beta"), transport);
//!
//! let chat = client.start_chat(vec![]);
//! let mut response = chat.send_message_stream("Tell me a short story about a brave knight.");
//! while let Some(chunk) = response.try_next().await? {
//!     print!("{}", chunk.text());
//! }
//!
//! let answer = response.message().expect("the stream has ended");
//! println!("\n{} tokens", answer.metadata().usage.total_token_count.unwrap_or(0));
//! assert_eq!(chat.history().len(), 2);
//! # Ok(())
//! # }
//! # // The same, run: a transport that plays a story which is part of this crate.
//! # use rill_chat::{client::Replay, storyteller};
//! # let script = storyteller::answer(b"{}", storyteller::Framing::Events);
//! # futures::executor::block_on(story(Replay::from(&script))).unwrap();
//! ```

mod chat;
mod connection;
mod saver;
mod setup;
mod store;
mod stream;
mod timers;
mod tracker;
mod transport;

pub use chat::Chat;
pub use saver::StoreTrouble;
pub use setup::Client;
pub use store::{Digest, Entry, EntryKey, MemoryStore, Store, StoreChange, StoreError, Writer};
pub use stream::{MessageStream, MessageUpdate};
#[doc(hidden)]
pub use tracker::{EntryTracker, Loaded};
pub use transport::{Body, Replay, Response, Transport};
