//! A stand-in for the Gemini API, for tests and for working without a key.
//!
//! It has Gemini's URLs, checks requests as Gemini does, and answers any prompt with the texts of
//! [`rill_chat::storyteller`] in Gemini's framing. A request that names a [`Scenario`] gets that
//! instead: an error body, an odd chunk, a cut in the middle of a character, a connection that
//! breaks. Scenarios are data; the ones that come with the simulator are listed in its README.
//!
//! It knows Gemini from outside, as a client sees it. It refuses to know the widget: nothing here
//! may depend on how Rill reads an answer, or the two would agree on the same mistake.
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
mod playback;
mod record;
mod scenario;
mod service;
mod simulator;
mod tell;
mod validation;

pub use catalog::{bundled, bundled_names};
pub use record::{Ending, Recorded};
pub use scenario::{
    Cors, Cut, DateIn, EventStyle, HeaderText, RandomCut, Repeat, Scenario, Step, Tell,
};
pub use simulator::{Options, Simulator};
