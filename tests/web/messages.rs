//! How text gets into the page.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Changes, Page, call, frame, task},
    server::Server,
};

#[wasm_bindgen_test]
async fn waiting_thinking_writing() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    assert_eq!(page.phase(), "waiting");
    assert!(page.is_shown(".rill-waiting"));
    let dots = page.one(".rill-dots");
    server.think("A greeting.");
    task().await;
    assert_eq!(page.phase(), "thinking");
    assert_eq!(page.texts(".rill-waiting-label"), ["Thinking…"]);
    assert_eq!(page.one(".rill-dots"), dots, "they do not begin again");
    server.say("Good ");
    task().await;
    assert_eq!(page.phase(), "writing");
    assert!(!page.is_shown(".rill-waiting"));
    assert_eq!(page.answer(), ["Good"], "a blank at the end is not shown");
}

#[wasm_bindgen_test]
async fn a_browser_translates_what_is_over() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    let translated = || {
        let all = page.all(".rill-message");
        all.iter().map(|it| it.get_attribute("translate")).collect()
    };
    let no = Some("no".to_owned());
    server.say("Good ");
    task().await;
    let before: Vec<_> = translated();
    assert_eq!(before, [None, no]);
    server.say("morning.");
    server.finish("STOP");
    task().await;
    let after: Vec<_> = translated();
    assert_eq!(after, [None, None]);
}

#[wasm_bindgen_test]
async fn text_only_ever_grows() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("One");
    task().await;
    let first = page.one("[data-role=model] p");
    let node = first.first_child().unwrap();
    let changes = Changes::of(&page.one("[data-role=model] .rill-text"));

    // Each piece is in the page by the next task, without a frame drawn in between.
    for (piece, expected) in [
        (" and", vec!["One and"]),
        (" two", vec!["One and two"]),
        ("\n", vec!["One and two"]),
        ("\n", vec!["One and two"]),
        ("Three", vec!["One and two", "Three"]),
        (
            "\nfour\n\nfive\n\nsi",
            vec!["One and two", "Three\nfour", "five", "si"],
        ),
        ("x 🌍", vec!["One and two", "Three\nfour", "five", "six 🌍"]),
    ] {
        // A visible page draws only the first pieces of a frame at once.
        frame().await;
        server.say(piece);
        task().await;
        assert_eq!(page.answer(), expected);
    }
    server.finish("STOP");
    task().await;

    assert_eq!(changes.removed(), 0.0);
    assert!(changes.only_append());
    assert!(page.all("[data-role=model] p")[0].is_same_node(Some(&first)));
    assert!(first.first_child().unwrap().is_same_node(Some(&node)));
    assert_eq!(node.node_value().unwrap(), "One and two");
}

#[wasm_bindgen_test]
async fn a_selection_survives_what_arrives() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Hello").await;
    server.say("Select me");
    frame().await;
    let select = "getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 6)";
    call("p", select, &page.one("[data-role=model] p"));
    server.say(" while I grow\n\nand go on");
    frame().await;
    let selected = call("_", "return getSelection().toString()", &"".into());
    assert_eq!(selected, "Select");
}

#[wasm_bindgen_test]
async fn markup_is_text() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let markup = "<img src=x onerror=alert(1)> & <b>bold</b>";
    page.send(markup).await;
    server.say(markup);
    task().await;
    assert_eq!(page.texts(".rill-text p"), [markup, markup]);
    assert!(page.all("img, b").is_empty());
}

#[wasm_bindgen_test]
async fn nothing_has_a_style_of_its_own() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("A\nmessage\nof\nlines").await;
    server.say("One\n\ntwo");
    server.finish("MAX_TOKENS");
    task().await;
    // A Content Security Policy without `unsafe-inline` would refuse inline styles.
    assert!(page.all("[style]").is_empty());
}

#[wasm_bindgen_test]
async fn the_field_grows_with_its_text() {
    let page = Page::new(&Server::new()).await;
    let height = page.field().client_height();
    page.type_text("one\ntwo\nthree").await;
    let field = page.field();
    assert!(
        field.client_height() > 2 * height,
        "{}",
        field.client_height()
    );
    assert!(field.scroll_height() <= field.client_height());
    let composer: web_sys::HtmlElement = page.one(".rill-composer").unchecked_into();
    let lines = "line\n".repeat(100);
    page.type_text(&lines).await;
    assert!(composer.offset_height() < 300, "and not for ever");
}

#[wasm_bindgen_test]
async fn what_comes_in_one_frame_is_drawn_by_its_end() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Count").await;
    Page::in_sight(true);
    let numbers: Vec<String> = (1..60).map(|number| number.to_string()).collect();
    for number in &numbers {
        server.say(&format!("{number} "));
    }
    frame().await;
    assert_eq!(page.answer(), [numbers.join(" ")]);
    server.say("\n\nA word");
    task().await;
    assert_eq!(page.answer().len(), 2, "what comes first is there at once");
    server.finish("STOP");
    frame().await;
}
