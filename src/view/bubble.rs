//! One message of the transcript.

use leptos::{ev::MouseEvent, prelude::*, web_sys::Element};

use super::{
    message::{LiveMessage, Phase},
    notice::NoticeView,
    paragraphs::Paragraph,
};
use crate::chat::Role;

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
    view! {
        <article
            class="rill-message"
            aria-label=speaker
            data-role=role
            data-phase=move || phase.get().as_str()
        >
            <div class="rill-text">
                <For
                    each=move || message.paragraphs().to_vec()
                    key=Paragraph::index
                    children=|paragraph| view! { <p dir="auto" use:grows=paragraph></p> }
                />
            </div>
            {move || waiting_view(phase.get())}
            {notice_view}
        </article>
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

/// Keeps an element's one text node at the text of a paragraph by appending to it, so that a
/// selection in it survives. Setting the text would collapse it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature of a directive"
)]
fn grows(element: Element, paragraph: Paragraph) {
    let node = document().create_text_node("");
    if element.append_child(&node).is_err() {
        return;
    }
    let mut shown = 0;
    Effect::new(move |_| {
        paragraph.with_text(|text| {
            if let Some(new) = text.get(shown..)
                && node.append_data(new).is_ok()
            {
                shown = text.len();
            }
        });
    });
}
