//! The way of one answer, over all the requests that it takes.

use super::{
    chunk::Chunk,
    ending::{Ending, FinishReason},
    history,
    input::RunId,
    message::{Content, Message},
    seam::Seam,
};
use crate::error::ErrorKind;

/// How many times in a row a long answer is asked for again at the same place.
const RECONNECTS: u32 = 3;

/// The way of one answer: what goes out for it, and what to go back to.
#[derive(Debug)]
pub(super) struct Course {
    /// The current request, or the pause before the next one.
    pub(super) run: RunId,
    /// What each request for it says, but for the token.
    pub(super) contents: Vec<Content>,
    /// Joins what comes to the text that there is.
    pub(super) seam: Option<Seam>,
    /// The answer before the current request: one that brought nothing to see leaves it like this.
    pub(super) before: Message,
    /// How many requests brought nothing to see, the current one included.
    pub(super) attempt: u32,
    /// Whether the current request has brought something to see.
    pub(super) has_answer: bool,
    /// Whether bytes came since the silence was last looked at, and how often there were none.
    pub(super) heard: bool,
    pub(super) quiet: u32,
    /// Whether a save is due by itself.
    pub(super) is_saving: bool,
    /// Whether what the server refused in the history was left out already.
    pub(super) is_repaired: bool,
    /// How often it was continued by itself.
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
            heard: false,
            quiet: 0,
            is_saving: false,
            is_repaired: false,
            continuations: 0,
            decode: LongDecode::default(),
        }
    }

    /// The way on from an answer that broke: what there is of it goes back as the model's turn, with
    /// the wish to go on. `None` if nothing of it can go back.
    pub(super) fn after(answer: Message, contents: Vec<Content>) -> Option<Self> {
        let seam = Seam::after(&answer.text());
        let wish = Content::user(seam.instruction());
        let contents = history::continued(contents, &answer, wish)?;
        let mut course = Self::new(contents, answer);
        course.seam = Some(seam);
        Some(course)
    }

    /// The way on from the place where the server itself goes on.
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

    /// Leaves out what a server may have refused of the history. `false` if that was done already,
    /// or if there is no such thing in it.
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
        self.heard();
        self.has_answer |= chunk.has_answer();
        self.decode.arrived(chunk);
    }

    pub(super) fn heard(&mut self) {
        self.heard = true;
        self.quiet = 0;
    }
}

/// An answer that a server gives over several requests, and the places where it goes on.
///
/// A token stands for everything that came before it: the same request with the token brings what
/// comes after. So a stream that was lost right behind a token, or before anything came, is asked
/// for again; one that was lost further on is not, because its last piece would come twice.
#[derive(Clone, Debug, Default)]
pub(super) struct LongDecode {
    /// The token of the last place, also that which the current request began with.
    pub(super) token: Option<Box<str>>,
    /// Whether anything came after it.
    is_past: bool,
    /// Whether the model has said why it stopped, or the prompt was refused.
    is_over: bool,
    reconnects: u32,
}

impl LongDecode {
    fn arrived(&mut self, chunk: &Chunk) {
        if chunk.has_content() {
            self.is_past = true;
            self.reconnects = 0;
        }
        // What comes in the same chunk stands before the place.
        if chunk.continuation_token.is_some() {
            self.token.clone_from(&chunk.continuation_token);
            self.is_past = false;
            self.reconnects = 0;
        }
        let blocked = |feedback: &super::PromptFeedback| feedback.block_reason.is_some();
        self.is_over |=
            chunk.finish_reason.is_some() || chunk.prompt_feedback.as_ref().is_some_and(blocked);
    }

    /// Whether the answer goes on with the next request, and nobody needs to know.
    pub(super) fn hops(&self, ending: &Ending) -> bool {
        *ending == Ending::Finished(FinishReason::Continuation)
            && self.token.is_some()
            && !self.is_past
    }

    /// Another request begins: what the last one said of its end is of no use to it.
    pub(super) fn begin(&mut self) {
        self.is_over = false;
    }

    /// Where to go on from, if nothing would come twice.
    pub(super) fn place(&self) -> Option<&str> {
        self.token
            .as_deref()
            .filter(|_| !self.is_past && !self.is_over)
    }

    /// Whether a stream that ended like this is asked for again; counts how often.
    pub(super) fn reconnects(&mut self, ending: &Ending) -> bool {
        let again = self.place().is_some() && is_dropped(ending) && self.reconnects < RECONNECTS;
        if again {
            self.reconnects += 1;
        }
        again
    }

    /// The number of the request that comes next in a row, and how many there may be.
    pub(super) fn attempts(&self) -> (u32, u32) {
        (self.reconnects + 1, RECONNECTS + 1)
    }
}

/// Whether the connection was lost. An error that the server reports is none of that.
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
