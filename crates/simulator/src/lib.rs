//! A stand-in for the Gemini API, for tests and for working without a key.
//!
//! It has Gemini's URLs, validates requests as Gemini does, and answers any prompt with the texts
//! of [`rill_chat::storyteller`] in Gemini's framing. A request that names a [`Scenario`] gets that
//! instead: an error body, an odd chunk, a cut in the middle of a character, a broken connection.
//! Scenarios are data; the bundled ones are listed in the README.
//!
//! It models Gemini as a client sees it, and knows nothing of the widget: if anything here depended
//! on how Rill parses an answer, both could make the same mistake and agree.
//!
//! ```
//! # #[tokio::main] async fn main() -> std::io::Result<()> {
//! use simulator::{Scenario, Simulator};
//!
//! let simulator = Simulator::start().await?;
//! simulator.add_scenario("lost", Scenario::from_json(r#"{
//!     "description": "the connection breaks after one frame",
//!     "steps": [{"frame": {"candidates": [{"content": {"parts": [{"text": "Once"}]}}]}}, "reset"]
//! }"#)?);
//! println!("POST {}/v1beta/models/scenario-lost:streamGenerateContent?alt=sse", simulator.url());
//! # Ok(()) }
//! ```

mod body;
mod call;
mod catalog;
mod choice;
mod connection;
mod cors;
mod cut;
mod enums;
mod failure;
mod fields;
mod models;
mod options;
mod playback;
mod record;
mod scenario;
mod service;
mod shared;
mod simulator;
mod tell;
mod validation;
mod wire_event;

pub use catalog::{bundled, bundled_names};
pub use options::Options;
pub use record::{Ending, Recorded};
pub use scenario::{
    Cors, Cut, DateIn, EventStyle, HeaderText, RandomCut, Repeat, Scenario, Step, Tell,
};
pub use simulator::Simulator;
