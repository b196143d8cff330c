//! The state machine: one conversation, at most one answer on its way.

use super::{
    chunk::Chunk,
    ending::Ending,
    history,
    message::{Content, Message, MessageId, MessageState, Role},
};

/// A conversation as a value. It does nothing by itself: [`Session::handle`] takes what happened
/// and says what must be done.
///
/// ```
/// use rill_chat::chat::{Content, Effect, Ending, FinishReason, Input, Session};
///
/// let mut session = Session::new(vec![]);
/// let effects = session.handle(Input::Sent(Content::user("Hello")));
/// let [Effect::Open(run)] = effects[..] else { panic!("one request goes out") };
///
/// session.handle(Input::Ended(run, Ending::Finished(FinishReason::Stop)));
/// assert_eq!(session.messages().len(), 2);
/// ```
#[derive(Debug, Default)]
pub struct Session {
    messages: Vec<Message>,
    run: Option<RunId>,
    /// The answer that a retry replaces. It comes back if nothing comes in its place.
    replaced: Option<Message>,
    /// The person has the text of the unsent prompt back, so the next message replaces it.
    taken_back: bool,
    last_run: u64,
    last_message: u64,
}

/// Names one request. What comes in under any other name than the current one is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunId(u64);

/// Everything that can happen to a conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The person sent a message.
    Sent(Content),
    /// The person wants the last answer once more.
    Retried,
    /// The person stopped the answer.
    Stopped,
    /// The person has the text of the [unsent](Session::unsent) prompt back, to change it.
    TakenBack,
    /// A piece of the answer arrived.
    Arrived(RunId, Box<Chunk>),
    /// The answer ended.
    Ended(RunId, Ending),
}

/// Everything that a conversation can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the [contents](Session::contents) to the model, and report under this name.
    Open(RunId),
    /// Drop the connection of this run at once.
    Abort(RunId),
}

impl Session {
    /// A conversation that goes on from a history, empty for a new one.
    pub fn new(history: Vec<Content>) -> Self {
        let mut session = Self::default();
        for content in history {
            session.add(content, MessageState::Said);
        }
        session
    }

    /// Takes in what happened and says what to do, in order.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Sent(content) => self.send(content),
            Input::Retried => self.retry(),
            Input::Stopped => self.stop(),
            Input::TakenBack => {
                self.taken_back = self.unsent().is_some();
                vec![]
            }
            Input::Arrived(run, chunk) => {
                // Asked of the chunk: an answer of many empty parts is long to walk.
                let has_content = chunk.has_content();
                if let Some(answer) = self.answer_of(run) {
                    answer.extend(*chunk);
                    if has_content {
                        self.replaced = None;
                    }
                }
                vec![]
            }
            Input::Ended(run, ending) => {
                if self.answer_of(run).is_some() {
                    self.end(ending);
                }
                vec![]
            }
        }
    }

    /// The transcript, failed and blocked turns included.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What to send to the model: the turns that it can be reminded of, and the open prompt.
    pub fn contents(&self) -> Vec<Content> {
        history::contents(&self.messages)
    }

    /// The request that is under way.
    pub fn run(&self) -> Option<RunId> {
        self.run
    }

    /// The prompt of a last turn that failed before anything of an answer arrived.
    pub fn unsent(&self) -> Option<&Content> {
        match &self.messages[..] {
            [.., prompt, answer] if prompt.role() == Role::User && is_unsent(answer) => {
                Some(prompt.content())
            }
            _ => None,
        }
    }

    fn send(&mut self, content: Content) -> Vec<Effect> {
        if content.parts.iter().all(|part| {
            part.is_empty() || part.as_text().is_some_and(|text| text.trim().is_empty())
        }) {
            return vec![];
        }
        let mut effects = self.stop();
        if self.taken_back && self.unsent().is_some() {
            self.messages.truncate(self.messages.len() - 2);
        }
        self.add(content, MessageState::Said);
        effects.push(self.open());
        effects
    }

    fn retry(&mut self) -> Vec<Effect> {
        let mut effects = self.stop();
        match &self.messages[..] {
            [.., prompt, answer] if is_turn(prompt, answer) => {
                // Text that has arrived is only given up for other text.
                self.replaced = self.messages.pop().filter(Message::has_content);
            }
            [.., prompt] if prompt.role() == Role::User => {}
            // As in a history that starts with the model, there is nothing to ask again.
            _ => return effects,
        }
        effects.push(self.open());
        effects
    }

    fn stop(&mut self) -> Vec<Effect> {
        let Some(run) = self.run else {
            return vec![];
        };
        self.end(Ending::Stopped);
        vec![Effect::Abort(run)]
    }

    fn end(&mut self, ending: Ending) {
        self.run = None;
        let replaced = self.replaced.take();
        let Some(answer) = self.messages.last_mut() else {
            return;
        };
        match replaced {
            Some(mut replaced) if !answer.has_content() => {
                if let Ending::Failed(error) = ending {
                    replaced.end(Ending::Interrupted(Some(error)));
                }
                *answer = replaced;
            }
            _ => answer.end(ending),
        }
    }

    fn open(&mut self) -> Effect {
        self.last_run += 1;
        let run = RunId(self.last_run);
        self.run = Some(run);
        self.taken_back = false;
        self.add(
            Content {
                role: Role::Model,
                parts: vec![],
            },
            MessageState::Waiting,
        );
        Effect::Open(run)
    }

    fn add(&mut self, content: Content, state: MessageState) {
        self.last_message += 1;
        self.messages
            .push(Message::new(MessageId(self.last_message), content, state));
    }

    /// The one place where a stale input is dropped.
    fn answer_of(&mut self, run: RunId) -> Option<&mut Message> {
        if self.run == Some(run) {
            self.messages.last_mut()
        } else {
            None
        }
    }
}

fn is_turn(prompt: &Message, answer: &Message) -> bool {
    prompt.role() == Role::User && answer.role() == Role::Model
}

fn is_unsent(answer: &Message) -> bool {
    matches!(answer.ending(), Some(Ending::Failed(_))) && !answer.has_content()
}
