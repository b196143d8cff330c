//! Converts the types of this crate to plain JavaScript objects.

use wasm_bindgen::JsValue;

use super::form;
use crate::{
    chat::{Chunk, Content, Ending, Message},
    client::StoreTrouble,
    error::Error,
    json::{self as writer, Fields},
};

/// Converts a chunk of an answer: `text` and `parts`, and their metadata.
pub fn chunk(chunk: &Chunk) -> JsValue {
    object(|fields| form::chunk(chunk, fields))
}

/// Converts a message: its content, its state and its metadata.
pub fn message(message: &Message) -> JsValue {
    object(|fields| form::message(message, fields))
}

/// Converts messages to an array.
pub fn messages(messages: &[Message]) -> JsValue {
    list(messages, |out, message| {
        writer::object(out, |fields| form::message(message, fields));
    })
}

/// Converts one turn to Gemini's `Content`.
pub fn content(content: &Content) -> JsValue {
    let mut json = String::new();
    content.write(&mut json);
    parse(&json)
}

/// Converts turns to an array of Gemini's `Content`: a history to continue from.
pub fn contents(contents: &[Content]) -> JsValue {
    list(contents, |out, content| content.write(out))
}

/// Parses a whole conversation, as [`Chat::export`](crate::Chat::export) writes it.
pub fn exported(json: &str) -> JsValue {
    parse(json)
}

/// Converts an ending: `reason` is one of [`Ending::name`], `complete` says whether the answer is
/// whole. `says_anything` says whether there is an answer at all.
pub fn ending(ending: &Ending, says_anything: bool) -> JsValue {
    object(|fields| form::ending(ending, says_anything, fields))
}

/// Converts an answer that has ended, with its text, its usage and its message. `ending` may differ
/// from the one in the message: an old answer may be back in place of one that failed.
pub fn finish(message: &Message, ending: &Ending) -> JsValue {
    object(|fields| form::finish(message, ending, fields))
}

/// Converts an error: `kind` for code, `message` for people, `detail` in the server's own words.
pub fn error(error: &Error) -> JsValue {
    object(|fields| form::error(error, fields))
}

/// Converts the reason why a conversation is not stored, or only in part.
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
    // This cannot fail: our writers produce JSON.
    js_sys::JSON::parse(json).unwrap_or_default()
}
