//! The headless client as `client.js` knows it. What people call stands there; this is the part of
//! it that runs in WebAssembly.

use futures_util::FutureExt as _;
use js_sys::{Function, Map, Promise};
use rill_chat::{
    Chat, MessageStream,
    browser::{IndexedDb, MapStore},
    chat::Message,
    client::{MessageUpdate, StoreTrouble},
    js,
};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;

/// A conversation.
#[wasm_bindgen]
pub struct Conversation {
    chat: Chat,
    model: String,
}

#[wasm_bindgen]
impl Conversation {
    /// A conversation with these settings, among them headers and token, and a function in the place of `fetch`. It is kept in
    /// IndexedDB under a name, or in a map, which outlives this instance.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: &JsValue,
        fetch: Function,
        history: &JsValue,
        keep: Option<String>,
        records: Map,
    ) -> Result<Self, JsValue> {
        let fetch = js::fetch(settings, fetch);
        let settings = js::Settings::read(settings)?;
        let client = settings.client(fetch);
        let history = js::history(history)?;
        let chat = match keep {
            Some(name) => client.keep_chat(IndexedDb::new(name), history),
            None => client.keep_chat(MapStore::new(records), history),
        };
        let model = settings.model().to_owned();
        Ok(Self { chat, model })
    }

    /// Brings back what is kept.
    pub fn restore(&self) -> Promise {
        let chat = self.chat.clone();
        future_to_promise(async move { Ok(chat.restore().await.into()) })
    }

    /// Sends a message. See [`follow`] for what it returns.
    pub fn send(&self, message: &JsValue, tell: Function) -> Result<Option<Promise>, JsValue> {
        let message = js::spoken(message)?;
        follow(&self.chat, self.chat.send_message_stream(message), tell)
    }

    /// Asks for the last answer once more, if need be as soon as there is a connection.
    pub fn retry(&self, when_online: bool, tell: Function) -> Result<Option<Promise>, JsValue> {
        let stream = if when_online {
            self.chat.retry_when_online()
        } else {
            self.chat.retry()
        };
        follow(&self.chat, stream, tell)
    }

    /// Asks the model to go on with the last answer.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&self, tell: Function) -> Result<Option<Promise>, JsValue> {
        follow(&self.chat, self.chat.continue_answer(), tell)
    }

    /// Closes the connection of the answer that is under way.
    pub fn stop(&self) {
        self.chat.stop();
    }

    /// The same as if the connection were lost.
    pub fn leave(&self) {
        self.chat.leave();
    }

    /// Has what changed written now.
    pub fn save(&self) {
        self.chat.save();
    }

    /// Gives the prompt back that could not be sent.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&self) -> JsValue {
        match self.chat.take_back() {
            Some(prompt) => js::content(&prompt),
            None => JsValue::UNDEFINED,
        }
    }

    /// Forgets everything, what is kept included.
    pub fn clear(&self) -> Promise {
        let chat = self.chat.clone();
        future_to_promise(async move {
            let cleared = chat.clear().await;
            let failed = |error| js::trouble(&StoreTrouble::NotDeleted(error));
            cleared.map_err(failed).map(|()| JsValue::UNDEFINED)
        })
    }

    /// The model that is asked.
    pub fn model(&self) -> String {
        self.model.clone()
    }

    /// Whether an answer is on its way.
    pub fn answering(&self) -> bool {
        self.chat.with(|session| session.run().is_some())
    }

    /// What the model will be reminded of.
    pub fn history(&self) -> JsValue {
        js::contents(&self.chat.history())
    }

    /// Every message.
    pub fn messages(&self) -> JsValue {
        self.chat.with(|session| js::messages(session.messages()))
    }

    /// The last message alone.
    pub fn last(&self) -> JsValue {
        let message = |message: &Message| js::message(message);
        self.chat
            .with(|session| session.messages().last().map(message))
            .unwrap_or_default()
    }

    /// The whole conversation, to be stored elsewhere.
    pub fn export(&self) -> JsValue {
        js::exported(&self.chat.export())
    }

    /// Goes on from what was exported. What cannot be read is a `TypeError`, and changes nothing.
    pub fn import(&self, exported: &JsValue) -> Result<(), JsValue> {
        js::import(exported, |json| self.chat.import(json))
    }

    /// Has a function told why the conversation is not kept.
    #[wasm_bindgen(js_name = onTrouble)]
    pub fn on_trouble(&self, tell: Function) {
        self.chat.on_trouble(move |trouble| {
            // What it throws is its own affair.
            drop(tell.call1(&JsValue::UNDEFINED, &js::trouble(trouble)));
        });
    }
}

/// Reads an answer to its end. The function is told of each chunk, and called without one where the
/// state of the message has changed. The promise is of how the answer ended, and rejected with an
/// error object if it failed.
///
/// There is no promise if nothing was asked for, which leaves an answer on its way alone. An error,
/// as of a blank message, is thrown then.
fn follow(
    chat: &Chat,
    mut stream: MessageStream,
    tell: Function,
) -> Result<Option<Promise>, JsValue> {
    if stream.message().is_none() {
        let failure = stream.update().now_or_never().flatten();
        return match failure {
            Some(Err(error)) => Err(js::error(&error)),
            Some(Ok(_)) | None => Ok(None),
        };
    }
    let chat = chat.clone();
    Ok(Some(future_to_promise(async move {
        while let Some(update) = stream.update().await {
            let chunk = match update {
                Ok(MessageUpdate::Chunk(chunk)) => js::chunk(&chunk),
                Ok(_) => JsValue::UNDEFINED,
                Err(error) => return Err(js::error(&error)),
            };
            tell.call1(&JsValue::UNDEFINED, &chunk)?;
        }
        // An answer that was to be replaced may be back.
        let last = || chat.with(|session| session.messages().last().cloned());
        Ok(match (stream.message().or_else(last), stream.ending()) {
            (Some(message), Some(ending)) => js::finish(&message, &ending),
            _ => JsValue::UNDEFINED,
        })
    })))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(words: &str);
}

/// Nothing happens until it is asked for. A panic says where it was; what becomes of the instance is
/// up to `runtime.js`.
fn main() {
    std::panic::set_hook(Box::new(|panic| error(&panic.to_string())));
}
