//! The settings that a text is drawn with.

use super::RichText;
use crate::view::labels::Labels;

/// What a text may show, and the labels around it.
#[derive(Clone, Debug, Default)]
pub(super) struct RenderContext {
    pub(super) options: RichText,
    pub(super) labels: Labels,
}

impl RenderContext {
    /// Takes over new settings, and returns whether any is different.
    pub(super) fn update(&mut self, options: &RichText, labels: &Labels) -> bool {
        let is_new = self.options != *options || self.labels != *labels;
        if is_new {
            self.options.clone_from(options);
            self.labels.clone_from(labels);
        }
        is_new
    }
}
