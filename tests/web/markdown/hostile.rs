//! Hostile answers, streamed through the widget into a page.

use js_sys::Function;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../../it/hostile/corpus.rs"]
mod corpus;

use super::{address_of_page, pieces};
use crate::{
    page::{Page, call},
    server::Server,
};

/// The longest text of an answer in bytes, so that hundreds of them are quick.
const MAX_LENGTH: usize = 4_000;

/// Checks every element, attribute and class of an answer against an allow-list.
const CHECK: &str = r##"
    const elements = new Set(`a blockquote br button code div em h3 h4 h5 h6 hr img input li ol p pre
        s span strong sup table tbody td th thead tr ul`.split(/\s+/));
    const attributes = new Set(`alt aria-label checked class data-alert data-display data-footnote
        data-latex data-level decoding dir disabled href loading referrerpolicy rel role scope src
        start tabindex target title type`.split(/\s+/));
    // A long table has the widths of its columns, and nothing else.
    const isSettled = ({ className, style }) => className === "rill-settled"
        && [...style].every(name => ["--rill-columns", "min-inline-size"].includes(name))
        && /^(minmax\(4rem,\d+fr\) ?)+$/.test(style.getPropertyValue("--rill-columns"));
    const faults = [];
    for (const element of text.querySelectorAll("*")) {
        const fault = what => faults.push(`${what} in ${element.cloneNode().outerHTML.slice(0, 300)}`);
        if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") fault("a foreign element");
        if (!elements.has(element.localName)) fault("a strange element");
        for (const { name } of element.attributes)
            if (!attributes.has(name) && !(name === "style" && isSettled(element)))
                fault(`a strange ${name}`);
        for (const name of element.classList)
            if (!name.startsWith("rill-")) fault("a strange class");
        if (element.localName === "a" && element.hasAttribute("href")
            && !(element.getAttribute("href") === "#" && element.dataset.footnote)) {
            // As the browser reads it.
            const { protocol, host, target, rel } = element;
            if (!["http:", "https:", "mailto:", "tel:"].includes(protocol)) fault("a scheme");
            if (protocol.startsWith("http") && (!host || host === location.host))
                fault("a host");
            if (target !== "_blank" || !rel.includes("noopener") || !rel.includes("noreferrer"))
                fault("a link that knows the page");
        }
        if (element.localName === "img"
            && !/^data:image\/(png|jpeg|gif|webp);base64,[\w+/=%]*$/i.test(element.src))
            fault("an image");
        if (element.localName !== "img" && element.hasAttribute("src")) fault("a source");
        if (element.localName === "input" && !(element.type === "checkbox" && element.disabled))
            fault("an input");
        if (element.localName === "button" && element.className !== "rill-copy") fault("a button");
    }
    return faults.join("\n");
"##;

/// Records calls that would parse a text as HTML or open a window, and what is fetched.
const GUARD: &str = r#"
    const asked = [];
    const undo = [];
    const guard = (object, name) => {
        const old = object && Object.getOwnPropertyDescriptor(object, name);
        if (!old) return;
        const note = call => function (...all) {
            asked.push(name);
            return call.apply(this, all);
        };
        Object.defineProperty(object, name, old.set
            ? { ...old, set: note(old.set) } : { ...old, value: note(old.value) });
        undo.push(() => Object.defineProperty(object, name, old));
    };
    for (const name of ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"])
        guard(Element.prototype, name);
    guard(ShadowRoot.prototype, "innerHTML");
    guard(Document.prototype, "write");
    guard(DOMParser.prototype, "parseFromString");
    guard(Range.prototype, "createContextualFragment");
    guard(HTMLIFrameElement.prototype, "srcdoc");
    guard(window, "open");
    const fetched = () => performance.getEntriesByType("resource")
        .filter(entry => !entry.name.startsWith("data:")).map(entry => entry.name);
    const before = fetched().length;
    return () => {
        undo.forEach(one => one());
        return [...asked, ...fetched().slice(before),
            ...(window.__hacked === undefined ? [] : ["hacked"])].join("\n");
    };
"#;

struct Guard(JsValue);

impl Guard {
    fn new() -> Self {
        Self(call("_", GUARD, &JsValue::NULL))
    }

    /// Returns what was recorded, which should be nothing.
    fn found(self) -> String {
        let end: &Function = self.0.unchecked_ref();
        let found = end.call0(&JsValue::NULL).unwrap();
        found.as_string().unwrap()
    }
}

/// Streams the snippets with matching titles, and checks the page after each.
async fn run(is_wanted: impl Fn(&str) -> bool) {
    let address = address_of_page();
    let elements = || {
        call(
            "_",
            "return document.head.childElementCount",
            &JsValue::NULL,
        )
    };
    let head = elements();
    let mut count = 0;
    for (title, snippet) in corpus::snippets() {
        if !is_wanted(title) {
            continue;
        }
        count += 1;
        let server = Server::new();
        let page = Page::new(&server).await;
        let text = snippet.text(MAX_LENGTH);
        let guard = Guard::new();
        page.tell(&server, pieces(&text, count)).await;
        assert_eq!(guard.found(), "", "{title}: {}", snippet.name);
        let faults = call("text", CHECK, &page.one("[data-role=model] .rill-text"));
        assert_eq!(faults, "", "{title}: {}", snippet.name);
        assert_eq!(elements(), head, "{title}: {}", snippet.name);
        assert_eq!(address_of_page(), address, "{title}: {}", snippet.name);
    }
    assert!(count > 0, "there are none");
}

#[wasm_bindgen_test]
async fn addresses_lead_only_where_they_may() {
    run(|title| title.contains("links") || title.contains("addresses")).await;
}

#[wasm_bindgen_test]
async fn images_are_not_fetched() {
    run(|title| title == "images").await;
}

#[wasm_bindgen_test]
async fn html_stays_text() {
    run(|title| title.starts_with("HTML")).await;
}

#[wasm_bindgen_test]
async fn depth_is_no_harm() {
    run(|title| title == "depth").await;
}

#[wasm_bindgen_test]
async fn size_is_no_harm() {
    run(|title| title == "size").await;
}

#[wasm_bindgen_test]
async fn characters_are_only_characters() {
    run(|title| title == "characters").await;
}

/// JSON can contain a lone surrogate, UTF-8 cannot.
#[wasm_bindgen_test]
async fn half_a_pair_is_replaced() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    let text = r#"{"candidates":[{"content":{"parts":[{"text":"a \ud83d **b\udc00**"}]}}]}"#;
    server.event(text);
    server.say(" c");
    server.finish("STOP");
    crate::page::until("it is over", || page.phase() == "over").await;
    crate::page::frame().await;
    let said = page.texts("[data-role=model]").concat();
    assert!(said.contains("a \u{fffd} b\u{fffd} c"), "{said}");
}
