//! Ours as plain objects.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::form::{ChunkForm, EndingForm, ErrorForm, FinishForm, MessageForm, TroubleForm};
use crate::{
    chat::{Chunk, Content, Ending, Message},
    client::StoreTrouble,
    error::Error,
};

/// A piece of an answer: `text` and `parts`, and what came with them.
pub fn chunk(chunk: &Chunk) -> JsValue {
    object(&ChunkForm::from(chunk))
}

/// A message: what was said, how far it is and what came with it.
pub fn message(message: &Message) -> JsValue {
    object(&MessageForm::from(message))
}

/// Messages, as an array.
pub fn messages(messages: &[Message]) -> JsValue {
    let forms: Vec<_> = messages.iter().map(MessageForm::from).collect();
    object(&forms)
}

/// What one side says, as Gemini's `Content`.
pub fn content(content: &Content) -> JsValue {
    object(content)
}

/// Turns, as an array of Gemini's `Content`: a history to go on from.
pub fn contents(contents: &[Content]) -> JsValue {
    object(contents)
}

/// How an answer ended: `reason` is one of [`Ending::name`], `complete` says whether it is whole.
/// `says_anything` says whether there is an answer at all.
pub fn ending(ending: &Ending, says_anything: bool) -> JsValue {
    object(&EndingForm::new(ending, says_anything))
}

/// An answer that has ended, with its text, its usage and its message. It may have ended otherwise
/// than the message says: an old answer may be back in the place of one that failed.
pub fn finish(message: &Message, ending: &Ending) -> JsValue {
    object(&FinishForm::new(message, ending))
}

/// What went wrong: `kind` for code, `message` for people, `detail` in the server's own words.
pub fn error(error: &Error) -> JsValue {
    object(&ErrorForm::from(error))
}

/// Why a conversation is not kept, or not whole.
pub fn trouble(trouble: &StoreTrouble) -> JsValue {
    object(&TroubleForm::from(trouble))
}

fn object(form: &(impl Serialize + ?Sized)) -> JsValue {
    // Neither step can fail: what is serialized is text and numbers, and that is JSON.
    let json = serde_json::to_string(form).unwrap_or_default();
    js_sys::JSON::parse(&json).unwrap_or_default()
}
