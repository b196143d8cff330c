//! The appearance and the texts of a chat, from the settings of its element. They are signals
//! because the page may change any of them at any time.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use rill_chat::{
    browser::MathModule,
    view::{Labels, RichText, Suggestion},
};
use wasm_bindgen::{JsCast as _, JsValue};

use super::host::Host;

/// The name of the formula module, which the element's script loads.
const MATH: &str = "math.js";

/// The settings that can change during a conversation.
#[derive(Clone, Copy)]
pub(super) struct Look {
    host: StoredValue<Host, LocalStorage>,
    pub(super) title: RwSignal<String>,
    pub(super) greeting: RwSignal<String>,
    pub(super) placeholder: RwSignal<String>,
    pub(super) suggestions: RwSignal<Vec<Suggestion>>,
    pub(super) disabled: RwSignal<bool>,
    pub(super) avatar: RwSignal<String>,
    pub(super) feedback: RwSignal<bool>,
    pub(super) show_thoughts: RwSignal<bool>,
    pub(super) rich_text: RwSignal<RichText>,
    pub(super) labels: RwSignal<Labels>,
    pub(super) lang: RwSignal<String>,
    pub(super) dir: RwSignal<String>,
    pub(super) theme: RwSignal<String>,
    /// Whether the chat is above the page and can be closed.
    pub(super) closes: RwSignal<bool>,
}

impl Look {
    pub(super) fn new(host: &Host, settings: &JsValue) -> Self {
        let host = StoredValue::new_local(host.clone());
        let this = Self {
            host,
            title: RwSignal::default(),
            greeting: RwSignal::default(),
            placeholder: RwSignal::default(),
            suggestions: RwSignal::default(),
            disabled: RwSignal::default(),
            avatar: RwSignal::default(),
            feedback: RwSignal::default(),
            show_thoughts: RwSignal::default(),
            rich_text: RwSignal::default(),
            labels: RwSignal::default(),
            lang: RwSignal::default(),
            dir: RwSignal::default(),
            theme: RwSignal::default(),
            closes: RwSignal::default(),
        };
        this.update(settings);
        this
    }

    /// Updates the signals from changed settings.
    pub(super) fn update(self, settings: &JsValue) {
        let texts = [
            (self.title, "chatTitle"),
            (self.greeting, "greeting"),
            (self.placeholder, "placeholder"),
            (self.avatar, "avatar"),
            (self.lang, "lang"),
            (self.dir, "dir"),
            (self.theme, "theme"),
        ];
        for (signal, name) in texts {
            let text = text(settings, name);
            if signal.with_untracked(|old| *old != text) {
                signal.set(text);
            }
        }
        let flags = [
            (self.disabled, get(settings, "disabled").is_truthy()),
            (self.feedback, get(settings, "feedback").is_truthy()),
            (self.show_thoughts, text(settings, "thinking") == "show"),
            (self.closes, text(settings, "mode") != "inline"),
        ];
        for (signal, flag) in flags {
            if signal.get_untracked() != flag {
                signal.set(flag);
            }
        }
        set_if_new(self.suggestions, suggestions(settings));
        set_if_new(self.labels, labels(settings));
        self.rich_text.set(self.rich_text(settings));
    }

    /// Closes the panel.
    pub(super) fn close(self) {
        self.host.with_value(Host::close);
    }

    fn rich_text(self, settings: &JsValue) -> RichText {
        let math = match text(settings, "math").as_str() {
            "off" => MathModule::default(),
            _ => MathModule::at(MATH).import(self.host.with_value(Host::math)),
        };
        RichText {
            image_origins: texts(&get(settings, "imageOrigins")),
            link_schemes: texts(&get(settings, "linkSchemes")),
            math,
        }
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

/// Reads the suggestions: texts, or objects with a label and the message that it stands for.
fn suggestions(settings: &JsValue) -> Vec<Suggestion> {
    let suggestion = |it: JsValue| match it.as_string() {
        Some(text) => Suggestion::from(text.as_str()),
        None => Suggestion::new(text(&it, "label"), text(&it, "message")),
    };
    let list = get(settings, "suggestions");
    let list = list.dyn_into::<Array>().unwrap_or_default();
    list.iter().map(suggestion).collect()
}

fn labels(settings: &JsValue) -> Labels {
    let mut labels = Labels::default();
    if let Ok(own) = get(settings, "labels").dyn_into::<Object>() {
        for entry in Object::entries(&own).iter() {
            let entry = Array::from(&entry);
            if let (Some(key), Some(text)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
                labels.set(&key, text);
            }
        }
    }
    labels
}

fn texts(list: &JsValue) -> Vec<String> {
    let list = list.dyn_ref::<Array>().map(Array::iter);
    let texts = list.into_iter().flatten();
    texts.filter_map(|text| text.as_string()).collect()
}

/// Returns a text field of an object, empty if there is none.
pub(super) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}
