//! Each of `examples/`, built as its README says with the package as it would be published: a chat
//! in it is begun by its suggestion, and what its page is told at the end is shown.
//!
//! `cargo xtask examples` copies and builds them and says in `RILL_E2E_EXAMPLES` where.

use std::{
    env,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::Client;
use serde_json::{Value, json};
use simulator::{Options, Simulator};

use crate::{
    browser::{PATIENCE, with_browser},
    streaming::{shown, story},
};

/// The suggestion of each example.
const PROMPT: &str = "Tell me a short story about a brave knight.";

/// Where the chat is: in the shadow of the element, or in the page itself if Leptos drew it there.
const ROOT: &str = "(document.querySelector('rill-chat')?.shadowRoot ?? document)";

/// Who gives the pages of an example away.
enum Site {
    Files(Simulator),
    /// Next.js renders its pages on its own server.
    Next(Next),
}

struct Next {
    process: Child,
    url: String,
}

impl Site {
    async fn of(example: &Path) -> Self {
        if example.join(".next").exists() {
            return Self::Next(Next::start(example));
        }
        let dist = example.join("dist");
        let files = Options {
            serve: Some(if dist.exists() {
                dist
            } else {
                example.to_owned()
            }),
            ..Options::default()
        };
        Self::Files(Simulator::start_with(files).await.unwrap())
    }

    fn url(&self) -> &str {
        match self {
            Self::Files(simulator) => simulator.url(),
            Self::Next(next) => &next.url,
        }
    }
}

impl Next {
    fn start(example: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let process = Command::new("node")
            .args(["node_modules/next/dist/bin/next", "start"])
            .args(["--hostname", "127.0.0.1", "--port", &port.to_string()])
            .current_dir(example)
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Next {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Opens a page of an example, begins the chat by its suggestion, and reads what came of it.
#[track_caller]
fn check(name: &'static str, page: &'static str) {
    let Some(examples) = env::var_os("RILL_E2E_EXAMPLES").map(PathBuf::from) else {
        panic!("`cargo xtask examples` builds them and says where");
    };
    with_browser(3 * PATIENCE, async move |browser, _| {
        let example = examples.join(name);
        assert!(example.is_dir(), "{} was not built", example.display());
        let site = Site::of(&example).await;
        let gemini = Options {
            speed: 8.0,
            keep_alive: false,
            ..Options::default()
        };
        let gemini = Simulator::start_with(gemini).await.unwrap();
        let address = format!("{}/{page}?endpoint={}", site.url(), gemini.url());
        open(&browser, &address).await;

        // A popup is opened, as a person does it.
        let suggestion = format!(
            "const root = {ROOT}; \
             const chat = document.querySelector('rill-chat'); \
             if (chat?.mode === 'popup' && !chat.open) {{ \
                 root.querySelector('[part~=launcher]')?.click(); \
                 return false; \
             }} \
             const suggestion = Array.from(root.querySelectorAll('button')) \
                 .find(button => button.textContent.includes('{PROMPT}')); \
             suggestion?.click(); \
             return !!suggestion"
        );
        until(&browser, &suggestion, json!(true)).await;

        let told = "return document.querySelector('#finish').textContent";
        until(&browser, told, json!("Finished: complete")).await;
        let blocks = ".rill-message[data-role=model] .rill-text p";
        let answer = format!(
            "return Array.from({ROOT}.querySelectorAll('{blocks}'), block => block.textContent)\
             .join('\\n\\n')"
        );
        until(&browser, &answer, json!(shown(&story(PROMPT)))).await;
        // The browser asks before it sends to another origin.
        let requests = gemini.requests();
        let sent = requests.iter().filter(|request| request.method == "POST");
        assert_eq!(sent.count(), 1);
    });
}

/// Opens an address as soon as somebody listens there.
async fn open(browser: &Client, address: &str) {
    let start = Instant::now();
    while let Err(error) = browser.goto(address).await {
        assert!(start.elapsed() < PATIENCE, "{address}: {error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Waits until a function body returns this.
async fn until(browser: &Client, script: &str, expected: Value) {
    let start = Instant::now();
    loop {
        let found = browser.execute(script, vec![]).await.unwrap();
        if found == expected {
            return;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{script}: {found} in place of {expected}; the page: {}",
            page(browser).await
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What the page looks like, for whoever reads why a test failed.
async fn page(browser: &Client) -> Value {
    let script = format!("return document.body.innerHTML + '\\n' + ({ROOT}.innerHTML ?? '')");
    browser.execute(&script, vec![]).await.unwrap()
}

macro_rules! examples {
    ($($test:ident: $name:literal, $page:literal;)*) => {$(
        #[test]
        #[ignore = "`cargo xtask examples` builds what it needs"]
        fn $test() {
            check($name, $page);
        }
    )*};
}

examples! {
    html: "html", "index.html";
    html_popup: "html", "popup.html";
    webpack: "webpack", "index.html";
    vite_react: "vite-react", "index.html";
    vite_vue: "vite-vue", "index.html";
    vite_svelte: "vite-svelte", "index.html";
    next: "next", "";
    leptos: "leptos", "index.html";
}
