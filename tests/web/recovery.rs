//! How automatic recovery is shown, and what its buttons do.

use std::time::Duration;

use gloo_timers::future::sleep;
use js_sys::{Array, Error, Function};
use rill_chat::chat::Recovery;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    page::{Page, call, task},
    server::Server,
};

/// Returns a recovery with three attempts and almost no delay between them.
fn quick() -> Recovery {
    Recovery {
        base_delay: Duration::from_millis(5),
        ..Recovery::default()
    }
}

fn remedies(page: &Page) -> Vec<String> {
    let buttons = page.all(".rill-remedy");
    let name = |button: &HtmlElement| button.get_attribute("data-remedy");
    buttons.iter().filter_map(name).collect()
}

fn ending(page: &Page) -> Option<String> {
    page.all(".rill-message[data-role=model]")
        .last()?
        .get_attribute("data-ending")
}

/// Opens a page with an answer that was stopped after these words.
async fn stopped(server: &Server, words: &str) -> Page {
    let page = Page::recovering(server, quick()).await;
    page.send("Hello").await;
    server.say(words);
    task().await;
    page.click(".rill-stop").await;
    page
}

#[wasm_bindgen_test]
async fn a_failure_that_passes_is_not_seen() {
    let server = Server::new();
    server.refuse(503, "busy");
    server.reject(&Error::new("gone").into());
    let page = Page::recovering(&server, quick()).await;
    page.send("Hello").await;
    sleep(Duration::from_millis(100)).await;
    assert_eq!(server.count(), 1, "the two before it were never opened");
    server.say("Here it is.");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["Here it is."]);
    assert_eq!(ending(&page).as_deref(), Some("complete"));
    assert_eq!(page.notice(), None);
}

#[wasm_bindgen_test]
async fn a_pause_is_shown_and_can_be_stopped() {
    let server = Server::new();
    server.refuse(429, r#"{"error":{"code":429,"message":"…","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}"#);
    let page = Page::recovering(&server, quick()).await;
    page.send("Hello").await;
    task().await;
    assert_eq!(page.phase(), "pausing");
    let label = page.texts(".rill-waiting-label").concat();
    assert!(label.contains("Too many requests"), "{label}");
    assert!(
        label.contains("in 7 s") || label.contains("in 8 s"),
        "{label}"
    );
    assert!(label.contains("attempt 2 of 3"), "{label}");
    page.click(".rill-stop").await;
    assert_eq!(page.phase(), "over");
    assert_eq!(ending(&page).as_deref(), Some("stopped"));
    assert_eq!(remedies(&page), ["retry"]);
}

#[wasm_bindgen_test]
async fn a_long_wait_is_counted_down_on_the_button() {
    let server = Server::new();
    server.refuse(429, r#"{"error":{"code":429,"message":"…","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}"#);
    let page = Page::recovering(&server, quick()).await;
    page.send("Hello").await;
    task().await;
    assert_eq!(ending(&page).as_deref(), Some("rate-limited"));
    let button = page.one(".rill-remedy");
    assert_eq!(button.text_content().unwrap(), "Try again in 35 s");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    button.click();
    task().await;
    assert_eq!(server.count(), 0, "it is too early");
}

#[wasm_bindgen_test]
async fn continue_goes_on_in_place() {
    let server = Server::new();
    let page = stopped(&server, "First.\n\nThe kni").await;
    assert_eq!(remedies(&page), ["continue", "retry"]);
    let first = page.all(".rill-text p")[1].clone();
    page.click(".rill-remedy[data-remedy=continue]").await;
    let body = server.body();
    assert!(body.contains("The kni"), "{body}");
    assert_eq!(page.answer(), ["First.", "The kni"]);
    // The model repeats the words before the cut; they are shown once.
    server.say("knight ");
    server.say("rode on.");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["First.", "The knight rode on."]);
    let again = page.all(".rill-text p")[1].clone();
    assert!(first == again, "a finished paragraph is left alone");
    assert_eq!(ending(&page).as_deref(), Some("complete"));
}

#[wasm_bindgen_test]
async fn code_that_was_cut_goes_on_as_one_block() {
    let server = Server::new();
    let page = stopped(&server, "```rust\nfn a() {}\nfn b(").await;
    page.click(".rill-remedy[data-remedy=continue]").await;
    server.say("```rust\nfn b() {}\n```\n\nDone.");
    server.finish("STOP");
    task().await;
    let code = page.texts(".rill-text code").concat();
    assert_eq!(code.trim_end(), "fn a() {}\nfn b() {}");
    assert_eq!(page.answer(), ["Done."]);
}

/// Replaces text nodes as a translating browser does.
fn translate(text: &HtmlElement) {
    let source = "const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) texts.push(walker.currentNode);
        for (const old of texts) {
            const font = document.createElement('font');
            font.textContent = old.data.toUpperCase();
            old.replaceWith(font);
        }";
    call("text", source, text);
}

#[wasm_bindgen_test]
async fn what_was_translated_goes_on_in_its_own_words() {
    for (before, then, after) in [
        (
            "First.\n\nThe kni",
            "The knight rode.",
            "First.The knight rode.",
        ),
        (
            "```rust\nfn a() {}\nfn b(",
            "fn b() {}",
            "fn a() {}\nfn b() {}",
        ),
    ] {
        let server = Server::new();
        let page = stopped(&server, before).await;
        translate(&page.one("[data-role=model] .rill-text"));
        page.click(".rill-remedy[data-remedy=continue]").await;
        server.say(then);
        server.finish("STOP");
        task().await;
        let shown = page.texts(".rill-text :is(p:not(.rill-plain), code)");
        assert_eq!(shown.concat().trim_end(), after);
    }
}

#[wasm_bindgen_test]
async fn a_refused_prompt_can_be_edited() {
    let server = Server::new();
    let page = Page::recovering(&server, quick()).await;
    page.send("Something bad").await;
    server.event(r#"{"promptFeedback":{"blockReason":"OTHER"}}"#);
    server.close();
    task().await;
    assert_eq!(ending(&page).as_deref(), Some("prompt-blocked"));
    assert_eq!(remedies(&page), ["edit"]);
    assert_eq!(page.field().value(), "");
    page.click(".rill-remedy").await;
    assert_eq!(page.field().value(), "Something bad");
    assert!(page.field().matches(":focus").unwrap());
    page.send("Something good").await;
    server.say("Fine.");
    server.finish("STOP");
    task().await;
    let prompts = page.texts(".rill-message[data-role=user] .rill-text");
    assert_eq!(prompts, ["Something good"]);
}

#[wasm_bindgen_test]
async fn silence_is_told() {
    let server = Server::new();
    let recovery = Recovery {
        silence_notice: Duration::from_millis(40),
        silence_limit: Duration::from_millis(160),
        ..quick()
    };
    let page = Page::recovering(&server, recovery).await;
    page.send("Hello").await;
    sleep(Duration::from_millis(130)).await;
    let label = page.texts(".rill-waiting-label").concat();
    assert!(label.contains("still thinking"), "{label}");
    sleep(Duration::from_millis(400)).await;
    assert_eq!(page.phase(), "over");
    assert_eq!(ending(&page).as_deref(), Some("timeout"));
    assert!(server.aborted());
}

/// Sets `navigator.onLine` and dispatches the event.
fn set_online(online: bool) {
    let source = "Object.defineProperty(navigator, 'onLine', { configurable: true, value: on }); \
                  window.dispatchEvent(new Event(on ? 'online' : 'offline'));";
    let function = Function::new_with_args("on", source);
    function
        .apply(&JsValue::NULL, &Array::of1(&online.into()))
        .unwrap();
}

#[wasm_bindgen_test]
async fn a_message_waits_for_a_connection() {
    let server = Server::new();
    server.reject(&Error::new("Failed to fetch").into());
    let page = Page::recovering(&server, quick()).await;
    set_online(false);
    page.send("Hello").await;
    task().await;
    assert_eq!(ending(&page).as_deref(), Some("offline"));
    assert_eq!(remedies(&page), ["send-when-online", "retry"]);
    assert_eq!(page.field().value(), "Hello");
    page.click(".rill-remedy[data-remedy=send-when-online]")
        .await;
    assert_eq!(page.field().value(), "");
    assert_eq!(page.phase(), "pausing");
    assert_eq!(server.count(), 0);
    set_online(true);
    task().await;
    assert_eq!(server.count(), 1);
    server.say("Hi.");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["Hi."]);
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_comes_back_with_a_cut_off_answer() {
    let server = Server::new();
    let page = Page::recovering(&server, quick()).await;
    page.send("Hello").await;
    server.say("Half of");
    task().await;
    let window = web_sys::window().unwrap();
    let event = web_sys::Event::new("pagehide").unwrap();
    let target: &web_sys::EventTarget = window.unchecked_ref();
    target.dispatch_event(&event).unwrap();
    assert!(server.aborted(), "before anything else can run");
    task().await;
    assert_eq!(page.answer(), ["Half of"]);
    assert_eq!(ending(&page).as_deref(), Some("connection-lost"));
    assert_eq!(remedies(&page), ["continue", "retry"]);
}
