//! The text of a message in the page: Markdown as DOM elements.
//!
//! The view applies the changes of the document one by one, so a DOM node lives as long as the
//! document node that it stands for. Elements are created one by one, never from HTML.

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
mod context;
mod copying;
mod drawing;
mod drawn;
mod elements;
mod links;
mod math;
mod runs;
mod throttle;
mod warm_up;
mod words;

use copying::copied;
use drawing::Drawing;
pub(super) use links::{append_link, show_host};
pub(super) use warm_up::warm_up;

/// What a text may show, beyond words.
///
/// [`Chat`](super::Chat) takes this as a prop. A custom view provides a `Signal<RichText>` as
/// context for [`MessageText`], and a `Signal<Labels>` with the texts of [`Labels`](super::Labels).
///
/// A struct literal should end in `..RichText::default()`: later versions may add fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    /// The origins that images may be loaded from, such as `https://images.example`. An image from
    /// elsewhere becomes a link: its URL could leak the conversation.
    pub image_origins: Vec<String>,
    /// The schemes that links may have besides `http`, `https`, `mailto` and `tel`.
    pub link_schemes: Vec<String>,
    /// The module that renders formulas. Without one, they are shown as LaTeX source.
    pub math: MathModule,
}

/// The text of a message, rendered as it grows.
///
/// The model's text is rendered as Markdown; the user's is shown verbatim.
#[component]
pub fn MessageText(
    /// The message whose text is shown.
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

/// A Markdown text, rendered as it grows.
///
/// It takes its [`RichText`] from the context, and its styles from `style/widget.css`.
#[component]
pub fn Markdown(
    /// The text, which may grow at any time.
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

/// Keeps an element in sync with a text.
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
        if throttle::draws_now(&frame) {
            text.follow(drawing.seen(), |document, changes, count| match changes {
                Some(changes) => drawing.follow(document, changes),
                None => drawing.draw(document, count),
            });
        }
    });
}

/// Handles all clicks on a text, in one listener.
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

/// Scrolls to a footnote, or back to its mark. The browser's fragment navigation does not reach
/// into shadow roots, and would change the page's URL.
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
