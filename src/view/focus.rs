//! Keeping the keyboard focus in the composer.

use leptos::{ev::MouseEvent, html::Textarea, prelude::*};

/// The composer's field, for buttons beside it that disappear when pressed.
///
/// Pressing one with a pointer leaves the focus where it is, so a phone neither opens nor closes
/// its keyboard. Pressing one with a key would lose the focus, so it moves to the field.
#[derive(Clone, Copy)]
pub(super) struct Focus(pub(super) NodeRef<Textarea>);

impl Focus {
    pub(super) fn rest(self) {
        if let Some(field) = self.0.get_untracked() {
            let _ = field.focus();
        }
    }

    /// Handles `mousedown` on every such button.
    #[expect(clippy::needless_pass_by_value, reason = "an event handler")]
    pub(super) fn keep(event: MouseEvent) {
        event.prevent_default();
    }

    /// Handles `click` on every such button.
    pub(super) fn after_click(self, event: &MouseEvent) {
        let by_key = event.detail() == 0;
        if by_key {
            self.rest();
        }
    }
}
