//! A scripted model: it answers any prompt in Gemini's wire format, without a key and without a
//! network.
//!
//! The demo page plays its [`Script`]s from a `fetch` function, and the simulator plays the same
//! texts over HTTP, so what people see in the demo went through the very code that reads Gemini.
//!
//! It knows how Gemini *writes*: frames, chunks, pauses, finish reasons. Reading and showing an
//! answer, clocks, sockets and responses are left to others. It never checks a request, which is
//! the simulator's job: even a body that is no JSON is a prompt like any other.
//!
//! The same request always gets the same script, to the byte.
//!
//! ```
//! use rill_chat::storyteller::{self, Framing};
//!
//! let request = r#"{"contents": [{"role": "user", "parts": [{"text": "A brave knight, please"}]}]}"#;
//! let script = storyteller::answer(request.as_bytes(), Framing::Events);
//! assert_eq!(script.content_type, "text/event-stream");
//! assert!(script.steps[0].bytes.starts_with(b"data: {"));
//! ```

mod framing;
mod scene;
mod telling;

use std::time::Duration;

use serde_json::Value;

use crate::rng::Rng;

pub use framing::{Framer, Framing};

/// The whole answer to a request: what to send, and when.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Script {
    /// The HTTP status, always 200: the storyteller refuses no request.
    pub status: u16,
    /// The value of the `content-type` header.
    pub content_type: &'static str,
    /// The body, in the order of sending. A step may end anywhere, even inside a line or a
    /// character.
    pub steps: Vec<Step>,
}

/// One chunk of a body, as it comes off the network.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// How long to wait before sending it.
    pub pause: Duration,
    /// The bytes to send.
    pub bytes: Vec<u8>,
}

/// One `GenerateContentResponse` of an answer, before it is framed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Frame {
    /// How long the model thinks before it says this.
    pub pause: Duration,
    /// The response object.
    pub response: Value,
}

/// A prompt for a page to suggest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// A few words for a button.
    pub label: &'static str,
    /// The message that pressing the button should send.
    pub prompt: &'static str,
}

/// Answers a request, given as the body of a `generateContent` or `streamGenerateContent` call.
///
/// The words of the user's last message choose the text. Thoughts are part of the answer if
/// `generationConfig.thinkingConfig.includeThoughts` asks for them.
#[must_use]
pub fn answer(request: &[u8], framing: Framing) -> Script {
    let request = serde_json::from_slice(request).unwrap_or_default();
    let mut rng = Rng::of_text(&scene::last_prompt(&request));
    let mut framer = Framer::new(framing);
    let mut steps = Vec::new();
    let mut unary_pause = Duration::ZERO;
    for frame in frames(&request) {
        let bytes = framer.frame(&frame.response);
        if bytes.is_empty() {
            unary_pause += frame.pause;
        } else {
            push_uneven(&mut steps, frame.pause, bytes, &mut rng);
        }
    }
    let rest = framer.finish();
    if !rest.is_empty() {
        // A whole answer comes sooner than a stream of it would end.
        push_uneven(&mut steps, unary_pause / 8, rest, &mut rng);
    }
    Script {
        status: 200,
        content_type: framing.content_type(),
        steps,
    }
}

/// Returns the response objects that [`answer`] frames, for a server that frames them itself.
#[must_use]
pub fn frames(request: &Value) -> Vec<Frame> {
    telling::tell(request)
}

/// Returns prompts that lead to each kind of answer the storyteller has.
#[must_use]
pub fn suggestions() -> &'static [Suggestion] {
    scene::SUGGESTIONS
}

/// Adds bytes as one step or, now and then, as two that are split anywhere, because a network does
/// not respect lines or characters either.
fn push_uneven(steps: &mut Vec<Step>, pause: Duration, mut bytes: Vec<u8>, rng: &mut Rng) {
    let tail = if bytes.len() > 1 && rng.below(4) == 0 {
        bytes.split_off(rng.between(1, bytes.len() as u64) as usize)
    } else {
        Vec::new()
    };
    steps.push(Step { pause, bytes });
    if !tail.is_empty() {
        steps.push(Step {
            pause: Duration::from_millis(rng.between(4, 20)),
            bytes: tail,
        });
    }
}

#[cfg(test)]
mod tests;
