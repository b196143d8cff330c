//! The browser APIs that the client needs: `fetch`, streams, timers, storage.
//!
//! This module moves bytes and does not interpret them. The layers that it imports need no browser.

mod abort;
mod clipboard;
pub(crate) mod context;
mod fetch;
mod indexed_db;
mod map_store;
mod math;
mod online;
mod pieces;
mod selection;
mod storyteller;
mod timer;

#[doc(hidden)]
pub use clipboard::write_clipboard;
#[doc(hidden)]
pub use context::{RestoreContext, in_context, set_context_provider};
pub use fetch::Fetch;
pub use indexed_db::IndexedDb;
pub use map_store::MapStore;
pub use math::MathModule;
#[doc(hidden)]
pub use selection::selected_range;
pub use storyteller::storyteller_fetch;
#[doc(hidden)]
pub use timer::sleep;
