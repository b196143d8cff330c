//! A page beside the npm package, whose own script runs the cases, and their outcomes.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use fantoccini::{Client, Locator};
use serde::Deserialize;
use simulator::{Options, Simulator};

use crate::browser::{TIMEOUT, with_browser};

/// The outcome of a case.
#[derive(Debug, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    passed: bool,
    #[serde(default)]
    why: String,
}

/// Opens a page from a folder of this repository with the npm package copied beside it. Its
/// `?endpoint=` parameter names the simulator, which is another origin.
pub(crate) fn with_package<F>(
    pages: &'static str,
    page: &'static str,
    test: impl FnOnce(Client, Simulator) -> F + Clone + Send + 'static,
) where
    F: Future<Output = ()> + Send + 'static,
{
    with_browser(4 * TIMEOUT, async move |browser, _| {
        let package = env::var_os("RILL_E2E_PACKAGE").expect("the folder of the npm package");
        let name = format!("rill-package-{}-{page}", std::process::id());
        let folder = env::temp_dir().join(name);
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join(pages);
        copy(&pages, &folder);
        copy(&PathBuf::from(package), &folder.join("rill-chat"));
        let site = Options {
            serve: Some(folder.clone()),
            ..Options::default()
        };
        let site = Simulator::start_with(site).await.unwrap();
        let gemini = Options {
            speed: 10.0,
            keep_alive: false,
            ..Options::default()
        };
        let gemini = Simulator::start_with(gemini).await.unwrap();
        let address = format!("{}/{page}?endpoint={}", site.url(), gemini.url());
        browser.goto(&address).await.unwrap();
        test(browser, gemini).await;
        fs::remove_dir_all(&folder).unwrap();
    });
}

/// Waits until all cases have run. Fails if one failed or there are fewer than `fewest`.
pub(crate) async fn all_pass(browser: &Client, fewest: usize) -> Vec<Outcome> {
    let done = browser
        .wait()
        .at_most(2 * TIMEOUT)
        .for_element(Locator::Css("html[data-done]"))
        .await
        .unwrap();
    let json = done.attr("data-done").await.unwrap().unwrap();
    let all: Vec<Outcome> = serde_json::from_str(&json).unwrap();
    let failed: Vec<_> = all.iter().filter(|case| !case.passed).collect();
    for case in &failed {
        println!("{}: {}", case.name, case.why);
    }
    let (count, of) = (failed.len(), all.len());
    assert!(failed.is_empty(), "{count} of {of} failed");
    assert!(of >= fewest, "only {of} cases");
    all
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
