//! Automatic recovery: attempts, hops, continuations and the way back to the old answer.

use std::time::Duration;

use rill_chat::{
    Error, ErrorKind,
    chat::{
        Content, Effect, Ending, FinishReason, Input, MessageState, Recovery, Remedy, Session,
        Timer,
    },
};

use super::{
    arrive, chunk, ends_with, failed, next, opened, part, pause, send, session, state, stop,
};

/// Checks how many requests go out if each ends like this before anything is visible.
#[track_caller]
fn check(ending: &Ending, requests: usize) {
    let mut session = session();
    let mut run = send(&mut session, "Hello");
    for _ in 1..requests {
        let effects = session.handle(Input::Ended(run, ending.clone()));
        assert!(
            matches!(state(&session), MessageState::Pausing(_)),
            "{ending:?}"
        );
        run = next(&mut session, &effects);
        assert_eq!(session.messages().len(), 2);
    }
    assert_eq!(session.handle(Input::Ended(run, ending.clone())), []);
    ends_with(&session, ending);
}

#[test]
fn what_is_tried_again() {
    for kind in [
        ErrorKind::Network,
        ErrorKind::RateLimited,
        ErrorKind::Overloaded,
        ErrorKind::Timeout,
        ErrorKind::Cancelled,
        ErrorKind::Internal,
    ] {
        check(&failed(kind), 3);
    }
    check(&Ending::Empty, 3);
    check(&Ending::Interrupted(None), 3);
    for kind in [
        ErrorKind::Offline,
        ErrorKind::InvalidRequest,
        ErrorKind::InvalidHistory,
        ErrorKind::InvalidKey,
        ErrorKind::NoCredentials,
        ErrorKind::PermissionDenied,
        ErrorKind::RegionNotSupported,
        ErrorKind::ModelNotFound,
        ErrorKind::TooLarge,
        ErrorKind::QuotaExceeded,
        ErrorKind::NotGemini,
        ErrorKind::MalformedResponse,
        ErrorKind::Unknown,
    ] {
        check(&failed(kind), 1);
    }
    check(&Ending::PromptBlocked("SAFETY".into()), 1);
    check(&stop(), 1);
    check(&Ending::Finished("SAFETY".into()), 1);
}

#[test]
fn nothing_is_tried_again_once_something_was_seen() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Ended(run, failed(ErrorKind::Overloaded)));
    let overloaded = Error::new(ErrorKind::Overloaded);
    ends_with(&session, &Ending::Interrupted(Some(overloaded)));
    assert_eq!(session.messages()[1].text(), "Once");
}

#[test]
fn thoughts_of_an_attempt_go_with_it() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &[r#"{"text":"Hm.","thought":true}"#]);
    let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
    assert_eq!(session.messages()[1].thoughts(), "");
    let run = next(&mut session, &effects);
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.messages()[1].content().parts, [part("Once")]);
}

#[test]
fn how_long_it_waits() {
    let recovery = Recovery {
        attempts: 10,
        ..Recovery::default()
    };
    let delay = |attempt, jitter, asked: Option<u64>| {
        let mut error = Error::new(ErrorKind::Overloaded);
        if let Some(asked) = asked {
            error = error.with_retry_delay(Duration::from_millis(asked));
        }
        let delay = recovery.delay_after(attempt, &error, jitter);
        delay.map(|delay| delay.as_millis())
    };
    assert_eq!(delay(1, 1.0, None), Some(1000));
    assert_eq!(delay(2, 1.0, None), Some(2000));
    assert_eq!(delay(3, 0.25, None), Some(1000));
    assert_eq!(delay(3, 0.0, None), Some(0));
    assert_eq!(delay(9, 1.0, None), Some(20_000), "never longer");
    assert_eq!(delay(10, 1.0, None), None, "that was the last");
    assert_eq!(delay(1, 0.0, Some(7000)), Some(7000));
    assert_eq!(delay(1, 1.0, Some(7000)), Some(7700), "a little later");
    assert_eq!(delay(1, 0.0, Some(20_000)), Some(20_000));
    assert_eq!(delay(1, 1.0, Some(19_000)), Some(20_000), "never longer");
    assert_eq!(delay(1, 0.0, Some(20_001)), None, "the person decides");

    let patient = Recovery {
        base_delay: Duration::MAX,
        max_delay: Duration::MAX,
        ..Recovery::default()
    };
    let asked = Error::new(ErrorKind::Overloaded).with_retry_delay(Duration::MAX);
    for error in [Error::new(ErrorKind::Overloaded), asked] {
        assert_eq!(patient.delay_after(1, &error, 1.0), Some(Duration::MAX));
    }
}

#[test]
fn a_pause_can_be_stopped_and_cut_short() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    let effects = session.handle(Input::Ended(run, failed(ErrorKind::Network)));
    let (paused, _) = pause(&effects);
    assert_eq!(session.handle(Input::Stopped), [Effect::Abort(paused)]);
    ends_with(&session, &Ending::Stopped);
    assert_eq!(session.handle(Input::Fired(paused, Timer::Retry)), []);

    let run = opened(&session.handle(Input::Retried));
    session.handle(Input::Ended(run, failed(ErrorKind::Network)));
    let now = opened(&session.handle(Input::Retried));
    assert_eq!(session.run(), Some(now));
    assert_eq!(session.messages().len(), 2);
}

#[test]
fn an_answer_goes_on_in_place() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once upon"]);
    session.handle(Input::Ended(run, Ending::Interrupted(None)));
    let remedies = session.messages()[1].remedies();
    assert_eq!(remedies, [Remedy::Continue, Remedy::Retry]);

    let id = session.messages()[1].id();
    let run = opened(&session.handle(Input::Continued));
    let request = session.request();
    let said: Vec<_> = request.contents.iter().map(Content::text).collect();
    assert_eq!(said[..2], ["Hello", "Once upon"]);
    assert!(request.seam.is_some());
    assert_eq!(said.len(), 3);
    arrive(&mut session, run, &[" a time."]);
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.messages()[1].id(), id);
    assert_eq!(session.messages()[1].text(), "Once upon a time.");
    ends_with(&session, &stop());
    // The request to continue must not become part of the history.
    send(&mut session, "Thanks");
    let contents = session.contents();
    let said: Vec<_> = contents.iter().map(Content::text).collect();
    assert_eq!(said, ["Hello", "Once upon a time.", "Thanks"]);
}

#[test]
fn what_cannot_go_on() {
    let endings = [
        ("", Ending::Interrupted(None)),
        ("Once", stop()),
        ("Once", Ending::Finished("SAFETY".into())),
    ];
    for (text, ending) in endings {
        let mut session = Session::new(vec![]);
        assert_eq!(session.handle(Input::Continued), []);
        let run = send(&mut session, "Hello");
        arrive(&mut session, run, &[text]);
        assert_eq!(session.handle(Input::Continued), [], "it is on its way");
        session.handle(Input::Ended(run, ending));
        assert_eq!(session.handle(Input::Continued), []);
    }
}

#[test]
fn a_failed_continuation_leaves_the_text() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Stopped);
    let run = opened(&session.handle(Input::Continued));
    let effects = session.handle(Input::Ended(run, failed(ErrorKind::Overloaded)));
    assert_eq!(session.messages()[1].text(), "Once");
    let run = next(&mut session, &effects);
    session.handle(Input::Ended(run, failed(ErrorKind::InvalidKey)));
    assert_eq!(session.messages()[1].text(), "Once");
    let refused = Error::new(ErrorKind::InvalidKey);
    ends_with(&session, &Ending::Interrupted(Some(refused)));
}

#[test]
fn cut_answers_go_on_by_themselves_if_asked_to() {
    let mut session = Session::new(vec![]).recovery(Recovery {
        continuations: 1,
        ..Recovery::default()
    });
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    let max_tokens = Ending::Finished(FinishReason::MaxTokens);
    let run = opened(&session.handle(Input::Ended(run, max_tokens.clone())));
    arrive(&mut session, run, &[" upon"]);
    session.handle(Input::Ended(run, max_tokens.clone()));
    ends_with(&session, &max_tokens);
    assert_eq!(session.messages()[1].text(), "Once upon");

    let run = send(&mut session, "Again");
    arrive(&mut session, run, &["One"]);
    let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
    let run = next(&mut session, &effects);
    arrive(&mut session, run, &[" two"]);
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.messages()[3].text(), "One two");

    let run = send(&mut session, "More");
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Stopped);
    ends_with(&session, &Ending::Stopped);
}

#[test]
fn another_model_gets_no_signatures() {
    let mut session = Session::new(vec![]).model("one");
    let run = send(&mut session, "Hello");
    let signed = r#"{"text":"Hi","thoughtSignature":"c2ln"}"#;
    arrive(&mut session, run, &[signed]);
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.contents()[1].parts, [part(signed)]);
    let session = session.model("two");
    assert_eq!(session.contents()[1].parts, [part("Hi")]);
}

#[test]
fn offline_waits_for_a_connection() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    session.handle(Input::Ended(run, failed(ErrorKind::Offline)));
    let remedies = session.messages()[1].remedies();
    assert_eq!(remedies, [Remedy::SendWhenOnline, Remedy::Retry]);
    let effects = session.handle(Input::Deferred);
    let [Effect::AwaitOnline(run)] = effects[..] else {
        panic!("it waits: {effects:?}");
    };
    assert!(matches!(state(&session), MessageState::Pausing(_)));
    opened(&session.handle(Input::Online(run)));
    assert_eq!(session.messages().len(), 2);
}

#[test]
fn who_leaves_finds_a_cut_off_answer() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    assert_eq!(session.handle(Input::Left), [Effect::Abort(run)]);
    ends_with(&session, &Ending::Interrupted(None));
    assert_eq!(session.handle(Input::Left), []);
}

#[test]
fn what_arrives_is_saved_from_time_to_time() {
    let mut session = session().kept();
    let interval = Recovery::default().save_interval;
    let effects = session.handle(Input::Sent("Hello".into()));
    assert!(effects.contains(&Effect::Save), "{effects:?}");
    let run = opened(&effects);
    let arrive =
        |session: &mut Session| session.handle(Input::Arrived(run, Box::new(chunk(&["Once"]))));
    assert_eq!(
        arrive(&mut session),
        [Effect::Wait(run, Timer::Save, interval)]
    );
    assert_eq!(arrive(&mut session), [], "one at a time");
    assert_eq!(
        session.handle(Input::Fired(run, Timer::Save)),
        [Effect::Save]
    );
    assert_eq!(
        arrive(&mut session),
        [Effect::Wait(run, Timer::Save, interval)]
    );
    assert_eq!(session.handle(Input::Ended(run, stop())), [Effect::Save]);
}

/// Thoughts must not replace a text.
#[test]
fn thoughts_do_not_replace_an_answer() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Ended(run, stop()));
    let mut run = opened(&session.handle(Input::Retried));
    for _ in 1..3 {
        arrive(&mut session, run, &[r#"{"text":"Hm.","thought":true}"#]);
        let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
        run = next(&mut session, &effects);
    }
    session.handle(Input::Ended(run, Ending::Interrupted(None)));
    ends_with(&session, &stop());
    assert_eq!(session.messages()[1].text(), "Once");
}

#[test]
fn nothing_arrives_in_a_pause() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    let (paused, _) = pause(&session.handle(Input::Ended(run, failed(ErrorKind::Network))));
    let before = session.messages().to_vec();
    for input in [
        Input::Arrived(paused, Box::new(chunk(&["Once"]))),
        Input::Ended(paused, stop()),
        Input::Heard(paused),
        Input::Online(paused),
        Input::Fired(paused, Timer::Silence),
        Input::Fired(paused, Timer::Save),
    ] {
        assert_eq!(session.handle(input), []);
        assert_eq!(session.messages(), before);
    }
}

/// Editing is not offered once the answer has a text.
#[test]
fn a_refused_wish_to_go_on() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &["Once"]);
    session.handle(Input::Stopped);
    let run = opened(&session.handle(Input::Continued));
    session.handle(Input::Ended(run, Ending::PromptBlocked("SAFETY".into())));
    let refused = Error::new(ErrorKind::Blocked).with_detail("SAFETY");
    ends_with(&session, &Ending::Interrupted(Some(refused)));
    let remedies = session.messages()[1].remedies();
    assert_eq!(remedies, [Remedy::Continue, Remedy::Retry]);
    // An answer of thoughts alone counts as empty, so editing is offered.
    let run = send(&mut session, "Again");
    arrive(&mut session, run, &[r#"{"text":"Hm.","thought":true}"#]);
    session.handle(Input::Ended(run, failed(ErrorKind::InvalidRequest)));
    assert_eq!(session.messages()[3].remedies(), [Remedy::Edit]);
    assert_eq!(session.unsent(), Some(&"Again".into()));
}

#[test]
fn what_was_never_sent_is_not_cut_off() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    session.handle(Input::Ended(run, failed(ErrorKind::Offline)));
    session.handle(Input::Deferred);
    session.handle(Input::Left);
    ends_with(&session, &failed(ErrorKind::Offline));
    assert_eq!(session.unsent(), Some(&"Hello".into()));
}

/// A reader who stopped the model while it was thinking has nothing to lose.
#[test]
fn thoughts_are_nothing_to_bring_back() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    arrive(&mut session, run, &[r#"{"text":"Hm.","thought":true}"#]);
    session.handle(Input::Stopped);
    let run = opened(&session.handle(Input::Retried));
    session.handle(Input::Ended(run, failed(ErrorKind::Offline)));
    ends_with(&session, &failed(ErrorKind::Offline));
    assert!(session.unsent().is_some());
}

#[test]
fn a_wait_is_kept_also_where_an_answer_goes_on_by_itself() {
    let wait = |asked: u64| {
        let recovery = Recovery {
            continuations: 1,
            ..Recovery::default()
        };
        let mut session = Session::new(vec![]).recovery(recovery);
        let run = send(&mut session, "Hello");
        arrive(&mut session, run, &["Once"]);
        let busy = Error::new(ErrorKind::RateLimited);
        let busy = busy.with_retry_delay(Duration::from_secs(asked));
        session.handle(Input::Ended(run, Ending::Failed(busy)))
    };
    let (_, delay) = pause(&wait(15));
    assert!(delay >= Duration::from_secs(15), "{delay:?}");
    assert_eq!(wait(60), [], "the person decides");
}

#[test]
fn another_models_signature_does_not_go_on() {
    let mut session = Session::new(vec![]).model("one");
    let run = send(&mut session, "Hello");
    let signed = r#"{"text":"Half","thoughtSignature":"c2ln"}"#;
    arrive(&mut session, run, &[signed]);
    session.handle(Input::Stopped);
    let mut session = session.model("two");
    session.handle(Input::Continued);
    assert_eq!(session.request().contents[1].parts, [part("Half")]);
    assert_eq!(session.messages()[1].content().parts, [part("Half")]);
}
