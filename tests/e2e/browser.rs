//! A browser for one test: the driver as a child process and its WebDriver session.

use std::{
    env, fs,
    future::Future,
    io::{self, Write as _},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use http::Method;
use serde_json::{Map, Value, json};
use url::{ParseError, Url};

/// The longest that a test waits for any one thing.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// What to run, as `cargo xtask test` sets it in the environment.
struct Setting {
    browser: String,
    driver: PathBuf,
    binary: Option<PathBuf>,
    dist: PathBuf,
}

impl Setting {
    fn from_env() -> Option<Self> {
        let path = |name| env::var_os(name).map(PathBuf::from);
        Some(Self {
            browser: env::var("RILL_E2E_BROWSER").ok()?,
            driver: path("RILL_E2E_DRIVER")?,
            binary: path("RILL_E2E_BINARY"),
            dist: path("RILL_E2E_DIST")?,
        })
    }

    fn capabilities(&self) -> Map<String, Value> {
        let (name, options) = match &*self.browser {
            "chromium" => (
                "goog:chromeOptions",
                // No sandbox, because tests may run as root; the rest keeps it off the network.
                json!({"args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                    "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--window-size=1000,800",
                ]}),
            ),
            "firefox" => ("moz:firefoxOptions", json!({"args": ["-headless"]})),
            // WebKitGTK's driver starts its own browser.
            _ => return Map::new(),
        };
        let mut options = options;
        if let Some(binary) = &self.binary {
            options["binary"] = json!(binary);
        }
        Map::from_iter([(name.to_owned(), options)])
    }
}

/// Returns whether the tests run in this browser.
pub(crate) fn is(browser: &str) -> bool {
    env::var("RILL_E2E_BROWSER").is_ok_and(|name| name == browser)
}

/// The command of Chromium's driver that takes the page offline and back online.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) offline: bool,
}

impl WebDriverCompatibleCommand for Network {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/chromium/network_conditions"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let conditions = json!({"offline": self.offline, "latency": 0, "throughput": -1});
        let body = json!({"network_conditions": conditions});
        (Method::POST, Some(body.to_string()))
    }
}

/// A command of the Chrome DevTools Protocol, and its parameters.
#[derive(Debug)]
pub(crate) struct DevTools(pub(crate) &'static str, pub(crate) Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({"cmd": self.0, "params": self.1});
        (Method::POST, Some(body.to_string()))
    }
}

/// What WebKitGTK's browser writes to its standard error when the process of the page has died.
const CRASHED: &str = "WebProcess CRASHED";

/// A driver process that is killed when dropped.
struct Driver {
    process: Child,
    url: String,
    /// Holds the standard error of the driver and of the browser that it starts.
    log: PathBuf,
}

impl Driver {
    fn start(setting: &Setting) -> Self {
        // The port is free now, and no other process here asks for one before the driver binds it.
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let log = env::temp_dir().join(format!("rill-driver-{}-{port}.log", std::process::id()));
        let process = Command::new(&setting.driver)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
            log,
        }
    }

    /// Returns whether the browser lost the process of its page.
    fn lost_the_page(&self) -> bool {
        let log = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&log).contains(CRASHED)
    }

    /// Opens a session, or returns `None` if the browser does not come up: on a busy machine it may
    /// fail to start, and its driver then waits for it forever.
    async fn connect(&self, setting: &Setting) -> Option<Client> {
        let session = async {
            loop {
                let connector = hyper_util::client::legacy::connect::HttpConnector::new();
                let mut builder = ClientBuilder::new(connector);
                builder.capabilities(setting.capabilities());
                match builder.connect(&self.url).await {
                    Ok(client) => return client,
                    // The driver does not listen yet.
                    Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                }
            }
        };
        tokio::time::timeout(TIMEOUT, session).await.ok()
    }
}

/// Starts a driver and opens a session, up to three times.
async fn start(setting: &Setting) -> (Driver, Client) {
    for _ in 0..3 {
        let driver = Driver::start(setting);
        if let Some(client) = driver.connect(setting).await {
            return (driver, client);
        }
    }
    panic!("{} does not start", setting.browser);
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        drop(fs::remove_file(&self.log));
    }
}

/// Runs a test with a browser and the folder of the built page, and closes the browser after it,
/// even if the test failed. A test that takes longer than the limit has failed.
///
/// If the browser lost the process of the page, the test runs once more: WebKitGTK has been seen to
/// lose one in hundreds of runs of a test, and a page that is to blame will crash it again.
pub(crate) fn with_browser<F>(
    limit: Duration,
    test: impl FnOnce(Client, PathBuf) -> F + Clone + Send + 'static,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(setting) = Setting::from_env() else {
        return skip();
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        if !attempt(&setting, limit, test.clone(), true).await {
            // Not `eprintln`, whose output is hidden if the test passes.
            let _ = writeln!(io::stderr(), "the browser lost the page: once more");
            attempt(&setting, limit, test, false).await;
        }
    });
}

/// Runs a test in a new browser, and panics if it fails. Returns false instead if the browser lost
/// the page and that is excused.
async fn attempt<F>(
    setting: &Setting,
    limit: Duration,
    test: impl FnOnce(Client, PathBuf) -> F,
    excused: bool,
) -> bool
where
    F: Future<Output = ()> + Send + 'static,
{
    let (driver, client) = start(setting).await;
    let mut test = tokio::spawn(test(client.clone(), setting.dist.clone()));
    // A driver may wait forever after a key that its browser does not know.
    let outcome = tokio::time::timeout(limit, &mut test).await;
    test.abort();
    let lost = driver.lost_the_page();
    drop(tokio::time::timeout(TIMEOUT, client.close()).await);
    match outcome {
        Ok(Ok(())) => true,
        _ if excused && lost => false,
        Ok(Err(panic)) => std::panic::resume_unwind(panic.into_panic()),
        Err(_) => panic!("the browser does not answer"),
    }
}

/// Reports that a test was skipped, also to a runner that hides the output of passing tests.
fn skip() {
    let name = thread::current().name().unwrap_or("e2e").to_owned();
    let words = format!("{name}: no browser was given, run `cargo xtask test`\n");
    eprint!("SKIPPED {words}");
    if let Some(file) = env::var_os("RILL_TEST_SKIPS") {
        let mut file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(file)
            .unwrap();
        file.write_all(words.as_bytes()).unwrap();
    }
}
