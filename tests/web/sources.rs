//! The sources of an answer and the searches behind it, below its text.

use rill_chat::chat::Recovery;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{Page, call, task},
    server::Server,
};

/// Google's search sends through this address, and gives the host as title.
const REDIRECT: &str = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC";

/// Answers with this candidate, and returns the page.
async fn answered(candidate: serde_json::Value) -> Page {
    let server = Server::new();
    let page = Page::recovering(&server, Recovery::none()).await;
    page.send("Go").await;
    server.say("An answer.");
    server.event(&json!({"candidates": [candidate]}).to_string());
    task().await;
    assert!(!page.is_shown(".rill-sources, .rill-searches"), "too early");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["An answer."]);
    page
}

/// Returns the text of each item of a list, and where it leads.
fn items(page: &Page, list: &str) -> Vec<(String, Option<String>)> {
    let links = page.all(&format!("{list} > li > a"));
    assert_eq!(page.all(&format!("{list} > li")).len(), links.len());
    links
        .iter()
        .map(|link| (link.text_content().unwrap(), link.get_attribute("href")))
        .collect()
}

/// Checks the text of a source, and where it leads.
async fn check(source: serde_json::Value, text: &str, href: Option<&str>) {
    let page = answered(json!({"groundingMetadata": {"groundingChunks": [{"web": source}]}})).await;
    let href = href.map(str::to_owned);
    assert_eq!(
        items(&page, ".rill-sources > ol"),
        [(text.to_owned(), href)]
    );
}

#[wasm_bindgen_test]
async fn a_source_shows_its_title_and_its_host() {
    for (uri, title, text) in [
        (REDIRECT, "example.org", "example.org"),
        ("https://example.org/k", "Knights", "Knights (example.org)"),
        ("https://example.org/k", "example.org", "example.org"),
        ("https://t.co/x", "microsoft.com", "microsoft.com (t.co)"),
        ("https://example.org/k", "Example.ORG", "Example.ORG"),
        (
            "https://evil.example/",
            "bank.example",
            "bank.example (evil.example)",
        ),
        (
            "https://bank.example@evil.example/",
            "Bank",
            "Bank (evil.example)",
        ),
        (
            "https://example.org/k",
            "<b>K</b>",
            "<b>K</b> (example.org)",
        ),
    ] {
        check(json!({"uri": uri, "title": title}), text, Some(uri)).await;
    }
    let bare = json!({"uri": "https://example.org/k"});
    check(bare, "example.org", Some("https://example.org/k")).await;
}

#[wasm_bindgen_test]
async fn what_cannot_be_opened_is_a_text() {
    for uri in [
        "javascript:alert(1)",
        "/logout",
        "mailto:a@b.example",
        "https://",
    ] {
        check(json!({"uri": uri, "title": "Notes"}), "Notes", None).await;
    }
    check(json!({"title": "Notes"}), "Notes", None).await;
    check(json!({"uri": "about:blank"}), "about:blank", None).await;
}

#[wasm_bindgen_test]
async fn quoted_sources_come_after_those_of_the_search() {
    let page = answered(json!({
        "groundingMetadata": {"groundingChunks": [
            {"web": {"uri": REDIRECT, "title": "a.example"}},
            {"web": {"uri": REDIRECT, "title": "a.example"}},
            {},
            {"web": {"uri": "", "title": " "}},
        ]},
        "citationMetadata": {"citationSources": [{"uri": "https://b.example/", "endIndex": 2}]},
    }))
    .await;
    let items = items(&page, ".rill-sources > ol");
    let texts: Vec<_> = items.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(texts, ["a.example", "b.example"]);
    assert_eq!(page.texts(".rill-sources > summary"), ["Sources (2)"]);
    for link in page.all(".rill-sources a") {
        assert_eq!(link.get_attribute("target").unwrap(), "_blank");
        assert!(link.get_attribute("rel").unwrap().contains("noopener"));
    }
}

#[wasm_bindgen_test]
async fn a_search_can_be_made_again() {
    let page = answered(json!({"groundingMetadata": {
        "webSearchQueries": ["Köln & Rhein", "a+b#c"],
        "searchEntryPoint": {"renderedContent": "<style>*{color:red}</style><b>Köln</b>"},
    }}))
    .await;
    let search = |query| Some(format!("https://www.google.com/search?q={query}"));
    assert_eq!(
        items(&page, ".rill-searches > ul"),
        [
            ("Köln & Rhein".to_owned(), search("K%C3%B6ln%20%26%20Rhein")),
            ("a+b#c".to_owned(), search("a%2Bb%23c")),
        ]
    );
    assert!(!page.is_shown(".rill-sources"));
    assert!(page.all("b").is_empty());
}

/// Grounds an answer in one source and one search.
fn ground(server: &Server) {
    server.ground(&json!({
        "webSearchQueries": ["", "k", "k"],
        "groundingChunks": [{"web": {"title": "Knights"}}],
    }));
}

#[wasm_bindgen_test]
async fn only_an_answer_has_sources() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    ground(&server);
    server.close();
    task().await;
    assert!(page.notice().is_some());
    assert!(!page.is_shown(".rill-sources, .rill-searches"));
}

#[wasm_bindgen_test]
async fn a_continued_answer_has_them_at_its_end() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    server.say("The kni");
    ground(&server);
    server.close();
    task().await;
    assert_eq!(page.texts(".rill-sources li"), ["Knights"]);
    assert_eq!(page.texts(".rill-searches li"), ["k"]);
    page.click(".rill-remedy[data-remedy=continue]").await;
    assert!(!page.is_shown(".rill-sources, .rill-searches"));
    server.say("knight rode on.");
    server.finish("STOP");
    task().await;
    assert_eq!(page.answer(), ["The knight rode on."]);
    assert_eq!(page.texts(".rill-sources li"), ["Knights"]);
    assert_eq!(page.texts(".rill-searches li"), ["k"]);
}

#[wasm_bindgen_test]
async fn a_host_stands_in_its_own_direction() {
    let title = "Bank\u{202e}";
    let page = answered(json!({"groundingMetadata": {"groundingChunks": [
        {"web": {"uri": "https://moc.elgoog.evil.example/", "title": title}},
        {"web": {"uri": "https://evil.example/", "title": "bank.example"}},
    ]}}))
    .await;
    for (class, count) in [("rill-site", 1), ("rill-host", 1)] {
        let marks = page.all(&format!(".rill-sources .{class}"));
        assert_eq!(marks.len(), count);
        for mark in marks {
            let direction = "return getComputedStyle(mark).unicodeBidi";
            assert_eq!(call("mark", direction, &mark), "isolate");
        }
    }
}

#[wasm_bindgen_test]
async fn an_answer_out_of_nothing_has_no_list() {
    for grounding in [json!({}), json!({"groundingChunks": [{}]}), json!(null)] {
        let page = answered(json!({"groundingMetadata": grounding})).await;
        assert!(!page.is_shown(".rill-sources, .rill-searches"));
    }
}
