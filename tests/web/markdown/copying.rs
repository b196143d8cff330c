//! Selecting and copying.

use js_sys::Function;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::{Clipboard, answered, attribute, pieces};
use crate::{
    page::{Page, call, frame, until},
    server::Server,
};

/// Selects all of an element, and returns the text of the selection.
async fn selected(element: &HtmlElement) -> String {
    call(
        "element",
        "getSelection().selectAllChildren(element)",
        element,
    );
    // Skipped content is laid out because it is selected, but only with the next frame.
    frame().await;
    let text = call("_", "return getSelection().toString()", &JsValue::NULL);
    text.as_string().unwrap().replace("\r\n", "\n")
}

/// Returns the lines that are not blank. Some browsers indent list items.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Returns what a copy handler puts on the clipboard; empty if it leaves that to the browser.
fn copied(element: &HtmlElement) -> String {
    let source = "getSelection().selectAllChildren(element);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
        return event.defaultPrevented ? event.clipboardData.getData('text/plain') : '';";
    call("element", source, element).as_string().unwrap()
}

/// Checks that the outcome of a copy is also announced by the live region.
async fn says_aloud(page: &Page, button: &HtmlElement, words: &str) {
    assert_eq!(attribute(button, "aria-label"), words);
    until("it is heard", || page.texts("[role=status] p") == [words]).await;
}

#[wasm_bindgen_test]
async fn the_button_of_a_code_block_copies_the_code() {
    let clipboard = Clipboard::new();
    let code = "fn main() {\n\tlet a = \"é\"; // <b>\n\n}\n";
    let page = answered(&format!("A:\n\n```rust\n{code}```\n\nB.\n")).await;
    let button = page.one(".rill-code .rill-copy");
    assert_eq!(attribute(&button, "aria-label"), "Copy code");
    button.click();
    until("it says so", || button.text_content().unwrap() == "Copied").await;
    assert_eq!(clipboard.text(), code);
    says_aloud(&page, &button, "Copied").await;
}

#[wasm_bindgen_test]
async fn what_was_not_copied_is_said_too() {
    let refuse = "const writeText = () => Promise.reject(new Error('no'));
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
        const old = document.execCommand;
        document.execCommand = () => false;
        return () => { delete navigator.clipboard; document.execCommand = old; };";
    let page = answered("```\ncode\n```\n").await;
    for selector in [".rill-code .rill-copy", ".rill-actions .rill-copy"] {
        let restore: Function = call("_", refuse, &JsValue::NULL).unchecked_into();
        let button = page.one(selector);
        button.click();
        until("it says so", || {
            button.text_content().unwrap() == "Could not copy"
        })
        .await;
        restore.call0(&JsValue::NULL).unwrap();
        says_aloud(&page, &button, "Could not copy").await;
    }
}

#[wasm_bindgen_test]
async fn a_code_block_can_be_copied_while_it_is_written() {
    let clipboard = Clipboard::new();
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    server.say("```\none\ntwo");
    frame().await;
    page.click(".rill-code .rill-copy").await;
    assert_eq!(clipboard.text(), "one\ntwo");
    server.say("\nthree\n```");
    frame().await;
    assert_eq!(page.texts(".rill-text code"), ["one\ntwo\nthree\n"]);
}

#[wasm_bindgen_test]
async fn the_button_of_an_answer_copies_its_markdown() {
    let clipboard = Clipboard::new();
    let text = "# A *b*\n\n- [x] c  \n- d\n\n```js\ne\n```\n\n[f](https://g.example) $h$ <i>\n\n| j |\n|---|\n";
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    for piece in pieces(text, 1) {
        server.say(piece);
    }
    frame().await;
    assert!(
        page.all(".rill-actions").is_empty(),
        "not before it is over"
    );
    server.finish("STOP");
    until("the answer is over", || page.phase() == "over").await;
    frame().await;
    let button = page.one(".rill-actions .rill-copy");
    assert_eq!(attribute(&button, "aria-label"), "Copy answer");
    button.click();
    until("it says so", || button.text_content().unwrap() == "Copied").await;
    assert_eq!(clipboard.text(), text);
    says_aloud(&page, &button, "Copied").await;
    assert!(page.all("[data-role=user] .rill-actions").is_empty());
}

#[wasm_bindgen_test]
async fn a_selection_is_the_text_and_nothing_of_the_page() {
    let page = answered(
        "# Title\n\nSome *words* and a [link](https://a.example).\n\n```js\nlet a = 1;\n\nlet b = 2;\n```\n\n\
        - one\n- [x] two\n\n> A quotation.\n\n> [!NOTE]\n> Mind this.\n\nThe end[^1].\n\n[^1]: A note.\n",
    )
    .await;
    let text = selected(&page.one("[data-role=model] .rill-text")).await;
    assert_eq!(
        lines(&text),
        [
            "Title",
            "Some words and a link.",
            "let a = 1;",
            "let b = 2;",
            "one",
            "two",
            "A quotation.",
            "Note",
            "Mind this.",
            "The end1.",
            "1.",
            "A note.",
        ]
    );
    assert!(text.contains("let a = 1;\n\nlet b = 2;"), "{text:?}");
}

#[wasm_bindgen_test]
async fn a_selection_of_long_code_has_its_lines_and_no_more() {
    let code: Vec<_> = (0..100).map(|at| format!("let a{at} = {at};")).collect();
    let code = code.join("\n");
    for language in ["", "rust"] {
        let page = answered(&format!("```{language}\n{code}\n```\n")).await;
        let text = selected(&page.one("[data-role=model] .rill-text")).await;
        assert_eq!(text.trim(), code, "{language}");
    }
}

#[wasm_bindgen_test]
async fn a_selection_reaches_what_is_out_of_sight() {
    let text: Vec<_> = (0..200)
        .map(|at| format!("Paragraph {at} of many."))
        .collect();
    let page = answered(&text.join("\n\n")).await;
    assert!(page.all(".rill-group").len() > 3);
    let found = selected(&page.one("[data-role=model] .rill-text")).await;
    assert_eq!(lines(&found), text);
}

#[wasm_bindgen_test]
async fn a_selection_of_a_table_has_its_cells_in_lines() {
    let page = answered("| a | b |\n|---|---|\n| c | d |\n").await;
    let text = selected(&page.one("[data-role=model] .rill-text")).await;
    assert_eq!(lines(&text), ["a\tb", "c\td"]);
}

#[wasm_bindgen_test]
async fn a_selection_with_formulas_has_their_source() {
    let page = answered("A formula $x^2$ and\n\n$$\\sqrt{2}$$\n\n```js\na\n```\n").await;
    let text = copied(&page.one("[data-role=model] .rill-text"));
    assert_eq!(lines(&text), ["A formula $x^2$ and", "$$\\sqrt{2}$$", "a"]);
    let page = answered("No formula.").await;
    assert_eq!(copied(&page.one("[data-role=model] .rill-text")), "");
    call("_", "getSelection().removeAllRanges()", &JsValue::NULL);
}
