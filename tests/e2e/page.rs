//! The demo page as its reader sees it. The only place that knows its structure.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator, key::Key};
use serde_json::{Value, json};
use simulator::{Options, Scenario, Simulator};

use crate::browser::{DevTools, Network, PATIENCE, with_browser};

const COMPOSER: &str = ".rill-chat textarea";
const SEND: &str = ".rill-chat .rill-send";
const STOP: &str = ".rill-chat .rill-stop:not([hidden])";
const LAST: &str = "Array.from(document.querySelectorAll('.rill-message[data-role=model]')).pop()";
const RETRY: &str = ".rill-chat .rill-remedy[data-remedy=retry]";

/// A function body that tells how the page looks, for somebody who cannot see it.
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
    /// Gives the page away.
    site: Simulator,
    /// Answers it, from another origin.
    pub(crate) gemini: Simulator,
}

/// Runs a test with the page not yet opened.
pub(crate) fn with_page<F>(test: impl FnOnce(Page) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    with_page_for(3 * PATIENCE, test);
}

/// Runs a test that may take as long as this.
pub(crate) fn with_page_for<F>(limit: Duration, test: impl FnOnce(Page) -> F + Send + 'static)
where
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
    /// Opens the page as a newcomer finds it: with the storyteller.
    pub(crate) async fn open(&self) {
        self.goto("").await;
    }

    /// Opens the page with the simulator for a relay, and a model of it.
    pub(crate) async fn open_relay(&self, model: &str) {
        let endpoint = self.gemini.url();
        self.goto(&format!("?endpoint={endpoint}&model={model}"))
            .await;
    }

    /// Opens the page with a relay that fails in the way of [`Page::scenario`]. What is sent again
    /// by itself goes out without a noticeable wait.
    pub(crate) async fn open_hasty(&self, endpoint: &str) {
        self.open_hasty_with(endpoint, "").await;
    }

    /// The same with more in the address.
    pub(crate) async fn open_hasty_with(&self, endpoint: &str, more: &str) {
        let query = format!("?endpoint={endpoint}&model=scenario-test&retry=1{more}");
        self.goto(&query).await;
    }

    /// [Opens](Page::open_hasty) the page with the simulator for a relay, which answers with a scenario.
    pub(crate) async fn open_scenario(&self, scenario: Value) {
        self.scenario(scenario);
        self.open_hasty(self.gemini.url()).await;
    }

    /// Changes what [`Page::open_scenario`] set.
    pub(crate) fn scenario(&self, scenario: Value) {
        self.scenario_named("test", scenario);
    }

    /// A scenario for the model `scenario-{name}`.
    pub(crate) fn scenario_named(&self, name: &str, mut scenario: Value) {
        scenario["description"] = json!("made by a test");
        self.gemini
            .add_scenario(name, Scenario::from_json(&scenario.to_string()).unwrap());
    }

    /// Opens the page with a relay that answers with [`Page::scenario`], and a conversation that
    /// the browser keeps.
    pub(crate) async fn open_kept(&self) {
        self.open_hasty_with(self.gemini.url(), "&keep=1").await;
    }

    /// Goes to another page, and back to this one.
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
        // For who waits in vain: what broke says so here and nowhere else.
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

    /// Unfolds the controls of the element's attributes.
    pub(crate) async fn open_attributes(&self) {
        self.press(".demo-controls > summary").await;
    }

    /// Takes back all that the controls say.
    pub(crate) async fn press_clear(&self) {
        self.press(".demo-tag button").await;
    }

    /// The tag that says the same as the controls.
    pub(crate) async fn tag(&self) -> String {
        self.text_of("document.querySelector('.demo-tag code').textContent")
            .await
    }

    /// Says something by the control of an attribute: types it, chooses it, or switches it on or off.
    pub(crate) async fn set_attribute(&self, name: &str, value: &str) {
        let id = format!("attribute-{name}");
        // The driver of WebKitGTK does not do so where a box scrolls and not the page.
        let show = "document.getElementById(arguments[0]).scrollIntoView({block: 'center'})";
        self.run_with(show, vec![json!(id)]).await;
        let control = self.browser.find(Locator::Id(&id)).await.unwrap();
        match &*control.tag_name().await.unwrap() {
            // Nor can it click on an option.
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

    /// Whether the send button may be pressed.
    pub(crate) async fn can_send(&self) -> bool {
        let ask = format!(
            "const button = document.querySelector('{SEND}'); return !!button && !button.disabled"
        );
        self.run(&ask).await == json!(true)
    }

    /// What stands in the composer.
    pub(crate) async fn draft(&self) -> String {
        self.text_of(&format!("document.querySelector('{COMPOSER}').value"))
            .await
    }

    /// The text of the last answer: paragraphs, code and the cells of tables, joined by blank lines.
    pub(crate) async fn answer(&self) -> String {
        self.text_of(&answer()).await
    }

    /// The messages of the person.
    pub(crate) async fn prompts(&self) -> Vec<String> {
        let prompts = self
            .run(
                "return Array.from(document.querySelectorAll('.rill-message[data-role=user]'), \
                 m => m.querySelector('.rill-text').textContent)",
            )
            .await;
        serde_json::from_value(prompts).unwrap()
    }

    /// What the page says about the ending of the last answer; empty if nothing.
    pub(crate) async fn notice(&self) -> String {
        self.text_of(&format!(
            "{LAST}?.querySelector('.rill-notice')?.textContent ?? ''"
        ))
        .await
    }

    /// The name of the ending of the last answer; empty if it has none.
    pub(crate) async fn ending(&self) -> String {
        self.text_of(&ending()).await
    }

    /// What the reader is offered after the last answer: the labels of the buttons, without the
    /// seconds of those that count down.
    pub(crate) async fn steps(&self) -> Vec<String> {
        let labels = format!("return {}", steps());
        serde_json::from_value(self.run(&labels).await).unwrap()
    }

    /// [`Page::ending`], [`Page::answer`] and [`Page::steps`] of the same moment.
    pub(crate) async fn outcome(&self) -> (String, String, Vec<String>) {
        let all = format!("return [{}, {}, {}]", ending(), answer(), steps());
        serde_json::from_value(self.run(&all).await).unwrap()
    }

    /// Takes one of [`Page::steps`].
    pub(crate) async fn take_step(&self, label: &str) {
        let press = format!(
            "const all = Array.from({LAST}.querySelectorAll('.rill-notice button')); \
             all.find(button => button.textContent.trim() === '{label}').click()"
        );
        self.run(&press).await;
    }

    /// A function body that returns whether an answer has ended that is none of those marked by
    /// [`Page::mark_ended`].
    pub(crate) fn has_ended() -> String {
        format!(
            "const last = {LAST}; return !!last?.dataset.ending && !last.dataset.marked && \
             !document.querySelector('{STOP}')"
        )
    }

    /// Waits for the next frame, in which the last of what came is drawn. A page that nobody can see
    /// may have none.
    pub(crate) async fn drawn(&self) {
        let frame = "const done = arguments[0]; \
                     requestAnimationFrame(() => setTimeout(done, 0)); setTimeout(done, 100)";
        self.browser.execute_async(frame, vec![]).await.unwrap();
    }

    /// Marks the last answer as one that is known to have ended.
    pub(crate) async fn mark_ended(&self) {
        self.run(&format!("{LAST}.dataset.marked = 'yes'")).await;
    }

    /// Cuts the page off from the network, or lets it back. Only Chromium's driver can do that.
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

    /// Waits until the last answer has this much text at least.
    pub(crate) async fn answer_of(&self, length: usize) {
        let start = Instant::now();
        while self.answer().await.chars().count() < length {
            assert!(
                start.elapsed() < PATIENCE,
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

    /// Runs a function body that calls its last argument with what comes of it.
    pub(crate) async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.browser.execute_async(script, arguments).await.unwrap()
    }

    /// Asks Chromium's developer tools.
    pub(crate) async fn devtools(&self, command: &'static str) -> Value {
        self.browser
            .issue_cmd(DevTools(command, json!({})))
            .await
            .unwrap()
    }

    /// Has the page take its widget away and put a new one there, without reloading.
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
            if start.elapsed() > PATIENCE {
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

/// A frame with a text in it.
pub(crate) fn text(text: &str) -> Value {
    json!({"frame": {"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}}]}})
}

/// A frame with a finish reason and no text.
pub(crate) fn finish(reason: &str) -> Value {
    json!({"frame": {"candidates": [{"finishReason": reason}]}})
}
