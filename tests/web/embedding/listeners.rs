//! The host's callbacks: what they are told, and what `on_before_send` may change or reject.

use leptos::prelude::*;
use rill_chat::{
    chat::{Chunk, Content, Message, Role},
    error::Error,
    view::{Chat, Suggestion, UseChat, use_chat},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{with_chat, with_view};
use crate::{
    page::{Page, Press, task, until},
    server::Server,
};

/// The events that were heard, in order.
#[derive(Clone, Default)]
struct Heard(ArcStoredValue<Vec<String>>);

impl Heard {
    fn note(&self, what: String) {
        self.0.update_value(|all| all.push(what));
    }

    fn take(&self) -> Vec<String> {
        self.0.try_update_value(std::mem::take).unwrap()
    }
}

async fn listened(server: &Server) -> (Page, UseChat, Heard) {
    let (page, chat) = with_chat(server, vec![]).await;
    let heard = Heard::default();
    let on = || heard.clone();
    chat.on_message(Callback::new({
        let heard = on();
        move |message: Message| {
            let role = match message.role() {
                Role::User => "user",
                Role::Model => "model",
            };
            heard.note(format!("{role} {:?}", message.text()));
        }
    }));
    chat.on_chunk(Callback::new({
        let heard = on();
        move |chunk: Chunk| heard.note(format!("chunk {:?}", chunk.text()))
    }));
    chat.on_end(Callback::new({
        let heard = on();
        move |message: Message| {
            let ending = message.ending().map(|ending| ending.name(true));
            heard.note(format!("end {}", ending.unwrap()));
        }
    }));
    chat.on_error(Callback::new({
        let heard = on();
        move |error: Error| heard.note(format!("error {}", error.kind().name()))
    }));
    (page, chat, heard)
}

#[wasm_bindgen_test]
async fn an_answer_that_goes_with_its_conversation_has_its_end() {
    let export = r#"{"version":1,"messages":[]}"#;
    type Act = fn(UseChat, &str);
    let ways: [(&str, Act); 3] = [
        ("deleted", |chat, _| chat.clear()),
        ("replaced", |chat, _| {
            chat.set_history(vec![Content::user("Before"), Content::model("All of it")]);
        }),
        ("imported", |chat, export| chat.import(export).unwrap()),
    ];
    for (name, act) in ways {
        let server = Server::new();
        let (page, chat, heard) = listened(&server).await;
        page.send("Hello").await;
        server.say("Half an");
        until("it answers", || page.answer() == ["Half an"]).await;
        heard.take();
        assert!(chat.import("nothing").is_err());
        assert_eq!(heard.take(), [""; 0], "{name}");
        act(chat, export);
        task().await;
        assert_eq!(heard.take(), ["end stopped"], "{name}");
        assert_eq!(page.all("[data-phase=writing]").len(), 0, "{name}");
    }
}

#[wasm_bindgen_test]
async fn all_that_happens_is_told_in_order() {
    let server = Server::new();
    let (page, chat, heard) = listened(&server).await;
    page.send("Hello").await;
    assert_eq!(heard.take(), [r#"user "Hello""#, r#"model """#]);
    server.say("Good ");
    server.say("day");
    server.finish("STOP");
    until("it is over", || page.phase() == "over").await;
    let heard_all = [
        r#"chunk "Good ""#,
        r#"chunk "day""#,
        r#"chunk """#,
        "end complete",
    ];
    assert_eq!(heard.take(), heard_all);

    chat.retry();
    task().await;
    assert_eq!(heard.take(), [r#"model """#], "nothing is said anew");
    server.say("Bad ");
    until("it is there", || page.answer() == ["Bad"]).await;
    chat.stop();
    task().await;
    assert_eq!(heard.take(), [r#"chunk "Bad ""#, "end stopped"]);
}

#[wasm_bindgen_test]
async fn an_error_is_told_before_the_end() {
    let server = Server::new();
    let (page, _chat, heard) = listened(&server).await;
    server.refuse(503, r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#);
    page.send("Hello").await;
    until("it is over", || page.phase() == "over").await;
    let told = heard.take();
    assert_eq!(told[2..], ["error overloaded", "end overloaded"]);
}

#[wasm_bindgen_test]
async fn a_message_may_be_changed_or_held_back() {
    let server = Server::new();
    let (page, chat) = with_chat(&server, vec![]).await;
    chat.on_before_send(Callback::new(|message: Content| match &*message.text() {
        "no" => None,
        "blank" => Some(Content::user(" ")),
        text => Some(Content::user(format!("{text}, please"))),
    }));
    for refused in ["no", "blank"] {
        page.send(refused).await;
        assert_eq!(page.field().value(), refused, "it stays in the composer");
        assert!(!chat.send(refused));
        assert_eq!(server.count(), 0);
    }
    page.send("Tea").await;
    assert_eq!(page.field().value(), "");
    assert_eq!(page.texts("[data-role=user] p"), ["Tea, please"]);
    assert!(server.body().contains("Tea, please"));
    server.say("Here");
    server.finish("MAX_TOKENS");
    until("it is over", || page.phase() == "over").await;
    // Continuing and retrying send nothing new, so `on_before_send` is not called.
    chat.on_before_send(Callback::new(|_| None));
    chat.continue_answer();
    task().await;
    assert_eq!(server.count(), 2);
    chat.retry();
    task().await;
    assert_eq!(server.count(), 3);
    page.type_text("More").await;
    page.enter(Press::default()).await;
    assert_eq!(server.count(), 3);
}

#[wasm_bindgen_test]
async fn several_are_asked_one_after_the_other() {
    let server = Server::new();
    let (page, chat) = with_chat(&server, vec![]).await;
    let add = |word: &'static str| {
        move |message: Content| {
            let text = message.text();
            (text != "a b").then(|| Content::user(format!("{text} {word}")))
        }
    };
    for word in ["b", "c", "d"] {
        chat.on_before_send(Callback::new(add(word)));
    }
    assert!(!chat.send("a"), "the second one objects");
    assert!(chat.send("A"));
    task().await;
    assert_eq!(page.texts("[data-role=user] p"), ["A b c d"]);
}

#[wasm_bindgen_test]
async fn each_listener_is_told_as_long_as_its_view_is_there() {
    let server = Server::new();
    let client = super::client(&server, "first");
    let heard = Heard::default();
    let note = |what: &'static str| {
        let heard = heard.clone();
        move |_: Message| heard.note(what.to_owned())
    };
    let (host, view) = (note("host"), note("view"));
    let (page, (chat, is_shown)) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        chat.on_end(Callback::new(host));
        let is_shown = RwSignal::new(true);
        let shown = move || {
            let on_end = view.clone();
            is_shown.get().then(|| view! { <Chat chat on_end/> })
        };
        ((chat, is_shown), shown.into_any())
    })
    .await;
    for (shown, expected) in [
        (true, &["host", "view"][..]),
        (false, &["host"]),
        (true, &["host", "view"]),
    ] {
        is_shown.set(shown);
        task().await;
        assert_eq!(!page.all(".rill-chat").is_empty(), shown);
        chat.send("Hello");
        task().await;
        server.say("Hi.");
        server.finish("STOP");
        until("it is over", || !untrack(|| chat.answering())).await;
        assert_eq!(heard.take(), expected);
    }
}

#[wasm_bindgen_test]
async fn suggestions_are_asked_about_too() {
    let server = Server::new();
    let client = super::client(&server, "first");
    let page = Page::with(move || {
        let chat = use_chat(&client, vec![]);
        chat.on_before_send(Callback::new(|_| None));
        let suggestions = vec![Suggestion::from("A story")];
        view! { <Chat chat suggestions/> }.into_any()
    })
    .await;
    for (written, expected) in [("", "A story"), ("My own", "My own")] {
        page.type_text(written).await;
        page.click(".rill-chip").await;
        assert_eq!(server.count(), 0);
        assert!(!page.all(".rill-opening").is_empty());
        assert_eq!(page.field().value(), expected, "it can be changed");
    }
}
