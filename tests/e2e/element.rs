//! The custom element as it is packed for npm: `tests/element/life` has the cases, which run in its
//! page.

use std::time::Duration;

use crate::{
    browser::PATIENCE,
    package::{all_pass, with_package},
};

const PAGES: &str = "tests/element/life";

#[test]
fn the_life_of_an_element() {
    with_package(PAGES, "index.html", async |browser, _| {
        // One that stopped before its first case is no success.
        all_pass(&browser, 20).await;
    });
}

/// A page without `'wasm-unsafe-eval'`, and one in a browser without WebAssembly.
#[test]
fn what_keeps_it_from_starting_is_named() {
    for (page, words) in [
        ("policy.html", "Content Security Policy"),
        ("without.html", "no WebAssembly"),
    ] {
        with_package(PAGES, page, async move |browser, _| {
            let sentence = "return document.querySelector('rill-chat').shadowRoot
                .querySelector('[role=alert]')?.textContent ?? ''";
            for _ in 0..PATIENCE.as_millis() / 100 {
                let said = browser.execute(sentence, vec![]).await.unwrap();
                if said.as_str().unwrap_or_default().contains(words) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            let all = "return document.querySelector('rill-chat').shadowRoot.textContent";
            let said = browser.execute(all, vec![]).await.unwrap();
            panic!("{page} does not say {words:?} but {said}");
        });
    }
}
