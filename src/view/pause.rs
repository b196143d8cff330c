//! What stands below an answer that will be asked for again by itself.

use leptos::{either::Either, prelude::*};

use super::{countdown::seconds_left, waiting::waiting_view};
use crate::{chat::Pause, error::ErrorKind};

/// Why there is a pause, for the person who reads the chat.
pub(super) fn reason(pause: &Pause) -> &'static str {
    match pause.error.as_ref().map(crate::Error::kind) {
        Some(ErrorKind::Overloaded) => "The model is busy right now.",
        Some(ErrorKind::RateLimited) => "There are too many requests right now.",
        Some(ErrorKind::Network) => "The connection was lost.",
        Some(ErrorKind::Timeout) => "The chat service took too long to answer.",
        Some(ErrorKind::Offline) => "You are offline.",
        Some(_) => "The chat service had a problem of its own.",
        None => "The answer goes on.",
    }
}

/// What comes after the pause, without a number that changes.
pub(super) fn outlook(pause: &Pause) -> &'static str {
    match pause.delay {
        Some(_) => "Trying again…",
        None => "The message goes out when you are back.",
    }
}

/// Says why nothing comes, and when it goes on.
#[expect(clippy::needless_pass_by_value, reason = "a property of a component")]
#[component]
pub(super) fn PauseView(pause: Pause) -> impl IntoView {
    let because = reason(&pause);
    let after = outlook(&pause);
    let (attempt, attempts) = (pause.attempt, pause.attempts);
    let until = match pause.delay {
        Some(delay) => {
            let left = seconds_left(delay);
            let words = move || match left.get() {
                0 => format!(" {after} (attempt {attempt} of {attempts})"),
                seconds => {
                    format!(" Trying again in {seconds} s (attempt {attempt} of {attempts}).")
                }
            };
            Either::Left(words)
        }
        None => Either::Right(format!(" {after}")),
    };
    waiting_view((because, until))
}
