//! A request, ready to be sent.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use super::{
    config::{Config, GenerationConfig, SafetySetting},
    endpoint::Endpoint,
};
use crate::chat::{Content, Part};

/// A `POST` that is ready to be sent.
///
/// Its `Debug` names the headers and leaves out what they say: one of them may be a key.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// Where to.
    pub url: String,
    /// The headers, the key's included.
    pub headers: Vec<(String, String)>,
    /// A `GenerateContentRequest` in JSON.
    pub body: String,
}

impl Request {
    /// The request that asks for the next answer to `contents`.
    pub fn new(endpoint: &Endpoint, config: &Config, contents: &[Content]) -> Self {
        Self::resuming(endpoint, config, contents, None)
    }

    /// The same request once more, for what comes after the place that a token stands for.
    pub fn resuming(
        endpoint: &Endpoint,
        config: &Config,
        contents: &[Content],
        continuation_token: Option<&str>,
    ) -> Self {
        let mut generation_config = Cow::Borrowed(&config.generation_config);
        if generation_config.thinking_config.is_none()
            && let Some(thinking) = config.thinking.config(&config.model)
        {
            generation_config.to_mut().thinking_config = Some(thinking);
        }
        let body = Body {
            contents,
            system_instruction: config.system_instruction.as_ref().map(|content| {
                SystemInstruction {
                    parts: &content.parts,
                }
            }),
            generation_config: (*generation_config != GenerationConfig::default())
                .then_some(&*generation_config),
            safety_settings: &config.safety_settings,
            continuation_token,
        };
        Self {
            url: endpoint.url(&config.model),
            headers: endpoint.headers(),
            // Serializing these types into memory has no way to fail.
            body: serde_json::to_string(&body).unwrap_or_default(),
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

/// What is absent is left out, never `null`: servers refuse fields that they do not expect.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    contents: &'a [Content],
    #[serde(skip_serializing_if = "Option::is_none")]
    system_instruction: Option<SystemInstruction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation_config: Option<&'a GenerationConfig>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    safety_settings: &'a [SafetySetting],
    #[serde(skip_serializing_if = "Option::is_none")]
    continuation_token: Option<&'a str>,
}

/// Has no role: `system` is none, and servers ignore the others here.
#[derive(Serialize)]
struct SystemInstruction<'a> {
    parts: &'a [Part],
}
