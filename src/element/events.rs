//! Emits the events of `schema.rs`, except those of the panel.

use js_sys::{Object, Reflect};
use leptos::{logging::error, prelude::*};
use rill_chat::{
    chat::{Chunk, Content, Message},
    error::Error,
    js,
    view::{Feedback, UseChat},
};
use wasm_bindgen::JsValue;

use super::{host::Host, tasks};

/// Emits an event to the page for everything that happens in a conversation.
pub(super) fn tell(chat: UseChat, host: &Host) {
    let host = StoredValue::new_local(host.clone());
    let emit = move |name: &str, detail: &JsValue| {
        host.with_value(|host| {
            let is_fine = host.emit(name, detail);
            // A listener may have called a method of another element.
            tasks::enter(host);
            is_fine
        })
    };

    chat.on_before_send(Callback::new(move |message: Content| {
        let detail = object(&[
            ("message", js::content(&message)),
            ("text", message.text().into_owned().into()),
        ]);
        emit("before-send", &detail)
            .then(|| changed(&detail, &message))?
            .inspect_err(|why| error!("rill-before-send: {why}"))
            .ok()
    }));
    chat.on_message(Callback::new(move |message: Message| {
        emit("message", &object(&[("message", js::message(&message))]));
    }));
    chat.on_chunk(Callback::new(move |chunk: Chunk| {
        let text = chunk.text().into_owned().into();
        emit(
            "chunk",
            &object(&[("text", text), ("chunk", js::chunk(&chunk))]),
        );
    }));
    chat.on_end(Callback::new(move |message: Message| {
        if let Some(ending) = message.ending() {
            emit("finish", &js::finish(&message, ending));
        }
    }));
    chat.on_error(Callback::new(move |error: Error| {
        emit("error", &js::error(&error));
    }));
    Effect::new(move |_| {
        if let Some(trouble) = chat.trouble() {
            emit("error", &js::trouble(&trouble));
        }
    });
    chat.on_feedback(Callback::new(
        move |(message, feedback): (Message, Option<Feedback>)| {
            let value = feedback.map_or(JsValue::NULL, |feedback| feedback.as_str().into());
            let detail = object(&[("value", value), ("message", js::message(&message))]);
            emit("feedback", &detail);
        },
    ));
}

/// Returns the message after the listeners, which may have changed its text or replaced it.
///
/// # Errors
/// If the result cannot be sent. The original must not be sent instead: it would contain what a
/// listener meant to remove.
fn changed(detail: &JsValue, message: &Content) -> Result<Content, &'static str> {
    let replaced =
        js::read_message(&get(detail, "message")).map_err(|_| "detail.message is no message")?;
    match get(detail, "text").as_string() {
        Some(text) if text == message.text() => Ok(replaced),
        Some(text) => Ok(replaced.with_text(text)),
        None => Err("detail.text is no string"),
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
