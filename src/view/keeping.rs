//! The interface of a kept conversation: deleting it, and problems with the store.

use leptos::{either::Either, html::Button, prelude::*, web_sys::KeyboardEvent};

use super::{
    focus::Focus,
    icon::{ALERT, CLOSE, DELETE, Icon},
    labels::Label,
    piece::piece,
    use_chat::UseChat,
    words::Words,
};

/// A button that deletes the conversation after a confirmation.
#[component]
pub(super) fn Forget(chat: UseChat, focus: Focus) -> impl IntoView {
    let words = Words::here();
    let is_asking = RwSignal::new(false);
    let is_empty = Memo::new(move |_| chat.messages().is_empty());
    let keep_button = NodeRef::<Button>::new();
    // The question takes the focus with it when it goes, even if a pointer answers it.
    let answer = move || {
        is_asking.set(false);
        focus.rest();
    };
    // Escape cancels the question and must not also close the chat around it.
    let key_down = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            answer();
        }
    };
    // A question about one conversation does not carry over to the next.
    Effect::new(move |_| {
        if is_empty.get() {
            is_asking.set(false);
        }
    });
    // The button that asked is gone, and an accidental second press on this one is harmless.
    Effect::new(move |_| {
        if let Some(keep) = keep_button.get() {
            drop(keep.focus());
        }
    });
    piece(move || {
        if is_empty.get() {
            return None;
        }
        if is_asking.get() {
            return Some(Either::Left(view! {
                <div
                    class="rill-asking"
                    role="group"
                    aria-label=words.say(Label::DeleteThis)
                    on:keydown=key_down
                >
                    <span>{words.say(Label::DeleteAll)}</span>
                    <button
                        type="button"
                        class="rill-forget"
                        data-sure=""
                        on:mousedown=Focus::keep
                        on:click=move |_| {
                            answer();
                            chat.clear();
                        }
                    >
                        {words.say(Label::Delete)}
                    </button>
                    <button
                        type="button"
                        class="rill-forget"
                        node_ref=keep_button
                        on:mousedown=Focus::keep
                        on:click=move |_| answer()
                    >
                        {words.say(Label::Keep)}
                    </button>
                </div>
            }));
        }
        Some(Either::Right(view! {
            <button
                type="button"
                class="rill-forget"
                title=words.say(Label::DeleteHint)
                on:mousedown=Focus::keep
                on:click=move |_| is_asking.set(true)
            >
                <Icon d=DELETE/>
                {words.say(Label::DeleteChat)}
            </button>
        }))
    })
}

/// Shows that the conversation is not kept, or not completely.
#[component]
pub(super) fn Trouble(chat: UseChat, focus: Focus) -> impl IntoView {
    let words = Words::here();
    let line = piece(move || {
        let trouble = chat.trouble()?;
        Some(view! {
            <div class="rill-trouble">
                <Icon d=ALERT/>
                <p>{words.say(Label::of_trouble(&trouble))}</p>
                <button
                    type="button"
                    class="rill-dismiss"
                    aria-label=words.say(Label::Dismiss)
                    on:mousedown=Focus::keep
                    on:click=move |event| {
                        focus.after_click(&event);
                        chat.dismiss_trouble();
                    }
                >
                    <Icon d=CLOSE/>
                </button>
            </div>
        })
    });
    view! { <div role="status">{line}</div> }
}
