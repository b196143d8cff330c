//! Access to the labels for components.

use leptos::prelude::*;

use super::labels::{Label, Labels};

/// The current labels. A handle.
#[derive(Clone, Copy)]
pub(super) struct Words(Signal<Labels>);

impl Words {
    /// Returns the host's labels; call this while a component is created.
    pub(super) fn here() -> Self {
        Self(use_context().unwrap_or_default())
    }

    /// Returns the text of a label. Tracked.
    pub(super) fn get(self, label: Label) -> String {
        let text = self.0.try_with(|labels| labels.get(label).to_owned());
        // After the widget is disposed, nobody sees the text.
        text.unwrap_or_default()
    }

    /// Returns the text of a label with its placeholders filled in. Tracked.
    pub(super) fn fill(self, label: Label, values: &[(&str, &str)]) -> String {
        let text = self.0.try_with(|labels| labels.fill(label, values));
        text.unwrap_or_default()
    }

    /// Returns a text of the host, or a label where that is blank.
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

    /// Calls a function with all labels. Tracked.
    pub(super) fn with<T>(self, read: impl FnOnce(&Labels) -> T) -> T {
        self.0.with(read)
    }

    /// Returns the text of a label as a reactive closure, for a view.
    pub(super) fn say(self, label: Label) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.get(label)
    }
}
