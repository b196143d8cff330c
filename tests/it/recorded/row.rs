//! One row of the manifest, and how a reading differs from it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rill_chat::chat::Ending;
use serde_json::{Value, json};

use super::{RANDOM_CUTS, frames::Frames};
use crate::reading::{Reading, verdict};

/// A row. Fields other than those read here are ignored.
pub(super) struct Row<'a>(pub(super) &'a Value);

impl Row<'_> {
    pub(super) fn file(&self) -> &str {
        self.0["file"].as_str().expect("a row names its file")
    }

    pub(super) fn kind(&self) -> &str {
        self.0["kind"].as_str().unwrap_or("generateContent")
    }

    /// Returns how a reading of the body differs from the row, one line for each difference.
    pub(super) fn differences(&self, body: &[u8]) -> Vec<String> {
        let file = self.file();
        let every_way = AssertUnwindSafe(|| Reading::every_way(body, RANDOM_CUTS));
        let Ok(reading) = catch_unwind(every_way) else {
            return vec![format!(
                "{file}: how it is cut makes a difference, see above"
            )];
        };
        let frames = Frames::of(body);
        let mut wrong = Vec::new();
        for (field, got) in readings(&reading, &frames) {
            let said = self.said(field);
            if said != got {
                wrong.push(format!("{file}: {field} is {got}, not {said}"));
            }
        }
        for (field, got) in counts(&reading) {
            let said = number(&self.0["usage"][field]);
            if said != got {
                wrong.push(format!("{file}: {field} is {got:?}, not {said:?}"));
            }
        }
        if !self.counts(&frames) {
            let got = frames.data.len();
            wrong.push(format!(
                "{file}: frames are {got}, not {}",
                self.0["frames"]
            ));
        }
        if let Err(said) = self.judge(&reading, &frames) {
            wrong.push(format!("{file}: {}, not {said}", verdict(&reading.ending)));
        }
        wrong
    }

    /// Returns the row's value of a field. The manifest omits empty fields.
    fn said(&self, field: &str) -> Value {
        match (&self.0[field], field) {
            (Value::Null, "text" | "finishMessage" | "modelVersion" | "blockReason") => json!(""),
            (Value::Null, "thoughts_len" | "citations") => json!(0),
            (Value::Null, _) => json!([]),
            (said, _) => said.clone(),
        }
    }

    /// Returns whether the number of frames matches. A closing `[DONE]` may count or not.
    fn counts(&self, frames: &Frames) -> bool {
        let Some(said) = self.0["frames"].as_u64() else {
            return true;
        };
        let all = frames.data.len();
        let without_done = frames.data.iter().filter(|data| *data != "[DONE]").count();
        [all, without_done].map(u64::try_from).contains(&Ok(said))
            // The manifest says zero for a body that is not an event stream.
            || said == 0
    }

    /// Checks the verdict as far as a row determines it. `Err` is the expected one.
    fn judge(&self, reading: &Reading, frames: &Frames) -> Result<(), String> {
        let ending = &reading.ending;
        let error = &self.0["non_data_json"];
        if is_said(error) || frames.has_error() {
            let Ending::Failed(failure) = ending else {
                return Err("failed".to_owned());
            };
            let code = error["code"].as_u64();
            let status = error["status"].as_str();
            return if code.is_none_or(|code| failure.code().map(u64::from) == Some(code))
                && status.is_none_or(|status| failure.status() == Some(status))
            {
                Ok(())
            } else {
                Err(format!("failed with {error}"))
            };
        }
        let has_content = reading.answer.has_content();
        if let (Some(reason), false) = (self.0["blockReason"].as_str(), has_content) {
            return expect(verdict(ending) == format!("blocked {reason}"), "blocked");
        }
        if is_said(&self.0["bad_json_frames"]) && frames.has_damage() {
            let damaged = matches!(ending, Ending::Interrupted(Some(_)) | Ending::Failed(_));
            return expect(damaged, "interrupted or failed");
        }
        match self.0["finishReasons"]
            .as_array()
            .and_then(|all| all.last())
        {
            Some(Value::String(reason)) => {
                expect(verdict(ending) == format!("finished {reason}"), "finished")
            }
            _ if has_content => expect(*ending == Ending::Interrupted(None), "interrupted"),
            // A row does not tell an empty body from a foreign one.
            _ => expect(matches!(ending, Ending::Empty | Ending::Failed(_)), "empty"),
        }
    }
}

fn expect(holds: bool, said: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(said.to_owned()) }
}

/// Returns whether a field is present and not empty: flags are `true`, counts or lists.
fn is_said(field: &Value) -> bool {
    match field {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        Value::Number(n) => n.as_u64() != Some(0),
        _ => true,
    }
}

/// Returns a reading's value of each field that all rows share.
fn readings(reading: &Reading, frames: &Frames) -> Vec<(&'static str, Value)> {
    let Reading { answer, chunks, .. } = reading;
    let metadata = answer.metadata();
    let feedback = metadata.prompt_feedback.as_ref();
    let block_reason = feedback.and_then(|feedback| feedback.block_reason.as_ref());
    let calls = chunks
        .iter()
        .flat_map(|chunk| &chunk.parts)
        .filter_map(|part| {
            part.function_call()?;
            let mut part: Value = serde_json::from_str(&part.to_json()).ok()?;
            Some(part["functionCall"].take())
        });
    let finishes = frames.chunks.iter();
    let finishes = finishes.filter_map(|(n, chunk)| Some((n, chunk.finish_reason.as_ref()?)));
    let (numbers, reasons): (Vec<usize>, Vec<&str>) =
        finishes.map(|(n, why)| (*n, why.as_str())).unzip();
    let citations: usize = chunks.iter().map(|chunk| chunk.citations.len()).sum();
    vec![
        ("text", json!(answer.text())),
        // Python wrote the manifest, and measures strings in code points.
        ("thoughts_len", json!(answer.thoughts().chars().count())),
        ("function_calls", calls.collect()),
        ("finishReasons", json!(reasons)),
        ("finish_frames", json!(numbers)),
        (
            "blockReason",
            json!(block_reason.map_or("", |reason| reason.as_str())),
        ),
        ("citations", json!(citations)),
        (
            "finishMessage",
            json!(metadata.finish_message.as_deref().unwrap_or_default()),
        ),
        (
            "modelVersion",
            json!(metadata.model_version.as_deref().unwrap_or_default()),
        ),
    ]
}

/// Returns a reading's value of each count that this crate reads.
fn counts(reading: &Reading) -> [(&'static str, Option<u64>); 6] {
    let usage = &reading.answer.metadata().usage;
    [
        ("promptTokenCount", usage.prompt_token_count),
        ("cachedContentTokenCount", usage.cached_content_token_count),
        ("candidatesTokenCount", usage.candidates_token_count),
        ("thoughtsTokenCount", usage.thoughts_token_count),
        ("toolUsePromptTokenCount", usage.tool_use_prompt_token_count),
        ("totalTokenCount", usage.total_token_count),
    ]
}

/// Parses a count, which is a number or a string of digits.
fn number(said: &Value) -> Option<u64> {
    said.as_u64().or_else(|| said.as_str()?.parse().ok())
}
