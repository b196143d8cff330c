//! Restoring messages of an earlier visit, and clearing the conversation.

use rill_chat::chat::{Effect, Ending, Input, Message, Remedy, Session};

use super::{arrive, opened, send, session, stop};

/// Returns a turn of another conversation, cut off in the middle of its answer.
fn kept() -> Vec<Message> {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "Before");
    arrive(&mut session, run, &["Long ago"]);
    session.messages().to_vec()
}

#[track_caller]
fn check(session: &Session, expected: &[&str]) {
    let said: Vec<_> = session.messages().iter().map(|it| it.text()).collect();
    assert_eq!(said, expected);
    let names = session.messages().iter().map(Message::id);
    assert!(names.is_sorted_by(|a, b| a < b));
}

#[test]
fn restored_messages_stand_first() {
    let mut session = session();
    let run = send(&mut session, "Now");
    session.restore(kept());
    arrive(&mut session, run, &["Here"]);
    session.handle(Input::Ended(run, stop()));
    check(&session, &["Before", "Long ago", "Now", "Here"]);
    assert!(session.messages()[1].remedies().contains(&Remedy::Continue));
}

#[test]
fn what_was_under_way_is_cut_off() {
    let mut session = session();
    session.restore(kept());
    let cut_off = Ending::Interrupted(None);
    assert_eq!(session.messages()[1].ending(), Some(&cut_off));
}

/// Messages restored later go before the answer that continues, whenever that was started.
#[test]
fn restored_while_a_restored_answer_goes_on() {
    let mut session = session();
    session.restore(kept());
    let run = opened(&session.handle(Input::Continued));
    arrive(&mut session, run, &[", a"]);
    session.restore(kept());
    arrive(&mut session, run, &[" knight"]);
    check(
        &session,
        &["Before", "Long ago", "Before", "Long ago, a knight"],
    );
    session.handle(Input::Ended(run, stop()));
    assert!(session.messages()[1].remedies().contains(&Remedy::Continue));
}

#[test]
fn what_is_forgotten_is_forgotten_for_good() {
    let mut session = session().kept();
    assert_eq!(session.clear(), [], "there is nothing to forget");
    let run = send(&mut session, "Hello");
    assert_eq!(session.clear(), [Effect::Abort(run), Effect::Save]);
    let run = send(&mut session, "Hello");
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.clear(), [Effect::Save]);
    check(&session, &[]);
}
