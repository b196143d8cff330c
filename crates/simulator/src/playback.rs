//! Composition of an answer: from a scenario and a call to what happens on the wire.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use rill_chat::storyteller::{self, Framer, Framing};
use serde_json::{Value, json};

use crate::call::Call;
use crate::scenario::{Cors, EventStyle, Repeat, Scenario, Step};
use crate::wire_event::WireEvent;
use crate::{cut, enums, tell};

/// Everything that happens in answer to one call.
#[derive(Clone, Debug)]
pub(crate) struct Playback {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    /// The scenario's own headers.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) cors: Cors,
    pub(crate) events: Vec<WireEvent>,
}

/// Composes the answer to a call. The scenario decides the content, the call decides the framing.
pub(crate) fn compose(scenario: &Scenario, call: &Call, request: &Value) -> Playback {
    let mut composer = Composer {
        call,
        request,
        style: &scenario.events,
        framer: Framer::new(call.framing),
        framed: false,
        error: None,
        events: Vec::new(),
    };
    for step in &scenario.steps {
        composer.take(step);
    }
    let (error_status, events) = composer.finish();
    let status = error_status
        .filter(|_| scenario.status == 200)
        .unwrap_or(scenario.status);
    Playback {
        status,
        content_type: match status {
            200 => call.framing.content_type(),
            _ => Framing::Unary.content_type(),
        },
        headers: scenario
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.at(SystemTime::now())))
            .collect(),
        cors: scenario.cors,
        events: cut::apply(scenario, events),
    }
}

struct Composer<'a> {
    call: &'a Call,
    request: &'a Value,
    style: &'a EventStyle,
    framer: Framer,
    /// Whether the framer has anything to finish.
    framed: bool,
    /// The error of a unary call, which replaces the answer.
    error: Option<Value>,
    events: Vec<WireEvent>,
}

impl Composer<'_> {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Frame(response) => self.frame(response.clone()),
            Step::Json(value) => self.json(value, serde_json::to_string_pretty),
            Step::JsonLine(value) => self.json(value, serde_json::to_string),
            Step::Text(text) => self.send(text.clone().into_bytes()),
            Step::Hex(digits) => self.send(unhex(digits)),
            Step::Answer => self.answer(),
            Step::Tell(tell) => {
                for piece in tell::pieces(tell, self.request) {
                    self.pause(tell.pause);
                    self.frame(json!({ "candidates": [{
                        "content": { "parts": [{ "text": piece }], "role": "model" },
                        "index": 0,
                    }] }));
                }
            }
            Step::Pause(millis) => self.pause(*millis),
            Step::Repeat(repeat) => self.repeat(repeat),
            Step::Head => self.events.push(WireEvent::Head),
            Step::Stall => self.events.push(WireEvent::Stall),
            Step::Close => self.events.push(WireEvent::Close),
            Step::Reset => self.events.push(WireEvent::Reset),
        }
    }

    fn pause(&mut self, millis: u64) {
        self.events
            .push(WireEvent::Pause(Duration::from_millis(millis)));
    }

    /// Repeats steps. Events do not depend on earlier events, so they are composed once and copied.
    fn repeat(&mut self, repeat: &Repeat) {
        let start = self.events.len();
        for i in 0..repeat.times {
            if i == 0 || self.call.framing != Framing::Events {
                repeat.steps.iter().for_each(|step| self.take(step));
            } else {
                let length = (self.events.len() - start) / i;
                self.events.extend_from_within(start..start + length);
            }
        }
    }

    fn frame(&mut self, mut response: Value) {
        expand(&mut response);
        if self.call.integer_enums {
            enums::to_integers(&mut response);
        }
        if self.call.framing == Framing::Unary && response.get("error").is_some() {
            self.error = Some(response);
            return;
        }
        self.framed = true;
        let bytes = self.framer.frame(&response);
        let bytes = self.styled(bytes);
        self.send(bytes);
    }

    /// Sends JSON that is not an event. In an array or a single object, it can only be a frame.
    fn json(&mut self, value: &Value, write: fn(&Value) -> serde_json::Result<String>) {
        match self.call.framing {
            Framing::Events => {
                let text = write(value).unwrap_or_default();
                self.send(format!("{text}\n").into_bytes());
            }
            Framing::Array | Framing::Unary => self.frame(value.clone()),
        }
    }

    fn answer(&mut self) {
        for frame in storyteller::frames(self.request) {
            let mut response = frame.response;
            response["modelVersion"] = self.call.model.as_str().into();
            let pause = match self.call.framing {
                // A whole answer arrives sooner than the end of a stream.
                Framing::Unary => frame.pause / 8,
                Framing::Events | Framing::Array => frame.pause,
            };
            self.events.push(WireEvent::Pause(pause));
            self.frame(response);
        }
    }

    fn send(&mut self, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.events.push(WireEvent::Bytes(bytes));
        }
    }

    /// Rewrites both ends of an event in the scenario's style; there are no line breaks in between.
    fn styled(&self, event: Vec<u8>) -> Vec<u8> {
        let EventStyle { prefix, newline } = self.style;
        let json = event
            .strip_prefix(b"data: ")
            .and_then(|json| json.strip_suffix(b"\r\n\r\n"));
        match json {
            Some(json) if self.call.framing == Framing::Events => [
                prefix.as_bytes(),
                json,
                newline.as_bytes(),
                newline.as_bytes(),
            ]
            .concat(),
            _ => event,
        }
    }

    /// Ends the body. The error of a unary call also sets the HTTP status.
    fn finish(mut self) -> (Option<u16>, Vec<WireEvent>) {
        let Some(error) = self.error.take() else {
            if self.framed {
                let mut rest = self.framer.finish();
                // The old Python client reads byte by byte and fails at a line break after the
                // array, so Google cannot be sending it one.
                if self.call.integer_enums {
                    rest.pop_if(|byte| *byte == b'\n');
                }
                self.send(rest);
            }
            return (None, self.events);
        };
        let code = error.pointer("/error/code").and_then(Value::as_u64);
        let text = serde_json::to_string_pretty(&error).unwrap_or_default();
        self.send(format!("{text}\n").into_bytes());
        (code.and_then(|code| u16::try_from(code).ok()), self.events)
    }
}

/// Replaces `{"$repeat": ["text", times]}` with the string that it stands for.
fn expand(value: &mut Value) {
    if let Some([Value::String(text), times]) = value
        .get("$repeat")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        let times = times
            .as_u64()
            .and_then(|times| usize::try_from(times).ok())
            .unwrap_or_default();
        *value = text.repeat(times).into();
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(expand),
        Value::Object(fields) => fields.values_mut().for_each(expand),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .chars()
        .filter_map(|c| c.to_digit(16))
        .filter_map(|d| u8::try_from(d).ok())
        .collect();
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}
