//! The entries of the list: a fault, and what is expected of it.

/// One fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// Its name; also the name of its scenario for [`Source::Named`].
    pub(crate) name: &'static str,
    /// Where the fault comes from.
    pub(crate) source: Source,
    /// What the reader does besides waiting.
    pub(crate) reader: Reader,
    /// After how many milliseconds of silence the page says so; after three times as many the
    /// answer ends. `None` for a limit that no answer here reaches.
    pub(crate) silence: Option<u32>,
    /// The name of the answer's final ending.
    pub(crate) ending: &'static str,
    /// The text that the answer finally has.
    pub(crate) kept: Kept,
    /// How many requests are made in all, automatic ones included.
    pub(crate) requests: usize,
    /// The labels of the buttons that are finally offered, the best first, with `…` for the seconds
    /// of a countdown.
    pub(crate) steps: &'static [&'static str],
    /// The ending and the steps in WebKitGTK, where they differ.
    pub(crate) in_webkitgtk: Option<(&'static str, &'static [&'static str])>,
}

/// Where a fault comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// The simulator's scenario with the fault's name.
    Named,
    /// A scenario, as JSON without its description.
    Inline(&'static str),
    /// An address where no server listens.
    Nobody,
}

/// What a reader does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Sends a message and waits.
    Waits,
    /// Sends this many messages, one after the other.
    Asks(usize),
    /// Stops the answer as soon as the text to be kept is there.
    Stops,
    /// Continues the answer this many times.
    Continues(usize),
}

/// The text that an answer keeps, compared regardless of whitespace.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept {
    /// No text.
    Nothing,
    /// This text.
    Text(&'static str),
    /// The text of all frames of the scenario.
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

/// Creates a fault of the simulator's scenario of that name, whose reader only waits.
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
    /// Returns the fault with another source.
    pub(super) const fn of(self, source: Source) -> Self {
        Self { source, ..self }
    }

    /// Returns the fault with a notice after this much silence, and an end after three times that.
    pub(super) const fn silent_after(self, milliseconds: u32) -> Self {
        Self {
            silence: Some(milliseconds),
            ..self
        }
    }

    /// Returns the fault with another ending in WebKitGTK, which takes a body for complete that was
    /// cut off between two chunks.
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

    /// Returns the fault with a reader who does more than wait.
    pub(super) const fn when(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }
}
