//! How an answer ended, and the reasons that a model gives.

use crate::error::{Error, ErrorKind};

/// How an answer ended. Every answer gets exactly one, once nothing more of it will arrive.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Ending {
    /// The model gave a reason for stopping.
    Finished(FinishReason),
    /// The prompt was blocked and the model wrote nothing.
    PromptBlocked(BlockReason),
    /// The answer broke off: there was no finish reason, or an error after its first content. Text
    /// may be missing. The error, if any, is the cause.
    Interrupted(Option<Error>),
    /// The stream ended with neither content nor a reason.
    Empty,
    /// The user stopped the answer.
    Stopped,
    /// The request failed, or the server reported an error in the stream.
    Failed(Error),
}

impl Ending {
    /// Returns whether the answer is complete, as far as can be known.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Finished(reason) if reason.class() == FinishClass::Complete)
    }

    /// Returns whether the model can be asked to continue an answer that ended like this.
    pub fn can_continue(&self) -> bool {
        match self {
            Self::Finished(reason) => reason.class() == FinishClass::Truncated,
            Self::Interrupted(_) | Self::Stopped => true,
            Self::PromptBlocked(_) | Self::Empty | Self::Failed(_) => false,
        }
    }

    /// Returns a name for style sheets, events and logs, such as `complete`, `token-limit` or
    /// `overloaded`. Names never change, but later versions may add some. `has_text` says whether
    /// the answer has text: a complete answer without any is named `empty`.
    pub fn name(&self, has_text: bool) -> &'static str {
        match self {
            Self::Finished(reason) => match reason.class() {
                FinishClass::Complete if !has_text => "empty",
                FinishClass::Complete => "complete",
                FinishClass::Truncated => "token-limit",
                FinishClass::Blocked => "answer-blocked",
                FinishClass::ModelFault => "model-fault",
                FinishClass::Unknown => "unknown",
            },
            Self::PromptBlocked(_) => "prompt-blocked",
            Self::Interrupted(None) => "connection-lost",
            Self::Interrupted(Some(error)) => match error.kind() {
                ErrorKind::Network | ErrorKind::Offline => "connection-lost",
                kind => name_of(kind),
            },
            Self::Empty => "empty",
            Self::Stopped => "stopped",
            Self::Failed(error) => name_of(error.kind()),
        }
    }
}

fn name_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Network => "unreachable",
        ErrorKind::Offline => "offline",
        ErrorKind::EmptyMessage | ErrorKind::InvalidRequest | ErrorKind::InvalidHistory => {
            "invalid-request"
        }
        ErrorKind::InvalidKey => "refused-key",
        ErrorKind::NoCredentials => "no-credentials",
        ErrorKind::PermissionDenied => "refused-permission",
        ErrorKind::RegionNotSupported => "refused-region",
        ErrorKind::ModelNotFound => "model-not-found",
        ErrorKind::TooLarge => "too-large",
        ErrorKind::RateLimited => "rate-limited",
        ErrorKind::QuotaExceeded => "quota-exceeded",
        ErrorKind::Overloaded => "overloaded",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Internal => "server-error",
        ErrorKind::NotGemini => "not-gemini",
        ErrorKind::MalformedResponse => "damaged",
        ErrorKind::Blocked => "answer-blocked",
        ErrorKind::Unknown => "unknown",
    }
}

/// What a [`FinishReason`] means for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishClass {
    /// The answer is complete.
    Complete,
    /// The answer hit a limit; it can be continued.
    Truncated,
    /// The answer was withheld or cut because of its content.
    Blocked,
    /// The model made a mistake; a retry may succeed.
    ModelFault,
    /// A reason whose meaning this crate does not know: text may be missing.
    Unknown,
}

/// Declares an open enum of wire names: known ones, and any other as received.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $wire:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vmeta])* $variant,)*
            /// A name this crate does not know.
            Unknown(Box<str>),
        }

        impl $name {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the name used on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(name) => name,
                }
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                match name {
                    $($wire => Self::$variant,)*
                    other => Self::Unknown(other.into()),
                }
            }
        }
    };
}

open_enum! {
    /// Why the model stopped. An open list: servers add names at any time.
    FinishReason {
        /// The natural end, or a stop sequence.
        Stop = "STOP",
        /// The limit of output tokens.
        MaxTokens = "MAX_TOKENS",
        /// The limit of one request; a continuation token resumes the answer.
        Continuation = "CONTINUATION",
        /// Flagged as unsafe.
        Safety = "SAFETY",
        /// Too close to a known text.
        Recitation = "RECITATION",
        /// A language the model does not support.
        Language = "LANGUAGE",
        /// A forbidden term.
        Blocklist = "BLOCKLIST",
        /// Prohibited content.
        ProhibitedContent = "PROHIBITED_CONTENT",
        /// Sensitive personal information.
        Spii = "SPII",
        /// A generated image was flagged as unsafe.
        ImageSafety = "IMAGE_SAFETY",
        /// A generated image shows prohibited content.
        ImageProhibitedContent = "IMAGE_PROHIBITED_CONTENT",
        /// A generated image is too close to a known one.
        ImageRecitation = "IMAGE_RECITATION",
        /// Image generation stopped for another reason.
        ImageOther = "IMAGE_OTHER",
        /// A security filter in front of the model.
        ModelArmor = "MODEL_ARMOR",
        /// Disabled for a person of limited standing.
        PupLimitedDisabled = "PUP_LIMITED_DISABLED",
        /// An image was requested but none was generated.
        NoImage = "NO_IMAGE",
        /// A malformed function call.
        MalformedFunctionCall = "MALFORMED_FUNCTION_CALL",
        /// A tool call although no tool was declared.
        UnexpectedToolCall = "UNEXPECTED_TOOL_CALL",
        /// Too many calls in a row.
        TooManyToolCalls = "TOO_MANY_TOOL_CALLS",
        /// A thought signature is missing from the history.
        MissingThoughtSignature = "MISSING_THOUGHT_SIGNATURE",
        /// A malformed answer.
        MalformedResponse = "MALFORMED_RESPONSE",
        /// Handed to someone else.
        Escalation = "ESCALATION",
        /// Another reason.
        Other = "OTHER",
        /// No reason was given.
        Unspecified = "FINISH_REASON_UNSPECIFIED",
    }
}

impl FinishReason {
    /// Returns what the reason means for the answer.
    pub fn class(&self) -> FinishClass {
        match self {
            Self::Stop => FinishClass::Complete,
            Self::MaxTokens | Self::Continuation => FinishClass::Truncated,
            Self::Safety
            | Self::Recitation
            | Self::Language
            | Self::Blocklist
            | Self::ProhibitedContent
            | Self::Spii
            | Self::ImageSafety
            | Self::ImageProhibitedContent
            | Self::ImageRecitation
            | Self::ImageOther
            | Self::ModelArmor
            | Self::PupLimitedDisabled => FinishClass::Blocked,
            Self::NoImage
            | Self::MalformedFunctionCall
            | Self::UnexpectedToolCall
            | Self::TooManyToolCalls
            | Self::MissingThoughtSignature
            | Self::MalformedResponse
            | Self::Other => FinishClass::ModelFault,
            Self::Escalation | Self::Unspecified | Self::Unknown(_) => FinishClass::Unknown,
        }
    }
}

open_enum! {
    /// Why the prompt was blocked. An open list.
    BlockReason {
        /// Flagged as unsafe.
        Safety = "SAFETY",
        /// A forbidden term.
        Blocklist = "BLOCKLIST",
        /// Prohibited content.
        ProhibitedContent = "PROHIBITED_CONTENT",
        /// A generated image would be unsafe.
        ImageSafety = "IMAGE_SAFETY",
        /// A security filter in front of the model.
        ModelArmor = "MODEL_ARMOR",
        /// An attempt to bypass the model's rules.
        Jailbreak = "JAILBREAK",
        /// Another reason.
        Other = "OTHER",
        /// No reason was given.
        Unspecified = "BLOCK_REASON_UNSPECIFIED",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const TYPES: &str = include_str!("../js/types.d.ts");

    /// Returns the names that a TypeScript type lists.
    fn listed(of: &str) -> BTreeSet<&'static str> {
        let (_, rest) = TYPES.split_once(&format!("type {of} = Open<")).unwrap();
        let (list, _) = rest.split_once(">;").unwrap();
        let names = list.lines().filter_map(|line| {
            let name = line.trim().strip_prefix("| \"")?;
            name.strip_suffix('"')
        });
        names.collect()
    }

    fn endings() -> Vec<Ending> {
        let errors = || ErrorKind::ALL.iter().map(|kind| Error::new(*kind));
        let unknown = || "LATER".into();
        let reasons = FinishReason::ALL.iter().cloned().chain([unknown()]);
        let blocks = BlockReason::ALL.iter().cloned();
        let mut all = vec![Ending::Interrupted(None), Ending::Empty, Ending::Stopped];
        all.extend(reasons.map(Ending::Finished));
        all.extend(blocks.map(Ending::PromptBlocked));
        all.extend(errors().map(Some).map(Ending::Interrupted));
        all.extend(errors().map(Ending::Failed));
        all
    }

    #[test]
    fn typescript_knows_each_name_of_an_ending() {
        let endings = endings();
        let names = endings.iter().flat_map(|ending| {
            // Exhaustive on purpose: a new variant must be added to `endings` too.
            match ending {
                Ending::Finished(_)
                | Ending::PromptBlocked(_)
                | Ending::Interrupted(_)
                | Ending::Empty
                | Ending::Stopped
                | Ending::Failed(_) => [true, false].map(|has_text| ending.name(has_text)),
            }
        });
        assert_eq!(listed("EndingReason"), names.collect());
    }

    #[test]
    fn typescript_knows_each_kind_of_error() {
        // Errors of the store and of the WebAssembly program are not failures of a request.
        let others = [
            "not-kept",
            "not-deleted",
            "unreadable",
            "load-failed",
            "forbidden-by-policy",
            "no-webassembly",
            "crashed",
        ];
        let kinds = ErrorKind::ALL.iter().map(|kind| kind.name());
        assert_eq!(listed("ErrorKind"), kinds.chain(others).collect());
    }
}
