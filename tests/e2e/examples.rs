//! Each page of `examples/`, built as its README says with the package as it would be published: a
//! chat is started by its suggestion, and the page must show the `finish` that it was told.
//!
//! `cargo xtask examples` copies and builds them, and passes the folder in `RILL_E2E_EXAMPLES`.

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
    browser::{DevTools, TIMEOUT, with_browser},
    streaming::{shown, story},
};

/// The message that each example's suggestion sends.
const PROMPT: &str = "Tell me a short story about a brave knight.";

/// The root of the chat: the element's shadow root, or the document if Leptos drew it in the page.
const ROOT: &str = "(document.querySelector('rill-chat')?.shadowRoot ?? document)";

/// What serves the pages of an example.
enum Site {
    Files(Simulator),
    /// The example has a server of its own, which renders the page.
    Server(Server),
}

struct Server {
    process: Child,
    url: String,
}

impl Site {
    async fn of(example: &Path) -> Self {
        if example.join(".next").exists() {
            return Self::Server(Server::next(example));
        }
        let program = example.join("server");
        if program.exists() {
            return Self::Server(Server::leptos(&program, example));
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
            Self::Server(server) => &server.url,
        }
    }
}

impl Server {
    fn next(example: &Path) -> Self {
        let mut node = Command::new("node");
        node.args(["node_modules/next/dist/bin/next", "start"]);
        node.env("NEXT_TELEMETRY_DISABLED", "1");
        Self::start(node, example, |node, port| {
            node.args(["--hostname", "127.0.0.1", "--port", &port.to_string()]);
        })
    }

    /// Starts the server as `cargo leptos serve` does.
    fn leptos(program: &Path, example: &Path) -> Self {
        let mut server = Command::new(program);
        server.env("LEPTOS_OUTPUT_NAME", "rill-example-leptos-ssr");
        server.env("LEPTOS_SITE_ROOT", "dist");
        Self::start(server, example, |server, port| {
            server.env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"));
        })
    }

    fn start(mut program: Command, example: &Path, listen: fn(&mut Command, u16)) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        listen(&mut program, port);
        let process = program
            .current_dir(example)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Opens a page of an example, clicks its suggestion, and checks the answer.
#[track_caller]
fn check(name: &'static str, page: &'static str) {
    with_example(name, page, async |browser: Client, address: String| {
        open(&browser, &address).await;
        // Open a popup first, as a person would.
        let suggestion = format!(
            "const root = {ROOT}; \
             const chat = document.querySelector('rill-chat'); \
             if (chat?.mode === 'popup' && !chat.open) {{ \
                 root.querySelector('[part~=launcher]')?.click(); \
                 return false; \
             }} \
             const suggestion = Array.from(root.querySelectorAll('button')) \
                 .find(button => button.textContent.includes('{PROMPT}')); \
             const is_begun = !!root.querySelector('.rill-message'); \
             if (!is_begun) suggestion?.click(); \
             return is_begun"
        );
        // Clicked repeatedly, since server-rendered buttons exist before their event listeners do.
        until(&browser, &suggestion, json!(true)).await;
    });
}

/// Starts a chat in a page of an example by `begin`, then checks the answer and the request.
#[track_caller]
fn with_example<F>(
    name: &'static str,
    page: &'static str,
    begin: impl FnOnce(Client, String) -> F + Clone + Send + 'static,
) where
    F: Future<Output = ()> + Send,
{
    let Some(examples) = env::var_os("RILL_E2E_EXAMPLES").map(PathBuf::from) else {
        panic!("`cargo xtask examples` builds them and says where");
    };
    with_browser(3 * TIMEOUT, async move |browser, _| {
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
        begin(browser.clone(), address).await;

        finished(&browser).await;
        let blocks = ".rill-message[data-role=model] .rill-text p";
        let answer = format!(
            "return Array.from({ROOT}.querySelectorAll('{blocks}'), block => block.textContent)\
             .join('\\n\\n')"
        );
        until(&browser, &answer, json!(shown(&story(PROMPT)))).await;
        // A preflight request also comes, since the simulator is another origin.
        let requests = gemini.requests();
        let sent = requests.iter().filter(|request| request.method == "POST");
        assert_eq!(sent.count(), 1);
    });
}

/// Waits until the page has been told that the answer is complete.
async fn finished(browser: &Client) {
    let told = "return document.querySelector('#finish').textContent";
    until(browser, told, json!("Finished: complete")).await;
}

/// Opens an address, retrying until a server listens there.
async fn open(browser: &Client, address: &str) {
    let start = Instant::now();
    while let Err(error) = browser.goto(address).await {
        assert!(start.elapsed() < TIMEOUT, "{address}: {error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Waits until a function body returns `expected`.
async fn until(browser: &Client, script: &str, expected: Value) {
    let start = Instant::now();
    loop {
        let found = browser.execute(script, vec![]).await.unwrap();
        if found == expected {
            return;
        }
        assert!(
            start.elapsed() < TIMEOUT,
            "{script}: {found} in place of {expected}; the page: {}",
            page(browser).await
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Returns the markup of the page and the chat, for the message of a failed test.
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
    leptos_ssr: "leptos-ssr", "";
}

/// Types into a server-rendered page before it is hydrated. The script runs before all others, and
/// its listener once all of the HTML has been parsed.
const EARLY: &str = r"
    window.complaints = [];
    for (const kind of ['error', 'warn']) {
        console[kind] = (...words) => complaints.push(words.join(' '));
    }
    addEventListener('error', event => complaints.push(event.message));
    addEventListener('unhandledrejection', event => complaints.push(`${event.reason}`));
    document.addEventListener('readystatechange', () => {
        const all = document.querySelectorAll('.rill-title, .rill-greeting, .rill-label');
        window.drawn = Array.from(all, element => element.textContent);
        window.field = document.querySelector('.rill-input');
        window.could = !document.querySelector('.rill-send').disabled;
        field.value = 'PROMPT';
    }, {once: true});
";

#[test]
#[ignore = "`cargo xtask examples` builds what it needs"]
fn leptos_ssr_takes_over_what_the_server_drew() {
    with_example(
        "leptos-ssr",
        "",
        async |browser: Client, address: String| {
            // The server must listen first, or the script would run in the browser's error page.
            open(&browser, &address).await;
            let script = json!({"source": EARLY.replace("PROMPT", PROMPT)});
            let early = DevTools("Page.addScriptToEvaluateOnNewDocument", script);
            browser.issue_cmd(early).await.unwrap();
            browser.goto(&address).await.unwrap();

            let drawn = json!(["Storyteller", "How can I help you?", PROMPT]);
            until(&browser, "return drawn", drawn).await;
            until(&browser, "return could", json!(false)).await;
            let send = "const send = document.querySelector('.rill-send'); \
             if (!send.disabled) send.click(); \
             return !send.disabled";
            until(&browser, send, json!(true)).await;
            let same = "return field === document.querySelector('.rill-input')";
            until(&browser, same, json!(true)).await;
            finished(&browser).await;
            until(&browser, "return complaints", json!([])).await;
        },
    );
}
