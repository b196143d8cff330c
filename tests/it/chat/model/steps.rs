//! Random events of a conversation.

use std::time::Duration;

use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof},
    sample::{Index, select},
};
use rill_chat::{
    Error, ErrorKind,
    chat::{Chunk, Content, Ending, FinishReason, PromptFeedback, Recovery, Role, Timer},
};

use crate::chat::part;

const CALL: &str = r#"{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"}"#;
const SIGNED: &str = r#"{"text":"signed ","thoughtSignature":"c2ln"}"#;
const SIGNATURE: &str = r#"{"text":"","thoughtSignature":"c2ln"}"#;
const THOUGHT: &str = r#"{"text":"Hm. ","thought":true}"#;
const RESPONSE: &str = r#"{"functionResponse":{"name":"f","response":{"output":1}}}"#;

/// How a conversation begins.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) history: Vec<Content>,
    pub(super) recovery: Recovery,
    pub(super) is_kept: bool,
    pub(super) seed: u64,
}

/// One event.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Send(Content),
    Retry,
    Defer,
    Continue,
    Stop,
    Leave,
    TakeBack,
    Clear,
    /// Restores messages of another conversation; if true, with an answer still on its way.
    Restore(Vec<Content>, bool),
    Arrive(Target, Box<Chunk>),
    Hear(Target),
    End(Target, Ending),
    /// Fires a timer, whether it was requested or not.
    Fire(Target, Timer),
    Online(Target),
    /// Fires one of the requested timers.
    Due(Index),
}

/// The run id that an input carries.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Current,
    /// One of the runs that are no longer current.
    Stale(Index),
}

pub(super) fn setting() -> impl Strategy<Value = Setting> {
    let seconds = |all: &'static [u64]| select(all).prop_map(Duration::from_secs);
    let recovery = (
        0..4u32,
        seconds(&[0, 1, u64::MAX]),
        seconds(&[0, 20, u64::MAX]),
        seconds(&[0, 10]),
        seconds(&[0, 5, 30, u64::MAX]),
        0..3u32,
    );
    let recovery = recovery.prop_map(
        |(attempts, base_delay, max_delay, silence_notice, silence_limit, continuations)| {
            Recovery {
                attempts,
                base_delay,
                max_delay,
                silence_notice,
                silence_limit,
                continuations,
                ..Recovery::default()
            }
        },
    );
    (history(), recovery, any::<bool>(), any::<u64>()).prop_map(
        |(history, recovery, is_kept, seed)| Setting {
            history,
            recovery,
            is_kept,
            seed,
        },
    )
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 0..40)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => said().prop_map(Step::Send),
        2 => Just(Step::Retry),
        1 => Just(Step::Defer),
        4 => Just(Step::Continue),
        2 => Just(Step::Stop),
        1 => Just(Step::Leave),
        1 => Just(Step::TakeBack),
        1 => Just(Step::Clear),
        1 => (history(), any::<bool>()).prop_map(|(history, open)| Step::Restore(history, open)),
        14 => (target(), chunk()).prop_map(|(target, chunk)| Step::Arrive(target, chunk.into())),
        1 => target().prop_map(Step::Hear),
        10 => (target(), ending()).prop_map(|(target, ending)| Step::End(target, ending)),
        2 => (target(), timer()).prop_map(|(target, timer)| Step::Fire(target, timer)),
        1 => target().prop_map(Step::Online),
        10 => any::<Index>().prop_map(Step::Due),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        8 => Just(Target::Current),
        1 => any::<Index>().prop_map(Target::Stale),
    ]
}

fn timer() -> impl Strategy<Value = Timer> {
    select(vec![Timer::Retry, Timer::Silence, Timer::Save])
}

fn said() -> impl Strategy<Value = Content> {
    select(vec!["Hello", "Again", " ", "", RESPONSE]).prop_map(|text| part(text).into())
}

fn model(parts: &[&str]) -> Content {
    Content {
        role: Role::Model,
        parts: parts.iter().map(|json| part(json)).collect(),
    }
}

/// Histories as they should be, and malformed ones.
fn history() -> impl Strategy<Value = Vec<Content>> {
    let call = || model(&[CALL]);
    let response = || Content::from(part(RESPONSE));
    select(vec![
        vec![],
        vec!["One".into(), model(&[THOUGHT, "Two "])],
        vec!["One".into(), model(&[SIGNED])],
        vec!["One".into(), call(), response(), model(&["Done. "])],
        vec!["One".into(), call(), response()],
        vec!["One".into(), call()],
        vec![response(), model(&["For nothing. "])],
        vec!["One".into()],
        vec!["One".into(), "Two".into(), model(&[]), model(&["Three "])],
        vec![model(&["Welcome. "])],
    ])
}

fn chunk() -> impl Strategy<Value = Chunk> {
    let parts = vec(
        prop_oneof![
            8 => "[a-c]{1,2} ".prop_map(|text| part(&text)),
            3 => Just(part(THOUGHT)),
            1 => select(vec![SIGNED, SIGNATURE, CALL, "{}", "", " "]).prop_map(part),
        ],
        0..3,
    );
    let token = prop_oneof![3 => Just(""), 1 => select(vec!["a", "b"])];
    let reason = prop_oneof![4 => Just(None), 1 => reason().prop_map(Some)];
    let blocked = prop_oneof![12 => Just(false), 1 => Just(true)];
    (parts, token, reason, blocked).prop_map(|(parts, token, finish_reason, blocked)| {
        with! {
            parts: parts,
            finish_reason: finish_reason,
            continuation_token: (!token.is_empty()).then(|| token.into()),
            prompt_feedback: blocked.then(|| with! {
                block_reason: Some("SAFETY".into()),
                ..PromptFeedback::default()
            }),
            ..Chunk::default()
        }
    })
}

fn reason() -> impl Strategy<Value = FinishReason> {
    select(vec!["STOP", "MAX_TOKENS", "CONTINUATION", "SAFETY", "NEW"]).prop_map(FinishReason::from)
}

fn ending() -> impl Strategy<Value = Ending> {
    prop_oneof![
        4 => reason().prop_map(Ending::Finished),
        1 => Just(Ending::PromptBlocked("SAFETY".into())),
        2 => Just(Ending::Interrupted(None)),
        2 => error().prop_map(|error| Ending::Interrupted(Some(error))),
        1 => Just(Ending::Empty),
        5 => error().prop_map(Ending::Failed),
    ]
}

fn error() -> impl Strategy<Value = Error> {
    let kinds = vec![
        ErrorKind::Network,
        ErrorKind::Offline,
        ErrorKind::InvalidRequest,
        ErrorKind::InvalidHistory,
        ErrorKind::InvalidKey,
        ErrorKind::RateLimited,
        ErrorKind::QuotaExceeded,
        ErrorKind::Overloaded,
        ErrorKind::Timeout,
        ErrorKind::NotGemini,
        ErrorKind::MalformedResponse,
    ];
    let asked = select(vec![None, Some(0), Some(7), Some(u64::MAX)]);
    (select(kinds), asked).prop_map(|(kind, asked)| {
        let error = Error::new(kind);
        match asked {
            Some(asked) => error.with_retry_delay(Duration::from_secs(asked)),
            None => error,
        }
    })
}
