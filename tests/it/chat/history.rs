//! Which turns of a conversation go back to the model: each as a whole or not at all.

use rill_chat::{
    ErrorKind,
    chat::{Content, Ending, Input, Role, Session},
};
use serde_json::{Value, json};

use super::{arrive, part, send};

/// Returns the contents of the next request in short: `u` or `m`, then the parts as JSON.
fn contents(session: &Session) -> Value {
    let contents = session.contents();
    contents
        .iter()
        .map(|content| {
            let role = if content.role == Role::User { "u" } else { "m" };
            let parts = content.parts.iter().map(|part| {
                let part: Value = serde_json::from_str(&part.to_json()).unwrap();
                match part.as_object() {
                    Some(fields) if fields.len() == 1 && part["text"].is_string() => {
                        part["text"].clone()
                    }
                    _ => part,
                }
            });
            std::iter::once(json!(role)).chain(parts).collect::<Value>()
        })
        .collect()
}

/// Plays a first turn with this answer and ending, and checks what goes out with a second prompt.
#[track_caller]
fn check(parts: &[&str], ending: Ending, expected: &Value) {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "One");
    arrive(&mut session, run, parts);
    let after = format!("after {ending:?}");
    session.handle(Input::Ended(run, ending));
    send(&mut session, "Two");
    assert_eq!(&contents(&session), expected, "{after}");
}

fn finished(reason: &str) -> Ending {
    Ending::Finished(reason.into())
}

fn error() -> rill_chat::Error {
    ErrorKind::Overloaded.into()
}

#[test]
fn each_ending_with_text() {
    let kept = json!([["u", "One"], ["m", "a"], ["u", "Two"]]);
    let dropped = json!([["u", "Two"]]);
    check(&["a"], finished("STOP"), &kept);
    check(&["a"], finished("MAX_TOKENS"), &kept);
    check(&["a"], finished("CONTINUATION"), &kept);
    check(&["a"], Ending::Interrupted(None), &kept);
    check(&["a"], Ending::Interrupted(Some(error())), &kept);
    check(&["a"], Ending::Stopped, &kept);
    check(&["a"], finished("SAFETY"), &dropped);
    check(&["a"], finished("RECITATION"), &dropped);
    check(&["a"], finished("OTHER"), &dropped);
    check(&["a"], finished("MALFORMED_FUNCTION_CALL"), &dropped);
    check(&["a"], finished("FAKE_NEW_FINISH_REASON"), &dropped);
    // The error came after part of the answer.
    check(&["a"], Ending::Failed(error()), &kept);
}

/// A turn whose answer has no text is dropped, its prompt included, however the answer ended.
#[test]
fn each_ending_without_text() {
    let dropped = json!([["u", "Two"]]);
    let endings = [
        finished("STOP"),
        finished("MAX_TOKENS"),
        Ending::Interrupted(None),
        Ending::Stopped,
        Ending::Empty,
        Ending::PromptBlocked("SAFETY".into()),
        Ending::Failed(error()),
    ];
    for ending in endings {
        check(&[], ending.clone(), &dropped);
        check(&["", "{}"], ending.clone(), &dropped);
        check(
            &[r#"{"text":"thought","thought":true}"#],
            ending.clone(),
            &dropped,
        );
        check(
            &[r#"{"text":"","thoughtSignature":"c2ln"}"#],
            ending,
            &dropped,
        );
    }
}

#[test]
fn what_of_an_answer_goes_back() {
    let signed = r#"{"text":"","thoughtSignature":"c2ln"}"#;
    let thought = r#"{"text":"t","thought":true}"#;
    check(
        &[thought, "a", "{}", signed],
        finished("STOP"),
        &json!([
            ["u", "One"],
            ["m", {"text": "t", "thought": true}, "a", {"text": "", "thoughtSignature": "c2ln"}],
            ["u", "Two"],
        ]),
    );
    let image = r#"{"inlineData":{"mimeType":"image/png","data":"AA=="}}"#;
    let image_json: Value = serde_json::from_str(image).unwrap();
    check(
        &[image],
        finished("STOP"),
        &json!([["u", "One"], ["m", image_json], ["u", "Two"]]),
    );
}

/// A server counts calls and responses, and rejects a conversation where one is missing.
#[test]
fn calls_without_a_response() {
    let call = r#"{"functionCall":{"name":"f","args":{}}}"#;
    check(&[call], finished("STOP"), &json!([["u", "Two"]]));
    check(
        &["a", call],
        finished("STOP"),
        &json!([["u", "One"], ["m", "a"], ["u", "Two"]]),
    );
    // Run by the server, so that both are in one answer.
    let response = r#"{"functionResponse":{"name":"f","response":{"output":1}}}"#;
    let json = |part: &str| serde_json::from_str::<Value>(part).unwrap();
    check(
        &[call, response, "a"],
        finished("STOP"),
        &json!([
            ["u", "One"],
            ["m", json(call), json(response), "a"],
            ["u", "Two"]
        ]),
    );
}

/// Checks whether a turn with a call goes back when the second message has a response.
#[track_caller]
fn check_response(call: &str, response: &str, ending: &str, goes_back: bool) {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "One");
    arrive(&mut session, run, &[call]);
    session.handle(Input::Ended(run, finished(ending)));
    let message = Content {
        role: Role::User,
        parts: vec![part(response), part("Two")],
    };
    send(&mut session, message);
    let json = |part: &str| serde_json::from_str::<Value>(part).unwrap();
    let expected = if goes_back {
        json!([
            ["u", "One"],
            ["m", json(call)],
            ["u", json(response), "Two"]
        ])
    } else {
        json!([["u", "Two"]])
    };
    assert_eq!(contents(&session), expected);
}

#[test]
fn calls_with_a_response() {
    let call =
        |id: &str| format!(r#"{{"functionCall":{{{id}"name":"f"}},"thoughtSignature":"c2ln"}}"#);
    let response = |id: &str, name: &str| {
        format!(r#"{{"functionResponse":{{{id}"name":"{name}","response":{{}}}}}}"#)
    };
    let (a, b) = (r#""id":"a","#, r#""id":"b","#);
    check_response(&call(""), &response("", "f"), "STOP", true);
    check_response(&call(a), &response(a, "f"), "STOP", true);
    check_response(&call(a), &response(b, "f"), "STOP", false);
    check_response(&call(a), &response("", "f"), "STOP", false);
    check_response(&call(""), &response("", "g"), "STOP", false);
    // The call is not sent back, so its response must not be either.
    check_response(&call(a), &response(a, "f"), "SAFETY", false);
}

/// A call and its response belong to the answer they lead to. Sent without that answer, they would
/// make every later request fail.
#[test]
fn calls_whose_answer_is_left_out() {
    let call = r#"{"functionCall":{"name":"f","args":{}}}"#;
    let response = r#"{"functionResponse":{"name":"f","response":{}}}"#;
    for ending in [Ending::Empty, Ending::Stopped, finished("SAFETY")] {
        let mut session = Session::new(vec![Content::user("Zero"), Content::model("z")]);
        let run = send(&mut session, "One");
        arrive(&mut session, run, &[call]);
        session.handle(Input::Ended(run, finished("STOP")));
        let message = Content {
            role: Role::User,
            parts: vec![part(response)],
        };
        let run = send(&mut session, message);
        session.handle(Input::Ended(run, ending));
        send(&mut session, "Two");
        let expected = json!([["u", "Zero"], ["m", "z"], ["u", "Two"]]);
        assert_eq!(contents(&session), expected);
    }
}

#[test]
fn parts_without_data_do_not_go_back() {
    let signature = r#"{"thoughtSignature":"c2ln"}"#;
    check(&[signature], finished("STOP"), &json!([["u", "Two"]]));
    check(
        &["a", signature],
        finished("STOP"),
        &json!([["u", "One"], ["m", "a"], ["u", "Two"]]),
    );
    // Some relays write every field into every part.
    let nulls = r#"{"text":"","thought":false,"functionCall":null}"#;
    check(
        &["a", nulls],
        finished("STOP"),
        &json!([["u", "One"], ["m", "a"], ["u", "Two"]]),
    );
}

#[test]
fn the_open_prompt_goes_out_without_its_answer() {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "One");
    assert_eq!(contents(&session), json!([["u", "One"]]));
    arrive(&mut session, run, &["a"]);
    assert_eq!(contents(&session), json!([["u", "One"]]));
}

#[test]
fn one_bad_turn_among_good_ones() {
    let mut session = Session::new(vec![]);
    for (prompt, answer, ending) in [
        ("One", "a", finished("STOP")),
        ("Two", "b", finished("SAFETY")),
        ("Three", "", Ending::Empty),
        ("Four", "d", Ending::Stopped),
    ] {
        let run = send(&mut session, prompt);
        arrive(&mut session, run, &[answer]);
        session.handle(Input::Ended(run, ending));
    }
    let expected = json!([["u", "One"], ["m", "a"], ["u", "Four"], ["m", "d"]]);
    assert_eq!(contents(&session), expected);
    assert_eq!(session.messages().len(), 8, "they all stay in sight");
}

#[test]
fn histories_that_were_handed_in() {
    #[track_caller]
    fn check(history: Vec<Content>, expected: &Value) {
        let mut session = Session::new(history);
        send(&mut session, "Go");
        assert_eq!(&contents(&session), expected);
    }
    let (user, model) = (Content::user, Content::model);
    check(vec![], &json!([["u", "Go"]]));
    check(
        vec![user("a"), model("b")],
        &json!([["u", "a"], ["m", "b"], ["u", "Go"]]),
    );
    // Neighbouring contents of the same role are merged.
    check(vec![user("a"), user("b")], &json!([["u", "a", "b", "Go"]]));
    check(
        vec![user("a"), model("b"), model("c")],
        &json!([["u", "a"], ["m", "b", "c"], ["u", "Go"]]),
    );
    check(vec![model("a")], &json!([["m", "a"], ["u", "Go"]]));
    // Servers reject a content without parts.
    check(
        vec![user(""), model("b")],
        &json!([["m", "b"], ["u", "Go"]]),
    );
    check(vec![user("a"), model("")], &json!([["u", "Go"]]));
    let nothing = |role| Content {
        role,
        parts: vec![],
    };
    check(
        vec![nothing(Role::User), nothing(Role::Model)],
        &json!([["u", "Go"]]),
    );
    check(vec![nothing(Role::User)], &json!([["u", "Go"]]));
}
