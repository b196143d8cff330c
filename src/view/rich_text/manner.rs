//! How a text is drawn, beside what is in it.

use super::RichText;
use crate::view::labels::Labels;

/// What may be shown of a text, and in which words the page speaks about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    pub(super) options: RichText,
    pub(super) labels: Labels,
}

impl Manner {
    /// Takes these over, and says whether anything is different.
    pub(super) fn update(&mut self, options: &RichText, labels: &Labels) -> bool {
        let is_new = self.options != *options || self.labels != *labels;
        if is_new {
            self.options.clone_from(options);
            self.labels.clone_from(labels);
        }
        is_new
    }
}
