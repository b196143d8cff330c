//! The expected outcome of each fault, derived from its scenario or from a native read of the body,
//! not from the page under test.

use rill_chat::{
    Error, ErrorKind,
    chat::{Ending, FinishClass},
    storyteller,
};
use serde_json::{Value, json};
use simulator::{Scenario, Step, bundled};

use crate::list::{Fault, Kept, Source};

/// What the reader asks in every fault.
pub(super) const PROMPT: &str = "Go";

/// Returns the scenario of a fault, or `None` where no server listens.
pub(super) fn scenario(fault: &Fault) -> Option<Scenario> {
    match fault.source {
        Source::Named => Some(bundled(fault.name).unwrap()),
        Source::Inline(text) => {
            let mut data: Value = serde_json::from_str(text).unwrap();
            data["description"] = json!("from the list");
            Some(Scenario::from_json(&data.to_string()).unwrap())
        }
        Source::Nobody => None,
    }
}

/// Returns the text that a fault leaves in the answer.
pub(super) fn kept(fault: &Fault) -> String {
    let text = match fault.kept {
        Kept::Nothing => String::new(),
        Kept::Text(text) => text.to_owned(),
        Kept::Sent => scenario(fault).map_or_else(String::new, |it| sent(&it.steps)),
        Kept::Story => {
            let request = json!({"contents": [{"role": "user", "parts": [{"text": PROMPT}]}]});
            let frames = storyteller::frames(&request);
            frames.iter().map(|frame| says(&frame.response)).collect()
        }
    };
    words(&text)
}

/// Returns a text with its whitespace collapsed, which depends on how it is shown.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of all frames among these steps.
fn sent(steps: &[Step]) -> String {
    let texts = steps.iter().map(|step| match step {
        Step::Frame(response) => says(response),
        Step::Repeat(repeat) => sent(&repeat.steps).repeat(repeat.times),
        _ => String::new(),
    });
    texts.collect()
}

fn says(response: &Value) -> String {
    let parts = response["candidates"][0]["content"]["parts"].as_array();
    let texts = parts.into_iter().flatten();
    texts
        .filter(|part| part["thought"] != true)
        .map(|part| text(&part["text"]))
        .collect()
}

/// Returns the text of a frame, which is either written out or given as a `$repeat`.
fn text(text: &Value) -> String {
    let times = text["$repeat"][1].as_u64().unwrap_or_default();
    let repeated = text["$repeat"][0].as_str().unwrap_or_default();
    let repeated = repeated.repeat(times as usize);
    text.as_str().map_or(repeated, str::to_owned)
}

/// Returns the name that the list uses for an ending.
pub(super) fn name(ending: &Ending, has_text: bool) -> &'static str {
    match ending {
        Ending::Finished(reason) => match reason.class() {
            FinishClass::Complete if has_text => "complete",
            FinishClass::Complete => "empty",
            FinishClass::Truncated => "token-limit",
            FinishClass::Blocked => "answer-blocked",
            FinishClass::ModelFault => "model-fault",
            _ => "unknown",
        },
        Ending::PromptBlocked(_) => "prompt-blocked",
        Ending::Interrupted(None) => "connection-lost",
        Ending::Interrupted(Some(error)) if error.kind() == ErrorKind::Network => "connection-lost",
        Ending::Interrupted(Some(error)) | Ending::Failed(error) => name_of_error(error),
        Ending::Empty => "empty",
        Ending::Stopped => "stopped",
        other => panic!("the list has no name for {other:?}"),
    }
}

fn name_of_error(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Network => "unreachable",
        ErrorKind::InvalidKey => "refused-key",
        ErrorKind::NoCredentials => "no-credentials",
        ErrorKind::PermissionDenied => "refused-permission",
        ErrorKind::RegionNotSupported => "refused-region",
        ErrorKind::ModelNotFound => "model-not-found",
        ErrorKind::TooLarge => "too-large",
        ErrorKind::RateLimited => "rate-limited",
        ErrorKind::QuotaExceeded => "quota-exceeded",
        ErrorKind::Overloaded => "overloaded",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Internal => "server-error",
        ErrorKind::NotGemini => "not-gemini",
        ErrorKind::MalformedResponse => "damaged",
        ErrorKind::Unknown => "unknown",
        // Every other kind rejects the request itself.
        _ => "invalid-request",
    }
}
