//! The dialog in which the user chooses who answers.

use leptos::{ev::SubmitEvent, html::Dialog, prelude::*};
use rill_chat::gemini::{DEFAULT_MODEL, GOOGLE};

use super::{
    attributes::Attribute,
    settings::{Settings, Source},
    values::{KEEP, Values},
};

const SOURCES: [(Source, &str, &str); 3] = [
    (
        Source::Storyteller,
        "The built-in storyteller",
        "Runs in this page. Needs no key and no network.",
    ),
    (
        Source::Relay,
        "A relay",
        "Your server with Gemini's API, which holds the key.",
    ),
    (
        Source::Google,
        "Google, with your key",
        "Requests go directly from this page to Google.",
    ),
];

/// What this dialog edits, of all the attributes.
#[derive(Clone)]
struct Choice {
    source: Source,
    address: String,
    key: String,
    model: String,
    is_kept: bool,
}

impl Choice {
    fn of(values: Values) -> Self {
        let source = Settings::of(values).service.source();
        let address = values.effective_value(Attribute::Endpoint);
        Self {
            source,
            address: if source == Source::Relay {
                address
            } else {
                String::new()
            },
            key: values.effective_value(Attribute::ApiKey),
            model: values.effective_value(Attribute::Model),
            is_kept: !values.effective_value(Attribute::Keep).is_empty(),
        }
    }

    fn write(self, values: Values) {
        let (address, key) = match self.source {
            Source::Storyteller => (String::new(), String::new()),
            Source::Relay => (self.address, String::new()),
            Source::Google => (GOOGLE.to_owned(), self.key),
        };
        values.set_endpoint(address);
        values.set(Attribute::ApiKey, key);
        values.set(Attribute::Model, self.model);
        let kept = values.effective_value(Attribute::Keep);
        if self.is_kept == kept.is_empty() {
            values.set(Attribute::Keep, if self.is_kept { KEEP } else { "" });
        }
    }
}

/// A dialog that edits a copy of the main attributes. Submitting it applies them and starts a new
/// conversation.
#[component]
pub(super) fn Panel(
    values: Values,
    round: RwSignal<u32>,
    dialog: NodeRef<Dialog>,
) -> impl IntoView {
    let draft = RwSignal::new(untrack(|| Choice::of(values)));
    let source = Memo::new(move |_| draft.with(|draft| draft.source));
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let forget = move || draft.set(untrack(|| Choice::of(values)));
    // The controls edit the same attributes.
    Effect::new(move |_| draft.set(Choice::of(values)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        untrack(|| draft.get().write(values));
        round.update(|round| *round += 1);
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
                    <span class="demo-label">{"URL"}</span>
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
                    // Not `type="password"`: browsers offer to save what is typed there, whether a
                    // form is sent or not. A style hides the characters.
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
                        {"Kept in memory until you leave this page. Sent only to Google, unless you set another endpoint."}
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
            <span>{"Save this conversation"}</span>
            <small>{"Only in this browser, until you delete it."}</small>
        </label>
    };
    view! {
        <dialog
            class="demo-settings"
            aria-labelledby="demo-settings-title"
            node_ref=dialog
            // Whatever was typed but not applied is discarded, a key above all.
            on:close=move |_| forget()
        >
            <form on:submit=submit>
                <h2 id="demo-settings-title">{"Choose who answers"}</h2>
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
