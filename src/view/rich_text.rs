//! The text of a message in the page: Markdown as elements.
//!
//! What is drawn follows the changes of the document one by one, so a node of the page lives as long
//! as the node of the text that it stands for. Elements are made one by one, never out of HTML.

use leptos::{
    either::Either,
    ev::MouseEvent,
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlElement},
};

use super::{copy::Copier, live_text::LiveText, message::LiveMessage, words::Words};
use crate::{browser::MathModule, chat::Role};

mod code;
mod copying;
mod drawing;
mod drawn;
mod elements;
mod links;
mod manner;
mod math;
mod pace;
mod runs;
mod warm_up;
mod words;

use copying::copied;
use drawing::Drawing;
pub(super) use warm_up::warm_up;

/// What may be shown of a text, beyond words.
///
/// [`Chat`](super::Chat) takes these as a property; whoever draws their own view provides a
/// `Signal<RichText>` as a context for [`MessageText`], and a `Signal<Labels>` with the words of
/// [`Labels`](super::Labels).
///
/// A literal of it ends in `..RichText::default()`: later versions may have more fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    /// The origins that images may be fetched from, such as `https://images.example`. An image from
    /// elsewhere is a link: an address can carry away what was said.
    pub image_origins: Vec<String>,
    /// The schemes that a link may have beside `http`, `https`, `mailto` and `tel`.
    pub link_schemes: Vec<String>,
    /// Where formulas are made. Without it they are shown as the LaTeX that they are.
    pub math: MathModule,
}

/// The text of a message as it grows.
///
/// What the model wrote is read as Markdown; what a person wrote is shown as it is.
#[component]
pub fn MessageText(
    /// Whose text.
    message: LiveMessage,
) -> impl IntoView {
    match message.role() {
        Role::User => Either::Left(view! {
            <div class="rill-text" part="bubble" on:copy=|event| copied(&event)>
                <p class="rill-plain" dir="auto">
                    {move || message.text()}
                </p>
            </div>
        }),
        Role::Model => {
            let text = message.live_text().clone();
            Either::Right(view! { <Markdown text/> })
        }
    }
}

/// Markdown as it grows.
///
/// It takes what [`RichText`] allows from the context, and its looks from `style/widget.css`.
#[component]
pub fn Markdown(
    /// The text, which may be written to at any time.
    text: LiveText,
) -> impl IntoView {
    let (words, copier) = (Words::here(), Copier::here());
    view! {
        <div
            class="rill-text"
            part="bubble"
            use:shows=text
            on:click=move |event| clicked(&event, words, copier)
            on:copy=|event| copied(&event)
        ></div>
    }
}

/// Keeps an element at a text.
fn shows(element: Element, text: LiveText) {
    let options = use_context::<Signal<RichText>>().unwrap_or_default();
    let words = Words::here();
    warm_up();
    let mut drawing = Drawing::new(element);
    let frame = ArcTrigger::new();
    Effect::new(move |_| {
        frame.track();
        text.track();
        words.with(|labels| options.with(|options| drawing.adapt(options, labels)));
        if pace::draws_now(&frame) {
            text.follow(drawing.seen(), |document, changes, count| match changes {
                Some(changes) => drawing.follow(document, changes),
                None => drawing.draw(document, count),
            });
        }
    });
}

/// The clicks on what was drawn are heard in one place.
fn clicked(event: &MouseEvent, words: Words, copier: Copier) {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target else {
        return;
    };
    let target: Element = target;
    if let Ok(Some(button)) = target.closest("button.rill-copy") {
        code::copy(button, words, copier);
    } else if let Ok(Some(link)) = target.closest("a[data-footnote]") {
        event.prevent_default();
        go_to_footnote(&link);
    }
}

/// The page's own way to follow a fragment does not lead into shadow roots, and would change its
/// address.
fn go_to_footnote(link: &Element) {
    let Ok(Some(text)) = link.closest(".rill-text") else {
        return;
    };
    let number = link.get_attribute("data-footnote").unwrap_or_default();
    let is_back = link.class_name() == "rill-back";
    let selector = if is_back {
        format!("a.rill-ref[data-footnote='{number}']")
    } else {
        format!(".rill-footnote[data-footnote='{number}']")
    };
    if let Ok(Some(found)) = text.query_selector(&selector)
        && let Ok(found) = found.dyn_into::<HtmlElement>()
    {
        found.scroll_into_view();
        let _ = found.focus();
    }
}
