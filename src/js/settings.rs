//! Reads the settings of a client from a plain object.

use std::time::Duration;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

use super::{
    message::content_from_value,
    value::{json, type_error},
};
use crate::{
    browser::Fetch,
    chat::{Content, Raw, Recovery, Unreadable},
    client::{Client, Transport},
    gemini::{Config, DEFAULT_MODEL, Endpoint, GOOGLE, GenerationConfig, SafetySetting, Thinking},
    json::{self as reader, Value, Walk, seconds},
};

/// The settings of a client, as JavaScript gives them. Absent or `null` fields have their default.
#[derive(Debug, Default)]
pub struct Settings {
    endpoint: Option<String>,
    api_version: Option<String>,
    api_key: Option<String>,
    model: Option<String>,
    system_instruction: Option<Content>,
    generation_config: Vec<(String, Raw)>,
    safety_settings: Vec<SafetySetting>,
    thinking: Thinking,
    /// Fields of the request that are sent unchanged.
    other: Vec<(String, Raw)>,
    recovery: Recovery,
}

impl Settings {
    /// Reads an object: `endpoint`, `apiVersion`, `apiKey`, `model`, `systemInstruction`,
    /// `generationConfig`, `safetySettings`, `tools`, `toolConfig`, `cachedContent`, `thinking`
    /// (`auto`, `off` or `show`) and `recovery`, whose times are in seconds. Other fields and
    /// functions are ignored.
    ///
    /// # Errors
    /// A `TypeError` that says what is wrong.
    pub fn read(value: &JsValue) -> Result<Self, JsValue> {
        let json = json("options", value)?;
        Self::from_json(&json).map_err(|error| type_error("options", &error))
    }

    pub(super) fn from_json(json: &str) -> Result<Self, String> {
        let mut this = Self::default();
        let mut wrong = "the object".to_owned();
        let read = reader::read(json, |walk| {
            walk.fields(&mut |name, walk| {
                let read = walk.option(|walk| this.read_field(name, walk));
                if read.is_none() {
                    name.clone_into(&mut wrong);
                }
                read.map(drop)
            })
        });
        read.map(|()| this)
            .ok_or_else(|| format!("{wrong} cannot be read"))
    }

    fn read_field(&mut self, name: &str, walk: &mut Walk<'_>) -> Option<()> {
        match name {
            "endpoint" => self.endpoint = Some(walk.string()?),
            "apiVersion" => self.api_version = Some(walk.string()?),
            "apiKey" => self.api_key = Some(walk.string()?),
            "model" => self.model = Some(walk.string()?),
            "systemInstruction" => {
                self.system_instruction = Some(content_from_value(Value::read(walk)?)?)
            }
            "generationConfig" => {
                let fields = &mut self.generation_config;
                walk.fields(&mut |name, walk| {
                    fields.push((name.to_owned(), Value::read(walk)?.into()));
                    Some(())
                })?;
            }
            "safetySettings" => {
                let settings = &mut self.safety_settings;
                walk.items(&mut |walk| {
                    let setting = Value::read(walk)?;
                    settings.push(SafetySetting {
                        category: setting.get("category").string()?,
                        threshold: setting.get("threshold").string()?,
                    });
                    Some(())
                })?;
            }
            "tools" | "toolConfig" | "cachedContent" => {
                self.other
                    .push((name.to_owned(), Value::read(walk)?.into()));
            }
            "thinking" => {
                self.thinking = match &*walk.text()? {
                    "auto" => Thinking::Auto,
                    "off" => Thinking::Off,
                    "show" => Thinking::Show,
                    _ => return None,
                };
            }
            "recovery" => {
                let recovery = &mut self.recovery;
                walk.fields(&mut |name, walk| {
                    let number = Value::read(walk)?;
                    if number.is_null() {
                        return Some(());
                    }
                    read_recovery(recovery, name, number)
                })?;
            }
            _ => walk.skip()?,
        }
        Some(())
    }

    /// Returns the endpoint, Google's own by default.
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

    /// Returns the model, or the default one.
    pub fn model(&self) -> &str {
        self.model.as_deref().unwrap_or(DEFAULT_MODEL)
    }

    /// Returns what is tried automatically.
    pub fn recovery(&self) -> Recovery {
        self.recovery.clone()
    }

    /// Returns the configuration of requests.
    pub fn config(&self) -> Config {
        Config {
            model: self.model().to_owned(),
            system_instruction: self.system_instruction.clone(),
            generation_config: GenerationConfig {
                other: self.generation_config.clone(),
                ..GenerationConfig::default()
            },
            thinking: self.thinking,
            safety_settings: self.safety_settings.clone(),
            other: self.other.clone(),
        }
    }

    /// Creates the client over a transport.
    pub fn client(&self, transport: impl Transport + 'static) -> Client {
        Client::new(self.endpoint(), transport)
            .config(self.config())
            .recovery(self.recovery())
    }
}

/// Reads one field of `recovery`. Times are in seconds.
fn read_recovery(recovery: &mut Recovery, name: &str, number: Value<'_>) -> Option<()> {
    match name {
        "attempts" => recovery.attempts = number.raw().parse().ok()?,
        "continuations" => recovery.continuations = number.raw().parse().ok()?,
        "baseDelay" => set_time(&mut recovery.base_delay, number)?,
        "maxDelay" => set_time(&mut recovery.max_delay, number)?,
        "silenceNotice" => set_time(&mut recovery.silence_notice, number)?,
        "silenceLimit" => set_time(&mut recovery.silence_limit, number)?,
        "saveInterval" => set_time(&mut recovery.save_interval, number)?,
        _ => {}
    }
    Some(())
}

/// Sets a time. One that is negative or too large is ignored.
fn set_time(time: &mut Duration, number: Value<'_>) -> Option<()> {
    let number = number.raw();
    if !number.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return None;
    }
    // JavaScript writes an exponent below a microsecond, and from 10²¹ seconds on.
    if number.contains("e-") {
        *time = Duration::ZERO;
    } else if let Some(given) = seconds(number) {
        *time = given;
    }
    Some(())
}

/// Creates the transport: a function in place of `fetch`, with the `headers` and the `token` of an
/// object, which are values or functions: see [`Fetch::headers`] and [`Fetch::token`].
pub fn fetch(settings: &JsValue, function: Function) -> Fetch {
    let given = |name: &str| {
        let given = Reflect::get(settings, &name.into()).unwrap_or_default();
        (!given.is_undefined() && !given.is_null()).then_some(given)
    };
    let mut fetch = Fetch::with(function);
    if let Some(headers) = given("headers") {
        fetch = fetch.headers(headers);
    }
    if let Some(token) = given("token") {
        fetch = fetch.token(token);
    }
    fetch
}

/// Reads a history: an array of Gemini's `Content`, whose parts are kept unchanged. `undefined` and
/// `null` are an empty one.
///
/// # Errors
/// A `TypeError` that says what is wrong.
pub fn history(value: &JsValue) -> Result<Vec<Content>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(vec![]);
    }
    let json = json("history", value)?;
    let mut contents = Vec::new();
    let read = reader::read(&json, |walk| {
        walk.items(&mut |walk| {
            contents.push(Content::read(walk)?);
            Some(())
        })
    });
    read.map(|()| contents)
        .ok_or_else(|| type_error("history", &"not an array of contents"))
}

/// Passes what was [exported](super::exported) to `import` as JSON, such as to
/// [`Chat::import`](crate::Chat::import).
///
/// # Errors
/// A `TypeError` that says why it cannot be read.
pub fn import(
    value: &JsValue,
    import: impl FnOnce(&str) -> Result<(), Unreadable>,
) -> Result<(), JsValue> {
    let json = json("exported", value)?;
    import(&json).map_err(|error| type_error("exported", &error))
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
        assert!(read(r#"{"tools":null}"#).config().other.is_empty());
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
                "safetySettings": [{"category": "C", "threshold": "T"}],
                "thinking": "show",
                "tools": [{"googleSearch":{}},{"later":1.50}],
                "toolConfig": {"later":null},
                "cachedContent": "cachedContents/a"
            }"#,
        );
        assert_eq!(
            url,
            "https://relay.example/gemini/v1/models/a-model:streamGenerateContent?alt=sse"
        );
        assert_eq!(
            body,
            r#"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]},"generationConfig":{"maxOutputTokens":8,"thinkingConfig":{"later":[1.50]}},"safetySettings":[{"category":"C","threshold":"T"}],"tools":[{"googleSearch":{}},{"later":1.50}],"toolConfig":{"later":null},"cachedContent":"cachedContents/a"}"#
        );
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
            r#"{"thinking": "loud"}"#,
            "7",
        ] {
            assert!(Settings::from_json(json).is_err(), "{json}");
        }
    }
}
