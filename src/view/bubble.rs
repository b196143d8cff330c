//! One message of the transcript.

use leptos::{prelude::*, task::spawn_local};

use super::{
    message::{LiveMessage, Phase},
    notice::{Act, NoticeView},
    pause::PauseView,
    rich_text::{COPIED, MessageText},
    waiting::waiting_view,
};
use crate::{
    browser::write_clipboard,
    chat::{MessageState, Role},
};

/// Shows a message, how far it is, and how it ended.
#[component]
pub(super) fn Bubble(message: LiveMessage, act: Signal<Option<Act>>) -> impl IntoView {
    let (role, speaker) = match message.role() {
        Role::User => ("user", "You"),
        Role::Model => ("model", "Answer"),
    };
    let phase = Memo::new({
        let message = message.clone();
        move |_| message.phase()
    });
    let notice = Memo::new({
        let message = message.clone();
        move |_| message.notice()
    });
    let notice_view = move || {
        notice
            .get()
            .map(|notice| view! { <NoticeView notice act=act.get()/> })
    };
    let pause = Memo::new({
        let message = message.clone();
        move |_| message.pause()
    });
    let pause_view = move || pause.get().map(|pause| view! { <PauseView pause/> });
    let waiting = Memo::new({
        let message = message.clone();
        move |_| waiting_label(&message)
    });
    let ending = {
        let message = message.clone();
        move || Some(message.ending()?.name(message.has_text()))
    };
    let is_copyable = Memo::new({
        let message = message.clone();
        move |_| {
            message.role() == Role::Model && message.phase() == Phase::Over && message.has_text()
        }
    });
    let actions = {
        let message = message.clone();
        move || {
            is_copyable
                .get()
                .then(|| view! { <Actions message=message.clone()/> })
        }
    };
    view! {
        <article
            class="rill-message"
            aria-label=speaker
            data-role=role
            data-phase=move || phase.get().as_str()
            data-ending=ending
        >
            <MessageText message/>
            {move || waiting.get().map(waiting_view)}
            {pause_view}
            {notice_view}
            {actions}
        </article>
    }
}

/// What can be done with an answer that is there.
#[component]
fn Actions(message: LiveMessage) -> impl IntoView {
    let said = RwSignal::new("Copy");
    let copy = move |_| {
        let text = untrack(|| message.text());
        spawn_local(async move {
            let copied = write_clipboard(&text).await;
            // The message may be gone by now.
            said.try_set(if copied { "Copied" } else { "Not copied" });
            let back = move || {
                said.try_set("Copy");
            };
            set_timeout(back, COPIED);
        });
    };
    view! {
        <div class="rill-actions">
            <button type="button" class="rill-copy" aria-label="Copy answer" on:click=copy>
                {move || said.get()}
            </button>
        </div>
    }
}

/// What is said while nothing comes: before the text, before it goes on, and in a long silence.
fn waiting_label(message: &LiveMessage) -> Option<&'static str> {
    let silent = message.is_silent();
    let goes_on = message.state() == MessageState::Waiting;
    Some(match message.phase() {
        Phase::Waiting | Phase::Thinking if silent => "The model is still thinking…",
        Phase::Waiting => "Waiting for the answer…",
        Phase::Thinking => "Thinking…",
        Phase::Writing if silent => "Nothing has come for a while. Still waiting…",
        Phase::Writing if goes_on => "Going on…",
        Phase::Writing | Phase::Pausing | Phase::Over => return None,
    })
}
