//! A control for each attribute of the element, and the tag that they add up to.

use std::time::Duration;

use leptos::{html::Button, prelude::*, task::spawn_local};
use rill_chat::browser::write_clipboard;

use super::{
    attributes::{Attribute, Kind, tag},
    settings::Settings,
    values::Values,
};

/// How long a button shows the result of copying.
const COPIED: Duration = Duration::from_secs(2);

/// The controls, collapsed at first.
#[component]
pub(super) fn Controls(values: Values) -> impl IntoView {
    let tag = Memo::new(move |_| tag(|attribute| values.effective_value(attribute)));
    let controls = Attribute::ALL.map(|attribute| view! { <Control attribute values/> });
    view! {
        <details class="demo-controls">
            <summary class="demo-button">{"Attributes"}</summary>
            <div class="demo-panel">
                <div class="demo-list" role="group" aria-label="Attributes of the element">
                    <p>
                        {"The attributes of the element. Changing one changes this chat as it would the \
                          element. Without an endpoint, the storyteller answers."}
                    </p>
                    {controls.collect_view()}
                </div>
                <div class="demo-tag">
                    <pre tabindex="0" role="group" aria-label="The tag with these attributes">
                        <code>{tag}</code>
                    </pre>
                    <div class="demo-actions">
                        <button
                            type="button"
                            class="demo-button"
                            on:click=move |_| values.clear()
                        >
                            {"Clear all"}
                        </button>
                        <Copy text=tag/>
                    </div>
                </div>
            </div>
        </details>
    }
}

#[component]
fn Copy(text: Memo<String>) -> impl IntoView {
    let button = NodeRef::<Button>::new();
    let says = RwSignal::new("Copy tag");
    let copy = move |_| {
        let Some(button) = button.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let is_copied = write_clipboard(&text.get_untracked(), &button).await;
            says.set(if is_copied {
                "Copied"
            } else {
                "Could not copy"
            });
            set_timeout(move || says.set("Copy tag"), COPIED);
        });
    };
    view! {
        <button
            type="button"
            class="demo-button"
            aria-live="polite"
            node_ref=button
            on:click=copy
        >
            {says}
        </button>
    }
}

#[component]
fn Control(attribute: Attribute, values: Values) -> impl IntoView {
    let text = values.text(attribute);
    let name = attribute.name();
    let id = format!("attribute-{name}");
    let help = format!("{id}-help");
    let validation_error = Memo::new(move |_| text.with(|text| attribute.validation_error(text)));
    let is_said = move || text.with(|text| attribute.effective_value(text) != attribute.default());
    let only_element = (!Settings::know(attribute)).then(
        || view! { <em>{" Applies to the element only. Here, it changes only the tag."}</em> },
    );
    let refused = move || {
        let allowed = validation_error.get()?;
        Some(format!(
            "Invalid value. Allowed: {allowed}. The default applies."
        ))
    };
    view! {
        <div class="demo-control" class:demo-said=is_said>
            <label class="demo-label" for=id.clone()>
                <code>{name}</code>
            </label>
            {input(attribute, text, validation_error, id, help.clone())}
            <div class="demo-help" id=help>
                <strong role="status">{refused}</strong>
                <small>{with_code(attribute.doc())} {only_element}</small>
            </div>
        </div>
    }
}

/// Returns the input element of an attribute.
fn input(
    attribute: Attribute,
    text: RwSignal<String>,
    validation_error: Memo<Option<String>>,
    id: String,
    help: String,
) -> AnyView {
    let is_wrong = move || validation_error.with(Option::is_some).to_string();
    let typed = move |event| text.set(event_target_value(&event));
    let default = attribute.default();
    match attribute.kind() {
        Kind::Boolean => {
            let switch = move |event| {
                let says = if event_target_checked(&event) {
                    "true"
                } else {
                    ""
                };
                text.set(says.to_owned());
            };
            view! {
                <input
                    type="checkbox"
                    id=id
                    aria-describedby=help
                    prop:checked=move || text.with(|text| !text.is_empty())
                    on:change=switch
                />
            }
            .into_any()
        }
        Kind::Choice(words) => {
            let none = if default.is_empty() {
                "not set"
            } else {
                default
            };
            let words = words.iter().filter(|word| **word != default);
            let words = words.map(|word| {
                view! {
                    <option value=*word prop:selected=move || text.with(|text| text == word)>
                        {*word}
                    </option>
                }
            });
            view! {
                <select id=id aria-describedby=help on:change=typed>
                    <option value="" prop:selected=move || text.with(String::is_empty)>
                        {none}
                    </option>
                    {words.collect_view()}
                </select>
            }
            .into_any()
        }
        Kind::Json(..) => view! {
            <textarea
                id=id
                aria-describedby=help
                aria-invalid=is_wrong
                rows="3"
                autocapitalize="off"
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=typed
            ></textarea>
        }
        .into_any(),
        kind => {
            let (keyboard, is_secret) = match kind {
                Kind::Number(..) => ("decimal", false),
                Kind::Url(_) => ("url", false),
                Kind::Secret => ("text", true),
                _ => ("text", false),
            };
            // Each name is a conversation of its own, and a half-typed name must not start one.
            let at_once = attribute != Attribute::Keep;
            view! {
                <input
                    type="text"
                    id=id
                    class:demo-secret=is_secret
                    aria-describedby=help
                    aria-invalid=is_wrong
                    inputmode=keyboard
                    autocapitalize="off"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=default
                    prop:value=text
                    on:input=move |event| {
                        if at_once {
                            typed(event);
                        }
                    }
                    on:change=typed
                />
            }
            .into_any()
        }
    }
}

/// Returns a text in which the parts between backticks are code.
fn with_code(text: &'static str) -> impl IntoView {
    let pieces = text.split('`').enumerate();
    let pieces = pieces.map(|(index, piece)| match index % 2 {
        0 => piece.into_any(),
        _ => view! { <code>{piece}</code> }.into_any(),
    });
    pieces.collect_view()
}
