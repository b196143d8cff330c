//! The composer: what sends, what does not, and when a text comes back.

use js_sys::Error;
use leptos::prelude::*;
use rill_chat::{Client, browser::Fetch, gemini::Endpoint, view::Chat};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, Press, task, until},
    server::Server,
};

#[wasm_bindgen_test]
async fn enter_sends() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.type_text("  Tell me a story.\nA short one. ").await;
    assert!(!page.enter(Press::default()).await, "no line break");
    assert_eq!(server.count(), 1);
    assert!(server.body().contains(r"Tell me a story.\nA short one."));
    assert_eq!(
        page.texts("[data-role=user] p"),
        ["Tell me a story.\nA short one."]
    );
    assert_eq!(page.field().value(), "");
}

#[wasm_bindgen_test]
async fn other_enters_do_not_send() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.type_text("にほん").await;
    let shift = Press {
        shift: true,
        ..Press::default()
    };
    let composing = Press {
        composing: true,
        ..Press::default()
    };
    let after_composing_in_safari = Press {
        key_code: 229,
        ..Press::default()
    };
    for press in [shift, composing, after_composing_in_safari] {
        assert!(page.enter(press).await, "the browser gets it");
    }
    let held_down = Press {
        repeat: true,
        ..Press::default()
    };
    page.enter(held_down).await;
    assert_eq!(server.count(), 0);
    assert_eq!(page.field().value(), "にほん");
}

#[wasm_bindgen_test]
async fn a_blank_message_is_not_sent() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send(" \n ").await;
    page.click(".rill-send").await;
    assert_eq!(server.count(), 0);
    assert!(page.all(".rill-message").is_empty());
}

#[wasm_bindgen_test]
async fn the_button_sends_and_keeps_the_focus_in_the_field() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.type_text("Hello").await;
    page.one(".rill-send").focus().unwrap();
    page.click(".rill-send").await;
    assert_eq!(server.count(), 1);
    assert!(page.field().matches(":focus").unwrap());
}

#[wasm_bindgen_test]
async fn a_draft_waits_while_an_answer_is_on_its_way() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("One").await;
    page.send("Two").await;
    assert_eq!(server.count(), 1);
    assert_eq!(page.field().value(), "Two");
    server.say("Yes.");
    server.finish("STOP");
    task().await;
    page.enter(Press::default()).await;
    assert_eq!(server.count(), 2);
    let body = server.body();
    for part in ["One", "Yes.", "Two"] {
        assert!(body.contains(part), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_suggestion_is_sent_and_goes() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.click(".rill-chip").await;
    assert!(server.body().contains("Tell me a story."));
    assert!(page.all(".rill-opening").is_empty());
}

#[wasm_bindgen_test]
async fn a_message_that_could_not_be_sent_comes_back() {
    let server = Server::new();
    let page = Page::new(&server).await;
    server.reject(&Error::new("offline").into());
    page.send("A long question").await;
    assert_eq!(page.field().value(), "A long question");
    let notice = page.notice().unwrap();
    assert!(notice.contains("could not be reached"), "{notice}");

    // The retry button sends the unchanged text, so it must not stay in the field to be sent twice.
    page.click(".rill-remedy[data-remedy=retry]").await;
    assert_eq!(page.field().value(), "");
    server.say("An answer");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["An answer"]);
    assert_eq!(page.texts("[data-role=user] p"), ["A long question"]);
    assert_eq!(page.notice(), None);
}

#[wasm_bindgen_test]
async fn a_key_that_no_header_can_carry_is_told() {
    let server = Server::new();
    let endpoint = Endpoint::new("https://relay.example").key("•");
    let client = Client::new(endpoint, Fetch::with(server.fetch()));
    let page = Page::with(move || view! { <Chat client/> }.into_any()).await;
    page.send("A question").await;
    until("it ends", || page.phase() == "over").await;
    let notice = page.notice().unwrap();
    assert!(notice.contains("did not accept the API key"), "{notice}");
    assert_eq!(page.field().value(), "A question");
    assert_eq!(server.count(), 0);
}

#[wasm_bindgen_test]
async fn a_changed_message_takes_the_place_of_the_one_that_failed() {
    let server = Server::new();
    let page = Page::new(&server).await;
    server.refuse(503, r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#);
    page.send("A quesiton").await;
    until("the text is back", || page.field().value() == "A quesiton").await;
    page.send("A question").await;
    assert_eq!(page.texts("[data-role=user] p"), ["A question"]);
    assert!(!server.body().contains("quesiton"));
}

#[wasm_bindgen_test]
async fn what_was_written_meanwhile_stays() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("One").await;
    page.type_text("Two").await;
    server.fail(&Error::new("gone").into());
    task().await;
    assert_eq!(page.field().value(), "Two");
    page.click(".rill-remedy[data-remedy=retry]").await;
    assert_eq!(page.field().value(), "Two");
}

#[wasm_bindgen_test]
async fn a_failure_in_mid_answer_brings_nothing_back() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("One").await;
    server.say("Half of");
    server.event(r#"{"error":{"code":503,"status":"UNAVAILABLE","message":"busy"}}"#);
    server.close();
    task().await;
    assert_eq!(page.answer(), ["Half of"]);
    assert!(page.notice().unwrap().contains("busy"), "the sentence");
    assert_eq!(page.field().value(), "");
}
