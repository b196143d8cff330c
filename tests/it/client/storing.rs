//! The tracker over a store in memory: what is written of a conversation, and what is read back.

mod keys;
mod tabs;

use futures::executor::block_on;
use rill_chat::{
    Error, ErrorKind,
    chat::{
        Chunk, Content, Effect, Ending, FinishReason, Input, MessageState, Part, RunId, Session,
        Unreadable,
    },
    client::{Entry, EntryKey, EntryTracker, MemoryStore, Store as _, StoreChange, StoreError},
};

/// A tab: a session, and the tracker that keeps it.
struct Tab {
    session: Session,
    tracker: EntryTracker,
    store: MemoryStore,
    /// Milliseconds since the Unix epoch.
    now: u64,
}

impl Tab {
    /// Opens a tab on the stored conversation, with a number as its name.
    fn new(store: &MemoryStore, name: u64) -> Self {
        let mut tracker = EntryTracker::new(name.into());
        let loaded = tracker.load(block_on(store.load()).unwrap());
        let mut session = Session::new(vec![]);
        session.restore(loaded.records.into_iter().map(Into::into).collect());
        tracker.name(session.messages());
        Self {
            session,
            tracker,
            store: store.clone(),
            now: 1_000,
        }
    }

    fn send(&mut self, message: impl Into<Content>) -> RunId {
        self.open(Input::Sent(message.into()))
    }

    fn open(&mut self, input: Input) -> RunId {
        let effects = self.session.handle(input);
        match effects[..] {
            [.., Effect::Open(run)] => run,
            _ => panic!("no request goes out: {effects:?}"),
        }
    }

    fn say(&mut self, run: RunId, text: &str) {
        let chunk = with! {
            parts: vec![text.into()],
            ..Chunk::default()
        };
        self.session.handle(Input::Arrived(run, Box::new(chunk)));
    }

    fn end(&mut self, run: RunId) {
        let ending = Ending::Finished(FinishReason::Stop);
        self.session.handle(Input::Ended(run, ending));
    }

    /// Returns the changes that would be written now.
    fn changes(&mut self) -> Vec<StoreChange> {
        self.now += 1;
        self.tracker.changes(self.session.messages(), self.now)
    }

    /// Writes all pending changes, and returns their number.
    fn save(&mut self) -> Result<usize, StoreError> {
        let changes = self.changes();
        let count = changes.len();
        let written = block_on(self.store.write(changes));
        match &written {
            Ok(()) => self.tracker.written(),
            Err(_) => self.tracker.failed(),
        }
        written.map(|()| count)
    }
}

/// Checks the stored messages: the text of each, and a mark for its state.
#[track_caller]
fn check(store: &MemoryStore, expected: &[&str]) {
    let mut tracker = EntryTracker::new(99.into());
    let loaded = tracker.load(block_on(store.load()).unwrap());
    let records = loaded.records.iter().map(|record| {
        let state = match &record.state {
            MessageState::Said => "",
            MessageState::Ended(Ending::Interrupted(None)) => " …",
            MessageState::Ended(Ending::Failed(_)) => " failed",
            _ => ".",
        };
        format!("{}{state}", record.content.text())
    });
    assert_eq!(records.collect::<Vec<_>>(), expected);
}

#[test]
fn a_turn_is_written_as_it_grows() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    assert_eq!(tab.save(), Ok(0));
    let run = tab.send("Hello");
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", " …"]);
    assert_eq!(tab.save(), Ok(0), "nothing has changed");
    tab.say(run, "Good");
    assert_eq!(tab.save(), Ok(1));
    check(&store, &["Hello", "Good …"]);
    tab.say(run, " morning");
    tab.end(run);
    assert_eq!(tab.save(), Ok(1));
    assert_eq!(tab.save(), Ok(0));
    check(&store, &["Hello", "Good morning."]);
    tab.send("And?");
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", "Good morning.", "And?", " …"]);
}

#[test]
fn a_visit_goes_on_where_the_last_one_ended() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 5);
    let run = tab.send("Hello");
    tab.say(run, "Good");
    tab.save().unwrap();

    // A name that sorts before the earlier one, and a clock that was set back.
    let mut tab = Tab::new(&store, 4);
    assert_eq!(tab.session.messages().len(), 2);
    assert_eq!(tab.save(), Ok(0), "what was loaded is there");
    tab.now = 0;
    let run = tab.send("Again");
    tab.say(run, "Yes");
    tab.end(run);
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", "Good …", "Again", "Yes."]);
}

#[test]
fn what_a_retry_replaces_is_deleted_when_there_is_something_else() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    let run = tab.send("Hello");
    tab.say(run, "Good");
    tab.end(run);
    tab.save().unwrap();

    let run = tab.open(Input::Retried);
    assert_eq!(
        tab.save(),
        Ok(0),
        "the old answer is not given up for nothing"
    );
    check(&store, &["Hello", "Good."]);
    tab.say(run, "Better");
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", "Better …"]);

    // A retry that fails leaves the answer as it was.
    let run = tab.open(Input::Retried);
    tab.save().unwrap();
    let ending = Ending::Failed(ErrorKind::Network.into());
    tab.session.handle(Input::Ended(run, ending));
    assert_eq!(tab.save(), Ok(1));
    let loaded = Tab::new(&store, 2);
    assert_eq!(loaded.session.messages()[1].text(), "Better");
}

#[test]
fn what_was_taken_back_goes() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    let run = tab.send("Helo");
    let ending = Ending::Failed(Error::new(ErrorKind::Overloaded));
    tab.session.handle(Input::Ended(run, ending));
    tab.save().unwrap();
    check(&store, &["Helo", " failed"]);
    tab.session.handle(Input::TakenBack);
    let run = tab.send("Hello");
    tab.save().unwrap();
    check(&store, &["Helo", " failed", "Hello"]);
    tab.say(run, "Good");
    tab.save().unwrap();
    check(&store, &["Hello", "Good …"]);
}

#[test]
fn the_response_of_a_function_stays_in_the_turn_of_its_call() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (Tab::new(&store, 1), Tab::new(&store, 2));
    let part = |json| serde_json::from_str::<Part>(json).unwrap();
    let run = one.send("Weather?");
    let call = r#"{"functionCall":{"name":"f","args":{}}}"#;
    let chunk = with! {
        parts: vec![part(call)],
        ..Chunk::default()
    };
    one.session.handle(Input::Arrived(run, Box::new(chunk)));
    one.end(run);
    one.save().unwrap();
    two.now = one.now + 10;
    two.send("Two");
    two.save().unwrap();
    one.now = two.now + 10;
    let run = one.send(part(r#"{"functionResponse":{"name":"f","response":{}}}"#));
    one.say(run, "Rain");
    one.save().unwrap();
    check(&store, &["Weather?", ".", "", "Rain …", "Two", " …"]);
}

#[test]
fn what_failed_is_written_later() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    let run = tab.send("Hello");
    store.fail(StoreError::QuotaExceeded);
    assert_eq!(tab.save(), Err(StoreError::QuotaExceeded));
    tab.say(run, "Good");
    assert_eq!(tab.save(), Err(StoreError::QuotaExceeded));
    store.fail(None);
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", "Good …"]);

    // Deletions that failed are repeated too.
    let run = tab.open(Input::Retried);
    tab.say(run, "Better");
    store.fail(StoreError::Unavailable);
    assert_eq!(tab.save(), Err(StoreError::Unavailable));
    store.fail(None);
    assert_eq!(tab.save(), Ok(2));
    check(&store, &["Hello", "Better …"]);
}

#[test]
fn what_cannot_be_read_stays() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    let run = tab.send("Hello");
    tab.say(run, "Good");
    tab.end(run);
    tab.save().unwrap();
    let key = |started| EntryKey::new(started, 7.into(), 0, 7.into());
    let strange = [
        (key(1), r#"{"v":2,"news":[]}"#, Unreadable::Newer),
        (key(2), r#"{"v":1,"role":"#, Unreadable::Damaged),
        (key(3), "", Unreadable::Damaged),
        ("7".to_owned().into(), "7", Unreadable::Damaged),
    ];
    let puts = strange
        .iter()
        .map(|(key, json, _)| StoreChange::Put(key.clone(), (*json).to_owned()));
    block_on(store.write(puts.collect())).unwrap();

    let mut tracker = EntryTracker::new(3.into());
    let loaded = tracker.load(block_on(store.load()).unwrap());
    assert_eq!(loaded.records.len(), 2);
    let unreadable = strange.iter().map(|(key, _, why)| (key.clone(), *why));
    assert_eq!(loaded.unreadable, unreadable.collect::<Vec<_>>());

    // A visit that replaces the stored answer.
    let mut tab = Tab::new(&store, 3);
    let run = tab.open(Input::Retried);
    tab.say(run, "Better");
    tab.save().unwrap();
    let entries = store.entries();
    for (key, json, _) in strange {
        let json = json.to_owned();
        assert!(entries.contains(&Entry { key, json }));
    }
    block_on(store.clear()).unwrap();
    assert_eq!(store.entries(), []);
}

#[test]
fn what_was_cleared_is_not_written_again() {
    let store = MemoryStore::new();
    let mut tab = Tab::new(&store, 1);
    tab.send("Hello");
    tab.save().unwrap();
    block_on(store.clear()).unwrap();
    tab.tracker.cleared();
    tab.session = Session::new(vec![]);
    assert_eq!(tab.save(), Ok(0));
    tab.send("Anew");
    tab.save().unwrap();
    check(&store, &["Anew", " …"]);
}
