//! The contents of an answer: chunk shapes, signatures, thoughts, calls, images.

use super::{check, check_parts};

#[test]
fn chunk_shapes() {
    let tale = "Once upon a time, a knight.";
    let shapes = check("chunk_shapes", tale, "finished STOP");
    assert_eq!(
        shapes.chunks.len(),
        11,
        "each is a chunk, with or without parts"
    );
    check("several_parts", tale, "finished STOP");
    check("no_index", tale, "finished STOP");
    check("nulls", "A knight.", "finished STOP");
    // Only one candidate is ever requested; another one is not mixed in.
    check("second_candidate", "A knight.", "finished STOP");
}

#[test]
fn parts_of_other_kinds() {
    let unknown = check("unknown_part", "See: a knight.", "finished STOP");
    check_parts(
        &unknown,
        &[
            r#"{"text":"See: "}"#,
            r#"{"hologram": {"depth": 3}}"#,
            r#"{"text":"a knight."}"#,
        ],
    );
    let foreign = check("foreign_parts", "a knight.", "finished STOP");
    check_parts(
        &foreign,
        &[
            r#"{"text": 5}"#,
            r#"{"text": null,"functionCall": {"name": "f"}}"#,
            r#"{"thought": "maybe"}"#,
            r#"{"text": "a knight.","thoughtSignature": null,"thought": null}"#,
        ],
    );
    let call = foreign.answer.content().parts[1].function_call();
    assert_eq!(call.unwrap().name, "f");
}

#[test]
fn signed_parts_are_never_joined() {
    let at_the_end = check("signature_at_the_end", "Once upon a time.", "finished STOP");
    check_parts(
        &at_the_end,
        &[
            r#"{"text":"Once upon a time."}"#,
            r#"{"text": "","thoughtSignature": "c2lnbmVk"}"#,
        ],
    );
    let texts = check("signed_texts", "abcde", "finished STOP");
    check_parts(
        &texts,
        &[
            r#"{"text":"a"}"#,
            r#"{"text": "b","thoughtSignature": "c2ln MQ=="}"#,
            r#"{"thoughtSignature": "c2lnMg==","text": "c"}"#,
            r#"{"text":"de"}"#,
        ],
    );
    let signature = texts.answer.content().parts[1].thought_signature();
    assert_eq!(signature.as_deref(), Some("c2ln MQ=="));
}

#[test]
fn thoughts_are_no_text() {
    let thoughts = check("thoughts", "Once upon a time.", "finished STOP");
    assert_eq!(
        thoughts.answer.thoughts(),
        "**Plan**\nA knight, brave.Done."
    );
    check_parts(
        &thoughts,
        &[
            r#"{"text":"**Plan**\nA knight, brave.","thought":true}"#,
            r#"{"text":"Once "}"#,
            r#"{"text": "upon a time.","thought": false}"#,
            r#"{"thought": true,"text": "Done.","thoughtSignature": "c2ln"}"#,
        ],
    );
    let signed = check("signed_thought_between", "D", "finished STOP");
    assert_eq!(signed.answer.thoughts(), "ABC");
    assert_eq!(signed.answer.content().parts.len(), 4);
}

#[test]
fn calls_stay_as_they_came() {
    let whole = check("call_whole", "", "finished STOP");
    let call = r#"{"functionCall": {"name": "now","args": {"zone": "Europe/Zürich","when": null,"deep": { "a" : [1, 2.50, 1e2, "\u00fc"] }},"id": "96c1su3s"},"thoughtSignature": "c2ln"}"#;
    check_parts(&whole, &[call, r#"{"text":""}"#]);
    let call = whole.chunks[0].function_calls().next().unwrap();
    assert_eq!((&*call.name, call.id.as_deref()), ("now", Some("96c1su3s")));
    assert_eq!(call.args["deep"]["a"][3], "ü");
    assert_eq!(
        whole.answer.metadata().finish_message.as_deref(),
        Some("Model generated function call(s)."),
    );
}

#[test]
fn calls_in_every_number() {
    #[track_caller]
    fn check_calls(name: &str, text: &str, calls: &[(&str, &str)]) {
        let reading = check(name, text, "finished STOP");
        let got = reading
            .chunks
            .iter()
            .flat_map(|chunk| chunk.function_calls());
        let got: Vec<_> = got.map(|call| (call.name, call.args.to_string())).collect();
        let got: Vec<_> = got.iter().map(|(name, args)| (&**name, &**args)).collect();
        assert_eq!(got, calls);
    }
    check_calls(
        "text_and_call",
        "I look it up.",
        &[("look_up", r#"{"word":"knight"}"#)],
    );
    let parallel = [
        ("light", r#"{"on":true}"#),
        ("music", r#"{"loud":false}"#),
        ("light", r#"{"on":false}"#),
    ];
    check_calls("calls_in_parallel", "", &parallel);
    check_calls("call_without_args", "", &[("now", "null"), ("now", "{}")]);
    check_calls(
        "call_run_on_the_server",
        "A knight.",
        &[("search", r#"{"q":"knight"}"#)],
    );
    // Pieces of a call are passed on as they come: the Gemini API has no way to request them.
    let pieces = [
        ("getWeather", "null"),
        ("", "null"),
        ("", "null"),
        ("", "null"),
    ];
    check_calls("call_in_pieces", "", &pieces);
}

#[test]
fn images() {
    let image = check("image", "A knight: ", "finished STOP");
    let parts = &image.answer.content().parts;
    let data = parts[1].inline_data().unwrap();
    assert_eq!(
        (&*data.mime_type, &*data.data),
        ("image/png", "iVBORw0KGgo=")
    );
    assert_eq!(
        parts[2].inline_data(),
        None,
        "without a type it is nothing to show"
    );
}
