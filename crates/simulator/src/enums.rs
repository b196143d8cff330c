//! Enums as integers, for requests with `$alt=json;enum-encoding=int`.
//!
//! The numbers are those of `google.ai.generativelanguage.v1beta`. A name without a known number is
//! left as it is; Gemini would send a number that only it knows.

use serde_json::Value;

/// The enum that a field holds, by the field's JSON name.
const FIELDS: &[(&str, &[(&str, u32)])] = &[
    ("finishReason", FINISH_REASON),
    ("blockReason", BLOCK_REASON),
    ("category", HARM_CATEGORY),
    ("probability", HARM_PROBABILITY),
    ("modality", MODALITY),
    ("language", LANGUAGE),
    ("outcome", OUTCOME),
    ("urlRetrievalStatus", URL_RETRIEVAL_STATUS),
];

const FINISH_REASON: &[(&str, u32)] = &[
    ("FINISH_REASON_UNSPECIFIED", 0),
    ("STOP", 1),
    ("MAX_TOKENS", 2),
    ("SAFETY", 3),
    ("RECITATION", 4),
    ("OTHER", 5),
    ("LANGUAGE", 6),
    ("BLOCKLIST", 7),
    ("PROHIBITED_CONTENT", 8),
    ("SPII", 9),
    ("MALFORMED_FUNCTION_CALL", 10),
    ("IMAGE_SAFETY", 11),
    ("UNEXPECTED_TOOL_CALL", 12),
    ("TOO_MANY_TOOL_CALLS", 13),
    ("IMAGE_PROHIBITED_CONTENT", 14),
    ("IMAGE_OTHER", 15),
    ("NO_IMAGE", 16),
    ("IMAGE_RECITATION", 17),
];

const BLOCK_REASON: &[(&str, u32)] = &[
    ("BLOCK_REASON_UNSPECIFIED", 0),
    ("SAFETY", 1),
    ("OTHER", 2),
    ("BLOCKLIST", 3),
    ("PROHIBITED_CONTENT", 4),
    ("IMAGE_SAFETY", 5),
];

const HARM_CATEGORY: &[(&str, u32)] = &[
    ("HARM_CATEGORY_UNSPECIFIED", 0),
    ("HARM_CATEGORY_HARASSMENT", 7),
    ("HARM_CATEGORY_HATE_SPEECH", 8),
    ("HARM_CATEGORY_SEXUALLY_EXPLICIT", 9),
    ("HARM_CATEGORY_DANGEROUS_CONTENT", 10),
    ("HARM_CATEGORY_CIVIC_INTEGRITY", 11),
];

const HARM_PROBABILITY: &[(&str, u32)] = &[
    ("HARM_PROBABILITY_UNSPECIFIED", 0),
    ("NEGLIGIBLE", 1),
    ("LOW", 2),
    ("MEDIUM", 3),
    ("HIGH", 4),
];

const MODALITY: &[(&str, u32)] = &[
    ("MODALITY_UNSPECIFIED", 0),
    ("TEXT", 1),
    ("IMAGE", 2),
    ("VIDEO", 3),
    ("AUDIO", 4),
    ("DOCUMENT", 5),
];

const LANGUAGE: &[(&str, u32)] = &[("LANGUAGE_UNSPECIFIED", 0), ("PYTHON", 1)];

const OUTCOME: &[(&str, u32)] = &[
    ("OUTCOME_UNSPECIFIED", 0),
    ("OUTCOME_OK", 1),
    ("OUTCOME_FAILED", 2),
    ("OUTCOME_DEADLINE_EXCEEDED", 3),
];

const URL_RETRIEVAL_STATUS: &[(&str, u32)] = &[
    ("URL_RETRIEVAL_STATUS_UNSPECIFIED", 0),
    ("URL_RETRIEVAL_STATUS_SUCCESS", 1),
    ("URL_RETRIEVAL_STATUS_ERROR", 2),
    ("URL_RETRIEVAL_STATUS_PAYWALL", 3),
    ("URL_RETRIEVAL_STATUS_UNSAFE", 4),
];

/// Replaces the names of enums in a response with their numbers.
pub(crate) fn to_integers(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_integers),
        Value::Object(fields) => {
            for (name, field) in fields {
                match number(name, field) {
                    Some(number) => *field = number.into(),
                    // The arguments and the response of a function are the client's own JSON.
                    None if name == "args" || name == "response" => {}
                    None => to_integers(field),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn number(name: &str, field: &Value) -> Option<u32> {
    let (_, numbers) = FIELDS.iter().find(|(known, _)| *known == name)?;
    let value = field.as_str()?;
    numbers
        .iter()
        .find(|(known, _)| *known == value)
        .map(|(_, number)| *number)
}
