//! The inputs of a conversation and the effects it asks for.

use std::time::Duration;

use super::{chunk::Chunk, ending::Ending, message::Content, seam::Seam};

/// Identifies one request, or the pause before it. Input for any other run than the current one is
/// stale and ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunId(pub(super) u64);

/// Everything that can happen to a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// The user sent a message.
    Sent(Content),
    /// The user asked for the last answer again.
    Retried,
    /// The user asked for the last answer again, as soon as the browser is online.
    Deferred,
    /// The user asked to continue the last answer from where it broke off.
    Continued,
    /// The user stopped the answer.
    Stopped,
    /// The page or the widget is going away; nothing more will be read.
    Left,
    /// The user took back the text of the [unsent](super::Session::unsent) prompt to edit it.
    TakenBack,
    /// A piece of the answer arrived.
    Arrived(RunId, Box<Chunk>),
    /// The head of the response or bytes that complete no chunk arrived: the server is alive.
    Heard(RunId),
    /// The stream ended.
    Ended(RunId, Ending),
    /// The time of an [`Effect::Wait`] has passed.
    Fired(RunId, Timer),
    /// The browser is online, as [`Effect::AwaitOnline`] asked to be told.
    Online(RunId),
}

/// Everything that a conversation can ask its caller to do. Results for a run that is no longer
/// current are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Send the [request](super::Session::request) to the model and report its events for this run.
    Open(RunId),
    /// Drop the connection and the timers of this run at once.
    Abort(RunId),
    /// Report [`Input::Fired`] after this time.
    Wait(RunId, Timer, Duration),
    /// Report [`Input::Online`] once the browser is online.
    AwaitOnline(RunId),
    /// Save the [messages](super::Session::messages) as they are now.
    Save,
}

/// The purpose of a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Timer {
    /// The next attempt.
    Retry,
    /// The next check whether the server has gone silent.
    Silence,
    /// The next save of an answer that is arriving.
    Save,
}

/// What to send to the model.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outgoing {
    /// The turns, ending with the prompt.
    pub contents: Vec<Content>,
    /// Tells the server where to resume an answer that it has begun.
    pub continuation_token: Option<Box<str>>,
    /// Joins the continuation to the existing text; the caller feeds it the text of each chunk.
    pub seam: Option<Seam>,
}
