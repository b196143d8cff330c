//! What helps after an answer that is not simply whole.

use super::{
    ending::{Ending, FinishClass},
    message::Message,
};
use crate::error::ErrorKind;

/// Something that the person can do about the last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Have the model go on from where it broke.
    Continue,
    /// Have the answer once more, in place of what it was.
    Retry,
    /// Change the message and send it again.
    Edit,
    /// Have the message sent as soon as the browser is online.
    SendWhenOnline,
}

impl Remedy {
    /// A name for style sheets and events.
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
    /// What helps, the best first; empty if nothing does or nothing is wrong.
    pub fn remedies(&self) -> Vec<Remedy> {
        match self.ending() {
            Some(ending) => ending.remedies(!self.text().trim().is_empty()),
            None => vec![],
        }
    }
}

impl Ending {
    /// What helps after this ending, the best first. `has_text` says whether there is a text to go
    /// on from.
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
            // It was asked to go on, and that was refused.
            Self::PromptBlocked(_) if has_text => vec![Retry],
            // The same words would be refused again.
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
