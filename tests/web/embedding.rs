//! The host's API: the conversation, settings that change, and callbacks.

mod drawing;
mod listeners;
mod shadow;
mod words;

use leptos::prelude::*;
use rill_chat::{
    Client,
    browser::Fetch,
    chat::{Content, Recovery},
    client::MemoryStore,
    gemini::Endpoint,
    view::{Chat, Suggestion, UseChat, use_chat, use_chat_in},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, task, until},
    server::Server,
};

/// Creates a client of a server, with this model and without automatic retries.
fn client(server: &Server, model: &str) -> Client {
    let endpoint = Endpoint::new("https://relay.example");
    Client::new(endpoint, Fetch::with(server.fetch()))
        .model(model)
        .recovery(Recovery::none())
}

/// Opens the widget with a conversation of the host's, and returns both.
async fn with_chat(server: &Server, history: Vec<Content>) -> (Page, UseChat) {
    let client = client(server, "first");
    with_view(move || {
        let chat = use_chat(&client, history);
        (chat, view! { <Chat chat/> }.into_any())
    })
    .await
}

/// Mounts the view that `view` returns beside a handle, and returns that handle with the page.
pub(crate) async fn with_view<T: Copy + Send + Sync + 'static>(
    view: impl FnOnce() -> (T, AnyView) + 'static,
) -> (Page, T) {
    let hand = ArcStoredValue::new(None);
    let given = hand.clone();
    let page = Page::with(move || {
        let (hand, view) = view();
        given.set_value(Some(hand));
        view
    })
    .await;
    let hand = hand.get_value();
    (page, hand.unwrap())
}

#[wasm_bindgen_test]
async fn a_conversation_is_in_the_hand_of_its_host() {
    let server = Server::new();
    let (page, chat) = with_chat(&server, vec![]).await;
    assert!(chat.send("Hello"));
    task().await;
    server.say("Once");
    until("it is there", || page.answer() == ["Once"]).await;
    chat.stop();
    task().await;
    assert!(server.aborted());
    chat.retry();
    task().await;
    server.say("Twice");
    server.finish("MAX_TOKENS");
    until("it is over", || page.phase() == "over").await;
    assert_eq!(chat.history().len(), 2);
    chat.continue_answer();
    task().await;
    assert_eq!(server.count(), 3);
    chat.clear();
    task().await;
    assert!(page.all(".rill-message").is_empty());
    assert!(chat.focus());
    assert_eq!(page.focused().class_name(), "rill-input");
    assert!(!chat.send(" \n"), "a blank message does not go out");
    chat.draft().set("Bye".to_owned());
    task().await;
    assert_eq!(page.field().value(), "Bye");
}

#[wasm_bindgen_test]
async fn another_client_answers_from_the_next_answer_on() {
    let server = Server::new();
    let (page, chat) = with_chat(&server, vec![]).await;
    page.send("One").await;
    let model = |name: &str| server.url().contains(&format!("/{name}:"));
    assert!(model("first"));
    server.say("Yes");
    chat.set_client(client(&server, "second"));
    task().await;
    assert!(!server.aborted(), "what is on its way goes on");
    server.finish("STOP");
    until("it is over", || page.phase() == "over").await;
    page.send("Two").await;
    assert!(model("second"));
    assert!(server.body().contains("Yes"), "nothing was forgotten");
    // Of several clients set before the next answer, the last one counts.
    chat.set_client(client(&server, "third"));
    chat.set_client(client(&server, "fourth"));
    chat.retry();
    task().await;
    assert!(model("fourth"));
}

#[wasm_bindgen_test]
async fn a_client_in_a_signal_is_followed() {
    let server = Server::new();
    let own = server.clone();
    let (page, set) = with_view(move || {
        let current = RwSignal::new_local(client(&own, "first"));
        (current, view! { <Chat client=current/> }.into_any())
    })
    .await;
    set.set(client(&server, "second"));
    page.send("Hello").await;
    assert!(server.url().contains("/second:"));
}

#[wasm_bindgen_test]
async fn settings_change_and_the_conversation_stays() {
    #[derive(Clone, Copy)]
    struct Set {
        title: RwSignal<String>,
        placeholder: RwSignal<String>,
        greeting: RwSignal<String>,
        suggestions: RwSignal<Vec<Suggestion>>,
        lang: RwSignal<String>,
        dir: RwSignal<String>,
        theme: RwSignal<String>,
    }
    let server = Server::new();
    let fetch = server.fetch();
    let (page, set) = with_view(move || {
        let set = Set {
            title: RwSignal::default(),
            placeholder: RwSignal::default(),
            greeting: RwSignal::default(),
            suggestions: RwSignal::default(),
            lang: RwSignal::default(),
            dir: RwSignal::default(),
            theme: RwSignal::default(),
        };
        let Set {
            title,
            placeholder,
            greeting,
            suggestions,
            lang,
            dir,
            theme,
        } = set;
        let view = view! {
            <Chat
                endpoint="https://relay.example"
                fetch title placeholder greeting suggestions lang dir theme
            />
        };
        (set, view.into_any())
    })
    .await;
    let attribute = |name: &str| page.one(".rill-chat").get_attribute(name);
    assert!(!page.is_shown(".rill-header"));
    assert_eq!(attribute("aria-label").as_deref(), Some("Chat"));
    assert_eq!(page.texts(".rill-greeting"), ["How can I help you?"]);
    assert_eq!(page.field().placeholder(), "Write a message");
    for name in ["lang", "dir", "data-theme"] {
        assert_eq!(attribute(name), None, "{name}");
    }
    set.title.set("Library".to_owned());
    set.placeholder.set("Ask".to_owned());
    set.greeting.set("Good day".to_owned());
    set.suggestions.set(vec![Suggestion::from("Books?")]);
    set.lang.set("ar-EG".to_owned());
    set.theme.set("dark".to_owned());
    task().await;
    assert!(page.is_shown(".rill-header"));
    assert_eq!(page.texts(".rill-title"), ["Library"]);
    assert_eq!(attribute("aria-label").as_deref(), Some("Library"));
    assert_eq!(page.texts(".rill-greeting"), ["Good day"]);
    assert_eq!(page.texts(".rill-chip"), ["Books?"]);
    assert_eq!(page.field().placeholder(), "Ask");
    assert_eq!(attribute("lang").as_deref(), Some("ar-EG"));
    assert_eq!(attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(attribute("data-theme").as_deref(), Some("dark"));

    page.tell(&server, ["An answer."]).await;
    set.title.set(String::new());
    set.dir.set("ltr".to_owned());
    task().await;
    assert!(!page.is_shown(".rill-header"));
    assert_eq!(attribute("dir").as_deref(), Some("ltr"));
    assert_eq!(page.answer(), ["An answer."]);
}

#[wasm_bindgen_test]
async fn another_history_takes_the_place_of_all() {
    let server = Server::new();
    let (page, chat) = with_chat(&server, vec![Content::user("Old")]).await;
    page.send("Hello").await;
    server.say("Once");
    task().await;
    chat.set_history(vec![
        Content::user("What is it?"),
        Content::model("A rill."),
    ]);
    task().await;
    assert!(server.aborted());
    assert_eq!(page.texts(".rill-text"), ["What is it?", "A rill."]);
    assert_eq!(chat.history().len(), 2);

    let exported = chat.export();
    chat.clear();
    task().await;
    assert!(page.all(".rill-message").is_empty());
    assert!(chat.import("{}").is_err());
    assert!(chat.import(&exported).is_ok());
    task().await;
    assert_eq!(page.texts(".rill-text"), ["What is it?", "A rill."]);
    page.send("Why?").await;
    assert!(server.body().contains("A rill."));
}

#[wasm_bindgen_test]
async fn a_store_of_the_hosts_own_is_not_spoken_of() {
    let server = Server::new();
    let store = MemoryStore::new();
    let (own, client) = (store.clone(), client(&server, "first"));
    let (page, chat) = with_view(move || {
        let chat = use_chat_in(&client, own, vec![]);
        (chat, view! { <Chat chat/> }.into_any())
    })
    .await;
    page.tell(&server, ["Kept."]).await;
    until("both are kept", || store.entries().len() == 2).await;
    assert!(!chat.is_kept());
    assert!(page.all(".rill-forget").is_empty());
    assert!(!page.is_shown(".rill-header"));
    chat.set_history(vec![Content::user("Other")]);
    until("only that is kept", || {
        let entries = store.entries();
        entries.len() == 1 && entries[0].json.contains("Other")
    })
    .await;
}
