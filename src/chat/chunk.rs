//! One piece of an answer, as it arrived.

use std::borrow::Cow;

use super::{
    ending::FinishReason,
    metadata::{Citation, Grounding, PromptFeedback, Raw, SafetyRating, Usage},
    part::{FunctionCall, Part},
};

/// One piece of an answer, as it arrived. Every field but the text is usually absent.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Chunk {
    /// The new parts, in order.
    pub parts: Vec<Part>,
    /// Why the model stopped. It may come on any chunk, and more text may follow it: only the end
    /// of the stream is the end.
    pub finish_reason: Option<FinishReason>,
    /// The model's own words on why it stopped.
    pub finish_message: Option<String>,
    /// Ratings of the answer so far.
    pub safety_ratings: Vec<SafetyRating>,
    /// Sources that the answer quotes.
    pub citations: Vec<Citation>,
    /// What a search found.
    pub grounding: Option<Grounding>,
    /// The pages that the model read, as raw JSON.
    pub url_context: Option<Raw>,
    /// Token counts so far.
    pub usage: Option<Usage>,
    /// What was said about the prompt.
    pub prompt_feedback: Option<PromptFeedback>,
    /// The version of the model that answers.
    pub model_version: Option<String>,
    /// The server's name for this answer.
    pub response_id: Option<String>,
    /// Where the server can go on from with another request: everything up to here has arrived.
    pub continuation_token: Option<Box<str>>,
}

impl Chunk {
    /// The new text for the reader: empty if this chunk carries none. Thoughts are not part of it.
    pub fn text(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_text))
    }

    /// The new text of the thought summary.
    pub fn thoughts(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_thought))
    }

    /// Whether it brings anything that could be shown or must be sent back.
    pub fn has_content(&self) -> bool {
        self.parts.iter().any(|part| !part.is_empty())
    }

    /// Whether it brings anything of the answer itself: thoughts are none.
    pub fn has_answer(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| !part.is_empty() && part.as_thought().is_none())
    }

    /// The functions that the model wants to be called.
    pub fn function_calls(&self) -> impl Iterator<Item = FunctionCall> + '_ {
        self.parts.iter().filter_map(Part::function_call)
    }
}

/// Joins texts; the usual chunk has one, and lends it.
pub(super) fn concat<'a>(mut texts: impl Iterator<Item = Cow<'a, str>>) -> Cow<'a, str> {
    let mut all = texts.next().unwrap_or_default();
    for text in texts {
        all += text;
    }
    all
}
