//! How an answer ended: the verdict, and the reasons a model gives for it.

use crate::error::{Error, ErrorKind};

/// How an answer ended. Every answer has exactly one, given when its last byte was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Ending {
    /// The model said why it stopped.
    Finished(FinishReason),
    /// The model refused the prompt and wrote nothing.
    PromptBlocked(BlockReason),
    /// The stream broke off without the model having said why it stopped: text may be missing.
    /// The error, if any, is what broke it.
    Interrupted(Option<Error>),
    /// The stream ended with nothing in it.
    Empty,
    /// The reader stopped the answer.
    Stopped,
    /// The request failed, or the server reported an error in the stream.
    Failed(Error),
}

impl Ending {
    /// Whether the answer is whole, as far as anyone can know.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Finished(reason) if reason.class() == FinishClass::Complete)
    }

    /// Whether the text before it is one that the model can be asked to go on with.
    pub fn can_continue(&self) -> bool {
        match self {
            Self::Finished(reason) => reason.class() == FinishClass::Truncated,
            Self::Interrupted(_) | Self::Stopped => true,
            Self::PromptBlocked(_) | Self::Empty | Self::Failed(_) => false,
        }
    }

    /// A name for style sheets, events and logs, such as `complete`, `token-limit` or `overloaded`.
    /// A name never changes, and later versions may add some. `has_text` says whether there is a text:
    /// an answer without one is not complete to its reader.
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

/// Where a [`FinishReason`] leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishClass {
    /// The answer is whole.
    Complete,
    /// The answer ran into a limit; more could follow.
    Truncated,
    /// The answer was held back or cut for what it says.
    Blocked,
    /// The model made a mistake; the same request may work.
    ModelFault,
    /// A reason this crate does not know: treated as a stop that may hide text.
    Unknown,
}

/// Declares an open enumeration of the wire: known names, and any other as it came.
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

            /// The name as it stands on the wire.
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
        /// The limit of one request; a continuation token leads on.
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
        /// An image was asked for and none was made.
        NoImage = "NO_IMAGE",
        /// A function call that cannot be read.
        MalformedFunctionCall = "MALFORMED_FUNCTION_CALL",
        /// A call though no tool was declared.
        UnexpectedToolCall = "UNEXPECTED_TOOL_CALL",
        /// Too many calls in a row.
        TooManyToolCalls = "TOO_MANY_TOOL_CALLS",
        /// A signature is missing from the history.
        MissingThoughtSignature = "MISSING_THOUGHT_SIGNATURE",
        /// An answer that cannot be read.
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
    /// Where the reason leads.
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
    /// Why the prompt was refused. An open list.
    BlockReason {
        /// Flagged as unsafe.
        Safety = "SAFETY",
        /// A forbidden term.
        Blocklist = "BLOCKLIST",
        /// Prohibited content.
        ProhibitedContent = "PROHIBITED_CONTENT",
        /// An image that may not be made.
        ImageSafety = "IMAGE_SAFETY",
        /// A security filter in front of the model.
        ModelArmor = "MODEL_ARMOR",
        /// An attempt to lift the model's rules.
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

    /// The names that a type of TypeScript lists.
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
            // One that is not among them does not compile.
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
        // Those of the store and of the program in WebAssembly are no failures of a request.
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
