//! What the user can do about an answer that failed or is incomplete.

use super::{
    ending::{Ending, FinishClass},
    message::Message,
};
use crate::error::ErrorKind;

/// An action that the user can take on the last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Continue the answer from where it broke off.
    Continue,
    /// Request the answer again, to replace it.
    Retry,
    /// Edit the message and send it again.
    Edit,
    /// Send the message as soon as the browser is online.
    SendWhenOnline,
}

impl Remedy {
    /// Returns a name for style sheets and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Retry => "retry",
            Self::Edit => "edit",
            Self::SendWhenOnline => "send-when-online",
        }
    }
}

impl Message {
    /// Returns the remedies, best first; empty if nothing helps or nothing is wrong.
    pub fn remedies(&self) -> Vec<Remedy> {
        match self.ending() {
            Some(ending) => ending.remedies(!self.text().trim().is_empty()),
            None => vec![],
        }
    }
}

impl Ending {
    /// Returns the remedies after this ending, best first. `has_text` says whether there is text to
    /// continue.
    pub fn remedies(&self, has_text: bool) -> Vec<Remedy> {
        use Remedy::{Continue, Retry};
        match self {
            Self::Finished(reason) if has_text => match reason.class() {
                FinishClass::Complete => vec![],
                FinishClass::Truncated => vec![Continue],
                FinishClass::Blocked | FinishClass::ModelFault | FinishClass::Unknown => {
                    vec![Retry]
                }
            },
            Self::Interrupted(_) | Self::Stopped if has_text => vec![Continue, Retry],
            Self::Finished(_) | Self::Interrupted(_) | Self::Stopped | Self::Empty => vec![Retry],
            // A continuation was requested, and that request was blocked.
            Self::PromptBlocked(_) if has_text => vec![Retry],
            // The same text would be blocked again.
            Self::PromptBlocked(_) => vec![Remedy::Edit],
            Self::Failed(error) => after_failure(error.kind()),
        }
    }
}

fn after_failure(kind: ErrorKind) -> Vec<Remedy> {
    match kind {
        ErrorKind::EmptyMessage | ErrorKind::RegionNotSupported => vec![],
        ErrorKind::InvalidRequest | ErrorKind::TooLarge => vec![Remedy::Edit],
        ErrorKind::Offline => vec![Remedy::SendWhenOnline, Remedy::Retry],
        ErrorKind::Network
        | ErrorKind::InvalidHistory
        | ErrorKind::InvalidKey
        | ErrorKind::NoCredentials
        | ErrorKind::PermissionDenied
        | ErrorKind::ModelNotFound
        | ErrorKind::RateLimited
        | ErrorKind::QuotaExceeded
        | ErrorKind::Overloaded
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::Internal
        | ErrorKind::NotGemini
        | ErrorKind::MalformedResponse
        | ErrorKind::Blocked
        | ErrorKind::Unknown => vec![Remedy::Retry],
    }
}
