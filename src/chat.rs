//! The conversation as a state machine: [`Input`] in, [`Effect`]s out.
//!
//! No clock, no I/O, no JavaScript and no wire format: so every course that a conversation can
//! take is a native test of a few lines, and a second provider is a sibling of
//! [`gemini`](crate::gemini) and nothing else.

mod chunk;
mod course;
mod ending;
mod export;
mod history;
mod input;
mod message;
mod metadata;
mod part;
mod record;
mod recovery;
mod remedy;
mod seam;
mod session;

pub use chunk::Chunk;
pub use ending::{BlockReason, Ending, FinishClass, FinishReason};
pub use export::{export, import};
pub use input::{Effect, Input, Outgoing, RunId, Timer};
pub use message::{Content, Message, MessageId, MessageState, Role};
pub use metadata::{
    Citation, Grounding, GroundingSource, Metadata, PromptFeedback, Raw, SafetyRating, Usage,
};
pub use part::{FunctionCall, InlineData, Part};
pub use record::{Record, Unreadable};
pub use recovery::{Pause, Recovery};
pub use remedy::Remedy;
pub use seam::Seam;
pub use session::Session;
