//! A conversation, which performs the effects of its [`Session`].

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
    task::{Context, Waker},
};

use futures_util::FutureExt as _;

use super::{
    connection::Connection,
    saver::{Saver, StoreTrouble},
    setup::Client,
    store::StoreError,
    stream::MessageStream,
    timers::Timers,
};
use crate::{
    chat::{self, Chunk, Content, Effect, Input, Message, Outgoing, RunId, Session, Unreadable},
    error::ErrorKind,
    gemini::Request,
};

/// A handle to a conversation. Clones refer to the same one.
///
/// At most one answer is in progress; requesting another stops it.
#[derive(Clone)]
pub struct Chat(pub(super) Rc<Shared>);

pub(super) struct Shared {
    client: RefCell<Client>,
    /// The client for the next answer, set while another one is in progress.
    next_client: RefCell<Option<Client>>,
    pub(super) session: RefCell<Session>,
    /// Held here and not in the stream, so that stopping drops it at once, polled or not.
    connection: RefCell<Option<(RunId, Connection)>>,
    timers: RefCell<Timers>,
    /// The waker of the task that polls the stream, to be woken when the answer is stopped.
    pub(super) waker: RefCell<Option<Waker>>,
    /// The number of the latest stream. Streams with lower numbers are retired.
    streams: Cell<u64>,
    /// Whether the history was replaced or cleared before the stored messages were loaded.
    is_replaced: Cell<bool>,
    /// Saves the conversation, if it has a store.
    pub(super) saver: Option<Saver>,
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Chat").field(&self.0.session).finish()
    }
}

impl Chat {
    pub(super) fn new(client: &Client, session: Session, saver: Option<Saver>) -> Self {
        let session = session
            .recovery(client.recovery.clone())
            .model(&client.config.model)
            .seed(client.transport.seed());
        Self(Rc::new(Shared {
            client: RefCell::new(client.clone()),
            next_client: RefCell::default(),
            is_replaced: Cell::default(),
            session: RefCell::new(session),
            connection: RefCell::default(),
            timers: RefCell::default(),
            waker: RefCell::default(),
            streams: Cell::default(),
            saver,
        }))
    }

    /// Sends a message, text or a whole [`Content`], and streams the answer.
    ///
    /// The request is sent when the stream is first polled. Dropping the stream stops the answer. A
    /// blank message is not sent: the stream yields
    /// [`ErrorKind::EmptyMessage`](crate::ErrorKind::EmptyMessage).
    pub fn send_message_stream(&self, message: impl Into<Content>) -> MessageStream {
        self.stream(Input::Sent(message.into()))
    }

    /// Requests the last answer again, to replace it. If there is nothing to ask again, the stream
    /// is empty, and [`MessageStream::resolve`] returns
    /// [`ErrorKind::EmptyMessage`](crate::ErrorKind::EmptyMessage).
    pub fn retry(&self) -> MessageStream {
        self.stream(Input::Retried)
    }

    /// Like [`retry`](Self::retry), as soon as there is a connection.
    pub fn retry_when_online(&self) -> MessageStream {
        self.stream(Input::Deferred)
    }

    /// Asks the model to continue the last answer from where it broke off, and joins the rest to
    /// it. [`Ending::can_continue`](crate::chat::Ending::can_continue) says after which endings it
    /// can; after others the stream is empty, as for [`retry`](Self::retry) without an answer.
    pub fn continue_answer(&self) -> MessageStream {
        self.stream(Input::Continued)
    }

    fn stream(&self, input: Input) -> MessageStream {
        let before = self.with(Session::run);
        let is_message = matches!(input, Input::Sent(_));
        let ends_current = match &input {
            Input::Sent(content) => !content.is_blank(),
            input => !matches!(input, Input::Continued),
        };
        if ends_current {
            self.break_off();
        }
        self.handle(input);
        // Input that starts no request, such as a blank message, leaves the current answer alone.
        let run = self.with(Session::run);
        if run.is_none() || run == before {
            let failure = is_message.then_some(ErrorKind::EmptyMessage);
            return MessageStream::of_nothing(self.clone(), failure);
        }
        self.retire_streams();
        MessageStream::new(self.clone(), self.0.streams.get())
    }

    /// Stops the answer. The connection is closed before this returns; what has arrived stays.
    pub fn stop(&self) {
        self.break_off();
        self.handle(Input::Stopped);
    }

    /// Ends the answer as cut off and saves pending changes: the page or the view is going away.
    pub fn leave(&self) {
        self.break_off();
        self.handle(Input::Left);
        self.retire_streams();
        if let Some(saver) = &self.0.saver {
            saver.flush(&self.0);
        }
    }

    /// Loads the stored messages, inserts them before any sent since, and returns whether there
    /// were any. An answer that was in progress when it was stored becomes interrupted.
    ///
    /// The chat works meanwhile, and even if loading fails: [`Chat::trouble`] then says why.
    pub async fn restore(&self) -> bool {
        let Some(saver) = &self.0.saver else {
            return false;
        };
        let messages = saver.load().await;
        let is_any = !messages.is_empty();
        let count = messages.len();
        let mut session = self.0.session.borrow_mut();
        if is_any {
            session.restore(messages);
            saver.name(session.messages());
        }
        if self.0.is_replaced.take() {
            session.forget_first(count);
            drop(session);
            saver.save(&self.0);
        } else if !is_any {
            let opening = Session::new(saver.opening());
            session.restore(opening.messages().to_vec());
        }
        is_any
    }

    /// Uses another client and its recovery from the next answer on. An answer in progress keeps
    /// the client that it began with.
    pub fn set_client(&self, client: Client) {
        let mut session = self.0.session.borrow_mut();
        session.configure(&client.config.model, client.recovery.clone());
        drop(session);
        self.0.next_client.replace(Some(client));
        self.0.adopt();
    }

    /// Replaces the conversation with another history, in its store too if it has one. An answer in
    /// progress is stopped.
    pub fn set_history(&self, history: Vec<Content>) {
        self.replace(Session::new(history).messages().to_vec());
    }

    /// Returns the conversation as JSON, in the format of [`chat::export`](crate::chat::export).
    pub fn export(&self) -> String {
        let client = self.0.client.borrow();
        self.with(|session| chat::export(session.messages(), &client.config.model))
    }

    /// Replaces the conversation with one that was [exported](Self::export).
    ///
    /// # Errors
    /// [`Unreadable`] if this version cannot read the text. Nothing has changed then.
    pub fn import(&self, json: &str) -> Result<(), Unreadable> {
        self.replace(chat::import(json)?);
        Ok(())
    }

    fn replace(&self, messages: Vec<Message>) {
        self.break_off();
        self.retire_streams();
        if let Some(saver) = &self.0.saver {
            self.0.is_replaced.set(!saver.is_loaded());
        }
        let effects = self.0.session.borrow_mut().replace(messages);
        self.perform(effects);
    }

    /// Deletes the conversation, including what is stored. An answer in progress is stopped.
    ///
    /// # Errors
    /// See [`StoreError`]. The conversation is then still there, both here and in the store.
    pub async fn clear(&self) -> Result<(), StoreError> {
        self.stop();
        self.retire_streams();
        // At once, so that messages sent meanwhile begin the next conversation.
        let forgotten = self.messages();
        self.0.session.borrow_mut().clear();
        let Some(saver) = &self.0.saver else {
            return Ok(());
        };
        // Stored messages that are not loaded yet must not be added later.
        self.0.is_replaced.set(!saver.is_loaded());
        let cleared = saver.clear().await;
        if cleared.is_err() {
            self.0.is_replaced.set(false);
            self.0.session.borrow_mut().remember(forgotten);
        }
        saver.save(&self.0);
        cleared
    }

    /// Saves pending changes now instead of when they are due: the page may be about to go away.
    pub fn save(&self) {
        if let Some(saver) = &self.0.saver {
            saver.save_at_once(&self.0);
        }
    }

    /// Registers a function to call on [trouble](Self::trouble), once for each kind. It replaces
    /// the previous function.
    pub fn on_trouble(&self, listener: impl Fn(&StoreTrouble) + 'static) {
        if let Some(saver) = &self.0.saver {
            saver.listen(Rc::new(listener));
        }
    }

    /// Returns the latest reason why the conversation is not saved or is incomplete.
    pub fn trouble(&self) -> Option<StoreTrouble> {
        self.0.saver.as_ref()?.trouble()
    }

    /// Adds text to the answer that is held back, until it is clear how it joins the text that it
    /// continues, because the answer ends here.
    pub(crate) fn break_off(&self) -> Option<Chunk> {
        self.add_held(Connection::break_off)
    }

    /// Does the same because the server is silent, if the text is new.
    pub(crate) fn release(&self) -> Option<Chunk> {
        self.add_held(Connection::release)
    }

    fn add_held(&self, take: impl FnOnce(&mut Connection) -> Option<Chunk>) -> Option<Chunk> {
        let run = self.with(Session::run)?;
        let chunk = take(&mut self.0.connection.borrow_mut().as_mut()?.1)?;
        self.handle(Input::Arrived(run, Box::new(chunk.clone())));
        Some(chunk)
    }

    /// Returns the prompt of a last turn that failed before any of an answer arrived, to be edited:
    /// the next message replaces that turn. Returns `None` if there is no such turn.
    pub fn take_back(&self) -> Option<Content> {
        self.handle(Input::TakenBack);
        self.with(|session| session.unsent().cloned())
    }

    /// Returns every message, including failed and blocked turns.
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

    /// Returns the turns that precede the next message in its request, ready to start another chat.
    pub fn history(&self) -> Vec<Content> {
        self.0.session.borrow().contents()
    }

    /// Returns the current request or pause, if the stream of this number is the latest.
    pub(super) fn run_of(&self, stream: u64) -> Option<RunId> {
        self.with(Session::run).filter(|_| self.is_latest(stream))
    }

    /// Returns whether the stream of this number is the latest.
    pub(super) fn is_latest(&self, stream: u64) -> bool {
        stream == self.0.streams.get()
    }

    /// Detaches all streams so far: they have nothing more to report.
    fn retire_streams(&self) {
        self.0.streams.set(self.0.streams.get() + 1);
    }

    pub(super) fn is_silent(&self) -> bool {
        self.with(|session| session.messages().last().is_some_and(Message::is_silent))
    }

    /// Passes an input to the session and performs the effects.
    pub(super) fn handle(&self, input: Input) {
        let effects = self.0.session.borrow_mut().handle(input);
        self.0.adopt();
        self.perform(effects);
    }

    fn perform(&self, effects: Vec<Effect>) {
        let shared = &self.0;
        for effect in effects {
            match effect {
                Effect::Abort(run) => shared.disconnect(run),
                Effect::Open(run) => shared.open(run),
                Effect::Wait(run, timer, time) => {
                    let sleep = shared.client.borrow().transport.sleep(time);
                    let sleep = sleep.map(move |()| Input::Fired(run, timer));
                    shared.timers.borrow_mut().add(run, sleep.boxed_local());
                }
                Effect::AwaitOnline(run) => {
                    let online = shared.client.borrow().transport.online();
                    let online = online.map(move |()| Input::Online(run));
                    shared.timers.borrow_mut().add(run, online.boxed_local());
                }
                Effect::Save => {
                    if let Some(saver) = &shared.saver {
                        saver.save(shared);
                    }
                }
            }
        }
    }
}

impl Shared {
    /// Switches to the client that was set last, once no answer of the previous one is in progress.
    fn adopt(&self) {
        if !self.session.borrow().is_configuring()
            && let Some(client) = self.next_client.take()
        {
            self.client.replace(client);
        }
    }

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
        } = &*self.client.borrow();
        let token = continuation_token.as_deref();
        let request = Request::resuming(endpoint, config, &contents, token);
        let connection = Connection::new(transport.clone(), request, seam);
        self.connection.replace(Some((run, connection)));
    }

    /// Returns the next input of a timer. Timers of other runs are dropped.
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

    /// Takes out the connection of a run, if it is still there.
    pub(super) fn take_connection(&self, run: RunId) -> Option<Connection> {
        let mut slot = self.connection.borrow_mut();
        slot.take_if(|(of, _)| *of == run)
            .map(|(_, connection)| connection)
    }

    /// Puts a connection back. Drops it and returns `false` if its run was stopped meanwhile.
    pub(super) fn put_connection(&self, run: RunId, connection: Connection) -> bool {
        let is_current = self.session.borrow().run() == Some(run);
        if is_current {
            self.connection.replace(Some((run, connection)));
        }
        is_current
    }

    /// Drops the connection and the timers of a run, which aborts its request. Wakes the stream.
    pub(super) fn disconnect(&self, run: RunId) {
        drop(self.take_connection(run));
        let ended = self.timers.borrow_mut().take(run);
        drop(ended);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
