//! Where the person writes.

use leptos::{
    either::Either,
    ev::{KeyboardEvent, MouseEvent},
    html::Button,
    prelude::*,
};

use super::{
    focus::Focus,
    follow::Follow,
    icon::{Icon, SEND, STOP},
    labels::Label,
    piece::piece,
    use_chat::UseChat,
    words::Words,
};

/// What an IME gives as the code of every key it takes for itself. Safari ends a composition before
/// it reports the Enter that ended it, so there the code is the only sign.
const KEY_CODE_OF_IME: u32 = 229;

/// Whether a key belongs to an input method, which takes Enter and Escape for itself.
pub(super) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == KEY_CODE_OF_IME
}

/// How long after a click that sent something the second click of a double click may come, in
/// milliseconds. Where the button to send was, there is the button to stop by then.
const DOUBLE_CLICK: f64 = 300.0;

/// How much of a text makes a field as high as it gets, in characters: the rest of a pasted book would only
/// cost the page time.
const MIRRORED: usize = 4096;

/// What makes a field as high as this text. The last line counts also if it is empty.
fn mirrored(text: &str) -> String {
    text.chars().take(MIRRORED).chain(['\u{200b}']).collect()
}

/// A text field that grows with its text, and a button that sends or stops.
#[component]
pub(super) fn Composer(
    chat: UseChat,
    follow: Follow,
    focus: Focus,
    placeholder: Signal<String>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let words = Words::here();
    let draft = chat.draft();
    let stop_button = NodeRef::<Button>::new();

    // Written only when it differs: a field that is set while an IME composes loses the composition.
    Effect::new(move |is_joined: Option<bool>| {
        let text = draft.get();
        let Some(field) = focus.0.get() else {
            return false;
        };
        let written = field.value();
        // Into the page of a server, people write before there is anybody to read it.
        if is_joined != Some(true) && text.is_empty() {
            draft.maybe_update(|draft| {
                draft.clone_from(&written);
                !written.is_empty()
            });
        } else if written != text {
            field.set_value(&text);
        }
        true
    });
    let submit = move || {
        if !disabled.get_untracked() && chat.submit() {
            follow.jump();
        }
    };
    let clicked_to_send = StoredValue::new(f64::NEG_INFINITY);
    let stop = move |event: MouseEvent| {
        let since = event.time_stamp() - clicked_to_send.get_value();
        if event.detail() != 2 || since > DOUBLE_CLICK {
            chat.stop();
        }
    };
    let key_down = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !is_composing(&event) && !event.shift_key() {
            event.prevent_default();
            // A key held down would send again what has just failed.
            if !event.repeat() {
                submit();
            }
        }
    };
    let is_blank = move || draft.with(|text| text.trim().is_empty());
    let button = piece(move || {
        if chat.answering() {
            return Some(Either::Left(view! {
                <button
                    type="button"
                    class="rill-button rill-stop"
                    part="stop-button"
                    aria-label=words.say(Label::Stop)
                    aria-keyshortcuts="Escape"
                    title=words.say(Label::StopHint)
                    node_ref=stop_button
                    on:mousedown=Focus::keep
                    on:click=stop
                >
                    <Icon d=STOP/>
                </button>
            }));
        }
        // The other button is about to go, and would take the focus with it.
        let stop = stop_button.get_untracked();
        if stop.is_some_and(|stop| stop.matches(":focus") == Ok(true)) {
            focus.rest();
        }
        Some(Either::Right(view! {
            <button
                type="submit"
                class="rill-button rill-send"
                part="send-button"
                aria-label=words.say(Label::Send)
                title=words.say(Label::SendHint)
                disabled=move || is_blank() || disabled.get()
                on:mousedown=Focus::keep
                on:click=move |event| {
                    clicked_to_send.set_value(event.time_stamp());
                    focus.after_click(&event);
                }
            >
                <Icon d=SEND/>
            </button>
        }))
    });

    view! {
        <form
            class="rill-composer"
            part="composer"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <div class="rill-field">
                <textarea
                    class="rill-input"
                    node_ref=focus.0
                    rows="1"
                    dir="auto"
                    autocomplete="off"
                    enterkeyhint="send"
                    part="input"
                    aria-label=words.say(Label::Message)
                    placeholder=placeholder
                    disabled=disabled
                    on:input=move |event| draft.set(event_target_value(&event))
                    on:keydown=key_down
                ></textarea>
                // The same text in the same place: it makes the field as high as its text without
                // measuring, and without a style attribute that a policy would refuse.
                <div class="rill-mirror" aria-hidden="true" dir="auto" translate="no">
                    {move || {
                        let seen = if draft.with(String::is_empty) { placeholder } else { draft.into() };
                        seen.with(|text| mirrored(text))
                    }}
                </div>
            </div>
            {button}
        </form>
    }
}
