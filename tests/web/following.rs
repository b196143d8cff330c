//! Scrolling: following the text, and leaving the reader's position alone.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    page::{Page, frame},
    server::Server,
};

const LINES: &str = "A line of text.\n\nA line of text.\n\nA line of text.\n\nA line of text.\n\n\
    A line of text.\n\nA line of text.\n\nA line of text.\n\nA line of text.\n\nA line of text.\n\n\
    A line of text.\n\nA line of text.\n\n";

fn left(scroller: &HtmlElement) -> i32 {
    scroller.scroll_height() - scroller.client_height() - scroller.scroll_top()
}

/// If the width changed, each layout of a scrolling text would try both widths, which takes as long
/// as laying out the whole text.
#[wasm_bindgen_test]
async fn the_text_is_as_wide_with_a_scrollbar_as_without() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let scroller = page.one(".rill-scroller");
    let before = scroller.client_width();
    page.send("Hello").await;
    server.say(LINES);
    frame().await;
    assert!(scroller.scroll_top() > 0, "there is something to scroll");
    assert_eq!(scroller.client_width(), before);
}

#[wasm_bindgen_test]
async fn the_reader_decides() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let scroller = page.one(".rill-scroller");
    page.send("Hello").await;
    server.say(LINES);
    frame().await;
    assert!(scroller.scroll_top() > 0, "there is something to scroll");
    assert!(left(&scroller) <= 1, "it follows");
    assert!(!page.is_shown(".rill-latest"));

    // The reader scrolls up, and stays there whatever arrives.
    scroller.set_scroll_top(40);
    frame().await;
    assert!(page.is_shown(".rill-latest"));
    for _ in 0..5 {
        server.say(LINES);
        frame().await;
    }
    // A browser may round to device pixels.
    assert!(
        scroller.scroll_top().abs_diff(40) <= 1,
        "{}",
        scroller.scroll_top()
    );

    page.click(".rill-latest").await;
    frame().await;
    assert!(left(&scroller) <= 1);
    assert!(!page.is_shown(".rill-latest"));
    server.say(LINES);
    frame().await;
    assert!(left(&scroller) <= 1, "it follows again");

    // Scrolling back to the end is enough, too.
    scroller.set_scroll_top(40);
    frame().await;
    scroller.set_scroll_top(scroller.scroll_height());
    frame().await;
    assert!(!page.is_shown(".rill-latest"));
    server.say(LINES);
    server.finish("STOP");
    frame().await;
    assert!(left(&scroller) <= 1);
}

/// Whatever kinds of block arrive below, and whatever becomes of the open one.
#[wasm_bindgen_test]
async fn the_reader_stays_over_all_kinds_of_blocks() {
    const KINDS: &str = "# Heading\n\n- one\n- two\n\n  loose\n\n```rust\nlet a = 1;\nlet b = 2;\n\
        ```\n\n| a | b |\n|---|---|\n| c | d |\n\n> quoted\n\n$$\nx^2\n$$\n\nOver[^1]\n====\n\n[^1]: Note\n\n";
    let server = Server::new();
    let page = Page::new(&server).await;
    let scroller = page.one(".rill-scroller");
    page.send("Hello").await;
    server.say(LINES);
    frame().await;
    scroller.set_scroll_top(60);
    frame().await;
    let line = page.all("[data-role=model] .rill-text p")[2].clone();
    // Layout offsets, not client rectangles: a message moves a little when it appears.
    let place = |line: &HtmlElement| line.offset_top() - scroller.scroll_top();
    let before = place(&line);
    for _ in 0..3 {
        for piece in KINDS.split_inclusive([' ', '\n']) {
            server.say(piece);
        }
        frame().await;
        let now = place(&line);
        assert!(now.abs_diff(before) <= 1, "{now} and not {before}");
    }
    server.finish("STOP");
    frame().await;
    assert!(place(&line).abs_diff(before) <= 1);
    assert!(page.is_shown(".rill-latest"));
}

#[wasm_bindgen_test]
async fn what_is_unfolded_is_read_from_its_start() {
    let sources: Vec<_> = (0..30)
        .map(|i| json!({"web": {"title": format!("Source {i}")}}))
        .collect();
    let server = Server::new();
    let page = Page::new(&server).await;
    let scroller = page.one(".rill-scroller");
    page.send("Hello").await;
    server.say(LINES);
    server.ground(&json!({"groundingChunks": sources}));
    server.finish("STOP");
    frame().await;
    assert!(left(&scroller) <= 1);
    let top = scroller.scroll_top();
    page.click(".rill-sources > summary").await;
    frame().await;
    assert!(left(&scroller) > 100, "there is more to read");
    assert!(scroller.scroll_top().abs_diff(top) <= 1);
    assert!(page.is_shown(".rill-latest"));
    // Folded up again, it ends where it did.
    page.click(".rill-sources > summary").await;
    frame().await;
    assert!(left(&scroller) <= 1);
    assert!(!page.is_shown(".rill-latest"));
}

#[wasm_bindgen_test]
async fn what_is_unfolded_in_sight_needs_no_jump() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Short.");
    server.ground(&json!({"groundingChunks": [{"web": {"title": "K"}}]}));
    server.finish("STOP");
    frame().await;
    page.click(".rill-sources > summary").await;
    frame().await;
    assert!(!page.is_shown(".rill-latest"));
    page.send("And then?").await;
    server.say(LINES);
    frame().await;
    assert!(left(&page.one(".rill-scroller")) <= 1);
}

#[wasm_bindgen_test]
async fn sending_goes_to_the_end() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let scroller = page.one(".rill-scroller");
    page.send("Hello").await;
    server.say(LINES);
    server.finish("STOP");
    frame().await;
    scroller.set_scroll_top(0);
    frame().await;
    assert!(page.is_shown(".rill-latest"));
    page.send("And then?").await;
    frame().await;
    assert!(left(&scroller) <= 1);
}

#[wasm_bindgen_test]
async fn a_growing_field_does_not_cover_the_end() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say(LINES);
    server.finish("STOP");
    frame().await;
    page.type_text("one\ntwo\nthree\nfour").await;
    frame().await;
    assert!(left(&page.one(".rill-scroller")) <= 1);
}
