//! Who to talk to and how, out of a plain object.

use std::{collections::BTreeMap, fmt::Display, time::Duration};

use js_sys::{JSON, TypeError};
use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;

use super::spoken::Spoken;
use crate::{
    chat::{Content, Raw, Recovery},
    client::{Client, Transport},
    gemini::{Config, DEFAULT_MODEL, Endpoint, GOOGLE, GenerationConfig, SafetySetting, Thinking},
};

/// Who to talk to and how, as JavaScript says it. What is absent or `null` stands at its default.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    endpoint: Option<String>,
    api_version: Option<String>,
    api_key: Option<String>,
    model: Option<String>,
    system_instruction: Option<Spoken>,
    generation_config: Option<BTreeMap<String, Box<RawValue>>>,
    safety_settings: Option<Vec<SafetySetting>>,
    thinking: Option<String>,
    recovery: Option<RecoveryForm>,
}

/// Times are in seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RecoveryForm {
    attempts: Option<u32>,
    base_delay: Option<f64>,
    max_delay: Option<f64>,
    silence_notice: Option<f64>,
    silence_limit: Option<f64>,
    continuations: Option<u32>,
    save_interval: Option<f64>,
}

impl Settings {
    /// Reads an object: `endpoint`, `apiVersion`, `apiKey`, `model`, `systemInstruction`,
    /// `generationConfig`, `safetySettings`, `thinking` (`auto`, `off` or `show`) and `recovery`, whose times are in seconds. Other fields
    /// and functions are passed over.
    ///
    /// # Errors
    /// A `TypeError` that says what is wrong.
    pub fn read(value: &JsValue) -> Result<Self, JsValue> {
        let json = json("options", value)?;
        Self::from_json(&json).map_err(|error| type_error("options", &error))
    }

    pub(super) fn from_json(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// The address, Google's own if none was named.
    pub fn endpoint(&self) -> Endpoint {
        let mut endpoint = Endpoint::new(self.endpoint.as_deref().unwrap_or(GOOGLE));
        if let Some(version) = &self.api_version {
            endpoint = endpoint.api_version(version);
        }
        match &self.api_key {
            Some(key) => endpoint.key(key.as_str()),
            None => endpoint,
        }
    }

    /// The model that is asked.
    pub fn model(&self) -> &str {
        self.model.as_deref().unwrap_or(DEFAULT_MODEL)
    }

    /// What is tried by itself.
    pub fn recovery(&self) -> Recovery {
        let mut recovery = Recovery::default();
        if let Some(form) = &self.recovery {
            form.apply(&mut recovery);
        }
        recovery
    }

    /// What is asked of the model.
    pub fn config(&self) -> Config {
        let instruction = self.system_instruction.as_ref();
        Config {
            model: self.model().to_owned(),
            system_instruction: instruction.map(|Spoken(content)| content.clone()),
            generation_config: GenerationConfig {
                other: self.other(),
                ..GenerationConfig::default()
            },
            thinking: match self.thinking() {
                Some("off") => Thinking::Off,
                Some("show") => Thinking::Show,
                _ => Thinking::Auto,
            },
            safety_settings: self.safety_settings.clone().unwrap_or_default(),
        }
    }

    fn other(&self) -> Vec<(String, Raw)> {
        let fields = self.generation_config.iter().flatten();
        let fields = fields.map(|(name, value)| (name.clone(), Raw::from(&**value)));
        fields.collect()
    }

    /// Words of Gemini's own about thinking have the last word.
    fn thinking(&self) -> Option<&str> {
        let generation = self.generation_config.as_ref();
        let has_own = generation.is_some_and(|config| config.contains_key("thinkingConfig"));
        self.thinking.as_deref().filter(|_| !has_own)
    }

    /// The client that they describe, over a transport.
    pub fn client(&self, transport: impl Transport + 'static) -> Client {
        Client::new(self.endpoint(), transport)
            .config(self.config())
            .recovery(self.recovery())
    }
}

impl RecoveryForm {
    fn apply(&self, to: &mut Recovery) {
        set(&mut to.attempts, self.attempts);
        set(&mut to.continuations, self.continuations);
        set(&mut to.base_delay, time(self.base_delay));
        set(&mut to.max_delay, time(self.max_delay));
        set(&mut to.silence_notice, time(self.silence_notice));
        set(&mut to.silence_limit, time(self.silence_limit));
        set(&mut to.save_interval, time(self.save_interval));
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// A time in seconds; one that is negative or endless is none.
fn time(seconds: Option<f64>) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds?).ok()
}

/// Reads a history: an array of Gemini's `Content`, whose parts are kept as they are. `undefined`
/// is an empty one.
///
/// # Errors
/// A `TypeError` that says what is wrong.
pub fn history(value: &JsValue) -> Result<Vec<Content>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(vec![]);
    }
    let json = json("history", value)?;
    serde_json::from_str(&json).map_err(|error| type_error("history", &error))
}

/// A value as JSON.
pub(super) fn json(name: &str, value: &JsValue) -> Result<String, JsValue> {
    // What has no JSON, such as a function, gives `undefined`.
    let json = JSON::stringify(value)?;
    let json = JsValue::from(json).as_string();
    let json = json.ok_or_else(|| type_error(name, &"has no JSON"))?;
    Ok(well_formed(json))
}

/// The same JSON with a replacement character for each half of one. Strings of JavaScript may have
/// such, as where a text was cut, and `JSON.stringify` writes them, and nothing else, as `\ud…`.
fn well_formed(json: String) -> String {
    if !json.contains(r"\ud") {
        return json;
    }
    let mut clean = String::with_capacity(json.len());
    // What stands behind an escaped backslash is no escape.
    for (index, text) in json.split(r"\\").enumerate() {
        clean.push_str(if index > 0 { r"\\" } else { "" });
        for (index, text) in text.split(r"\ud").enumerate() {
            let digits = if index > 0 { 3 } else { 0 };
            clean.push_str(if index > 0 { r"\ufffd" } else { "" });
            clean.push_str(text.get(digits..).unwrap_or_default());
        }
    }
    clean
}

pub(super) fn type_error(name: &str, error: &dyn Display) -> JsValue {
    TypeError::new(&format!("{name}: {error}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Request;

    fn read(json: &str) -> Settings {
        Settings::from_json(json).unwrap()
    }

    fn request(json: &str) -> (String, String) {
        let settings = read(json);
        let contents = [Content::user("Hello")];
        let request = Request::new(&settings.endpoint(), &settings.config(), &contents);
        (request.url, request.body)
    }

    #[test]
    fn an_empty_object_is_google_with_the_defaults() {
        let (url, body) = request("{}");
        assert_eq!(
            url,
            format!("{GOOGLE}/v1beta/models/{DEFAULT_MODEL}:streamGenerateContent?alt=sse")
        );
        assert_eq!(
            body,
            r#"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}"#
        );
        assert_eq!(read("{}").recovery(), Recovery::default());
        assert_eq!(read(r#"{"model":null,"unknown":7}"#).model(), DEFAULT_MODEL);
    }

    #[test]
    fn each_field_gets_into_the_request() {
        let (url, body) = request(
            r#"{
                "endpoint": "https://relay.example/gemini/v1beta",
                "apiVersion": "v1",
                "model": "a-model",
                "systemInstruction": "Be brief.",
                "generationConfig": {"maxOutputTokens": 8, "thinkingConfig": {"later":[1.50]}},
                "safetySettings": [{"category": "C", "threshold": "T"}]
            }"#,
        );
        assert_eq!(
            url,
            "https://relay.example/gemini/v1/models/a-model:streamGenerateContent?alt=sse"
        );
        assert_eq!(
            body,
            r#"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"generationConfig":{"maxOutputTokens":8,"thinkingConfig":{"later":[1.50]}},"safetySettings":[{"category":"C","threshold":"T"}]}"#
        );
    }

    #[test]
    fn halves_of_characters() {
        let check = |json: &str, expected: &str| assert_eq!(well_formed(json.to_owned()), expected);
        check(r#""a\n\\u\"""#, r#""a\n\\u\"""#);
        check(r#""\ud83d""#, r#""\ufffd""#);
        check(r#""\ud83d\ude0a\udead7""#, r#""\ufffd\ufffd\ufffd7""#);
        check(r#""\\ud83d""#, r#""\\ud83d""#);
        check(r#""\\\ud83d\\""#, r#""\\\ufffd\\""#);
        check(r#""ü\n\ud83dü\\\\ud83d""#, r#""ü\n\ufffdü\\\\ud83d""#);
    }

    #[test]
    fn times_are_in_seconds() {
        let settings = read(r#"{"recovery": {"attempts": 1, "baseDelay": 0.25, "maxDelay": -1}}"#);
        let expected = Recovery {
            attempts: 1,
            base_delay: Duration::from_millis(250),
            ..Recovery::default()
        };
        assert_eq!(settings.recovery(), expected);
    }

    #[test]
    fn what_is_of_a_wrong_type_is_refused() {
        for json in [
            r#"{"endpoint": 7}"#,
            r#"{"generationConfig": []}"#,
            r#"{"safetySettings": [{"category": "C"}]}"#,
            r#"{"recovery": {"attempts": -1}}"#,
            r#"{"systemInstruction": 7}"#,
            "7",
        ] {
            assert!(Settings::from_json(json).is_err(), "{json}");
        }
    }
}
