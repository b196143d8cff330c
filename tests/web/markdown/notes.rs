//! Footnotes: to the note and back, without leaving the page.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{address_of_page, attribute, pieces};
use crate::{
    page::{Page, call},
    server::Server,
};

const TEXT: &str = "One[^a] and two[^b].\n\n[^a]: The first *note*.\n[^b]: The second.\n\nAfter.\n";

async fn there_and_back(page: &Page) {
    let address = address_of_page();
    let history = history_length();
    page.click("a.rill-ref[data-footnote='2']").await;
    let note = page.one(".rill-footnote[data-footnote='2']");
    assert!(page.focused().is_same_node(Some(&note)));
    assert_eq!(
        note.query_selector("p")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap(),
        "The second."
    );
    page.click(".rill-footnote[data-footnote='2'] a.rill-back")
        .await;
    let mark = page.one("a.rill-ref[data-footnote='2']");
    assert!(page.focused().is_same_node(Some(&mark)));
    assert_eq!(address_of_page(), address);
    assert_eq!(history_length(), history);
}

fn history_length() -> JsValue {
    call("_", "return history.length", &JsValue::NULL)
}

#[wasm_bindgen_test]
async fn a_mark_leads_to_its_note_and_back() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.tell(&server, pieces(TEXT, 1)).await;
    there_and_back(&page).await;
}

#[wasm_bindgen_test]
async fn a_mark_leads_to_its_note_in_a_shadow_root() {
    let server = Server::new();
    let page = Page::in_shadow(&server).await;
    page.tell(&server, pieces(TEXT, 2)).await;
    there_and_back(&page).await;
}

/// Two answers may use the same footnote numbers.
#[wasm_bindgen_test]
async fn a_mark_leads_to_the_note_of_its_own_answer() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.tell(&server, [TEXT]).await;
    page.tell(&server, [TEXT]).await;
    let last = ".rill-message:last-child";
    page.click(&format!("{last} a.rill-ref[data-footnote='1']"))
        .await;
    let note = page.one(&format!("{last} .rill-footnote[data-footnote='1']"));
    assert!(page.focused().is_same_node(Some(&note)));
}

#[wasm_bindgen_test]
async fn marks_and_notes_have_names_for_screen_readers() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.tell(&server, pieces(TEXT, 3)).await;
    for (number, mark) in (1..).zip(page.all("a.rill-ref")) {
        assert_eq!(attribute(&mark, "role"), "doc-noteref");
        assert_eq!(attribute(&mark, "aria-label"), format!("Footnote {number}"));
    }
    for (number, back) in (1..).zip(page.all("a.rill-back")) {
        assert_eq!(attribute(&back, "role"), "doc-backlink");
        assert_eq!(
            attribute(&back, "aria-label"),
            format!("Back to reference {number}")
        );
    }
    assert_eq!(page.texts("a.rill-ref"), ["1", "2"]);
}

/// Only at the end of an answer is it known which notes are missing.
#[wasm_bindgen_test]
async fn a_mark_without_a_note_is_words() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.tell(
        &server,
        ["A list[^x] index, and a mark[^1].\n\n[^1]: Here."],
    )
    .await;
    assert_eq!(page.texts("a.rill-ref").len(), 1);
    assert_eq!(
        page.answer()[0].replace('2', "1"),
        "A list[^x] index, and a mark1."
    );
}
