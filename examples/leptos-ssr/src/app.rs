//! The page: a chat in an app that a server draws first.

use leptos::prelude::*;
use rill_chat::{
    chat::Message,
    view::{Chat, Suggestion},
};
use web_sys::UrlSearchParams;

/// Your relay: a server that adds the key and passes requests on to Gemini.
const ENDPOINT: &str = "https://relay.example";

/// The document around the app, which only the server draws.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <title>"Rill in a Leptos app that a server renders"</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="stylesheet" href=format!("/pkg/{}.css", options.output_name)/>
                <style>".chat { block-size: 30rem; }"</style>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
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

/// The one in the address of the page, if there is one. The server sends no requests to the model.
fn endpoint() -> String {
    if is_server() {
        return ENDPOINT.to_owned();
    }
    let query = window().location().search().unwrap_or_default();
    let given = UrlSearchParams::new_with_str(&query)
        .ok()
        .and_then(|query| query.get("endpoint"));
    given.unwrap_or_else(|| ENDPOINT.to_owned())
}
