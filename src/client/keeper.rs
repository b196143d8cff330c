//! Keeps a conversation: one write at a time, each with all that has changed since the last.

use std::{
    cell::{Cell, RefCell},
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
    is_writing: Cell<bool>,
    /// Something has changed since the write that is under way.
    is_due: Cell<bool>,
    /// What a new conversation begins with.
    opening: RefCell<Vec<Content>>,
    trouble: RefCell<Option<StoreTrouble>>,
    listener: RefCell<Option<Listener>>,
}

/// Is told of the first trouble.
type Listener = Box<dyn Fn(&StoreTrouble)>;

/// Why a conversation is not kept, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// The store does not keep, or does not tell.
    Store(StoreError),
    /// Messages that were kept cannot be read: these are damaged, or a later version wrote them.
    /// They stay where they are.
    Unreadable(Unreadable),
}

impl StoreTrouble {
    /// One plain sentence for the person in front of the chat.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Store(error) => error.sentence(),
            Self::Unreadable(Unreadable::Damaged) => {
                "Some earlier messages are damaged and cannot be shown."
            }
            Self::Unreadable(Unreadable::Newer) => {
                "Some earlier messages were kept by a newer version of this chat and cannot be shown."
            }
        }
    }
}

impl Keeper {
    pub(super) fn new(store: Rc<dyn Store>, opening: Vec<Content>) -> Self {
        Self {
            shelf: RefCell::new(Shelf::new(store.writer())),
            store,
            is_writing: Cell::new(false),
            is_due: Cell::new(false),
            opening: RefCell::new(opening),
            trouble: RefCell::default(),
            listener: RefCell::default(),
        }
    }

    pub(super) fn trouble(&self) -> Option<StoreTrouble> {
        self.trouble.borrow().clone()
    }

    /// Has a function told of the first trouble, in place of the one before.
    pub(super) fn listen(&self, listener: Listener) {
        self.listener.replace(Some(listener));
    }

    /// The first trouble is told; those that follow from it are not.
    fn report(&self, trouble: StoreTrouble) {
        if self.trouble.borrow().is_some() {
            return;
        }
        if let Some(listener) = &*self.listener.borrow() {
            listener(&trouble);
        }
        self.trouble.replace(Some(trouble));
    }

    /// What a new conversation begins with, once.
    pub(super) fn opening(&self) -> Vec<Content> {
        self.opening.take()
    }

    /// What the store holds, as messages.
    pub(super) async fn load(&self) -> Vec<Message> {
        let entries = match self.store.load().await {
            Ok(entries) => entries,
            Err(error) => {
                self.report(StoreTrouble::Store(error));
                return vec![];
            }
        };
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

    /// Has what changed written. While a write is under way, this one waits for it.
    pub(super) fn save(&self, chat: &Rc<Shared>) {
        if self.is_writing.get() {
            return self.is_due.set(true);
        }
        let Some(write) = self.write(chat) else {
            return;
        };
        self.is_writing.set(true);
        let chat = Rc::downgrade(chat);
        self.store.spawn(go_on(chat, write).boxed_local());
    }

    /// Has what changed written now, whatever is under way: there may be no later.
    pub(super) fn save_at_once(&self, chat: &Rc<Shared>) {
        self.is_writing.set(false);
        self.save(chat);
    }

    /// Begins to write what changed; `None` if nothing did.
    fn write(&self, chat: &Shared) -> Option<Write> {
        let now = self.store.now();
        let session = chat.session.borrow();
        let changes = self.shelf.borrow_mut().changes(session.messages(), now);
        (!changes.is_empty()).then(|| self.store.write(changes))
    }

    fn wrote(&self, outcome: Result<(), StoreError>) {
        let mut shelf = self.shelf.borrow_mut();
        match outcome {
            Ok(()) => shelf.written(),
            Err(error) => {
                shelf.failed();
                self.report(StoreTrouble::Store(error));
            }
        }
    }

    /// Deletes everything that is kept of the conversation.
    pub(super) async fn clear(&self) -> Result<(), StoreError> {
        self.store.clear().await?;
        self.shelf.borrow_mut().cleared();
        Ok(())
    }
}

type Write = LocalBoxFuture<'static, Result<(), StoreError>>;

/// Waits for a write, and begins the next one if something has changed meanwhile.
async fn go_on(chat: Weak<Shared>, write: Write) {
    let outcome = write.await;
    let Some(chat) = chat.upgrade() else {
        return;
    };
    let Some(keeper) = &chat.keeper else {
        return;
    };
    keeper.wrote(outcome);
    keeper.is_writing.set(false);
    if keeper.is_due.take() {
        keeper.save(&chat);
    }
}
