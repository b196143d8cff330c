//! One message of the transcript.

use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::{
    message::{LiveMessage, Phase},
    notice::NoticeView,
    rich_text::{COPIED, MessageText},
};
use crate::{browser::write_clipboard, chat::Role};

/// Shows a message, how far it is, and how it ended.
#[component]
pub(super) fn Bubble(
    message: LiveMessage,
    retry: Signal<Option<Callback<MouseEvent>>>,
) -> impl IntoView {
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
            .map(|notice| view! { <NoticeView notice retry=retry.get()/> })
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
        >
            <MessageText message/>
            {move || waiting_view(phase.get())}
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

/// What stands in the place of a text that has not begun.
fn waiting_view(phase: Phase) -> Option<impl IntoView> {
    let label = match phase {
        Phase::Waiting => "Waiting for the answer…",
        Phase::Thinking => "Thinking…",
        Phase::Writing | Phase::Over => return None,
    };
    Some(view! {
        <div class="rill-waiting">
            <span class="rill-dots" aria-hidden="true">
                {[(); 3].map(|()| view! { <i></i> })}
            </span>
            <span class="rill-waiting-label">{label}</span>
        </div>
    })
}
