//! Messages offered to a user who does not know what to write.

use crate::storyteller;

/// A message offered as a button while the conversation is empty.
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
    /// Creates a button that shows `label`, with `prompt` below it, and sends `prompt`.
    pub fn new(label: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            prompt: prompt.into(),
        }
    }
}

/// Creates a button that sends the text it shows.
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
