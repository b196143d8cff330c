//! Replacing the client or the messages of a chat while it is alive.

use futures::executor::block_on;
use rill_chat::{
    Chat, Client,
    chat::{Content, Ending, Recovery, Role, Unreadable},
    client::{MemoryStore, Replay, Store as _},
    gemini::Endpoint,
    storyteller::{self, Framing},
};

/// A transport with this many answers.
fn answers(count: usize) -> Replay {
    let script = storyteller::answer(b"{}", Framing::Events);
    let body = script.steps.into_iter().map(|step| step.bytes);
    let body: Vec<_> = body.collect();
    Replay::new((0..count).map(|_| Ok(rill_chat::client::Response::ready(200, body.clone()))))
}

fn client(replay: &Replay, model: &str) -> Client {
    Client::new(Endpoint::new("https://relay.example"), replay.clone()).model(model)
}

fn send(chat: &Chat) {
    let sent = block_on(chat.send_message_stream("Hello").resolve());
    assert!(sent.unwrap().ending().is_some_and(Ending::is_complete));
}

#[test]
fn another_client_is_asked_from_the_next_answer_on() {
    let (first, second) = (answers(1), answers(2));
    let chat = client(&first, "first").start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    block_on(async {
        let begun = stream.update().await;
        assert!(begun.is_some());
        chat.set_client(client(&second, "second").recovery(Recovery::none()));
        assert_eq!(chat.messages()[1].model(), Some("first"));
        while stream.update().await.is_some() {}
    });
    assert!(chat.messages()[1].ending().is_some_and(Ending::is_complete));
    send(&chat);
    assert_eq!(chat.messages()[3].model(), Some("second"));
    assert_eq!((first.requests().len(), second.requests().len()), (1, 1));
    let request = &second.requests()[0];
    assert!(request.url.contains("/second:"), "{}", request.url);
    assert_eq!(
        request.body.matches("Hello").count(),
        2,
        "nothing is forgotten"
    );

    // A message that stops the answer on its way is already sent by the new client.
    let third = answers(1);
    let mut stream = chat.send_message_stream("Hello");
    block_on(stream.update());
    chat.set_client(client(&third, "third"));
    send(&chat);
    assert_eq!(third.requests().len(), 1);
    assert_eq!(second.requests().len(), 2);
}

#[test]
fn another_history_stops_what_is_on_its_way() {
    let replay = answers(2);
    let chat = client(&replay, "m").start_chat(vec![Content::user("Old")]);
    let mut stream = chat.send_message_stream("Hello");
    block_on(async {
        stream.update().await;
        chat.set_history(vec![Content::user("What?"), Content::model("This.")]);
        assert!(stream.update().await.is_none());
    });
    let texts: Vec<_> = chat
        .history()
        .iter()
        .map(|turn| turn.text().into_owned())
        .collect();
    assert_eq!(texts, ["What?", "This."]);
    send(&chat);
    assert!(replay.requests()[1].body.contains("This."));
    assert!(!replay.requests()[1].body.contains("Old"));
}

#[test]
fn what_is_exported_can_be_imported() {
    let chat = client(&answers(1), "m").start_chat(vec![]);
    send(&chat);
    let json = chat.export();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&value["version"], &value["model"]),
        (&1.into(), &"m".into())
    );
    assert_eq!(value["messages"].as_array().unwrap().len(), 2);

    let other = client(&answers(0), "m").start_chat(vec![Content::user("Old")]);
    other.import(&json).unwrap();
    assert_eq!(other.history(), chat.history());
    assert_eq!(other.messages()[1].ending(), chat.messages()[1].ending());
    assert_eq!(other.export(), json);
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let chat = client(&answers(0), "m").start_chat(vec![Content::user("Old")]);
    for (json, why) in [
        ("", Unreadable::Damaged),
        ("[]", Unreadable::Damaged),
        (r#"{"messages":[]}"#, Unreadable::Damaged),
        (r#"{"version":1}"#, Unreadable::Damaged),
        (r#"{"version":2,"messages":[]}"#, Unreadable::Newer),
        (r#"{"version":1,"messages":[7]}"#, Unreadable::Damaged),
        (r#"{"version":1,"messages":[{"v":9}]}"#, Unreadable::Newer),
    ] {
        assert_eq!(chat.import(json), Err(why), "{json}");
    }
    assert_eq!(chat.messages().len(), 1);
    assert_eq!(chat.import(r#"{"version":1,"messages":[]}"#), Ok(()));
    assert!(chat.messages().is_empty());
}

#[test]
fn an_answer_on_its_way_is_exported_as_cut_off() {
    let chat = client(&answers(1), "m").start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    block_on(stream.update());
    let other = client(&answers(0), "m").start_chat(vec![]);
    other.import(&chat.export()).unwrap();
    assert_eq!(
        other.messages()[1].ending(),
        Some(&Ending::Interrupted(None))
    );
}

#[test]
fn what_is_kept_follows() {
    let store = MemoryStore::new();
    let client = client(&answers(1), "m");
    let chat = client.keep_chat(store.clone(), vec![]);
    block_on(chat.restore());
    send(&chat);
    chat.set_history(vec![Content::user("New")]);
    chat.leave();
    let again = client.keep_chat(store, vec![]);
    assert!(block_on(again.restore()));
    let said = again.messages();
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].role(), &*said[0].text()), (Role::User, "New"));
}

#[test]
fn a_history_that_comes_before_what_is_kept_takes_its_place() {
    let store = MemoryStore::new();
    let client = client(&answers(1), "m");
    let chat = client.keep_chat(store.clone(), vec![]);
    block_on(chat.restore());
    send(&chat);
    chat.leave();

    let chat = client.keep_chat(store.clone(), vec![Content::user("Opening")]);
    chat.set_history(vec![Content::user("New")]);
    block_on(chat.restore());
    assert_eq!(chat.messages().len(), 1);
    assert_eq!(chat.messages()[0].text(), "New");
    chat.leave();
    let entries = block_on(store.load()).unwrap();
    assert_eq!(entries.len(), 1, "{entries:?}");
}
