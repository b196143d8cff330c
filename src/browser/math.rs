//! The loader of the math module: a second, small wasm module that a page loads at its first
//! formula.

use std::{cell::RefCell, collections::HashMap};

use futures_util::{
    FutureExt as _,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{Date, Function};
use wasm_bindgen::{JsCast as _, JsValue, prelude::wasm_bindgen};
use web_sys::Element;

/// The least time between two attempts, in milliseconds: a page would retry for each formula.
const RETRY_AFTER: f64 = 5_000.0;
/// A browser keeps every instance of a module, so there must not be many.
const MAX_ATTEMPTS: u32 = 4;

#[wasm_bindgen(module = "/src/browser/math.js")]
extern "C" {
    async fn load(url: &str, attempt: u32, import: Option<Function>) -> JsValue;
    fn call(mathml: &Function, latex: &str, display: bool, attempt: u32) -> JsValue;
}

thread_local! {
    /// The latest load of each URL. Here and not in the handle, so that handles are plain values
    /// and a page loads a module once.
    static LOADS: RefCell<HashMap<String, Load>> = RefCell::default();
}

/// The location of the math module. A handle: all handles of a URL share one module.
///
/// Without a module, and until it is loaded, formulas are shown as LaTeX.
///
/// ```no_run
/// use rill_chat::browser::MathModule;
///
/// # async fn show() {
/// let math = MathModule::at("rill-math.js");
/// let element = math.mathml(r"\sqrt{2}", false).await;
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MathModule {
    url: Option<String>,
    import: Option<Function>,
}

/// An attempt to load a module.
#[derive(Clone)]
struct Load {
    attempt: u32,
    begun: f64,
    function: Shared<LocalBoxFuture<'static, Option<Function>>>,
    /// Whether the instance panicked.
    is_broken: bool,
}

impl MathModule {
    /// Returns the module at a URL, relative to the document: the JavaScript file that
    /// `wasm-bindgen --target web` wrote for the crate `rill-math`. Nothing is loaded yet.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            url: Some(url.into()),
            import: None,
        }
    }

    /// Imports the module with a function of the host instead, for bundlers, which must see the
    /// `import` to resolve its URL. The function gets the number of the attempt, and returns a
    /// promise of the module's function `mathml`. The URL then only identifies the module.
    #[must_use]
    pub fn import(mut self, import: Function) -> Self {
        self.import = Some(import);
        self
    }

    /// Returns the `<math>` element for a formula. The first call loads the module.
    ///
    /// `None` if the LaTeX is invalid, or if the module failed, which is logged to the console
    /// once. A failed module is tried again at a later formula.
    pub async fn mathml(&self, latex: &str, display: bool) -> Option<Element> {
        let url = self.url.as_deref()?;
        let load = current(url, self.import.as_ref());
        let function = load.function.clone().await?;
        render(url, &load, &function, latex, display)
    }

    /// Returns the `<math>` element for a formula if the module is loaded. Loads nothing.
    pub fn mathml_now(&self, latex: &str, display: bool) -> Option<Element> {
        let url = self.url.as_deref()?;
        let load = loaded(url)?;
        let function = load.function.peek()?.as_ref()?;
        render(url, &load, function, latex, display)
    }

    /// Returns whether [`mathml_now`](Self::mathml_now) can render.
    pub fn is_ready(&self) -> bool {
        self.url.as_deref().and_then(loaded).is_some()
    }
}

/// Returns the load of a URL if it has succeeded.
fn loaded(url: &str) -> Option<Load> {
    let load = LOADS.with_borrow(|loads| loads.get(url).cloned())?;
    (!load.is_broken && load.function.peek()?.is_some()).then_some(load)
}

/// Returns the load for a formula to await: the latest, or a new one if that is due for a retry.
fn current(url: &str, import: Option<&Function>) -> Load {
    LOADS.with_borrow_mut(|loads| {
        if let Some(load) = loads.get(url)
            && !load.is_due(Date::now())
        {
            return load.clone();
        }
        let attempt = loads.get(url).map_or(1, |load| load.attempt + 1);
        let load = Load::begin(url.to_owned(), attempt, import.cloned());
        loads.insert(url.to_owned(), load.clone());
        load
    })
}

fn render(
    url: &str,
    load: &Load,
    function: &Function,
    latex: &str,
    display: bool,
) -> Option<Element> {
    // Another formula may have broken the instance in the meantime.
    let is_broken = || {
        LOADS.with_borrow(|loads| {
            let current = loads.get(url);
            current.is_some_and(|current| current.attempt == load.attempt && current.is_broken)
        })
    };
    if load.is_broken || is_broken() {
        return None;
    }
    let element = call(function, latex, display, load.attempt);
    if element.is_null() {
        LOADS.with_borrow_mut(|loads| {
            if let Some(current) = loads.get_mut(url)
                && current.attempt == load.attempt
            {
                current.is_broken = true;
                current.begun = Date::now();
            }
        });
    }
    element.dyn_into().ok()
}

impl Load {
    fn begin(url: String, attempt: u32, import: Option<Function>) -> Self {
        let function = async move { load(&url, attempt, import).await.dyn_into().ok() };
        Self {
            attempt,
            begun: Date::now(),
            function: function.boxed_local().shared(),
            is_broken: false,
        }
    }

    /// Whether it has failed and may be retried now.
    fn is_due(&self, now: f64) -> bool {
        let has_failed = self.is_broken || self.function.peek().is_some_and(Option::is_none);
        has_failed && self.attempt < MAX_ATTEMPTS && now - self.begun > RETRY_AFTER
    }
}
