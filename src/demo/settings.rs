//! What the attributes set in a chat.

#[cfg(test)]
mod tests;

use std::time::Duration;

use rill_chat::{
    Client,
    browser::{Fetch, MathModule, storyteller_fetch},
    chat::{Raw, Recovery},
    gemini::{Config, Endpoint, GOOGLE, SafetySetting, Thinking},
    view::{RichText, Suggestion},
};
use serde_json::Value;

use super::{attributes::Attribute, values::Values};

/// The attributes as the component takes them.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Settings {
    pub(crate) service: Service,
    pub(crate) keep: String,
    pub(crate) title: String,
    pub(crate) greeting: String,
    pub(crate) placeholder: String,
    pub(crate) suggestions: Vec<Suggestion>,
    pub(crate) avatar: String,
    pub(crate) lang: String,
    pub(crate) dir: String,
    pub(crate) theme: String,
    pub(crate) disabled: bool,
    pub(crate) feedback: bool,
    pub(crate) rich_text: RichText,
}

/// The service that answers, and its configuration.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Service {
    endpoint: String,
    api_version: String,
    api_key: String,
    config: Config,
    recovery: Recovery,
}

/// The kind of service that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Storyteller,
    Relay,
    Google,
}

impl Settings {
    /// Returns the settings that currently apply.
    pub(crate) fn of(values: Values) -> Self {
        let mut this = Self::default();
        for attribute in Attribute::ALL {
            this.take(attribute, values.effective_value(attribute));
        }
        this
    }

    /// Returns whether an attribute concerns the chat, and not the element around it.
    pub(crate) fn know(attribute: Attribute) -> bool {
        Self::default().take(attribute, String::new())
    }

    /// Applies the value of an attribute; `false` if it only concerns the element.
    fn take(&mut self, attribute: Attribute, text: String) -> bool {
        let Service {
            config, recovery, ..
        } = &mut self.service;
        match attribute {
            Attribute::Endpoint => self.service.endpoint = text,
            Attribute::Model => config.model = text,
            Attribute::ApiVersion => self.service.api_version = text,
            Attribute::ApiKey => self.service.api_key = text,
            Attribute::SystemInstruction => {
                config.system_instruction = (!text.is_empty()).then(|| text.into());
            }
            Attribute::GenerationConfig => config.generation_config.other = fields(&text),
            Attribute::SafetySettings => {
                config.safety_settings = list(&text, |item| SafetySetting {
                    category: field(item, "category"),
                    threshold: field(item, "threshold"),
                });
            }
            Attribute::Tools => {
                config.other = Raw::new(&text)
                    .map(|tools| ("tools".to_owned(), tools))
                    .into_iter()
                    .collect();
            }
            Attribute::Thinking => {
                config.thinking = match &*text {
                    "off" => Thinking::Off,
                    "show" => Thinking::Show,
                    _ => Thinking::Auto,
                };
            }
            Attribute::Keep => self.keep = text,
            Attribute::Disabled => self.disabled = !text.is_empty(),
            Attribute::Placeholder => self.placeholder = text,
            Attribute::Greeting => self.greeting = text,
            Attribute::Suggestions => {
                self.suggestions = list(&text, |item| match item.as_str() {
                    Some(text) => Suggestion::from(text),
                    None => Suggestion::new(field(item, "label"), field(item, "message")),
                });
            }
            Attribute::ChatTitle => self.title = text,
            Attribute::Avatar => self.avatar = text,
            Attribute::Lang => self.lang = text,
            Attribute::Dir => self.dir = text,
            Attribute::Theme => self.theme = text,
            Attribute::ImageOrigins => self.rich_text.image_origins = words(&text),
            Attribute::LinkSchemes => self.rich_text.link_schemes = words(&text),
            Attribute::Math => {
                self.rich_text.math = match &*text {
                    "off" => MathModule::default(),
                    _ => MathModule::at("rill-math.js"),
                };
            }
            Attribute::Feedback => self.feedback = !text.is_empty(),
            Attribute::RetryAttempts => recovery.attempts = count(&text),
            Attribute::RetryBaseDelay => recovery.base_delay = seconds(&text),
            Attribute::RetryMaxDelay => recovery.max_delay = seconds(&text),
            Attribute::SilenceNotice => recovery.silence_notice = seconds(&text),
            Attribute::SilenceLimit => recovery.silence_limit = seconds(&text),
            Attribute::Continuations => recovery.continuations = count(&text),
            Attribute::Mode
            | Attribute::Open
            | Attribute::Autofocus
            | Attribute::Loading
            | Attribute::WasmUrl => return false,
        }
        true
    }

    /// Returns whether the model's thoughts can be expanded.
    pub(crate) fn shows_thoughts(&self) -> bool {
        self.service.config.thinking == Thinking::Show
    }
}

impl Service {
    pub(crate) fn source(&self) -> Source {
        match &*self.endpoint {
            // The element would ask the page's own server, but the demo has none.
            "" => Source::Storyteller,
            GOOGLE => Source::Google,
            _ => Source::Relay,
        }
    }

    /// Returns a short description of who answers.
    pub(crate) fn name(&self) -> String {
        let model = &self.config.model;
        match self.source() {
            Source::Storyteller => "the built-in storyteller".to_owned(),
            Source::Relay => format!("{model} at {}", self.endpoint),
            Source::Google => format!("{model} at Google"),
        }
    }

    pub(crate) fn client(&self) -> Client {
        let (mut endpoint, fetch) = match self.source() {
            Source::Storyteller => (Endpoint::new(GOOGLE), Fetch::with(storyteller_fetch())),
            Source::Relay | Source::Google => (Endpoint::new(&self.endpoint), Fetch::new()),
        };
        if !self.api_version.is_empty() {
            endpoint = endpoint.api_version(&self.api_version);
        }
        if !self.api_key.is_empty() {
            endpoint = endpoint.key(self.api_key.as_str());
        }
        Client::new(endpoint, fetch)
            .config(self.config.clone())
            .recovery(self.recovery.clone())
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn count(text: &str) -> u32 {
    let number = text.parse::<f64>().unwrap_or_default();
    // Whole and at most 100, or the default would apply.
    number as u32
}

fn seconds(text: &str) -> Duration {
    let time = text.parse().ok().map(Duration::try_from_secs_f64);
    time.and_then(Result::ok).unwrap_or_default()
}

fn fields(json: &str) -> Vec<(String, Raw)> {
    match serde_json::from_str(json) {
        Ok(Value::Object(fields)) => {
            let fields = fields.into_iter();
            fields.map(|(name, it)| (name, Raw::from(&it))).collect()
        }
        _ => vec![],
    }
}

fn list<T>(json: &str, item: impl Fn(&Value) -> T) -> Vec<T> {
    let items: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
    items.iter().map(item).collect()
}

fn field(item: &Value, name: &str) -> String {
    item[name].as_str().unwrap_or_default().to_owned()
}
