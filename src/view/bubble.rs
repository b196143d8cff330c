//! One message of the transcript.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast as _};

use super::{
    copy::{Copier, called},
    icon::{Icon, THUMB},
    labels::Label,
    message::{Feedback, LiveMessage, Phase},
    notice::{Act, NoticeView},
    pause::PauseView,
    piece::piece,
    rich_text::{Markdown, MessageText},
    sources::{searches_view, sources_view},
    use_chat::UseChat,
    waiting::waiting_view,
    words::Words,
};
use crate::chat::{MessageState, Role};

/// What the host wants around the text of a message.
#[derive(Clone, Copy)]
pub(super) struct Extras {
    pub(super) avatar: Signal<String>,
    pub(super) feedback: Signal<bool>,
    pub(super) thoughts: Signal<bool>,
    pub(super) disabled: Signal<bool>,
}

/// Shows a message, its progress and how it ended.
#[component]
pub(super) fn Bubble(
    chat: UseChat,
    message: LiveMessage,
    act: Signal<Option<Act>>,
    extras: Extras,
) -> impl IntoView {
    let words = Words::here();
    let (role, part, speaker) = match message.role() {
        Role::User => ("user", "message user-message", Label::You),
        Role::Model => ("model", "message model-message", Label::Answer),
    };
    let is_model = message.role() == Role::Model;
    let disabled = extras.disabled;
    let phase = Memo::new({
        let message = message.clone();
        move |_| message.phase()
    });
    let notice = Memo::new({
        let message = message.clone();
        move |_| message.notice()
    });
    let notice_view = piece(move || {
        notice
            .get()
            .map(|notice| view! { <NoticeView notice act=act.get() disabled/> })
    });
    let pause = Memo::new({
        let message = message.clone();
        move |_| message.pause()
    });
    let pause_view = piece(move || pause.get().map(|pause| view! { <PauseView pause/> }));
    let waiting = Memo::new({
        let message = message.clone();
        move |_| waiting_label(&message)
    });
    // A change of label must not redraw the dots.
    let is_waiting = Memo::new(move |_| waiting.get().is_some());
    let waiting_view = piece(move || {
        let say = move || waiting.get().map(|label| words.get(label));
        is_waiting
            .get()
            .then(|| waiting_view(move || say().unwrap_or_default()))
    });
    let ending = {
        let message = message.clone();
        move || Some(message.ending()?.name(message.has_text()))
    };
    let is_copyable = Memo::new({
        let message = message.clone();
        move |_| is_model && message.phase() == Phase::Over && message.has_text()
    });
    let actions = {
        let message = message.clone();
        piece(move || {
            is_copyable
                .get()
                .then(|| view! { <Actions chat message=message.clone() extras/> })
        })
    };
    let avatar = Memo::new(move |_| extras.avatar.get());
    let avatar_view = piece(move || {
        let source = avatar.get();
        (is_model && !source.is_empty()).then(|| {
            view! { <img class="rill-avatar" part="avatar" alt="" src=source/> }
        })
    });
    let thoughts = {
        let message = message.clone();
        piece(move || {
            let thoughts = message.thoughts().filter(|_| extras.thoughts.get());
            thoughts.map(|text| {
                view! {
                    <details class="rill-thoughts">
                        <summary>{words.say(Label::Thoughts)}</summary>
                        <Markdown text/>
                    </details>
                }
            })
        })
    };
    let (sources, searches) = (
        sources_view(message.clone()),
        searches_view(message.clone()),
    );
    view! {
        <article
            class="rill-message"
            part=part
            aria-label=words.say(speaker)
            data-role=role
            // Page translation would replace the text nodes that still grow.
            translate=move || (phase.get() != Phase::Over).then_some("no")
            data-phase=move || phase.get().as_str()
            data-ending=ending
        >
            {avatar_view}
            {thoughts}
            <MessageText message/>
            {sources}
            {searches}
            {waiting_view}
            {pause_view}
            {notice_view}
            {actions}
        </article>
    }
}

/// The buttons below a complete answer: to copy it and to rate it.
#[component]
fn Actions(chat: UseChat, message: LiveMessage, extras: Extras) -> impl IntoView {
    let words = Words::here();
    let said = RwSignal::new(Label::Copy);
    let copier = Copier::here();
    let copy = {
        let message = message.clone();
        move |event: MouseEvent| {
            let button = event.current_target().and_then(|it| it.dyn_into().ok());
            if let Some(button) = button {
                // The message may be gone by then.
                let say = move |label| {
                    said.try_set(label);
                };
                copier.copy(untrack(|| message.text()), button, say);
            }
        }
    };
    let thumbs = piece(move || {
        extras.feedback.get().then(|| {
            [Feedback::Up, Feedback::Down].map(|feedback| {
                let message = message.clone();
                view! { <Thumb chat message feedback disabled=extras.disabled/> }
            })
        })
    });
    view! {
        <div class="rill-actions">
            <button
                type="button"
                class="rill-copy"
                aria-label=move || words.get(called(said.get(), Label::CopyAnswer))
                on:click=copy
            >
                {move || words.get(said.get())}
            </button>
            {thumbs}
        </div>
    }
}

/// A button that rates an answer. Pressed again, it withdraws the rating.
#[component]
fn Thumb(
    chat: UseChat,
    message: LiveMessage,
    feedback: Feedback,
    disabled: Signal<bool>,
) -> impl IntoView {
    let words = Words::here();
    let label = match feedback {
        Feedback::Up => Label::GoodAnswer,
        Feedback::Down => Label::BadAnswer,
    };
    let id = message.id();
    let is_pressed = Memo::new(move |_| message.feedback() == Some(feedback));
    let press = move |_| {
        let feedback = (!is_pressed.get_untracked()).then_some(feedback);
        chat.give_feedback(id, feedback);
    };
    view! {
        <button
            type="button"
            class="rill-thumb"
            part="feedback-button"
            data-feedback=feedback.as_str()
            aria-pressed=move || if is_pressed.get() { "true" } else { "false" }
            aria-label=words.say(label)
            title=words.say(label)
            disabled=disabled
            on:click=press
        >
            <Icon d=THUMB/>
        </button>
    }
}

/// Returns the label while nothing arrives: before text, before a continuation, in a long silence.
fn waiting_label(message: &LiveMessage) -> Option<Label> {
    let silent = message.is_silent();
    let goes_on = message.state() == MessageState::Waiting;
    Some(match message.phase() {
        Phase::Waiting | Phase::Thinking if silent => Label::StillThinking,
        Phase::Waiting => Label::Waiting,
        Phase::Thinking => Label::Thinking,
        Phase::Writing if silent => Label::StillWaiting,
        Phase::Writing if goes_on => Label::GoingOn,
        Phase::Writing | Phase::Pausing | Phase::Over => return None,
    })
}
