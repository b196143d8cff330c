//! The chat as the element's scripts know it. The element and its panel stand there; this is the part
//! of it that runs in WebAssembly.

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
    browser::{IndexedDb, MapStore, for_caller},
    client::StoreTrouble,
    js,
    view::{Chat, UseChat, Wrap, use_chat_in, use_kept_chat},
};
use tasks::Entrance;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;

fn main() {
    tasks::remember_elements();
}

/// A chat in an element.
#[wasm_bindgen]
pub struct Mounted {
    host: Host,
    chat: UseChat,
    look: Look,
    unmount: Box<dyn FnOnce()>,
}

/// Puts a chat into a place in an element. What is said is kept by the browser if `settings` name it,
/// and in `records` otherwise, which outlives this instance.
///
/// # Errors
/// A `TypeError` where a setting is of another shape than Gemini's.
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
        let told = StoredValue::new_local(host.clone());
        Effect::new(move |_| {
            if !chat.loading() {
                told.with_value(Host::restored);
            }
        });
        (chat, look)
    });
    let entrance = Entrance::new(place.clone(), host);
    let handle = owner.with(|| mount_to(place, move || view(chat, look)));
    Ok(Mounted {
        host: host.clone(),
        chat,
        look,
        unmount: Box::new(move || {
            drop(handle);
            owner.cleanup();
            drop(entrance);
        }),
    })
}

/// Who to talk to, as an element is told.
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
    /// Says that what follows is for this element.
    fn entered(&self) -> UseChat {
        tasks::enter(&self.host);
        self.chat
    }

    /// Takes over what the element was told since.
    ///
    /// # Errors
    /// A `TypeError` as for [`mount`]; then the client stays as it is.
    pub fn update(&self, settings: &JsValue) -> Result<(), JsValue> {
        let chat = self.entered();
        self.look.update(settings);
        chat.set_client(client(&self.host, settings)?);
        Ok(())
    }

    /// Sends a message, and says whether it goes out.
    ///
    /// # Errors
    /// A `TypeError` where it is nothing that can be sent.
    pub fn send(&self, message: &JsValue) -> Result<bool, JsValue> {
        Ok(self.entered().send(js::spoken(message)?))
    }

    /// Closes the connection of the answer that is under way.
    pub fn stop(&self) {
        self.entered().stop();
    }

    /// Asks for the last answer once more, and says whether that goes out.
    pub fn retry(&self) -> bool {
        let chat = self.entered();
        chat.retry();
        chat.answering()
    }

    /// Asks the model to go on with the last answer, and says whether that goes out.
    #[wasm_bindgen(js_name = continueAnswer)]
    pub fn continue_answer(&self) -> bool {
        let chat = self.entered();
        chat.continue_answer();
        chat.answering()
    }

    /// Forgets the conversation. The promise is rejected if what is kept cannot be deleted.
    pub fn clear(&self) -> Promise {
        let chat = self.entered();
        future_to_promise(for_caller(async move {
            let failed = |error| js::trouble(&StoreTrouble::NotDeleted(error));
            chat.forget().await.map_err(failed)?;
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// Goes on from another history.
    ///
    /// # Errors
    /// A `TypeError` where it is none.
    #[wasm_bindgen(js_name = setHistory)]
    pub fn set_history(&self, history: &JsValue) -> Result<(), JsValue> {
        self.entered().set_history(js::history(history)?);
        Ok(())
    }

    /// What the person is writing.
    #[wasm_bindgen(getter)]
    pub fn draft(&self) -> String {
        self.chat.draft().get_untracked()
    }

    /// Puts a text where the person writes.
    #[wasm_bindgen(setter)]
    pub fn set_draft(&self, text: String) {
        self.entered().draft().set(text);
    }

    /// Whether an answer is on its way.
    #[wasm_bindgen(getter)]
    pub fn answering(&self) -> bool {
        untrack(|| self.chat.answering())
    }

    /// What the model will be reminded of.
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

    /// The conversation, to show or to store elsewhere.
    pub fn export(&self) -> JsValue {
        js::exported(&self.chat.export())
    }

    /// Goes on from a conversation that was exported.
    ///
    /// # Errors
    /// A `TypeError` where it is none, or one of a newer version. Then nothing has changed.
    pub fn import(&self, exported: &JsValue) -> Result<(), JsValue> {
        let chat = self.entered();
        js::import(exported, |json| chat.import(json))
    }

    /// Takes the chat out of its place.
    pub fn unmount(self) {
        self.entered();
        (self.unmount)();
    }
}
