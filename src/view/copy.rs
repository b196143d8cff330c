//! Buttons that copy, and what came of it: for those who look, and for those who listen.

use std::time::Duration;

use leptos::{
    prelude::{set_timeout, use_context},
    task::spawn_local,
    web_sys::Element,
};

use super::{announcer::Voice, labels::Label};
use crate::browser::{caller::Caller, write_clipboard};

/// How long a button says that it has copied.
const COPIED: Duration = Duration::from_secs(2);

/// What copies. A handle.
#[derive(Clone, Copy)]
pub(super) struct Copier(Option<Voice>);

impl Copier {
    /// The one of the chat that is drawn: to be asked for where a component is made. A text that a
    /// host draws by itself has nobody who listens.
    pub(super) fn here() -> Self {
        Self(use_context())
    }

    /// Puts a text on the clipboard, and has the button say for a while what came of it.
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
            let caller = Caller::now();
            let back = move || {
                caller.resume();
                say(Label::Copy);
            };
            set_timeout(back, COPIED);
        });
    }
}

/// What the button is called while it says this: `name` is what it is called otherwise, which says
/// more than its text.
pub(super) fn called(said: Label, name: Label) -> Label {
    if said == Label::Copy { name } else { said }
}
