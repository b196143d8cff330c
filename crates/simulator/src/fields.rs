//! The fields of a request that the Gemini API knows.
//!
//! They are listed because Gemini rejects unknown names: a client that sends a field of Vertex AI
//! or a keyword of JSON Schema should fail here too.

/// A message type: the name and the type of each field.
pub(crate) type Fields = &'static [(&'static str, Type)];

/// What a field holds.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    /// A scalar, or a value of any shape.
    Any,
    /// A message, or a list of them.
    Message(Fields),
}

use Type::{Any, Message};

pub(crate) const REQUEST: Fields = &[
    ("model", Any),
    ("contents", Message(CONTENT)),
    ("systemInstruction", Message(CONTENT)),
    ("tools", Message(TOOL)),
    ("toolConfig", Message(TOOL_CONFIG)),
    ("safetySettings", Message(SAFETY_SETTING)),
    ("generationConfig", Message(GENERATION_CONFIG)),
    ("cachedContent", Any),
    ("serviceTier", Any),
    ("store", Any),
    ("labels", Any),
    ("continuationToken", Any),
];

const CONTENT: Fields = &[("role", Any), ("parts", Message(PART))];

/// The data fields of a part, of which it must have exactly one.
pub(crate) const DATA: &[&str] = &[
    "text",
    "inlineData",
    "fileData",
    "functionCall",
    "functionResponse",
    "executableCode",
    "codeExecutionResult",
    "toolCall",
    "toolResponse",
];

const PART: Fields = &[
    ("text", Any),
    (
        "inlineData",
        Message(&[("mimeType", Any), ("data", Any), ("displayName", Any)]),
    ),
    (
        "fileData",
        Message(&[("mimeType", Any), ("fileUri", Any), ("displayName", Any)]),
    ),
    (
        "functionCall",
        Message(&[("id", Any), ("name", Any), ("args", Any)]),
    ),
    ("functionResponse", Message(FUNCTION_RESPONSE)),
    (
        "executableCode",
        Message(&[("id", Any), ("language", Any), ("code", Any)]),
    ),
    (
        "codeExecutionResult",
        Message(&[("id", Any), ("outcome", Any), ("output", Any)]),
    ),
    ("toolCall", Any),
    ("toolResponse", Any),
    ("thought", Any),
    ("thoughtSignature", Any),
    (
        "videoMetadata",
        Message(&[("startOffset", Any), ("endOffset", Any), ("fps", Any)]),
    ),
    ("mediaResolution", Any),
    ("partMetadata", Any),
    ("audioTranscription", Any),
    ("mediaProcessing", Any),
    ("speechMetadata", Any),
    ("documentMetadata", Any),
    ("spreadsheetMetadata", Any),
    ("audioMetadata", Any),
];

const FUNCTION_RESPONSE: Fields = &[
    ("id", Any),
    ("name", Any),
    ("response", Any),
    ("parts", Any),
    ("willContinue", Any),
    ("scheduling", Any),
];

const SAFETY_SETTING: Fields = &[("category", Any), ("threshold", Any)];

const TOOL_CONFIG: Fields = &[
    (
        "functionCallingConfig",
        Message(&[("mode", Any), ("allowedFunctionNames", Any)]),
    ),
    (
        "retrievalConfig",
        Message(&[("languageCode", Any), ("latLng", Any)]),
    ),
    ("includeServerSideToolInvocations", Any),
];

const TOOL: Fields = &[
    ("functionDeclarations", Message(FUNCTION_DECLARATION)),
    (
        "googleSearch",
        Message(&[("searchTypes", Any), ("timeRangeFilter", Any)]),
    ),
    ("googleSearchRetrieval", Any),
    ("urlContext", Any),
    ("codeExecution", Any),
    ("googleMaps", Any),
    ("fileSearch", Any),
    ("mcpServers", Any),
    ("computerUse", Any),
];

const FUNCTION_DECLARATION: Fields = &[
    ("name", Any),
    ("description", Any),
    ("parameters", Message(SCHEMA)),
    ("parametersJsonSchema", Any),
    ("response", Message(SCHEMA)),
    ("responseJsonSchema", Any),
    ("behavior", Any),
];

/// Unchecked below `properties`, whose names are the client's own, and in the schemas of a schema.
const SCHEMA: Fields = &[
    ("type", Any),
    ("title", Any),
    ("description", Any),
    ("nullable", Any),
    ("format", Any),
    ("enum", Any),
    ("example", Any),
    ("default", Any),
    ("items", Any),
    ("minItems", Any),
    ("maxItems", Any),
    ("properties", Any),
    ("required", Any),
    ("propertyOrdering", Any),
    ("minProperties", Any),
    ("maxProperties", Any),
    ("minimum", Any),
    ("maximum", Any),
    ("minLength", Any),
    ("maxLength", Any),
    ("pattern", Any),
    ("anyOf", Any),
];

const GENERATION_CONFIG: Fields = &[
    ("temperature", Any),
    ("topP", Any),
    ("topK", Any),
    ("candidateCount", Any),
    ("maxOutputTokens", Any),
    ("stopSequences", Any),
    ("presencePenalty", Any),
    ("frequencyPenalty", Any),
    ("seed", Any),
    ("responseLogprobs", Any),
    ("logprobs", Any),
    ("responseMimeType", Any),
    ("responseSchema", Message(SCHEMA)),
    ("responseJsonSchema", Any),
    ("responseFormat", Any),
    ("responseModalities", Any),
    ("mediaResolution", Any),
    ("speechConfig", Any),
    ("imageConfig", Any),
    ("thinkingConfig", Message(THINKING_CONFIG)),
    ("enableEnhancedCivicAnswers", Any),
    ("audioTranscriptionConfig", Any),
    ("translationConfig", Any),
];

const THINKING_CONFIG: Fields = &[
    ("includeThoughts", Any),
    ("thinkingBudget", Any),
    ("thinkingLevel", Any),
];
