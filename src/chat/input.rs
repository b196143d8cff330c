//! What goes into a conversation and what comes out: everything that can happen to it, and
//! everything that it can ask for.

use std::time::Duration;

use super::{chunk::Chunk, ending::Ending, message::Content, seam::Seam};

/// Names one request, or the pause before it. What comes in under any other name than the current
/// one is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunId(pub(super) u64);

/// Everything that can happen to a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// The person sent a message.
    Sent(Content),
    /// The person wants the last answer once more.
    Retried,
    /// The person wants the last answer once more, as soon as the browser is online.
    Deferred,
    /// The person wants the last answer to go on from where it broke.
    Continued,
    /// The person stopped the answer.
    Stopped,
    /// The page or the widget goes away: nothing more will be read.
    Left,
    /// The person has the text of the [unsent](super::Session::unsent) prompt back, to change it.
    TakenBack,
    /// A piece of the answer arrived.
    Arrived(RunId, Box<Chunk>),
    /// Bytes arrived that complete no piece: the server is there.
    Heard(RunId),
    /// The stream ended.
    Ended(RunId, Ending),
    /// The time of an [`Effect::Wait`] is over.
    Fired(RunId, Timer),
    /// What [`Effect::AwaitOnline`] waited for is there.
    Online(RunId),
}

/// Everything that a conversation can ask for. What it asked for under a name that is no longer
/// current is of no use to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Send the [request](super::Session::request) to the model, and report under this name.
    Open(RunId),
    /// Drop the connection and the timers of this run at once.
    Abort(RunId),
    /// Report [`Input::Fired`] after this time.
    Wait(RunId, Timer, Duration),
    /// Report [`Input::Online`] when the browser is.
    AwaitOnline(RunId),
    /// Keep the [messages](super::Session::messages) as they are now.
    Save,
}

/// What a conversation waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timer {
    /// The next attempt.
    Retry,
    /// A sign of the server.
    Silence,
    /// More to save at once.
    Save,
}

/// What goes to the model.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outgoing {
    /// The turns, and what is asked last.
    pub contents: Vec<Content>,
    /// Where the server goes on from with an answer that it has begun.
    pub continuation_token: Option<Box<str>>,
    /// Joins what comes to the text that there is; to be fed with the text of each chunk.
    pub seam: Option<Seam>,
}
