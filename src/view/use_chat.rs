//! A conversation as signals.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use leptos::{ev::pagehide, html::Textarea, logging::warn, prelude::*, task::spawn_local};

use super::{
    message::{Feedback, LiveMessage},
    server::is_in_page,
};
use crate::{
    browser::{caller::Caller, sleep},
    chat::{Content, Message, MessageId, Session},
    client::{Chat, Client, MessageStream, Store, StoreTrouble},
};

mod listeners;
mod running;
mod whole;

use listeners::Listeners;

/// Starts a conversation that lives as long as the reactive owner it is called under: when that is
/// disposed or the page is left, an answer on its way is closed and counts as cut off.
///
/// On a server it holds the history, for a view to be drawn; what would send or listen does nothing
/// there.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::{Client, view::{MessageText, use_chat}};
///
/// /// The last answer as it grows, and a button.
/// #[component]
/// fn Story(client: Client) -> impl IntoView {
///     let chat = use_chat(&client, vec![]);
///     let last = move || chat.messages().pop();
///     view! {
///         {move || last().map(|message| view! { <MessageText message/> })}
///         <button on:click=move |_| { chat.send("Tell me a short story about a brave knight."); }>
///             "Tell"
///         </button>
///     }
/// }
/// ```
///
/// To have the answers of a conversation without a view, or to read each chunk's metadata, use the
/// [`Client`] itself.
pub fn use_chat(client: &Client, history: Vec<Content>) -> UseChat {
    if is_in_page() {
        UseChat::of(client.start_chat(history))
    } else {
        UseChat::drawn(history)
    }
}

/// The same for a conversation that is kept in a store, such as
/// [`IndexedDb`](crate::browser::IndexedDb): it comes back with the page, what was confirmed of an
/// answer on its way included. Where nothing is kept it begins with the history.
pub fn use_kept_chat(
    client: &Client,
    store: impl Store + 'static,
    history: Vec<Content>,
) -> UseChat {
    UseChat {
        is_kept: true,
        ..use_chat_in(client, store, history)
    }
}

/// The same for a store of the host's own, such as a [`MapStore`](crate::browser::MapStore), which the
/// reader need not know of: nothing in the page says that the conversation is kept, and no button
/// deletes it.
pub fn use_chat_in(client: &Client, store: impl Store + 'static, history: Vec<Content>) -> UseChat {
    if !is_in_page() {
        // What is kept is in the browser, and comes in front of everything else.
        let this = UseChat::drawn(vec![]);
        this.loading.set(true);
        return this;
    }
    let chat = client.keep_chat(store, history);
    let this = UseChat::of(chat.clone());
    this.loading.set(true);
    chat.on_trouble(move |trouble| {
        warn!("rill: {trouble:?}");
        this.trouble.try_set(Some(trouble.clone()));
    });
    // Who opens another program may never come back.
    let hiding = window_event_listener_untyped("visibilitychange", {
        let (chat, caller) = (chat.clone(), Caller::now());
        move |_| {
            caller.resume();
            chat.save();
        }
    });
    on_cleanup(move || hiding.remove());
    spawn_local(async move {
        // A browser may wait for another tab for ever.
        let patience = pin!(sleep(LONGEST_LOAD));
        let restoring = pin!(chat.restore());
        let restored = select(restoring, patience).await;
        this.loaded();
        if let Either::Right(((), restoring)) = restored {
            restoring.await;
            this.sync();
        }
    });
    this
}

/// How long a conversation that is kept is waited for until what is written goes out without it.
const LONGEST_LOAD: Duration = Duration::from_secs(2);

/// A conversation as signals: what [`use_chat`] returns. A handle, free to copy into closures.
///
/// Its `on_…` functions add a listener, and take none away: all are told, in the order in which they
/// came. Each is there as long as the reactive owner under which it was added, such as a component,
/// and without one as long as the conversation.
#[derive(Clone, Copy, Debug)]
pub struct UseChat {
    /// `None` on a server, which only draws.
    chat: Option<StoredValue<Chat, LocalStorage>>,
    messages: RwSignal<Vec<LiveMessage>>,
    answering: RwSignal<bool>,
    draft: RwSignal<String>,
    is_kept: bool,
    /// What is kept is not there yet. What is sent in the meantime waits for it.
    loading: RwSignal<bool>,
    waiting: StoredValue<Vec<Content>>,
    trouble: RwSignal<Option<StoreTrouble>>,
    /// The number of the conversation: another history is another one.
    conversation: StoredValue<u32>,
    listeners: StoredValue<Listeners>,
    /// Where the person writes, in the view that is drawn of it.
    pub(super) composer: NodeRef<Textarea>,
}

impl UseChat {
    /// The conversation in a page.
    fn of(chat: Chat) -> Self {
        let this = Self {
            chat: Some(StoredValue::new_local(chat)),
            ..Self::silent()
        };
        this.sync();
        // A page that comes back, out of the browser's cache of whole pages, shows how it was left.
        let caller = Caller::now();
        let leaving = window_event_listener(pagehide, move |_| {
            caller.resume();
            this.leave();
        });
        on_cleanup(move || {
            leaving.remove();
            this.leave();
        });
        this
    }

    /// What a server draws, and a page begins with: the history, and nobody to talk to.
    fn drawn(history: Vec<Content>) -> Self {
        let this = Self::silent();
        let session = Session::new(history);
        let messages = session.messages().iter().map(LiveMessage::new);
        this.messages.set(messages.collect());
        this
    }

    fn silent() -> Self {
        Self {
            chat: None,
            messages: RwSignal::default(),
            answering: RwSignal::new(false),
            draft: RwSignal::default(),
            is_kept: false,
            loading: RwSignal::new(false),
            waiting: StoredValue::default(),
            trouble: RwSignal::default(),
            conversation: StoredValue::default(),
            listeners: StoredValue::default(),
            composer: NodeRef::new(),
        }
    }

    /// Talks to another client from the next answer on, with its recovery: an answer on its way goes
    /// on with the client that it began with.
    pub fn set_client(self, client: Client) {
        self.with_chat(|chat| chat.set_client(client));
    }

    /// Whether the reader is told that the conversation is kept from one visit to the next.
    pub fn is_kept(self) -> bool {
        self.is_kept
    }

    /// Whether what is kept of the conversation is still being looked for. Tracked.
    pub fn loading(self) -> bool {
        self.loading.get()
    }

    fn loaded(self) {
        self.sync();
        if self.loading.try_set(false).is_some() {
            return;
        }
        for message in self.take_waiting() {
            self.ask(|chat| chat.send_message_stream(message));
        }
    }

    /// Why the conversation is not kept, or not whole. Tracked.
    pub fn trouble(self) -> Option<StoreTrouble> {
        self.trouble.get()
    }

    /// Has read what there is to say about keeping.
    pub fn dismiss_trouble(self) {
        self.trouble.set(None);
    }

    /// The transcript, failed and blocked turns included. Tracked: it changes when a message is
    /// added or replaced; how a message grows is told by the message itself.
    pub fn messages(self) -> Vec<LiveMessage> {
        self.messages.get()
    }

    /// Whether anything was said. Tracked.
    pub(super) fn has_begun(self) -> bool {
        self.messages.with(|all| !all.is_empty())
    }

    /// Whether an answer is on its way. Tracked.
    pub fn answering(self) -> bool {
        self.answering.get()
    }

    /// What the person is writing. When a message could not be sent, its text comes back here,
    /// unless something else has been written meanwhile.
    pub fn draft(self) -> RwSignal<String> {
        self.draft
    }

    /// Puts the focus where the person writes, and says whether there is such a place.
    pub fn focus(self) -> bool {
        let field = self.composer.try_get_untracked().flatten();
        field.is_some_and(|field| field.focus().is_ok())
    }

    /// Sends the draft and empties it. Says whether it was sent: nothing is while an answer is on
    /// its way, if the draft is blank, or if [`on_before_send`](Self::on_before_send) objects.
    pub fn submit(self) -> bool {
        let text = self.draft.get_untracked();
        let is_sent = !self.answering.get_untracked() && self.send(text.trim());
        if is_sent {
            self.take_draft(&text);
        }
        is_sent
    }

    /// Empties the draft if it is this text.
    fn take_draft(self, text: &str) {
        self.draft.maybe_update(|draft| {
            let same = *draft == text;
            if same {
                draft.clear();
            }
            same
        });
    }

    /// Sends a message and lets the answer run into the [`messages`](Self::messages). An answer
    /// that is still on its way is stopped. Says whether the message goes out: a blank one does not,
    /// nor one that [`on_before_send`](Self::on_before_send) objects to.
    pub fn send(self, message: impl Into<Content>) -> bool {
        self.send_content(message.into())
    }

    fn send_content(self, message: Content) -> bool {
        if message.is_blank() {
            return false;
        }
        let Some(message) = self.ask_before_send(message) else {
            return false;
        };
        if self.loading.try_get_untracked() == Some(true) {
            self.waiting
                .try_update_value(|waiting| waiting.push(message));
        } else {
            self.ask(|chat| chat.send_message_stream(message));
        }
        true
    }

    /// Takes down what the reader thinks of an answer, for as long as the page lives, and tells
    /// [`on_feedback`](Self::on_feedback).
    pub fn give_feedback(self, message: MessageId, feedback: Option<Feedback>) {
        let live = self.messages.try_with_untracked(|all| {
            let live = all.iter().find(|live| live.id() == message);
            live.cloned()
        });
        let Some(live) = live.flatten() else {
            return;
        };
        live.set_feedback(feedback);
        if let Some(message) = self.message(message) {
            self.tell(|all| &mut all.feedback, &(message, feedback));
        }
    }

    fn message(self, id: MessageId) -> Option<Message> {
        self.chat()?.with(|session| {
            let mut messages = session.messages().iter();
            messages.find(|message| message.id() == id).cloned()
        })
    }

    /// Asks for the last answer once more, in place of what it was.
    pub fn retry(self) {
        self.ask_again(Chat::retry);
    }

    /// The same, as soon as the browser is online.
    pub fn retry_when_online(self) {
        self.ask_again(Chat::retry_when_online);
    }

    /// Asks the model to go on with the last answer from where it broke.
    pub fn continue_answer(self) {
        self.ask(Chat::continue_answer);
    }

    /// Brings the text of a message that was refused back into the draft: what is sent next takes
    /// its place. What has been written meanwhile is kept.
    pub fn edit(self) {
        self.with_chat(|chat| {
            if self.is_blank()
                && let Some(unsent) = chat.take_back()
            {
                self.draft.set(unsent.text().into_owned());
            }
        });
    }

    /// Makes the draft of a text that did not go out, unless something has been written.
    pub(super) fn propose(self, text: &str) {
        if self.is_blank() {
            self.draft.set(text.to_owned());
        }
    }

    fn is_blank(self) -> bool {
        let is_blank = |draft: &String| draft.trim().is_empty();
        self.draft.try_with_untracked(is_blank) == Some(true)
    }

    fn ask_again(self, ask: impl FnOnce(&Chat) -> MessageStream) {
        self.with_chat(|chat| {
            // The text that came back to the draft is sent by this; a changed one is kept.
            if let Some(unsent) = unsent(chat) {
                self.take_draft(&unsent);
            }
        });
        self.ask(ask);
    }

    fn ask(self, ask: impl FnOnce(&Chat) -> MessageStream) {
        let Some(chat) = self.chat() else {
            return;
        };
        self.take_held(&chat);
        let newest = |chat: &Chat| chat.with(|session| session.messages().last().map(Message::id));
        let before = newest(&chat);
        self.run(ask(&chat));
        let new: Vec<_> = chat.with(|session| {
            let messages = session.messages().iter();
            let new = messages.filter(|message| Some(message.id()) > before);
            new.cloned().collect()
        });
        new.iter()
            .for_each(|message| self.tell(|all| &mut all.message, message));
    }

    /// Shows the text that is held back to be joined: what comes next leaves it as it is.
    fn take_held(self, chat: &Chat) {
        if let Some(held) = chat.release() {
            self.arrived(&held);
        }
    }

    /// Ends an answer on its way as one that was cut off.
    fn leave(self) {
        self.close(Chat::leave);
    }

    fn close(self, close: impl FnOnce(&Chat)) {
        self.with_chat(|chat| {
            self.take_held(chat);
            close(chat);
        });
        self.sync();
    }

    /// Stops the answer: the connection is closed before this returns, and what has arrived stays. A
    /// message that still waits to go out comes back into the [`draft`](Self::draft).
    pub fn stop(self) {
        let waiting = self.take_waiting();
        let texts: Vec<_> = waiting.iter().map(Content::text).collect();
        if !texts.is_empty() {
            self.propose(&texts.join("\n"));
        }
        self.close(Chat::stop);
    }

    fn take_waiting(self) -> Vec<Content> {
        let waiting = self.waiting.try_update_value(std::mem::take);
        waiting.unwrap_or_default()
    }

    /// The headless conversation behind the signals, to read its history and its metadata. What is
    /// sent through it does not show here. `None` on a server, and once the owner is disposed.
    pub fn chat(self) -> Option<Chat> {
        self.chat?.try_get_value()
    }

    /// Does nothing once the owner is disposed.
    fn with_chat(self, act: impl FnOnce(&Chat)) {
        if let Some(chat) = self.chat() {
            act(&chat);
        }
    }
}

fn unsent(chat: &Chat) -> Option<String> {
    chat.with(|session| Some(session.unsent()?.text().into_owned()))
}
