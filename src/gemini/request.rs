//! A request, ready to be sent.

use std::{borrow::Cow, fmt};

use super::{
    config::{Config, GenerationConfig},
    endpoint::Endpoint,
};
use crate::{
    chat::{Content, Part},
    json,
};

/// A `POST` request that is ready to be sent.
///
/// Its `Debug` output shows the names of the headers but not their values: one may be a key.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The URL.
    pub url: String,
    /// The headers, including the key.
    pub headers: Vec<(String, String)>,
    /// A `GenerateContentRequest` as JSON.
    pub body: String,
}

impl Request {
    /// Creates the request for the next answer to `contents`.
    pub fn new(endpoint: &Endpoint, config: &Config, contents: &[Content]) -> Self {
        Self::resuming(endpoint, config, contents, None)
    }

    /// Creates the same request with a continuation token, for what comes after that token.
    pub fn resuming(
        endpoint: &Endpoint,
        config: &Config,
        contents: &[Content],
        continuation_token: Option<&str>,
    ) -> Self {
        let mut generation_config = Cow::Borrowed(&config.generation_config);
        if !generation_config.says_thinking()
            && let Some(thinking) = config.thinking.config(&config.model)
        {
            generation_config.to_mut().thinking_config = Some(thinking);
        }
        let mut body = String::new();
        json::object(&mut body, |fields| {
            json::list(fields.name("contents"), contents, |out, content| {
                content.write(out);
            });
            if let Some(content) = &config.system_instruction {
                // It has no role: `system` is not one, and servers ignore the others here.
                fields.object("systemInstruction", |fields| {
                    Part::write_all(&content.parts, fields.name("parts"));
                });
            }
            if *generation_config != GenerationConfig::default() {
                fields.object("generationConfig", |fields| generation_config.write(fields));
            }
            if !config.safety_settings.is_empty() {
                let settings = &config.safety_settings;
                json::list(fields.name("safetySettings"), settings, |out, setting| {
                    json::object(out, |fields| {
                        fields.text("category", &setting.category);
                        fields.text("threshold", &setting.threshold);
                    });
                });
            }
            for (name, value) in &config.other {
                fields.raw(name, value.get());
            }
            fields.option("continuationToken", continuation_token);
        });
        Self {
            url: endpoint.url(&config.model),
            headers: endpoint.headers(),
            body,
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Request")
            .field("url", &self.url)
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}
