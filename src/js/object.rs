//! Ours as plain objects.

use wasm_bindgen::JsValue;

use super::form;
use crate::{
    chat::{Chunk, Content, Ending, Message},
    client::StoreTrouble,
    error::Error,
    json::{self as writer, Fields},
};

/// A piece of an answer: `text` and `parts`, and what came with them.
pub fn chunk(chunk: &Chunk) -> JsValue {
    object(|fields| form::chunk(chunk, fields))
}

/// A message: what was said, how far it is and what came with it.
pub fn message(message: &Message) -> JsValue {
    object(|fields| form::message(message, fields))
}

/// Messages, as an array.
pub fn messages(messages: &[Message]) -> JsValue {
    list(messages, |out, message| {
        writer::object(out, |fields| form::message(message, fields));
    })
}

/// What one side says, as Gemini's `Content`.
pub fn content(content: &Content) -> JsValue {
    let mut json = String::new();
    content.write(&mut json);
    parse(&json)
}

/// Turns, as an array of Gemini's `Content`: a history to go on from.
pub fn contents(contents: &[Content]) -> JsValue {
    list(contents, |out, content| content.write(out))
}

/// A whole conversation, as [`Chat::export`](crate::Chat::export) writes it.
pub fn exported(json: &str) -> JsValue {
    parse(json)
}

/// How an answer ended: `reason` is one of [`Ending::name`], `complete` says whether it is whole.
/// `says_anything` says whether there is an answer at all.
pub fn ending(ending: &Ending, says_anything: bool) -> JsValue {
    object(|fields| form::ending(ending, says_anything, fields))
}

/// An answer that has ended, with its text, its usage and its message. It may have ended otherwise
/// than the message says: an old answer may be back in the place of one that failed.
pub fn finish(message: &Message, ending: &Ending) -> JsValue {
    object(|fields| form::finish(message, ending, fields))
}

/// What went wrong: `kind` for code, `message` for people, `detail` in the server's own words.
pub fn error(error: &Error) -> JsValue {
    object(|fields| form::error(error, fields))
}

/// Why a conversation is not kept, or not whole.
pub fn trouble(trouble: &StoreTrouble) -> JsValue {
    object(|fields| form::trouble(trouble, fields))
}

fn object(fields: impl FnOnce(&mut Fields<'_>)) -> JsValue {
    let mut json = String::new();
    writer::object(&mut json, fields);
    parse(&json)
}

fn list<T>(items: &[T], each: impl Fn(&mut String, &T)) -> JsValue {
    let mut json = String::new();
    writer::list(&mut json, items, each);
    parse(&json)
}

fn parse(json: &str) -> JsValue {
    // It cannot fail: what is written is JSON.
    js_sys::JSON::parse(json).unwrap_or_default()
}
