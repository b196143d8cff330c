//! The transcript: the messages, and the area in which they scroll.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    bubble::{Bubble, Extras},
    focus::Focus,
    follow::Follow,
    icon::{DOWN, Icon, RILL},
    labels::Label,
    message::LiveMessage,
    piece::{each, piece},
    suggestion::Suggestion,
    use_chat::UseChat,
    words::Words,
    wrap::Wrap,
};
use crate::chat::Remedy;

/// Shows the conversation, or its opening while it is empty.
///
/// It is a log that is not live: a screen reader would read a growing text over and over. The
/// [`Announcer`](super::announcer::Announcer) announces answers instead.
#[component]
pub(super) fn Transcript(
    chat: UseChat,
    follow: Follow,
    focus: Focus,
    greeting: Signal<String>,
    greeting_view: Option<Wrap>,
    suggestions: Signal<Vec<Suggestion>>,
    extras: Extras,
) -> impl IntoView {
    let words = Words::here();
    // Kept messages may still be loading.
    let is_empty = Memo::new(move |_| chat.messages().is_empty() && !chat.loading());
    let last = Memo::new(move |_| chat.messages().last().map(LiveMessage::id));
    let act = Callback::new(move |(remedy, event): (Remedy, MouseEvent)| {
        focus.after_click(&event);
        match remedy {
            Remedy::Continue => chat.continue_answer(),
            Remedy::Retry => chat.retry(),
            Remedy::SendWhenOnline => chat.retry_when_online(),
            Remedy::Edit => {
                chat.edit();
                focus.rest();
            }
        }
        follow.jump();
    });
    let opening = piece(move || {
        is_empty.get().then(|| {
            let disabled = extras.disabled;
            let greeting_view = greeting_view.clone();
            view! { <Opening chat follow focus greeting greeting_view suggestions disabled/> }
        })
    });
    let bubble = move |message: LiveMessage| {
        let id = message.id();
        // Only the last answer can be acted on.
        let act = Signal::derive(move || (last.get() == Some(id)).then_some(act));
        view! { <Bubble chat message act extras/> }
    };
    let bubbles = each(move || chat.messages(), LiveMessage::id, bubble);
    view! {
        <div class="rill-transcript" part="transcript">
            <div
                class="rill-scroller"
                role="log"
                aria-live="off"
                aria-label=words.say(Label::Conversation)
                aria-busy=move || chat.loading().then_some("true")
                tabindex="0"
                node_ref=follow.scroller
                on:scroll=move |_| follow.scrolled()
                on:click=move |event| follow.clicked(&event)
            >
                <div class="rill-content" node_ref=follow.content>
                    {opening}
                    {bubbles}
                </div>
            </div>
            <button
                type="button"
                class="rill-latest"
                hidden=move || follow.is_following()
                on:mousedown=Focus::keep
                on:click=move |event| {
                    focus.after_click(&event);
                    follow.jump();
                }
            >
                <Icon d=DOWN/>
                {words.say(Label::Jump)}
            </button>
        </div>
    }
}

/// Shows the opening of an empty conversation: a greeting and suggestions.
#[component]
fn Opening(
    chat: UseChat,
    follow: Follow,
    focus: Focus,
    greeting: Signal<String>,
    greeting_view: Option<Wrap>,
    suggestions: Signal<Vec<Suggestion>>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let chip = move |suggestion: Suggestion| {
        let Suggestion { label, prompt } = suggestion;
        let says_more = label != prompt;
        let more = says_more.then(|| view! { <span class="rill-prompt">{prompt.clone()}</span> });
        let send = move |event: MouseEvent| {
            focus.after_click(&event);
            if chat.send(prompt.as_str()) {
                follow.jump();
            } else {
                chat.propose(&prompt);
            }
        };
        view! {
            <li>
                <button
                    type="button"
                    class="rill-chip"
                    part="suggestion"
                    disabled=disabled
                    on:mousedown=Focus::keep
                    on:click=send
                >
                    <span class="rill-label">{label}</span>
                    {more}
                </button>
            </li>
        }
    };
    let chips = piece(move || Some(suggestions.get().into_iter().map(chip).collect_view()));
    let usual = view! {
        <span class="rill-mark">
            <Icon d=RILL/>
        </span>
        <p class="rill-greeting" dir="auto">
            {greeting}
        </p>
    };
    view! {
        <div class="rill-opening">
            {Wrap::around(greeting_view, usual.into_any())}
            <ul class="rill-chips" role="list" dir="auto">
                {chips}
            </ul>
        </div>
    }
}
