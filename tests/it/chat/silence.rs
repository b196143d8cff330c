//! How long a server may be silent.

use std::time::Duration;

use rill_chat::{
    Error, ErrorKind,
    chat::{Effect, Ending, Input, Recovery, Session, Timer},
};

use super::{arrive, ends_with, opened, send};

#[test]
fn silence_is_told_and_then_an_end() {
    let mut session = Session::new(vec![]).recovery(Recovery {
        silence_notice: Duration::from_secs(10),
        silence_limit: Duration::from_secs(30),
        ..Recovery::default()
    });
    let run = send(&mut session, "Hello");
    let tick = |session: &mut Session| session.handle(Input::Fired(run, Timer::Silence));
    let again = [Effect::Wait(run, Timer::Silence, Duration::from_secs(10))];
    let silent = |session: &Session| session.messages()[1].is_silent();

    session.handle(Input::Heard(run));
    assert_eq!(tick(&mut session), again);
    assert!(!silent(&session), "something was heard since");
    assert_eq!(tick(&mut session), again);
    assert!(silent(&session));
    arrive(&mut session, run, &["Once"]);
    assert!(!silent(&session));
    assert_eq!(tick(&mut session), again);
    assert_eq!(tick(&mut session), again);
    assert_eq!(tick(&mut session), again);
    assert_eq!(tick(&mut session), [Effect::Abort(run)]);
    let timeout = Error::new(ErrorKind::Timeout);
    ends_with(&session, &Ending::Interrupted(Some(timeout)));
}

/// Checks the length in seconds of the steps that a silence is counted in, and their number.
#[track_caller]
fn check_silence(notice: u64, limit: u64, step: u64, steps: usize) {
    let mut session = Session::new(vec![]).recovery(Recovery {
        silence_notice: Duration::from_secs(notice),
        silence_limit: Duration::from_secs(limit),
        ..Recovery::default()
    });
    let effects = session.handle(Input::Sent("Hello".into()));
    let run = opened(&effects);
    let wait = Effect::Wait(run, Timer::Silence, Duration::from_secs(step));
    assert!(effects.contains(&wait), "{effects:?}");
    let tick = || session.handle(Input::Fired(run, Timer::Silence));
    let effects: Vec<_> = std::iter::repeat_with(tick).take(steps).collect();
    let (end, before) = effects.split_last().unwrap();
    assert!(before.iter().all(|effects| *effects == [wait]));
    assert_eq!(*end, [Effect::Abort(run)]);
}

#[test]
fn a_silence_is_counted_in_the_shorter_time() {
    check_silence(15, 300, 15, 20);
    check_silence(15, 20, 15, 2);
    check_silence(15, 15, 15, 1);
    check_silence(15, 5, 5, 1);
    check_silence(0, 5, 5, 1);
}
