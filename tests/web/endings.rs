//! How an answer ends, and the notice that says so.

use js_sys::Error;
use leptos::prelude::*;
use rill_chat::{
    browser::Fetch,
    chat::{Content, Message, Recovery},
    view::{Chat, MessageText, use_chat},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, Press, frame, task},
    server::Server,
};

/// Sends a message and ends its answer. Returns the notice, and whether there is a retry button.
async fn ended(end: impl FnOnce(&Server)) -> (Page, Option<String>, bool) {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    end(&server);
    task().await;
    assert_eq!(page.phase(), "over");
    assert!(page.is_shown(".rill-send") && !page.is_shown(".rill-stop"));
    let notice = page.notice();
    let retry = page.is_shown(".rill-remedy[data-remedy=retry]");
    (page, notice, retry)
}

#[wasm_bindgen_test]
async fn a_whole_answer_speaks_for_itself() {
    let (page, notice, retry) = ended(|server| {
        server.say("Good morning.");
        server.finish("STOP");
    })
    .await;
    assert_eq!(page.answer(), ["Good morning."]);
    assert_eq!((notice, retry), (None, false));
}

#[wasm_bindgen_test]
async fn every_other_ending_is_told() {
    type End = fn(&Server);
    let cases: [(End, &str, bool); 8] = [
        (|server| server.finish("MAX_TOKENS"), "maximum length", true),
        (|server| server.finish("SAFETY"), "safety filter", true),
        (|server| server.finish("RECITATION"), "published text", true),
        (
            |server| server.finish("MALFORMED_FUNCTION_CALL"),
            "could not finish",
            true,
        ),
        (
            |server| server.finish("SOMETHING_NEW"),
            "stopped early",
            true,
        ),
        (|server| server.finish("STOP"), "contains no text", true),
        (Server::close, "empty answer", true),
        (
            |server| {
                server.event(r#"{"promptFeedback":{"blockReason":"OTHER"}}"#);
                server.close();
            },
            "message was blocked",
            false,
        ),
    ];
    for (end, words, can_retry) in cases {
        let (_page, notice, retry) = ended(end).await;
        let notice = notice.unwrap_or_default();
        assert!(notice.contains(words), "{notice:?} should say {words:?}");
        assert_eq!(retry, can_retry, "{notice}");
    }
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_told_and_the_text_stays() {
    let (page, notice, retry) = ended(|server| {
        server.say("Half of");
        server.fail(&Error::new("gone").into());
    })
    .await;
    // Depending on the browser, text queued before the error is read first or lost with it.
    assert!(page.answer().len() <= 1);
    assert!(notice.is_some());
    assert!(retry);

    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Half of");
    task().await;
    server.close();
    task().await;
    assert_eq!(page.answer(), ["Half of"]);
    assert!(page.notice().unwrap().contains("connection"));
}

#[wasm_bindgen_test]
async fn stop_aborts_in_the_same_tick_and_keeps_the_text() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Half of");
    task().await;
    page.one(".rill-stop").click();
    assert!(server.aborted(), "before anything else can run");
    task().await;
    assert_eq!(page.answer(), ["Half of"]);
    assert!(page.notice().unwrap().contains("You stopped"));

    page.click(".rill-remedy[data-remedy=retry]").await;
    assert_eq!(server.count(), 2);
    assert_eq!(page.answer(), [""; 0]);
    server.say("All of it");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["All of it"]);
}

#[wasm_bindgen_test]
async fn escape_stops_too() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    let composing = Press {
        composing: true,
        ..Press::default()
    };
    page.key("Escape", composing).await;
    assert!(!server.aborted(), "it belongs to the input method");
    page.key("Escape", Press::default()).await;
    assert!(server.aborted());
}

#[wasm_bindgen_test]
async fn escape_stops_wherever_the_focus_is() {
    for place in [".rill-scroller", ".rill-stop"] {
        let server = Server::new();
        let page = Page::new(&server).await;
        page.send("Hello").await;
        let composing = Press {
            composing: true,
            ..Press::default()
        };
        assert!(page.key_at(place, "Escape", composing).await);
        assert!(!server.aborted(), "{place}");
        assert!(!page.key_at(place, "Escape", Press::default()).await);
        assert!(server.aborted(), "{place}");
        let unused = page.key_at(".rill-scroller", "Escape", Press::default());
        assert!(unused.await, "with nothing to stop it is the page's");
    }
}

#[wasm_bindgen_test]
async fn a_double_click_sends_and_a_later_click_stops() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.type_text("Hello").await;
    page.click(".rill-send").await;
    page.click_again(".rill-stop", 0).await;
    assert!(!server.aborted(), "it was meant to send");
    page.click_again(".rill-stop", 400).await;
    assert!(server.aborted(), "it was meant to stop");

    // After sending with a key, no click can be the second half of a double click.
    let page = Page::new(&server).await;
    page.send("Hello").await;
    page.click_again(".rill-stop", 0).await;
    assert!(server.aborted());
}

#[wasm_bindgen_test]
async fn the_stop_button_does_not_take_the_focus_with_it() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    page.one(".rill-stop").focus().unwrap();
    server.say("Hi");
    server.finish("STOP");
    task().await;
    assert!(page.field().matches(":focus").unwrap());
}

#[wasm_bindgen_test]
async fn the_host_is_told_of_each_ending() {
    let server = Server::new();
    let fetch = Fetch::with(server.fetch());
    let told = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let page = Page::with({
        let told = leptos::prelude::StoredValue::new_local(told.clone());
        move || {
            let on_end = move |message: Message| {
                let ending = message
                    .ending()
                    .map(|it| it.name(!message.text().is_empty()));
                told.with_value(|told| told.borrow_mut().extend(ending));
            };
            view! { <Chat fetch on_end recovery=Recovery::none()/> }.into_any()
        }
    })
    .await;
    for end in ["STOP", "SAFETY"] {
        page.send("Hello").await;
        server.say("Hi.");
        server.finish(end);
        task().await;
    }
    page.send("Hello").await;
    server.say("Half");
    task().await;
    page.click(".rill-stop").await;
    assert_eq!(*told.borrow(), ["complete", "answer-blocked", "stopped"]);
}

#[wasm_bindgen_test]
async fn only_the_last_answer_can_be_asked_for_again() {
    let server = Server::new();
    let page = Page::new(&server).await;
    for _ in 0..2 {
        page.send("Hello").await;
        server.say("Half");
        task().await;
        page.click(".rill-stop").await;
    }
    assert_eq!(page.texts(".rill-notice p").len(), 2);
    page.one(".rill-remedy[data-remedy=retry]");
}

#[wasm_bindgen_test]
async fn leaving_the_page_aborts() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Half of");
    task().await;
    assert!(!server.aborted());
    drop(page);
    // Leptos disposes of a view's effects one microtask after the view.
    task().await;
    assert!(server.aborted());
}

#[wasm_bindgen_test]
async fn a_history_is_shown_and_sent() {
    let server = Server::new();
    let fetch = Fetch::with(server.fetch());
    let page = Page::with(move || {
        let history = vec![
            Content::user("My name is Ada."),
            Content::model("Hello, Ada!"),
        ];
        view! { <Chat fetch history title="Support" system_instruction="Be kind."/> }.into_any()
    })
    .await;
    assert_eq!(
        page.texts(".rill-text p"),
        ["My name is Ada.", "Hello, Ada!"]
    );
    assert_eq!(page.texts(".rill-title"), ["Support"]);
    page.send("What is my name?").await;
    assert!(
        server.url().starts_with("/v1beta/models/"),
        "the page's own server"
    );
    let body = server.body();
    for part in ["My name is Ada.", "Hello, Ada!", "Be kind."] {
        assert!(body.contains(part), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_view_of_ones_own_needs_a_client_and_no_more() {
    let server = Server::new();
    let fetch = Fetch::with(server.fetch());
    let page = Page::with(move || {
        let endpoint = rill_chat::gemini::Endpoint::new("https://relay.example");
        let chat = use_chat(&rill_chat::Client::new(endpoint, fetch), vec![]);
        let last = move || chat.messages().pop();
        view! {
            {move || last().map(|message| view! { <MessageText message/> })}
            <b>{move || if chat.answering() { "busy" } else { "idle" }}</b>
            <button on:click=move |_| { chat.send("Tell me a story."); }>"Tell"</button>
        }
        .into_any()
    })
    .await;
    assert_eq!(page.texts("b"), ["idle"]);
    page.click("button").await;
    assert_eq!(page.texts("b"), ["busy"]);
    server.say("Once upon\n\na ti");
    server.say("me");
    server.finish("STOP");
    frame().await;
    assert_eq!(page.texts(".rill-text p"), ["Once upon", "a time"]);
    assert_eq!(page.texts("b"), ["idle"]);
}
