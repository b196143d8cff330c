//! Turns a text into the response objects of a stream, at the pace of a person who reads aloud.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::Frame;
use super::scene::{self, Ending};
use crate::rng::Rng;

const THOUGHTS: &str = include_str!("thoughts.md");

/// Returns the answer to a request, frame by frame.
pub(super) fn tell(request: &Value) -> Vec<Frame> {
    let scene = scene::choose(request);
    let mut telling = Telling::new(request);
    if scene.ending == Ending::PromptBlocked {
        telling.block_prompt();
        return telling.frames;
    }
    let thinking = request
        .pointer("/generationConfig/thinkingConfig/includeThoughts")
        .or_else(|| request.pointer("/generation_config/thinking_config/include_thoughts"));
    if thinking.and_then(Value::as_bool) == Some(true) {
        for thought in THOUGHTS.trim_end().split_inclusive("\n\n") {
            telling.think(thought);
        }
    }
    let mut rest = scene.text.as_str();
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(telling.piece_end(rest));
        telling.say(piece);
        rest = later;
    }
    telling.end(scene.ending);
    telling.frames
}

struct Telling {
    rng: Rng,
    frames: Vec<Frame>,
    id: String,
    prompt_tokens: u64,
    thought_bytes: usize,
    text_bytes: usize,
}

impl Telling {
    fn new(request: &Value) -> Self {
        let mut rng = Rng::of_text(&scene::last_prompt(request));
        let length = |name| request.get(name).map_or(0, |value| value.to_string().len());
        Self {
            id: rng.token(22),
            rng,
            frames: Vec::new(),
            prompt_tokens: tokens(length("contents") + length("systemInstruction")),
            thought_bytes: 0,
            text_bytes: 0,
        }
    }

    /// Returns where the next chunk of the text ends: after half a word, a word, or several.
    fn piece_end(&mut self, text: &str) -> usize {
        let length = match self.rng.below(10) {
            0..2 => self.rng.between(1, 4),
            2..6 => self.rng.between(4, 13),
            _ => self.rng.between(14, 50),
        };
        text.char_indices()
            .nth(length as usize)
            .map_or(text.len(), |(end, _)| end)
    }

    fn think(&mut self, thought: &str) {
        self.thought_bytes += thought.len();
        self.push(
            &json!({ "content": content(&json!({ "text": thought, "thought": true })), "index": 0 }),
        );
    }

    fn say(&mut self, text: &str) {
        self.text_bytes += text.len();
        self.push(&json!({ "content": content(&json!({ "text": text })), "index": 0 }));
    }

    fn end(&mut self, ending: Ending) {
        let signature = self.rng.token(96);
        let signed = content(&json!({ "text": "", "thoughtSignature": signature }));
        self.push(&match ending {
            Ending::Stop => json!({ "content": signed, "finishReason": "STOP", "index": 0 }),
            Ending::MaxTokens => json!({ "content": signed, "finishReason": "MAX_TOKENS", "index": 0 }),
            Ending::Safety | Ending::PromptBlocked => json!({
                "finishReason": "SAFETY",
                "index": 0,
                "safetyRatings": [
                    { "category": "HARM_CATEGORY_HARASSMENT", "probability": "NEGLIGIBLE" },
                    { "category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "HIGH", "blocked": true },
                ],
            }),
        });
    }

    fn block_prompt(&mut self) {
        let response = json!({ "promptFeedback": { "blockReason": "PROHIBITED_CONTENT" } });
        self.push_response(response);
    }

    fn push(&mut self, candidate: &Value) {
        self.push_response(json!({ "candidates": [candidate] }));
    }

    /// Adds what every frame of a stream carries: running totals, the version and the id.
    fn push_response(&mut self, mut response: Value) {
        response["usageMetadata"] = self.usage();
        response["modelVersion"] = "storyteller".into();
        response["responseId"] = self.id.as_str().into();
        // A model takes its time before it writes, and then writes quickly.
        let pause = if self.frames.is_empty() || self.text_bytes == 0 {
            self.rng.between(400, 900)
        } else {
            self.rng.between(30, 120)
        };
        self.frames.push(Frame {
            pause: Duration::from_millis(pause),
            response,
        });
    }

    /// Returns the totals so far. Gemini leaves out a count while it is zero.
    fn usage(&self) -> Value {
        let mut usage = Map::new();
        let (thoughts, text) = (tokens(self.thought_bytes), tokens(self.text_bytes));
        usage.insert("promptTokenCount".into(), self.prompt_tokens.into());
        if text > 0 {
            usage.insert("candidatesTokenCount".into(), text.into());
        }
        if thoughts > 0 {
            usage.insert("thoughtsTokenCount".into(), thoughts.into());
        }
        usage.insert(
            "totalTokenCount".into(),
            (self.prompt_tokens + thoughts + text).into(),
        );
        let details = json!([{ "modality": "TEXT", "tokenCount": self.prompt_tokens }]);
        usage.insert("promptTokensDetails".into(), details);
        usage.into()
    }
}

fn content(part: &Value) -> Value {
    json!({ "parts": [part], "role": "model" })
}

/// Estimates the number of tokens that Gemini would count: one for four bytes of English.
fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(4) as u64
}
