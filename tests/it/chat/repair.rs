//! How a history that the server rejects is repaired and sent once more.

use rill_chat::{
    Error, ErrorKind,
    chat::{Content, Ending, Input, Recovery, Session},
};

use super::{arrive, ends_with, failed, opened, part, send, stop};

const SIGNED: &str = r#"{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2lnbmF0dXJl"}"#;

/// A conversation with a signed call that was answered.
fn with_a_call() -> Session {
    let model = Content {
        role: rill_chat::chat::Role::Model,
        parts: vec![part(SIGNED)],
    };
    let response = part(r#"{"functionResponse":{"name":"f","response":{"output":1}}}"#);
    let history = vec![
        "Call".into(),
        model,
        response.into(),
        Content::model("It is 1."),
    ];
    Session::new(history).recovery(Recovery::default())
}

#[test]
fn a_refused_history_is_repaired_once() {
    let mut session = with_a_call();
    let run = send(&mut session, "Thanks");
    assert_eq!(session.request().contents.len(), 5);
    let refused = failed(ErrorKind::InvalidHistory);
    let run = opened(&session.handle(Input::Ended(run, refused.clone())));
    let contents = session.request().contents;
    let said: Vec<_> = contents.iter().map(Content::text).collect();
    assert_eq!(said, ["Call", "It is 1.", "Thanks"]);
    session.handle(Input::Ended(run, refused.clone()));
    ends_with(&session, &refused);
    // The rejected history is not sent again with a retry either.
    let run = opened(&session.handle(Input::Retried));
    assert_eq!(session.request().contents, contents);
    session.handle(Input::Ended(run, refused.clone()));
    ends_with(&session, &refused);
}

/// Without the repair the conversation would be stuck, so it is not counted as an attempt.
#[test]
fn a_refused_history_is_no_attempt() {
    let mut session = with_a_call().recovery(Recovery::none());
    let run = send(&mut session, "Thanks");
    let run = opened(&session.handle(Input::Ended(run, failed(ErrorKind::InvalidHistory))));
    session.handle(Input::Ended(run, failed(ErrorKind::Overloaded)));
    ends_with(&session, &failed(ErrorKind::Overloaded));
}

/// The text would come twice.
#[test]
fn a_history_is_not_repaired_after_text() {
    let mut session = with_a_call();
    let run = send(&mut session, "Thanks");
    arrive(&mut session, run, &["You are"]);
    session.handle(Input::Ended(run, failed(ErrorKind::InvalidHistory)));
    let refused = Error::new(ErrorKind::InvalidHistory);
    ends_with(&session, &Ending::Interrupted(Some(refused)));
}

/// What the server rejected are the turns before the answer, not the old answer that comes back.
#[test]
fn an_old_answer_keeps_its_signature() {
    let signed = r#"{"text":"You are welcome.","thoughtSignature":"c2ln"}"#;
    let mut session = with_a_call();
    let run = send(&mut session, "Thanks");
    arrive(&mut session, run, &[signed]);
    session.handle(Input::Ended(run, stop()));
    let run = opened(&session.handle(Input::Retried));
    let refused = failed(ErrorKind::InvalidHistory);
    opened(&session.handle(Input::Ended(run, refused)));
    session.handle(Input::Stopped);
    send(&mut session, "Again");
    let contents = session.request().contents;
    let said: Vec<_> = contents.iter().map(Content::text).collect();
    let expected = ["Call", "It is 1.", "Thanks", "You are welcome.", "Again"];
    assert_eq!(said, expected);
    assert_eq!(contents[3].parts, [part(signed)]);
}

/// The orphaned response is dropped, so the two answers around it have to be merged.
#[test]
fn the_turns_before_a_wish_to_go_on_alternate() {
    let response = part(r#"{"functionResponse":{"name":"f","response":{}}}"#);
    let mut session = Session::new(vec!["Hello".into(), Content::model("Hi.")]);
    let run = send(&mut session, response);
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Stopped);
    opened(&session.handle(Input::Continued));
    let contents = session.request().contents;
    assert_eq!(contents.len(), 3);
    assert_eq!(contents[1].parts, [part("Hi."), part("Once")]);
}
