//! What a page lends to the client: `fetch`, streams, timers.
//!
//! The only place that holds a `JsValue`. It moves bytes and refuses to know what is in them.

mod abort;
mod clipboard;
mod fetch;
mod indexed_db;
mod math;
mod online;
mod pieces;
mod records;
mod storyteller;
mod timer;
mod visit;

pub use clipboard::write_clipboard;
pub use fetch::Fetch;
pub use indexed_db::IndexedDb;
pub use math::MathModule;
pub use records::Records;
pub use storyteller::storyteller_fetch;
pub use timer::sleep;
