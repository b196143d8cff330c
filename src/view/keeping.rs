//! What the reader sees of a conversation that is kept: a way to delete it, and what went wrong.

use leptos::{either::Either, html::Button, prelude::*, web_sys::KeyboardEvent};

use super::{
    focus::Focus,
    icon::{ALERT, CLOSE, DELETE, Icon},
    labels::Label,
    piece::piece,
    use_chat::UseChat,
    words::Words,
};

/// A button that deletes the conversation, after a second press.
#[component]
pub(super) fn Forget(chat: UseChat, focus: Focus) -> impl IntoView {
    let words = Words::here();
    let is_asking = RwSignal::new(false);
    let is_empty = Memo::new(move |_| chat.messages().is_empty());
    let keep_button = NodeRef::<Button>::new();
    // The question goes away and has the focus, also where a pointer answers it.
    let answer = move || {
        is_asking.set(false);
        focus.rest();
    };
    // Where nothing is done, nothing else that the key could close is closed either.
    let key_down = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            answer();
        }
    };
    // What was asked about one conversation is no question about the next.
    Effect::new(move |_| {
        if is_empty.get() {
            is_asking.set(false);
        }
    });
    // The button that asked is gone, and nothing is lost by a press too many.
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

/// Says that the conversation is not kept, or not whole.
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
