//! The model: what the reader has been shown, and which automatic attempts are allowed.

use rill_chat::{
    Error, ErrorKind,
    chat::{Chunk, Content, Ending, FinishClass, FinishReason, Message, Part, Recovery, Role},
};

/// One message, as it must appear in the transcript.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) role: Role,
    pub(super) parts: Vec<Part>,
    pub(super) ending: Option<Ending>,
}

impl Turn {
    pub(super) fn new(content: &Content) -> Self {
        Self {
            role: content.role,
            parts: content.parts.clone(),
            ending: None,
        }
    }

    /// Creates the turn of a message that is restored on another visit.
    pub(super) fn kept(message: &Message) -> Self {
        let cut_off = message.is_open().then_some(Ending::Interrupted(None));
        Self {
            ending: message.ending().cloned().or(cut_off),
            ..Self::new(message.content())
        }
    }

    pub(super) fn has_answer(&self) -> bool {
        self.parts.iter().any(is_seen)
    }

    fn add(&mut self, part: &Part) {
        let plain = |part: &Part, text: &str| *part == Part::text(text);
        let joined = self.parts.last().and_then(|last| {
            if let (Some(old), Some(new)) = (last.as_text(), part.as_text())
                && plain(last, &old)
                && plain(part, &new)
            {
                return Some(Part::text(format!("{old}{new}")));
            }
            let (old, new) = (last.as_thought()?, part.as_thought()?);
            let text = serde_json::json!({"text": format!("{old}{new}"), "thought": true});
            Part::from_json(&text).ok()
        });
        match joined {
            Some(joined) => *self.parts.last_mut().unwrap() = joined,
            None => self.parts.push(part.clone()),
        }
    }
}

fn is_seen(part: &Part) -> bool {
    !part.is_empty() && part.as_thought().is_none()
}

/// What the reader has been shown, and how the last answer came about.
#[derive(Debug)]
pub(super) struct Expected {
    recovery: Recovery,
    pub(super) turns: Vec<Turn>,
    /// The answer that a retry replaces.
    old: Option<Turn>,
    pub(super) attempts: Attempts,
}

/// The requests of the last answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts {
    /// The last continuation token.
    pub(super) token: Option<Box<str>>,
    /// Whether anything has arrived since that token.
    has_output_since_token: bool,
    /// Whether a finish reason or prompt feedback has arrived.
    is_over: bool,
    /// Whether the answer is continued by its text.
    pub(super) is_seamed: bool,
    /// Whether the current request has brought anything visible.
    is_seen: bool,
    /// The parts before the current request.
    before: Vec<Part>,
    /// How many attempts in a row brought nothing visible.
    row: u32,
    reconnects: u32,
    continuations: u32,
    is_repaired: bool,
}

impl Attempts {
    fn place(&self) -> Option<Box<str>> {
        let is_place = !self.has_output_since_token && !self.is_over;
        self.token.clone().filter(|_| is_place)
    }
}

impl Expected {
    pub(super) fn new(recovery: Recovery, history: &[Content]) -> Self {
        Self {
            recovery,
            turns: history.iter().map(Turn::new).collect(),
            old: None,
            attempts: Attempts::default(),
        }
    }

    pub(super) fn last(&self) -> Option<&Turn> {
        self.turns.last()
    }

    /// Starts an answer after the last prompt.
    pub(super) fn begins(&mut self) {
        self.turns.push(Turn {
            role: Role::Model,
            parts: vec![],
            ending: None,
        });
        self.attempts = Attempts {
            row: 1,
            ..Attempts::default()
        };
    }

    /// Removes the last answer, and keeps it in case a retry fails.
    pub(super) fn makes_room(&mut self) {
        if self.last().is_some_and(|last| last.role == Role::Model) {
            self.old = self.turns.pop().filter(Turn::has_answer);
        }
    }

    /// Continues the last answer: from the token if it is usable, else by its text.
    pub(super) fn goes_on(&mut self, continuations: u32) {
        let last = self.turns.last_mut().unwrap();
        last.ending = None;
        let token = self.attempts.place();
        self.attempts = Attempts {
            is_seamed: token.is_none(),
            token,
            before: last.parts.clone(),
            row: 1,
            continuations,
            ..Attempts::default()
        };
    }

    pub(super) fn clears(&mut self) {
        self.turns.clear();
        self.old = None;
        self.attempts = Attempts::default();
    }

    pub(super) fn arrives(&mut self, chunk: &Chunk) {
        let last = self.turns.last_mut().unwrap();
        chunk.parts.iter().for_each(|part| last.add(part));
        let attempts = &mut self.attempts;
        if chunk.parts.iter().any(|part| !part.is_empty()) {
            attempts.has_output_since_token = true;
            attempts.reconnects = 0;
        }
        if chunk.parts.iter().any(is_seen) {
            attempts.is_seen = true;
            self.old = None;
        }
        if chunk.continuation_token.is_some() {
            attempts.token.clone_from(&chunk.continuation_token);
            attempts.has_output_since_token = false;
            attempts.reconnects = 0;
        }
        attempts.is_over |= chunk.finish_reason.is_some() || chunk.prompt_feedback.is_some();
    }

    /// Ends the last answer, without another attempt.
    pub(super) fn settles(&mut self, ending: &Ending) {
        let last = self.turns.last_mut().unwrap();
        match self.old.take() {
            Some(old) if !last.has_answer() => {
                *last = old;
                if let Some(error) = trouble(ending) {
                    last.ending = Some(Ending::Interrupted(Some(error)));
                }
                self.attempts = Attempts::default();
            }
            _ => {
                let is_of_no_text = matches!(
                    ending,
                    Ending::Failed(_) | Ending::Empty | Ending::PromptBlocked(_)
                );
                let is_broken = is_of_no_text && last.has_answer();
                let broken = is_broken.then(|| Ending::Interrupted(trouble(ending)));
                last.ending = Some(broken.unwrap_or_else(|| ending.clone()));
            }
        }
    }

    /// Ends a request that another one follows automatically. There must be a reason for that.
    #[track_caller]
    pub(super) fn is_tried_again(&mut self, ending: &Ending) {
        let attempts = &mut self.attempts;
        let hops = *ending == Ending::Finished(FinishReason::Continuation)
            && attempts.token.is_some()
            && !attempts.has_output_since_token;
        let mut keeps = attempts.is_seen;
        if hops {
            keeps = true;
            attempts.row = 1;
        } else if attempts.place().is_some() && is_dropped(ending) && attempts.reconnects < 3 {
            keeps = true;
            attempts.reconnects += 1;
        } else if attempts.is_seen {
            assert!(
                attempts.continuations < self.recovery.continuations,
                "{ending:?}"
            );
            let continuations = attempts.continuations + 1;
            return self.goes_on(continuations);
        } else {
            assert_eq!(
                attempts.token, None,
                "after a place nothing is tried from the start"
            );
            if kind(ending) == Some(ErrorKind::InvalidHistory) {
                assert!(!attempts.is_repaired);
                attempts.is_repaired = true;
            } else {
                assert!(may_pass(ending), "{ending:?}");
                assert!(attempts.row < self.recovery.attempts);
                attempts.row += 1;
            }
        }
        let last = self.turns.last_mut().unwrap();
        if !keeps {
            last.parts.clone_from(&attempts.before);
        }
        attempts.before.clone_from(&last.parts);
        attempts.is_seen = false;
        attempts.is_over = false;
    }
}

/// Returns the error that an ending is reported as when the answer had a text before.
fn trouble(ending: &Ending) -> Option<Error> {
    match ending {
        Ending::Failed(error) | Ending::Interrupted(Some(error)) => Some(error.clone()),
        Ending::PromptBlocked(reason) => {
            Some(Error::new(ErrorKind::Blocked).with_detail(reason.as_str()))
        }
        Ending::Finished(reason) => Some(match reason.class() {
            FinishClass::Blocked => Error::new(ErrorKind::Blocked).with_detail(reason.as_str()),
            _ => Error::new(ErrorKind::Internal)
                .with_detail(format!("nothing but {}", reason.as_str())),
        }),
        Ending::Empty => Some(ErrorKind::Network.into()),
        _ => None,
    }
}

fn kind(ending: &Ending) -> Option<ErrorKind> {
    match ending {
        Ending::Failed(error) | Ending::Interrupted(Some(error)) => Some(error.kind()),
        _ => None,
    }
}

fn is_dropped(ending: &Ending) -> bool {
    match ending {
        Ending::Interrupted(None) | Ending::Empty => true,
        _ => matches!(
            kind(ending),
            Some(ErrorKind::Network | ErrorKind::MalformedResponse)
        ),
    }
}

fn may_pass(ending: &Ending) -> bool {
    let passes = |error: &Error| {
        matches!(
            error.kind(),
            ErrorKind::Network
                | ErrorKind::RateLimited
                | ErrorKind::Overloaded
                | ErrorKind::Timeout
        )
    };
    match ending {
        Ending::Interrupted(None) | Ending::Empty => true,
        Ending::Failed(error) | Ending::Interrupted(Some(error)) => passes(error),
        _ => false,
    }
}
