//! The demo page: it mounts the widget, and a control for each of its attributes.

#![expect(
    unreachable_pub,
    reason = "`#[component]` writes a public function into the module of each component"
)]

mod attributes;
mod controls;
mod panel;
mod settings;
mod values;

use leptos::{
    html::Dialog, mount::mount_to, portal::Portal, prelude::*, wasm_bindgen::JsCast as _,
};
use rill_chat::view::{Chat, Labels};

use controls::Controls;
use panel::Panel;
use settings::{Service, Settings};
use values::Values;

/// Mounts the demo in its place on the page.
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
    let values = Values::from_query(&query);
    let settings = Memo::new(move |_| Settings::of(values));
    let service = Memo::new(move |_| settings.with(|settings| settings.service.clone()));
    let client = Signal::derive_local(move || service.with(Service::client));
    let keep = Memo::new(move |_| settings.with(|settings| settings.keep.clone()));
    // Incremented for a new conversation.
    let round = RwSignal::new(0_u32);
    let dialog = NodeRef::<Dialog>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let chat = move || {
        round.track();
        view! { <Conversation settings client keep=keep.get()/> }
    };
    let beside = document().get_element_by_id("demo-controls");
    view! {
        <div class="demo-bar">
            <p class="demo-source">
                {"Answers from "}
                <b>{move || service.with(Service::name)}</b>
            </p>
            <button type="button" class="demo-button" aria-haspopup="dialog" on:click=open>
                {"Settings"}
            </button>
        </div>
        <div class="demo-card">{chat}</div>
        <Panel values round dialog/>
        {beside.map(|mount| view! { <Portal mount><Controls values/></Portal> })}
    }
}

#[component]
fn Conversation(
    settings: Memo<Settings>,
    client: Signal<rill_chat::Client, LocalStorage>,
    keep: String,
) -> impl IntoView {
    // Parts that have not changed are not drawn again.
    fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        settings: Memo<Settings>,
        part: fn(&Settings) -> T,
    ) -> Memo<T> {
        Memo::new(move |_| settings.with(part))
    }
    let lang = part(settings, |it| it.lang.clone());
    let labels =
        Memo::new(move |_| lang.with(|lang| Labels::in_language(lang).unwrap_or_default()));
    view! {
        <Chat
            client
            keep
            title=part(settings, |it| it.title.clone())
            greeting=part(settings, |it| it.greeting.clone())
            placeholder=part(settings, |it| it.placeholder.clone())
            suggestions=part(settings, |it| it.suggestions.clone())
            disabled=part(settings, |it| it.disabled)
            avatar=part(settings, |it| it.avatar.clone())
            feedback=part(settings, |it| it.feedback)
            show_thoughts=part(settings, Settings::shows_thoughts)
            rich_text=part(settings, |it| it.rich_text.clone())
            labels
            lang
            dir=part(settings, |it| it.dir.clone())
            theme=part(settings, |it| it.theme.clone())
        />
    }
}
