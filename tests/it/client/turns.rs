//! Whole answers: the request, the chunks, and each way to end.

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _, executor::block_on, stream};
use rill_chat::{
    Error, ErrorKind,
    chat::{Content, Ending, Recovery, Role},
    client::{Replay, Response},
    storyteller::{self, Framing},
};
use serde_json::{Value, json};

use super::{client, drain, event, replay, response};
use crate::reading::{failure, verdict};

/// `for chunk in response: print(chunk.text, end="")`
#[test]
fn the_loop_that_the_crate_is_for() -> Result<(), Error> {
    for framing in [Framing::Events, Framing::Array, Framing::Unary] {
        let script = storyteller::answer(b"{}", framing);
        let chat = client(Replay::from(&script)).start_chat(vec![]);
        let prompt = "Tell me a short story about a brave knight.";
        let mut response = chat.send_message_stream(prompt);
        let mut text = String::new();
        while let Some(chunk) = block_on(response.try_next())? {
            text += &chunk.text();
        }
        let answer = response.message().unwrap();
        assert!(text.len() > 100, "{text}");
        assert_eq!(answer.text(), text);
        assert!(answer.metadata().usage.total_token_count.is_some());
        assert!(response.ending().unwrap().is_complete());
        assert_eq!(chat.history().len(), 2);
    }
    Ok(())
}

#[test]
fn the_second_request_holds_the_first_turn() {
    let signed = r#"{"text":"","thoughtSignature":"c2ln"}"#;
    let last = format!(
        "data: {{\"candidates\":[{{\"content\":{{\"parts\":[{signed}]}},\"finishReason\":\"STOP\"}}]}}\n\n"
    );
    let first = event("Once ", "") + &event("upon.", "") + &last;
    let transport = replay(&[&first, &event("The end.", "STOP")]);
    let chat =
        client(transport.clone()).start_chat(vec![Content::user("Hi"), Content::model("Yes?")]);
    drain(&mut chat.send_message_stream("One"));
    drain(&mut chat.send_message_stream("Two"));

    let requests = transport.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests[1].body.contains(signed),
        "unchanged: {}",
        requests[1].body
    );
    let body: Value = serde_json::from_str(&requests[1].body).unwrap();
    let signed: Value = serde_json::from_str(signed).unwrap();
    let expected = json!([
        {"role": "user", "parts": [{"text": "Hi"}]},
        {"role": "model", "parts": [{"text": "Yes?"}]},
        {"role": "user", "parts": [{"text": "One"}]},
        {"role": "model", "parts": [{"text": "Once upon."}, signed]},
        {"role": "user", "parts": [{"text": "Two"}]},
    ]);
    assert_eq!(body["contents"], expected);
    let history = chat.history();
    assert_eq!(
        history.last().map(|content| content.role),
        Some(Role::Model)
    );
    assert_eq!(history.len(), 6);
}

/// A blocked turn stays in the transcript, but is not sent back to the model.
#[test]
fn a_refused_turn_is_not_sent_again() {
    let transport = replay(&[&event("No", "SAFETY"), &event("Yes", "STOP")]);
    let chat = client(transport.clone()).start_chat(vec![]);
    drain(&mut chat.send_message_stream("One"));
    drain(&mut chat.send_message_stream("Two"));
    let body: Value = serde_json::from_str(&transport.requests()[1].body).unwrap();
    assert_eq!(
        body["contents"],
        json!([{"role": "user", "parts": [{"text": "Two"}]}])
    );
    assert_eq!(chat.messages().len(), 4);
}

/// Checks the text, the error and the verdict of one response.
#[track_caller]
fn check(head: Result<Response, Error>, text: &str, error: Option<&str>, ending: &str) {
    let chat = client(Replay::new([head])).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    let (got, got_error) = drain(&mut stream);
    assert_eq!(got, text);
    assert_eq!(got_error.as_ref().map(failure).as_deref(), error);
    assert_eq!(verdict(&stream.ending().unwrap()), ending);
    assert_eq!(stream.message().unwrap().text(), text);
    assert_eq!(chat.with(|session| session.run()), None);
}

#[test]
fn endings_that_are_no_failure() {
    check(
        Ok(response(200, &event("a", "STOP"))),
        "a",
        None,
        "finished STOP",
    );
    check(
        Ok(response(201, &event("a", "STOP"))),
        "a",
        None,
        "finished STOP",
    );
    check(
        Ok(response(200, &event("a", "SAFETY"))),
        "a",
        None,
        "finished SAFETY",
    );
    check(Ok(response(200, &event("a", ""))), "a", None, "interrupted");
    check(Ok(response(200, "")), "", None, "empty");
    check(Ok(Response::ready(200, [])), "", None, "empty");
    let blocked = "data: {\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}\n\n";
    check(Ok(response(200, blocked)), "", None, "blocked SAFETY");
}

#[test]
fn failures() {
    let error = r#"{"error": {"code": 503, "message": "busy", "status": "UNAVAILABLE"}}"#;
    let said = "Overloaded 503 UNAVAILABLE";
    let failed = format!("failed {said}");
    check(Ok(response(503, error)), "", Some(said), &failed);
    check(
        Ok(response(503, &format!("[{error}]"))),
        "",
        Some(said),
        &failed,
    );
    check(Ok(response(200, error)), "", Some(said), &failed);
    check(
        Ok(response(200, &(event("a", "") + error))),
        "a",
        Some(said),
        &format!("interrupted {said}"),
    );
    check(
        Ok(response(502, "<html>")),
        "",
        Some("Internal 502"),
        "failed Internal 502",
    );
    check(
        Ok(response(404, "")),
        "",
        Some("NotGemini 404"),
        "failed NotGemini 404",
    );
    check(
        Ok(response(301, "")),
        "",
        Some("NotGemini 301"),
        "failed NotGemini 301",
    );
    check(
        Ok(response(200, "<html>")),
        "",
        Some("NotGemini"),
        "failed NotGemini",
    );
    check(
        Err(ErrorKind::Network.into()),
        "",
        Some("Network"),
        "failed Network",
    );
    let mut busy = response(429, "");
    busy.retry_after = Some(Duration::from_secs(7));
    check(
        Ok(busy),
        "",
        Some("RateLimited 429 in 7s"),
        "failed RateLimited 429 in 7s",
    );
}

/// A body that breaks after these bytes.
fn broken(status: u16, body: &str) -> Result<Response, Error> {
    let items = [Ok(body.as_bytes().to_vec()), Err(ErrorKind::Network.into())];
    Ok(Response::new(status, stream::iter(items)))
}

#[test]
fn bodies_that_break() {
    check(broken(200, ""), "", Some("Network"), "failed Network");
    check(
        broken(200, "data: {\"can"),
        "",
        Some("Network"),
        "failed Network",
    );
    check(
        broken(200, &event("a", "")),
        "a",
        None,
        "interrupted Network",
    );
    check(
        broken(200, &event("a", "STOP")),
        "a",
        None,
        "interrupted Network",
    );
    // The status alone identifies the error.
    check(
        broken(503, "{\"err"),
        "",
        Some("Overloaded 503"),
        "failed Overloaded 503",
    );
}

/// An error body may be large or endless.
#[test]
fn refusals_without_end() {
    let body = stream::repeat_with(|| Ok(vec![b' '; 1000]));
    let endless = Response::new(500, body);
    check(Ok(endless), "", Some("Internal 500"), "failed Internal 500");
}

#[test]
fn blank_messages_are_not_sent() {
    let transport = replay(&[]);
    let chat = client(transport.clone()).start_chat(vec![]);
    let mut stream = chat.send_message_stream(" \n");
    let (text, error) = drain(&mut stream);
    assert_eq!(
        (&*text, error.unwrap().kind()),
        ("", ErrorKind::EmptyMessage)
    );
    assert_eq!(stream.message(), None);
    assert_eq!(chat.messages(), []);
    assert_eq!(transport.requests(), []);
}

#[test]
fn retry_asks_the_same_once_more() {
    let transport = Replay::new([
        Ok(response(503, "")),
        Ok(response(200, &event("a", "STOP"))),
    ]);
    let chat = client(transport.clone()).start_chat(vec![]);
    let mut first = chat.send_message_stream("Hello");
    assert_eq!(drain(&mut first).1.unwrap().kind(), ErrorKind::Overloaded);
    let mut second = chat.retry();
    assert_eq!(drain(&mut second), ("a".to_owned(), None));
    let requests = transport.requests();
    assert_eq!(requests[0], requests[1]);
    assert_eq!(chat.messages().len(), 2);
    assert_eq!(first.message(), None, "the conversation has replaced it");
    assert_eq!(chat.history().len(), 2);
}

#[test]
fn resolve_gives_the_whole_answer() {
    let chat =
        client(replay(&[&(event("Once ", "") + &event("upon.", "STOP"))])).start_chat(vec![]);
    let answer = block_on(chat.send_message_stream("Hello").resolve()).unwrap();
    assert_eq!(answer.text(), "Once upon.");
    assert!(matches!(answer.ending(), Some(Ending::Finished(_))));
    // There is no response left, so the stream fails.
    let error = block_on(chat.send_message_stream("Hello").resolve()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
}

/// The error must not look transient, or callers would retry.
#[test]
fn resolve_of_nothing() {
    let chat = client(replay(&[])).start_chat(vec![]);
    for nothing in [
        chat.send_message_stream(""),
        chat.retry(),
        chat.retry_when_online(),
        chat.continue_answer(),
    ] {
        let error = block_on(nothing.resolve()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::EmptyMessage);
        assert_eq!(Recovery::default().delay_after(1, &error, 1.0), None);
        assert!(error.to_string().starts_with("there is nothing to send"));
    }
    assert!(chat.messages().is_empty());
}

#[test]
fn metadata_comes_with_the_chunks_and_with_the_answer() {
    let usage = "data: {\"usageMetadata\": {\"totalTokenCount\": 9}}\n\n";
    let chat = client(replay(&[&(event("a", "STOP") + usage)])).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    let first = block_on(stream.next()).unwrap().unwrap();
    assert_eq!(
        first
            .finish_reason
            .map(|reason| reason.as_str().to_owned())
            .as_deref(),
        Some("STOP")
    );
    assert_eq!(stream.ending(), None, "a finish reason is no end");
    let second = block_on(stream.next()).unwrap().unwrap();
    assert_eq!(second.usage.unwrap().total_token_count, Some(9));
    assert!(block_on(stream.next()).is_none());
    assert!(block_on(stream.next()).is_none(), "and stays at its end");
    assert_eq!(
        stream.message().unwrap().metadata().usage.total_token_count,
        Some(9)
    );
}
