//! The whole widget.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    announcer::Announcer,
    composer::{Composer, is_composing},
    focus::Focus,
    follow::Follow,
    rich_text::{RichText, warm_up},
    suggestion::Suggestion,
    transcript::Transcript,
    use_chat::use_chat,
};
use crate::{
    browser::Fetch,
    chat::Content,
    client::Client,
    gemini::{DEFAULT_MODEL, Endpoint},
};

/// A chat: transcript, composer and all that is between them.
///
/// It fills its place: give the element around it a height. It needs `style/widget.css`.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::view::Chat;
///
/// # fn app() -> impl IntoView {
/// view! { <Chat endpoint="https://relay.example/v1beta"/> }
/// # }
/// ```
///
/// With more said about it:
///
/// ```
/// # use leptos::prelude::*;
/// # use rill_chat::view::Chat;
/// # fn app() -> impl IntoView {
/// view! {
///     <Chat
///         endpoint="https://relay.example/v1beta"
///         model="gemini-flash-latest"
///         system_instruction="You are the librarian of a small town."
///         title="Library"
///         greeting="What would you like to read?"
///         suggestions=vec!["Recommend a short novel.".into()]
///     />
/// }
/// # }
/// ```
///
/// When it leaves the page, an answer on its way is stopped.
#[component]
pub fn Chat(
    /// Who to talk to, with everything that can be set about it. In its place, the next four are
    /// enough for most pages.
    #[prop(optional)]
    client: Option<Client>,
    /// The address of a relay; without one, `/v1beta` on the page's own server.
    #[prop(optional, into)]
    endpoint: String,
    /// The model's name, [`DEFAULT_MODEL`] if none is given.
    #[prop(default = DEFAULT_MODEL.into(), into)]
    model: String,
    /// A function in the place of the browser's `fetch`, such as
    /// [`storyteller_fetch`](crate::browser::storyteller_fetch).
    #[prop(optional, into)]
    fetch: Fetch,
    /// How the model should behave.
    #[prop(optional, into)]
    system_instruction: String,
    /// The turns that the conversation goes on from.
    #[prop(optional)]
    history: Vec<Content>,
    /// A heading above the conversation, and its name for screen readers. Without it there is no
    /// heading.
    #[prop(optional, into)]
    title: String,
    /// What an empty conversation says.
    #[prop(default = "How can I help you?".into(), into)]
    greeting: String,
    /// What an empty composer says.
    #[prop(default = "Write a message".into(), into)]
    placeholder: String,
    /// Messages to begin with, as buttons.
    #[prop(optional)]
    suggestions: Vec<Suggestion>,
    /// What may be shown of an answer: images of which origins, links of which schemes, formulas.
    #[prop(optional)]
    rich_text: RichText,
) -> impl IntoView {
    provide_context(rich_text);
    let client = client.unwrap_or_else(|| {
        let client = Client::new(Endpoint::new(endpoint), fetch).model(model);
        if system_instruction.trim().is_empty() {
            client
        } else {
            client.system_instruction(system_instruction)
        }
    });
    let chat = use_chat(&client, history);
    warm_up();
    let follow = Follow::new();
    let focus = Focus(NodeRef::new());
    let label = if title.is_empty() {
        "Chat".to_owned()
    } else {
        title.clone()
    };
    let heading = (!title.is_empty()).then(|| {
        view! {
            <header class="rill-header">
                <h2 class="rill-title">{title}</h2>
            </header>
        }
    });
    // Wherever the focus is in the widget: a reader who scrolls the answer may want no more of it.
    let key_down = move |event: KeyboardEvent| {
        let escape = event.key() == "Escape" && !is_composing(&event);
        if escape && untrack(|| chat.answering()) {
            event.prevent_default();
            chat.stop();
        }
    };
    view! {
        <section class="rill-chat" aria-label=label on:keydown=key_down>
            {heading}
            <Transcript chat follow focus greeting suggestions/>
            <Composer chat follow focus placeholder/>
            <Announcer chat/>
        </section>
    }
}
