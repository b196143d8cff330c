//! The part of `<rill-chat>` that runs in WebAssembly: the chat itself. The scripts in this folder
//! implement the element and its panel.

mod events;
mod host;
mod look;
mod tasks;

use host::Host;
use js_sys::{Map, Promise};
use leptos::{mount::mount_to, prelude::*, web_sys::HtmlElement};
use look::Look;
use rill_chat::{
    Client,
    browser::{IndexedDb, MapStore, in_context},
    client::StoreTrouble,
    js,
    view::{Chat, UseChat, Wrap, use_chat_in, use_kept_chat},
};
use tasks::ContextGuard;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;

fn main() {
    tasks::remember_elements();
}

/// A chat that is mounted in an element.
#[wasm_bindgen]
pub struct Mounted {
    host: Host,
    chat: UseChat,
    look: Look,
    unmount: Box<dyn FnOnce()>,
}

/// Mounts a chat in `place`, which is inside an element. The conversation is stored in IndexedDB if
/// `settings` has a name for it, and otherwise in `records`, which outlives this instance.
///
/// # Errors
/// A `TypeError` if a setting or the history does not have the shape that Gemini defines.
#[wasm_bindgen]
pub fn mount(
    place: HtmlElement,
    host: &Host,
    settings: &JsValue,
    records: Map,
    history: &JsValue,
) -> Result<Mounted, JsValue> {
    tasks::enter(host);
    let client = client(host, settings)?;
    let history = js::history(history)?;
    let owner = Owner::new();
    let (chat, look) = owner.with(|| {
        let look = Look::new(host, settings);
        let chat = match look::text(settings, "keep") {
            name if name.is_empty() => use_chat_in(&client, MapStore::new(records), history),
            name => use_kept_chat(&client, IndexedDb::new(name), history),
        };
        events::tell(chat, host);
        let element = StoredValue::new_local(host.clone());
        Effect::new(move |_| {
            if !chat.loading() {
                element.with_value(Host::restored);
            }
        });
        (chat, look)
    });
    let guard = ContextGuard::new(place.clone(), host);
    let handle = owner.with(|| mount_to(place, move || view(chat, look)));
    Ok(Mounted {
        host: host.clone(),
        chat,
        look,
        unmount: Box::new(move || {
            drop(handle);
            owner.cleanup();
            drop(guard);
        }),
    })
}

/// Builds the client from the settings of an element.
fn client(host: &Host, settings: &JsValue) -> Result<Client, JsValue> {
    let fetch = js::fetch(settings, host.fetch());
    Ok(js::Settings::read(settings)?.client(fetch))
}

fn view(chat: UseChat, look: Look) -> impl IntoView {
    let slotted = |name: &'static str| {
        Wrap::from(move |piece: AnyView| view! { <slot name=name>{piece}</slot> })
    };
    let footer = || view! { <slot name="footer"></slot> };
    let Look {
        title,
        greeting,
        placeholder,
        suggestions,
        disabled,
        avatar,
        feedback,
        show_thoughts,
        rich_text,
        labels,
        lang,
        dir,
        theme,
        closes,
        ..
    } = look;
    let on_close = Callback::new(move |()| look.close());
    view! {
        <Chat
            chat
            title
            greeting
            placeholder
            suggestions
            disabled
            avatar
            feedback
            show_thoughts
            rich_text
            labels
            lang
            dir
            theme
            header=slotted("header")
            greeting_view=slotted("greeting")
            footer
            on_close
            closes
        />
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Makes this the current element and returns its chat.
    fn entered(&self) -> UseChat {
        tasks::enter(&self.host);
        self.chat
    }

    /// Applies changed settings.
    ///
    /// # Errors
    /// A `TypeError` as from [`mount`]; then the client is unchanged.
    pub fn update(&self, settings: &JsValue) -> Result<(), JsValue> {
        let chat = self.entered();
        self.look.update(settings);
        chat.set_client(client(&self.host, settings)?);
        Ok(())
    }

    /// Sends a message. Returns whether it is sent.
    ///
    /// # Errors
    /// A `TypeError` if the value is not a message.
    pub fn send(&self, message: &JsValue) -> Result<bool, JsValue> {
        Ok(self.entered().send(js::read_message(message)?))
    }

    /// Stops the answer in progress and closes its connection.
    pub fn stop(&self) {
        self.entered().stop();
    }

    /// Requests the last answer again. Returns whether an answer is in progress.
    pub fn retry(&self) -> bool {
        let chat = self.entered();
        chat.retry();
        chat.answering()
    }

    /// Asks the model to continue the last answer. Returns whether an answer is in progress.
    #[wasm_bindgen(js_name = continueAnswer)]
    pub fn continue_answer(&self) -> bool {
        let chat = self.entered();
        chat.continue_answer();
        chat.answering()
    }

    /// Deletes the conversation. The promise is rejected if the stored one cannot be deleted.
    pub fn clear(&self) -> Promise {
        let chat = self.entered();
        future_to_promise(in_context(async move {
            let failed = |error| js::trouble(&StoreTrouble::NotDeleted(error));
            chat.forget().await.map_err(failed)?;
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// Replaces the conversation with another history.
    ///
    /// # Errors
    /// A `TypeError` if the value is not a history.
    #[wasm_bindgen(js_name = setHistory)]
    pub fn set_history(&self, history: &JsValue) -> Result<(), JsValue> {
        self.entered().set_history(js::history(history)?);
        Ok(())
    }

    /// The text in the composer.
    #[wasm_bindgen(getter)]
    pub fn draft(&self) -> String {
        self.chat.draft().get_untracked()
    }

    /// Sets the text in the composer.
    #[wasm_bindgen(setter)]
    pub fn set_draft(&self, text: String) {
        self.entered().draft().set(text);
    }

    /// Whether an answer is in progress.
    #[wasm_bindgen(getter)]
    pub fn answering(&self) -> bool {
        untrack(|| self.chat.answering())
    }

    /// The turns that the next message sends to the model.
    #[wasm_bindgen(getter)]
    pub fn history(&self) -> JsValue {
        js::contents(&self.chat.history())
    }

    /// Every message.
    #[wasm_bindgen(getter)]
    pub fn messages(&self) -> JsValue {
        let messages = self.chat.chat().map(|chat| chat.messages());
        js::messages(&messages.unwrap_or_default())
    }

    /// Returns the conversation as an object to show or to store elsewhere.
    pub fn export(&self) -> JsValue {
        js::exported(&self.chat.export())
    }

    /// Replaces the conversation with an exported one.
    ///
    /// # Errors
    /// A `TypeError` if it cannot be read or is of a newer version. Then nothing has changed.
    pub fn import(&self, exported: &JsValue) -> Result<(), JsValue> {
        let chat = self.entered();
        js::import(exported, |json| chat.import(json))
    }

    /// Unmounts the chat.
    pub fn unmount(self) {
        self.entered();
        (self.unmount)();
    }
}
