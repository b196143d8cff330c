//! The pause below an answer that will be requested again automatically.

use leptos::prelude::*;

use super::{countdown::seconds_left, labels::Label, waiting::waiting_view, words::Words};
use crate::{chat::Pause, error::ErrorKind};

/// Returns the reason for a pause, for the user.
pub(super) fn reason(pause: &Pause) -> Label {
    match pause.error.as_ref().map(crate::Error::kind) {
        Some(ErrorKind::Overloaded) => Label::Busy,
        Some(ErrorKind::RateLimited) => Label::TooMany,
        Some(ErrorKind::Network) => Label::Lost,
        Some(ErrorKind::Timeout) => Label::ErrorTimeout,
        Some(ErrorKind::Offline) => Label::YouOffline,
        Some(_) => Label::ErrorInternal,
        None => Label::AnswerGoesOn,
    }
}

/// Returns what follows the pause, without a countdown.
pub(super) fn outlook(pause: &Pause) -> Label {
    match pause.delay {
        Some(_) => Label::Trying,
        None => Label::WhenBack,
    }
}

/// Shows why nothing arrives, and when the answer goes on.
#[component]
pub(super) fn PauseView(pause: Pause) -> impl IntoView {
    let words = Words::here();
    let left = pause.delay.map(seconds_left);
    let say = move || {
        let [attempt, attempts] = [pause.attempt, pause.attempts].map(|number| number.to_string());
        let after = match left.map(|left| left.get()) {
            None => words.get(outlook(&pause)),
            Some(seconds) => {
                let label = match seconds {
                    0 => Label::TryingNow,
                    _ => Label::TryingIn,
                };
                let seconds = seconds.to_string();
                let values = [
                    ("seconds", &*seconds),
                    ("attempt", &*attempt),
                    ("attempts", &*attempts),
                ];
                words.fill(label, &values)
            }
        };
        words.get(reason(&pause)) + " " + &after
    };
    waiting_view(say)
}
