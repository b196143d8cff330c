//! One piece of an answer, as it arrived.

use std::borrow::Cow;

use super::{
    ending::FinishReason,
    metadata::{Citation, Grounding, PromptFeedback, Raw, SafetyRating, Usage},
    part::{FunctionCall, Part},
};

/// One piece of an answer, as it arrived. Fields other than `parts` are usually empty.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Chunk {
    /// The new parts, in order.
    pub parts: Vec<Part>,
    /// Why the model stopped. Any chunk may carry it and more text may follow: only the end of the
    /// stream ends the answer.
    pub finish_reason: Option<FinishReason>,
    /// The model's explanation of why it stopped.
    pub finish_message: Option<String>,
    /// Safety ratings of the answer so far.
    pub safety_ratings: Vec<SafetyRating>,
    /// Sources that the answer quotes.
    pub citations: Vec<Citation>,
    /// The search results that the answer is grounded in.
    pub grounding: Option<Grounding>,
    /// The pages that the model read, as raw JSON.
    pub url_context: Option<Raw>,
    /// Token counts so far.
    pub usage: Option<Usage>,
    /// The server's feedback on the prompt.
    pub prompt_feedback: Option<PromptFeedback>,
    /// The version of the model that answers.
    pub model_version: Option<String>,
    /// The server's ID for this answer.
    pub response_id: Option<String>,
    /// A token that lets another request resume the answer right after this chunk.
    pub continuation_token: Option<Box<str>>,
}

impl Chunk {
    /// Returns the new visible text, without thoughts; empty if the chunk carries none.
    pub fn text(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_text))
    }

    /// Returns the new text of the thought summary.
    pub fn thoughts(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_thought))
    }

    /// Returns whether the chunk carries anything to show or to send back to the model.
    pub fn has_content(&self) -> bool {
        self.parts.iter().any(|part| !part.is_empty())
    }

    /// Returns whether the chunk carries any of the answer itself; thoughts do not count.
    pub fn has_answer(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| !part.is_empty() && part.as_thought().is_none())
    }

    /// Returns the function calls that the model asks for.
    pub fn function_calls(&self) -> impl Iterator<Item = FunctionCall> + '_ {
        self.parts.iter().filter_map(Part::function_call)
    }
}

/// Concatenates texts. A single text, the usual case, is borrowed.
pub(super) fn concat<'a>(mut texts: impl Iterator<Item = Cow<'a, str>>) -> Cow<'a, str> {
    let mut all = texts.next().unwrap_or_default();
    for text in texts {
        all += text;
    }
    all
}
