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

/// A chat: transcript, composer and all that is between them.
///
/// It fills its place: give the element around it a height. It needs `style/widget.css`.
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
/// With more said about it:
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
/// What is a signal may change while the conversation goes on; a plain value does as well. To have a
/// hand on the conversation, make it first:
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
/// When it leaves the page, an answer on its way is stopped.
#[component]
pub fn Chat(
    /// The conversation. Without one, it begins its own, as those from `client` to `recovery` say.
    #[prop(optional)]
    chat: Option<UseChat>,
    /// Who to talk to, with everything that can be set about it. In its place, those from
    /// `endpoint` to `recovery` are enough for most pages. What changes holds from the next answer
    /// on.
    #[prop(optional, into)]
    client: Option<LiveClient>,
    /// The address of a relay; without one, `/v1beta` on the page's own server.
    #[prop(optional, into)]
    endpoint: String,
    /// The model's name, [`DEFAULT_MODEL`] if none is given.
    #[prop(default = DEFAULT_MODEL.into(), into)]
    model: String,
    /// A function in the place of the browser's `fetch`, such as
    /// [`storyteller_fetch`](crate::browser::storyteller_fetch).
    #[prop(optional, into)]
    fetch: Fetch,
    /// How the model should behave.
    #[prop(optional, into)]
    system_instruction: String,
    /// The turns that the conversation goes on from; where it is kept, those that a new one begins
    /// with.
    #[prop(optional)]
    history: Vec<Content>,
    /// A name under which this browser keeps the conversation from one visit to the next. Without
    /// it nothing is stored.
    #[prop(optional, into)]
    keep: String,
    /// What is tried by itself about failures, silence and cut answers.
    #[prop(optional)]
    recovery: Recovery,
    /// A heading above the conversation, and its name for screen readers. Without it there is no
    /// heading.
    #[prop(optional, into)]
    title: Signal<String>,
    /// What an empty conversation says; if nothing is given, [`Label::Greeting`].
    #[prop(optional, into)]
    greeting: Signal<String>,
    /// What an empty composer says; if nothing is given, [`Label::Placeholder`].
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Messages to begin with, as buttons.
    #[prop(optional, into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// Takes nothing from the reader: composer, suggestions, remedies and feedback do nothing. What
    /// was said can be read and copied, and an answer on its way can be stopped.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The address of a picture beside the model's messages. It says nothing to those who cannot
    /// see it.
    #[prop(optional, into)]
    avatar: Signal<String>,
    /// Whether each answer has two buttons for what the reader thinks of it. See
    /// [`UseChat::on_feedback`].
    #[prop(optional, into)]
    feedback: Signal<bool>,
    /// Whether the summary of the model's thoughts can be unfolded, where it comes: see
    /// [`Thinking::Show`](crate::gemini::Thinking::Show).
    #[prop(optional, into)]
    show_thoughts: Signal<bool>,
    /// What may be shown of an answer: images of which origins, links of which schemes, formulas.
    #[prop(optional, into)]
    rich_text: Signal<RichText>,
    /// What the widget says, where it is not to be English.
    #[prop(optional, into)]
    labels: Signal<Labels>,
    /// The language of the labels, as a BCP 47 tag.
    #[prop(optional, into)]
    lang: Signal<String>,
    /// The direction of the widget, `ltr` or `rtl`. Anything else leaves it to `lang`, and that to
    /// the page. Each message has a direction of its own.
    #[prop(optional, into)]
    dir: Signal<String>,
    /// `light`, `dark` or `auto`; if nothing is given, as the page around it.
    #[prop(optional, into)]
    theme: Signal<String>,
    /// Draws what stands in the place of the title: it is given the title. Where it draws slots of a
    /// shadow root, the header is hidden as long as nothing is in them, in the title and beside it.
    #[prop(optional, into)]
    header: Option<Wrap>,
    /// Draws what an empty conversation shows above the suggestions: it is given the greeting.
    #[prop(optional, into)]
    greeting_view: Option<Wrap>,
    /// What stands below the composer.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Puts a button into the header that closes the chat, which is up to this. What holds the chat
    /// is a dialog then, and has the name that the chat has otherwise.
    #[prop(optional_no_strip, into)]
    on_close: Option<Callback<()>>,
    /// Whether that button is there: a chat may be above the page now, and in it later.
    #[prop(into, default = true.into())]
    closes: Signal<bool>,
    /// Is told of each answer that has ended, with all that a developer may want to know: how, in
    /// the server's own words too, the usage, the ratings. Never with a key. It is beside those who
    /// listen to the conversation itself; [`UseChat`] tells of more.
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
    // An effect, because there is nothing to warm up on a server.
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
    // Wherever the focus is in the widget: a reader who scrolls the answer may want no more of it.
    let key_down = move |event: KeyboardEvent| {
        let escape = event.key() == "Escape" && !is_composing(&event);
        if escape && untrack(|| chat.answering()) {
            event.prevent_default();
            chat.stop();
        }
    };
    // What can be closed lies in a dialog, which has that name.
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
    // Or the type of a page would have all of this in it, and on a server that is more than the
    // compiler looks through.
    .into_any()
}
