//! Saves a conversation to its store: one write at a time, each with all changes since the last.

use std::{
    cell::{Cell, RefCell},
    mem::Discriminant,
    rc::{Rc, Weak},
};

use futures_util::{FutureExt as _, future::LocalBoxFuture};

use super::{
    chat::Shared,
    store::{Store, StoreError},
    tracker::{EntryTracker, Loaded},
};
use crate::chat::{Content, Message, Unreadable};

/// The store of a conversation, and the state of its reads and writes.
pub(super) struct Saver {
    store: Rc<dyn Store>,
    tracker: RefCell<EntryTracker>,
    /// The number of the write in progress. The outcome of any other write does not count.
    writing: Cell<Option<u64>>,
    last_write: Cell<u64>,
    /// Whether something has changed since that write began.
    is_due: Cell<bool>,
    /// Whether the conversation is being deleted. Writes wait until that is done.
    is_clearing: Cell<bool>,
    /// Whether the store is known to hold anything of the conversation.
    holds_any: Cell<bool>,
    /// Whether loading has finished, successfully or not.
    is_loaded: Cell<bool>,
    /// The history that a new conversation begins with.
    opening: RefCell<Vec<Content>>,
    trouble: RefCell<Option<StoreTrouble>>,
    reported: RefCell<Vec<Discriminant<StoreTrouble>>>,
    listener: RefCell<Option<Listener>>,
}

/// A callback for trouble.
type Listener = Rc<dyn Fn(&StoreTrouble)>;

/// Why a conversation is not saved, or is incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreTrouble {
    /// The store cannot be read or written.
    Store(StoreError),
    /// The conversation could not be deleted. It is still there and still saved.
    NotDeleted(StoreError),
    /// Some stored messages cannot be read: they are damaged, or a later version wrote them. They
    /// stay in the store.
    Unreadable(Unreadable),
}

impl StoreTrouble {
    /// Returns one plain sentence for the user.
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Store(error) => error.sentence(),
            Self::NotDeleted(_) => "The conversation could not be deleted.",
            Self::Unreadable(Unreadable::Damaged) => {
                "Some earlier messages are damaged and cannot be shown."
            }
            Self::Unreadable(Unreadable::Newer) => {
                "Some earlier messages were saved by a newer version of this chat and cannot be shown."
            }
        }
    }
}

impl Saver {
    pub(super) fn new(store: Rc<dyn Store>, opening: Vec<Content>) -> Self {
        Self {
            tracker: RefCell::new(EntryTracker::new(store.writer())),
            store,
            writing: Cell::default(),
            last_write: Cell::default(),
            is_due: Cell::default(),
            is_clearing: Cell::default(),
            holds_any: Cell::default(),
            is_loaded: Cell::default(),
            opening: RefCell::new(opening),
            trouble: RefCell::default(),
            reported: RefCell::default(),
            listener: RefCell::default(),
        }
    }

    pub(super) fn trouble(&self) -> Option<StoreTrouble> {
        self.trouble.borrow().clone()
    }

    /// Sets the callback for trouble, in place of the previous one.
    pub(super) fn listen(&self, listener: Listener) {
        self.listener.replace(Some(listener));
    }

    /// Reports trouble, once for each kind: repeats are usually consequences of the first.
    fn report(&self, trouble: &StoreTrouble) {
        let kind = std::mem::discriminant(trouble);
        if self.reported.borrow().contains(&kind) {
            return;
        }
        self.reported.borrow_mut().push(kind);
        // The listener may call back into the chat, so nothing stays borrowed.
        let listener = self.listener.borrow().clone();
        self.trouble.replace(Some(trouble.clone()));
        if let Some(listener) = listener {
            listener(trouble);
        }
    }

    pub(super) fn is_loaded(&self) -> bool {
        self.is_loaded.get()
    }

    /// Takes the history that a new conversation begins with.
    pub(super) fn opening(&self) -> Vec<Content> {
        self.opening.take()
    }

    /// Loads the stored messages.
    pub(super) async fn load(&self) -> Vec<Message> {
        let loaded = self.store.load().await;
        self.is_loaded.set(true);
        let entries = match loaded {
            Ok(entries) => entries,
            Err(error) => {
                self.report(&StoreTrouble::Store(error));
                return vec![];
            }
        };
        if !entries.is_empty() {
            self.holds_any.set(true);
        }
        let Loaded {
            records,
            unreadable,
        } = self.tracker.borrow_mut().load(entries);
        if let Some((_, why)) = unreadable.first() {
            self.report(&StoreTrouble::Unreadable(*why));
        }
        records.into_iter().map(Message::from).collect()
    }

    /// Tells the tracker which messages the loaded records have become.
    pub(super) fn name(&self, messages: &[Message]) {
        self.tracker.borrow_mut().name(messages);
    }

    /// Writes all changes. While another write or a deletion is in progress, they wait for it.
    pub(super) fn save(&self, chat: &Rc<Shared>) {
        if self.writing.get().is_some() || self.is_clearing.get() {
            return self.is_due.set(true);
        }
        self.is_due.set(false);
        let Some(write) = self.write(chat) else {
            return;
        };
        let number = self.last_write.get() + 1;
        self.last_write.set(number);
        self.writing.set(Some(number));
        let chat = Rc::downgrade(chat);
        self.store.spawn(go_on(chat, number, write).boxed_local());
    }

    /// Writes all changes now, even while another write is in progress: there may be no later.
    pub(super) fn save_at_once(&self, chat: &Rc<Shared>) {
        self.writing.set(None);
        self.save(chat);
    }

    /// Like [`save_at_once`](Self::save_at_once), unless the write in progress covers all changes.
    pub(super) fn flush(&self, chat: &Rc<Shared>) {
        if self.is_due.get() {
            self.save_at_once(chat);
        }
    }

    /// Starts writing the changes; `None` if there are none.
    fn write(&self, chat: &Shared) -> Option<Write> {
        let now = self.store.now();
        let session = chat.session.borrow();
        let changes = self.tracker.borrow_mut().changes(session.messages(), now);
        (!changes.is_empty()).then(|| self.store.write(changes))
    }

    /// Handles the end of a write. A later write, if there is one, includes all of its changes.
    fn wrote(&self, number: u64, outcome: Result<(), StoreError>) {
        let is_latest = self.writing.get() == Some(number);
        match outcome {
            Ok(()) => {
                self.holds_any.set(true);
                if is_latest {
                    self.tracker.borrow_mut().written();
                }
            }
            Err(error) => {
                if is_latest {
                    self.tracker.borrow_mut().failed();
                }
                self.report(&StoreTrouble::Store(error));
            }
        }
        if is_latest {
            self.writing.set(None);
        }
    }

    /// Deletes the stored conversation. An error is ignored if nothing is stored.
    pub(super) async fn clear(&self) -> Result<(), StoreError> {
        self.is_clearing.set(true);
        let cleared = self.store.clear().await;
        self.is_clearing.set(false);
        match cleared {
            Err(error) if self.holds_any.get() || !self.is_loaded.get() => {
                // Reported each time, because the user asked for it.
                self.reported.borrow_mut().clear();
                self.report(&StoreTrouble::NotDeleted(error.clone()));
                Err(error)
            }
            _ => {
                self.holds_any.set(false);
                self.tracker.borrow_mut().cleared();
                Ok(())
            }
        }
    }
}

type Write = LocalBoxFuture<'static, Result<(), StoreError>>;

/// Waits for a write, then starts the next one if something has changed meanwhile.
async fn go_on(chat: Weak<Shared>, number: u64, write: Write) {
    let outcome = write.await;
    let Some(chat) = chat.upgrade() else {
        return;
    };
    let Some(saver) = &chat.saver else {
        return;
    };
    saver.wrote(number, outcome);
    if saver.is_due.get() {
        saver.save(&chat);
    }
}
