//! Answers that take more than one request.

use std::{task::Poll, time::Duration};

use futures::{TryStreamExt as _, executor::block_on, stream};
use rill_chat::{
    Client, ErrorKind, MessageStream,
    chat::{Ending, FinishReason, Recovery},
    client::{MessageUpdate, Replay, Response},
    gemini::Endpoint,
};
use serde_json::{Value, json};

use super::{drain, event, response};

fn client(transport: &Replay) -> Client {
    Client::new(Endpoint::new("https://relay.example"), transport.clone())
}

/// Checks the text, the ending and the number of requests of an answer.
#[track_caller]
fn check(responses: Vec<Response>, text: &str, ending: &Ending, requests: usize) {
    let transport = Replay::new(responses.into_iter().map(Ok));
    let chat = client(&transport).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    let (got, _) = drain(&mut stream);
    assert_eq!(got, text);
    assert_eq!(stream.ending().as_ref(), Some(ending));
    assert_eq!(transport.requests().len(), requests);
}

fn body(transport: &Replay) -> Value {
    serde_json::from_str(&transport.requests().last().unwrap().body).unwrap()
}

fn stop() -> Ending {
    Ending::Finished(FinishReason::Stop)
}

#[test]
fn failures_that_pass() {
    let answer = || response(200, &event("Once", "STOP"));
    check(vec![response(503, ""), answer()], "Once", &stop(), 2);
    check(vec![response(200, ""), answer()], "Once", &stop(), 2);
    let twice = vec![response(500, ""), response(429, ""), answer()];
    check(twice, "Once", &stop(), 3);
    let said = r#"{"error": {"code": 503, "message": "…", "status": "UNAVAILABLE"}}"#;
    let in_the_stream = vec![response(200, said), answer()];
    check(in_the_stream, "Once", &stop(), 2);
    let in_a_frame = vec![response(200, "data: {\"candidates\": [{"), answer()];
    check(in_a_frame, "Once", &stop(), 2);
    let refused = Ending::Failed(rill_chat::Error::new(ErrorKind::InvalidKey).with_code(401));
    check(vec![response(401, ""), answer()], "", &refused, 1);
    let cut_off = vec![response(200, &event("Half", "")), answer()];
    check(cut_off, "Half", &Ending::Interrupted(None), 1);
}

#[test]
fn the_wait_that_the_server_asks_for() {
    let mut busy = response(429, "");
    busy.retry_after = Some(Duration::from_secs(7));
    let transport = Replay::new([Ok(busy), Ok(response(200, &event("Once", "STOP")))]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    let waits = transport.sleeps();
    let asked = Duration::from_secs(7)..=Duration::from_millis(7700);
    assert!(waits.iter().any(|wait| asked.contains(wait)), "{waits:?}");
}

fn updates(stream: &mut MessageStream) -> Vec<String> {
    let mut updates = Vec::new();
    while let Some(update) = block_on(stream.update()) {
        updates.push(match update {
            Ok(MessageUpdate::Chunk(chunk)) => chunk.text().into_owned(),
            Ok(MessageUpdate::State) => "·".to_owned(),
            Ok(other) => panic!("unknown: {other:?}"),
            Err(error) => error.to_string(),
        });
    }
    updates
}

/// Checks the updates of an answer: each piece of text, `·` for a state, and the error.
#[track_caller]
fn tells(responses: Vec<Response>, expected: &[&str]) {
    let transport = Replay::new(responses.into_iter().map(Ok));
    let chat = client(&transport).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    assert_eq!(updates(&mut stream), expected);
    assert_eq!(updates(&mut stream), Vec::<String>::new(), "once");
}

#[test]
fn a_view_is_told_of_every_change_and_of_the_end() {
    let answer = || response(200, &event("Once", "STOP"));
    tells(vec![answer()], &["Once", "·"]);
    tells(vec![response(503, ""), answer()], &["·", "·", "Once", "·"]);
    tells(vec![response(200, &event("Half", ""))], &["Half", "·"]);
    let refused = "the key was refused (401)";
    tells(vec![response(401, "")], &["·", refused]);
}

#[test]
fn a_view_is_told_once_of_a_silence_that_is_the_end() {
    let recovery = Recovery {
        silence_notice: Duration::ZERO,
        ..Recovery::default()
    };
    let transport = Replay::new([Ok(silent())]);
    let client = client(&transport).recovery(recovery);
    let mut stream = client.start_chat(vec![]).send_message_stream("Hello");
    // The response head arrived during the first step.
    assert_eq!(updates(&mut stream), ["·", "·"]);
}

#[test]
fn a_view_is_told_that_the_old_answer_is_back() {
    let transport = Replay::new([
        Ok(response(200, &event("Once", "STOP"))),
        Ok(response(401, "")),
    ]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    let refused = "the key was refused (401)";
    assert_eq!(updates(&mut chat.retry()), ["·", refused]);
    let mut retry = chat.retry();
    chat.stop();
    assert_eq!(updates(&mut retry), ["·"]);
}

#[test]
fn nobody_is_told_of_a_blank_message() {
    let chat = client(&Replay::default()).start_chat(vec![]);
    assert_eq!(updates(&mut chat.retry()), Vec::<String>::new());
    let blank = updates(&mut chat.send_message_stream(" "));
    assert_eq!(blank, ["there is nothing to send"]);
}

#[test]
fn the_seam_of_a_continued_answer() {
    let transport = Replay::new([
        Ok(response(200, &event("The brave kni", ""))),
        Ok(response(
            200,
            &(event("brave kn", "") + &event("ight rode", "") + &event(" on.", "STOP")),
        )),
    ]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    let mut rest = chat.continue_answer();
    let (text, failure) = drain(&mut rest);
    assert_eq!((&*text, failure), ("ght rode on.", None));
    assert_eq!(rest.message().unwrap().text(), "The brave knight rode on.");
    assert_eq!(rest.ending(), Some(stop()));
    let contents = &body(&transport)["contents"];
    assert_eq!(
        contents[1],
        json!({"role": "model", "parts": [{"text": "The brave kni"}]})
    );
    assert_eq!(contents[2]["role"], "user");
    assert_eq!(chat.history().len(), 2, "the instruction is nobody's turn");
}

/// Text held back at the seam is not lost when the rest never comes.
#[test]
fn held_text_comes_out_at_the_end() {
    let transport = Replay::new([
        Ok(response(200, &event("The brave knight", ""))),
        Ok(response(200, &event(" rode", ""))),
    ]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    drain(&mut chat.continue_answer());
    assert_eq!(chat.messages()[1].text(), "The brave knight rode");
}

#[test]
fn hops_with_a_token() {
    let hop = |text: &str, reason: &str, token: &str| {
        let json = json!({"candidates": [{
            "content": {"parts": [{"text": text}]},
            "finishReason": reason,
            "continuationToken": token,
        }]});
        Ok(response(200, &format!("data: {json}\n\n")))
    };
    let transport = Replay::new([
        hop("One ", "CONTINUATION", "dG9rZW4="),
        hop("two.", "STOP", ""),
    ]);
    let chat = client(&transport).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    assert_eq!(drain(&mut stream), ("One two.".to_owned(), None));
    assert_eq!(stream.ending(), Some(stop()));
    let bodies: Vec<Value> = transport
        .requests()
        .iter()
        .map(|request| serde_json::from_str(&request.body).unwrap())
        .collect();
    assert_eq!(bodies[0].get("continuationToken"), None);
    assert_eq!(bodies[1]["continuationToken"], "dG9rZW4=");
    assert_eq!(bodies[0]["contents"], bodies[1]["contents"]);
}

/// A response whose body never yields anything.
fn silent() -> Response {
    Response::new(200, stream::pending())
}

/// A response whose body is silent, for one step, before each of these texts.
fn slow(texts: &'static [&str]) -> Response {
    let mut texts = texts.iter();
    let mut is_silent = false;
    let body = stream::poll_fn(move |context| {
        is_silent = !is_silent;
        if is_silent {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(texts.next().map(|text| Ok(event(text, "").into_bytes())))
    });
    Response::new(200, body)
}

/// Continues "So rode the brave knight" with a slow response, and returns the whole answer.
fn continued_slowly(texts: &'static [&str]) -> String {
    let old = response(200, &event("So rode the brave knight", ""));
    let transport = Replay::new([Ok(old), Ok(slow(texts))]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    drain(&mut chat.continue_answer());
    chat.messages()[1].text().into_owned()
}

#[test]
fn a_silence_does_not_double_what_is_repeated() {
    for (texts, expected) in [
        (
            &["So rode the brave knight home"][..],
            "So rode the brave knight home",
        ),
        (
            &["So rode the bra", "ve knight home"],
            "So rode the brave knight home",
        ),
        (
            &["the brave", " knight", " home"],
            "So rode the brave knight home",
        ),
        (&["Yes,", " he did"], "So rode the brave knight Yes, he did"),
    ] {
        assert_eq!(continued_slowly(texts), expected, "{texts:?}");
    }
}

#[test]
fn what_requests_nothing_does_not_end_the_seam() {
    let old = response(200, &event("So rode the brave knight", ""));
    let transport = Replay::new([Ok(old), Ok(slow(&["So rode the bra", "ve knight home"]))]);
    let chat = client(&transport).start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    let mut answer = chat.continue_answer();
    assert!(block_on(answer.try_next()).unwrap().is_some());
    drain(&mut chat.send_message_stream(" "));
    drain(&mut chat.continue_answer());
    drain(&mut answer);
    assert_eq!(chat.messages()[1].text(), "So rode the brave knight home");
}

/// A silence is counted in steps of the silence notice.
#[test]
fn silence_begins_anew_at_the_head_of_a_response() {
    let transport = Replay::new([Ok(silent())]);
    let chat = client(&transport).start_chat(vec![]);
    let mut answer = chat.send_message_stream("Hello");
    assert_eq!(drain(&mut answer), (String::new(), None));
    let timeout = Ending::Interrupted(Some(ErrorKind::Timeout.into()));
    assert_eq!(answer.ending(), Some(timeout));
    let Recovery {
        silence_notice,
        silence_limit,
        ..
    } = Recovery::default();
    let steps = silence_limit.as_secs() / silence_notice.as_secs();
    assert_eq!(transport.sleeps().len() as u64, 1 + steps);
}

#[test]
fn one_attempt_is_one_attempt() {
    let transport = Replay::new([Ok(response(503, ""))]);
    let chat = client(&transport)
        .recovery(Recovery::none())
        .start_chat(vec![]);
    drain(&mut chat.send_message_stream("Hello"));
    assert_eq!(transport.requests().len(), 1);
    assert_eq!(transport.sleeps(), []);
}
