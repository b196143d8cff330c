//! The settings of a request, apart from the conversation.

use serde::{Deserialize, Serialize};

use crate::{
    chat::{Content, Raw},
    json::{self, Fields},
};

/// The model to use if the host names none: Google's alias for its current fast model.
pub const DEFAULT_MODEL: &str = "gemini-flash-latest";

/// The settings of a request, apart from the conversation. Unset ones are not sent, so the model's
/// own defaults apply.
///
/// ```
/// use rill_chat::gemini::{Config, GenerationConfig};
///
/// let config = Config {
///     system_instruction: Some("You answer in one sentence.".into()),
///     generation_config: GenerationConfig { max_output_tokens: Some(800), ..Default::default() },
///     ..Config::default()
/// };
/// assert_eq!(config.model, rill_chat::gemini::DEFAULT_MODEL);
/// ```
///
/// End a struct literal with `..Config::default()`, since later versions may add fields. The same
/// goes for [`GenerationConfig`] and [`ThinkingConfig`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The model's name, with or without `models/` in front.
    pub model: String,
    /// The system instruction: how the model should behave.
    pub system_instruction: Option<Content>,
    /// The limits and parameters of generation.
    pub generation_config: GenerationConfig,
    /// Whether the model thinks and shows its thoughts. [`GenerationConfig::thinking_config`]
    /// overrides this.
    pub thinking: Thinking,
    /// What to block, with at most one entry for each category.
    pub safety_settings: Vec<SafetySetting>,
    /// Further fields of the request by their wire names, such as `tools`, `toolConfig` or
    /// `cachedContent`.
    ///
    /// ```
    /// use rill_chat::{chat::Raw, gemini::Config};
    ///
    /// let tools = Raw::from(&serde_json::json!([{ "googleSearch": {} }]));
    /// let config = Config { other: vec![("tools".into(), tools)], ..Config::default() };
    /// ```
    pub other: Vec<(String, Raw)>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            model: DEFAULT_MODEL.to_owned(),
            system_instruction: None,
            generation_config: GenerationConfig::default(),
            thinking: Thinking::Auto,
            safety_settings: Vec::new(),
            other: Vec::new(),
        }
    }
}

/// The limits and parameters of generation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenerationConfig {
    /// The randomness of sampling. Current models have this fixed: leave it unset for them.
    pub temperature: Option<f64>,
    /// The cumulative probability of the tokens to sample from. Current models have this fixed.
    pub top_p: Option<f64>,
    /// The number of most likely tokens to sample from. Current models have this fixed.
    pub top_k: Option<u32>,
    /// The maximum number of tokens in an answer, including thoughts.
    pub max_output_tokens: Option<u32>,
    /// Texts that end the answer, five at most.
    pub stop_sequences: Vec<String>,
    /// Makes answers reproducible, as far as the model can.
    pub seed: Option<i32>,
    /// The media type of the answer, such as `application/json`.
    pub response_mime_type: Option<String>,
    /// The JSON Schema of a JSON answer.
    pub response_json_schema: Option<Raw>,
    /// Whether and how long to think.
    pub thinking_config: Option<ThinkingConfig>,
    /// Further fields by their wire names.
    pub other: Vec<(String, Raw)>,
}

impl GenerationConfig {
    pub(super) fn write(&self, fields: &mut Fields<'_>) {
        fields.float("temperature", self.temperature);
        fields.float("topP", self.top_p);
        fields.number("topK", self.top_k.map(u64::from));
        fields.number("maxOutputTokens", self.max_output_tokens.map(u64::from));
        if !self.stop_sequences.is_empty() {
            let sequences = &self.stop_sequences;
            json::list(fields.name("stopSequences"), sequences, |out, sequence| {
                json::push_quoted(out, sequence);
            });
        }
        fields.integer("seed", self.seed);
        fields.option("responseMimeType", self.response_mime_type.as_deref());
        if let Some(schema) = &self.response_json_schema {
            fields.raw("responseJsonSchema", schema.get());
        }
        if let Some(thinking) = &self.thinking_config {
            fields.object("thinkingConfig", |fields| thinking.write(fields));
        }
        for (name, value) in &self.other {
            fields.raw(name, value.get());
        }
    }
}

impl GenerationConfig {
    /// Returns whether thinking is configured here.
    pub(super) fn says_thinking(&self) -> bool {
        let says = |(name, _): &(String, Raw)| {
            ["thinkingConfig", "thinking_config"].contains(&name.as_str())
        };
        self.thinking_config.is_some() || self.other.iter().any(says)
    }
}

/// Whether and how long to think. Servers reject a request that sets both the budget and the level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThinkingConfig {
    /// Whether the answer includes a summary of the thoughts.
    pub include_thoughts: Option<bool>,
    /// The budget in tokens: 0 turns thinking off, -1 leaves it to the model.
    pub thinking_budget: Option<i32>,
    /// `MINIMAL`, `LOW`, `MEDIUM` or `HIGH`; an open list.
    pub thinking_level: Option<String>,
}

impl ThinkingConfig {
    fn write(&self, fields: &mut Fields<'_>) {
        if let Some(include) = self.include_thoughts {
            fields.raw("includeThoughts", if include { "true" } else { "false" });
        }
        fields.integer("thinkingBudget", self.thinking_budget);
        fields.option("thinkingLevel", self.thinking_level.as_deref());
    }
}

/// Whether the model thinks before it answers, and shows its thoughts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Thinking {
    /// The model's default.
    #[default]
    Auto,
    /// As little thinking as the model allows.
    Off,
    /// The model's default, with a summary of the thoughts.
    Show,
}

impl Thinking {
    /// Returns what to send to a model of this name; `None` for nothing.
    ///
    /// Gemini 2.5 can turn thinking off, except for the Pro models; newer models can only think
    /// less. A model rejects a level that it does not know, so `MINIMAL` goes only to models known
    /// to accept it, and no level goes to models of another family.
    pub(super) fn config(self, model: &str) -> Option<ThinkingConfig> {
        let mut config = ThinkingConfig::default();
        match self {
            Self::Auto => return None,
            Self::Show => config.include_thoughts = Some(true),
            Self::Off => {
                let name = model.trim().rsplit('/').next().unwrap_or_default();
                let rest = name.strip_prefix("gemini-")?;
                if rest.starts_with("2.5-") {
                    let least = if rest.starts_with("2.5-pro") { 128 } else { 0 };
                    config.thinking_budget = Some(least);
                } else if rest.starts_with("1.") || rest.starts_with("2.") {
                    return None;
                } else {
                    let is_minimal = ["3.5-flash", "3.1-flash-lite"].contains(&rest);
                    let level = if is_minimal { "MINIMAL" } else { "LOW" };
                    config.thinking_level = Some(level.to_owned());
                }
            }
        }
        Some(config)
    }
}

/// The threshold at which to block one category of harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SafetySetting {
    /// Such as `HARM_CATEGORY_HARASSMENT`; an open list.
    pub category: String,
    /// Such as `BLOCK_ONLY_HIGH`; an open list.
    pub threshold: String,
}
