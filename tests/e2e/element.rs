//! The custom element as it is packed for npm, in a page of its own: `tests/element/life` has the
//! cases, which run in the page, and this opens it and reads what came of them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::{Client, Locator};
use serde::Deserialize;
use simulator::{Options, Simulator};

use crate::browser::{PATIENCE, with_browser};

/// What came of a case.
#[derive(Debug, Deserialize)]
struct Outcome {
    name: String,
    passed: bool,
    #[serde(default)]
    why: String,
}

/// The fewest cases that a page has: one that stopped before its first is no success.
const FEWEST: usize = 20;

#[test]
fn the_life_of_an_element() {
    with_page("index.html", async |browser| {
        let all = outcomes(&browser).await;
        let failed: Vec<_> = all.iter().filter(|case| !case.passed).collect();
        for case in &failed {
            println!("{}: {}", case.name, case.why);
        }
        assert!(
            failed.is_empty(),
            "{} of {} failed",
            failed.len(),
            all.len()
        );
        assert!(all.len() >= FEWEST, "only {} cases", all.len());
    });
}

/// A page without `'wasm-unsafe-eval'`, and one in a browser without WebAssembly.
#[test]
fn what_keeps_it_from_starting_is_named() {
    for (page, words) in [
        ("policy.html", "Content Security Policy"),
        ("without.html", "no WebAssembly"),
    ] {
        with_page(page, async move |browser| {
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

async fn outcomes(browser: &Client) -> Vec<Outcome> {
    let done = browser
        .wait()
        .at_most(2 * PATIENCE)
        .for_element(Locator::Css("html[data-done]"))
        .await
        .unwrap();
    let json = done.attr("data-done").await.unwrap().unwrap();
    serde_json::from_str(&json).unwrap()
}

/// Opens a page of `tests/element/life` with the package beside it, if there is a package.
fn with_page<F>(page: &'static str, test: impl FnOnce(Client) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    with_browser(4 * PATIENCE, async move |browser, _| {
        let package = env::var_os("RILL_E2E_PACKAGE").expect("the folder of the npm package");
        let folder = env::temp_dir().join(format!("rill-life-{}-{page}", std::process::id()));
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/element/life");
        copy(&pages, &folder);
        copy(&PathBuf::from(package), &folder.join("rill-chat"));
        let site = Options {
            serve: Some(folder.clone()),
            ..Options::default()
        };
        let site = Simulator::start_with(site).await.unwrap();
        let address = format!("{}/{page}", site.url());
        browser.goto(&address).await.unwrap();
        test(browser).await;
        fs::remove_dir_all(&folder).unwrap();
    });
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap().path();
        let copied = to.join(file.file_name().unwrap());
        if file.is_dir() {
            copy(&file, &copied);
        } else {
            fs::copy(&file, copied).unwrap();
        }
    }
}
