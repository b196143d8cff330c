//! A message that is offered to a reader who does not know what to write.

use crate::storyteller;

/// A message that is offered as a button while the conversation is empty.
///
/// ```
/// use rill_chat::view::Suggestion;
///
/// let plain = Suggestion::from("What are your opening hours?");
/// let short = Suggestion::new("Opening hours", "What are your opening hours this week?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub(super) label: String,
    pub(super) prompt: String,
}

impl Suggestion {
    /// A button that sends `prompt`, and shows it below a short `label`.
    pub fn new(label: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            prompt: prompt.into(),
        }
    }
}

/// A button that sends what it says.
impl From<&str> for Suggestion {
    fn from(prompt: &str) -> Self {
        Self::new(prompt, prompt)
    }
}

impl From<&storyteller::Suggestion> for Suggestion {
    fn from(suggestion: &storyteller::Suggestion) -> Self {
        Self::new(suggestion.label, suggestion.prompt)
    }
}
