//! How chunks become one message: what is joined, what is kept, and which of several values counts.

use rill_chat::chat::{
    Chunk, Citation, Ending, FinishClass, FinishReason, Grounding, GroundingSource, Metadata,
    PromptFeedback, SafetyRating, Usage,
};

use super::chunk;
use crate::reading::answer;

const END: Ending = Ending::Stopped;

/// Checks the parts of the message that these chunks of parts become.
#[track_caller]
fn check(chunks: &[&[&str]], parts: &[&str]) {
    let chunks: Vec<_> = chunks.iter().map(|parts| chunk(parts)).collect();
    let message = answer(&chunks, END);
    let got: Vec<_> = message
        .content()
        .parts
        .iter()
        .map(|part| part.to_json())
        .collect();
    assert_eq!(got, parts);
}

#[test]
fn plain_texts_are_joined() {
    check(&[&["a"], &["b"], &["c", "d"]], &[r#"{"text":"abcd"}"#]);
    check(&[&[""], &["a"], &[""]], &[r#"{"text":"a"}"#]);
    check(&[&[], &["a"], &[]], &[r#"{"text":"a"}"#]);
    check(&[], &[]);
}

#[test]
fn thoughts_are_joined_among_themselves() {
    let (a, b) = (
        r#"{"text":"a","thought":true}"#,
        r#"{"thought": true, "text": "b"}"#,
    );
    check(
        &[&[a], &[b], &["c"]],
        &[r#"{"text":"ab","thought":true}"#, r#"{"text":"c"}"#],
    );
    check(&[&[a, "c", a]], &[a, r#"{"text":"c"}"#, a]);
}

/// A signature is valid for exactly its own part.
#[test]
fn signed_parts_stand_alone() {
    let signed = r#"{"text": "s", "thoughtSignature": "c2ln"}"#;
    check(
        &[&["a"], &[signed], &["b"]],
        &[r#"{"text":"a"}"#, signed, r#"{"text":"b"}"#],
    );
    check(&[&[signed], &[signed]], &[signed, signed]);
    let empty = r#"{"text":"","thoughtSignature":"c2ln"}"#;
    check(&[&["a"], &[empty]], &[r#"{"text":"a"}"#, empty]);
    let thought = r#"{"text":"t","thought":true,"thoughtSignature":"c2ln"}"#;
    let plain = r#"{"text":"t","thought":true}"#;
    check(&[&[plain], &[thought], &[plain]], &[plain, thought, plain]);
}

#[test]
fn other_parts_are_kept_byte_for_byte() {
    let parts = [
        r#"{ "functionCall" : {"name":"f","args":{"b":1.0,"a":[]}} }"#,
        r#"{"inlineData":{"mimeType":"image/png","data":"AA=="}}"#,
        r#"{"executableCode":{"language":"PYTHON","code":"print(\"\u00e9\")"}}"#,
        r#"{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"é\n"}}"#,
        r#"{"hologram":{"text":"no"}}"#,
        r#"{"text":"a","partMetadata":{"x":1}}"#,
        r#"{"text":"a","thought":false}"#,
        "{}",
    ];
    check(&[&parts], &parts);
    check(
        &[&["a"], &parts[..1], &["b"]],
        &[r#"{"text":"a"}"#, parts[0], r#"{"text":"b"}"#],
    );
    // A surrogate pair, and an escape that re-encoding would change.
    let escaped = r#"{"text":"\ud83d\ude0a\/","thoughtSignature":"c2ln"}"#;
    check(&[&[escaped]], &[escaped]);
    let message = answer(&[chunk(&[escaped])], END);
    assert_eq!(message.text(), "😊/");
}

/// Relays that cut text by UTF-16 units send lone surrogates: the rest of the text stays.
#[test]
fn half_a_surrogate_pair() {
    let message = answer(
        &[
            chunk(&[r#"{"text":"Once \ud83d"}"#]),
            chunk(&[r#"{"text":"\ude0a upon"}"#]),
        ],
        END,
    );
    let text = message.text();
    assert!(
        text.starts_with("Once \u{fffd}") && text.ends_with("\u{fffd} upon"),
        "{text}"
    );
}

/// Returns the merged metadata of these chunks.
fn metadata(chunks: &[Chunk]) -> Metadata {
    answer(chunks, END).metadata().clone()
}

#[test]
fn the_last_count_of_each_kind() {
    let usage = |prompt: Option<u64>, total: Option<u64>| {
        with! {
            usage: Some(with! {
                prompt_token_count: prompt,
                total_token_count: total,
                ..Usage::default()
            }),
            ..Chunk::default()
        }
    };
    let got = metadata(&[
        usage(Some(16), None),
        usage(Some(13), Some(60)),
        usage(None, Some(0)),
    ]);
    assert_eq!(got.usage.prompt_token_count, Some(13));
    assert_eq!(got.usage.total_token_count, Some(0));
    assert_eq!(got.usage.candidates_token_count, None);
}

#[test]
fn citations_are_a_union() {
    let cite = |uri: &str| {
        with! {
            uri: Some(uri.to_owned()),
            ..Citation::default()
        }
    };
    let citing = |uris: &[&str]| {
        with! {
            citations: uris.iter().map(|uri| cite(uri)).collect(),
            ..Chunk::default()
        }
    };
    let got = metadata(&[citing(&["a", "b"]), citing(&[]), citing(&["b", "c"])]);
    assert_eq!(got.citations, [cite("a"), cite("b"), cite("c")]);
}

#[test]
fn the_last_grounding_with_sources() {
    let grounded = |titles: &[&str]| {
        with! {
            grounding: Some(with! {
                sources: titles
                    .iter()
                    .map(|title| with! {
                        uri: None,
                        title: Some((*title).to_owned()),
                        ..GroundingSource::default()
                    })
                    .collect(),
                ..Grounding::default()
            }),
            ..Chunk::default()
        }
    };
    let first = |chunks: &[Chunk]| {
        let sources = metadata(chunks).grounding?.sources;
        Some(sources.first()?.title.clone().unwrap())
    };
    assert_eq!(
        first(&[grounded(&["a"]), grounded(&["b"])]).as_deref(),
        Some("b")
    );
    assert_eq!(
        first(&[grounded(&["a"]), grounded(&[])]).as_deref(),
        Some("a")
    );
    assert_eq!(first(&[grounded(&[])]), None);
    assert!(metadata(&[grounded(&[])]).grounding.is_some());
}

/// Checks the sources of an answer that is grounded in some and quotes others, each as its address
/// and title.
#[track_caller]
fn check_sources(
    grounded: &[(Option<&str>, Option<&str>)],
    quoted: &[(Option<&str>, Option<&str>)],
    expected: &[(Option<&str>, Option<&str>)],
) {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let source = |(uri, title): &(Option<&str>, Option<&str>)| {
        with! {
            uri: owned(*uri),
            title: owned(*title),
            ..GroundingSource::default()
        }
    };
    let cite = |(uri, title): &(Option<&str>, Option<&str>)| {
        with! {
            uri: owned(*uri),
            title: owned(*title),
            ..Citation::default()
        }
    };
    let got = metadata(&[with! {
        grounding: Some(with! {
            sources: grounded.iter().map(source).collect(),
            ..Grounding::default()
        }),
        citations: quoted.iter().map(cite).collect(),
        ..Chunk::default()
    }]);
    let expected: Vec<_> = expected.iter().map(source).collect();
    assert_eq!(got.sources(), expected);
}

#[test]
fn each_source_once() {
    let (a, b) = (Some("https://a.example"), Some("https://b.example"));
    let (one, two) = (Some("One"), Some("Two"));
    check_sources(&[], &[], &[]);
    check_sources(&[(a, one)], &[(b, two)], &[(a, one), (b, two)]);
    check_sources(&[(a, one), (a, two)], &[(a, None)], &[(a, one)]);
    check_sources(
        &[(None, one), (None, two)],
        &[(None, one)],
        &[(None, one), (None, two)],
    );
    check_sources(&[(a, one), (None, one)], &[], &[(a, one), (None, one)]);
    check_sources(&[(a, None)], &[(a, one), (a, two)], &[(a, one)]);
    let blank = Some(" ");
    check_sources(
        &[(None, None), (blank, blank), (a, blank)],
        &[],
        &[(a, None)],
    );
    check_sources(
        &[(blank, one), (blank, two)],
        &[],
        &[(None, one), (None, two)],
    );
    check_sources(
        &[(Some(" https://a.example"), one)],
        &[(a, two)],
        &[(a, one)],
    );
    let titles: Vec<_> = (0..200).map(|i| i.to_string()).collect();
    let many: Vec<_> = titles
        .iter()
        .map(|title| (None, Some(title.as_str())))
        .collect();
    check_sources(&many, &many, &many[..100]);
}

#[test]
fn the_first_feedback_unless_a_later_one_blocks() {
    let feedback = |reason: Option<&str>, category: &str| {
        with! {
            prompt_feedback: Some(with! {
                block_reason: reason.map(Into::into),
                safety_ratings: vec![with! {
                    category: category.to_owned(),
                    ..SafetyRating::default()
                }],
                ..PromptFeedback::default()
            }),
            ..Chunk::default()
        }
    };
    let reason = |chunks: &[Chunk]| {
        let feedback = metadata(chunks).prompt_feedback.unwrap();
        let reason = feedback
            .block_reason
            .map(|reason| reason.as_str().to_owned());
        (reason, feedback.safety_ratings[0].category.clone())
    };
    let (plain, safety) = (feedback(None, "a"), feedback(Some("SAFETY"), "b"));
    let other = feedback(Some("OTHER"), "c");
    let safe = (Some("SAFETY".to_owned()), "b".to_owned());
    assert_eq!(reason(&[plain.clone(), safety.clone()]), safe);
    assert_eq!(reason(&[safety, other, plain.clone()]), safe);
    assert_eq!(
        reason(&[plain, feedback(None, "d")]),
        (None, "a".to_owned())
    );
}

#[test]
fn the_last_of_everything_else() {
    let named = |n: &str, category: &str| {
        with! {
            finish_message: Some(n.to_owned()),
            model_version: Some(n.to_owned()),
            response_id: Some(n.to_owned()),
            safety_ratings: vec![with! {
                category: category.to_owned(),
                ..SafetyRating::default()
            }],
            ..Chunk::default()
        }
    };
    let got = metadata(&[named("1", "a"), named("2", "b"), Chunk::default()]);
    assert_eq!(got.finish_message.as_deref(), Some("2"));
    assert_eq!(got.model_version.as_deref(), Some("2"));
    assert_eq!(got.response_id.as_deref(), Some("2"));
    assert_eq!(got.safety_ratings.len(), 1);
    assert_eq!(got.safety_ratings[0].category, "b");
}

#[test]
fn classes_of_finish_reasons() {
    let classes = [
        (FinishClass::Complete, &["STOP"][..]),
        (FinishClass::Truncated, &["MAX_TOKENS", "CONTINUATION"]),
        (
            FinishClass::Blocked,
            &[
                "SAFETY",
                "PROHIBITED_CONTENT",
                "BLOCKLIST",
                "SPII",
                "RECITATION",
                "LANGUAGE",
                "IMAGE_SAFETY",
                "IMAGE_PROHIBITED_CONTENT",
                "IMAGE_OTHER",
                "IMAGE_RECITATION",
                "MODEL_ARMOR",
                "PUP_LIMITED_DISABLED",
            ],
        ),
        (
            FinishClass::ModelFault,
            &[
                "MALFORMED_FUNCTION_CALL",
                "UNEXPECTED_TOOL_CALL",
                "TOO_MANY_TOOL_CALLS",
                "MALFORMED_RESPONSE",
                "MISSING_THOUGHT_SIGNATURE",
                "OTHER",
                "NO_IMAGE",
            ],
        ),
        (
            FinishClass::Unknown,
            &[
                "FINISH_REASON_UNSPECIFIED",
                "ESCALATION",
                "FAKE_ENUM",
                "stop",
                "",
            ],
        ),
    ];
    for (class, names) in classes {
        for name in names {
            let reason = FinishReason::from(*name);
            assert_eq!(reason.class(), class, "{name}");
            assert_eq!(reason.as_str(), *name, "a name goes out as it came in");
        }
    }
}
