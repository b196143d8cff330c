//! What stands above the conversation.

use leptos::prelude::*;

use super::{
    focus::Focus,
    icon::{CLOSE, Icon},
    keeping::Forget,
    labels::Label,
    use_chat::UseChat,
    words::Words,
    wrap::Wrap,
};

/// The title, or what a host draws in its place, and buttons. Hidden while there is nothing in it.
#[component]
pub(super) fn Header(
    chat: UseChat,
    focus: Focus,
    title: Signal<String>,
    header: Option<Wrap>,
    /// Whether the host draws anything.
    has_header: Signal<bool>,
    on_close: Option<Callback<()>>,
) -> impl IntoView {
    let words = Words::here();
    let has_title = Memo::new(move |_| title.with(|title| !title.trim().is_empty()));
    let title = move || {
        has_title.get().then(|| {
            view! {
                <h2 class="rill-title" part="title" dir="auto">
                    {title}
                </h2>
            }
        })
    };
    let has_buttons = chat.is_kept() || on_close.is_some();
    let close = on_close.map(|on_close| {
        view! {
            <button
                type="button"
                class="rill-close"
                part="close-button"
                aria-label=words.say(Label::Close)
                title=words.say(Label::Close)
                on:click=move |_| on_close.run(())
            >
                <Icon d=CLOSE/>
            </button>
        }
    });
    view! {
        <header
            class="rill-header"
            part="header"
            hidden=move || !has_buttons && !has_title.get() && !has_header.get()
        >
            {Wrap::around(header, title.into_any())}
            {chat.is_kept().then(|| view! { <Forget chat focus/> })}
            {close}
        </header>
    }
}
