//! Continuation by the model: the rest of a text, and a little of its beginning once more.

use serde_json::Value;

use crate::scenario::Tell;

/// Returns the pieces of the text for a request, or of its rest if the request has the beginning.
pub(crate) fn pieces(tell: &Tell, request: &Value) -> Vec<String> {
    let beginning = beginning(request).filter(|said| {
        // A complete text is an earlier answer like any other.
        tell.text.starts_with(said.as_str()) && said.len() < tell.text.len()
    });
    let start = beginning.map_or(0, |said| word_start(&said, tell.repeat_last));
    let rest: Vec<char> = tell.text[start..].chars().collect();
    rest.chunks(tell.by.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}

/// Returns what the model has said so far, if the last turn asks it to continue.
fn beginning(request: &Value) -> Option<String> {
    let contents = request.get("contents")?.as_array()?;
    let [.., said, asked] = contents.as_slice() else {
        return None;
    };
    let role = |content: &Value, role: &str| content["role"].as_str() == Some(role);
    if !role(said, "model") || !role(asked, "user") {
        return None;
    }
    let parts = said["parts"].as_array()?.iter();
    let text: String = parts
        .filter(|part| part["thought"] != true)
        .filter_map(|part| part["text"].as_str())
        .collect();
    (!text.is_empty()).then_some(text)
}

/// Returns the start of the word in which the last `count` characters of a text start.
fn word_start(said: &str, count: usize) -> usize {
    let Some(last) = count.checked_sub(1) else {
        return said.len();
    };
    let (start, _) = said.char_indices().rev().nth(last).unwrap_or_default();
    said[..start]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, c)| at + c.len_utf8())
}
