//! Who to talk to, and the conversation.

use std::{cell::RefCell, fmt, rc::Rc, task::Waker};

use super::{connection::Connection, stream::MessageStream, transport::Transport};
use crate::{
    chat::{Content, Effect, Ending, Input, Message, RunId, Session},
    gemini::{Config, Endpoint, GenerationConfig, Request, SafetySetting},
};

/// Who to talk to and how: an address, a configuration and a transport. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    endpoint: Endpoint,
    config: Config,
    transport: Rc<dyn Transport>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.endpoint)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the model [`DEFAULT_MODEL`](crate::gemini::DEFAULT_MODEL) at an address.
    pub fn new(endpoint: Endpoint, transport: impl Transport + 'static) -> Self {
        Self {
            endpoint,
            config: Config::default(),
            transport: Rc::new(transport),
        }
    }

    /// Replaces the whole configuration.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Asks another model.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.config.model = model.into();
        self
    }

    /// Tells the model how to behave.
    #[must_use]
    pub fn system_instruction(mut self, instruction: impl Into<Content>) -> Self {
        self.config.system_instruction = Some(instruction.into());
        self
    }

    /// Sets limits and knobs of the answers.
    #[must_use]
    pub fn generation_config(mut self, config: GenerationConfig) -> Self {
        self.config.generation_config = config;
        self
    }

    /// Sets what to hold back.
    #[must_use]
    pub fn safety_settings(mut self, settings: Vec<SafetySetting>) -> Self {
        self.config.safety_settings = settings;
        self
    }

    /// A conversation that goes on from a history, empty for a new one.
    pub fn start_chat(&self, history: Vec<Content>) -> Chat {
        Chat(Rc::new(Shared {
            client: self.clone(),
            session: RefCell::new(Session::new(history)),
            connection: RefCell::default(),
            waker: RefCell::default(),
        }))
    }
}

/// A conversation. A handle: clones speak of the same one.
///
/// At most one answer is on its way; asking for another stops it.
#[derive(Clone)]
pub struct Chat(pub(super) Rc<Shared>);

pub(super) struct Shared {
    client: Client,
    pub(super) session: RefCell<Session>,
    /// Held here and not in the stream, so that stopping drops it at once, polled or not.
    connection: RefCell<Option<(RunId, Connection)>>,
    /// Whoever waits for the stream, to be told that it was stopped.
    pub(super) waker: RefCell<Option<Waker>>,
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Chat").field(&self.0.session).finish()
    }
}

impl Chat {
    /// Sends a message, text or a whole [`Content`], and streams the answer.
    ///
    /// The request goes out when the stream is first polled. Dropping the stream stops the answer.
    /// A blank message is not sent: the stream gives
    /// [`ErrorKind::EmptyMessage`](crate::ErrorKind::EmptyMessage).
    pub fn send_message_stream(&self, message: impl Into<Content>) -> MessageStream {
        let run = self.handle(Input::Sent(message.into()));
        MessageStream::new(self.clone(), run)
    }

    /// Asks for the last answer once more, in place of what it was.
    pub fn retry(&self) -> MessageStream {
        let run = self.handle(Input::Retried);
        MessageStream::new(self.clone(), run)
    }

    /// Stops the answer: the connection is closed before this returns, and what has arrived stays.
    pub fn stop(&self) {
        self.handle(Input::Stopped);
    }

    /// Gives the prompt of a last turn back that failed before anything of an answer arrived, to be
    /// changed: the next message takes its place. `None` if there is no such turn.
    pub fn take_back(&self) -> Option<Content> {
        self.handle(Input::TakenBack);
        self.with(|session| session.unsent().cloned())
    }

    /// Every message, failed and blocked turns included.
    pub fn messages(&self) -> Vec<Message> {
        self.0.session.borrow().messages().to_vec()
    }

    /// Reads the conversation without copying it.
    ///
    /// # Panics
    /// If `read` changes the conversation: it must not send, retry, stop or drop a stream.
    pub fn with<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.0.session.borrow())
    }

    /// The turns that the model will be reminded of, ready to start another chat with.
    pub fn history(&self) -> Vec<Content> {
        self.0.session.borrow().contents()
    }

    /// Hands an input to the session, does what it asks for, and names the request that this
    /// opened.
    fn handle(&self, input: Input) -> Option<RunId> {
        let shared = &self.0;
        let effects = shared.session.borrow_mut().handle(input);
        let mut opened = None;
        for effect in effects {
            match effect {
                Effect::Abort(run) => shared.disconnect(run),
                Effect::Open(run) => {
                    let contents = shared.session.borrow().contents();
                    let client = &shared.client;
                    let request = Request::new(&client.endpoint, &client.config, &contents);
                    let connection = Connection::new(client.transport.clone(), request);
                    shared.connection.replace(Some((run, connection)));
                    opened = Some(run);
                }
            }
        }
        opened
    }
}

impl Shared {
    /// Takes the connection of a run out, if it is still there.
    pub(super) fn take_connection(&self, run: RunId) -> Option<Connection> {
        let mut slot = self.connection.borrow_mut();
        slot.take_if(|(of, _)| *of == run)
            .map(|(_, connection)| connection)
    }

    /// Puts a connection back, unless its run was stopped meanwhile: then it closes here, and
    /// `false` says so.
    pub(super) fn put_connection(&self, run: RunId, connection: Connection) -> bool {
        let is_current = self.session.borrow().run() == Some(run);
        if is_current {
            self.connection.replace(Some((run, connection)));
        }
        is_current
    }

    /// Drops the connection of a run: its transport aborts.
    fn disconnect(&self, run: RunId) {
        drop(self.take_connection(run));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    pub(super) fn end(&self, run: RunId, ending: Ending) {
        self.session.borrow_mut().handle(Input::Ended(run, ending));
        self.disconnect(run);
    }
}
