//! The conversation as a state machine: [`Input`]s in, [`Effect`]s out.
//!
//! This module has no clock, no I/O and no JavaScript, so any sequence of events is a native test
//! of a few lines. Of the wire format it knows the JSON of contents and parts and the names of
//! reasons and counts; requests and responses are left to [`gemini`](crate::gemini).

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
