//! The messages, and the place where they scroll.

use leptos::{ev::MouseEvent, prelude::*};

use super::{
    bubble::Bubble,
    focus::Focus,
    follow::Follow,
    icon::{DOWN, Icon, RILL},
    message::LiveMessage,
    suggestion::Suggestion,
    use_chat::UseChat,
};
use crate::chat::Remedy;

/// Shows the conversation, or what it may begin with.
///
/// It is a log that is not live: a screen reader that reads a text while it grows reads it over and
/// over. What it is told stands in [`Announcer`](super::announcer::Announcer).
#[component]
pub(super) fn Transcript(
    chat: UseChat,
    follow: Follow,
    focus: Focus,
    greeting: String,
    suggestions: Vec<Suggestion>,
) -> impl IntoView {
    // What is kept may be about to come.
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
    let greeting = StoredValue::new((greeting, suggestions));
    let opening = move || {
        is_empty.get().then(|| {
            let (greeting, suggestions) = greeting.get_value();
            view! { <Opening chat follow focus greeting suggestions/> }
        })
    };
    view! {
        <div class="rill-transcript">
            <div
                class="rill-scroller"
                role="log"
                aria-live="off"
                aria-label="Conversation"
                aria-busy=move || chat.loading().then_some("true")
                tabindex="0"
                node_ref=follow.scroller
                on:scroll=move |_| follow.scrolled()
            >
                <div class="rill-content" node_ref=follow.content>
                    {opening}
                    <For
                        each=move || chat.messages()
                        key=LiveMessage::id
                        children=move |message| {
                            let id = message.id();
                            // Only about the last answer can something be done.
                            let act = Signal::derive(move || {
                                (last.get() == Some(id)).then_some(act)
                            });
                            view! { <Bubble message act/> }
                        }
                    />
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
                {"Jump to latest"}
            </button>
        </div>
    }
}

/// What an empty conversation shows.
#[component]
fn Opening(
    chat: UseChat,
    follow: Follow,
    focus: Focus,
    greeting: String,
    suggestions: Vec<Suggestion>,
) -> impl IntoView {
    let chips = suggestions
        .into_iter()
        .map(|suggestion| {
            let Suggestion { label, prompt } = suggestion;
            let says_more = label != prompt;
            let more =
                says_more.then(|| view! { <span class="rill-prompt">{prompt.clone()}</span> });
            let send = move |event: MouseEvent| {
                focus.after_click(&event);
                chat.send(prompt.as_str());
                follow.jump();
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="rill-chip"
                        on:mousedown=Focus::keep
                        on:click=send
                    >
                        <span class="rill-label">{label}</span>
                        {more}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="rill-opening">
            <span class="rill-mark">
                <Icon d=RILL/>
            </span>
            <p class="rill-greeting" dir="auto">
                {greeting}
            </p>
            <ul class="rill-chips" role="list" dir="auto">
                {chips}
            </ul>
        </div>
    }
}
