//! Copy buttons, and their result for sighted users and screen readers.

use std::time::Duration;

use leptos::{
    prelude::{set_timeout, use_context},
    task::spawn_local,
    web_sys::Element,
};

use super::{announcer::Voice, labels::Label};
use crate::browser::{context::AsyncContext, write_clipboard};

/// How long a button shows the result.
const COPIED: Duration = Duration::from_secs(2);

/// A clipboard writer that announces its result. A handle.
#[derive(Clone, Copy)]
pub(super) struct Copier(Option<Voice>);

impl Copier {
    /// Returns the copier of the chat being drawn; call this while a component is created. A text
    /// that the host draws outside a chat has no announcer.
    pub(super) fn here() -> Self {
        Self(use_context())
    }

    /// Copies a text, and passes the result to `say`, and after a while the button's usual label.
    pub(super) fn copy(self, text: String, button: Element, say: impl Fn(Label) + 'static) {
        spawn_local(async move {
            let said = if write_clipboard(&text, &button).await {
                Label::Copied
            } else {
                Label::NotCopied
            };
            say(said);
            if let Some(voice) = self.0 {
                voice.say(said);
            }
            let context = AsyncContext::current();
            let back = move || {
                context.restore();
                say(Label::Copy);
            };
            set_timeout(back, COPIED);
        });
    }
}

/// Returns the accessible name of a button that shows `said`. `name` is its usual one, which says
/// more than its text.
pub(super) fn called(said: Label, name: Label) -> Label {
    if said == Label::Copy { name } else { said }
}
