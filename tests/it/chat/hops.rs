//! Long answers that a server gives over several requests.

use std::time::Duration;

use rill_chat::{
    ErrorKind,
    chat::{
        Chunk, Citation, Ending, FinishReason, Grounding, GroundingSource, Input, Recovery, RunId,
        Session, Usage,
    },
};

use super::{chunk, ends_with, failed, next, opened, pause, send, session, stop};

/// Builds a chunk with a text and a continuation token after it; either may be empty.
fn place(text: &str, token: &str) -> Chunk {
    with! {
        continuation_token: (!token.is_empty()).then(|| token.into()),
        ..chunk(&[text])
    }
}

fn hop(session: &mut Session, run: RunId, text: &str, token: &str) {
    session.handle(Input::Arrived(run, Box::new(place(text, token))));
}

fn continuation() -> Ending {
    Ending::Finished(FinishReason::Continuation)
}

#[test]
fn hops_of_a_long_answer_are_invisible() {
    let mut session = session();
    let first = send(&mut session, "Hello");
    let contents = session.request().contents;
    let used = |count| {
        with! {
            usage: Some(with! {
                total_token_count: Some(count),
                ..Usage::default()
            }),
            ..Chunk::default()
        }
    };
    hop(&mut session, first, "One ", "");
    session.handle(Input::Arrived(first, Box::new(used(10))));
    hop(&mut session, first, "", "a");
    let second = opened(&session.handle(Input::Ended(first, continuation())));
    let request = session.request();
    assert_eq!(request.continuation_token.as_deref(), Some("a"));
    assert_eq!(
        request.contents, contents,
        "the same body, without the text"
    );
    // A hop may consist of thoughts alone.
    hop(&mut session, second, "", "b");
    session.handle(Input::Arrived(second, Box::new(used(5))));
    let third = opened(&session.handle(Input::Ended(second, continuation())));
    assert_eq!(session.request().continuation_token.as_deref(), Some("b"));
    hop(&mut session, third, "two.", "");
    session.handle(Input::Arrived(third, Box::new(used(3))));
    session.handle(Input::Arrived(third, Box::new(used(7))));
    session.handle(Input::Ended(third, stop()));
    let answer = &session.messages()[1];
    assert_eq!(answer.text(), "One two.");
    assert_eq!(answer.metadata().usage.total_token_count, Some(22));
}

#[test]
fn citations_of_a_hop_are_counted_from_the_start_of_the_answer() {
    let mut session = session();
    let first = send(&mut session, "Hello");
    hop(&mut session, first, "One ", "a");
    let second = opened(&session.handle(Input::Ended(first, continuation())));
    let counted = [(0, 3), (2, usize::MAX), (usize::MAX, usize::MAX)];
    let expected = [(4, 7), (6, usize::MAX), (usize::MAX, usize::MAX)];
    let citations = counted.map(|(start_index, end_index)| {
        with! {
            start_index: start_index,
            end_index: end_index,
            ..Citation::default()
        }
    });
    let cited = with! {
        citations: citations.into(),
        ..chunk(&["two."])
    };
    session.handle(Input::Arrived(second, Box::new(cited)));
    let citations = &session.messages()[1].metadata().citations;
    let got: Vec<_> = citations
        .iter()
        .map(|it| (it.start_index, it.end_index))
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn sources_of_all_hops_count() {
    let grounded = |text: &str, token: &str, titles: &[&str]| {
        let source = |title: &&str| {
            with! {
                title: Some((*title).to_owned()),
                ..GroundingSource::default()
            }
        };
        with! {
            grounding: Some(with! {
                web_search_queries: titles.iter().map(|title| format!("about {title}")).collect(),
                sources: titles.iter().map(source).collect(),
                ..Grounding::default()
            }),
            ..place(text, token)
        }
    };
    let mut session = session();
    let first = send(&mut session, "Hello");
    let chunks = [grounded("One ", "", &["a"]), grounded("", "a", &["a", "b"])];
    for chunk in chunks {
        session.handle(Input::Arrived(first, Box::new(chunk)));
    }
    let second = opened(&session.handle(Input::Ended(first, continuation())));
    for chunk in [
        grounded("two.", "", &["c"]),
        grounded("", "", &["c", "a"]),
        grounded("", "", &[]),
    ] {
        session.handle(Input::Arrived(second, Box::new(chunk)));
    }
    session.handle(Input::Ended(second, stop()));
    let metadata = session.messages()[1].metadata();
    let grounding = metadata.grounding.as_ref().unwrap();
    let titles = |sources: &[GroundingSource]| -> Vec<String> {
        sources.iter().flat_map(|it| it.title.clone()).collect()
    };
    assert_eq!(titles(&grounding.sources), ["c", "a", "a", "b"]);
    assert_eq!(titles(&metadata.sources()), ["c", "a", "b"]);
    let queries = ["about c", "about a", "about a", "about b"];
    assert_eq!(grounding.web_search_queries, queries);
}

#[test]
fn a_dropped_hop_goes_on_from_its_last_place() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    hop(&mut session, run, "One ", "a");
    let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
    let run = next(&mut session, &effects);
    assert_eq!(session.request().continuation_token.as_deref(), Some("a"));
    // Without progress it resumes from the same token, but only a limited number of times.
    let mut run = run;
    for _ in 0..2 {
        let effects = session.handle(Input::Ended(run, failed(ErrorKind::Network)));
        run = next(&mut session, &effects);
        assert_eq!(session.request().continuation_token.as_deref(), Some("a"));
    }
    session.handle(Input::Ended(run, Ending::Empty));
    assert_eq!(session.run(), None, "three reconnects without progress");
    assert_eq!(session.messages()[1].text(), "One ");
    // The reader can still continue from there, and the count starts again.
    let run = opened(&session.handle(Input::Continued));
    assert_eq!(session.request().continuation_token.as_deref(), Some("a"));
    assert!(session.request().seam.is_none());
    hop(&mut session, run, "two", "b");
    let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
    let run = next(&mut session, &effects);
    hop(&mut session, run, ".", "");
    session.handle(Input::Ended(run, stop()));
    assert_eq!(session.messages()[1].text(), "One two.");
}

#[test]
fn no_wait_for_a_dropped_hop_is_longer_than_any() {
    let longest = Duration::from_millis(1);
    let mut session = Session::new(vec![]).recovery(Recovery {
        base_delay: Duration::from_secs(1000),
        max_delay: longest,
        ..Recovery::default()
    });
    let run = send(&mut session, "Hello");
    hop(&mut session, run, "One ", "a");
    let (_, delay) = pause(&session.handle(Input::Ended(run, Ending::Interrupted(None))));
    assert!(delay <= longest, "{delay:?}");
}

#[test]
fn what_would_come_twice_is_not_asked_for() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    hop(&mut session, run, "One ", "a");
    hop(&mut session, run, "two", "");
    session.handle(Input::Ended(run, Ending::Interrupted(None)));
    ends_with(&session, &Ending::Interrupted(None));
    // From there the answer is continued by its text.
    session.handle(Input::Continued);
    assert_eq!(session.request().continuation_token, None);
    assert!(session.request().seam.is_some());
}

#[test]
fn a_place_is_of_no_use_after_another_reason() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    hop(&mut session, run, "One", "a");
    let over = with! {
        finish_reason: Some(FinishReason::Stop),
        ..Chunk::default()
    };
    session.handle(Input::Arrived(run, Box::new(over)));
    session.handle(Input::Ended(run, Ending::Interrupted(None)));
    ends_with(&session, &Ending::Interrupted(None));
    // An error reported by the server is not a lost connection.
    let run = send(&mut session, "Again");
    hop(&mut session, run, "One", "a");
    session.handle(Input::Ended(run, failed(ErrorKind::InvalidRequest)));
    assert_eq!(session.run(), None);
}

/// A finish reason in a failed attempt does not affect the next one.
#[test]
fn a_reason_goes_with_its_attempt() {
    let mut session = session();
    let run = send(&mut session, "Hello");
    let over = with! {
        finish_reason: Some(FinishReason::Stop),
        ..Chunk::default()
    };
    session.handle(Input::Arrived(run, Box::new(over)));
    let effects = session.handle(Input::Ended(run, failed(ErrorKind::Overloaded)));
    let run = next(&mut session, &effects);
    hop(&mut session, run, "One ", "a");
    let effects = session.handle(Input::Ended(run, Ending::Interrupted(None)));
    next(&mut session, &effects);
    assert_eq!(session.request().continuation_token.as_deref(), Some("a"));
}
