//! A whole conversation as one JSON text, to be stored or carried elsewhere by the host.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    message::Message,
    record::{Record, Unreadable},
};

/// Of what is around the records; they have a version of their own.
const VERSION: u64 = 1;

/// The messages of a conversation as JSON: `{"version": 1, "model": …, "messages": [record, …]}`,
/// each a [`Record`] as it is kept.
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
    let mut json = String::from("{\"version\":1,\"model\":");
    // Serializing a string into memory has no way to fail.
    json += &serde_json::to_string(model).unwrap_or_default();
    json += ",\"messages\":[";
    for (index, message) in messages.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        json += &Record::of(message).to_json();
    }
    json += "]}";
    json
}

/// Reads the messages of an [`export`]. What was on its way was cut off.
///
/// # Errors
/// [`Unreadable`] if this version cannot tell what was said, be it in one message.
pub fn import(json: &str) -> Result<Vec<Message>, Unreadable> {
    let exported: Exported<'_> = serde_json::from_str(json).map_err(|_| Unreadable::Damaged)?;
    if exported.version > VERSION {
        return Err(Unreadable::Newer);
    }
    let records = exported.messages.iter();
    let messages = records.map(|record| Record::read(record.get()).map(Message::from));
    messages.collect()
}

#[derive(Deserialize)]
struct Exported<'a> {
    version: u64,
    #[serde(borrow, default)]
    messages: Vec<&'a RawValue>,
}
