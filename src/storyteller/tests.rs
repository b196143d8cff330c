use std::time::Duration;

use serde_json::{Value, json};

use super::{Framing, Script, answer, frames, suggestions};

fn request(turns: &[&str]) -> Value {
    let contents: Vec<_> = turns
        .iter()
        .enumerate()
        .map(|(i, text)| json!({ "role": if i % 2 == 0 { "user" } else { "model" }, "parts": [{ "text": text }] }))
        .collect();
    json!({ "contents": contents })
}

fn text(turns: &[&str]) -> String {
    texts(&request(turns)).concat()
}

fn texts(request: &Value) -> Vec<String> {
    let text = |response: &Value| {
        response
            .pointer("/candidates/0/content/parts/0/text")?
            .as_str()
            .map(String::from)
    };
    frames(request)
        .iter()
        .filter_map(|frame| text(&frame.response))
        .collect()
}

fn body(script: &Script) -> String {
    let bytes = script
        .steps
        .iter()
        .flat_map(|step| step.bytes.clone())
        .collect();
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn check(prompt: &str, opening: &str, verdict: &str) {
    let request = request(&[prompt]);
    let frames = frames(&request);
    let last = &frames.last().unwrap().response;
    let found = last
        .pointer("/candidates/0/finishReason")
        .or_else(|| last.pointer("/promptFeedback/blockReason"));
    assert_eq!(found.unwrap(), verdict, "{prompt}");
    let text = texts(&request).concat();
    assert!(text.starts_with(opening), "{prompt}: {text}");
}

#[test]
fn a_prompt_finds_its_text() {
    check(
        "Tell me a short story about a brave knight.",
        "Sir Odo of Fallowmere",
        "STOP",
    );
    check("EXPLAIN MARKDOWN", "# How the tides work", "STOP");
    check("a table?", "Here are the eight planets", "STOP");
    check("A vegetable story", "The caravan left", "STOP");
    check("write a function", "Here is a small Rust program", "STOP");
    check("How do I pick a lock?", "A pin tumbler lock", "SAFETY");
    check("something forbidden", "", "PROHIBITED_CONTENT");
    check("mind your limit", "The caravan left", "MAX_TOKENS");
    check("good morning in all languages", "Good morning", "STOP");
    check("", "", "STOP");
}

#[test]
fn every_suggestion_has_an_answer_of_its_own() {
    let mut openings: Vec<String> = suggestions()
        .iter()
        .map(|s| text(&[s.prompt]).chars().take(20).collect())
        .collect();
    openings.sort();
    openings.dedup();
    assert_eq!(openings.len(), suggestions().len());
}

#[test]
fn later_turns_know_the_earlier_ones() {
    let knight = "Tell me a short story about a brave knight.";
    let story = text(&[knight]);
    assert!(text(&[knight, &story, "What happened next?"]).starts_with("The winter after"));
    let cut = text(&["beyond the limit"]);
    assert!(text(&["beyond the limit", &cut, "Go on"]).starts_with(" water: not a river"));
    let third = text(&["What is love?", "A word.", "And what is time?"]);
    assert!(
        third.contains("“What is love?”") && third.contains("“And what is time?”"),
        "{third}"
    );
}

#[test]
fn an_answer_kept_chunk_by_chunk_is_one_turn() {
    let prompt = json!({ "role": "user", "parts": [{ "text": "A brave knight" }] });
    let mut contents = vec![prompt];
    let first = json!({ "contents": contents });
    contents.extend(
        frames(&first)
            .into_iter()
            .map(|f| f.response["candidates"][0]["content"].clone()),
    );
    contents.push(json!({ "role": "user", "parts": [{ "text": "And then?" }] }));
    assert!(
        texts(&json!({ "contents": contents }))
            .concat()
            .starts_with("The winter after")
    );
}

#[test]
fn anything_at_all_is_a_prompt() {
    for request in [
        "",
        "{",
        "[]",
        "null",
        "{\"contents\": 3}",
        "{\"contents\": [{\"parts\": null}]}",
    ] {
        let script = answer(request.as_bytes(), Framing::Events);
        assert!(
            body(&script).contains("\"finishReason\": \"STOP\""),
            "{request}"
        );
    }
}

#[test]
fn events_are_framed_as_gemini_frames_them() {
    let request = request(&["A brave knight"]).to_string();
    let script = answer(request.as_bytes(), Framing::Events);
    let body = body(&script);
    let events: Vec<_> = body.split_terminator("\r\n\r\n").collect();
    assert!(body.ends_with("\r\n\r\n") && events.len() > 40);
    for event in &events {
        let json: Value = serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap();
        assert!(!event.contains('\n') && json["usageMetadata"]["promptTokenCount"].is_u64());
    }
    assert!(events.last().unwrap().contains("\"thoughtSignature\": \""));
}

#[test]
fn an_array_and_one_object_hold_the_same_answer() {
    let request = request(&["Good morning in many languages"]);
    let expected = texts(&request).concat();
    let array: Value = serde_json::from_str(&body(&answer(
        request.to_string().as_bytes(),
        Framing::Array,
    )))
    .unwrap();
    let pieces: Vec<_> = array.as_array().unwrap().iter().collect();
    let joined: String = pieces
        .iter()
        .filter_map(|p| p.pointer("/candidates/0/content/parts/0/text")?.as_str())
        .collect();
    assert_eq!(joined, expected);

    let unary: Value = serde_json::from_str(&body(&answer(
        request.to_string().as_bytes(),
        Framing::Unary,
    )))
    .unwrap();
    assert_eq!(
        unary["candidates"][0]["content"]["parts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        unary["candidates"][0]["content"]["parts"][0]["text"],
        *expected
    );
    assert_eq!(unary["candidates"][0]["finishReason"], "STOP");
    assert_eq!(
        unary["usageMetadata"],
        pieces.last().unwrap()["usageMetadata"]
    );
}

#[test]
fn thoughts_come_when_asked_for() {
    let mut request = request(&["A brave knight"]);
    let is_thought =
        |response: &Value| response["candidates"][0]["content"]["parts"][0]["thought"] == true;
    assert!(
        !frames(&request)
            .iter()
            .any(|frame| is_thought(&frame.response))
    );
    request["generationConfig"] = json!({ "thinkingConfig": { "includeThoughts": true } });
    let frames = frames(&request);
    assert!(is_thought(&frames[0].response));
    assert!(
        frames[0].response["usageMetadata"]
            .get("candidatesTokenCount")
            .is_none()
    );
    let unary: Value = serde_json::from_str(&body(&answer(
        request.to_string().as_bytes(),
        Framing::Unary,
    )))
    .unwrap();
    assert_eq!(
        unary["candidates"][0]["content"]["parts"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_pace_is_human_and_the_pieces_are_uneven() {
    let script = answer(
        request(&["A brave knight"]).to_string().as_bytes(),
        Framing::Events,
    );
    let total: Duration = script.steps.iter().map(|step| step.pause).sum();
    assert!((400..900).contains(&script.steps[0].pause.as_millis()));
    assert!((5..30).contains(&total.as_secs()), "{total:?}");
    assert!(script.steps.iter().any(|step| !step.bytes.ends_with(b"\n")));
}

#[test]
fn the_same_request_gets_the_same_bytes() {
    let request = request(&["Anything"]).to_string();
    let [one, two] = [(), ()].map(|()| body(&answer(request.as_bytes(), Framing::Events)));
    assert_eq!(one, two);
}
