use serde_json::{Value, json};

use super::*;
use crate::{
    chat::{
        Citation, FinishReason, Grounding, GroundingSource, Metadata, Raw, Record, Role,
        SafetyRating, Usage,
    },
    client::StoreError,
    error::ErrorKind,
};

#[track_caller]
fn check(fields: impl FnOnce(&mut Fields<'_>), expected: &Value) {
    assert_eq!(&value(fields), expected);
}

fn value(fields: impl FnOnce(&mut Fields<'_>)) -> Value {
    serde_json::from_str(&written(fields)).unwrap()
}

fn written(fields: impl FnOnce(&mut Fields<'_>)) -> String {
    let mut out = String::new();
    json::object(&mut out, fields);
    out
}

fn answer(parts: Vec<Part>, state: MessageState) -> Message {
    Message::from(Record {
        content: Content {
            role: Role::Model,
            parts,
        },
        state,
        metadata: Metadata::default(),
        model: None,
    })
}

fn call() -> Part {
    Part::from_json(&json!({"functionCall": {"name": "f"}})).unwrap()
}

#[test]
fn a_chunk_of_text() {
    let chunk = Chunk {
        parts: vec!["Once".into()],
        ..Chunk::default()
    };
    let expected = json!({"text": "Once", "parts": [{"text": "Once"}]});
    check(|fields| super::chunk(&chunk, fields), &expected);
}

#[test]
fn a_chunk_with_everything() {
    let thought = json!({"text": "Hm.", "thought": true});
    let rating = SafetyRating {
        category: "HARM_CATEGORY_HARASSMENT".into(),
        probability: "LOW".into(),
        blocked: false,
    };
    let raw: &serde_json::value::RawValue = serde_json::from_str(r#"{"a": 1.50}"#).unwrap();
    let chunk = Chunk {
        parts: vec![Part::from_json(&thought).unwrap(), call()],
        finish_reason: Some(FinishReason::Unknown("LATER".into())),
        finish_message: Some("words".into()),
        safety_ratings: vec![rating],
        citations: vec![Citation {
            start_index: 1,
            end_index: 3,
            uri: Some("https://a.example".into()),
            ..Citation::default()
        }],
        grounding: Some(Grounding {
            web_search_queries: vec!["knights".into()],
            sources: vec![GroundingSource {
                uri: Some("https://b.example".into()),
                title: None,
            }],
            raw: None,
        }),
        url_context: Some(Raw::from(raw)),
        usage: Some(Usage {
            prompt_token_count: Some(4),
            ..Usage::default()
        }),
        model_version: Some("m-1".into()),
        response_id: Some("r".into()),
        ..Chunk::default()
    };
    let expected = json!({
        "text": "",
        "thoughts": "Hm.",
        "parts": [thought, {"functionCall": {"name": "f"}}],
        "finishReason": "LATER",
        "finishMessage": "words",
        "safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"}],
        "citationMetadata": {"citationSources": [
            {"startIndex": 1, "endIndex": 3, "uri": "https://a.example"},
        ]},
        "groundingMetadata": {
            "webSearchQueries": ["knights"],
            "groundingChunks": [{"web": {"uri": "https://b.example"}}],
        },
        "urlContextMetadata": {"a": 1.5},
        "usageMetadata": {"promptTokenCount": 4},
        "modelVersion": "m-1",
        "responseId": "r",
    });
    check(|fields| super::chunk(&chunk, fields), &expected);
    // As it came, byte for byte.
    let json = written(|fields| super::chunk(&chunk, fields));
    assert!(json.contains(r#"{"a": 1.50}"#), "{json}");
}

#[test]
fn messages() {
    let said = answer(vec!["Hello".into()], MessageState::Said);
    let expected = json!({
        "id": 0,
        "role": "model",
        "content": {"role": "model", "parts": [{"text": "Hello"}]},
        "text": "Hello",
        "state": "said",
        "metadata": {},
    });
    check(|fields| message(&said, fields), &expected);

    let pause = Pause {
        error: Some(Error::new(ErrorKind::Overloaded).with_code(503)),
        delay: Some(Duration::from_millis(1500)),
        attempt: 2,
        attempts: 3,
    };
    let pausing = answer(vec![], MessageState::Pausing(pause));
    let expected = json!({
        "id": 0,
        "role": "model",
        "content": {"role": "model", "parts": []},
        "text": "",
        "state": "pausing",
        "pause": {
            "error": {
                "kind": "overloaded",
                "message": ErrorKind::Overloaded.sentence(),
                "code": 503,
                "remedies": ["retry"],
            },
            "delay": 1.5,
            "attempt": 2,
            "attempts": 3,
        },
        "metadata": {},
    });
    check(|fields| message(&pausing, fields), &expected);
}

#[test]
fn endings() {
    let finished = |reason| Ending::Finished(reason);
    let story = || vec![Part::from("Once")];
    let cases = [
        (
            finished(FinishReason::Stop),
            story(),
            json!({"reason": "complete", "complete": true, "remedies": [], "finishReason": "STOP"}),
        ),
        (
            finished(FinishReason::Stop),
            vec![call()],
            json!({"reason": "complete", "complete": true, "remedies": [], "finishReason": "STOP"}),
        ),
        (
            finished(FinishReason::Stop),
            vec![" ".into()],
            json!({"reason": "empty", "complete": false, "remedies": ["retry"], "finishReason": "STOP"}),
        ),
        (
            finished(FinishReason::MaxTokens),
            story(),
            json!({"reason": "token-limit", "complete": false, "remedies": ["continue"], "finishReason": "MAX_TOKENS"}),
        ),
        (
            Ending::PromptBlocked("SAFETY".into()),
            vec![],
            json!({"reason": "prompt-blocked", "complete": false, "remedies": ["edit"], "blockReason": "SAFETY"}),
        ),
        (
            Ending::Interrupted(None),
            story(),
            json!({"reason": "connection-lost", "complete": false, "remedies": ["continue", "retry"]}),
        ),
        (
            Ending::Stopped,
            story(),
            json!({"reason": "stopped", "complete": false, "remedies": ["continue", "retry"]}),
        ),
        (
            Ending::Failed(
                Error::new(ErrorKind::RateLimited)
                    .with_detail("slow down")
                    .with_code(429)
                    .with_status("RESOURCE_EXHAUSTED")
                    .with_retry_delay(Duration::from_secs(7)),
            ),
            vec![],
            json!({"reason": "rate-limited", "complete": false, "remedies": ["retry"], "error": {
                "kind": "rate-limited",
                "message": ErrorKind::RateLimited.sentence(),
                "detail": "slow down",
                "code": 429,
                "status": "RESOURCE_EXHAUSTED",
                "retryDelay": 7,
                "remedies": ["retry"],
            }}),
        ),
    ];
    for (ending, parts, expected) in cases {
        let message = answer(parts, MessageState::Ended(ending.clone()));
        let form = value(|fields| super::message(&message, fields));
        assert_eq!(form["ending"], expected);
        let finish = value(|fields| super::finish(&message, &ending, fields));
        assert_eq!(finish["reason"], expected["reason"]);
        assert_eq!(finish["text"], form["text"]);
        assert_eq!(finish["message"], form);
        assert_eq!(finish["usage"], json!({}));
    }
}

#[test]
fn trouble() {
    let full = StoreTrouble::Store(StoreError::QuotaExceeded);
    let expected = json!({
        "kind": "not-kept",
        "message": full.sentence(),
        "detail": "the storage is full",
    });
    check(|fields| super::trouble(&full, fields), &expected);
}
