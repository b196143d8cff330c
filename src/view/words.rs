//! The words of the widget, for those who say them.

use leptos::prelude::*;

use super::labels::{Label, Labels};

/// The words as they are now. A handle.
#[derive(Clone, Copy)]
pub(super) struct Words(Signal<Labels>);

impl Words {
    /// Those that the host gave: to be asked for where a component is made.
    pub(super) fn here() -> Self {
        Self(use_context().unwrap_or_default())
    }

    /// The text of a word. Tracked.
    pub(super) fn get(self, label: Label) -> String {
        let text = self.0.try_with(|labels| labels.get(label).to_owned());
        // What is left to be said when the widget is gone is heard by nobody.
        text.unwrap_or_default()
    }

    /// The text of a word with what is to be filled in. Tracked.
    pub(super) fn fill(self, label: Label, values: &[(&str, &str)]) -> String {
        let text = self.0.try_with(|labels| labels.fill(label, values));
        text.unwrap_or_default()
    }

    /// A text that a host gives, or a word where it is blank.
    pub(super) fn or(self, text: Signal<String>, label: Label) -> Signal<String> {
        Signal::derive(move || {
            let text = text.get();
            if text.trim().is_empty() {
                self.get(label)
            } else {
                text
            }
        })
    }

    /// All of them. Tracked.
    pub(super) fn with<T>(self, read: impl FnOnce(&Labels) -> T) -> T {
        self.0.with(read)
    }

    /// A word in the page, which follows what the host gives.
    pub(super) fn say(self, label: Label) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.get(label)
    }
}
