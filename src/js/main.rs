//! The part of the headless client that runs in WebAssembly. `client.js` has its public API.

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
    /// Starts a conversation with these settings, headers and token included, and this `fetch`
    /// function. It is stored in IndexedDB under `keep`, or in a map that outlives this instance.
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

    /// Restores the stored conversation.
    pub fn restore(&self) -> Promise {
        let chat = self.chat.clone();
        future_to_promise(async move { Ok(chat.restore().await.into()) })
    }

    /// Sends a message. See [`follow`] for what it returns.
    pub fn send(&self, message: &JsValue, tell: Function) -> Result<Option<Promise>, JsValue> {
        let message = js::read_message(message)?;
        follow(&self.chat, self.chat.send_message_stream(message), tell)
    }

    /// Requests the last answer again, at once or when the browser is online.
    pub fn retry(&self, when_online: bool, tell: Function) -> Result<Option<Promise>, JsValue> {
        let stream = if when_online {
            self.chat.retry_when_online()
        } else {
            self.chat.retry()
        };
        follow(&self.chat, stream, tell)
    }

    /// Asks the model to continue the last answer.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&self, tell: Function) -> Result<Option<Promise>, JsValue> {
        follow(&self.chat, self.chat.continue_answer(), tell)
    }

    /// Stops the answer in progress and closes its connection.
    pub fn stop(&self) {
        self.chat.stop();
    }

    /// Ends the answer in progress as if its connection were lost.
    pub fn leave(&self) {
        self.chat.leave();
    }

    /// Saves pending changes now.
    pub fn save(&self) {
        self.chat.save();
    }

    /// Returns the prompt that could not be sent, to be edited.
    #[wasm_bindgen(js_name = takeBack)]
    pub fn take_back(&self) -> JsValue {
        match self.chat.take_back() {
            Some(prompt) => js::content(&prompt),
            None => JsValue::UNDEFINED,
        }
    }

    /// Deletes the conversation, including what is stored of it.
    pub fn clear(&self) -> Promise {
        let chat = self.chat.clone();
        future_to_promise(async move {
            let cleared = chat.clear().await;
            let failed = |error| js::trouble(&StoreTrouble::NotDeleted(error));
            cleared.map_err(failed).map(|()| JsValue::UNDEFINED)
        })
    }

    /// The model of the conversation.
    pub fn model(&self) -> String {
        self.model.clone()
    }

    /// Whether an answer is in progress.
    pub fn answering(&self) -> bool {
        self.chat.with(|session| session.run().is_some())
    }

    /// The turns that the next message sends to the model.
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

    /// Returns the whole conversation, to be stored elsewhere.
    pub fn export(&self) -> JsValue {
        js::exported(&self.chat.export())
    }

    /// Imports an exported conversation. An unreadable one is a `TypeError` and changes nothing.
    pub fn import(&self, exported: &JsValue) -> Result<(), JsValue> {
        js::import(exported, |json| self.chat.import(json))
    }

    /// Sets the function to call with a reason why the conversation is not stored.
    #[wasm_bindgen(js_name = onTrouble)]
    pub fn on_trouble(&self, tell: Function) {
        self.chat.on_trouble(move |trouble| {
            // Errors that it throws are ignored.
            drop(tell.call1(&JsValue::UNDEFINED, &js::trouble(trouble)));
        });
    }
}

/// Reads an answer to its end. Calls `tell` with each chunk, and without one when the state of the
/// message has changed. The promise resolves with how the answer ended, and is rejected with an
/// error object if it failed.
///
/// Returns no promise if nothing was requested, which leaves an answer in progress alone. If the
/// cause is an error, such as a blank message, it is thrown.
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
        // The answer that was to be replaced may be back.
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

/// Logs where a panic occurred. `runtime.js` decides what happens to the instance, and nothing else
/// runs until it is called.
fn main() {
    std::panic::set_hook(Box::new(|panic| error(&panic.to_string())));
}
