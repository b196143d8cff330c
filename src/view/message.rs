//! A message as signals.

use leptos::prelude::*;

use super::{live_text::LiveText, notice::Notice};
use crate::chat::{Chunk, Ending, GroundingSource, Message, MessageId, MessageState, Pause, Role};

/// A message that a view can follow while it arrives. A handle: clones refer to the same message.
///
/// An effect or a memo that calls a method marked *Tracked* runs again when its result changes.
#[derive(Clone, Debug)]
pub struct LiveMessage {
    id: MessageId,
    role: Role,
    text: LiveText,
    has_text: ArcRwSignal<bool>,
    /// The summary of the model's thoughts, once it has begun.
    thoughts: ArcRwSignal<Option<LiveText>>,
    feedback: ArcRwSignal<Option<Feedback>>,
    references: ArcRwSignal<References>,
    silent: ArcRwSignal<bool>,
    state: ArcRwSignal<MessageState>,
}

/// The sources and searches of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
struct References {
    sources: Vec<GroundingSource>,
    searches: Vec<String>,
}

/// What a view shows of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// Nothing has arrived.
    Waiting,
    /// Thoughts have arrived, but no text.
    Thinking,
    /// Text is arriving.
    Writing,
    /// The answer will be requested again automatically.
    Pausing,
    /// No more will come.
    Over,
}

/// The user's rating of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Feedback {
    /// It helped.
    Up,
    /// It did not help.
    Down,
}

impl Feedback {
    /// Returns the name for events: `up` or `down`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl Phase {
    /// Returns the name for style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Thinking => "thinking",
            Self::Writing => "writing",
            Self::Pausing => "pausing",
            Self::Over => "over",
        }
    }
}

impl LiveMessage {
    pub(super) fn new(message: &Message) -> Self {
        let this = Self {
            id: message.id(),
            role: message.role(),
            text: LiveText::default(),
            has_text: ArcRwSignal::new(false),
            thoughts: ArcRwSignal::new(None),
            feedback: ArcRwSignal::new(None),
            references: ArcRwSignal::default(),
            silent: ArcRwSignal::new(message.is_silent()),
            state: ArcRwSignal::new(message.state().clone()),
        };
        this.think(&message.thoughts());
        this.push(&message.text());
        this.sync(message);
        this.set_references(message);
        this
    }

    /// Returns the id of this message: a key for keyed lists.
    pub fn id(&self) -> MessageId {
        self.id
    }

    /// Returns who speaks.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns the text so far, as it was written: Markdown, if the model wrote it. Tracked.
    pub fn text(&self) -> String {
        self.text.with(|document| document.text().to_owned())
    }

    /// Returns the text, parsed as Markdown, for a view to follow.
    pub fn live_text(&self) -> &LiveText {
        &self.text
    }

    /// Returns the state of the message. Tracked.
    pub fn state(&self) -> MessageState {
        self.state.get()
    }

    /// Returns how the message ended, if it has. Tracked.
    pub fn ending(&self) -> Option<Ending> {
        match self.state() {
            MessageState::Ended(ending) => Some(ending),
            MessageState::Said
            | MessageState::Waiting
            | MessageState::Pausing(_)
            | MessageState::Streaming => None,
        }
    }

    pub(super) fn state_untracked(&self) -> MessageState {
        self.state.get_untracked()
    }

    /// Returns the pause before the next attempt, if there is one. Tracked.
    pub fn pause(&self) -> Option<Pause> {
        match self.state() {
            MessageState::Pausing(pause) => Some(pause),
            MessageState::Said
            | MessageState::Waiting
            | MessageState::Streaming
            | MessageState::Ended(_) => None,
        }
    }

    /// Returns whether the server has been silent for a while. Tracked.
    pub fn is_silent(&self) -> bool {
        self.silent.get()
    }

    /// Returns what to show. Tracked.
    pub fn phase(&self) -> Phase {
        let phase = self.state.with(|state| match state {
            MessageState::Said | MessageState::Ended(_) => Some(Phase::Over),
            MessageState::Pausing(_) => Some(Phase::Pausing),
            MessageState::Waiting | MessageState::Streaming => None,
        });
        phase.unwrap_or_else(|| {
            if self.has_text() {
                Phase::Writing
            } else if self.thoughts.with(Option::is_some) {
                Phase::Thinking
            } else {
                Phase::Waiting
            }
        })
    }

    /// Returns the notice about how the message ended, if there is one. Tracked.
    pub fn notice(&self) -> Option<Notice> {
        Notice::of(&self.ending()?, self.has_text())
    }

    /// Returns whether the message has text that is not blank. Tracked.
    pub fn has_text(&self) -> bool {
        self.has_text.get()
    }

    /// Returns the summary of the model's thoughts, which grows like a text; `None` while there is
    /// none. Tracked.
    pub fn thoughts(&self) -> Option<LiveText> {
        self.thoughts.get()
    }

    /// Returns the [sources](crate::chat::Metadata::sources) of the answer; none before it has ended.
    /// Tracked.
    pub fn sources(&self) -> Vec<GroundingSource> {
        self.references
            .with(|references| references.sources.clone())
    }

    /// Returns the queries for which the model searched the web, each once; none before the answer
    /// has ended. Tracked.
    pub fn web_search_queries(&self) -> Vec<String> {
        self.references
            .with(|references| references.searches.clone())
    }

    /// Returns the user's rating of it. Tracked.
    pub fn feedback(&self) -> Option<Feedback> {
        self.feedback.get()
    }

    pub(super) fn set_feedback(&self, feedback: Option<Feedback>) {
        self.feedback.set(feedback);
    }

    /// Appends a chunk of the answer.
    pub(super) fn extend(&self, chunk: &Chunk) {
        let text = chunk.text();
        if !text.is_empty() {
            self.push(&text);
        }
        self.think(&chunk.thoughts());
    }

    /// Updates the state from the session's message.
    pub(super) fn sync(&self, message: &Message) {
        let changed = self.state.with_untracked(|old| old != message.state());
        if changed {
            self.state.set(message.state().clone());
            self.set_references(message);
        }
        set(&self.silent, message.is_silent());
        if message.is_open() {
            self.text.reopen();
            if let Some(thoughts) = self.thoughts.get_untracked() {
                thoughts.reopen();
            }
        } else {
            // No more will come, so unfinished Markdown at the end is read as it stands.
            self.text.finish();
            if let Some(thoughts) = self.thoughts.get_untracked() {
                thoughts.finish();
            }
        }
    }

    /// Updates the sources and searches: none while the answer is open, since they may change.
    fn set_references(&self, message: &Message) {
        let is_answer = message.role() == Role::Model && !message.is_open();
        let references =
            (is_answer && self.has_text.get_untracked()).then(|| References::of(message));
        let references = references.unwrap_or_default();
        self.references.maybe_update(|old| {
            let changed = *old != references;
            *old = references;
            changed
        });
    }

    /// Discards the thoughts of a failed attempt.
    pub(super) fn forget_thoughts(&self) {
        self.thoughts
            .maybe_update(|thoughts| thoughts.take().is_some());
    }

    fn think(&self, thoughts: &str) {
        if thoughts.is_empty() {
            return;
        }
        self.thoughts.maybe_update(|text| {
            let is_first = text.is_none();
            text.get_or_insert_default().push(thoughts);
            is_first
        });
    }

    fn push(&self, text: &str) {
        self.text.push(text);
        if !text.trim().is_empty() {
            set(&self.has_text, true);
        }
    }
}

impl References {
    fn of(message: &Message) -> Self {
        let metadata = message.metadata();
        let grounding = metadata.grounding.as_ref();
        let mut searches: Vec<String> = Vec::new();
        for query in grounding.iter().flat_map(|it| &it.web_search_queries) {
            if !query.trim().is_empty() && !searches.contains(query) {
                searches.push(query.clone());
            }
        }
        Self {
            sources: metadata.sources(),
            searches,
        }
    }
}

fn set(signal: &ArcRwSignal<bool>, value: bool) {
    signal.maybe_update(|old| std::mem::replace(old, value) != value);
}
