//! The header above the conversation.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlSlotElement},
};

use super::{
    focus::Focus,
    icon::{CLOSE, Icon},
    keeping::Forget,
    labels::Label,
    piece::piece,
    use_chat::UseChat,
    words::Words,
    wrap::Wrap,
};

/// The title, or what the host draws in its place, and buttons. Hidden while it is empty.
#[component]
pub(super) fn Header(
    chat: UseChat,
    focus: Focus,
    title: Signal<String>,
    header: Option<Wrap>,
    on_close: Option<Callback<()>>,
    closes: Signal<bool>,
) -> impl IntoView {
    let words = Words::here();
    let has_title = Memo::new(move |_| title.with(|title| !title.trim().is_empty()));
    let title = piece(move || {
        has_title.get().then(|| {
            view! {
                <h2 class="rill-title" part="title" dir="auto">
                    {title}
                </h2>
            }
        })
    });
    // The host may draw slots, whose content comes and goes.
    let has_own = RwSignal::new(false);
    let is_own = header.is_some();
    let frame = NodeRef::<html::Header>::new();
    let look = move || {
        if let Some(frame) = frame.get() {
            has_own.set(is_own && is_filled(&frame));
        }
    };
    Effect::new(move |_| look());
    let on_close = move || on_close.filter(|_| closes.get());
    let has_buttons = move || chat.is_kept() || on_close().is_some();
    let close = move || {
        let on_close = on_close()?;
        Some(view! {
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
        })
    };
    view! {
        <header
            class="rill-header"
            part="header"
            node_ref=frame
            hidden=move || !has_buttons() && !has_title.get() && !has_own.get()
            on:slotchange=move |_| untrack(look)
        >
            {Wrap::around(header, title.into_any())}
            {chat.is_kept().then(|| view! { <Forget chat focus/> })}
            {close}
        </header>
    }
}

/// Returns whether the host's part has content: in one of its slots, if it has any.
fn is_filled(frame: &Element) -> bool {
    let Ok(slots) = frame.query_selector_all("slot") else {
        return true;
    };
    let slots = (0..slots.length()).filter_map(|at| slots.get(at)?.dyn_into().ok());
    let mut slots: Vec<HtmlSlotElement> = slots.collect();
    let is_without = slots.is_empty();
    slots.retain(|slot| slot.assigned_nodes().length() > 0);
    is_without || !slots.is_empty()
}
