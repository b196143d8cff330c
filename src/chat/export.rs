//! A whole conversation as one JSON text, which the host can store or move elsewhere.

use super::{
    message::Message,
    record::{Record, Unreadable},
};
use crate::json::{self, Value};

/// The version of the envelope; each record has its own.
const VERSION: u64 = 1;

/// Returns a conversation as JSON, `{"version": 1, "model": …, "messages": [record, …]}`, with each
/// message as a [`Record`].
///
/// ```
/// use rill_chat::chat::{self, Content, Session};
///
/// let session = Session::new(vec![Content::user("Hello")]);
/// let json = chat::export(session.messages(), "gemini-flash-latest");
/// let messages = chat::import(&json)?;
/// assert_eq!(messages[0].text(), "Hello");
/// # Ok::<(), chat::Unreadable>(())
/// ```
pub fn export(messages: &[Message], model: &str) -> String {
    let mut out = String::new();
    json::object(&mut out, |fields| {
        fields.number("version", Some(VERSION));
        fields.text("model", model);
        json::list(fields.name("messages"), messages, |out, message| {
            out.push_str(&Record::of(message).to_json());
        });
    });
    out
}

/// Reads the messages of an [`export`]. An answer that was in progress becomes interrupted.
///
/// # Errors
/// [`Unreadable`] if this version cannot read the text or any one of its messages.
pub fn import(json: &str) -> Result<Vec<Message>, Unreadable> {
    let exported = json::read(json, Value::read).ok_or(Unreadable::Damaged)?;
    match exported.get("version").number() {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::Damaged),
    }
    let messages = exported.get("messages");
    if !messages.raw().starts_with('[') {
        return Err(Unreadable::Damaged);
    }
    let records = messages.items().into_iter();
    let messages = records.map(|record| Record::read(record.raw()).map(Message::from));
    messages.collect()
}
