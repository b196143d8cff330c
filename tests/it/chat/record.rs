//! Stored records of messages: each message survives a round trip, and no JSON causes a panic.

use proptest::prelude::*;
use rill_chat::{
    Error, ErrorKind,
    chat::{
        BlockReason, Chunk, Citation, Content, Ending, FinishReason, Grounding, GroundingSource,
        Input, Message, MessageState, Metadata, Record, Session, Unreadable, Usage,
    },
};

use super::{arrive, chunk, part, send};
use crate::reading::answer;

const CUT_OFF: MessageState = MessageState::Ended(Ending::Interrupted(None));

/// Checks the JSON of a message, and what it is read back as.
#[track_caller]
fn check(message: &Message, json: &str, state: &MessageState) {
    let record = Record::of(message);
    assert_eq!(record.to_json(), json);
    let back = Record::read(json).unwrap();
    assert_eq!(back.content, *message.content());
    assert_eq!(back.state, *state);
}

#[track_caller]
fn check_ending(ending: Ending, json: &str) {
    // These endings only occur in an answer without text.
    let (chunks, parts) = match ending {
        Ending::Empty | Ending::Failed(_) | Ending::PromptBlocked(_) => (vec![], ""),
        _ => (vec![chunk(&["Hi"])], r#"{"text":"Hi"}"#),
    };
    let message = answer(&chunks, ending);
    let json = format!(r#"{{"v":1,"role":"model","parts":[{parts}],{json}}}"#);
    check(&message, &json, message.state());
}

#[test]
fn what_was_said() {
    let session = Session::new(vec![Content::user("día 🌍\n\"")]);
    check(
        &session.messages()[0],
        r#"{"v":1,"role":"user","parts":[{"text":"día 🌍\n\""}],"state":"said"}"#,
        &MessageState::Said,
    );
}

#[test]
fn every_ending() {
    let reason = FinishReason::MaxTokens;
    check_ending(
        Ending::Finished(reason),
        r#""state":"finished","reason":"MAX_TOKENS""#,
    );
    check_ending(
        Ending::Finished("NEW".into()),
        r#""state":"finished","reason":"NEW""#,
    );
    check_ending(
        Ending::PromptBlocked(BlockReason::Jailbreak),
        r#""state":"prompt-blocked","reason":"JAILBREAK""#,
    );
    check_ending(Ending::Interrupted(None), r#""state":"interrupted""#);
    check_ending(Ending::Empty, r#""state":"empty""#);
    check_ending(Ending::Stopped, r#""state":"stopped""#);
    let error = Error::new(ErrorKind::Overloaded)
        .with_code(503)
        .with_status("UNAVAILABLE")
        .with_detail("The model is overloaded.");
    let json = r#""error":{"kind":"overloaded","code":503,"status":"UNAVAILABLE","detail":"The model is overloaded."}"#;
    check_ending(
        Ending::Interrupted(Some(error.clone())),
        &format!(r#""state":"interrupted",{json}"#),
    );
    check_ending(
        Ending::Failed(error),
        &format!(r#""state":"failed",{json}"#),
    );
    check_ending(
        Ending::Failed(ErrorKind::Network.into()),
        r#""state":"failed","error":{"kind":"network"}"#,
    );
}

#[test]
fn what_was_on_its_way_was_cut_off() {
    let mut session = Session::new(vec![]);
    let run = send(&mut session, "Hello");
    let waiting = r#"{"v":1,"role":"model","parts":[],"state":"open"}"#;
    check(&session.messages()[1], waiting, &CUT_OFF);
    arrive(&mut session, run, &["Once"]);
    let streaming = r#"{"v":1,"role":"model","parts":[{"text":"Once"}],"state":"open"}"#;
    check(&session.messages()[1], streaming, &CUT_OFF);
}

#[test]
fn parts_are_kept_byte_for_byte() {
    let parts = [
        r#"{"text":"thought","thought":true}"#,
        r#"{ "functionCall" : {"name":"f","args":{"b":1.0,"a":[]}} ,"thoughtSignature":"c2ln"}"#,
        r#"{"text":"\ud83d\ude0a\/","thoughtSignature":"c2ln"}"#,
        r#"{"hologram":{"v":2,"text":"no"}}"#,
        "{}",
    ];
    let message = answer(&[chunk(&parts)], Ending::Stopped);
    let json = format!(
        r#"{{"v":1,"role":"model","parts":[{}],"state":"stopped"}}"#,
        parts.join(",")
    );
    check(&message, &json, message.state());
}

#[test]
fn the_model_and_what_came_with_the_answer() {
    let mut record = Record::of(&answer(&[full()], Ending::Finished(FinishReason::Stop)));
    record.model = Some("gemini-4".into());
    let json = record.to_json();
    assert!(json.contains(r#""model":"gemini-4""#), "{json}");
    assert!(json.contains(r#""usage":{"totalTokenCount":7}"#), "{json}");
    let back = Record::read(&json).unwrap();
    assert_eq!(back, record);
    let side = back.metadata;
    assert_eq!(side.citations[0].uri.as_deref(), Some("https://a.example"));
    let grounding = side.grounding.unwrap();
    assert_eq!(grounding.raw.unwrap().get(), r#"{ "x": [1.0] }"#);
}

/// Returns a chunk with every stored field besides its text.
fn full() -> Chunk {
    let raw = |json| {
        serde_json::from_str::<&serde_json::value::RawValue>(json)
            .unwrap()
            .into()
    };
    with! {
        citations: vec![with! {
            end_index: 2,
            uri: Some("https://a.example".into()),
            ..Citation::default()
        }],
        grounding: Some(with! {
            web_search_queries: vec!["why".into()],
            sources: vec![with! {
                uri: None,
                title: Some("A page".into()),
                ..GroundingSource::default()
            }],
            raw: Some(raw(r#"{ "x": [1.0] }"#)),
            ..Grounding::default()
        }),
        usage: Some(with! {
            total_token_count: Some(7),
            ..Usage::default()
        }),
        finish_message: Some("done".into()),
        url_context: Some(raw("[ ]")),
        model_version: Some("4-001".into()),
        response_id: Some("id".into()),
        ..chunk(&["Hi"])
    }
}

/// Returns a valid record with more fields at the end.
fn with(more: &str) -> String {
    format!(r#"{{"v":1,"role":"model","parts":[{{"text":"Hi"}}],{more}}}"#)
}

#[test]
fn what_cannot_be_read() {
    for json in [
        "",
        "7",
        "null",
        "[]",
        "{}",
        "{",
        r#""v""#,
        r#"{"v":0}"#,
        r#"{"v":"1"}"#,
        r#"{"v":1.5}"#,
        r#"{"v":-2}"#,
        r#"{"v":1}"#,
        r#"{"role":"model","parts":[],"state":"said"}"#,
        r#"{"v":1,"role":"judge","parts":[],"state":"said"}"#,
        r#"{"v":1,"role":"model","parts":[7],"state":"said"}"#,
        r#"{"v":1,"role":"model","parts":{},"state":"said"}"#,
        r#"{"v":1,"role":"model","parts":[],"state":"said""#,
        &with(r#""state":"lost""#),
        &with(r#""state":"finished""#),
        &with(r#""state":"prompt-blocked""#),
        &with(r#""state":"failed""#),
        &with(r#""state":"failed","error":"network""#),
    ] {
        assert_eq!(Record::read(json), Err(Unreadable::Damaged), "{json}");
    }
    for json in [
        r#"{"v":2}"#,
        r#"{"v":18446744073709551615,"role":7}"#,
        r#"{"v":2,"role":"model","parts":[],"state":"said"}"#,
    ] {
        assert_eq!(Record::read(json), Err(Unreadable::Newer), "{json}");
    }
}

#[test]
fn what_is_strange_beside_the_text_is_passed_over() {
    for more in [
        r#""state":"stopped","new":{"a":[1]}"#,
        r#""state":"stopped","side":7"#,
        r#""state":"stopped","side":{"usage":"much"}"#,
        r#""state":"stopped","side":{"citations":[7]},"model":null"#,
        r#""state":"stopped","side":{"new":7}"#,
    ] {
        let record = Record::read(&with(more)).unwrap();
        assert_eq!(record.content.text(), "Hi", "{more}");
        assert_eq!(record.metadata, Metadata::default(), "{more}");
    }
    let record = Record::read(&with(
        r#""state":"failed","error":{"kind":"new","code":599}"#,
    ));
    let error = Error::new(ErrorKind::Unknown).with_code(599);
    assert_eq!(
        record.unwrap().state,
        MessageState::Ended(Ending::Failed(error))
    );
}

#[test]
fn every_kind_of_error_has_a_lasting_name() {
    let names = [
        "empty-message",
        "network",
        "offline",
        "invalid-request",
        "invalid-history",
        "invalid-key",
        "no-credentials",
        "permission-denied",
        "region-not-supported",
        "model-not-found",
        "too-large",
        "rate-limited",
        "quota-exceeded",
        "overloaded",
        "timeout",
        "cancelled",
        "internal",
        "not-gemini",
        "malformed-response",
        "blocked",
        "unknown",
    ];
    for name in names {
        assert_eq!(ErrorKind::from_name(name).map(ErrorKind::name), Some(name));
    }
    assert_eq!(ErrorKind::from_name("Network"), None);
}

fn parts() -> impl Strategy<Value = Vec<String>> {
    let some = prop::sample::select(vec![
        r#"{"text":"t","thought":true}"#,
        r#"{"text":"","thoughtSignature":"c2ln"}"#,
        r#"{"functionCall":{"name":"f","args":{"a":1.50}}}"#,
        r#"{ "inlineData": {"mimeType":"image/png","data":"AA=="} }"#,
        r#"{"text":"\ud83d","x":null}"#,
    ]);
    let part = prop_oneof![3 => "[^{].{0,20}", 1 => some.prop_map(str::to_owned), 1 => Just(String::new())];
    prop::collection::vec(part, 0..6)
}

fn ending() -> impl Strategy<Value = Option<Ending>> {
    let kinds = ["network", "rate-limited", "internal", "unknown"];
    let kind = prop::sample::select(
        kinds
            .map(|name| ErrorKind::from_name(name).unwrap())
            .to_vec(),
    );
    let error = (
        kind,
        any::<Option<u16>>(),
        any::<Option<String>>(),
        ".{0,9}",
    );
    let error = error.prop_map(|(kind, code, status, detail)| {
        let error = Error::new(kind).with_detail(detail);
        let error = code.map_or(error.clone(), |code| error.with_code(code));
        status.map_or(error.clone(), |status| error.with_status(status))
    });
    let error = error.boxed();
    prop_oneof![
        Just(None),
        Just(Some(Ending::Empty)),
        Just(Some(Ending::Stopped)),
        "[A-Z_]{0,9}".prop_map(|reason| Some(Ending::Finished(reason.as_str().into()))),
        "[A-Z_]{0,9}".prop_map(|reason| Some(Ending::PromptBlocked(reason.as_str().into()))),
        prop::option::of(error.clone()).prop_map(|error| Some(Ending::Interrupted(error))),
        error.prop_map(|error| Some(Ending::Failed(error))),
    ]
}

/// A prompt of any parts, and an answer that came in any pieces and may have ended.
fn session() -> impl Strategy<Value = Session> {
    let pieces = prop::collection::vec((parts(), any::<bool>()), 0..4);
    (parts(), pieces, ending()).prop_map(|(prompt, pieces, ending)| {
        let mut prompt: Vec<_> = prompt.iter().map(|json| part(json)).collect();
        prompt.push("!".into());
        let mut session = Session::new(vec![]);
        let run = send(
            &mut session,
            Content {
                parts: prompt,
                ..Content::user("")
            },
        );
        for (parts, is_full) in pieces {
            let parts: Vec<_> = parts.iter().map(String::as_str).collect();
            let side = if is_full { full() } else { Chunk::default() };
            let chunk = with! {
                parts: chunk(&parts).parts,
                ..side
            };
            session.handle(Input::Arrived(run, Box::new(chunk)));
        }
        if let Some(ending) = ending {
            session.handle(Input::Ended(run, ending));
        }
        session
    })
}

fn json() -> impl Strategy<Value = String> {
    session().prop_map(|session| Record::of(&session.messages()[1]).to_json())
}

proptest! {
    #[test]
    fn any_message_comes_back(session in session()) {
        for message in session.messages() {
            let mut record = Record::of(message);
            let back = Record::read(&record.to_json()).unwrap();
            if message.is_open() {
                record.state = CUT_OFF;
            }
            prop_assert_eq!(&back, &record);
            prop_assert_eq!(Record::read(&back.to_json()).unwrap(), record);
        }
    }

    #[test]
    fn a_piece_of_a_record_is_damaged(json in json(), at in any::<prop::sample::Index>()) {
        let cut = json.floor_char_boundary(at.index(json.len()));
        prop_assert_eq!(Record::read(&json[..cut]), Err(Unreadable::Damaged));
    }

    #[test]
    fn no_json_is_too_strange(
        json in json(),
        at in any::<prop::sample::Index>(),
        length in 0..9_usize,
        new in prop_oneof![".{0,3}", "[\\[\\]{}\",:0-9a-z]{0,4}"],
    ) {
        let start = json.floor_char_boundary(at.index(json.len()));
        let end = json.ceil_char_boundary((start + length).min(json.len()));
        let strange = format!("{}{new}{}", &json[..start], &json[end..]);
        if let Ok(record) = Record::read(&strange) {
            // A record that could be read must survive another round trip.
            prop_assert_eq!(Record::read(&record.to_json()), Ok(record));
        }
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        prop_assert!(Record::read(&text).is_err());
    }
}
