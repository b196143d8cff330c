//! What is said about how an answer ended, and the way out.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    focus::Focus,
    icon::{ALERT, INFO, Icon, RETRY},
};
use crate::{
    chat::{BlockReason, Ending, FinishClass, FinishReason},
    error::ErrorKind,
};

/// One sentence about an answer that is not simply whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened, for the person who reads the chat.
    pub sentence: &'static str,
    /// How serious it is.
    pub tone: Tone,
    /// Whether asking again may help.
    pub retry: bool,
}

/// How serious a [`Notice`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is as the reader wanted it.
    Quiet,
    /// Something is missing from the answer.
    Warning,
    /// The answer failed.
    Error,
}

impl Tone {
    /// A name for style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Notice {
    /// What to say about an ending; `None` if the answer is whole and speaks for itself.
    pub fn of(ending: &Ending, has_text: bool) -> Option<Self> {
        let warning = |sentence, retry| Self {
            sentence,
            tone: Tone::Warning,
            retry,
        };
        Some(match ending {
            Ending::Finished(reason) => match reason.class() {
                FinishClass::Complete if has_text => return None,
                FinishClass::Complete => warning("The model answered without any text.", true),
                FinishClass::Truncated => warning(
                    "The answer reached its length limit and stops here. Ask for more to go on.",
                    false,
                ),
                FinishClass::Blocked => warning(held_back(reason), true),
                FinishClass::ModelFault => warning(
                    "The model made a mistake and could not finish its answer.",
                    true,
                ),
                FinishClass::Unknown => {
                    warning("The model stopped early, so text may be missing.", true)
                }
            },
            // The same words would be refused again, so there is nothing to retry.
            Ending::PromptBlocked(reason) => warning(refused(reason), false),
            Ending::Interrupted(Some(error)) if !is_of_connection(error.kind()) => Self {
                sentence: error.sentence(),
                tone: Tone::Error,
                retry: may_pass(error.kind()),
            },
            Ending::Interrupted(_) => warning(
                "The connection broke off, so the end of the answer is missing.",
                true,
            ),
            Ending::Empty => warning("The model sent an empty answer.", true),
            Ending::Stopped => Self {
                sentence: "You stopped this answer.",
                tone: Tone::Quiet,
                retry: true,
            },
            Ending::Failed(error) => Self {
                sentence: error.sentence(),
                tone: Tone::Error,
                retry: may_pass(error.kind()),
            },
        })
    }
}

/// Shows a notice, and a button if there is something to be done.
#[component]
pub(super) fn NoticeView(notice: Notice, retry: Option<Callback<MouseEvent>>) -> impl IntoView {
    let icon = match notice.tone {
        Tone::Quiet => INFO,
        Tone::Warning | Tone::Error => ALERT,
    };
    let button = retry.filter(|_| notice.retry).map(|retry| {
        view! {
            <button
                type="button"
                class="rill-retry"
                on:mousedown=Focus::keep
                on:click=move |event| retry.run(event)
            >
                <Icon d=RETRY/>
                {"Try again"}
            </button>
        }
    });
    view! {
        <div class="rill-notice" data-tone=notice.tone.as_str()>
            <div class="rill-sentence">
                <Icon d=icon/>
                <p>{notice.sentence}</p>
            </div>
            {button}
        </div>
    }
}

fn held_back(reason: &FinishReason) -> &'static str {
    match reason {
        FinishReason::Safety | FinishReason::ImageSafety | FinishReason::ModelArmor => {
            "The answer was stopped by the model's safety filter."
        }
        FinishReason::Recitation | FinishReason::ImageRecitation => {
            "The answer was stopped because it came too close to a published text."
        }
        FinishReason::Language => "The model does not support the language of this answer.",
        FinishReason::Spii => {
            "The answer was stopped because it could have revealed personal information."
        }
        _ => "The answer was held back by the rules of the chat service.",
    }
}

fn refused(reason: &BlockReason) -> &'static str {
    match reason {
        BlockReason::Safety | BlockReason::ImageSafety | BlockReason::ModelArmor => {
            "The model's safety filter refused this message. Try other words."
        }
        _ => "The chat service refused this message. Try other words.",
    }
}

/// Whether an error means that bytes were lost on the way, and says nothing else.
fn is_of_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Network | ErrorKind::MalformedResponse)
}

/// Whether the same request may pass another time: not if its own size or shape is at fault.
fn may_pass(kind: ErrorKind) -> bool {
    match kind {
        ErrorKind::EmptyMessage | ErrorKind::InvalidRequest | ErrorKind::TooLarge => false,
        ErrorKind::Network
        | ErrorKind::InvalidKey
        | ErrorKind::PermissionDenied
        | ErrorKind::RegionNotSupported
        | ErrorKind::ModelNotFound
        | ErrorKind::RateLimited
        | ErrorKind::QuotaExceeded
        | ErrorKind::Overloaded
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::Internal
        | ErrorKind::NotGemini
        | ErrorKind::MalformedResponse
        | ErrorKind::Unknown => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[track_caller]
    fn check(ending: &Ending, expected: Option<(Tone, bool)>) {
        let notice = Notice::of(ending, true);
        assert_eq!(notice.map(|notice| (notice.tone, notice.retry)), expected);
        if let Some(notice) = notice {
            assert!(notice.sentence.ends_with('.'), "{}", notice.sentence);
        }
    }

    #[test]
    fn every_ending_is_told_as_it_was() {
        use FinishReason::{MaxTokens, Other, Safety, Stop};
        check(&Ending::Finished(Stop), None);
        check(&Ending::Finished(MaxTokens), Some((Tone::Warning, false)));
        check(&Ending::Finished(Safety), Some((Tone::Warning, true)));
        check(&Ending::Finished(Other), Some((Tone::Warning, true)));
        check(&Ending::Finished("NEW".into()), Some((Tone::Warning, true)));
        let blocked = Ending::PromptBlocked(BlockReason::Safety);
        check(&blocked, Some((Tone::Warning, false)));
        check(&Ending::Interrupted(None), Some((Tone::Warning, true)));
        check(&Ending::Empty, Some((Tone::Warning, true)));
        check(&Ending::Stopped, Some((Tone::Quiet, true)));
        let failed = |kind: ErrorKind| Ending::Failed(Error::new(kind));
        check(&failed(ErrorKind::Overloaded), Some((Tone::Error, true)));
        check(&failed(ErrorKind::TooLarge), Some((Tone::Error, false)));
    }

    #[test]
    fn a_whole_answer_without_text_is_not_passed_over() {
        let notice = Notice::of(&Ending::Finished(FinishReason::Stop), false);
        assert_eq!(notice.map(|notice| notice.retry), Some(true));
    }
}
