//! The messages of a conversation and their contents.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::json::{self, Fields, Walk};

use super::{
    chunk::{Chunk, concat},
    ending::Ending,
    metadata::{Grounding, Metadata, Usage},
    part::Part,
    recovery::Pause,
};

/// The author of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The user, or a function that responds in the user's turn.
    User,
    /// The model.
    Model,
}

impl Role {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Model => "model",
        }
    }

    pub(crate) fn read(walk: &mut Walk<'_>) -> Option<Self> {
        match &*walk.text()? {
            "user" => Some(Self::User),
            "model" => Some(Self::Model),
            _ => None,
        }
    }
}

/// What one side says at once, a role and its parts: the unit of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The author.
    pub role: Role,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

impl Content {
    /// Creates the content of a user's message.
    pub fn user(parts: impl Into<Part>) -> Self {
        Self {
            role: Role::User,
            parts: vec![parts.into()],
        }
    }

    /// Creates the content of a model's message.
    pub fn model(parts: impl Into<Part>) -> Self {
        Self {
            role: Role::Model,
            parts: vec![parts.into()],
        }
    }

    /// Returns the visible text, without thoughts.
    pub fn text(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_text))
    }

    /// Replaces the visible text and keeps all other parts, such as images. The new text stands
    /// where the first text part did, or goes last if there was none; an empty text is not added.
    ///
    /// ```
    /// use rill_chat::chat::Content;
    ///
    /// let json = r#"{"role": "user", "parts": [
    ///     {"text": "Look: "},
    ///     {"inlineData": {"mimeType": "image/png", "data": "AA=="}}
    /// ]}"#;
    /// let content: Content = serde_json::from_str(json)?;
    /// let content = content.with_text("What is this?");
    /// assert_eq!(content.text(), "What is this?");
    /// assert_eq!(content.parts.len(), 2);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        let is_text = |part: &Part| part.as_text().is_some();
        let first = self.parts.iter().position(is_text);
        self.parts.retain(|part| !is_text(part));
        if !text.is_empty() {
            let at = first.unwrap_or(self.parts.len());
            self.parts.insert(at, Part::text(text));
        }
        self
    }

    /// Returns whether there is nothing to send: no part other than blank text.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| {
            part.is_empty() || part.as_text().is_some_and(|text| text.trim().is_empty())
        })
    }

    /// Writes the content as Gemini's JSON.
    pub(crate) fn write(&self, out: &mut String) {
        json::object(out, |fields| self.write_fields(fields));
    }

    /// Writes the fields into an object that has further fields.
    pub(super) fn write_fields(&self, fields: &mut Fields<'_>) {
        fields.text("role", self.role.as_str());
        Part::write_all(&self.parts, fields.name("parts"));
    }

    /// Reads a content at the current position.
    pub(crate) fn read(walk: &mut Walk<'_>) -> Option<Self> {
        let (mut role, mut parts) = (None, None);
        walk.fields(&mut |name, walk| {
            match name {
                "role" => role = Some(Role::read(walk)?),
                "parts" => parts = Some(Part::read_all(walk)?),
                _ => walk.skip()?,
            }
            Some(())
        })?;
        Some(Self {
            role: role?,
            parts: parts?,
        })
    }
}

impl<T: Into<Part>> From<T> for Content {
    fn from(part: T) -> Self {
        Self::user(part)
    }
}

/// Identifies a message within its conversation. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub(super) u64);

impl MessageId {
    /// Returns the ID as a number. Later messages have greater ones.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// A message of the transcript: its content, state and metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    id: MessageId,
    content: Content,
    state: MessageState,
    metadata: Metadata,
    /// The model that was asked for the message.
    model: Option<Box<str>>,
    /// Whether the server has sent nothing for a while.
    silent: bool,
    request: RequestPart,
}

/// The current request's share of an answer that takes several.
#[derive(Clone, Debug, Default, PartialEq)]
struct RequestPart {
    /// The usage of the requests before it, and its own.
    earlier: Usage,
    usage: Usage,
    /// The length of the text before it, in bytes.
    offset: usize,
    /// The grounding of the requests before it.
    grounding: Option<Grounding>,
}

/// The state of a message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MessageState {
    /// A message of the user, or one of the initial history.
    Said,
    /// Requested; none of the answer, or of its continuation, has arrived.
    Waiting,
    /// The next request for it is sent automatically after this pause.
    Pausing(Pause),
    /// Content is arriving.
    Streaming,
    /// Ended, successfully or not.
    Ended(Ending),
}

impl Message {
    pub(super) fn new(id: MessageId, content: Content, state: MessageState) -> Self {
        Self {
            id,
            content,
            state,
            metadata: Metadata::default(),
            model: None,
            silent: false,
            request: RequestPart::default(),
        }
    }

    /// Sets the metadata of an answer, and the model that was asked for it.
    pub(super) fn with_metadata(self, metadata: Metadata, model: Option<Box<str>>) -> Self {
        Self {
            metadata,
            model,
            ..self
        }
    }

    /// Returns the ID of the message.
    pub fn id(&self) -> MessageId {
        self.id
    }

    /// Returns the author.
    pub fn role(&self) -> Role {
        self.content.role
    }

    /// Returns the content.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Returns the visible text, without thoughts.
    pub fn text(&self) -> Cow<'_, str> {
        self.content.text()
    }

    /// Returns the thought summary.
    pub fn thoughts(&self) -> Cow<'_, str> {
        concat(self.content.parts.iter().filter_map(Part::as_thought))
    }

    /// Returns the state of the message.
    pub fn state(&self) -> &MessageState {
        &self.state
    }

    /// Returns how the message ended, if it has.
    pub fn ending(&self) -> Option<&Ending> {
        match &self.state {
            MessageState::Ended(ending) => Some(ending),
            MessageState::Said
            | MessageState::Waiting
            | MessageState::Pausing(_)
            | MessageState::Streaming => None,
        }
    }

    /// Returns whether more of the message is expected.
    pub fn is_open(&self) -> bool {
        match &self.state {
            MessageState::Said | MessageState::Ended(_) => false,
            MessageState::Waiting | MessageState::Pausing(_) | MessageState::Streaming => true,
        }
    }

    pub(super) fn is_pausing(&self) -> bool {
        matches!(self.state, MessageState::Pausing(_))
    }

    /// Returns whether the server has sent nothing for a while although the connection is open.
    pub fn is_silent(&self) -> bool {
        self.silent
    }

    /// Returns the model that was asked for the message, if known.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// Returns the metadata that came with the answer.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Returns whether anything has arrived that could be shown or must be sent back.
    pub fn has_content(&self) -> bool {
        self.content.parts.iter().any(|part| !part.is_empty())
    }

    /// Returns whether any of the answer itself has arrived; thoughts do not count.
    pub(super) fn has_answer(&self) -> bool {
        let mut parts = self.content.parts.iter();
        parts.any(|part| !part.is_empty() && part.as_thought().is_none())
    }

    pub(super) fn end(&mut self, ending: Ending) {
        self.silent = false;
        self.state = MessageState::Ended(ending);
    }

    pub(super) fn pause(&mut self, pause: Pause) {
        self.silent = false;
        self.state = MessageState::Pausing(pause);
    }

    pub(super) fn set_silent(&mut self, silent: bool) {
        self.silent = silent;
    }

    /// Ends the message as interrupted if more of it was expected.
    pub(super) fn settled(mut self) -> Self {
        if self.is_open() {
            self.end(Ending::Interrupted(None));
        }
        self
    }

    /// Returns the message with another ID.
    pub(super) fn named(self, id: MessageId) -> Self {
        Self { id, ..self }
    }

    pub(super) fn set_parts(&mut self, parts: Vec<Part>) {
        self.content.parts = parts;
    }

    /// Marks the message as waiting for another request.
    pub(super) fn ask(&mut self, model: Option<Box<str>>) {
        self.silent = false;
        self.state = MessageState::Waiting;
        self.model = model;
        self.request = RequestPart {
            earlier: self.metadata.usage.clone(),
            usage: Usage::default(),
            offset: self.text().len(),
            grounding: self.metadata.grounding.clone(),
        };
    }

    /// Appends a chunk.
    pub(super) fn extend(&mut self, chunk: Chunk) {
        if chunk.has_content() {
            self.state = MessageState::Streaming;
        }
        for part in chunk.parts {
            match self.content.parts.last_mut() {
                Some(last) => {
                    if let Err(part) = last.join(part) {
                        self.content.parts.push(part);
                    }
                }
                None => self.content.parts.push(part),
            }
        }
        let metadata = &mut self.metadata;
        let request = &mut self.request;
        if let Some(usage) = &chunk.usage {
            request.usage.update(usage);
            metadata.usage = request.earlier.plus(&request.usage);
        }
        if !chunk.safety_ratings.is_empty() {
            metadata.safety_ratings = chunk.safety_ratings;
        }
        for mut citation in chunk.citations {
            // The server counts from the start of the text of this request.
            for index in [&mut citation.start_index, &mut citation.end_index] {
                // The server may send any number.
                *index = index.saturating_add(request.offset);
            }
            if !metadata.citations.contains(&citation) {
                metadata.citations.push(citation);
            }
        }
        // A late chunk may carry an empty grounding, which must not discard the sources found.
        if let Some(mut grounding) = chunk.grounding
            && (metadata.grounding.is_none() || !grounding.sources.is_empty())
        {
            if let Some(earlier) = &request.grounding {
                let queries = &mut grounding.web_search_queries;
                queries.extend(earlier.web_search_queries.iter().cloned());
                // Behind the new ones, so that the indices of the new supports stay valid.
                grounding.sources.extend(earlier.sources.iter().cloned());
            }
            metadata.grounding = Some(grounding);
        }
        replace(&mut metadata.finish_message, chunk.finish_message);
        replace(&mut metadata.url_context, chunk.url_context);
        replace(&mut metadata.model_version, chunk.model_version);
        replace(&mut metadata.response_id, chunk.response_id);
        // The first feedback counts, unless only a later one says that the prompt was blocked.
        if let Some(feedback) = chunk.prompt_feedback
            && metadata
                .prompt_feedback
                .as_ref()
                .is_none_or(|old| old.block_reason.is_none() && feedback.block_reason.is_some())
        {
            metadata.prompt_feedback = Some(feedback);
        }
    }
}

fn replace<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}
