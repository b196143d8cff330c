//! A conversation as signals.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use leptos::{ev::pagehide, logging::warn, prelude::*, task::spawn_local};

use super::message::LiveMessage;
use crate::{
    browser::sleep,
    chat::{Chunk, Content, Ending, Message, MessageState},
    client::{Chat, Client, MessageStream, MessageUpdate, Store, StoreTrouble},
};

/// Starts a conversation that lives as long as the reactive owner it is called under: when that is
/// disposed or the page is left, an answer on its way is closed and counts as cut off.
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
///         <button on:click=move |_| chat.send("Tell me a short story about a brave knight.")>
///             "Tell"
///         </button>
///     }
/// }
/// ```
///
/// To have the answers of a conversation without a view, or to read each chunk's metadata, use the
/// [`Client`] itself.
pub fn use_chat(client: &Client, history: Vec<Content>) -> UseChat {
    UseChat::of(client.start_chat(history), false)
}

/// The same for a conversation that is kept in a store, such as
/// [`IndexedDb`](crate::browser::IndexedDb): it comes back with the page, what was confirmed of an
/// answer on its way included. Where nothing is kept it begins with the history.
pub fn use_kept_chat(
    client: &Client,
    store: impl Store + 'static,
    history: Vec<Content>,
) -> UseChat {
    let chat = client.keep_chat(store, history);
    let this = UseChat::of(chat.clone(), true);
    this.loading.set(true);
    chat.on_trouble(move |trouble| {
        warn!("rill: {trouble:?}");
        this.trouble.try_set(Some(trouble.clone()));
    });
    // Who opens another program may never come back.
    let hiding = window_event_listener_untyped("visibilitychange", {
        let chat = chat.clone();
        move |_| chat.save()
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
#[derive(Clone, Copy, Debug)]
pub struct UseChat {
    chat: StoredValue<Chat, LocalStorage>,
    messages: RwSignal<Vec<LiveMessage>>,
    answering: RwSignal<bool>,
    draft: RwSignal<String>,
    is_kept: bool,
    /// What is kept is not there yet. What is sent in the meantime waits for it.
    loading: RwSignal<bool>,
    waiting: StoredValue<Vec<Content>>,
    trouble: RwSignal<Option<StoreTrouble>>,
    on_end: StoredValue<Option<Callback<Message>>>,
}

impl UseChat {
    fn of(chat: Chat, is_kept: bool) -> Self {
        let this = Self {
            chat: StoredValue::new_local(chat),
            messages: RwSignal::default(),
            answering: RwSignal::new(false),
            draft: RwSignal::default(),
            is_kept,
            loading: RwSignal::new(false),
            waiting: StoredValue::default(),
            trouble: RwSignal::default(),
            on_end: StoredValue::new(None),
        };
        this.sync();
        // A page that comes back, out of the browser's cache of whole pages, shows how it was left.
        let leaving = window_event_listener(pagehide, move |_| this.leave());
        on_cleanup(move || {
            leaving.remove();
            this.leave();
        });
        this
    }

    /// Has a function told of each answer that has ended: how, in the server's own words too, and
    /// what came with it. It takes the place of the function before.
    pub fn on_end(self, tell: Callback<Message>) {
        self.on_end.set_value(Some(tell));
    }

    /// Whether the conversation is kept from one visit to the next.
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
        let waiting = self.waiting.try_update_value(std::mem::take);
        for message in waiting.unwrap_or_default() {
            self.send(message);
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

    /// Forgets the conversation, what is kept of it included.
    pub fn clear(self) {
        self.with_chat(|chat| {
            self.take_held(chat);
            let chat = chat.clone();
            spawn_local(async move {
                // What went wrong is told as trouble.
                drop(chat.clear().await);
                self.sync();
            });
            self.sync();
        });
    }

    /// The transcript, failed and blocked turns included. Tracked: it changes when a message is
    /// added or replaced; how a message grows is told by the message itself.
    pub fn messages(self) -> Vec<LiveMessage> {
        self.messages.get()
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

    /// Sends the draft and empties it. Says whether it was sent: nothing is while an answer is on
    /// its way or if the draft is blank.
    pub fn submit(self) -> bool {
        if self.answering.get_untracked()
            || self.draft.with_untracked(|text| text.trim().is_empty())
        {
            return false;
        }
        let text = self.draft.try_update(std::mem::take).unwrap_or_default();
        self.send(text.trim());
        true
    }

    /// Sends a message and lets the answer run into the [`messages`](Self::messages). An answer
    /// that is still on its way is stopped. A blank message is not sent.
    pub fn send(self, message: impl Into<Content>) {
        let message = message.into();
        if self.loading.get_untracked() {
            self.waiting.update_value(|waiting| waiting.push(message));
            return;
        }
        self.ask(|chat| chat.send_message_stream(message));
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
            let is_blank = |draft: &String| draft.trim().is_empty();
            if self.draft.try_with_untracked(is_blank) == Some(true)
                && let Some(unsent) = chat.take_back()
            {
                self.draft.set(unsent.text().into_owned());
            }
        });
    }

    fn ask_again(self, ask: impl FnOnce(&Chat) -> MessageStream) {
        self.with_chat(|chat| {
            // The text that came back to the draft is sent by this; a changed one is kept.
            if let Some(unsent) = unsent(chat) {
                self.draft.maybe_update(|draft| {
                    let same = *draft == unsent;
                    if same {
                        draft.clear();
                    }
                    same
                });
            }
        });
        self.ask(ask);
    }

    fn ask(self, ask: impl FnOnce(&Chat) -> MessageStream) {
        self.with_chat(|chat| {
            self.take_held(chat);
            self.run(ask(chat));
        });
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

    /// Stops the answer: the connection is closed before this returns, and what has arrived stays.
    pub fn stop(self) {
        self.close(Chat::stop);
    }

    /// The headless conversation behind the signals, to read its history and its metadata. What is
    /// sent through it does not show here.
    pub fn chat(self) -> Option<Chat> {
        self.chat.try_get_value()
    }

    /// Does nothing once the owner is disposed.
    fn with_chat(self, act: impl FnOnce(&Chat)) {
        if let Some(chat) = self.chat() {
            act(&chat);
        }
    }

    /// Feeds a stream into the signals until it ends. Stopping ends it.
    fn run(self, mut stream: MessageStream) {
        self.sync();
        spawn_local(async move {
            while let Some(update) = stream.update().await {
                match update {
                    Ok(MessageUpdate::Chunk(chunk)) => self.arrived(&chunk),
                    Ok(MessageUpdate::State) => self.changed(),
                    // For the developer: the page shows a sentence, the server's own words stand
                    // here.
                    Err(error) => warn!("rill: {error}"),
                }
            }
            self.ended(&stream);
        });
    }

    /// The text goes from the chunk to the page without a detour over the whole message.
    fn arrived(self, chunk: &Chunk) {
        self.with_chat(|chat| {
            let answer = self.messages.with_untracked(|all| all.last().cloned());
            if let Some(answer) = answer {
                answer.extend(chunk);
                chat.with(|session| {
                    if let Some(message) = session.messages().last() {
                        answer.sync(message);
                    }
                });
            }
        });
    }

    /// Something else than a piece of text has come of the answer.
    fn changed(self) {
        self.sync();
        let answer = self.messages.with_untracked(|all| all.last().cloned());
        if let Some(answer) = answer
            && let MessageState::Pausing(pause) = answer.state_untracked()
        {
            answer.forget_thoughts();
            if let Some(error) = pause.error {
                warn!("rill: {error}");
            }
        }
    }

    fn ended(self, stream: &MessageStream) {
        self.sync();
        if let Some(Ending::Interrupted(Some(error))) = stream.ending() {
            warn!("rill: {error}");
        }
        // The text comes back where there is room for it. Otherwise it stays in the transcript.
        if let Some(Ending::Failed(_)) = stream.ending() {
            self.edit();
        }
        let tell = self.on_end.try_get_value().flatten();
        let last = || {
            self.chat()?
                .with(|session| session.messages().last().cloned())
        };
        // An old answer that is back tells in its ending why nothing took its place.
        let message = stream.message().or_else(last);
        if let (Some(tell), Some(message)) = (tell, message) {
            tell.run(message);
        }
    }

    /// Brings the signals to what the session says, and touches only those that differ.
    fn sync(self) {
        self.with_chat(|chat| {
            chat.with(|session| {
                let messages = session.messages();
                self.messages.maybe_update(|live| {
                    let same = live.len() == messages.len()
                        && live.iter().zip(messages).all(|(a, b)| a.id() == b.id());
                    if !same {
                        let mut old = std::mem::take(live).into_iter().peekable();
                        for message in messages {
                            // Both are in the order of their ids, so one walk finds all.
                            while old.next_if(|old| old.id() < message.id()).is_some() {}
                            let kept = old.next_if(|old| old.id() == message.id());
                            live.push(kept.unwrap_or_else(|| LiveMessage::new(message)));
                        }
                    }
                    for (live, message) in live.iter().zip(messages) {
                        live.sync(message);
                    }
                    !same
                });
                let answering = session.run().is_some();
                self.answering
                    .maybe_update(|old| std::mem::replace(old, answering) != answering);
            });
        });
    }
}

fn unsent(chat: &Chat) -> Option<String> {
    chat.with(|session| Some(session.unsent()?.text().into_owned()))
}
