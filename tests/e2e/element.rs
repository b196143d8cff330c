//! The custom element as packed for npm. The cases are in `tests/element/life` and run in its page.

use std::time::Duration;

use crate::{
    browser::TIMEOUT,
    package::{all_pass, with_package},
};

const PAGES: &str = "tests/element/life";

#[test]
fn the_life_of_an_element() {
    with_package(PAGES, "index.html", async |browser, _| {
        // A script that stopped before its first case must not pass.
        all_pass(&browser, 20).await;
    });
}

/// One page lacks `'wasm-unsafe-eval'` in its policy, the other has no `WebAssembly` object.
#[test]
fn what_keeps_it_from_starting_is_named() {
    for (page, words) in [
        ("policy.html", "Content Security Policy"),
        ("without.html", "does not support WebAssembly"),
    ] {
        with_package(PAGES, page, async move |browser, _| {
            let sentence = "return document.querySelector('rill-chat').shadowRoot
                .querySelector('[role=alert]')?.textContent ?? ''";
            for _ in 0..TIMEOUT.as_millis() / 100 {
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
