//! Request bodies: fields that are not set are not sent.

use rill_chat::{
    chat::{Content, Part, Role},
    gemini::{
        Config, Endpoint, GenerationConfig, Request, SafetySetting, Thinking, ThinkingConfig,
    },
};
use serde_json::{Value, json};

#[track_caller]
fn check(config: &Config, contents: &[Content], body: &Value) {
    let request = Request::new(&Endpoint::new("/relay"), config, contents);
    assert!(!request.body.contains("null"), "{}", request.body);
    let got: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(&got, body);
}

fn hello() -> (Vec<Content>, Value) {
    let json = json!([{"role": "user", "parts": [{"text": "Hello"}]}]);
    (vec![Content::user("Hello")], json)
}

#[test]
fn defaults_are_left_out() {
    let (contents, json) = hello();
    check(&Config::default(), &contents, &json!({"contents": json}));
    let config = Config {
        generation_config: GenerationConfig {
            stop_sequences: vec![],
            ..GenerationConfig::default()
        },
        safety_settings: vec![],
        ..Config::default()
    };
    check(&config, &contents, &json!({"contents": json}));
}

#[test]
fn everything_that_can_be_set() {
    let (contents, json) = hello();
    let config = Config {
        model: "models/other".to_owned(),
        system_instruction: Some("You are a bard.".into()),
        generation_config: GenerationConfig {
            temperature: Some(0.5),
            top_p: Some(0.25),
            top_k: Some(40),
            max_output_tokens: Some(800),
            stop_sequences: vec!["END".to_owned()],
            seed: Some(-7),
            response_mime_type: Some("application/json".to_owned()),
            response_json_schema: Some((&json!({"type": "object"})).into()),
            thinking_config: Some(ThinkingConfig {
                include_thoughts: Some(true),
                thinking_budget: Some(-1),
                thinking_level: Some("LOW".to_owned()),
            }),
            other: vec![("candidateCount".to_owned(), (&json!(1)).into())],
        },
        // An explicit `thinking_config` takes precedence.
        thinking: Thinking::Off,
        safety_settings: vec![SafetySetting {
            category: "HARM_CATEGORY_HARASSMENT".to_owned(),
            threshold: "BLOCK_ONLY_HIGH".to_owned(),
        }],
        other: vec![
            (
                "tools".to_owned(),
                (&json!([{"googleSearch": {}}, {"urlContext": {}}])).into(),
            ),
            (
                "cachedContent".to_owned(),
                (&json!("cachedContents/a")).into(),
            ),
        ],
    };
    let body = json!({
        "contents": json,
        // Without a role: the API has no role `system`.
        "systemInstruction": {"parts": [{"text": "You are a bard."}]},
        "generationConfig": {
            "temperature": 0.5,
            "topP": 0.25,
            "topK": 40,
            "maxOutputTokens": 800,
            "stopSequences": ["END"],
            "seed": -7,
            "responseMimeType": "application/json",
            "responseJsonSchema": {"type": "object"},
            "thinkingConfig": {
                "includeThoughts": true,
                "thinkingBudget": -1,
                "thinkingLevel": "LOW",
            },
            "candidateCount": 1,
        },
        "safetySettings": [
            {"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_ONLY_HIGH"},
        ],
        "tools": [{"googleSearch": {}}, {"urlContext": {}}],
        "cachedContent": "cachedContents/a",
    });
    check(&config, &contents, &body);
}

#[test]
fn thinking_alone() {
    let (contents, json) = hello();
    let config = Config {
        generation_config: GenerationConfig {
            thinking_config: Some(ThinkingConfig {
                include_thoughts: Some(true),
                ..ThinkingConfig::default()
            }),
            ..GenerationConfig::default()
        },
        ..Config::default()
    };
    let thinking = json!({"thinkingConfig": {"includeThoughts": true}});
    check(
        &config,
        &contents,
        &json!({"contents": json, "generationConfig": thinking}),
    );
}

#[test]
fn text_is_escaped_as_json() {
    let text = "\"\\\n\u{2028}\u{0}😊</script>";
    let body = json!({"contents": [{"role": "user", "parts": [{"text": text}]}]});
    check(&Config::default(), &[Content::user(text)], &body);
}

/// A server checks its own parts byte by byte, since the signature covers them.
#[test]
fn raw_parts_go_back_byte_for_byte() {
    let part = r#"{ "thoughtSignature":"c2ln" , "functionCall": {"args":{"n":1.50},"name":"f"}}"#;
    let content = Content {
        role: Role::Model,
        parts: vec![serde_json::from_str::<Part>(part).unwrap()],
    };
    let request = Request::new(&Endpoint::new("/relay"), &Config::default(), &[content]);
    assert_eq!(
        request.body,
        format!(r#"{{"contents":[{{"role":"model","parts":[{part}]}}]}}"#),
    );
}

#[test]
fn only_objects_are_parts() {
    for json in ["null", "7", "\"text\"", "[]", "{"] {
        assert!(serde_json::from_str::<Part>(json).is_err(), "{json}");
    }
    assert!(Part::from_json(&json!("text")).is_err());
    let part = Part::from_json(&json!({"text": "a"})).unwrap();
    assert_eq!(part, Part::text("a"));
}

#[test]
fn thinking_is_asked_for_as_the_model_takes_it() {
    use Thinking::{Auto, Off, Show};
    let budget = |tokens: i32| json!({"thinkingBudget": tokens});
    let level = |name: &str| json!({"thinkingLevel": name});
    for (model, thinking, expected) in [
        ("gemini-2.5-flash", Auto, json!(null)),
        ("gemini-3.8-flash", Show, json!({"includeThoughts": true})),
        ("gemini-2.5-flash", Off, budget(0)),
        ("models/gemini-2.5-flash-lite", Off, budget(0)),
        ("gemini-2.5-pro", Off, budget(128)),
        ("gemini-3.5-flash", Off, level("MINIMAL")),
        ("gemini-3.1-flash-lite", Off, level("MINIMAL")),
        // These models reject the lowest level.
        ("gemini-3.8-flash", Off, level("LOW")),
        ("gemini-3.1-pro-preview", Off, level("LOW")),
        ("gemini-flash-latest", Off, level("LOW")),
        ("gemini-2.0-flash", Off, json!(null)),
        ("gemma-4-31b-it", Off, json!(null)),
    ] {
        let config = Config {
            model: model.to_owned(),
            thinking,
            ..Config::default()
        };
        let request = Request::new(&Endpoint::new("https://relay.example"), &config, &[]);
        let body: Value = serde_json::from_str(&request.body).unwrap();
        let got = &body["generationConfig"]["thinkingConfig"];
        assert_eq!(*got, expected, "{model} {thinking:?}");
    }
}

#[test]
fn what_is_said_of_thinking_itself_wins_in_any_form() {
    for name in ["thinkingConfig", "thinking_config"] {
        let own = json!({"thinkingLevel": "HIGH"});
        let mut config = Config {
            thinking: Thinking::Off,
            ..Config::default()
        };
        let other = &mut config.generation_config.other;
        other.push((name.to_owned(), (&own).into()));
        let request = Request::new(&Endpoint::new("/relay"), &config, &[]);
        let body: Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(body["generationConfig"], json!({name: own}));
    }
}
