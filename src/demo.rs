//! The demo page's own part: it mounts the widget and can point it at another source.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public function into the module of each component"
)]

mod panel;
mod settings;

use leptos::{html::Dialog, mount::mount_to, prelude::*, wasm_bindgen::JsCast as _};
use rill_chat::{
    browser::MathModule,
    storyteller,
    view::{Chat, RichText, Suggestion},
};

use panel::Panel;
use settings::Settings;

/// Puts the demo into its place on the page.
pub(crate) fn start() {
    let Some(place) = document().get_element_by_id("demo") else {
        return;
    };
    place.set_text_content(None);
    mount_to(place.unchecked_into(), Demo).forget();
}

#[component]
fn Demo() -> impl IntoView {
    let query = window().location().search().unwrap_or_default();
    let settings = RwSignal::new(Settings::from_query(&query));
    let dialog = NodeRef::<Dialog>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    // Every change of the settings is another conversation.
    let chat = move || {
        let client = settings.with(Settings::client);
        let keep = settings.with(Settings::keep);
        let suggestions: Vec<_> = storyteller::suggestions()
            .iter()
            .map(Suggestion::from)
            .collect();
        view! {
            <Chat
                client
                keep
                suggestions
                greeting="Ask for a story, and watch it being written."
                placeholder="Tell me a short story about…"
                rich_text=RichText {
                    math: MathModule::at("rill-math.js"),
                    ..RichText::default()
                }
            />
        }
    };
    view! {
        <div class="demo-bar">
            <p class="demo-source">
                {"Answers by "}
                <b>{move || settings.with(Settings::name)}</b>
            </p>
            <button type="button" class="demo-button" aria-haspopup="dialog" on:click=open>
                {"Settings"}
            </button>
        </div>
        <div class="demo-card">{chat}</div>
        <Panel settings dialog/>
    }
}
