//! Who answers in the demo, as a value.

use std::time::Duration;

use leptos::web_sys::UrlSearchParams;
use rill_chat::{
    Client,
    browser::{Fetch, storyteller_fetch},
    chat::Recovery,
    gemini::{Config, DEFAULT_MODEL, Endpoint, GOOGLE, GenerationConfig, ThinkingConfig},
};

/// Who answers. It cannot be printed, because it holds a key: that lives here, in memory, and goes
/// when the page does.
#[derive(Clone, PartialEq)]
pub(crate) struct Settings {
    pub(crate) source: Source,
    pub(crate) address: String,
    pub(crate) key: String,
    pub(crate) model: String,
    /// Whether this browser keeps the conversation.
    pub(crate) is_kept: bool,
    /// What is tried by itself.
    pub(crate) recovery: Recovery,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Storyteller,
    Relay,
    Google,
}

impl Settings {
    /// What the page's address asks for: `?endpoint=` names a relay, `&model=` a model, `&keep=` has
    /// the conversation kept, `&retry=` says how many milliseconds to wait before a second attempt,
    /// `&silence=` after how many it is said that nothing comes; after three times as many the
    /// answer ends. A key is not read from there, since addresses are kept and shared.
    pub(crate) fn from_query(query: &str) -> Self {
        let query = UrlSearchParams::new_with_str(query).ok();
        let read = |name| {
            let value = query.as_ref().and_then(|query| query.get(name));
            value.filter(|value| !value.trim().is_empty())
        };
        let time = |name| read(name)?.parse().ok().map(Duration::from_millis);
        let silence = time("silence");
        let default = Recovery::default();
        let address = read("endpoint");
        Self {
            source: match address {
                Some(_) => Source::Relay,
                None => Source::Storyteller,
            },
            address: address.unwrap_or_default(),
            key: String::new(),
            model: read("model").unwrap_or_else(|| DEFAULT_MODEL.to_owned()),
            is_kept: read("keep").is_some(),
            recovery: Recovery {
                base_delay: time("retry").unwrap_or(default.base_delay),
                silence_notice: silence.unwrap_or(default.silence_notice),
                silence_limit: silence.map_or(default.silence_limit, |it| it.saturating_mul(3)),
                ..default
            },
        }
    }

    /// Who answers, in a few words.
    pub(crate) fn name(&self) -> String {
        match self.source {
            Source::Storyteller => "the built-in storyteller".to_owned(),
            Source::Relay => format!("{} at {}", self.model, self.address),
            Source::Google => format!("{} at Google", self.model),
        }
    }

    /// The name under which the conversation is kept; empty if it is not.
    pub(crate) fn keep(&self) -> &'static str {
        if self.is_kept { "demo" } else { "" }
    }

    pub(crate) fn client(&self) -> Client {
        self.source_client().recovery(self.recovery.clone())
    }

    fn source_client(&self) -> Client {
        match self.source {
            Source::Storyteller => {
                let thinking = ThinkingConfig {
                    include_thoughts: Some(true),
                    ..ThinkingConfig::default()
                };
                let generation_config = GenerationConfig {
                    thinking_config: Some(thinking),
                    ..GenerationConfig::default()
                };
                let config = Config {
                    generation_config,
                    ..Config::default()
                };
                Client::new(Endpoint::new(GOOGLE), Fetch::with(storyteller_fetch())).config(config)
            }
            Source::Relay => {
                Client::new(Endpoint::new(&self.address), Fetch::new()).model(&self.model)
            }
            Source::Google => {
                Client::new(Endpoint::google(self.key.as_str()), Fetch::new()).model(&self.model)
            }
        }
    }
}
