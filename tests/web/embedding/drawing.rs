//! Options that draw something around the conversation or change how it is drawn.

use leptos::prelude::*;
use rill_chat::view::{Chat, Feedback, Suggestion, Wrap, use_chat};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{client, with_view};
use crate::{
    page::{Page, task, until},
    server::Server,
};

#[wasm_bindgen_test]
async fn what_is_disabled_takes_nothing_and_can_be_read() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, disabled) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        let disabled = RwSignal::new(true);
        let suggestions = vec![Suggestion::from("A story")];
        let view = view! { <Chat chat suggestions disabled feedback=true/> };
        (disabled, view.into_any())
    })
    .await;
    page.send("Hello").await;
    page.click(".rill-chip").await;
    assert_eq!(server.count(), 0);
    for selector in [".rill-input", ".rill-send", ".rill-chip"] {
        assert!(
            page.one(selector).matches(":disabled").unwrap(),
            "{selector}"
        );
    }
    assert!(page.one(".rill-chat").has_attribute("data-disabled"));

    disabled.set(false);
    task().await;
    page.send("Hello").await;
    server.say("Once");
    until("it is there", || page.answer() == ["Once"]).await;
    disabled.set(true);
    task().await;
    page.click(".rill-stop").await;
    assert!(server.aborted(), "stop means stop");
    let remedy = ".rill-remedy[data-remedy=retry]";
    assert_eq!(
        page.one(remedy).get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    page.click(remedy).await;
    assert_eq!(server.count(), 1);
    assert!(
        page.one(".rill-thumb[data-feedback=up]")
            .matches(":disabled")
            .unwrap()
    );
    assert!(!page.one(".rill-copy").matches(":disabled").unwrap());
    disabled.set(false);
    task().await;
    page.click(remedy).await;
    assert_eq!(server.count(), 2);
}

#[wasm_bindgen_test]
async fn thumbs_say_what_the_reader_thinks() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, (heard, feedback)) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        let heard = StoredValue::new(vec![]);
        let feedback = RwSignal::new(false);
        chat.on_feedback(Callback::new(
            move |(message, given): (rill_chat::chat::Message, Option<Feedback>)| {
                let given = given.map(Feedback::as_str);
                heard.update_value(|all| all.push((message.text().into_owned(), given)));
            },
        ));
        (
            (heard, feedback),
            view! { <Chat chat feedback/> }.into_any(),
        )
    })
    .await;
    page.tell(&server, ["One."]).await;
    assert!(
        page.all(".rill-thumb").is_empty(),
        "only where they are wanted"
    );
    feedback.set(true);
    task().await;
    let up = ".rill-thumb[data-feedback=up]";
    let down = ".rill-thumb[data-feedback=down]";
    let pressed = |selector: &str| page.one(selector).get_attribute("aria-pressed").unwrap();
    assert_eq!(
        page.one(up).get_attribute("aria-label").unwrap(),
        "Good answer"
    );
    assert_eq!(pressed(up), "false");
    page.click(up).await;
    assert_eq!((&*pressed(up), &*pressed(down)), ("true", "false"));
    page.click(down).await;
    assert_eq!((&*pressed(up), &*pressed(down)), ("false", "true"));
    page.click(down).await;
    assert_eq!((&*pressed(up), &*pressed(down)), ("false", "false"));
    page.click(up).await;
    let one = |given| ("One.".to_owned(), given);
    let all = [
        one(Some("up")),
        one(Some("down")),
        one(None),
        one(Some("up")),
    ];
    assert_eq!(heard.get_value(), all);
    // The choice stays with its message.
    page.tell(&server, ["Two."]).await;
    assert_eq!(page.all(".rill-thumb[aria-pressed=true]").len(), 1);
}

#[wasm_bindgen_test]
async fn a_picture_stands_beside_the_model() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, avatar) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        let avatar = RwSignal::new(String::new());
        (avatar, view! { <Chat chat avatar/> }.into_any())
    })
    .await;
    page.tell(&server, ["One."]).await;
    assert!(page.all("img").is_empty());
    avatar.set("data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=".to_owned());
    task().await;
    let image = page.one("img");
    assert_eq!(image.get_attribute("alt").as_deref(), Some(""));
    assert!(image.closest("[data-role=model]").unwrap().is_some());
}

#[wasm_bindgen_test]
async fn thoughts_can_be_unfolded_where_they_are_wanted() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, show_thoughts) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        let show_thoughts = RwSignal::new(true);
        (
            show_thoughts,
            view! { <Chat chat show_thoughts/> }.into_any(),
        )
    })
    .await;
    page.send("Why?").await;
    server.think("**Weighing** it");
    until("it thinks", || !page.all(".rill-thoughts").is_empty()).await;
    assert_eq!(page.phase(), "thinking");
    server.think(" all");
    server.say("So.");
    server.finish("STOP");
    until("it is over", || page.phase() == "over").await;
    assert_eq!(page.texts(".rill-thoughts summary"), ["Thoughts"]);
    assert_eq!(page.texts(".rill-thoughts p"), ["Weighing it all"]);
    assert_eq!(page.texts(".rill-thoughts strong"), ["Weighing"]);
    assert!(!page.one(".rill-thoughts").has_attribute("open"));
    show_thoughts.set(false);
    task().await;
    assert!(page.all(".rill-thoughts").is_empty());
}

#[wasm_bindgen_test]
async fn a_host_draws_header_greeting_and_footer() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, closed) = with_view(move || {
        let chat = use_chat(&client, vec![]);
        let closed = RwSignal::new(0);
        let header = Wrap::from(|title: AnyView| view! { <b>{"Logo"}</b> {title} });
        let greeting_view = Wrap::from(|_| view! { <i>{"Hi!"}</i> });
        let view = view! {
            <Chat
                chat
                title="Library"
                header
                greeting_view
                footer=|| view! { <small>{"Answers may be wrong."}</small> }
                on_close=Callback::new(move |()| closed.update(|times| *times += 1))
            />
        };
        (closed, view.into_any())
    })
    .await;
    assert_eq!(
        page.texts(".rill-header b, .rill-header h2"),
        ["Logo", "Library"]
    );
    assert_eq!(page.texts(".rill-opening"), ["Hi!"]);
    assert_eq!(page.texts(".rill-footer"), ["Answers may be wrong."]);
    let close = page.one(".rill-close");
    assert_eq!(close.get_attribute("aria-label").as_deref(), Some("Close"));
    page.click(".rill-close").await;
    assert_eq!(closed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn style_sheets_find_the_parts() {
    let server = Server::new();
    let page = Page::with({
        let client = client(&server, "first");
        move || {
            let chat = use_chat(&client, vec![]);
            let suggestions = vec![Suggestion::from("A story")];
            let avatar = "data:,";
            let on_close = Callback::new(|()| {});
            view! { <Chat chat title="T" suggestions avatar feedback=true on_close/> }.into_any()
        }
    })
    .await;
    let has = |part: &str| assert!(!page.all(&format!("[part~={part}]")).is_empty(), "{part}");
    for part in [
        "header",
        "title",
        "close-button",
        "transcript",
        "composer",
        "input",
        "send-button",
        "suggestion",
    ] {
        has(part);
    }
    page.send("Hello").await;
    has("stop-button");
    server.say("One.");
    server.finish("SAFETY");
    until("it is over", || page.phase() == "over").await;
    for part in [
        "message",
        "user-message",
        "model-message",
        "bubble",
        "avatar",
        "notice",
        "feedback-button",
    ] {
        has(part);
    }
}
