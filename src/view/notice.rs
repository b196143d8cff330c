//! Notices: how an answer ended, and what helps.

use std::time::Duration;

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    countdown::seconds_left,
    focus::Focus,
    icon::{ALERT, CONTINUE, EDIT, INFO, Icon, RETRY, SEND},
    labels::Label,
    words::Words,
};
use crate::{
    chat::{BlockReason, Ending, FinishClass, FinishReason, Remedy},
    error::{Error, ErrorKind},
};

/// One sentence about an answer that is not complete, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// What happened, as a sentence for the user.
    pub label: Label,
    /// How serious it is.
    pub tone: Tone,
    /// What helps, best first.
    pub remedies: Vec<Remedy>,
    /// How long to wait before a remedy can help.
    pub wait: Duration,
}

/// How serious a [`Notice`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tone {
    /// Nothing is wrong: the user wanted it so.
    Quiet,
    /// Something is missing from the answer.
    Warning,
    /// The answer failed.
    Error,
}

impl Tone {
    /// Returns the name for style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Notice {
    /// Returns the notice for an ending; `None` if the answer is complete and has text.
    pub fn of(ending: &Ending, has_text: bool) -> Option<Self> {
        let (tone, label) = match ending {
            Ending::Finished(reason) => (Tone::Warning, finished(reason, has_text)?),
            Ending::PromptBlocked(reason) => (Tone::Warning, refused(reason)),
            Ending::Interrupted(Some(error)) if !is_of_connection(error.kind()) => {
                (Tone::Error, Label::of_error(error.kind()))
            }
            Ending::Interrupted(_) if has_text => (Tone::Warning, Label::Interrupted),
            Ending::Interrupted(_) => (Tone::Warning, Label::InterruptedEarly),
            Ending::Empty => (Tone::Warning, Label::Empty),
            Ending::Stopped => (Tone::Quiet, Label::Stopped),
            Ending::Failed(error) => (Tone::Error, Label::of_error(error.kind())),
        };
        let wait = match ending {
            Ending::Failed(error) | Ending::Interrupted(Some(error)) => wait(error),
            _ => Duration::ZERO,
        };
        Some(Self {
            label,
            tone,
            remedies: ending.remedies(has_text),
            wait,
        })
    }
}

fn finished(reason: &FinishReason, has_text: bool) -> Option<Label> {
    Some(match reason.class() {
        FinishClass::Complete if has_text => return None,
        FinishClass::Complete => Label::NoText,
        FinishClass::Truncated => Label::LengthLimit,
        FinishClass::Blocked => held_back(reason),
        FinishClass::ModelFault => Label::ModelFault,
        FinishClass::Unknown => Label::StoppedEarly,
    })
}

/// Returns how long the server asked to wait. Waiting that long does not restore a used-up quota.
fn wait(error: &Error) -> Duration {
    if error.kind() == ErrorKind::QuotaExceeded {
        return Duration::ZERO;
    }
    error.retry_delay().unwrap_or_default()
}

/// Applies a remedy to the last answer.
pub(super) type Act = Callback<(Remedy, MouseEvent)>;

/// Shows a notice, and a button for each remedy if `act` is given.
#[component]
pub(super) fn NoticeView(
    notice: Notice,
    act: Option<Act>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let words = Words::here();
    let icon = match notice.tone {
        Tone::Quiet => INFO,
        Tone::Warning | Tone::Error => ALERT,
    };
    let left = seconds_left(notice.wait);
    let buttons = act.map(|act| {
        let remedies = notice.remedies.into_iter();
        let buttons = remedies.map(|remedy| view! { <RemedyButton remedy act left disabled/> });
        buttons.collect_view()
    });
    view! {
        <div class="rill-notice" part="notice" data-tone=notice.tone.as_str()>
            <div class="rill-sentence">
                <Icon d=icon/>
                <p>{words.say(notice.label)}</p>
            </div>
            {buttons}
        </div>
    }
}

/// A remedy's button. It is inert and counts down while the server asks to wait.
#[component]
fn RemedyButton(
    remedy: Remedy,
    act: Act,
    left: Signal<u64>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let words = Words::here();
    let icon = match remedy {
        Remedy::Continue => CONTINUE,
        Remedy::Retry => RETRY,
        Remedy::Edit => EDIT,
        Remedy::SendWhenOnline => SEND,
    };
    let is_inert = move || left.get() > 0 || disabled.get();
    let label = move || {
        let remedy = words.get(Label::of_remedy(remedy));
        match left.get() {
            0 => remedy,
            seconds => {
                let values = [("remedy", &*remedy), ("seconds", &*seconds.to_string())];
                words.fill(Label::RemedyIn, &values)
            }
        }
    };
    view! {
        <button
            type="button"
            class="rill-remedy"
            data-remedy=remedy.as_str()
            // Not `disabled`, so that the button keeps its place in the tab order.
            aria-disabled=move || is_inert().then_some("true")
            on:mousedown=Focus::keep
            on:click=move |event| {
                if !untrack(is_inert) {
                    act.run((remedy, event));
                }
            }
        >
            <Icon d=icon/>
            {label}
        </button>
    }
}

fn held_back(reason: &FinishReason) -> Label {
    match reason {
        FinishReason::Safety | FinishReason::ImageSafety | FinishReason::ModelArmor => {
            Label::AnswerUnsafe
        }
        FinishReason::Recitation | FinishReason::ImageRecitation => Label::AnswerRecited,
        FinishReason::Language => Label::AnswerLanguage,
        FinishReason::Spii => Label::AnswerPersonal,
        _ => Label::AnswerHeldBack,
    }
}

fn refused(reason: &BlockReason) -> Label {
    match reason {
        BlockReason::Safety | BlockReason::ImageSafety | BlockReason::ModelArmor => {
            Label::MessageUnsafe
        }
        _ => Label::MessageRefused,
    }
}

/// Returns whether an error means nothing but bytes lost in transit.
fn is_of_connection(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Network | ErrorKind::Offline | ErrorKind::MalformedResponse
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ending: &Ending, expected: Option<(Tone, &[Remedy])>) {
        let notice = Notice::of(ending, true);
        let got = notice.as_ref();
        let got = got.map(|notice| (notice.tone, &notice.remedies[..]));
        assert_eq!(got, expected);
        if let Some(notice) = notice {
            let sentence = notice.label.english();
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn every_ending_is_told_as_it_was() {
        use FinishReason::{MaxTokens, Other, Safety, Stop};
        use Remedy::{Continue, Edit, Retry, SendWhenOnline};
        use Tone::{Error, Quiet, Warning};
        check(&Ending::Finished(Stop), None);
        check(&Ending::Finished(MaxTokens), Some((Warning, &[Continue])));
        check(&Ending::Finished(Safety), Some((Warning, &[Retry])));
        check(&Ending::Finished(Other), Some((Warning, &[Retry])));
        check(&Ending::Finished("NEW".into()), Some((Warning, &[Retry])));
        // A blocked prompt has no answer, unless it continued one.
        let blocked = Notice::of(&Ending::PromptBlocked(BlockReason::Safety), false);
        assert_eq!(blocked.map(|notice| notice.remedies), Some(vec![Edit]));
        let cut_off = Ending::Interrupted(None);
        check(&cut_off, Some((Warning, &[Continue, Retry])));
        check(&Ending::Empty, Some((Warning, &[Retry])));
        check(&Ending::Stopped, Some((Quiet, &[Continue, Retry])));
        let failed = |kind: ErrorKind| Ending::Failed(kind.into());
        check(&failed(ErrorKind::Overloaded), Some((Error, &[Retry])));
        check(&failed(ErrorKind::TooLarge), Some((Error, &[Edit])));
        check(&failed(ErrorKind::RegionNotSupported), Some((Error, &[])));
        let offline = failed(ErrorKind::Offline);
        check(&offline, Some((Error, &[SendWhenOnline, Retry])));
    }

    #[test]
    fn a_whole_answer_without_text_is_not_passed_over() {
        let notice = Notice::of(&Ending::Finished(FinishReason::Stop), false);
        assert_eq!(
            notice.map(|notice| notice.remedies),
            Some(vec![Remedy::Retry])
        );
    }

    #[test]
    fn only_what_passes_is_waited_for() {
        let asked = Duration::from_secs(34);
        let wait = |kind| {
            let error = Error::new(kind).with_retry_delay(asked);
            Notice::of(&Ending::Failed(error), false).map(|notice| notice.wait)
        };
        assert_eq!(wait(ErrorKind::RateLimited), Some(asked));
        assert_eq!(wait(ErrorKind::QuotaExceeded), Some(Duration::ZERO));
    }
}
