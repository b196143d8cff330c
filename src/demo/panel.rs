//! The panel where the reader chooses who answers.

use leptos::{ev::SubmitEvent, html::Dialog, prelude::*};
use rill_chat::gemini::DEFAULT_MODEL;

use super::settings::{Settings, Source};

const SOURCES: [(Source, &str, &str); 3] = [
    (
        Source::Storyteller,
        "The built-in storyteller",
        "Answers in the page itself. It needs no key and no network.",
    ),
    (
        Source::Relay,
        "A relay",
        "A server of yours that speaks like Gemini and keeps the key.",
    ),
    (
        Source::Google,
        "Google, with your key",
        "Straight from this page to Gemini.",
    ),
];

/// A dialog that edits a copy of the settings and hands it over when it is submitted.
#[component]
pub(super) fn Panel(settings: RwSignal<Settings>, dialog: NodeRef<Dialog>) -> impl IntoView {
    let draft = RwSignal::new(settings.get_untracked());
    let source = Memo::new(move |_| draft.with(|draft| draft.source));
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        draft.update(|draft| {
            if draft.model.trim().is_empty() {
                DEFAULT_MODEL.clone_into(&mut draft.model);
            }
        });
        settings.set(draft.get_untracked());
        close();
    };
    let choices = SOURCES.map(|(choice, name, words)| {
        view! {
            <label class="demo-choice">
                <input
                    type="radio"
                    name="source"
                    prop:checked=move || source.get() == choice
                    on:change=move |_| draft.update(|draft| draft.source = choice)
                />
                <span>{name}</span>
                <small>{words}</small>
            </label>
        }
    });
    let address = move || {
        (source.get() == Source::Relay).then(|| {
            view! {
                <label class="demo-field">
                    <span class="demo-label">{"Address"}</span>
                    <input
                        type="url"
                        required=true
                        placeholder="https://relay.example/v1beta"
                        prop:value=move || draft.with(|draft| draft.address.clone())
                        on:input=move |event| {
                            draft.update(|draft| draft.address = event_target_value(&event));
                        }
                    />
                </label>
            }
        })
    };
    let key = move || {
        (source.get() == Source::Google).then(|| {
            view! {
                <label class="demo-field">
                    <span class="demo-label">{"API key"}</span>
                    // Not of the type `password`: a browser offers to save what is typed there,
                    // sent in a form or not. A style hides the letters.
                    <input
                        type="text"
                        class="demo-secret"
                        required=true
                        autocapitalize="off"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || draft.with(|draft| draft.key.clone())
                        on:input=move |event| {
                            draft.update(|draft| draft.key = event_target_value(&event));
                        }
                    />
                    <small>
                        {"Kept in memory until you leave this page, and sent to Google only."}
                    </small>
                </label>
            }
        })
    };
    let model = move || {
        (source.get() != Source::Storyteller).then(|| {
            view! {
                <label class="demo-field">
                    <span class="demo-label">{"Model"}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=DEFAULT_MODEL
                        prop:value=move || draft.with(|draft| draft.model.clone())
                        on:input=move |event| {
                            draft.update(|draft| draft.model = event_target_value(&event));
                        }
                    />
                </label>
            }
        })
    };
    let keep = view! {
        <label class="demo-choice">
            <input
                type="checkbox"
                prop:checked=move || draft.with(|draft| draft.is_kept)
                on:change=move |event| {
                    draft.update(|draft| draft.is_kept = event_target_checked(&event));
                }
            />
            <span>{"Keep the conversation"}</span>
            <small>{"In this browser only, until you delete it."}</small>
        </label>
    };
    view! {
        <dialog
            class="demo-settings"
            aria-labelledby="demo-settings-title"
            node_ref=dialog
            // What was typed and not applied is forgotten, a key above all.
            on:close=move |_| draft.set(settings.get_untracked())
        >
            <form on:submit=submit>
                <h2 id="demo-settings-title">{"Who should answer?"}</h2>
                <fieldset>
                    <legend class="rill-hidden">{"Source"}</legend>
                    {choices.collect_view()}
                </fieldset>
                {address}
                {key}
                {model}
                {keep}
                <div class="demo-actions">
                    <button type="button" class="demo-button" on:click=move |_| close()>
                        {"Cancel"}
                    </button>
                    <button type="submit" class="demo-button">
                        {"Start a new chat"}
                    </button>
                </div>
            </form>
        </dialog>
    }
}
