//! The whole widget.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    announcer::Announcer,
    composer::{Composer, is_composing},
    focus::Focus,
    follow::Follow,
    keeping::{Forget, Trouble},
    rich_text::{RichText, warm_up},
    suggestion::Suggestion,
    transcript::Transcript,
    use_chat::{use_chat, use_kept_chat},
};
use crate::{
    browser::{Fetch, IndexedDb},
    chat::{Content, Message, Recovery},
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
    /// Who to talk to, with everything that can be set about it. In its place, those from
    /// `endpoint` to `recovery` are enough for most pages.
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
    /// The turns that the conversation goes on from; where it is kept, those that a new one begins
    /// with.
    #[prop(optional)]
    history: Vec<Content>,
    /// A name under which this browser keeps the conversation from one visit to the next. Without
    /// it nothing is stored.
    #[prop(optional, into)]
    keep: String,
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
    /// What is tried by itself about failures, silence and cut answers.
    #[prop(optional)]
    recovery: Recovery,
    /// Is told of each answer that has ended, with all that a developer may want to know: how, in
    /// the server's own words too, the usage, the ratings. Never with a key.
    #[prop(optional, into)]
    on_end: Option<Callback<Message>>,
    /// What may be shown of an answer: images of which origins, links of which schemes, formulas.
    #[prop(optional)]
    rich_text: RichText,
) -> impl IntoView {
    provide_context(rich_text);
    let client = client.unwrap_or_else(|| {
        let client = Client::new(Endpoint::new(endpoint), fetch);
        let client = client.model(model).recovery(recovery);
        if system_instruction.trim().is_empty() {
            client
        } else {
            client.system_instruction(system_instruction)
        }
    });
    let chat = if keep.is_empty() {
        use_chat(&client, history)
    } else {
        use_kept_chat(&client, IndexedDb::new(keep), history)
    };
    if let Some(on_end) = on_end {
        chat.on_end(on_end);
    }
    warm_up();
    let follow = Follow::new();
    let focus = Focus(NodeRef::new());
    let label = if title.is_empty() {
        "Chat".to_owned()
    } else {
        title.clone()
    };
    let has_title = !title.is_empty();
    let heading = (has_title || chat.is_kept()).then(|| {
        view! {
            <header class="rill-header">
                {has_title.then(|| view! { <h2 class="rill-title">{title}</h2> })}
                {chat.is_kept().then(|| view! { <Forget chat focus/> })}
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
            <Trouble chat focus/>
            <Composer chat follow focus placeholder/>
            <Announcer chat/>
        </section>
    }
}
