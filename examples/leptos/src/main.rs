//! A chat in a Leptos app that is rendered in the browser.

use leptos::{mount::mount_to_body, prelude::*};
use rill_chat::{
    chat::Message,
    view::{Chat, Suggestion},
};
use web_sys::UrlSearchParams;

/// Your relay: a server that adds the key and passes requests on to Gemini.
const ENDPOINT: &str = "https://relay.example";

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let (finish, set_finish) = signal(String::new());

    view! {
        <div class="chat">
            <Chat
                endpoint=endpoint()
                title="Storyteller"
                suggestions=vec![Suggestion::from("Tell me a short story about a brave knight.")]
                on_end=move |message: Message| {
                    if let Some(ending) = message.ending() {
                        let name = ending.name(!message.text().is_empty());
                        set_finish.set(format!("Finished: {name}"));
                    }
                }
            />
        </div>
        <output id="finish">{finish}</output>
    }
}

/// The one in the address of the page, if there is one.
fn endpoint() -> String {
    let query = window().location().search().unwrap_or_default();
    let given = UrlSearchParams::new_with_str(&query)
        .ok()
        .and_then(|query| query.get("endpoint"));
    given.unwrap_or_else(|| ENDPOINT.to_owned())
}
