//! The conversation.

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

/// A conversation. A handle: clones speak of the same one.
///
/// At most one answer is on its way; asking for another stops it.
#[derive(Clone)]
pub struct Chat(pub(super) Rc<Shared>);

pub(super) struct Shared {
    client: RefCell<Client>,
    /// Whom the next answer is asked of, while another one is on its way.
    next_client: RefCell<Option<Client>>,
    pub(super) session: RefCell<Session>,
    /// Held here and not in the stream, so that stopping drops it at once, polled or not.
    connection: RefCell<Option<(RunId, Connection)>>,
    timers: RefCell<Timers>,
    /// Whoever waits for the stream, to be told that it was stopped.
    pub(super) waker: RefCell<Option<Waker>>,
    /// The number of the stream that speaks for what is under way: an answer that is continued has an
    /// older one, and what was replaced has none.
    streams: Cell<u64>,
    /// Another history, or none, was asked for before what is kept was there.
    is_replaced: Cell<bool>,
    /// Keeps the conversation, if it is to be kept.
    pub(super) keeper: Option<Keeper>,
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Chat").field(&self.0.session).finish()
    }
}

impl Chat {
    pub(super) fn new(client: &Client, session: Session, keeper: Option<Keeper>) -> Self {
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
    /// is empty, and [`MessageStream::resolve`] gives
    /// [`ErrorKind::EmptyMessage`](crate::ErrorKind::EmptyMessage).
    pub fn retry(&self) -> MessageStream {
        self.stream(Input::Retried)
    }

    /// The same, as soon as there is a connection.
    pub fn retry_when_online(&self) -> MessageStream {
        self.stream(Input::Deferred)
    }

    /// Asks the model to go on with the last answer from where it broke, and joins what comes to
    /// it. [`Ending::can_continue`](crate::chat::Ending::can_continue) says after which endings it
    /// can; after the others the stream is empty, as that of [`retry`](Self::retry) without an answer.
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
        self.retire_streams();
        MessageStream::new(self.clone(), self.0.streams.get())
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
        self.retire_streams();
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
        let count = messages.len();
        let mut session = self.0.session.borrow_mut();
        if is_any {
            session.restore(messages);
            keeper.name(session.messages());
        }
        if self.0.is_replaced.take() {
            session.forget_first(count);
            drop(session);
            keeper.save(&self.0);
        } else if !is_any {
            let opening = Session::new(keeper.opening());
            session.restore(opening.messages().to_vec());
        }
        is_any
    }

    /// Talks to another client from the next answer on, with its recovery: one that is on its way
    /// goes on with the client that it began with.
    pub fn set_client(&self, client: Client) {
        let mut session = self.0.session.borrow_mut();
        session.configure(&client.config.model, client.recovery.clone());
        drop(session);
        self.0.next_client.replace(Some(client));
        self.0.adopt();
    }

    /// Goes on from another history, in place of all that was said. An answer on its way is
    /// stopped. Where the conversation is kept, this is kept instead.
    pub fn set_history(&self, history: Vec<Content>) {
        self.replace(Session::new(history).messages().to_vec());
    }

    /// The conversation as JSON, as [`chat::export`](crate::chat::export) writes it.
    pub fn export(&self) -> String {
        let client = self.0.client.borrow();
        self.with(|session| chat::export(session.messages(), &client.config.model))
    }

    /// Goes on from a conversation that was [exported](Self::export), in place of all that was said.
    ///
    /// # Errors
    /// [`Unreadable`] if this version cannot tell what was said. Then nothing has changed.
    pub fn import(&self, json: &str) -> Result<(), Unreadable> {
        self.replace(chat::import(json)?);
        Ok(())
    }

    fn replace(&self, messages: Vec<Message>) {
        self.release();
        self.retire_streams();
        if let Some(keeper) = &self.0.keeper {
            self.0.is_replaced.set(!keeper.is_loaded());
        }
        let effects = self.0.session.borrow_mut().replace(messages);
        self.perform(effects);
    }

    /// Forgets the conversation, what is kept of it included. An answer on its way is stopped.
    ///
    /// # Errors
    /// See [`StoreError`]. Then what was kept is still there, and the conversation as well.
    pub async fn clear(&self) -> Result<(), StoreError> {
        self.stop();
        self.retire_streams();
        // At once, so that what is said meanwhile begins the next conversation.
        let forgotten = self.messages();
        self.0.session.borrow_mut().clear();
        let Some(keeper) = &self.0.keeper else {
            return Ok(());
        };
        // What is not there yet is not to come.
        self.0.is_replaced.set(!keeper.is_loaded());
        let cleared = keeper.clear().await;
        if cleared.is_err() {
            self.0.is_replaced.set(false);
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
        self.with(Session::run).filter(|_| self.is_latest(stream))
    }

    /// Whether the stream of this number speaks for what is said last.
    pub(super) fn is_latest(&self, stream: u64) -> bool {
        stream == self.0.streams.get()
    }

    /// The streams that were given away have nothing to tell any more.
    fn retire_streams(&self) {
        self.0.streams.set(self.0.streams.get() + 1);
    }

    pub(super) fn is_silent(&self) -> bool {
        self.with(|session| session.messages().last().is_some_and(Message::is_silent))
    }

    /// Hands an input to the session and does what it asks for.
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
                    if let Some(keeper) = &shared.keeper {
                        keeper.save(shared);
                    }
                }
            }
        }
    }
}

impl Shared {
    /// Lets the client that was set last answer, as soon as the session does not hold to another.
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
