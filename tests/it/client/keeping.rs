//! Kept conversations, and what a later visit finds of them.

use std::{cell::RefCell, rc::Rc};

use futures::executor::block_on;
use rill_chat::{
    Chat, Client,
    chat::{Content, Ending, Message, Recovery, Remedy, Unreadable},
    client::{
        Entry, EntryKey, MemoryStore, Replay, Response, Store as _, StoreChange, StoreError,
        StoreTrouble,
    },
    gemini::Endpoint,
};

use super::{drain, event, response};

fn visit(store: &MemoryStore, responses: Vec<Response>) -> Chat {
    let transport = Replay::new(responses.into_iter().map(Ok));
    let client = Client::new(Endpoint::new("https://relay.example"), transport);
    let client = client.recovery(Recovery::none());
    let chat = client.keep_chat(store.clone(), vec![]);
    block_on(chat.restore());
    chat
}

fn said(chat: &Chat) -> Vec<String> {
    let messages = chat.messages();
    let texts = messages.iter().map(|message| message.text().into_owned());
    texts.collect()
}

#[test]
fn a_later_visit_finds_what_was_said() {
    let store = MemoryStore::new();
    let chat = visit(&store, vec![response(200, &event("Hi.", "STOP"))]);
    drain(&mut chat.send_message_stream("Hello"));
    let before = chat.messages();
    drop(chat);

    let answer = || response(200, &event("Again.", "STOP"));
    let chat = visit(&store, vec![answer()]);
    assert_eq!(said(&chat), ["Hello", "Hi."]);
    let contents = |messages: &[Message]| -> Vec<Content> {
        messages.iter().map(|it| it.content().clone()).collect()
    };
    assert_eq!(contents(&chat.messages()), contents(&before));
    assert_eq!(chat.messages()[1].ending(), before[1].ending());
    drain(&mut chat.send_message_stream("Me again"));
    let chat = visit(&store, vec![]);
    assert_eq!(said(&chat), ["Hello", "Hi.", "Me again", "Again."]);
    assert_eq!(chat.history().len(), 4);
    assert_eq!(chat.trouble(), None);
}

#[test]
fn an_answer_on_its_way_comes_back_cut_off() {
    let store = MemoryStore::new();
    let body = event("Once ", "") + &event("upon", "");
    let chat = visit(&store, vec![response(200, &body)]);
    let mut stream = chat.send_message_stream("A story");
    block_on(futures::StreamExt::next(&mut stream));
    // The last save before the page is killed.
    chat.save();
    let later = visit(
        &store,
        vec![response(200, &event("Once upon a time.", "STOP"))],
    );
    assert_eq!(said(&later), ["A story", "Once "]);
    assert_eq!(
        later.messages()[1].ending(),
        Some(&Ending::Interrupted(None))
    );
    assert!(later.messages()[1].remedies().contains(&Remedy::Continue));
    drain(&mut later.continue_answer());
    assert_eq!(said(&later), ["A story", "Once upon a time."]);
    drop(stream);
}

#[test]
fn leaving_keeps_what_came() {
    let store = MemoryStore::new();
    let chat = visit(
        &store,
        vec![response(200, &(event("One", "") + &event(" two", "")))],
    );
    let mut stream = chat.send_message_stream("Count");
    block_on(futures::StreamExt::next(&mut stream));
    chat.leave();
    assert_eq!(said(&visit(&store, vec![])), ["Count", "One"]);
}

#[test]
fn two_tabs_keep_both() {
    let store = MemoryStore::new();
    let answer = |text| vec![response(200, &event(text, "STOP"))];
    let one = visit(&store, answer("To one."));
    let two = visit(&store, answer("To two."));
    drain(&mut one.send_message_stream("One"));
    drain(&mut two.send_message_stream("Two"));
    assert_eq!(said(&one), ["One", "To one."]);
    let both = said(&visit(&store, vec![]));
    assert_eq!(both, ["One", "To one.", "Two", "To two."]);
}

#[test]
fn a_retried_answer_takes_the_place_of_the_old_one() {
    let store = MemoryStore::new();
    let answers = ["First.", "Second."].map(|text| response(200, &event(text, "STOP")));
    let chat = visit(&store, answers.into());
    drain(&mut chat.send_message_stream("Hello"));
    drain(&mut chat.retry());
    assert_eq!(said(&visit(&store, vec![])), ["Hello", "Second."]);
}

#[test]
fn everything_can_be_deleted() {
    let store = MemoryStore::new();
    let answers = ["Hi.", "New."].map(|text| response(200, &event(text, "STOP")));
    let chat = visit(&store, answers.into());
    drain(&mut chat.send_message_stream("Hello"));
    block_on(chat.clear()).unwrap();
    assert_eq!((chat.messages().len(), store.entries().len()), (0, 0));
    drain(&mut chat.send_message_stream("Anew"));
    assert_eq!(said(&visit(&store, vec![])), ["Anew", "New."]);
}

#[test]
fn what_is_not_deleted_is_still_there() {
    let store = MemoryStore::new();
    let chat = visit(&store, vec![response(200, &event("Hi.", "STOP"))]);
    drain(&mut chat.send_message_stream("Hello"));
    store.fail(StoreError::Unavailable);
    assert_eq!(block_on(chat.clear()), Err(StoreError::Unavailable));
    assert_eq!(said(&chat), ["Hello", "Hi."]);
}

#[test]
fn the_chat_works_without_its_store() {
    for error in [StoreError::Unavailable, StoreError::QuotaExceeded] {
        let store = MemoryStore::new();
        store.fail(error.clone());
        let answers = ["Hi.", "Again."].map(|text| response(200, &event(text, "STOP")));
        let chat = visit(&store, answers.into());
        drain(&mut chat.send_message_stream("Hello"));
        assert_eq!(said(&chat), ["Hello", "Hi."]);
        assert_eq!(chat.trouble(), Some(StoreTrouble::Store(error)));
        // Once the store works again, everything is saved.
        store.fail(None);
        drain(&mut chat.send_message_stream("More"));
        assert_eq!(
            said(&visit(&store, vec![])),
            ["Hello", "Hi.", "More", "Again."]
        );
    }
}

#[test]
fn what_cannot_be_read_stays() {
    for (json, why) in [
        ("{\"v\":1,\"role\":", Unreadable::Damaged),
        ("{\"v\":99,\"anything\":1}", Unreadable::Newer),
    ] {
        let store = MemoryStore::new();
        let chat = visit(&store, vec![response(200, &event("Hi.", "STOP"))]);
        drain(&mut chat.send_message_stream("Hello"));
        let key = EntryKey::from("0".to_owned());
        let change = StoreChange::Put(key.clone(), json.to_owned());
        block_on(store.write(vec![change])).unwrap();
        let chat = visit(&store, vec![response(200, &event("Fine.", "STOP"))]);
        assert_eq!(said(&chat), ["Hello", "Hi."]);
        assert!(matches!(chat.trouble(), Some(StoreTrouble::Unreadable(_))));
        drain(&mut chat.send_message_stream("And?"));
        let json = json.to_owned();
        assert!(store.entries().contains(&Entry { key, json }), "{why}");
    }
}

#[test]
fn a_history_is_what_a_new_conversation_begins_with() {
    let store = MemoryStore::new();
    let chat = |responses: Vec<Response>| {
        let transport = Replay::new(responses.into_iter().map(Ok));
        let client = Client::new(Endpoint::new("https://relay.example"), transport);
        let chat = client.keep_chat(store.clone(), vec![Content::model("Welcome.")]);
        block_on(chat.restore());
        chat
    };
    let first = chat(vec![response(200, &event("Hi.", "STOP"))]);
    assert_eq!(said(&first), ["Welcome."]);
    drain(&mut first.send_message_stream("Hello"));
    assert_eq!(said(&chat(vec![])), ["Welcome.", "Hello", "Hi."]);
}

#[test]
fn where_nothing_can_be_kept_everything_can_be_deleted() {
    let store = MemoryStore::new();
    store.fail(StoreError::Unavailable);
    let chat = visit(&store, vec![response(200, &event("Hi.", "STOP"))]);
    drain(&mut chat.send_message_stream("Hello"));
    assert_eq!(block_on(chat.clear()), Ok(()));
    assert_eq!(said(&chat), [""; 0]);
}

#[test]
fn each_sort_of_trouble_is_told_once_and_the_chat_can_be_asked() {
    let store = MemoryStore::new();
    let damaged = StoreChange::Put(EntryKey::from("0".to_owned()), "{".to_owned());
    block_on(store.write(vec![damaged])).unwrap();
    let answers = ["Hi.", "Again."].map(|text| Ok(response(200, &event(text, "STOP"))));
    let client = Client::new(Endpoint::new("https://relay.example"), Replay::new(answers));
    let chat = client.keep_chat(store.clone(), vec![]);
    let told = Rc::new(RefCell::new(Vec::new()));
    chat.on_trouble({
        let (chat, told) = (chat.clone(), told.clone());
        move |trouble| {
            chat.save();
            assert_eq!(chat.trouble().as_ref(), Some(trouble));
            told.borrow_mut().push(trouble.clone());
        }
    });
    block_on(chat.restore());
    store.fail(StoreError::QuotaExceeded);
    drain(&mut chat.send_message_stream("Hello"));
    drain(&mut chat.send_message_stream("More"));
    let expected = [
        StoreTrouble::Unreadable(Unreadable::Damaged),
        StoreTrouble::Store(StoreError::QuotaExceeded),
    ];
    assert_eq!(*told.borrow(), expected);
    // The chat owns the callback, which owns the chat: break the cycle.
    chat.on_trouble(|_| {});
}

#[test]
fn an_opening_stands_before_what_was_said_while_it_loaded() {
    let transport = Replay::new([Ok(response(200, &event("Hi.", "STOP")))]);
    let client = Client::new(Endpoint::new("https://relay.example"), transport);
    let store = MemoryStore::new();
    let chat = client.keep_chat(store, vec![Content::model("Welcome.")]);
    drain(&mut chat.send_message_stream("Hello"));
    block_on(chat.restore());
    assert_eq!(said(&chat), ["Welcome.", "Hello", "Hi."]);
}
