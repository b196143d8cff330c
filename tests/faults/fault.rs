//! What the list says of a fault.

/// One fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Where it comes from.
    pub(crate) source: Source,
    /// What the reader does, beside waiting.
    pub(crate) reader: Reader,
    /// After how many milliseconds of silence the reader is told so; after three times as many the
    /// answer ends. `None` for longer than any answer here takes.
    pub(crate) silence: Option<u32>,
    /// The name of the ending that the answer has in the end.
    pub(crate) ending: &'static str,
    /// The text that stands there in the end.
    pub(crate) kept: Kept,
    /// How many requests are made for all of it, those made by itself included.
    pub(crate) requests: usize,
    /// What the reader is offered in the end, the best first. Where it counts down, the seconds are
    /// left out.
    pub(crate) steps: &'static [&'static str],
    /// The ending and the steps in WebKitGTK, where they are others.
    pub(crate) in_webkitgtk: Option<(&'static str, &'static [&'static str])>,
}

/// Where a fault comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// The simulator's scenario of the fault's name.
    Named,
    /// A scenario, as JSON without its description.
    Inline(&'static str),
    /// An address where nobody listens.
    Nobody,
}

/// What a reader does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Asks and waits.
    Waits,
    /// Asks so many times, one after the other.
    Asks(usize),
    /// Stops the answer when what is to be kept of it is there.
    Stops,
    /// Has the answer continued so many times.
    Continues(usize),
}

/// The text that an answer keeps. How blanks and line breaks are shown is not its concern.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept {
    /// None.
    Nothing,
    /// This one.
    Text(&'static str),
    /// All that the frames of the scenario say.
    Sent,
    /// The storyteller's answer.
    Story,
}

/// The names of all endings.
pub(crate) const ENDINGS: &[&str] = &[
    "complete",
    "stopped",
    "token-limit",
    "connection-lost",
    "prompt-blocked",
    "answer-blocked",
    "model-fault",
    "empty",
    "refused-key",
    "no-credentials",
    "refused-permission",
    "refused-region",
    "model-not-found",
    "rate-limited",
    "quota-exceeded",
    "overloaded",
    "offline",
    "unreachable",
    "not-gemini",
    "too-large",
    "invalid-request",
    "timeout",
    "cancelled",
    "server-error",
    "damaged",
    "unknown",
];

/// One that is met by waiting, in the scenario of its name.
pub(super) const fn fault(
    name: &'static str,
    ending: &'static str,
    kept: Kept,
    requests: usize,
    steps: &'static [&'static str],
) -> Fault {
    Fault {
        name,
        source: Source::Named,
        reader: Reader::Waits,
        silence: None,
        ending,
        kept,
        requests,
        steps,
        in_webkitgtk: None,
    }
}

impl Fault {
    /// The same from elsewhere.
    pub(super) const fn of(self, source: Source) -> Self {
        Self { source, ..self }
    }

    /// The same where so many milliseconds of silence are told, and three times as many the end.
    pub(super) const fn silent_after(self, milliseconds: u32) -> Self {
        Self {
            silence: Some(milliseconds),
            ..self
        }
    }

    /// The same with another ending in WebKitGTK, which takes a body for whole that was cut off
    /// between two pieces of it.
    pub(super) const fn in_webkitgtk(
        self,
        ending: &'static str,
        steps: &'static [&'static str],
    ) -> Self {
        Self {
            in_webkitgtk: Some((ending, steps)),
            ..self
        }
    }

    /// The same for a reader who does something.
    pub(super) const fn when(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }
}
