//! A warm-up of what the first words of an answer will need.
//!
//! A browser compiles a WebAssembly function when it is first called. For the parser and the view,
//! that takes about 15 ms on a desktop, more than the rest of a short answer. So while the page is
//! idle, a text with a bit of everything is drawn into a detached element.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::{document, request_idle_callback_with_handle, set_timeout};

use super::drawing::Drawing;
use crate::{browser::context::AsyncContext, markdown::Document};

/// A bit of everything, cut so that each path of the parser is taken.
const PIECES: &[&str] = &[
    "# A wo",
    "rd\n\nOnce **up",
    "on** a *time*, `co",
    "de` and a [li",
    "nk](https://a.ex/b) and www.a.ex[^1]. One ",
    "more ",
    "word ",
    "said.\n\nAnother pa",
    "ragraph.\n\n- an item\n  1. an in",
    "ner\n  2. one\n- [x] anot",
    "her\n- last\n\n> A quo",
    "te\n> of two.\n\n| a | b |\n|---|:-:|\n",
    "| c | **d** |\n| e",
    " | f |\n| g | h |\n\n```js\nlet a = \"b\"; // c\n",
    "if (a[0] < 1) { return 2 }\n",
    "```\n\n---\n\n[^1]: A note.\n\nThe e",
    "nd.\n",
];

/// How many pieces are drawn per idle callback.
const AT_ONCE: usize = 6;

/// The delay in browsers without `requestIdleCallback`.
const LATER: Duration = Duration::from_millis(200);

thread_local! {
    static IS_WARM: Cell<bool> = const { Cell::new(false) };
}

/// Starts the warm-up when the browser is idle, once per page.
pub(in crate::view) fn warm_up() {
    if !IS_WARM.replace(true)
        && let Ok(root) = document().create_element("div")
    {
        let (mut drawing, text) = (Drawing::new(root), Document::default());
        drawing.draw(&text, 0);
        go_on(drawing, text, 0);
    }
}

fn go_on(drawing: Drawing, text: Document, from: usize) {
    let state = Cell::new(Some((drawing, text)));
    let context = AsyncContext::current();
    let step = move || {
        context.restore();
        let Some((mut drawing, mut text)) = state.take() else {
            return;
        };
        let pieces = PIECES.get(from..).unwrap_or_default();
        for piece in pieces.iter().take(AT_ONCE) {
            let changes = text.push(piece);
            drawing.follow(&text, &changes);
        }
        if pieces.len() > AT_ONCE {
            go_on(drawing, text, from + AT_ONCE);
        } else {
            let changes = text.finish();
            drawing.follow(&text, &changes);
        }
    };
    let step = Rc::new(step);
    let other = step.clone();
    if request_idle_callback_with_handle(move || step()).is_err() {
        set_timeout(move || other(), LATER);
    }
}
