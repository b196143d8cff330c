//! The one error type: a kind, and what the server said.
//!
//! It knows no transport and no wire format. The code that meets a failure maps it to a kind once;
//! from there on, retry rules, sentences and looks depend on the kind alone.

mod secret;

use std::{fmt, time::Duration};

use secret::without_keys;

/// The reason why a message got no complete answer.
///
/// [`Error::kind`] is for code to decide on, [`Error::sentence`] is for users, and `Display` is for
/// developers: the kind with the server's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    kind: ErrorKind,
    detail: Option<Box<str>>,
    code: Option<u16>,
    status: Option<Box<str>>,
    retry_delay: Option<Duration>,
}

impl Error {
    /// Creates an error of a kind, with no further details.
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            detail: None,
            code: None,
            status: None,
            retry_delay: None,
        }
    }

    /// Adds the server's or the browser's own words. API keys in them are removed.
    #[must_use]
    pub fn with_detail(mut self, detail: impl AsRef<str>) -> Self {
        let detail = without_keys(detail.as_ref());
        self.detail = (!detail.trim().is_empty()).then(|| detail.into());
        self
    }

    /// Adds the HTTP status code, or the code that an error inside a stream stands for.
    #[must_use]
    pub fn with_code(mut self, code: u16) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds the name of a `google.rpc.Code`, such as `UNAVAILABLE`.
    #[must_use]
    pub fn with_status(mut self, status: impl Into<Box<str>>) -> Self {
        self.status = Some(status.into());
        self
    }

    /// Adds how long the server asked to wait.
    #[must_use]
    pub fn with_retry_delay(mut self, delay: Duration) -> Self {
        self.retry_delay = Some(delay);
        self
    }

    /// Returns the kind, which retry rules, sentences and looks depend on.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the server's or the browser's own words. They are for developers: no markup, but not
    /// written for the users of a page either.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Returns the HTTP status code, or the code that an error inside a stream stands for.
    pub fn code(&self) -> Option<u16> {
        self.code
    }

    /// Returns the name of a `google.rpc.Code`, such as `UNAVAILABLE`.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// Returns how long the server asked to wait before the next attempt.
    pub fn retry_delay(&self) -> Option<Duration> {
        self.retry_delay
    }

    /// Returns one plain sentence for the person who wrote the message, in English.
    pub fn sentence(&self) -> &'static str {
        self.kind.sentence()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.describe())?;
        match (self.code, &self.status) {
            (Some(code), Some(status)) => write!(f, " ({code} {status})")?,
            (Some(code), None) => write!(f, " ({code})")?,
            (None, Some(status)) => write!(f, " ({status})")?,
            (None, None) => {}
        }
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

/// What can go wrong with a request. Later versions may add kinds for what is
/// [`Unknown`](Self::Unknown) now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing to send: the message is blank, or there is no answer to regenerate or to
    /// continue.
    EmptyMessage,
    /// The request never got a response: no connection, or a missing CORS header. A browser does
    /// not tell the two apart.
    Network,
    /// The browser reports that it is offline.
    Offline,
    /// The server refused the request as malformed (HTTP 400).
    InvalidRequest,
    /// The server refused the earlier turns of the conversation, such as a signature of another
    /// model (HTTP 400).
    InvalidHistory,
    /// The API key or token is missing, wrong, leaked or of the wrong kind (400, 401 or 403).
    InvalidKey,
    /// The page had no headers or token to send: its own function for them failed.
    NoCredentials,
    /// The key is valid but lacks the permission (403).
    PermissionDenied,
    /// The service is not available in the region of the request.
    RegionNotSupported,
    /// The model does not exist, or no longer does (404).
    ModelNotFound,
    /// The request or one frame of the answer is larger than allowed (413, or the frame limit).
    TooLarge,
    /// Too many requests in a short time; waiting helps (429).
    RateLimited,
    /// The quota is used up for the day, or is zero; waiting a minute does not help (429).
    QuotaExceeded,
    /// The model has more requests than it can serve (503).
    Overloaded,
    /// The server timed out (408, 504).
    Timeout,
    /// The server cancelled the operation (499).
    Cancelled,
    /// The server failed (500 and the like).
    Internal,
    /// The response is not Gemini's: HTML or foreign JSON, as a misconfigured relay sends.
    NotGemini,
    /// A frame of the answer could not be read, so text may be missing.
    MalformedResponse,
    /// The model withheld a new attempt at, or more of, an answer that has text already.
    Blocked,
    /// A status that fits none of the above.
    Unknown,
}

impl ErrorKind {
    /// Returns one plain sentence for the person who wrote the message, in English.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::EmptyMessage => "Enter a message first.",
            Self::Network => {
                "The chat service could not be reached. Check your connection. If it works, the service may not allow this page."
            }
            Self::Offline => "You are offline. You can send your message when you are back online.",
            Self::InvalidRequest => "The chat service did not accept this message.",
            Self::InvalidHistory => {
                "The chat service did not accept the earlier messages of this conversation."
            }
            Self::InvalidKey => "The chat service did not accept the API key.",
            Self::NoCredentials => "This chat could not sign in to the chat service.",
            Self::PermissionDenied => "This chat does not have permission to use the chat service.",
            Self::RegionNotSupported => "The chat service is not available in your region.",
            Self::ModelNotFound => "The model does not exist or is no longer available.",
            Self::TooLarge => "The message or its answer is too large for this chat.",
            Self::RateLimited => "Too many requests right now. Try again in a moment.",
            Self::QuotaExceeded => "This chat has reached its usage limit. Try again later.",
            Self::Overloaded => "The model is busy right now. Try again in a moment.",
            Self::Timeout => "The chat service took too long to respond.",
            Self::Cancelled => "The chat service cancelled the answer.",
            Self::Internal => "The chat service had an internal error.",
            Self::NotGemini => "The server responded, but it is not a chat service.",
            Self::MalformedResponse => "Part of the answer could not be read.",
            Self::Blocked => "A filter stopped the rest of this answer.",
            Self::Unknown => "Something went wrong with the chat service.",
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::EmptyMessage => "there is nothing to send",
            Self::Network => "no response: network failure or missing CORS header",
            Self::Offline => "no connection: the browser is offline",
            Self::InvalidRequest => "the request was refused as invalid",
            Self::InvalidHistory => "the history was refused as invalid",
            Self::InvalidKey => "the key was refused",
            Self::NoCredentials => "the page gave no headers or token",
            Self::PermissionDenied => "permission denied",
            Self::RegionNotSupported => "the location is not supported",
            Self::ModelNotFound => "the model was not found",
            Self::TooLarge => "too large",
            Self::RateLimited => "rate limited",
            Self::QuotaExceeded => "quota exceeded",
            Self::Overloaded => "the model is overloaded",
            Self::Timeout => "timed out",
            Self::Cancelled => "cancelled by the server",
            Self::Internal => "internal server error",
            Self::NotGemini => "the response is not Gemini's",
            Self::MalformedResponse => "a frame of the response could not be read",
            Self::Blocked => "held back by the model",
            Self::Unknown => "unknown failure",
        }
    }
}

/// Declares the names of the kinds in storage and for other programs.
macro_rules! names {
    ($($kind:ident = $name:literal,)*) => {
        impl ErrorKind {
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Returns a stable name, such as `rate-limited`, for storage, events and logs.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Returns the kind of a [`name`](Self::name); `None` if this version does not know it.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$kind),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    EmptyMessage = "empty-message",
    Network = "network",
    Offline = "offline",
    InvalidRequest = "invalid-request",
    InvalidHistory = "invalid-history",
    InvalidKey = "invalid-key",
    NoCredentials = "no-credentials",
    PermissionDenied = "permission-denied",
    RegionNotSupported = "region-not-supported",
    ModelNotFound = "model-not-found",
    TooLarge = "too-large",
    RateLimited = "rate-limited",
    QuotaExceeded = "quota-exceeded",
    Overloaded = "overloaded",
    Timeout = "timeout",
    Cancelled = "cancelled",
    Internal = "internal",
    NotGemini = "not-gemini",
    MalformedResponse = "malformed-response",
    Blocked = "blocked",
    Unknown = "unknown",
}
