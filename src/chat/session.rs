//! The state machine: one conversation, with at most one answer in progress.

use super::{
    chunk::Chunk,
    course::Course,
    ending::{Ending, FinishClass},
    history,
    input::{Effect, Input, Outgoing, RunId, Timer},
    message::{Content, Message, MessageId, MessageState, Role},
    recovery::Recovery,
};
use crate::{
    error::{Error, ErrorKind},
    rng::Rng,
};

mod replacing;
mod requests;

/// A conversation as a value. It does no I/O: [`Session::handle`] takes an event and returns what
/// the caller must do.
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
    course: Option<Course>,
    /// The answer that a retry replaces. It is restored if nothing takes its place.
    replaced: Option<Message>,
    /// Whether the user took back the unsent prompt, so that the next message replaces it.
    taken_back: bool,
    /// The course of an ended answer that the server can resume.
    resumable: Option<Course>,
    /// Turns before this message are sent without what the server may have rejected in them.
    plain_before: Option<MessageId>,
    model: Option<Box<str>>,
    recovery: Recovery,
    /// The model and the recovery of the next answer, set while another one is in progress.
    next: Option<(Box<str>, Recovery)>,
    is_kept: bool,
    rng: Rng,
    last_run: u64,
    last_message: u64,
    first_message: u64,
}

/// The origin of message IDs. New messages count up from it, and restored ones, which come before
/// them but may be added later, count down, so IDs are in the order of the messages.
const FIRST_MESSAGE: u64 = 1 << 32;

impl Session {
    /// Creates a conversation from a history, empty for a new one, with [`Recovery::none`].
    pub fn new(history: Vec<Content>) -> Self {
        let mut session = Self {
            recovery: Recovery::none(),
            last_message: FIRST_MESSAGE,
            first_message: FIRST_MESSAGE,
            ..Self::default()
        };
        session.begin_with(history);
        session
    }

    /// Sets the model and the recovery from the next answer on. An answer in progress keeps those
    /// it began with.
    pub fn configure(&mut self, model: &str, recovery: Recovery) {
        self.next = Some((model.into(), recovery));
        if self.course.is_none() {
            self.adopt();
        }
    }

    /// Returns whether the last [`configure`](Self::configure) still waits for the current answer.
    pub fn is_configuring(&self) -> bool {
        self.next.is_some()
    }

    fn adopt(&mut self) {
        if let Some((model, recovery)) = self.next.take() {
            self.model = Some(model);
            self.recovery = recovery;
        }
    }

    /// Sets what the conversation does automatically.
    #[must_use]
    pub fn recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = recovery;
        self
    }

    /// Makes the conversation ask for its changes to be saved, with [`Effect::Save`].
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.is_kept = true;
        self
    }

    /// Sets the model. Parts that another model signed are sent without their signatures.
    #[must_use]
    pub fn model(mut self, model: &str) -> Self {
        self.model = Some(model.into());
        self
    }

    /// Seeds the jitter of delays, so that clients do not all wait equally long.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.rng = Rng::of_number(seed);
        self
    }

    /// Handles an event and returns what to do, in order.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Sent(content) => self.send(content),
            Input::Retried => self.retry(Self::open),
            Input::Deferred => self.retry(Self::await_online),
            Input::Continued => self.continue_answer(),
            Input::Stopped => self.halt(Ending::Stopped),
            Input::Left => self.leave(),
            Input::TakenBack => {
                self.taken_back = self.unsent().is_some();
                vec![]
            }
            Input::Arrived(run, chunk) => self.arrived(run, *chunk),
            Input::Heard(run) => {
                if let Some((course, answer)) = self.course_of(run) {
                    course.note_bytes();
                    answer.set_silent(false);
                }
                vec![]
            }
            Input::Ended(run, ending) => match self.course_of(run) {
                Some(_) => self.ended(ending),
                None => vec![],
            },
            Input::Fired(run, timer) => self.fired(run, timer),
            Input::Online(run) => self.online(run),
        }
    }

    /// Returns the transcript, including failed and blocked turns.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Returns the turns that can be sent to the model, and the open prompt.
    pub fn contents(&self) -> Vec<Content> {
        history::contents(&self.messages, self.model.as_deref(), self.plain_before)
    }

    /// Returns what to send for the current request.
    pub fn request(&self) -> Outgoing {
        match &self.course {
            Some(course) => Outgoing {
                contents: course.contents.clone(),
                continuation_token: course.decode.token.clone(),
                // The server resumes exactly at a token: there is nothing to join.
                seam: course
                    .seam
                    .clone()
                    .filter(|_| course.decode.token.is_none()),
            },
            None => Outgoing {
                contents: self.contents(),
                continuation_token: None,
                seam: None,
            },
        }
    }

    /// Returns the ID of the current request, or of the pause before it.
    pub fn run(&self) -> Option<RunId> {
        self.course.as_ref().map(|course| course.run)
    }

    /// Returns the prompt of the last turn, if that failed before any of an answer arrived.
    pub fn unsent(&self) -> Option<&Content> {
        match &self.messages[..] {
            [.., prompt, answer] if prompt.role() == Role::User && is_unsent(answer) => {
                Some(prompt.content())
            }
            _ => None,
        }
    }

    fn send(&mut self, content: Content) -> Vec<Effect> {
        if content.is_blank() {
            return vec![];
        }
        let mut effects = self.halt(Ending::Stopped);
        if self.taken_back && self.unsent().is_some() {
            self.messages.truncate(self.messages.len() - 2);
        }
        self.add(content, MessageState::Said);
        self.begin();
        effects.extend(self.open());
        effects
    }

    fn retry(&mut self, start: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let mut effects = self.halt(Ending::Stopped);
        match &self.messages[..] {
            // Two tabs that each saved an answer leave a turn with more than one.
            [earlier @ .., answer] if answer.role() == Role::Model && has_prompt(earlier) => {
                // Text that has arrived is only given up for other text.
                self.replaced = self.messages.pop().filter(Message::has_answer);
            }
            [.., prompt] if prompt.role() == Role::User => {}
            // There is nothing to ask again, as in a history that starts with the model.
            _ => return effects,
        }
        self.begin();
        effects.extend(start(self));
        effects
    }

    /// Asks the model to continue the last answer, and joins the continuation to it.
    fn continue_answer(&mut self) -> Vec<Effect> {
        let [earlier @ .., answer] = &self.messages[..] else {
            return vec![];
        };
        let can_go_on = answer.ending().is_some_and(Ending::can_continue);
        if answer.role() != Role::Model || !can_go_on || answer.text().trim().is_empty() {
            return vec![];
        }
        // From here on the answer is this model's, for which another's signatures are not valid.
        let answer = &history::adopted(answer, self.model.as_deref());
        let resumable = self.resumable.take();
        let course = match resumable.filter(|course| course.before.id() == answer.id()) {
            Some(course) => course.resumed(answer.clone()),
            None => {
                let model = self.model.as_deref();
                let contents = history::contents(earlier, model, self.plain_before);
                match Course::after(answer.clone(), contents) {
                    Some(course) => course,
                    None => return vec![],
                }
            }
        };
        self.course = Some(course);
        self.open()
    }

    /// Ends the answer as cut off, or as offline if it waits to be sent once there is a connection.
    fn leave(&mut self) -> Vec<Effect> {
        let is_waiting = self.messages.last().is_some_and(|answer| {
            let state = answer.state();
            let for_ever = matches!(state, MessageState::Pausing(pause) if pause.delay.is_none());
            for_ever && !answer.has_answer()
        });
        self.halt(if is_waiting {
            Ending::Failed(ErrorKind::Offline.into())
        } else {
            Ending::Interrupted(None)
        })
    }

    fn halt(&mut self, ending: Ending) -> Vec<Effect> {
        let mut effects = self.abort(ending);
        if !effects.is_empty() {
            effects.extend(self.save());
        }
        effects
    }

    fn abort(&mut self, ending: Ending) -> Vec<Effect> {
        let run = self.run();
        if run.is_some() {
            self.end(ending);
        }
        run.map(Effect::Abort).into_iter().collect()
    }

    fn arrived(&mut self, run: RunId, chunk: Chunk) -> Vec<Effect> {
        // Asks the chunk, because walking an answer of many empty parts is slow.
        let has_answer = chunk.has_answer();
        let Some((course, answer)) = self.course_of(run) else {
            return vec![];
        };
        course.arrived(&chunk);
        answer.set_silent(false);
        answer.extend(chunk);
        let is_due = !std::mem::replace(&mut course.is_saving, true);
        // Thoughts do not count: they are discarded with an attempt that fails.
        if has_answer {
            self.replaced = None;
        }
        if is_due && self.is_kept {
            return vec![Effect::Wait(run, Timer::Save, self.recovery.save_interval)];
        }
        vec![]
    }

    /// Starts an answer to the last message.
    fn begin(&mut self) {
        let contents = self.contents();
        let answer = Content {
            role: Role::Model,
            parts: vec![],
        };
        self.add(answer, MessageState::Waiting);
        self.resumable = None;
        self.taken_back = false;
        self.course = self
            .messages
            .last()
            .map(|answer| Course::new(contents, answer.clone()));
    }

    fn end(&mut self, ending: Ending) {
        let course = self.course.take();
        let replaced = self.replaced.take();
        self.adopt();
        let Some(answer) = self.messages.last_mut() else {
            return;
        };
        match replaced {
            Some(mut replaced) if !answer.has_answer() => {
                // It is restored as it was, with the error that kept it from being replaced.
                if let Some(error) = trouble(ending) {
                    replaced.end(Ending::Interrupted(Some(error)));
                }
                *answer = replaced;
            }
            _ if answer.has_answer() => answer.end(match ending {
                Ending::Failed(_) | Ending::Empty | Ending::PromptBlocked(_) => {
                    Ending::Interrupted(trouble(ending))
                }
                ending => ending,
            }),
            _ => answer.end(ending),
        }
        self.resumable = course.filter(|course| course.decode.place().is_some());
    }

    fn save(&self) -> Vec<Effect> {
        if self.is_kept {
            vec![Effect::Save]
        } else {
            vec![]
        }
    }

    fn add(&mut self, content: Content, state: MessageState) {
        self.last_message += 1;
        self.messages
            .push(Message::new(MessageId(self.last_message), content, state));
    }

    /// Returns the course and the answer of the current request. Returns `None` if `run` is stale
    /// or a pause, in which nothing can arrive.
    fn course_of(&mut self, run: RunId) -> Option<(&mut Course, &mut Message)> {
        match (&mut self.course, self.messages.last_mut()) {
            (Some(course), Some(answer)) if course.run == run && !answer.is_pausing() => {
                Some((course, answer))
            }
            _ => None,
        }
    }
}

/// Returns the error to report if a request ends like this for an answer that already has text.
fn trouble(ending: Ending) -> Option<Error> {
    match ending {
        Ending::Failed(error) | Ending::Interrupted(Some(error)) => Some(error),
        Ending::PromptBlocked(reason) => {
            Some(Error::new(ErrorKind::Blocked).with_detail(reason.as_str()))
        }
        Ending::Finished(reason) if reason.class() == FinishClass::Blocked => {
            Some(Error::new(ErrorKind::Blocked).with_detail(reason.as_str()))
        }
        Ending::Finished(reason) => Some(
            Error::new(ErrorKind::Internal).with_detail(format!("nothing but {}", reason.as_str())),
        ),
        Ending::Empty => Some(ErrorKind::Network.into()),
        Ending::Interrupted(None) | Ending::Stopped => None,
    }
}

fn has_prompt(messages: &[Message]) -> bool {
    messages.iter().any(|message| message.role() == Role::User)
}

fn is_unsent(answer: &Message) -> bool {
    let refused = matches!(
        answer.ending(),
        Some(Ending::Failed(_) | Ending::PromptBlocked(_))
    );
    refused && !answer.has_answer()
}
