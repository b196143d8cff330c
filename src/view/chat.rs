//! The whole widget.

use leptos::{children::ViewFn, ev::KeyboardEvent, prelude::*};

use super::{
    announcer::{Announcer, Voice},
    bubble::Extras,
    composer::{Composer, is_composing},
    focus::Focus,
    follow::Follow,
    header::Header,
    keeping::Trouble,
    labels::{Label, Labels},
    language::direction,
    rich_text::{RichText, warm_up},
    server::LiveClient,
    suggestion::Suggestion,
    transcript::Transcript,
    use_chat::{UseChat, use_chat, use_kept_chat},
    words::Words,
    wrap::Wrap,
};
use crate::{
    browser::{Fetch, IndexedDb},
    chat::{Content, Message, Recovery},
    client::Client,
    gemini::{DEFAULT_MODEL, Endpoint},
};

/// A chat widget: transcript, composer and everything between them.
///
/// It fills its container, which needs a height. It requires `style/widget.css`.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::view::Chat;
///
/// # fn app() -> impl IntoView {
/// view! { <Chat endpoint="https://relay.example/v1beta"/> }
/// # }
/// ```
///
/// With more props:
///
/// ```
/// # use leptos::prelude::*;
/// # use rill_chat::view::{Chat, Suggestion};
/// # fn app() -> impl IntoView {
/// view! {
///     <Chat
///         endpoint="https://relay.example/v1beta"
///         model="gemini-flash-latest"
///         system_instruction="You are the librarian of a small town."
///         title="Library"
///         greeting="What would you like to read?"
///         suggestions=vec![Suggestion::from("Recommend a short novel.")]
///     />
/// }
/// # }
/// ```
///
/// Props that are signals may change while the conversation goes on; they take plain values too. To
/// control the conversation from outside, create it first:
///
/// ```
/// # use leptos::prelude::*;
/// use rill_chat::{Client, view::{Chat, use_chat}};
///
/// # fn app(client: Client) -> impl IntoView {
/// let chat = use_chat(&client, vec![]);
/// view! {
///     <button on:click=move |_| { chat.send("What are your opening hours?"); }>"Hours"</button>
///     <Chat chat/>
/// }
/// # }
/// ```
///
/// Disposing the component cuts off an answer in progress, unless `chat` was given.
#[component]
pub fn Chat(
    /// The conversation. Without one, the component starts its own, from `client` to `recovery`.
    #[prop(optional)]
    chat: Option<UseChat>,
    /// The client to talk to, with all its settings. It replaces `endpoint`, `model`, `fetch`,
    /// `system_instruction` and `recovery`, which suffice for most pages. A new client applies from
    /// the next answer on.
    #[prop(optional, into)]
    client: Option<LiveClient>,
    /// The URL of a relay; without one, `/v1beta` on the page's own server.
    #[prop(optional, into)]
    endpoint: String,
    /// The name of the model; [`DEFAULT_MODEL`] if none is given.
    #[prop(default = DEFAULT_MODEL.into(), into)]
    model: String,
    /// A replacement for the browser's `fetch`, such as
    /// [`storyteller_fetch`](crate::browser::storyteller_fetch).
    #[prop(optional, into)]
    fetch: Fetch,
    /// Instructions for how the model should behave.
    #[prop(optional, into)]
    system_instruction: String,
    /// The turns that the conversation continues from; if it is kept, those that a new one starts
    /// with.
    #[prop(optional)]
    history: Vec<Content>,
    /// The name under which this browser keeps the conversation between visits. Without it, nothing
    /// is stored.
    #[prop(optional, into)]
    keep: String,
    /// What to do automatically about failures, silence and answers that are cut off.
    #[prop(optional)]
    recovery: Recovery,
    /// A heading above the conversation, and its accessible name. Without it, there is no heading.
    #[prop(optional, into)]
    title: Signal<String>,
    /// The greeting of an empty conversation; [`Label::Greeting`] if blank.
    #[prop(optional, into)]
    greeting: Signal<String>,
    /// The placeholder of an empty composer; [`Label::Placeholder`] if blank.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Messages to start with, as buttons.
    #[prop(optional, into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// Disables the composer, suggestions, remedies and feedback. The conversation can still be
    /// read and copied, and an answer in progress can be stopped.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The URL of an image beside the model's messages. It is decorative: screen readers ignore it.
    #[prop(optional, into)]
    avatar: Signal<String>,
    /// Whether each answer has two buttons to rate it. See [`UseChat::on_feedback`].
    #[prop(optional, into)]
    feedback: Signal<bool>,
    /// Whether the summary of the model's thoughts, if there is one, can be expanded: see
    /// [`Thinking::Show`](crate::gemini::Thinking::Show).
    #[prop(optional, into)]
    show_thoughts: Signal<bool>,
    /// What an answer may show: images from which origins, links of which schemes, formulas.
    #[prop(optional, into)]
    rich_text: Signal<RichText>,
    /// Replacements for the widget's English texts: see [`Labels::in_language`]. Set `lang` to
    /// match.
    #[prop(optional, into)]
    labels: Signal<Labels>,
    /// The language of the labels, as a BCP 47 tag.
    #[prop(optional, into)]
    lang: Signal<String>,
    /// The direction of the widget, `ltr` or `rtl`. Any other value leaves it to `lang`, and
    /// without that to the page. Each message has its own direction.
    #[prop(optional, into)]
    dir: Signal<String>,
    /// `light`, `dark` or `auto`; if empty, that of the surrounding page.
    #[prop(optional, into)]
    theme: Signal<String>,
    /// Draws the title area, given the default title. If it draws slots of a shadow root, the
    /// header is hidden while they are empty and there is neither a title nor a button.
    #[prop(optional, into)]
    header: Option<Wrap>,
    /// Draws what an empty conversation shows above the suggestions, given the default greeting.
    #[prop(optional, into)]
    greeting_view: Option<Wrap>,
    /// The content below the composer.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Adds a close button to the header and is called when it is pressed, to close the chat. The
    /// chat then leaves its accessible name to the dialog that is expected around it.
    #[prop(optional_no_strip, into)]
    on_close: Option<Callback<()>>,
    /// Whether the close button is shown, for a chat that is sometimes a dialog and sometimes
    /// inline.
    #[prop(into, default = true.into())]
    closes: Signal<bool>,
    /// Called with each answer when it has ended, whether it succeeded or not. The message has the
    /// ending, the server's own error text, the usage and the ratings, but never a key. This joins
    /// the listeners of the conversation; [`UseChat`] has more events.
    #[prop(optional, into)]
    on_end: Option<Callback<Message>>,
) -> impl IntoView {
    provide_context(rich_text);
    provide_context(labels);
    let voice = Voice::default();
    provide_context(voice);
    let words = Words::here();
    let chat = chat.unwrap_or_else(|| {
        let client = client.and_then(|client| untrack(|| client.get()));
        let client = client.unwrap_or_else(|| {
            let client = Client::new(Endpoint::new(endpoint), fetch);
            let client = client.model(model).recovery(recovery);
            if system_instruction.trim().is_empty() {
                client
            } else {
                client.system_instruction(system_instruction)
            }
        });
        if keep.is_empty() {
            use_chat(&client, history)
        } else {
            use_kept_chat(&client, IndexedDb::new(keep), history)
        }
    });
    if let Some(client) = client {
        Effect::new(move |_| client.get().map(|client| chat.set_client(client)));
    }
    if let Some(on_end) = on_end {
        chat.on_end(on_end);
    }
    // In an effect, because there is nothing to warm up on a server.
    Effect::new(|_| warm_up());
    let follow = Follow::new(Signal::derive(move || chat.has_begun()));
    let focus = Focus(chat.composer);
    let label = words.or(title, Label::Chat);
    let greeting = words.or(greeting, Label::Greeting);
    let placeholder = words.or(placeholder, Label::Placeholder);
    let extras = Extras {
        avatar,
        feedback,
        thoughts: show_thoughts,
        disabled,
    };
    // On the whole widget: a user who is scrolling the answer may want to stop it too.
    let key_down = move |event: KeyboardEvent| {
        let escape = event.key() == "Escape" && !is_composing(&event);
        if escape && untrack(|| chat.answering()) {
            event.prevent_default();
            chat.stop();
        }
    };
    // A chat that can be closed is in a dialog, which has the accessible name.
    let is_named = move || on_close.is_none() || !closes.get();
    let given = |text: Signal<String>| move || Some(text.get()).filter(|text| !text.is_empty());
    view! {
        <section
            class="rill-chat"
            aria-label=move || is_named().then(|| label.get())
            lang=given(lang)
            dir=move || direction(&dir.get(), &lang.get())
            data-theme=given(theme)
            data-disabled=move || disabled.get().then_some("")
            on:keydown=key_down
        >
            <Header chat focus title header on_close closes/>
            <Transcript chat follow focus greeting greeting_view suggestions extras/>
            <Trouble chat focus/>
            <Composer chat follow focus placeholder disabled/>
            {footer.map(|footer| view! { <div class="rill-footer">{footer.run()}</div> })}
            <Announcer chat voice/>
        </section>
    }
    // Erased, or the type of every page would contain all of this, which on a server is nested too
    // deeply for the compiler.
    .into_any()
}
