//! The texts of the widget's own interface, in one list.
//!
//! English is compiled in. Other languages are data: maps from the keys of this list to texts,
//! which a host passes as [`Labels`], in whole or in part. The files in `languages/` are such maps;
//! an app that never calls [`Labels::in_language`] has none of them compiled into it.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::language::best_language;
use crate::{
    chat::{Remedy, Unreadable},
    client::{StoreError, StoreTrouble},
    error::ErrorKind,
    json,
};

/// Declares the labels: a name, a key and the English text of each.
macro_rules! labels {
    ($($name:ident = $key:literal, $english:expr;)*) => {
        /// A word or sentence of the widget's interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is named after what it says")]
        #[non_exhaustive]
        pub enum Label {
            $($name,)*
        }

        const TABLE: &[(Label, &str, &str)] = &[$((Label::$name, $key, $english),)*];
    };
}

labels! {
    // Texts that the host may also give as props.
    Chat = "chat", "Chat";
    Greeting = "greeting", "How can I help you?";
    Placeholder = "placeholder", "Write a message";
    // Parts of the page.
    Conversation = "conversation", "Conversation";
    You = "you", "You";
    Answer = "answer", "Answer";
    Message = "message", "Message";
    Send = "send", "Send";
    SendHint = "send-hint", "Send (Enter)";
    Stop = "stop", "Stop";
    StopHint = "stop-hint", "Stop (Esc)";
    Jump = "jump", "Jump to latest";
    Close = "close", "Close";
    Dismiss = "dismiss", "Dismiss";
    Copy = "copy", "Copy";
    Copied = "copied", "Copied";
    NotCopied = "not-copied", "Could not copy";
    CopyAnswer = "copy-answer", "Copy answer";
    CopyCode = "copy-code", "Copy code";
    GoodAnswer = "good-answer", "Good answer";
    BadAnswer = "bad-answer", "Bad answer";
    Thoughts = "thoughts", "Thoughts";
    Sources = "sources", "Sources ({count})";
    Searches = "searches", "Google searches";
    // While an answer is in progress.
    Waiting = "waiting", "Waiting for the answer…";
    Thinking = "thinking", "Thinking…";
    StillThinking = "still-thinking", "The model is still thinking…";
    StillWaiting = "still-waiting", "Nothing has arrived for a while. Still waiting…";
    GoingOn = "going-on", "Continuing…";
    Answering = "answering", "Answering…";
    AnswerEnd = "answer-end", "End of answer.";
    Wait = "wait", "You can try again in {seconds} s.";
    // Pauses.
    Busy = "busy", "The model is busy right now.";
    TooMany = "too-many", "Too many requests right now.";
    Lost = "lost", "The connection was lost.";
    YouOffline = "you-offline", "You are offline.";
    AnswerGoesOn = "answer-goes-on", "The answer continues.";
    Trying = "trying", "Trying again…";
    TryingNow = "trying-now", "Trying again (attempt {attempt} of {attempts})…";
    TryingIn = "trying-in", "Trying again in {seconds} s (attempt {attempt} of {attempts}).";
    WhenBack = "when-back", "Your message will be sent when you are back online.";
    // How an answer ended.
    Interrupted = "interrupted", "The connection was lost before the answer was complete.";
    InterruptedEarly = "interrupted-early", "The connection was lost before the answer started.";
    Empty = "empty", "The model returned an empty answer.";
    Stopped = "stopped", "You stopped this answer.";
    NoText = "no-text", "The answer contains no text.";
    LengthLimit = "length-limit", "The answer reached its maximum length.";
    ModelFault = "model-fault", "Something went wrong, and the model could not finish its answer.";
    StoppedEarly = "stopped-early", "The model stopped early. The answer may be incomplete.";
    AnswerUnsafe = "answer-unsafe", "This answer was stopped by a safety filter.";
    AnswerRecited = "answer-recited", "This answer was stopped because it was too similar to published text.";
    AnswerLanguage = "answer-language", "The model does not support the language of this answer.";
    AnswerPersonal = "answer-personal", "This answer was stopped because it might contain personal information.";
    AnswerHeldBack = "answer-held-back", "This answer was blocked by the chat service's policies.";
    MessageUnsafe = "message-unsafe", "This message was blocked by a safety filter. Try rephrasing it.";
    MessageRefused = "message-refused", "This message was blocked by the chat service. Try rephrasing it.";
    // Remedies.
    Continue = "continue", "Continue";
    Retry = "retry", "Try again";
    Edit = "edit", "Edit";
    SendWhenOnline = "send-when-online", "Send when online";
    RemedyIn = "remedy-in", "{remedy} in {seconds} s";
    // A conversation that is kept.
    DeleteChat = "delete-chat", "Delete chat";
    DeleteHint = "delete-hint", "Delete this conversation from this browser";
    DeleteThis = "delete-this", "Delete this conversation?";
    DeleteAll = "delete-all", "Delete everything?";
    Delete = "delete", "Delete";
    Keep = "keep", "Cancel";
    StoreUnavailable = "store-unavailable", StoreError::Unavailable.sentence();
    StoreFull = "store-full", StoreError::QuotaExceeded.sentence();
    StoreFailed = "store-failed", "Messages could not be saved. New ones may be lost when you leave this page.";
    NotDeleted = "not-deleted", "The conversation could not be deleted.";
    KeptDamaged = "kept-damaged", StoreTrouble::Unreadable(Unreadable::Damaged).sentence();
    KeptNewer = "kept-newer", StoreTrouble::Unreadable(Unreadable::Newer).sentence();
    // In a text.
    Image = "image", "Image: {text}";
    ImageFrom = "image-from", "Image: {text} ({host})";
    UnnamedImage = "unnamed-image", "image";
    Code = "code", "code";
    Table = "table", "Table";
    Done = "done", "Completed";
    NotDone = "not-done", "Not completed";
    Note = "note", "Note";
    Tip = "tip", "Tip";
    Important = "important", "Important";
    Warning = "warning", "Warning";
    Caution = "caution", "Caution";
    Footnote = "footnote", "Footnote {number}";
    FootnoteBack = "footnote-back", "Back to reference {number}";
    // Why a request failed.
    ErrorEmptyMessage = "error-empty-message", ErrorKind::EmptyMessage.sentence();
    ErrorNetwork = "error-network", ErrorKind::Network.sentence();
    ErrorOffline = "error-offline", ErrorKind::Offline.sentence();
    ErrorInvalidRequest = "error-invalid-request", ErrorKind::InvalidRequest.sentence();
    ErrorInvalidHistory = "error-invalid-history", ErrorKind::InvalidHistory.sentence();
    ErrorInvalidKey = "error-invalid-key", ErrorKind::InvalidKey.sentence();
    ErrorNoCredentials = "error-no-credentials", ErrorKind::NoCredentials.sentence();
    ErrorPermissionDenied = "error-permission-denied", ErrorKind::PermissionDenied.sentence();
    ErrorRegionNotSupported = "error-region-not-supported", ErrorKind::RegionNotSupported.sentence();
    ErrorModelNotFound = "error-model-not-found", ErrorKind::ModelNotFound.sentence();
    ErrorTooLarge = "error-too-large", ErrorKind::TooLarge.sentence();
    ErrorRateLimited = "error-rate-limited", ErrorKind::RateLimited.sentence();
    ErrorQuotaExceeded = "error-quota-exceeded", ErrorKind::QuotaExceeded.sentence();
    ErrorOverloaded = "error-overloaded", ErrorKind::Overloaded.sentence();
    ErrorTimeout = "error-timeout", ErrorKind::Timeout.sentence();
    ErrorCancelled = "error-cancelled", ErrorKind::Cancelled.sentence();
    ErrorInternal = "error-internal", ErrorKind::Internal.sentence();
    ErrorNotGemini = "error-not-gemini", ErrorKind::NotGemini.sentence();
    ErrorMalformedResponse = "error-malformed-response", ErrorKind::MalformedResponse.sentence();
    ErrorBlocked = "error-blocked", ErrorKind::Blocked.sentence();
    ErrorUnknown = "error-unknown", ErrorKind::Unknown.sentence();
}

impl Label {
    /// Returns all labels.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(label, ..)| *label)
    }

    /// Returns the key by which hosts and languages replace the text.
    pub fn key(self) -> &'static str {
        TABLE.get(self as usize).map_or("", |(_, key, _)| key)
    }

    /// Returns the English text. Placeholders in braces, such as `{seconds}`, are to be filled in.
    pub fn english(self) -> &'static str {
        TABLE.get(self as usize).map_or("", |(.., english)| english)
    }

    /// Returns the sentence for an error.
    pub(super) fn of_error(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::EmptyMessage => Self::ErrorEmptyMessage,
            ErrorKind::Network => Self::ErrorNetwork,
            ErrorKind::Offline => Self::ErrorOffline,
            ErrorKind::InvalidRequest => Self::ErrorInvalidRequest,
            ErrorKind::InvalidHistory => Self::ErrorInvalidHistory,
            ErrorKind::InvalidKey => Self::ErrorInvalidKey,
            ErrorKind::NoCredentials => Self::ErrorNoCredentials,
            ErrorKind::PermissionDenied => Self::ErrorPermissionDenied,
            ErrorKind::RegionNotSupported => Self::ErrorRegionNotSupported,
            ErrorKind::ModelNotFound => Self::ErrorModelNotFound,
            ErrorKind::TooLarge => Self::ErrorTooLarge,
            ErrorKind::RateLimited => Self::ErrorRateLimited,
            ErrorKind::QuotaExceeded => Self::ErrorQuotaExceeded,
            ErrorKind::Overloaded => Self::ErrorOverloaded,
            ErrorKind::Timeout => Self::ErrorTimeout,
            ErrorKind::Cancelled => Self::ErrorCancelled,
            ErrorKind::Internal => Self::ErrorInternal,
            ErrorKind::NotGemini => Self::ErrorNotGemini,
            ErrorKind::MalformedResponse => Self::ErrorMalformedResponse,
            ErrorKind::Blocked => Self::ErrorBlocked,
            ErrorKind::Unknown => Self::ErrorUnknown,
        }
    }

    /// Returns the sentence for a problem with the store.
    pub(super) fn of_trouble(trouble: &StoreTrouble) -> Self {
        match trouble {
            StoreTrouble::Store(StoreError::Unavailable) => Self::StoreUnavailable,
            StoreTrouble::Store(StoreError::QuotaExceeded) => Self::StoreFull,
            StoreTrouble::Store(StoreError::Failed(_)) => Self::StoreFailed,
            StoreTrouble::NotDeleted(_) => Self::NotDeleted,
            StoreTrouble::Unreadable(Unreadable::Damaged) => Self::KeptDamaged,
            StoreTrouble::Unreadable(Unreadable::Newer) => Self::KeptNewer,
        }
    }

    /// Returns the text of a remedy's button.
    pub(super) fn of_remedy(remedy: Remedy) -> Self {
        match remedy {
            Remedy::Continue => Self::Continue,
            Remedy::Retry => Self::Retry,
            Remedy::Edit => Self::Edit,
            Remedy::SendWhenOnline => Self::SendWhenOnline,
        }
    }
}

/// The texts of the widget: English, except for those that the host replaces.
///
/// ```
/// use rill_chat::view::{Label, Labels};
///
/// let labels = Labels::from_iter([("send", "Absenden"), ("stop", "Anhalten")]);
/// assert_eq!(labels.get(Label::Send), "Absenden");
/// assert_eq!(labels.get(Label::Close), "Close");
/// ```
///
/// The file of a language, such as `src/view/languages/de.json` in this crate, is a JSON object
/// from keys to texts. The host can load one when it is needed, or
/// [link them all](Self::in_language).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Arc<Vec<(Label, String)>>);

/// The languages other than English with their tags, sorted like their files.
const LANGUAGES: [(&str, &str); 12] = [
    ("ar", include_str!("languages/ar.json")),
    ("de", include_str!("languages/de.json")),
    ("es", include_str!("languages/es.json")),
    ("fr", include_str!("languages/fr.json")),
    ("he", include_str!("languages/he.json")),
    ("it", include_str!("languages/it.json")),
    ("ja", include_str!("languages/ja.json")),
    ("ko", include_str!("languages/ko.json")),
    ("nl", include_str!("languages/nl.json")),
    ("pl", include_str!("languages/pl.json")),
    ("pt", include_str!("languages/pt.json")),
    ("zh", include_str!("languages/zh.json")),
];

impl Labels {
    /// Returns the labels of a language, given as a BCP 47 tag such as `de-AT`; `None` for English
    /// and for languages that this crate lacks. Calling this links all languages, 64 KB of text.
    pub fn in_language(wanted: &str) -> Option<Self> {
        let tag = best_language(wanted, LANGUAGES.map(|(tag, _)| tag))?;
        let (_, json) = LANGUAGES.iter().find(|(of, _)| *of == tag)?;
        let mut labels = Self::default();
        json::read(json, |walk| {
            walk.fields(&mut |key, walk| {
                labels.set(key, walk.text()?);
                Some(())
            })
        })?;
        Some(labels)
    }

    /// Replaces the text of a [key](Label::key), and returns whether the key exists.
    pub fn set(&mut self, key: &str, text: impl Into<String>) -> bool {
        let found = TABLE.iter().find(|(_, of, _)| *of == key);
        if let Some((label, ..)) = found {
            let own = Arc::make_mut(&mut self.0);
            own.retain(|(old, _)| old != label);
            own.push((*label, text.into()));
        }
        found.is_some()
    }

    /// Returns the text of a label.
    pub fn get(&self, label: Label) -> &str {
        let own = self.0.iter().find(|(own, _)| *own == label);
        own.map_or(label.english(), |(_, text)| text)
    }

    /// Returns the text of a label with each placeholder `{name}` replaced by its value.
    pub fn fill(&self, label: Label, values: &[(&str, &str)]) -> String {
        let mut text = String::new();
        let mut rest = self.get(label);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(of, _)| *of == name);
            text += before;
            text += value.map_or("", |(_, value)| value);
            rest = after;
        }
        text + rest
    }
}

/// Ignores unknown keys.
impl<K: AsRef<str>, T: Into<String>> FromIterator<(K, T)> for Labels {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(texts: I) -> Self {
        let mut labels = Self::default();
        for (key, text) in texts {
            labels.set(key.as_ref(), text);
        }
        labels
    }
}
