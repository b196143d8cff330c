//! The demo page as its reader sees it. No other module of these tests knows its structure.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator, key::Key};
use serde_json::{Value, json};
use simulator::{Options, Scenario, Simulator};

use crate::browser::{DevTools, Network, TIMEOUT, with_browser};

const COMPOSER: &str = ".rill-chat textarea";
const SEND: &str = ".rill-chat .rill-send";
const STOP: &str = ".rill-chat .rill-stop:not([hidden])";
const LAST: &str = "Array.from(document.querySelectorAll('.rill-message[data-role=model]')).pop()";
const RETRY: &str = ".rill-chat .rill-remedy[data-remedy=retry]";

/// A function body that describes the page, for the message of a failed test.
const LOOKS: &str = "return { \
    address: location.href, \
    broken: window.broken, \
    dialogs: Array.from(document.querySelectorAll('dialog[open]'), it => it.className), \
    invalid: Array.from(document.querySelectorAll(':invalid'), it => it.outerHTML), \
    messages: Array.from(document.querySelectorAll('.rill-message'), it => it.innerText), \
    }";

/// The page, and the two servers behind it.
pub(crate) struct Page {
    browser: Client,
    /// Serves the page.
    site: Simulator,
    /// Answers the page, from another origin.
    pub(crate) gemini: Simulator,
}

/// Runs a test with a page that is not opened yet.
pub(crate) fn with_page<F>(test: impl FnOnce(Page) -> F + Clone + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    with_page_for(3 * TIMEOUT, test);
}

/// Runs a test that may take as long as `limit`.
pub(crate) fn with_page_for<F>(
    limit: Duration,
    test: impl FnOnce(Page) -> F + Clone + Send + 'static,
) where
    F: Future<Output = ()> + Send + 'static,
{
    with_browser(limit, async move |browser, dist| {
        let site = Options {
            serve: Some(dist),
            ..Options::default()
        };
        let site = Simulator::start_with(site).await.unwrap();
        let gemini = Options {
            speed: 8.0,
            keep_alive: false,
            ..Options::default()
        };
        let gemini = Simulator::start_with(gemini).await.unwrap();
        test(Page {
            browser,
            site,
            gemini,
        })
        .await;
    });
}

impl Page {
    /// Opens the page with its defaults: the storyteller answers.
    pub(crate) async fn open(&self) {
        self.goto("").await;
    }

    /// Opens the page with the simulator as relay, and one of its models.
    pub(crate) async fn open_relay(&self, model: &str) {
        let endpoint = self.gemini.url();
        self.goto(&format!("?endpoint={endpoint}&model={model}"))
            .await;
    }

    /// Opens the page with this endpoint as relay and the model that plays [`Page::scenario`].
    /// Automatic retries go out almost without delay.
    pub(crate) async fn open_with_fast_retries(&self, endpoint: &str) {
        self.open_with_fast_retries_and(endpoint, "").await;
    }

    /// Like [`Page::open_with_fast_retries`], with more query parameters.
    pub(crate) async fn open_with_fast_retries_and(&self, endpoint: &str, more: &str) {
        let query = format!("?endpoint={endpoint}&model=scenario-test&retry=1{more}");
        self.goto(&query).await;
    }

    /// Sets a scenario and [opens](Page::open_with_fast_retries) the page with the simulator as relay.
    pub(crate) async fn open_scenario(&self, scenario: Value) {
        self.scenario(scenario);
        self.open_with_fast_retries(self.gemini.url()).await;
    }

    /// Sets the scenario that the model `scenario-test` plays from now on.
    pub(crate) fn scenario(&self, scenario: Value) {
        self.scenario_named("test", scenario);
    }

    /// Sets the scenario of the model `scenario-{name}`.
    pub(crate) fn scenario_named(&self, name: &str, mut scenario: Value) {
        scenario["description"] = json!("made by a test");
        self.gemini
            .add_scenario(name, Scenario::from_json(&scenario.to_string()).unwrap());
    }

    /// Opens the page with the simulator as relay and a conversation that the browser keeps.
    pub(crate) async fn open_kept(&self) {
        self.open_with_fast_retries_and(self.gemini.url(), "&keep=1")
            .await;
    }

    /// Navigates to another page and back.
    pub(crate) async fn go_away_and_back(&self) {
        let icon = format!("{}/icon.svg", self.site.url());
        self.browser.goto(&icon).await.unwrap();
        self.browser.back().await.unwrap();
        let there = format!("return !!document.querySelector('{COMPOSER}')");
        self.until("the composer is there", &there).await;
    }

    async fn goto(&self, query: &str) {
        self.browser
            .goto(&format!("{}/{query}", self.site.url()))
            .await
            .unwrap();
        self.until(
            "the composer is there",
            &format!("return !!document.querySelector('{COMPOSER}')"),
        )
        .await;
        // For the message of a test that times out: errors are recorded here and nowhere else.
        self.run(
            "const broken = window.broken = []; \
             const { error } = console; \
             console.error = (...all) => { broken.push(all.join(' ')); error(...all); }; \
             addEventListener('error', event => broken.push(event.message)); \
             addEventListener('unhandledrejection', event => broken.push(String(event.reason)))",
        )
        .await;
    }

    /// Types into the composer.
    pub(crate) async fn write(&self, text: &str) {
        self.keys(text).await;
    }

    /// Types a message and sends it with Enter.
    pub(crate) async fn ask(&self, text: &str) {
        self.keys(&format!("{text}{}", char::from(Key::Enter)))
            .await;
    }

    /// Types keys into the composer.
    pub(crate) async fn keys(&self, keys: &str) {
        let composer = self.browser.find(Locator::Css(COMPOSER)).await.unwrap();
        composer.send_keys(keys).await.unwrap();
    }

    pub(crate) async fn press_stop(&self) {
        self.press(STOP).await;
    }

    pub(crate) async fn press_retry(&self) {
        self.press(RETRY).await;
    }

    async fn press(&self, selector: &str) {
        self.until(
            selector,
            &format!("return !!document.querySelector('{selector}')"),
        )
        .await;
        self.browser
            .find(Locator::Css(selector))
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
    }

    /// Presses the suggestion with this text.
    pub(crate) async fn press_suggestion(&self, label: &str) {
        let path = format!("//button[contains(., '{label}')]");
        self.browser
            .find(Locator::XPath(&path))
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
    }

    /// Opens the controls of the element's attributes.
    pub(crate) async fn open_attributes(&self) {
        self.press(".demo-controls > summary").await;
    }

    /// Clears all controls.
    pub(crate) async fn press_clear(&self) {
        self.press(".demo-tag button").await;
    }

    /// Returns the tag that corresponds to the controls.
    pub(crate) async fn tag(&self) -> String {
        self.text_of("document.querySelector('.demo-tag code').textContent")
            .await
    }

    /// Sets an attribute by its control: types or chooses the value, or toggles the checkbox.
    pub(crate) async fn set_attribute(&self, name: &str, value: &str) {
        let id = format!("attribute-{name}");
        // WebKitGTK's driver does not scroll an element into view inside a scrollable box.
        let show = "document.getElementById(arguments[0]).scrollIntoView({block: 'center'})";
        self.run_with(show, vec![json!(id)]).await;
        let control = self.browser.find(Locator::Id(&id)).await.unwrap();
        match &*control.tag_name().await.unwrap() {
            // Nor can it click on an `<option>`.
            "select" => {
                let choose = "const control = document.getElementById(arguments[0]); \
                     control.value = arguments[1]; \
                     control.dispatchEvent(new Event('change', {bubbles: true}))";
                self.run_with(choose, vec![json!(id), json!(value)]).await;
            }
            _ if control.attr("type").await.unwrap().as_deref() == Some("checkbox") => {
                control.click().await.unwrap();
            }
            _ => {
                control.clear().await.unwrap();
                control.send_keys(value).await.unwrap();
            }
        }
    }

    /// Returns whether the send button is enabled.
    pub(crate) async fn can_send(&self) -> bool {
        let ask = format!(
            "const button = document.querySelector('{SEND}'); return !!button && !button.disabled"
        );
        self.run(&ask).await == json!(true)
    }

    /// Returns the text in the composer.
    pub(crate) async fn draft(&self) -> String {
        self.text_of(&format!("document.querySelector('{COMPOSER}').value"))
            .await
    }

    /// Returns the text of the last answer: paragraphs, code and cells, joined by blank lines.
    pub(crate) async fn answer(&self) -> String {
        self.text_of(&answer()).await
    }

    /// Returns the messages of the person.
    pub(crate) async fn prompts(&self) -> Vec<String> {
        let prompts = self
            .run(
                "return Array.from(document.querySelectorAll('.rill-message[data-role=user]'), \
                 m => m.querySelector('.rill-text').textContent)",
            )
            .await;
        serde_json::from_value(prompts).unwrap()
    }

    /// Returns the notice below the last answer, or an empty string.
    pub(crate) async fn notice(&self) -> String {
        self.text_of(&format!(
            "{LAST}?.querySelector('.rill-notice')?.textContent ?? ''"
        ))
        .await
    }

    /// Returns the name of the last answer's ending, or an empty string if it has none.
    pub(crate) async fn ending(&self) -> String {
        self.text_of(&ending()).await
    }

    /// Returns the labels of the buttons below the last answer, with `…` for the seconds of those
    /// that count down.
    pub(crate) async fn steps(&self) -> Vec<String> {
        let labels = format!("return {}", steps());
        serde_json::from_value(self.run(&labels).await).unwrap()
    }

    /// Returns [`Page::ending`], [`Page::answer`] and [`Page::steps`] of the same moment.
    pub(crate) async fn outcome(&self) -> (String, String, Vec<String>) {
        let all = format!("return [{}, {}, {}]", ending(), answer(), steps());
        serde_json::from_value(self.run(&all).await).unwrap()
    }

    /// Presses one of [`Page::steps`].
    pub(crate) async fn take_step(&self, label: &str) {
        let press = format!(
            "const all = Array.from({LAST}.querySelectorAll('.rill-notice button')); \
             all.find(button => button.textContent.trim() === '{label}').click()"
        );
        self.run(&press).await;
    }

    /// Returns a function body that checks whether the last answer has ended and is not marked by
    /// [`Page::mark_ended`].
    pub(crate) fn has_ended() -> String {
        format!(
            "const last = {LAST}; return !!last?.dataset.ending && !last.dataset.marked && \
             !document.querySelector('{STOP}')"
        )
    }

    /// Waits for the next frame, in which the last of the text is drawn, or 100 ms: a page that is
    /// not visible may have no frames.
    pub(crate) async fn drawn(&self) {
        let frame = "const done = arguments[0]; \
                     requestAnimationFrame(() => setTimeout(done, 0)); setTimeout(done, 100)";
        self.browser.execute_async(frame, vec![]).await.unwrap();
    }

    /// Marks the last answer as one that is known to have ended.
    pub(crate) async fn mark_ended(&self) {
        self.run(&format!("{LAST}.dataset.marked = 'yes'")).await;
    }

    /// Takes the page offline or back online. Only Chromium's driver can do that.
    pub(crate) async fn set_offline(&self, offline: bool) {
        self.browser.issue_cmd(Network { offline }).await.unwrap();
    }

    /// Waits until no answer is on its way and all of it is drawn.
    pub(crate) async fn settled(&self) {
        let idle = format!(
            "return !document.querySelector('{STOP}') && \
             document.querySelectorAll('.rill-message[data-role=model]').length > 0"
        );
        self.until("the answer has ended", &idle).await;
        self.drawn().await;
    }

    /// Waits until the last answer has at least this many characters.
    pub(crate) async fn answer_of(&self, length: usize) {
        let start = Instant::now();
        while self.answer().await.chars().count() < length {
            assert!(
                start.elapsed() < TIMEOUT,
                "no {length} characters of an answer came"
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Runs a function body in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.run_with(script, vec![]).await
    }

    /// Runs a function body in the page, with arguments.
    pub(crate) async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.execute(script, arguments).await.unwrap()
    }

    /// Runs a function body that calls its last argument with the result.
    pub(crate) async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.execute_async(script, arguments).await.unwrap()
    }

    /// Sends a command without parameters over the Chrome DevTools Protocol.
    pub(crate) async fn devtools(&self, command: &'static str) -> Value {
        self.browser
            .issue_cmd(DevTools(command, json!({})))
            .await
            .unwrap()
    }

    /// Makes the page replace its widget with a new one, without reloading.
    pub(crate) async fn start_anew(&self) {
        self.run("document.querySelector('.demo-bar button').click()")
            .await;
        self.run("document.querySelector('.demo-settings form').requestSubmit()")
            .await;
        let is_new = format!(
            "return !document.querySelector('.rill-message') && \
             !document.querySelector('dialog[open]') && !!document.querySelector('{COMPOSER}')"
        );
        self.until("there is a new conversation", &is_new).await;
    }

    /// Waits until a function body returns true.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.run(script).await != json!(true) {
            if start.elapsed() > TIMEOUT {
                let page = self.run(LOOKS).await;
                panic!("waited in vain: {what}\n{page:#}");
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    async fn text_of(&self, expression: &str) -> String {
        self.run(&format!("return {expression}"))
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

fn ending() -> String {
    format!("({LAST}?.dataset.ending ?? '')")
}

fn answer() -> String {
    let blocks = ".rill-text :is(p, pre, th, td):not(.rill-thoughts *)";
    format!(
        "Array.from({LAST}?.querySelectorAll('{blocks}') ?? [], block => block.textContent)\
         .join('\\n\\n')"
    )
}

fn steps() -> String {
    format!(
        "Array.from({LAST}?.querySelectorAll('.rill-notice button') ?? [], \
         button => button.textContent.trim().replace(/ in \\d+ s$/, ' in … s'))"
    )
}

/// Returns a frame with a text in it.
pub(crate) fn text(text: &str) -> Value {
    json!({"frame": {"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}}]}})
}

/// Returns a frame with a finish reason and no text.
pub(crate) fn finish(reason: &str) -> Value {
    json!({"frame": {"candidates": [{"finishReason": reason}]}})
}
