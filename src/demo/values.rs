//! The current value of each attribute, and the demo's initial ones.

use std::time::Duration;

use leptos::{prelude::*, web_sys::UrlSearchParams};
use rill_chat::storyteller;
use serde_json::{Value, json};

use super::attributes::Attribute;

/// The text of each attribute as in the markup; `true` for a boolean that is present. There is no
/// `Debug`, because one may be a key: that stays in memory, and is gone with the page.
#[derive(Clone, Copy)]
pub(crate) struct Values([RwSignal<String>; Attribute::ALL.len()]);

impl Values {
    /// Reads the initial values from the page's query: `?endpoint=` names a relay, `&model=` a
    /// model, `&keep=` keeps the conversation, `&retry=` is the longest wait before a second
    /// attempt, and `&silence=` the silence before a notice, both in milliseconds; after three
    /// times that silence, the answer ends. A key is not read from there, since URLs are stored and
    /// shared.
    pub(crate) fn from_query(query: &str) -> Self {
        let this = Self(Attribute::ALL.map(|_| RwSignal::default()));
        this.present_storyteller();
        let query = UrlSearchParams::new_with_str(query).ok();
        let read = |name| {
            let value = query.as_ref().and_then(|query| query.get(name));
            value.filter(|value| !value.trim().is_empty())
        };
        let time = |name| read(name)?.parse().ok().map(Duration::from_millis);
        let seconds = |time: Duration| time.as_secs_f64().to_string();
        let silence = time("silence");
        let asked = [
            (Attribute::Model, read("model")),
            (Attribute::Keep, read("keep").map(|_| KEEP.to_owned())),
            (Attribute::RetryBaseDelay, time("retry").map(seconds)),
            (Attribute::SilenceNotice, silence.map(seconds)),
            (
                Attribute::SilenceLimit,
                silence.map(|it| seconds(it.saturating_mul(3))),
            ),
        ];
        for (attribute, value) in asked {
            if let Some(value) = value {
                this.set(attribute, value);
            }
        }
        if let Some(endpoint) = read("endpoint") {
            this.set_endpoint(endpoint);
        }
        this
    }

    /// Sets the demo's own texts, suggestions and thinking mode.
    fn present_storyteller(self) {
        let suggestions = storyteller::suggestions().iter();
        let suggestions: Value = suggestions
            .map(|it| json!({"label": it.label, "message": it.prompt}))
            .collect();
        for (attribute, value) in [
            (Attribute::Thinking, "show"),
            (
                Attribute::Greeting,
                "Ask for a story and watch it being written.",
            ),
            (Attribute::Placeholder, "Tell me a short story about…"),
            (Attribute::Suggestions, &suggestions.to_string()),
        ] {
            self.set(attribute, value);
        }
    }

    /// Returns the text of an attribute, as it was typed.
    pub(crate) fn text(self, attribute: Attribute) -> RwSignal<String> {
        self.0[attribute as usize]
    }

    pub(crate) fn set(self, attribute: Attribute, text: impl Into<String>) {
        self.text(attribute).set(text.into());
    }

    /// Sets who answers. Only the storyteller is sure to have thoughts to show.
    pub(crate) fn set_endpoint(self, endpoint: String) {
        let is_storyteller = || untrack(|| self.effective_value(Attribute::Endpoint).is_empty());
        let was = is_storyteller();
        self.set(Attribute::Endpoint, endpoint);
        if is_storyteller() != was {
            self.set(Attribute::Thinking, if was { "" } else { "show" });
        }
    }

    /// Returns the value that applies: the text, or the default if that is blank or not allowed.
    pub(crate) fn effective_value(self, attribute: Attribute) -> String {
        self.text(attribute)
            .with(|text| attribute.effective_value(text))
    }

    /// Clears all attributes.
    pub(crate) fn clear(self) {
        for signal in self.0 {
            signal.set(String::new());
        }
    }
}

/// The name under which the demo keeps a conversation, if it does.
pub(crate) const KEEP: &str = "demo";
