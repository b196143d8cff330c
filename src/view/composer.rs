//! The composer: the field where the user writes, and its button.

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

/// The `keyCode` that an IME reports for every key it handles. Safari ends a composition before it
/// reports the Enter that ended it, so there the code is the only sign.
const KEY_CODE_OF_IME: u32 = 229;

/// Returns whether a key event belongs to an IME, which uses Enter and Escape itself.
pub(super) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == KEY_CODE_OF_IME
}

/// How long after the click that sent a message the second click of a double click may come, in
/// milliseconds. By then, the stop button has taken the place of the send button.
const DOUBLE_CLICK: f64 = 300.0;

/// How many characters of a text size the field. That many reach its maximum height; the rest of a
/// pasted book would only cost time.
const MIRRORED: usize = 4096;

/// Returns the text that sizes the field. Its zero-width space makes an empty last line count.
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

    // Written only when it differs: setting the value ends an IME composition.
    Effect::new(move |is_joined: Option<bool>| {
        let text = draft.get();
        let Some(field) = focus.0.get() else {
            return false;
        };
        let written = field.value();
        // On a server-rendered page, the user may type before hydration.
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
            // A key held down would resend what has just failed.
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
        // The stop button is about to be removed, and would take the focus with it.
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
                // A hidden copy of the text: it sizes the field without measuring, and without a
                // `style` attribute that a Content Security Policy would refuse.
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
