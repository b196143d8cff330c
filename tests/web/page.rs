//! A page with the widget in it, and ways to use it as a person does.

use std::any::Any;

use js_sys::{Array, Function, Promise};
use leptos::{mount::mount_to, prelude::*};
use rill_chat::{
    chat::Recovery,
    view::{Chat, Suggestion},
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, Node};

use crate::server::Server;

/// The widget in a container of a fixed size, talking to a [`Server`]. Dropping it unmounts it.
pub(crate) struct Page {
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

/// The fields of a keyboard event besides its key.
#[derive(Clone, Copy, Default)]
pub(crate) struct Press {
    pub(crate) shift: bool,
    pub(crate) repeat: bool,
    pub(crate) composing: bool,
    pub(crate) key_code: u32,
}

impl Page {
    /// Mounts the widget with nothing set but its server, and without automatic retries.
    pub(crate) async fn new(server: &Server) -> Self {
        Self::recovering(server, Recovery::none()).await
    }

    /// Mounts the widget with this recovery.
    pub(crate) async fn recovering(server: &Server, recovery: Recovery) -> Self {
        let fetch = server.fetch();
        Self::with(move || {
            let suggestions = vec![Suggestion::new("A story", "Tell me a story.")];
            view! { <Chat endpoint="https://relay.example" fetch suggestions recovery/> }.into_any()
        })
        .await
    }

    /// Mounts any view in place of the widget.
    pub(crate) async fn with(view: impl FnOnce() -> AnyView + 'static) -> Self {
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        Self::at(place, view).await
    }

    /// Mounts the widget in a shadow root, as the custom element does.
    pub(crate) async fn in_shadow(server: &Server) -> Self {
        let fetch = server.fetch();
        Self::in_shadow_with(move || {
            view! { <Chat endpoint="https://relay.example" fetch/> }.into_any()
        })
        .await
    }

    /// Mounts any view in a shadow root.
    pub(crate) async fn in_shadow_with(view: impl FnOnce() -> AnyView + 'static) -> Self {
        let host = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&host).unwrap();
        let place = document().create_element("div").unwrap();
        let shadow = call("host", "return host.attachShadow({ mode: 'open' })", &host);
        let shadow: Node = shadow.unchecked_into();
        shadow.append_child(&place).unwrap();
        Self::at(place, view).await
    }

    /// Sets whether the document is visible. In most tests it is hidden: then everything is drawn
    /// at once, and a test need not wait for frames.
    pub(crate) fn in_sight(is_in_sight: bool) {
        let source =
            "Object.defineProperty(document, 'hidden', { configurable: true, value: !seen })";
        call("seen", source, &is_in_sight.into());
    }

    async fn at(place: Element, view: impl FnOnce() -> AnyView + 'static) -> Self {
        Self::in_sight(false);
        let style = document().create_element("style").unwrap();
        style.set_text_content(Some(concat!(
            include_str!("../../style/widget.css"),
            ".test-place { block-size: 400px; inline-size: 400px; }",
        )));
        place.set_class_name("test-place");
        place.append_child(&style).unwrap();
        let place: HtmlElement = place.unchecked_into();
        let page = Self {
            _mounted: Box::new(mount_to(place.clone(), view)),
            place,
        };
        task().await;
        page
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let list = self.place.query_selector_all(selector).unwrap();
        (0..list.length())
            .map(|at| list.get(at).unwrap().unchecked_into())
            .collect()
    }

    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        let mut all = self.all(selector);
        let text = self.place.text_content().unwrap_or_default();
        assert_eq!(all.len(), 1, "{selector} in {text:?}");
        all.remove(0)
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.all(selector);
        all.iter().filter_map(|one| one.text_content()).collect()
    }

    /// Returns the paragraphs of the last answer.
    pub(crate) fn answer(&self) -> Vec<String> {
        self.texts(".rill-message:last-child[data-role=model] .rill-text p")
    }

    /// Returns the sentence of the notice below the last message.
    pub(crate) fn notice(&self) -> Option<String> {
        self.texts(".rill-message:last-child .rill-notice p").pop()
    }

    /// Returns the phase of the last message, such as `waiting`, `writing` or `over`.
    pub(crate) fn phase(&self) -> String {
        let last = self.one(".rill-message:last-child");
        last.get_attribute("data-phase").unwrap()
    }

    /// Sends a message, and answers it completely with these pieces.
    pub(crate) async fn tell<'a>(
        &self,
        server: &Server,
        pieces: impl IntoIterator<Item = &'a str>,
    ) {
        self.send("Go").await;
        for piece in pieces {
            server.say(piece);
        }
        server.finish("STOP");
        until("the answer is over", || self.phase() == "over").await;
        // A visible page draws what arrives in bulk with the next frame.
        frame().await;
    }

    /// Returns the focused element.
    pub(crate) fn focused(&self) -> Element {
        let source = "return place.getRootNode().activeElement";
        call("place", source, &self.place).unchecked_into()
    }

    pub(crate) fn field(&self) -> HtmlTextAreaElement {
        self.one(".rill-input").unchecked_into()
    }

    /// Replaces the text in the composer, as typing does.
    pub(crate) async fn type_text(&self, text: &str) {
        let field = self.field();
        field.set_value(text);
        let source = "field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        call("field", source, &field);
        task().await;
    }

    /// Presses Enter in the composer. Returns whether the browser would insert a line break.
    pub(crate) async fn enter(&self, press: Press) -> bool {
        self.key("Enter", press).await
    }

    pub(crate) async fn key(&self, key: &str, press: Press) -> bool {
        self.key_at(".rill-input", key, press).await
    }

    /// Dispatches a key press to an element. Returns whether its default action is left.
    pub(crate) async fn key_at(&self, selector: &str, key: &str, press: Press) -> bool {
        let Press {
            shift,
            repeat,
            composing,
            key_code,
        } = press;
        let source = format!(
            "const event = new KeyboardEvent('keydown', {{
                key: '{key}', shiftKey: {shift}, repeat: {repeat}, isComposing: {composing},
                bubbles: true, cancelable: true,
            }});
            Object.defineProperty(event, 'keyCode', {{ value: {key_code} }});
            return element.dispatchEvent(event);"
        );
        let default = call("element", &source, &self.one(selector));
        task().await;
        default.is_truthy()
    }

    /// Types a message and sends it with Enter.
    pub(crate) async fn send(&self, text: &str) {
        self.type_text(text).await;
        self.enter(Press::default()).await;
    }

    /// Clicks a button, and waits for a task.
    pub(crate) async fn click(&self, selector: &str) {
        self.one(selector).click();
        task().await;
    }

    /// Clicks a button with the second click of a double click, this many milliseconds from now.
    pub(crate) async fn click_again(&self, selector: &str, later: u32) {
        let source = format!(
            "const event = new MouseEvent('click', {{ detail: 2, bubbles: true, cancelable: true }});
            Object.defineProperty(event, 'timeStamp', {{ value: event.timeStamp + {later} }});
            button.dispatchEvent(event);"
        );
        call("button", &source, &self.one(selector));
        task().await;
    }

    pub(crate) fn is_shown(&self, selector: &str) -> bool {
        self.all(selector).iter().any(|one| !one.hidden())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Waits for one task of the browser, before which all pending microtasks run.
pub(crate) async fn task() {
    wait("setTimeout(done)").await;
}

/// Waits for work that the browser does in tasks of its own, such as reading the body of a
/// `Response` made of a string. Gives up after a number of tasks, however long they took.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        task().await;
    }
    panic!("waited in vain: {what}");
}

/// Waits until the browser has drawn a frame, with resize observers and scroll events delivered.
pub(crate) async fn frame() {
    wait("requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))").await;
}

async fn wait(source: &str) {
    let wait = Function::new_with_args("done", source);
    let promise = Promise::new(&mut |done, _| {
        wait.call1(&JsValue::NULL, &done).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Calls a JavaScript function of one argument.
pub(crate) fn call(name: &str, source: &str, argument: &JsValue) -> JsValue {
    let function = Function::new_with_args(name, source);
    function.call1(&JsValue::NULL, argument).unwrap()
}

/// Collects the DOM mutations inside an element.
pub(crate) struct Changes(JsValue);

impl Changes {
    pub(crate) fn of(element: &Element) -> Self {
        // The observer delivers its records at the end of each task; pending ones are taken.
        let source = "const all = [];
            const observer = new MutationObserver(records => all.push(...records));
            observer.observe(element, {
                childList: true, characterData: true, characterDataOldValue: true, subtree: true,
            });
            return () => { all.push(...observer.takeRecords()); return all; };";
        Self(call("element", source, element))
    }

    fn records(&self) -> Array {
        let take: &Function = self.0.unchecked_ref();
        take.call0(&JsValue::NULL).unwrap().unchecked_into()
    }

    /// Returns the number of removed nodes.
    pub(crate) fn removed(&self) -> f64 {
        let source = "return records.reduce((sum, record) => sum + record.removedNodes.length, 0)";
        call("records", source, &self.records()).as_f64().unwrap()
    }

    /// Returns whether each text node that changed only had text appended.
    pub(crate) fn only_append(&self) -> bool {
        let source = "return records.every(record => record.type !== 'characterData'
            || record.target.data.startsWith(record.oldValue))";
        call("records", source, &self.records()).is_truthy()
    }
}
