//! Conversations with a slow store: operations meanwhile neither overtake each other nor get lost.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use futures::{
    FutureExt as _, StreamExt as _,
    channel::oneshot,
    executor::{LocalPool, block_on},
    future::LocalBoxFuture,
    task::LocalSpawnExt as _,
};
use rill_chat::{
    Chat, Client,
    client::{Entry, MemoryStore, Replay, Response, Store, StoreChange, StoreError, Writer},
    gemini::Endpoint,
};

use super::{drain, event, response};

type Outcome = Result<(), StoreError>;

/// An operation of the store.
enum Asked {
    Load,
    Write(Vec<StoreChange>),
    Clear,
}

/// Pending operations, and the senders that report their outcomes.
type Queue = VecDeque<(Asked, oneshot::Sender<Outcome>)>;

/// A store that carries out its operations in order, and only when told to.
#[derive(Clone, Default)]
struct Slow {
    memory: MemoryStore,
    asked: Rc<RefCell<Queue>>,
    spawned: Rc<RefCell<Vec<LocalBoxFuture<'static, ()>>>>,
}

impl Slow {
    fn ask(&self, asked: Asked) -> LocalBoxFuture<'static, Outcome> {
        let (tell, told) = oneshot::channel();
        self.asked.borrow_mut().push_back((asked, tell));
        told.map(Result::unwrap).boxed_local()
    }

    /// Carries out the next operation, or fails it. Returns whether there was one.
    fn step(&self, fails: bool) -> bool {
        let Some((asked, tell)) = self.asked.borrow_mut().pop_front() else {
            return false;
        };
        let outcome = match asked {
            _ if fails => Err(StoreError::QuotaExceeded),
            Asked::Load => Ok(()),
            Asked::Write(changes) => block_on(self.memory.write(changes)),
            Asked::Clear => block_on(self.memory.clear()),
        };
        tell.send(outcome).unwrap();
        true
    }
}

impl Store for Slow {
    fn load(&self) -> LocalBoxFuture<'static, Result<Vec<Entry>, StoreError>> {
        let (told, memory) = (self.ask(Asked::Load), self.memory.clone());
        async move {
            told.await?;
            memory.load().await
        }
        .boxed_local()
    }

    fn write(&self, changes: Vec<StoreChange>) -> LocalBoxFuture<'static, Outcome> {
        self.ask(Asked::Write(changes))
    }

    fn clear(&self) -> LocalBoxFuture<'static, Outcome> {
        self.ask(Asked::Clear)
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        self.spawned.borrow_mut().push(work);
    }

    fn now(&self) -> u64 {
        self.memory.now()
    }

    fn writer(&self) -> Writer {
        self.memory.writer()
    }
}

/// A conversation, its store, and the executor of both.
struct World {
    pool: LocalPool,
    store: Slow,
    chat: Chat,
}

impl World {
    fn new(responses: Vec<Response>) -> Self {
        Self::upon(MemoryStore::new(), responses)
    }

    /// Creates another visit to a conversation that is already kept.
    fn upon(memory: MemoryStore, responses: Vec<Response>) -> Self {
        let store = Slow {
            memory,
            ..Slow::default()
        };
        let transport = Replay::new(responses.into_iter().map(Ok));
        let client = Client::new(Endpoint::new("https://relay.example"), transport);
        Self {
            pool: LocalPool::new(),
            chat: client.keep_chat(store.clone(), vec![]),
            store,
        }
    }

    fn run(&mut self) {
        loop {
            let spawned = self.store.spawned.take();
            if spawned.is_empty() {
                return self.pool.run_until_stalled();
            }
            for work in spawned {
                self.pool.spawner().spawn_local(work).unwrap();
            }
            self.pool.run_until_stalled();
        }
    }

    /// Lets the store carry out its next operation.
    fn step(&mut self, fails: bool) -> bool {
        let stepped = self.store.step(fails);
        self.run();
        stepped
    }

    /// Lets the store carry out all of its operations.
    fn settle(&mut self) {
        self.run();
        while self.step(false) {}
    }

    /// Starts an asynchronous operation of the chat.
    fn begin<T>(&self, work: impl AsyncFnOnce(Chat) -> T + 'static) {
        let chat = self.chat.clone();
        let work = async move { drop(work(chat).await) };
        self.pool.spawner().spawn_local(work).unwrap();
    }

    fn said(&self) -> Vec<String> {
        let messages = self.chat.messages();
        messages.iter().map(|it| it.text().into_owned()).collect()
    }

    #[track_caller]
    fn keeps(&self, words: &[&str]) {
        let entries = self.store.memory.entries();
        let json: String = entries.iter().map(|entry| &*entry.json).collect();
        assert_eq!(entries.len(), words.len(), "{json}");
        for (entry, words) in entries.iter().zip(words) {
            assert!(entry.json.contains(words), "«{words}» in {json}");
        }
    }
}

#[test]
fn nothing_is_written_behind_a_deletion() {
    let body = event("Secret", "") + &event(" more", "");
    let mut world = World::new(vec![response(200, &body)]);
    let mut stream = world.chat.send_message_stream("Mine");
    block_on(stream.next());
    let chat = world.chat.clone();
    let clearing = async move { chat.clear().await.unwrap() };
    world.pool.spawner().spawn_local(clearing).unwrap();
    world.settle();
    assert_eq!(world.chat.messages(), []);
    world.keeps(&[]);
}

#[test]
fn what_is_said_while_all_is_deleted_begins_the_next_conversation() {
    let answers = ["Old.", "New."].map(|text| response(200, &event(text, "STOP")));
    let mut world = World::new(answers.into());
    drain(&mut world.chat.send_message_stream("Before"));
    world.settle();
    let chat = world.chat.clone();
    let clearing = async move { chat.clear().await.unwrap() };
    world.pool.spawner().spawn_local(clearing).unwrap();
    world.run();
    assert_eq!(world.chat.messages(), [], "it is gone at once");
    drain(&mut world.chat.send_message_stream("After"));
    world.settle();
    let messages = world.chat.messages();
    let said: Vec<_> = messages.iter().map(|message| message.text()).collect();
    assert_eq!(said, ["After", "New."]);
    world.keeps(&["After", "New."]);
}

/// Returns a store as an earlier visit left it.
fn left() -> MemoryStore {
    let memory = MemoryStore::new();
    let transport = Replay::new([Ok(response(200, &event("Old.", "STOP")))]);
    let client = Client::new(Endpoint::new("https://relay.example"), transport);
    let chat = client.keep_chat(memory.clone(), vec![]);
    drain(&mut chat.send_message_stream("Before"));
    assert_eq!(memory.entries().len(), 2);
    memory
}

#[test]
fn what_is_not_there_yet_is_deleted_too() {
    let clear = async |chat: Chat| chat.clear().await.unwrap();
    let restore = async |chat: Chat| chat.restore().await;
    for is_asked_first in [false, true] {
        for says in [false, true] {
            let mut world = World::upon(left(), vec![response(200, &event("New.", "STOP"))]);
            if is_asked_first {
                world.begin(clear);
                world.begin(restore);
            } else {
                world.begin(restore);
                world.begin(clear);
            }
            world.run();
            let said: &[&str] = if says { &["After", "New."] } else { &[] };
            if says {
                drain(&mut world.chat.send_message_stream("After"));
            }
            world.settle();
            assert_eq!(world.said(), said, "{is_asked_first} {says}");
            world.keeps(said);
        }
    }
}

#[test]
fn what_is_not_there_yet_and_not_deleted_comes() {
    let mut world = World::upon(left(), vec![]);
    world.begin(async |chat| chat.clear().await.unwrap_err());
    world.begin(async |chat| chat.restore().await);
    world.run();
    assert!(world.step(true), "the deletion fails");
    world.settle();
    assert_eq!(world.said(), ["Before", "Old."]);
    world.keeps(&["Before", "Old."]);
}

#[test]
fn only_the_latest_write_says_what_is_kept() {
    let mut world = World::new(vec![response(200, &event("Answer", "STOP"))]);
    drain(&mut world.chat.send_message_stream("Mine"));
    // A second save, with the answer, during the first write. The first succeeds, the second fails.
    world.chat.save();
    world.run();
    assert!(world.step(false));
    assert!(world.step(true));
    world.chat.save();
    world.settle();
    world.keeps(&["Mine", "Answer"]);
}

#[test]
fn who_leaves_has_everything_written_once() {
    let body = event("Half", "") + &event(" more", "");
    let mut world = World::new(vec![response(200, &body)]);
    let mut stream = world.chat.send_message_stream("Mine");
    world.settle();
    block_on(stream.next());
    world.chat.leave();
    assert_eq!(world.store.asked.borrow().len(), 1);
    world.settle();
    world.keeps(&["Mine", "Half"]);
}
