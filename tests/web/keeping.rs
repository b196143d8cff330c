//! A conversation that the browser keeps, as its reader sees it.

use std::{cell::Cell, rc::Rc};

use futures_util::{FutureExt as _, future::LocalBoxFuture};
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use rill_chat::{
    Client,
    browser::{Fetch, IndexedDb},
    chat::Recovery,
    client::{Entry, Store, StoreChange, StoreError, Writer},
    gemini::Endpoint,
    view::{Chat, UseChat, use_kept_chat},
};
use serde_json::json;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, Press, task, until},
    server::Server,
};

/// Opens the widget with the conversation of this name, and waits until it is loaded.
async fn visit(server: &Server, keep: &'static str) -> Page {
    let page = hasty_visit(server, keep).await;
    until("it is loaded", || page.all("[aria-busy]").is_empty()).await;
    page
}

/// Opens the widget with the conversation of this name, without waiting until it is loaded.
async fn hasty_visit(server: &Server, keep: &'static str) -> Page {
    let fetch = Fetch::with(server.fetch());
    Page::with(move || {
        let recovery = Recovery::none();
        view! { <Chat endpoint="https://relay.example" fetch keep recovery/> }.into_any()
    })
    .await
}

/// Opens the widget with an empty conversation of this name.
async fn first_visit(server: &Server, keep: &'static str) -> Page {
    IndexedDb::new(keep).clear().await.unwrap();
    visit(server, keep).await
}

async fn said(page: &Page, expected: &[&str]) {
    until("the messages are there", || {
        page.texts(".rill-text p") == expected
    })
    .await;
}

/// Waits until this many messages are kept, the last of which contains these words.
async fn kept(name: &str, count: usize, words: &str) {
    let store = IndexedDb::new(name);
    for _ in 0..100 {
        let mut entries = store.load().await.unwrap();
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        if entries.len() == count && entries.last().is_none_or(|it| it.json.contains(words)) {
            return;
        }
        gloo_timers::future::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{count} messages and «{words}» are not kept");
}

#[wasm_bindgen_test]
async fn a_conversation_comes_back() {
    let server = Server::new();
    let page = first_visit(&server, "back").await;
    page.send("Hello").await;
    server.say("Good *morning*.");
    server.ground(&json!({"groundingChunks": [{"web": {"title": "K"}}]}));
    server.finish("STOP");
    task().await;
    kept("back", 2, "morning").await;
    drop(page);
    let page = visit(&server, "back").await;
    said(&page, &["Hello", "Good morning."]).await;
    assert_eq!(page.texts(".rill-sources li"), ["K"]);
    page.send("And now?").await;
    let body = server.body();
    assert!(body.contains("Good *morning*."), "{body}");
}

#[wasm_bindgen_test]
async fn who_writes_before_it_is_there_is_heard_with_it() {
    let server = Server::new();
    let page = first_visit(&server, "hasty").await;
    page.send("I am Ada.").await;
    server.say("Hello, Ada.");
    server.finish("STOP");
    task().await;
    kept("hasty", 2, "Hello, Ada.").await;
    drop(page);
    let page = hasty_visit(&server, "hasty").await;
    assert!(
        !page.is_shown(".rill-greeting"),
        "it is no new conversation"
    );
    page.send("Who am I?").await;
    until("it is sent", || server.count() == 2).await;
    assert!(server.body().contains("I am Ada."), "{}", server.body());
    said(&page, &["I am Ada.", "Hello, Ada.", "Who am I?"]).await;
}

/// A store whose `load` waits for permission.
struct Late {
    kept: IndexedDb,
    may_tell: Rc<Cell<bool>>,
}

impl Store for Late {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        let (load, may_tell) = (self.kept.load(), self.may_tell.clone());
        async move {
            until("it may tell", || may_tell.get()).await;
            load.await
        }
        .boxed_local()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.kept.write(changes)
    }

    fn clear(&self) -> LocalBoxFuture<'static, Result<(), StoreError>> {
        self.kept.clear()
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        self.kept.spawn(work);
    }

    fn now(&self) -> u64 {
        self.kept.now()
    }

    fn writer(&self) -> Writer {
        self.kept.writer()
    }
}

#[wasm_bindgen_test]
async fn what_waits_for_the_conversation_can_be_called_back() {
    for (call_back, draft) in [
        (UseChat::stop as fn(UseChat), "Wait\nfor me"),
        (UseChat::clear, ""),
    ] {
        IndexedDb::new("late").clear().await.unwrap();
        let server = Server::new();
        let may_tell = Rc::new(Cell::new(false));
        let (late, transport) = (may_tell.clone(), Fetch::with(server.fetch()));
        let given = Rc::new(Cell::new(None));
        let give = given.clone();
        let page = Page::with(move || {
            let client = Client::new(Endpoint::new("https://relay.example"), transport);
            let kept = IndexedDb::new("late");
            let store = Late {
                kept,
                may_tell: late,
            };
            let chat = use_kept_chat(&client, store, vec![]);
            give.set(Some(chat));
            view! { <Chat chat/> }.into_any()
        })
        .await;
        let chat = given.get().unwrap();
        assert!(chat.send("Wait") && chat.send("for me"));
        call_back(chat);
        may_tell.set(true);
        until("it is loaded", || page.all("[aria-busy]").is_empty()).await;
        assert_eq!(server.count(), 0);
        assert_eq!(page.field().value(), draft);
        page.send("Now").await;
        assert_eq!(server.count(), 1);
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_was_on_its_way_comes_back_cut_off() {
    let server = Server::new();
    let page = first_visit(&server, "cut").await;
    page.send("A story").await;
    server.say("Once upon a");
    // The answer is saved while it arrives, without any sign of the page going away.
    kept("cut", 2, "Once upon a").await;
    let again = visit(&server, "cut").await;
    said(&again, &["A story", "Once upon a"]).await;
    assert!(again.notice().unwrap().contains("connection"));
    again.click(".rill-remedy[data-remedy=continue]").await;
    server.say("upon a time.");
    server.finish("STOP");
    said(&again, &["A story", "Once upon a time."]).await;
    drop(page);
}

/// Opens a conversation with an answer on its way, and presses the button that deletes it.
async fn asked(server: &Server, keep: &'static str) -> (Page, UseChat) {
    IndexedDb::new(keep).clear().await.unwrap();
    let client = Client::new(
        Endpoint::new("https://relay.example"),
        Fetch::with(server.fetch()),
    );
    let (page, chat) = crate::embedding::with_view(move || {
        let chat = use_kept_chat(&client, IndexedDb::new(keep), vec![]);
        (chat, view! { <Chat chat/> }.into_any())
    })
    .await;
    until("it is loaded", || page.all("[aria-busy]").is_empty()).await;
    page.send("Hello").await;
    page.click(".rill-forget").await;
    assert_eq!(page.texts(".rill-forget"), ["Delete", "Cancel"]);
    (page, chat)
}

#[wasm_bindgen_test]
async fn whoever_has_answered_with_a_pointer_can_write_on() {
    for button in ["[data-sure]", ":not([data-sure])"] {
        let server = Server::new();
        let (page, _) = asked(&server, "pointer").await;
        page.click_again(&format!(".rill-forget{button}"), 0).await;
        assert!(page.field().matches(":focus").unwrap(), "{button}");
    }
}

#[wasm_bindgen_test]
async fn escape_keeps_the_conversation_and_closes_nothing_else() {
    let server = Server::new();
    let (page, chat) = asked(&server, "escape").await;
    let passes = page
        .key_at(".rill-forget:not([data-sure])", "Escape", Press::default())
        .await;
    assert!(!passes, "a panel around it stays open");
    assert!(chat.answering(), "the answer goes on");
    assert_eq!(page.texts(".rill-forget"), ["Delete chat"]);
    assert!(page.field().matches(":focus").unwrap());
}

#[wasm_bindgen_test]
async fn the_question_goes_with_its_conversation() {
    let server = Server::new();
    let (page, chat) = asked(&server, "gone").await;
    page.field().focus().unwrap();
    chat.clear();
    until("it is gone", || page.all(".rill-message").is_empty()).await;
    page.send("Hello again").await;
    assert_eq!(page.texts(".rill-forget"), ["Delete chat"]);
    assert!(page.field().matches(":focus").unwrap());
}

#[wasm_bindgen_test]
async fn everything_can_be_deleted() {
    let server = Server::new();
    let page = first_visit(&server, "delete").await;
    assert!(!page.is_shown(".rill-forget"), "there is nothing to delete");
    page.send("Hello").await;
    server.say("Hi.");
    server.finish("STOP");
    task().await;
    kept("delete", 2, "Hi.").await;
    page.click(".rill-forget").await;
    assert_eq!(page.texts(".rill-forget"), ["Delete", "Cancel"]);
    let focused = page.all(".rill-forget:focus");
    assert_eq!(focused.len(), 1, "the question has the focus");
    assert_eq!(focused[0].text_content().as_deref(), Some("Cancel"));
    page.click(".rill-forget[data-sure]").await;
    until("it is gone", || page.texts(".rill-text p").is_empty()).await;
    assert!(page.is_shown(".rill-greeting"));
    assert!(page.field().matches(":focus").unwrap());
    kept("delete", 0, "").await;
    let heard = page.texts("[role=status] p").concat();
    assert_eq!(heard, "", "nothing of it is left to be read");
}

/// Makes the page's `indexedDB` throw until this is dropped.
struct Blocked(JsValue);

impl Blocked {
    fn new() -> Self {
        let global = js_sys::global();
        let own = Object::get_own_property_descriptor(&global, &"indexedDB".into());
        let source = "Object.defineProperty(globalThis, 'indexedDB', \
             { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } })";
        Function::new_no_args(source).call0(&JsValue::NULL).unwrap();
        Self(own)
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        let global = js_sys::global();
        Reflect::delete_property(&global, &"indexedDB".into()).unwrap();
        // Some browsers define it on the window itself, others on its prototype.
        if let Some(own) = self.0.dyn_ref::<Object>() {
            Object::define_property(&global, &"indexedDB".into(), own);
        }
    }
}

#[wasm_bindgen_test]
async fn blocked_storage_is_told_once_and_the_chat_works() {
    let blocked = Blocked::new();
    let server = Server::new();
    let page = visit(&server, "blocked").await;
    until("it is told", || page.is_shown(".rill-trouble")).await;
    page.click(".rill-dismiss").await;
    page.send("Hello").await;
    server.say("Hi.");
    server.finish("STOP");
    said(&page, &["Hello", "Hi."]).await;
    drop(blocked);
    task().await;
    assert!(!page.is_shown(".rill-trouble"), "once is enough");
}

#[wasm_bindgen_test]
async fn two_tabs_do_not_overwrite_each_other() {
    let (left, right) = (Server::new(), Server::new());
    let one = first_visit(&left, "tabs-of-a-chat").await;
    let two = visit(&right, "tabs-of-a-chat").await;
    for (page, server, words) in [(&one, &left, "left"), (&two, &right, "right")] {
        page.send(&format!("To the {words}")).await;
        server.say(&format!("From the {words}"));
        server.finish("STOP");
        task().await;
    }
    kept("tabs-of-a-chat", 4, "From the right").await;
    let page = visit(&left, "tabs-of-a-chat").await;
    let expected = [
        "To the left",
        "From the left",
        "To the right",
        "From the right",
    ];
    said(&page, &expected).await;
}
