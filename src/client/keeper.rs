//! Keeps a conversation: one write at a time, each with all that has changed since the last.

use std::{
    cell::{Cell, RefCell},
    mem::Discriminant,
    rc::{Rc, Weak},
};

use futures_util::{FutureExt as _, future::LocalBoxFuture};

use super::{
    chat::Shared,
    shelf::{Loaded, Shelf},
    store::{Store, StoreError},
};
use crate::chat::{Content, Message, Unreadable};

/// The store of a conversation, and what it holds.
pub(super) struct Keeper {
    store: Rc<dyn Store>,
    shelf: RefCell<Shelf>,
    /// The number of the write that is under way; only the latest one counts.
    writing: Cell<Option<u64>>,
    last_write: Cell<u64>,
    /// Something has changed since the write that is under way.
    is_due: Cell<bool>,
    /// The conversation is being deleted: nothing is written behind that.
    is_clearing: Cell<bool>,
    /// Whether the store holds anything of the conversation, as far as is known.
    holds_any: Cell<bool>,
    /// What was kept was asked for, and is there or will not come.
    is_loaded: Cell<bool>,
    /// What a new conversation begins with.
    opening: RefCell<Vec<Content>>,
    trouble: RefCell<Option<StoreTrouble>>,
    told: RefCell<Vec<Discriminant<StoreTrouble>>>,
    listener: RefCell<Option<Listener>>,
}

/// Is told of trouble.
type Listener = Rc<dyn Fn(&StoreTrouble)>;

/// Why a conversation is not kept, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreTrouble {
    /// The store does not keep, or does not tell.
    Store(StoreError),
    /// The conversation could not be deleted: it is still there, and still kept.
    NotDeleted(StoreError),
    /// Messages that were kept cannot be read: these are damaged, or a later version wrote them.
    /// They stay where they are.
    Unreadable(Unreadable),
}

impl StoreTrouble {
    /// One plain sentence for the person in front of the chat.
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

impl Keeper {
    pub(super) fn new(store: Rc<dyn Store>, opening: Vec<Content>) -> Self {
        Self {
            shelf: RefCell::new(Shelf::new(store.writer())),
            store,
            writing: Cell::default(),
            last_write: Cell::default(),
            is_due: Cell::default(),
            is_clearing: Cell::default(),
            holds_any: Cell::default(),
            is_loaded: Cell::default(),
            opening: RefCell::new(opening),
            trouble: RefCell::default(),
            told: RefCell::default(),
            listener: RefCell::default(),
        }
    }

    pub(super) fn trouble(&self) -> Option<StoreTrouble> {
        self.trouble.borrow().clone()
    }

    /// Has a function told of trouble, in place of the one before.
    pub(super) fn listen(&self, listener: Listener) {
        self.listener.replace(Some(listener));
    }

    /// Trouble of one sort is told once: what follows from it is no news.
    fn report(&self, trouble: StoreTrouble) {
        let sort = std::mem::discriminant(&trouble);
        if self.told.borrow().contains(&sort) {
            return;
        }
        self.told.borrow_mut().push(sort);
        let told = trouble.clone();
        self.trouble.replace(Some(trouble));
        // It may ask anything of the chat.
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(&told);
        }
    }

    pub(super) fn is_loaded(&self) -> bool {
        self.is_loaded.get()
    }

    /// What a new conversation begins with, once.
    pub(super) fn opening(&self) -> Vec<Content> {
        self.opening.take()
    }

    /// What the store holds, as messages.
    pub(super) async fn load(&self) -> Vec<Message> {
        let loaded = self.store.load().await;
        self.is_loaded.set(true);
        let entries = match loaded {
            Ok(entries) => entries,
            Err(error) => {
                self.report(StoreTrouble::Store(error));
                return vec![];
            }
        };
        if !entries.is_empty() {
            self.holds_any.set(true);
        }
        let Loaded {
            records,
            unreadable,
        } = self.shelf.borrow_mut().load(entries);
        if let Some((_, why)) = unreadable.first() {
            self.report(StoreTrouble::Unreadable(*why));
        }
        records.into_iter().map(Message::from).collect()
    }

    /// Says what the messages that were loaded are called now.
    pub(super) fn name(&self, messages: &[Message]) {
        self.shelf.borrow_mut().name(messages);
    }

    /// Has what changed written. While something else is under way, this waits for it.
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

    /// Has what changed written now, also while another write is under way: there may be no later.
    pub(super) fn save_at_once(&self, chat: &Rc<Shared>) {
        self.writing.set(None);
        self.save(chat);
    }

    /// The same, unless the write that is under way has it all.
    pub(super) fn flush(&self, chat: &Rc<Shared>) {
        if self.is_due.get() {
            self.save_at_once(chat);
        }
    }

    /// Begins to write what changed; `None` if nothing did.
    fn write(&self, chat: &Shared) -> Option<Write> {
        let now = self.store.now();
        let session = chat.session.borrow();
        let changes = self.shelf.borrow_mut().changes(session.messages(), now);
        (!changes.is_empty()).then(|| self.store.write(changes))
    }

    /// A write has ended. The one after it, if there is one, has all that it had.
    fn wrote(&self, number: u64, outcome: Result<(), StoreError>) {
        let is_latest = self.writing.get() == Some(number);
        match outcome {
            Ok(()) => {
                self.holds_any.set(true);
                if is_latest {
                    self.shelf.borrow_mut().written();
                }
            }
            Err(error) => {
                if is_latest {
                    self.shelf.borrow_mut().failed();
                }
                self.report(StoreTrouble::Store(error));
            }
        }
        if is_latest {
            self.writing.set(None);
        }
    }

    /// Deletes everything that is kept of the conversation. Where nothing is, there is nothing to
    /// fail at.
    pub(super) async fn clear(&self) -> Result<(), StoreError> {
        self.is_clearing.set(true);
        let cleared = self.store.clear().await;
        self.is_clearing.set(false);
        match cleared {
            Err(error) if self.holds_any.get() || !self.is_loaded.get() => {
                // It is told each time: somebody asked.
                self.told.borrow_mut().clear();
                self.report(StoreTrouble::NotDeleted(error.clone()));
                Err(error)
            }
            _ => {
                self.holds_any.set(false);
                self.shelf.borrow_mut().cleared();
                Ok(())
            }
        }
    }
}

type Write = LocalBoxFuture<'static, Result<(), StoreError>>;

/// Waits for a write, and begins the next one if something has changed meanwhile.
async fn go_on(chat: Weak<Shared>, number: u64, write: Write) {
    let outcome = write.await;
    let Some(chat) = chat.upgrade() else {
        return;
    };
    let Some(keeper) = &chat.keeper else {
        return;
    };
    keeper.wrote(number, outcome);
    if keeper.is_due.get() {
        keeper.save(&chat);
    }
}
