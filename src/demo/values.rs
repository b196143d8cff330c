//! What each attribute says at the moment, and what the demo begins with.

use std::time::Duration;

use leptos::{prelude::*, web_sys::UrlSearchParams};
use rill_chat::storyteller;
use serde_json::{Value, json};

use super::attributes::Attribute;

/// The text of each attribute as it would stand in the markup, `true` where it is there and says
/// nothing. They cannot be printed, because one may be a key: that lives here, in memory, and goes
/// when the page does.
#[derive(Clone, Copy)]
pub(crate) struct Values([RwSignal<String>; Attribute::ALL.len()]);

impl Values {
    /// What the page's address asks for: `?endpoint=` names a relay, `&model=` a model, `&keep=` has
    /// the conversation kept, `&retry=` says how many milliseconds to wait before a second attempt,
    /// `&silence=` after how many it is said that nothing comes; after three times as many the
    /// answer ends. A key is not read from there, since addresses are kept and shared.
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

    /// What the demo says of itself.
    fn present_storyteller(self) {
        let suggestions = storyteller::suggestions().iter();
        let suggestions: Value = suggestions
            .map(|it| json!({"label": it.label, "message": it.prompt}))
            .collect();
        for (attribute, value) in [
            (Attribute::Thinking, "show"),
            (
                Attribute::Greeting,
                "Ask for a story, and watch it being written.",
            ),
            (Attribute::Placeholder, "Tell me a short story about…"),
            (Attribute::Suggestions, &suggestions.to_string()),
        ] {
            self.set(attribute, value);
        }
    }

    /// The text of an attribute, as it was typed.
    pub(crate) fn text(self, attribute: Attribute) -> RwSignal<String> {
        self.0[attribute as usize]
    }

    pub(crate) fn set(self, attribute: Attribute, text: impl Into<String>) {
        self.text(attribute).set(text.into());
    }

    /// Names who answers. Only the storyteller is sure to have thoughts that can be shown.
    pub(crate) fn set_endpoint(self, endpoint: String) {
        let is_storyteller = || untrack(|| self.in_force(Attribute::Endpoint).is_empty());
        let was = is_storyteller();
        self.set(Attribute::Endpoint, endpoint);
        if is_storyteller() != was {
            self.set(Attribute::Thinking, if was { "" } else { "show" });
        }
    }

    /// What counts: the text, or the default where it says nothing that is allowed.
    pub(crate) fn in_force(self, attribute: Attribute) -> String {
        self.text(attribute).with(|text| attribute.in_force(text))
    }

    /// Takes away all that is said.
    pub(crate) fn clear(self) {
        for signal in self.0 {
            signal.set(String::new());
        }
    }
}

/// The name under which the demo keeps a conversation, if it is to.
pub(crate) const KEEP: &str = "demo";
