//! The one error type: a kind, and what the server said.
//!
//! It knows no transport and no wire format. Whoever meets a failure maps it to a kind once; from
//! there on, retry rules, sentences and looks depend on the kind alone.

mod secret;

use std::{fmt, time::Duration};

use secret::without_keys;

/// Why a message got no whole answer.
///
/// [`Error::kind`] is what code decides on, [`Error::sentence`] is what a person reads, and
/// `Display` is what a developer reads: the kind with the server's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    kind: ErrorKind,
    detail: Option<Box<str>>,
    code: Option<u16>,
    status: Option<Box<str>>,
    retry_delay: Option<Duration>,
}

impl Error {
    /// An error of a kind, with nothing more known about it.
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            detail: None,
            code: None,
            status: None,
            retry_delay: None,
        }
    }

    /// Adds what the server or the browser said, in its own words. A key in them is left out.
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

    /// The kind that retry rules, sentences and looks depend on.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The server's or the browser's own words. For developers: never markup, but not written for
    /// readers of a page either.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// The HTTP status code, or the code that an error inside a stream stands for.
    pub fn code(&self) -> Option<u16> {
        self.code
    }

    /// The name of a `google.rpc.Code`, such as `UNAVAILABLE`.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// How long the server asked to wait before the next attempt.
    pub fn retry_delay(&self) -> Option<Duration> {
        self.retry_delay
    }

    /// One plain sentence for the person who wrote the message.
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

/// What can go wrong with a request. Later versions may know more, and tell apart what is
/// [`Unknown`](Self::Unknown) now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing to send: the message is blank, or there is no answer to ask for again or to go
    /// on with.
    EmptyMessage,
    /// The request never got an answer: no connection, or a missing CORS header. A browser does
    /// not tell the two apart.
    Network,
    /// The browser says that it has no connection.
    Offline,
    /// The server refused the request as malformed (HTTP 400).
    InvalidRequest,
    /// The server refused what was said before the message, such as a signature of another model
    /// (HTTP 400).
    InvalidHistory,
    /// The API key or token is missing, wrong, leaked or of the wrong kind (400, 401 or 403).
    InvalidKey,
    /// The page had no headers or token to send: its own function for them failed.
    NoCredentials,
    /// The key is right and may not do this (403).
    PermissionDenied,
    /// The service is not offered where the request came from.
    RegionNotSupported,
    /// The model does not exist, or no longer (404).
    ModelNotFound,
    /// The request or one frame of the answer is larger than allowed (413, or the frame limit).
    TooLarge,
    /// Too many requests in a short time; waiting helps (429).
    RateLimited,
    /// The quota is used up for the day, or is zero; waiting a minute does not help (429).
    QuotaExceeded,
    /// The model has more requests than it can serve (503).
    Overloaded,
    /// The server gave up waiting (408, 504).
    Timeout,
    /// The server cancelled the operation (499).
    Cancelled,
    /// The server failed (500 and its kin).
    Internal,
    /// What answered is not Gemini: HTML or foreign JSON, as a misconfigured relay sends.
    NotGemini,
    /// A frame of the answer could not be read, so text may be missing.
    MalformedResponse,
    /// The model held back what was asked for in addition to what there is.
    Blocked,
    /// A status that fits none of the above.
    Unknown,
}

impl ErrorKind {
    /// One plain sentence for the person who wrote the message.
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

/// Declares the names by which kinds are kept and told to other programs.
macro_rules! names {
    ($($kind:ident = $name:literal,)*) => {
        impl ErrorKind {
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$kind,)*];

            /// A lasting name, such as `rate-limited`: for storage, events and logs.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The kind of a [`name`](Self::name); `None` if this version knows none.
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
