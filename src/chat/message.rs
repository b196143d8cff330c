//! What is said in a conversation, and by whom.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::json::{self, Fields, Walk};

use super::{
    chunk::{Chunk, concat},
    ending::Ending,
    metadata::{Metadata, Usage},
    part::Part,
    record::Record,
    recovery::Pause,
};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person, or a function that answers for them.
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

/// What one side says at once: the unit of a history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Who says it.
    pub role: Role,
    /// What is said, in order.
    pub parts: Vec<Part>,
}

impl Content {
    /// Something the person says.
    pub fn user(parts: impl Into<Part>) -> Self {
        Self {
            role: Role::User,
            parts: vec![parts.into()],
        }
    }

    /// Something the model says.
    pub fn model(parts: impl Into<Part>) -> Self {
        Self {
            role: Role::Model,
            parts: vec![parts.into()],
        }
    }

    /// The text for a reader, thoughts excluded.
    pub fn text(&self) -> Cow<'_, str> {
        concat(self.parts.iter().filter_map(Part::as_text))
    }

    /// The same with another text for a reader. What is no text of it stays, such as an image. The
    /// new text stands where the first one did, or else behind the rest; an empty one leaves none.
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

    /// Whether there is nothing in it to send: no part but blank text.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| {
            part.is_empty() || part.as_text().is_some_and(|text| text.trim().is_empty())
        })
    }

    /// Writes it as Gemini's JSON.
    pub(crate) fn write(&self, out: &mut String) {
        json::object(out, |fields| self.write_fields(fields));
    }

    /// Writes it into an object that has more fields.
    pub(super) fn write_fields(&self, fields: &mut Fields<'_>) {
        fields.text("role", self.role.as_str());
        Part::write_all(&self.parts, fields.name("parts"));
    }

    /// Reads one where it stands.
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

/// Names a message within its conversation; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub(super) u64);

impl MessageId {
    /// The name as a number: later messages have greater ones.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// A message of the transcript: what was said, how far it is, and what came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    id: MessageId,
    content: Content,
    state: MessageState,
    metadata: Metadata,
    /// The model that was asked for it.
    model: Option<Box<str>>,
    /// Nothing has been heard of the server for a while.
    silent: bool,
    request: RequestPart,
}

/// What the current request adds to an answer that takes several.
#[derive(Clone, Debug, Default, PartialEq)]
struct RequestPart {
    /// What the requests before it used, and what it used itself.
    earlier: Usage,
    usage: Usage,
    /// How many bytes of text there were before it.
    offset: usize,
}

/// How far a message is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MessageState {
    /// Said: a person's message, or one of the history.
    Said,
    /// Asked for; nothing of it has arrived, or nothing yet of what continues it.
    Waiting,
    /// It will be asked for again by itself.
    Pausing(Pause),
    /// Arriving.
    Streaming,
    /// Ended, well or not.
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

    /// The name of this message.
    pub fn id(&self) -> MessageId {
        self.id
    }

    /// Who speaks.
    pub fn role(&self) -> Role {
        self.content.role
    }

    /// What is said.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The text for the reader, thoughts excluded.
    pub fn text(&self) -> Cow<'_, str> {
        self.content.text()
    }

    /// The thought summary.
    pub fn thoughts(&self) -> Cow<'_, str> {
        concat(self.content.parts.iter().filter_map(Part::as_thought))
    }

    /// How far the message is.
    pub fn state(&self) -> &MessageState {
        &self.state
    }

    /// How the message ended, if it has.
    pub fn ending(&self) -> Option<&Ending> {
        match &self.state {
            MessageState::Ended(ending) => Some(ending),
            MessageState::Said
            | MessageState::Waiting
            | MessageState::Pausing(_)
            | MessageState::Streaming => None,
        }
    }

    /// Whether more of it is expected.
    pub fn is_open(&self) -> bool {
        match &self.state {
            MessageState::Said | MessageState::Ended(_) => false,
            MessageState::Waiting | MessageState::Pausing(_) | MessageState::Streaming => true,
        }
    }

    pub(super) fn is_pausing(&self) -> bool {
        matches!(self.state, MessageState::Pausing(_))
    }

    /// Whether nothing has been heard of the server for a while, though the connection is open.
    pub fn is_silent(&self) -> bool {
        self.silent
    }

    /// The model that was asked for it, where that is known.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// What came with the answer.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Whether anything has arrived that could be shown or must be sent back.
    pub fn has_content(&self) -> bool {
        self.content.parts.iter().any(|part| !part.is_empty())
    }

    /// Whether anything of the answer itself has arrived: thoughts are none.
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

    /// The same message, cut off if more of it was expected.
    pub(super) fn settled(mut self) -> Self {
        if self.is_open() {
            self.end(Ending::Interrupted(None));
        }
        self
    }

    /// The same message under another name.
    pub(super) fn named(self, id: MessageId) -> Self {
        Self { id, ..self }
    }

    pub(super) fn set_parts(&mut self, parts: Vec<Part>) {
        self.content.parts = parts;
    }

    /// Another request goes out for it.
    pub(super) fn ask(&mut self, model: Option<Box<str>>) {
        self.silent = false;
        self.state = MessageState::Waiting;
        self.model = model;
        self.request = RequestPart {
            earlier: self.metadata.usage.clone(),
            usage: Usage::default(),
            offset: self.text().len(),
        };
    }

    /// Takes a chunk in.
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
            // Counted from the start of what the request brought.
            for index in [&mut citation.start_index, &mut citation.end_index] {
                // It is the server's word, which may be any number.
                *index = index.saturating_add(request.offset);
            }
            if !metadata.citations.contains(&citation) {
                metadata.citations.push(citation);
            }
        }
        // A late chunk may carry an empty grounding; it does not take back what was found.
        if let Some(grounding) = chunk.grounding
            && (metadata.grounding.is_none() || !grounding.sources.is_empty())
        {
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

/// A message that was kept. A session that it is restored to gives it its name.
impl From<Record> for Message {
    fn from(record: Record) -> Self {
        Self {
            metadata: record.metadata,
            model: record.model,
            ..Self::new(MessageId(0), record.content, record.state)
        }
    }
}

fn replace<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}
