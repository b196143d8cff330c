//! A conversation as signals.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use leptos::{ev::pagehide, html::Textarea, logging::warn, prelude::*, task::spawn_local};

use super::{
    message::{Feedback, LiveMessage},
    server::is_in_page,
};
use crate::{
    browser::{context::AsyncContext, sleep},
    chat::{Content, Message, MessageId, Session},
    client::{Chat, Client, MessageStream, Store, StoreTrouble},
};

mod listeners;
mod running;
mod whole;

use listeners::Listeners;

/// Starts a conversation that lives as long as the current reactive owner. When the owner is
/// disposed or the page is left, an answer in progress is closed and counts as cut off.
///
/// On a server, it only holds the history, so that a view can be rendered; sending and listening do
/// nothing there.
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
/// To consume answers without a view, use the [`Client`] itself.
pub fn use_chat(client: &Client, history: Vec<Content>) -> UseChat {
    if is_in_page() {
        UseChat::of(client.start_chat(history))
    } else {
        UseChat::drawn(history)
    }
}

/// Starts a conversation like [`use_chat`] that is kept in a store, such as
/// [`IndexedDb`](crate::browser::IndexedDb). It is restored with the page, including the saved part
/// of an answer that was cut off. If nothing is kept, it starts with the history.
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

/// Starts a conversation like [`use_kept_chat`] in a store of the host's own, such as a
/// [`MapStore`](crate::browser::MapStore), which the user need not know about: the view does not
/// say that the conversation is kept and has no button to delete it.
pub fn use_chat_in(client: &Client, store: impl Store + 'static, history: Vec<Content>) -> UseChat {
    if !is_in_page() {
        // Kept messages are in the browser and precede all others, so a server renders none.
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
    // A user who switches to another app may never come back.
    let hiding = window_event_listener_untyped("visibilitychange", {
        let (chat, context) = (chat.clone(), AsyncContext::current());
        move |_| {
            context.restore();
            chat.save();
        }
    });
    on_cleanup(move || hiding.remove());
    spawn_local(async move {
        // Another tab may block the store indefinitely.
        let timeout = pin!(sleep(LOAD_TIMEOUT));
        let restoring = pin!(chat.restore());
        let restored = select(restoring, timeout).await;
        this.loaded();
        if let Either::Right(((), restoring)) = restored {
            restoring.await;
            this.sync();
        }
    });
    this
}

/// How long to wait for a kept conversation before messages are sent without it.
const LOAD_TIMEOUT: Duration = Duration::from_secs(2);

/// A conversation as signals: what [`use_chat`] returns. A `Copy` handle, to be moved into
/// closures.
///
/// Each `on_…` method adds a listener; listeners are called in the order in which they were added.
/// A listener stays until the reactive owner that it was added under, such as a component, is
/// disposed, and without an owner as long as the conversation.
#[derive(Clone, Copy, Debug)]
pub struct UseChat {
    /// `None` on a server, which only renders.
    chat: Option<StoredValue<Chat, LocalStorage>>,
    messages: RwSignal<Vec<LiveMessage>>,
    answering: RwSignal<bool>,
    draft: RwSignal<String>,
    is_kept: bool,
    /// Whether the store is still being read. Messages sent in the meantime are in `waiting`.
    loading: RwSignal<bool>,
    waiting: StoredValue<Vec<Content>>,
    trouble: RwSignal<Option<StoreTrouble>>,
    /// Incremented whenever the conversation is replaced, to tell one from the next.
    conversation: StoredValue<u32>,
    listeners: StoredValue<Listeners>,
    /// The composer's field in the view of this conversation.
    pub(super) composer: NodeRef<Textarea>,
}

impl UseChat {
    /// Creates the signals of a conversation in a page.
    fn of(chat: Chat) -> Self {
        let this = Self {
            chat: Some(StoredValue::new_local(chat)),
            ..Self::silent()
        };
        this.sync();
        // A page restored from the back/forward cache shows the state in which it was left.
        let context = AsyncContext::current();
        let leaving = window_event_listener(pagehide, move |_| {
            context.restore();
            this.leave();
        });
        on_cleanup(move || {
            leaving.remove();
            this.leave();
        });
        this
    }

    /// Creates what a server renders: the history, with no client behind it.
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

    /// Switches to another client, and its recovery, from the next answer on. An answer in progress
    /// stays with the client that it started with.
    pub fn set_client(self, client: Client) {
        self.with_chat(|chat| chat.set_client(client));
    }

    /// Returns whether the user is told that the conversation is kept between visits.
    pub fn is_kept(self) -> bool {
        self.is_kept
    }

    /// Returns whether the kept conversation is still awaited, for two seconds at most. Tracked.
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

    /// Returns why the conversation is not kept, or not completely. Tracked.
    pub fn trouble(self) -> Option<StoreTrouble> {
        self.trouble.get()
    }

    /// Dismisses the [`trouble`](Self::trouble) that the user has read.
    pub fn dismiss_trouble(self) {
        self.trouble.set(None);
    }

    /// Returns the transcript, including failed and blocked turns. Tracked: it changes when a
    /// message is added or replaced; each [`LiveMessage`] tracks its own growth.
    pub fn messages(self) -> Vec<LiveMessage> {
        self.messages.get()
    }

    /// Returns whether the conversation has messages. Tracked.
    pub(super) fn has_begun(self) -> bool {
        self.messages.with(|all| !all.is_empty())
    }

    /// Returns whether an answer is in progress. Tracked.
    pub fn answering(self) -> bool {
        self.answering.get()
    }

    /// Returns the text in the composer. When a message could not be sent, its text comes back
    /// here, unless the user has written something else in the meantime.
    pub fn draft(self) -> RwSignal<String> {
        self.draft
    }

    /// Focuses the composer, and returns whether there is one.
    pub fn focus(self) -> bool {
        let field = self.composer.try_get_untracked().flatten();
        field.is_some_and(|field| field.focus().is_ok())
    }

    /// Sends the draft and clears it. Returns whether it was sent: it is not while an answer is in
    /// progress, if it is blank, or if [`on_before_send`](Self::on_before_send) rejects it.
    pub fn submit(self) -> bool {
        let text = self.draft.get_untracked();
        let is_sent = !self.answering.get_untracked() && self.send(text.trim());
        if is_sent {
            self.take_draft(&text);
        }
        is_sent
    }

    /// Clears the draft if it is this text.
    fn take_draft(self, text: &str) {
        self.draft.maybe_update(|draft| {
            let same = *draft == text;
            if same {
                draft.clear();
            }
            same
        });
    }

    /// Sends a message and streams the answer into the [`messages`](Self::messages). An answer in
    /// progress is stopped. Returns whether the message is sent: a blank one is not, nor one that
    /// [`on_before_send`](Self::on_before_send) rejects.
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

    /// Records the user's rating of an answer, for as long as the page lives, and calls the
    /// [`on_feedback`](Self::on_feedback) listeners.
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
            self.emit(|all| &mut all.feedback, &(message, feedback));
        }
    }

    fn message(self, id: MessageId) -> Option<Message> {
        self.chat()?.with(|session| {
            let mut messages = session.messages().iter();
            messages.find(|message| message.id() == id).cloned()
        })
    }

    /// Requests the last answer again, in place of the old one.
    pub fn retry(self) {
        self.ask_again(Chat::retry);
    }

    /// Requests the last answer again as soon as the browser is online.
    pub fn retry_when_online(self) {
        self.ask_again(Chat::retry_when_online);
    }

    /// Asks the model to continue the last answer from where it broke off.
    pub fn continue_answer(self) {
        self.begin(Chat::continue_answer);
    }

    /// Puts the text of a message that failed or was refused back into the draft; the next message
    /// replaces it. A draft that is not blank is kept.
    pub fn edit(self) {
        self.with_chat(|chat| {
            if self.is_blank()
                && let Some(unsent) = chat.take_back()
            {
                self.draft.set(unsent.text().into_owned());
            }
        });
    }

    /// Puts a text that was not sent into the draft, unless that has text already.
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
            // The retry sends the text that came back to the draft; an edited draft is kept.
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
        self.begin(ask);
    }

    /// Requests an answer, and reports the new messages to the listeners.
    fn begin(self, ask: impl FnOnce(&Chat) -> MessageStream) {
        let Some(chat) = self.chat() else {
            return;
        };
        let newest = |chat: &Chat| chat.with(|session| session.messages().last().map(Message::id));
        let before = newest(&chat);
        self.run(ask(&chat));
        let new: Vec<_> = chat.with(|session| {
            let messages = session.messages().iter();
            let new = messages.filter(|message| Some(message.id()) > before);
            new.cloned().collect()
        });
        new.iter()
            .for_each(|message| self.emit(|all| &mut all.message, message));
    }

    /// Shows the text held back at the seam of a continuation, before the answer ends.
    fn take_held(self, chat: &Chat) {
        if let Some(held) = chat.break_off() {
            self.arrived(&held);
        }
    }

    /// Ends an answer in progress as cut off.
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

    /// Stops the answer: the connection is closed before this returns, and the text received so far
    /// stays. A message still waiting to be sent comes back into the [`draft`](Self::draft).
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

    /// Returns the headless conversation behind the signals, to read its history and metadata.
    /// Messages sent through it do not appear here. `None` on a server, and once the owner is
    /// disposed.
    pub fn chat(self) -> Option<Chat> {
        self.chat?.try_get_value()
    }

    /// Calls a function with the chat, unless the owner is disposed or this is a server.
    fn with_chat(self, act: impl FnOnce(&Chat)) {
        if let Some(chat) = self.chat() {
            act(&chat);
        }
    }
}

fn unsent(chat: &Chat) -> Option<String> {
    chat.with(|session| Some(session.unsent()?.text().into_owned()))
}
