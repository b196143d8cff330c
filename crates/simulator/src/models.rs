//! The list of models, for clients that request it before a call.

use serde_json::{Value, json};

use crate::call::SCENARIO_MODEL;
use crate::catalog;

const MODELS: &[(&str, &str)] = &[
    ("gemini-flash-latest", "Gemini Flash Latest"),
    ("gemini-flash-lite-latest", "Gemini Flash-Lite Latest"),
    ("gemini-pro-latest", "Gemini Pro Latest"),
    ("gemini-3.8-flash", "Gemini 3.8 Flash"),
];

/// Answers `GET /{version}/models`: some of Gemini's names, and one for each scenario.
pub(crate) fn list() -> Value {
    let known = MODELS.iter().map(|(name, title)| model(name, title));
    let scenarios = catalog::bundled_names().map(|name| one(&format!("{SCENARIO_MODEL}{name}")));
    json!({ "models": known.chain(scenarios).collect::<Vec<_>>() })
}

/// Answers `GET /{version}/models/{model}`.
pub(crate) fn one(name: &str) -> Value {
    let known = MODELS.iter().find(|(known, _)| *known == name);
    model(name, known.map_or(name, |(_, title)| title))
}

fn model(name: &str, title: &str) -> Value {
    json!({
        "name": format!("models/{name}"),
        "version": "001",
        "displayName": title,
        "description": "Simulated",
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
        "thinking": true,
    })
}
