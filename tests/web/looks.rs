//! The widget's looks in unusual pages and media.

use leptos::prelude::*;
use rill_chat::view::{Chat, Suggestion};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    page::{Page, call, frame, task},
    server::Server,
};

const WORD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/// Returns whether nothing in an element overflows it horizontally.
fn has_room(element: &HtmlElement) -> bool {
    element.scroll_width() <= element.client_width()
}

fn has_box(element: &HtmlElement) -> bool {
    element.get_bounding_client_rect().height() > 0.0
}

#[wasm_bindgen_test]
async fn long_words_of_the_opening_are_broken() {
    let server = Server::new();
    let fetch = server.fetch();
    let page = Page::with(move || {
        let suggestions = vec![Suggestion::from(WORD), Suggestion::new(WORD, WORD)];
        view! { <Chat endpoint="https://relay.example" fetch greeting=WORD suggestions/> }
            .into_any()
    })
    .await;
    let scroller = page.one(".rill-scroller");
    for selector in [".rill-greeting", ".rill-chips", ".rill-chip"] {
        for one in page.all(selector) {
            assert!(has_room(&one), "{selector}");
            let (inner, outer) = (
                one.get_bounding_client_rect(),
                scroller.get_bounding_client_rect(),
            );
            assert!(
                inner.left() >= outer.left() && inner.right() <= outer.right(),
                "{selector}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn all_of_it_can_be_reached_in_a_page_of_vertical_text() {
    for mode in ["vertical-rl", "vertical-lr", "sideways-lr"] {
        let server = Server::new();
        let page = Page::new(&server).await;
        let chat = page.one(".rill-chat");
        let place = chat.parent_element().unwrap();
        let source = format!("place.style.writingMode = '{mode}'");
        call("place", &source, &place);
        let paragraphs = vec!["A paragraph of some words.\n\n"; 40];
        page.tell(&server, paragraphs).await;
        let scroller = page.one(".rill-scroller");
        assert!(has_room(&scroller), "{mode}");
        let height = scroller.scroll_height();
        assert!(height > scroller.client_height(), "{mode}: it scrolls down");
        let end = height - scroller.client_height();
        assert!(end - scroller.scroll_top() <= 1, "{mode}: to the end");
        let (outer, inner) = (place.client_width(), chat.client_width());
        assert_eq!(inner, outer, "{mode}");
        assert_eq!(chat.client_height(), place.client_height(), "{mode}");
    }
}

/// Applies the print style rules to the screen until dropped.
struct OnPaper(JsValue);

impl OnPaper {
    fn new() -> Self {
        let source =
            "const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
            const found = rules.filter((rule) => rule.media?.mediaText === 'print');
            found.forEach((rule) => { rule.media.mediaText = 'all'; });
            return found";
        Self(call("_", source, &JsValue::NULL))
    }
}

impl Drop for OnPaper {
    fn drop(&mut self) {
        let source = "found.forEach((rule) => { rule.media.mediaText = 'print'; })";
        call("found", source, &self.0);
    }
}

#[wasm_bindgen_test]
async fn the_whole_conversation_is_printed_and_nothing_to_press() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let code = format!("```\n{}\n```\n\n", "long ".repeat(200));
    let mut pieces = vec!["A paragraph of some words.\n\n"; 40];
    pieces.push(&code);
    page.tell(&server, pieces).await;
    let scroller = page.one(".rill-scroller");
    assert!(scroller.scroll_height() > scroller.client_height());
    let paper = OnPaper::new();
    frame().await;
    let chat = page.one(".rill-chat");
    let content = page.one(".rill-content");
    for one in [&chat, &scroller] {
        let (inner, outer) = (
            content.get_bounding_client_rect(),
            one.get_bounding_client_rect(),
        );
        assert!(inner.top() >= outer.top() && inner.bottom() <= outer.bottom() + 1.0);
    }
    assert!(has_room(&page.one(".rill-code pre")), "no code is cut off");
    for one in page.all("button, textarea") {
        assert!(!has_box(&one), "{}", one.class_name());
    }
    drop(paper);
    task().await;
    assert!(has_box(&page.field()));
}
