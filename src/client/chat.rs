//! Who to talk to, and the conversation.

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
    task::{Context, Waker},
};

use futures_util::FutureExt as _;

use super::{
    connection::Connection,
    keeper::{Keeper, StoreTrouble},
    store::{Store, StoreError},
    stream::MessageStream,
    timers::Timers,
    transport::Transport,
};
use crate::{
    chat::{Chunk, Content, Effect, Input, Message, Outgoing, Recovery, RunId, Session},
    error::ErrorKind,
    gemini::{Config, Endpoint, GenerationConfig, Request, SafetySetting},
};

/// Who to talk to and how: an address, a configuration and a transport. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    endpoint: Endpoint,
    config: Config,
    recovery: Recovery,
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
            recovery: Recovery::default(),
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

    /// Sets what is tried by itself about failures, silence and cut answers.
    #[must_use]
    pub fn recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = recovery;
        self
    }

    /// A conversation that goes on from a history, empty for a new one.
    pub fn start_chat(&self, history: Vec<Content>) -> Chat {
        Chat::new(self, Session::new(history), None)
    }

    /// A conversation that is kept in a store. [`Chat::restore`] brings back what is there; where
    /// nothing is, it begins with a history, empty for a new one.
    pub fn keep_chat(&self, store: impl Store + 'static, history: Vec<Content>) -> Chat {
        let keeper = Keeper::new(Rc::new(store), history);
        Chat::new(self, Session::new(vec![]).kept(), Some(keeper))
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
    timers: RefCell<Timers>,
    /// Whoever waits for the stream, to be told that it was stopped.
    pub(super) waker: RefCell<Option<Waker>>,
    /// How many streams were given away, so that only the latest speaks for what is under way: an
    /// answer that is continued has an older one.
    streams: Cell<u64>,
    /// Keeps the conversation, if it is to be kept.
    pub(super) keeper: Option<Keeper>,
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Chat").field(&self.0.session).finish()
    }
}

impl Chat {
    fn new(client: &Client, session: Session, keeper: Option<Keeper>) -> Self {
        let session = session
            .recovery(client.recovery.clone())
            .model(&client.config.model)
            .seed(client.transport.seed());
        Self(Rc::new(Shared {
            client: client.clone(),
            session: RefCell::new(session),
            connection: RefCell::default(),
            timers: RefCell::default(),
            waker: RefCell::default(),
            streams: Cell::default(),
            keeper,
        }))
    }

    /// Sends a message, text or a whole [`Content`], and streams the answer.
    ///
    /// The request goes out when the stream is first polled. Dropping the stream stops the answer.
    /// A blank message is not sent: the stream gives
    /// [`ErrorKind::EmptyMessage`](crate::ErrorKind::EmptyMessage).
    pub fn send_message_stream(&self, message: impl Into<Content>) -> MessageStream {
        self.stream(Input::Sent(message.into()))
    }

    /// Asks for the last answer once more, in place of what it was. Where there is none, the stream
    /// is empty.
    pub fn retry(&self) -> MessageStream {
        self.stream(Input::Retried)
    }

    /// The same, as soon as there is a connection.
    pub fn retry_when_online(&self) -> MessageStream {
        self.stream(Input::Deferred)
    }

    /// Asks the model to go on with the last answer from where it broke, and joins what comes to
    /// it. [`Ending::can_continue`](crate::chat::Ending::can_continue) says after which endings it
    /// can; after the others the stream is empty.
    pub fn continue_answer(&self) -> MessageStream {
        self.stream(Input::Continued)
    }

    fn stream(&self, input: Input) -> MessageStream {
        let before = self.with(Session::run);
        let is_message = matches!(input, Input::Sent(_));
        self.release();
        self.handle(input);
        // What asks for nothing, such as a blank message, leaves an answer on its way alone.
        let run = self.with(Session::run);
        if run.is_none() || run == before {
            let failure = is_message.then_some(ErrorKind::EmptyMessage);
            return MessageStream::of_nothing(self.clone(), failure);
        }
        let number = self.0.streams.get() + 1;
        self.0.streams.set(number);
        MessageStream::new(self.clone(), number)
    }

    /// Stops the answer: the connection is closed before this returns, and what has arrived stays.
    pub fn stop(&self) {
        self.release();
        self.handle(Input::Stopped);
    }

    /// Ends the answer as one that was cut off: the page goes away, or whoever shows it.
    pub fn leave(&self) {
        self.release();
        self.handle(Input::Left);
        if let Some(keeper) = &self.0.keeper {
            keeper.flush(&self.0);
        }
    }

    /// Brings back what is kept, in front of what was said since, and says whether that was
    /// anything. An answer that was on its way when it was kept was cut off.
    ///
    /// The chat works in the meantime, and without: [`Chat::trouble`] says what went wrong.
    pub async fn restore(&self) -> bool {
        let Some(keeper) = &self.0.keeper else {
            return false;
        };
        let messages = keeper.load().await;
        let is_any = !messages.is_empty();
        let mut session = self.0.session.borrow_mut();
        if is_any {
            session.restore(messages);
            keeper.name(session.messages());
        } else {
            let opening = Session::new(keeper.opening());
            session.restore(opening.messages().to_vec());
        }
        is_any
    }

    /// Forgets the conversation, what is kept of it included. An answer on its way is stopped.
    ///
    /// # Errors
    /// See [`StoreError`]. Then what was kept is still there, and the conversation as well.
    pub async fn clear(&self) -> Result<(), StoreError> {
        self.stop();
        // At once, so that what is said meanwhile begins the next conversation.
        let forgotten = self.messages();
        self.0.session.borrow_mut().clear();
        let Some(keeper) = &self.0.keeper else {
            return Ok(());
        };
        let cleared = keeper.clear().await;
        if cleared.is_err() {
            self.0.session.borrow_mut().remember(forgotten);
        }
        keeper.save(&self.0);
        cleared
    }

    /// Has what changed written now, and not only when that is due: the page may be about to go.
    pub fn save(&self) {
        if let Some(keeper) = &self.0.keeper {
            keeper.save_at_once(&self.0);
        }
    }

    /// Has a function told of [trouble](Self::trouble) when it comes, once of each sort, in place of
    /// the function before.
    pub fn on_trouble(&self, listener: impl Fn(&StoreTrouble) + 'static) {
        if let Some(keeper) = &self.0.keeper {
            keeper.listen(Rc::new(listener));
        }
    }

    /// Why the conversation is not kept, or not whole; the latest reason there was.
    pub fn trouble(&self) -> Option<StoreTrouble> {
        self.0.keeper.as_ref()?.trouble()
    }

    /// Lets go of the text that was held back until it is clear how it goes together with what it
    /// continues. It is part of the answer from here on.
    pub(crate) fn release(&self) -> Option<Chunk> {
        let run = self.with(Session::run)?;
        let chunk = self.0.connection.borrow_mut().as_mut()?.1.release()?;
        self.handle(Input::Arrived(run, Box::new(chunk.clone())));
        Some(chunk)
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

    /// The request or the pause that is under way for the stream of this number.
    pub(super) fn run_of(&self, stream: u64) -> Option<RunId> {
        self.with(Session::run)
            .filter(|_| stream == self.0.streams.get())
    }

    pub(super) fn is_silent(&self) -> bool {
        self.with(|session| session.messages().last().is_some_and(Message::is_silent))
    }

    /// Hands an input to the session and does what it asks for.
    pub(super) fn handle(&self, input: Input) {
        let effects = self.0.session.borrow_mut().handle(input);
        self.perform(effects);
    }

    fn perform(&self, effects: Vec<Effect>) {
        let shared = &self.0;
        for effect in effects {
            match effect {
                Effect::Abort(run) => shared.disconnect(run),
                Effect::Open(run) => shared.open(run),
                Effect::Wait(run, timer, time) => {
                    let sleep = shared.client.transport.sleep(time);
                    let sleep = sleep.map(move |()| Input::Fired(run, timer));
                    shared.timers.borrow_mut().add(run, sleep.boxed_local());
                }
                Effect::AwaitOnline(run) => {
                    let online = shared.client.transport.online();
                    let online = online.map(move |()| Input::Online(run));
                    shared.timers.borrow_mut().add(run, online.boxed_local());
                }
                Effect::Save => {
                    if let Some(keeper) = &shared.keeper {
                        keeper.save(shared);
                    }
                }
            }
        }
    }
}

impl Shared {
    fn open(&self, run: RunId) {
        let Outgoing {
            contents,
            continuation_token,
            seam,
        } = self.session.borrow().request();
        let Client {
            endpoint,
            config,
            transport,
            ..
        } = &self.client;
        let token = continuation_token.as_deref();
        let request = Request::resuming(endpoint, config, &contents, token);
        let connection = Connection::new(transport.clone(), request, seam);
        self.connection.replace(Some((run, connection)));
    }

    /// The next thing that was waited for. What was waited for under another name is dropped.
    pub(super) fn poll_timers(&self, run: RunId, context: &mut Context<'_>) -> Option<Input> {
        // Taken out while they are polled, so that a transport may call back into the chat.
        let mut timers = self.timers.take();
        let input = timers.poll(run, context);
        // The transport itself may have stopped the answer.
        if self.session.borrow().run() == Some(run) {
            self.timers.borrow_mut().extend(timers);
        }
        input
    }

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

    /// Drops the connection and the timers of a run: its transport aborts.
    pub(super) fn disconnect(&self, run: RunId) {
        drop(self.take_connection(run));
        let ended = self.timers.borrow_mut().take(run);
        drop(ended);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
