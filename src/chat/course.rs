//! The lifecycle of one answer, over all the requests that it takes.

use super::{
    chunk::Chunk,
    ending::{Ending, FinishReason},
    history,
    input::RunId,
    message::{Content, Message},
    seam::Seam,
};
use crate::error::ErrorKind;

/// How many times in a row a long answer is requested again from the same token.
const RECONNECTS: u32 = 3;

/// The state of an answer in progress: what to send for it, and what to roll back to.
#[derive(Debug)]
pub(super) struct Course {
    /// The current request, or the pause before the next one.
    pub(super) run: RunId,
    /// What each request for the answer sends, apart from the token.
    pub(super) contents: Vec<Content>,
    /// Joins the continuation to the existing text.
    pub(super) seam: Option<Seam>,
    /// The answer before the current request, restored if that brings nothing but thoughts.
    pub(super) before: Message,
    /// How many requests in a row have brought none of the answer, including the current one.
    pub(super) attempt: u32,
    /// Whether the current request has brought any of the answer; thoughts do not count.
    pub(super) has_answer: bool,
    /// Whether bytes have come since the last silence check, and how many checks in a row found
    /// none.
    pub(super) has_bytes: bool,
    pub(super) silent_steps: u32,
    /// Whether a save is already scheduled.
    pub(super) is_saving: bool,
    /// Whether the history was already reduced after the server rejected it.
    pub(super) is_repaired: bool,
    /// How many times the answer was continued automatically.
    pub(super) continuations: u32,
    pub(super) decode: LongDecode,
}

impl Course {
    pub(super) fn new(contents: Vec<Content>, before: Message) -> Self {
        Self {
            run: RunId::default(),
            contents,
            seam: None,
            before,
            attempt: 1,
            has_answer: false,
            has_bytes: false,
            silent_steps: 0,
            is_saving: false,
            is_repaired: false,
            continuations: 0,
            decode: LongDecode::default(),
        }
    }

    /// Continues a broken answer: its parts go back as the model's turn, followed by an instruction
    /// to go on. Returns `None` if none of them can be sent back.
    pub(super) fn after(answer: Message, contents: Vec<Content>) -> Option<Self> {
        let seam = Seam::after(&answer.text());
        let instruction = Content::user(seam.instruction());
        let contents = history::continued(contents, &answer, instruction)?;
        let mut course = Self::new(contents, answer);
        course.seam = Some(seam);
        Some(course)
    }

    /// Resumes the answer from the server's continuation token.
    pub(super) fn resumed(self, answer: Message) -> Self {
        let decode = LongDecode {
            reconnects: 0,
            ..self.decode
        };
        Self {
            decode,
            ..Self::new(self.contents, answer)
        }
    }

    /// Strips the history of what the server may have rejected. Returns `false` if that was already
    /// done or would change nothing.
    pub(super) fn repair(&mut self) -> bool {
        let plain = history::plain(&self.contents);
        let helps = !self.is_repaired && plain != self.contents;
        if helps {
            self.contents = plain;
            self.is_repaired = true;
        }
        helps
    }

    pub(super) fn arrived(&mut self, chunk: &Chunk) {
        self.note_bytes();
        self.has_answer |= chunk.has_answer();
        self.decode.arrived(chunk);
    }

    pub(super) fn note_bytes(&mut self) {
        self.has_bytes = true;
        self.silent_steps = 0;
    }
}

/// The resumption state of an answer that the server spreads over several requests.
///
/// A continuation token stands for everything before it: the same request with the token returns
/// what follows. So a stream that is lost before any content follows its latest token is requested
/// again; one that is lost later is not, because that content would arrive twice.
#[derive(Clone, Debug, Default)]
pub(super) struct LongDecode {
    /// The latest token, possibly the one that the current request was sent with.
    pub(super) token: Option<Box<str>>,
    /// Whether content has arrived after the token.
    is_past: bool,
    /// Whether the model gave a finish reason or the prompt was blocked.
    is_over: bool,
    reconnects: u32,
}

impl LongDecode {
    fn arrived(&mut self, chunk: &Chunk) {
        if chunk.has_content() {
            self.is_past = true;
            self.reconnects = 0;
        }
        // Content in the same chunk comes before the token.
        if chunk.continuation_token.is_some() {
            self.token.clone_from(&chunk.continuation_token);
            self.is_past = false;
            self.reconnects = 0;
        }
        let blocked = |feedback: &super::PromptFeedback| feedback.block_reason.is_some();
        self.is_over |=
            chunk.finish_reason.is_some() || chunk.prompt_feedback.as_ref().is_some_and(blocked);
    }

    /// Returns whether the server ended this request only to go on in the next one.
    pub(super) fn hops(&self, ending: &Ending) -> bool {
        *ending == Ending::Finished(FinishReason::Continuation)
            && self.token.is_some()
            && !self.is_past
    }

    /// Prepares for another request: how the last one ended does not matter to it.
    pub(super) fn begin(&mut self) {
        self.is_over = false;
    }

    /// Returns the token to resume from, unless content would arrive twice or the answer is over.
    pub(super) fn place(&self) -> Option<&str> {
        self.token
            .as_deref()
            .filter(|_| !self.is_past && !self.is_over)
    }

    /// Returns whether to request a stream that ended like this again, and counts the reconnect.
    pub(super) fn reconnects(&mut self, ending: &Ending) -> bool {
        let again = self.place().is_some() && is_dropped(ending) && self.reconnects < RECONNECTS;
        if again {
            self.reconnects += 1;
        }
        again
    }

    /// Returns the number of the next request in a row, and how many there may be.
    pub(super) fn attempts(&self) -> (u32, u32) {
        (self.reconnects + 1, RECONNECTS + 1)
    }
}

/// Returns whether the connection was lost, as opposed to an error that the server reported.
fn is_dropped(ending: &Ending) -> bool {
    match ending {
        Ending::Interrupted(None) | Ending::Empty => true,
        Ending::Interrupted(Some(error)) | Ending::Failed(error) => matches!(
            error.kind(),
            ErrorKind::Network | ErrorKind::MalformedResponse
        ),
        Ending::Finished(_) | Ending::PromptBlocked(_) | Ending::Stopped => false,
    }
}
