//! Where the keyboard's focus rests: in the composer.

use leptos::{ev::MouseEvent, html::Textarea, prelude::*};

/// The composer's field, for buttons beside it that go away when they are pressed.
///
/// A press with a pointer leaves the focus where it is, so a phone neither opens nor closes its
/// keyboard. A press of a key would leave it nowhere, so it moves to the field.
#[derive(Clone, Copy)]
pub(super) struct Focus(pub(super) NodeRef<Textarea>);

impl Focus {
    pub(super) fn rest(self) {
        if let Some(field) = self.0.get_untracked() {
            let _ = field.focus();
        }
    }

    /// What every such button does at `mousedown`.
    #[expect(clippy::needless_pass_by_value, reason = "an event handler")]
    pub(super) fn keep(event: MouseEvent) {
        event.prevent_default();
    }

    /// What every such button does at `click`.
    pub(super) fn after_click(self, event: &MouseEvent) {
        let by_key = event.detail() == 0;
        if by_key {
            self.rest();
        }
    }
}
