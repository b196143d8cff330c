//! The widget for screen readers.

use std::time::Duration;

use gloo_timers::future::sleep;
use js_sys::Error;
use rill_chat::chat::Recovery;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, frame, task, until},
    server::Server,
};

#[wasm_bindgen_test]
async fn the_growing_text_is_not_live() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let log = page.one("[role=log]");
    assert_eq!(log.get_attribute("aria-live").unwrap(), "off");
    assert_eq!(log.get_attribute("aria-label").unwrap(), "Conversation");
    assert_eq!(log.tab_index(), 0, "it can be scrolled with keys");
}

#[wasm_bindgen_test]
async fn an_answer_is_read_in_whole_paragraphs_each_once() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let said = || page.texts("[role=status] p");
    page.send("Hello").await;
    assert_eq!(said(), ["Answering…"]);
    server.say("The first par");
    frame().await;
    assert_eq!(said(), ["Answering…"]);
    server.say("agraph.\n\nThe sec");
    frame().await;
    assert_eq!(said(), ["The first paragraph."]);
    server.say("ond.\n\nThe third.");
    frame().await;
    assert_eq!(said(), ["The second."]);
    server.finish("MAX_TOKENS");
    frame().await;
    let last = said().concat();
    assert!(last.starts_with("The third."), "{last}");
    assert!(last.contains("maximum length"), "{last}");
    assert_eq!(page.texts("[role=alert]"), [""]);
}

#[wasm_bindgen_test]
async fn an_error_interrupts() {
    let server = Server::new();
    let page = Page::new(&server).await;
    server.reject(&Error::new("offline").into());
    page.send("Hello").await;
    let alert = page.texts("[role=alert]").concat();
    assert_eq!(Some(alert), page.notice());
    let polite = page.texts("[role=status] p");
    assert!(polite.is_empty(), "nothing is coming any more: {polite:?}");
    page.click(".rill-remedy[data-remedy=retry]").await;
    assert_eq!(page.texts("[role=alert]"), [""]);
}

#[wasm_bindgen_test]
async fn a_retry_that_comes_to_nothing_is_heard() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Half an answer");
    task().await;
    page.click(".rill-stop").await;
    server.reject(&Error::new("offline").into());
    page.click(".rill-remedy[data-remedy=retry]").await;
    frame().await;
    assert_eq!(page.answer(), ["Half an answer"]);
    let heard = [page.texts("[role=status] p"), page.texts("[role=alert]")].concat();
    assert_eq!(Some(heard.concat()), page.notice());
}

#[wasm_bindgen_test]
async fn a_pause_and_what_comes_of_it_are_heard_once() {
    let server = Server::new();
    server.refuse(503, "");
    let recovery = Recovery {
        base_delay: Duration::from_millis(50),
        silence_notice: Duration::from_millis(40),
        ..Recovery::default()
    };
    let page = Page::recovering(&server, recovery).await;
    page.send("Hello").await;
    let heard = || page.texts("[role=status] p").concat();
    until("the pause is heard", || heard().contains("busy")).await;
    assert!(heard().contains("Trying again"), "{}", heard());
    until("it is asked again", || server.count() == 1).await;
    sleep(Duration::from_millis(100)).await;
    assert!(heard().contains("Still waiting"), "{}", heard());
    server.say("Here.");
    server.finish("STOP");
    frame().await;
    assert!(heard().contains("Here."), "{}", heard());
}

#[wasm_bindgen_test]
async fn everything_has_a_name() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Half");
    task().await;
    page.click(".rill-stop").await;
    for button in page.all("button, textarea, article, section") {
        let name = button.get_attribute("aria-label").or(button.text_content());
        assert!(name.is_some_and(|name| !name.trim().is_empty()));
    }
    for part in page.all(".rill-text p, textarea") {
        assert_eq!(part.get_attribute("dir").unwrap(), "auto");
    }
}
