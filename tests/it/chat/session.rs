//! The courses that a conversation can take.

use rill_chat::{
    Error, ErrorKind,
    chat::{Content, Effect, Ending, FinishReason, Input, MessageState, Role, Session},
};

use super::{arrive, chunk, opened, part, send};

fn stop() -> Ending {
    Ending::Finished(FinishReason::Stop)
}

fn failed() -> Ending {
    Ending::Failed(ErrorKind::Overloaded.into())
}

/// Checks the role and the text of each message.
#[track_caller]
fn check(session: &Session, expected: &[(Role, &str)]) {
    let messages = session.messages().iter();
    let got: Vec<_> = messages
        .map(|m| (m.role(), m.text().into_owned()))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(r, t)| (*r, (*t).to_owned()))
        .collect();
    assert_eq!(got, expected);
}

#[track_caller]
fn state(session: &Session) -> &MessageState {
    session.messages().last().unwrap().state()
}

#[test]
fn an_answer_from_first_to_last() {
    let mut session = Session::new(vec![]);
    assert_eq!(session.run(), None);
    let run = send(&mut session, "Hello");
    assert_eq!(session.run(), Some(run));
    assert_eq!(state(&session), &MessageState::Waiting);
    // A chunk with nothing to show leaves the answer waiting.
    arrive(&mut session, run, &["", "{}"]);
    assert_eq!(state(&session), &MessageState::Waiting);
    arrive(&mut session, run, &["Once "]);
    assert_eq!(state(&session), &MessageState::Streaming);
    arrive(&mut session, run, &["upon"]);
    assert_eq!(session.handle(Input::Ended(run, stop())), []);
    assert_eq!(state(&session), &MessageState::Ended(stop()));
    assert_eq!(session.run(), None);
    check(
        &session,
        &[(Role::User, "Hello"), (Role::Model, "Once upon")],
    );
}

#[test]
fn blank_messages_are_not_sent() {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "Hello");
    for blank in ["", " ", "\r\n\t", "\u{a0}\u{2003}"] {
        assert_eq!(session.handle(Input::Sent(blank.into())), [], "{blank:?}");
    }
    let nothing = Content {
        role: Role::User,
        parts: vec![part("{}"), part("{\"text\":\"\"}")],
    };
    assert_eq!(session.handle(Input::Sent(nothing)), []);
    assert_eq!(session.run(), Some(run), "nor do they stop an answer");
    assert_eq!(session.messages().len(), 2);
    // A picture without a word is a message.
    let image = part(r#"{"inlineData": {"mimeType": "image/png", "data": "AA=="}}"#);
    send(&mut session, image);
}

#[test]
fn stop_keeps_what_has_arrived() {
    let mut session = Session::new(vec![]);
    assert_eq!(
        session.handle(Input::Stopped),
        [],
        "there is nothing to stop"
    );
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    assert_eq!(session.handle(Input::Stopped), [Effect::Abort(run)]);
    assert_eq!(session.handle(Input::Stopped), []);
    assert_eq!(state(&session), &MessageState::Ended(Ending::Stopped));
    check(&session, &[(Role::User, "Hello"), (Role::Model, "Once")]);
}

/// After an answer is stopped, bytes may still be on their way.
#[test]
fn stale_inputs_change_nothing() {
    let mut session = Session::new(vec![]);
    let old = send(&mut session, "Hello");
    arrive(&mut session, old, &["Once"]);
    session.handle(Input::Stopped);
    let before = session.messages().to_vec();
    arrive(&mut session, old, &[" upon"]);
    assert_eq!(session.handle(Input::Ended(old, failed())), []);
    assert_eq!(session.messages(), before);

    let new = send(&mut session, "Again");
    assert_ne!(old, new);
    arrive(&mut session, old, &["old"]);
    session.handle(Input::Ended(old, failed()));
    assert_eq!(session.run(), Some(new));
    assert_eq!(state(&session), &MessageState::Waiting);

    session.handle(Input::Ended(new, stop()));
    arrive(&mut session, new, &["after the end"]);
    session.handle(Input::Ended(new, failed()));
    assert_eq!(state(&session), &MessageState::Ended(stop()));
    assert_eq!(session.messages().last().unwrap().text(), "");
}

#[test]
fn sending_stops_the_answer_before() {
    let mut session = Session::new(vec![]);
    let first = send(&mut session, "One");
    arrive(&mut session, first, &["Once"]);
    let effects = session.handle(Input::Sent("Two".into()));
    let second = opened(&effects);
    assert_eq!(effects, [Effect::Abort(first), Effect::Open(second)]);
    let expected = [
        (Role::User, "One"),
        (Role::Model, "Once"),
        (Role::User, "Two"),
        (Role::Model, ""),
    ];
    check(&session, &expected);
}

#[test]
fn retry_asks_again_in_place() {
    let mut session = Session::new(vec![]);
    let first = send(&mut session, "Hello");
    arrive(&mut session, first, &["Once"]);
    let old = session.messages()[1].id();
    let effects = session.handle(Input::Retried);
    let second = opened(&effects);
    assert_eq!(effects, [Effect::Abort(first), Effect::Open(second)]);
    check(&session, &[(Role::User, "Hello"), (Role::Model, "")]);
    assert_ne!(
        session.messages()[1].id(),
        old,
        "a name is never given twice"
    );
    assert_eq!(session.contents(), [Content::user("Hello")]);

    session.handle(Input::Ended(second, failed()));
    let effects = session.handle(Input::Retried);
    assert_eq!(effects, [Effect::Open(opened(&effects))]);
}

#[test]
fn retry_of_a_history() {
    let said = || vec![Content::user("Hello"), Content::model("Hi")];
    let mut session = Session::new(said());
    opened(&session.handle(Input::Retried));
    check(&session, &[(Role::User, "Hello"), (Role::Model, "")]);

    let mut session = Session::new(vec![Content::user("Hello")]);
    opened(&session.handle(Input::Retried));
    check(&session, &[(Role::User, "Hello"), (Role::Model, "")]);

    assert_eq!(Session::new(vec![]).handle(Input::Retried), []);

    // There is no prompt to send again, and the greeting stays.
    let mut session = Session::new(vec![Content::model("Hi")]);
    assert_eq!(session.handle(Input::Retried), []);
    check(&session, &[(Role::Model, "Hi")]);
}

/// A message whose request failed before anything arrived is replaced by the next one if it was
/// taken back for editing. Otherwise it stays, as its text is nowhere else.
#[test]
fn unsent_messages_are_replaced_if_they_were_taken_back() {
    let mut session = Session::new(vec![]);
    assert_eq!(session.unsent(), None);
    let run = send(&mut session, "Helo");
    assert_eq!(session.unsent(), None);
    session.handle(Input::Ended(run, failed()));
    assert_eq!(session.unsent(), Some(&Content::user("Helo")));
    session.handle(Input::TakenBack);
    let run = send(&mut session, "Hello");
    assert_eq!(session.unsent(), None);
    check(&session, &[(Role::User, "Hello"), (Role::Model, "")]);

    session.handle(Input::Ended(run, failed()));
    send(&mut session, "Another");
    let both = [
        (Role::User, "Hello"),
        (Role::Model, ""),
        (Role::User, "Another"),
        (Role::Model, ""),
    ];
    check(&session, &both);
    assert_eq!(session.contents(), [Content::user("Another")]);
}

/// A message that was taken back and sent again unchanged is a new one.
#[test]
fn taking_back_is_for_one_failure() {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "One");
    session.handle(Input::TakenBack);
    session.handle(Input::Ended(run, failed()));
    session.handle(Input::TakenBack);
    let run = opened(&session.handle(Input::Retried));
    session.handle(Input::Ended(run, failed()));
    send(&mut session, "Two");
    assert_eq!(session.messages().len(), 4);
}

#[test]
fn an_answer_is_only_given_up_for_another() {
    let interrupted = || Ending::Interrupted(None);
    for (ending, told) in [
        (
            failed(),
            Ending::Interrupted(Some(ErrorKind::Overloaded.into())),
        ),
        (
            Ending::Empty,
            Ending::Interrupted(Some(ErrorKind::Network.into())),
        ),
        (Ending::Stopped, interrupted()),
        (
            Ending::PromptBlocked("SAFETY".into()),
            Ending::Interrupted(Some(Error::new(ErrorKind::Blocked).with_detail("SAFETY"))),
        ),
    ] {
        let mut session = Session::new(vec![]);
        let run = send(&mut session, "Hello");
        arrive(&mut session, run, &["Nearly all of it"]);
        session.handle(Input::Ended(run, interrupted()));
        let before = session.messages()[1].id();
        let run = opened(&session.handle(Input::Retried));
        check(&session, &[(Role::User, "Hello"), (Role::Model, "")]);
        if ending == Ending::Stopped {
            session.handle(Input::Stopped);
        } else {
            session.handle(Input::Ended(run, ending));
        }
        let expected = [(Role::User, "Hello"), (Role::Model, "Nearly all of it")];
        check(&session, &expected);
        assert_eq!(session.messages()[1].id(), before);
        assert_eq!(session.messages()[1].ending(), Some(&told));

        let run = opened(&session.handle(Input::Retried));
        arrive(&mut session, run, &["A"]);
        session.handle(Input::Ended(run, failed()));
        check(&session, &[(Role::User, "Hello"), (Role::Model, "A")]);
    }
}

#[test]
fn messages_with_an_answer_are_not_replaced() {
    for (parts, ending) in [
        (&["Once"][..], failed()),
        (&[r#"{"text":"","thoughtSignature":"c2ln"}"#][..], failed()),
        (&[], Ending::Empty),
        (&[], Ending::Stopped),
        (&[], stop()),
    ] {
        let mut session = Session::new(vec![]);
        let run = send(&mut session, "Hello");
        arrive(&mut session, run, parts);
        session.handle(Input::Ended(run, ending.clone()));
        assert_eq!(session.unsent(), None, "{ending:?}");
        send(&mut session, "Again");
        assert_eq!(session.messages().len(), 4, "{ending:?}");
    }
}

#[test]
fn text_stays_when_the_stream_fails() {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    let error = Error::new(ErrorKind::Network).with_detail("reset");
    let ending = Ending::Interrupted(Some(error));
    session.handle(Input::Ended(run, ending.clone()));
    assert_eq!(session.messages()[1].ending(), Some(&ending));
    assert_eq!(session.messages()[1].text(), "Once");
    assert!(!ending.is_complete());
    assert!(stop().is_complete());
}

#[test]
fn chunks_give_views() {
    let chunk = chunk(&[
        "a",
        r#"{"text":"b","thought":true}"#,
        "c",
        r#"{"functionCall":{"name":"f"}}"#,
    ]);
    assert_eq!(chunk.text(), "ac");
    assert_eq!(chunk.thoughts(), "b");
    let calls: Vec<_> = chunk.function_calls().map(|call| call.name).collect();
    assert_eq!(calls, ["f"]);
}
