//! The JavaScript API of `<rill-chat>`: properties, methods, events and their types.

use super::{Event, Method, Property};

/// The properties that have no attribute.
pub const PROPERTIES: &[Property] = &[
    Property {
        name: "fetch",
        ts: "FetchFunction | null",
        types: &["function"],
        readonly: false,
        doc: "Function to call instead of the browser's `fetch` for each request to the model. It is passed `credentials: \"omit\"`, so that no cookies are sent, and may override that.",
    },
    Property {
        name: "headers",
        ts: "RequestHeaders | null",
        types: &["object", "function"],
        readonly: false,
        doc: "Headers to add to each request, or a function that is called for each request and returns them or a promise of them.",
    },
    Property {
        name: "token",
        ts: "Token | null",
        types: &["string", "function"],
        readonly: false,
        doc: "Token to send as `Authorization: Bearer …`, or a function that is called for each request and returns it or a promise of it.",
    },
    Property {
        name: "labels",
        ts: "Labels | null",
        types: &["object"],
        readonly: false,
        doc: "Replacements for the chat's own texts, by key. A key that is left out keeps the text of `lang`.",
    },
    Property {
        name: "history",
        ts: "ChatHistory",
        types: &[],
        readonly: false,
        doc: "Turns that are sent to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation.",
    },
    Property {
        name: "messages",
        ts: "readonly Message[]",
        types: &[],
        readonly: true,
        doc: "Snapshot of all messages and their states.",
    },
    Property {
        name: "answering",
        ts: "boolean",
        types: &[],
        readonly: true,
        doc: "Whether an answer is in progress.",
    },
];

/// The methods.
pub const METHODS: &[Method] = &[
    Method {
        name: "send",
        params: &[("message", "Sendable")],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Sends a message as if the user had written it. Resolves when the answer ends, successfully or not, or with `undefined` if nothing is sent, or if the conversation is discarded or the element leaves the page before. Rejects if the chat cannot be loaded, or with a `TypeError` if the message is invalid.",
    },
    Method {
        name: "stop",
        params: &[],
        returns: "void",
        doc: "Stops the answer in progress and closes its connection. What has arrived stays.",
    },
    Method {
        name: "retry",
        params: &[],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Requests the last answer again. The old one stays until the new one begins to arrive.",
    },
    Method {
        name: "continue",
        params: &[],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Asks the model to continue an interrupted answer.",
    },
    Method {
        name: "clear",
        params: &[],
        returns: "Promise<void>",
        doc: "Deletes the conversation, including what is stored of it. Rejects with an error of kind `not-deleted` if that cannot be deleted.",
    },
    Method {
        name: "focus",
        params: &[("options?", "FocusOptions")],
        returns: "void",
        doc: "Focuses the composer, or the launcher of a closed chat.",
    },
    Method {
        name: "show",
        params: &[],
        returns: "void",
        doc: "Opens a `popup` or `fullscreen` chat.",
    },
    Method {
        name: "close",
        params: &[],
        returns: "void",
        doc: "Closes a `popup` or `fullscreen` chat. The conversation continues.",
    },
    Method {
        name: "export",
        params: &[],
        returns: "Promise<Exported>",
        doc: "Resolves to the conversation as a JSON-compatible object, to show or store elsewhere, or to pass to `import()`.",
    },
    Method {
        name: "import",
        params: &[("exported", "Exported")],
        returns: "Promise<void>",
        doc: "Replaces the conversation with one from `export()`, including how its answers ended and the remedies for interrupted ones. Rejects with a `TypeError` if it cannot be read; then nothing has changed.",
    },
    Method {
        name: "load",
        params: &[],
        returns: "Promise<void>",
        doc: "Fetches and starts the chat now, regardless of `loading`. Rejects if it cannot be loaded, with an `Error` that has the fields of `ErrorDetail`, of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`.",
    },
    Method {
        name: "restart",
        params: &[],
        returns: "Promise<void>",
        doc: "Restarts the chat after a crash, with its conversation.",
    },
];

/// The events.
pub const EVENTS: &[Event] = &[
    Event {
        name: "rill-before-send",
        detail: "BeforeSendDetail",
        cancelable: true,
        doc: "Fired before a message is sent. A listener may change it in `detail`, or cancel it with `preventDefault()`: typed text then stays in the composer. A change that makes the message invalid cancels it too, and logs an error.",
    },
    Event {
        name: "rill-message",
        detail: "MessageDetail",
        cancelable: false,
        doc: "Fired when a message of the user is sent or an answer begins.",
    },
    Event {
        name: "rill-chunk",
        detail: "ChunkDetail",
        cancelable: false,
        doc: "Fired when a chunk of the answer arrives.",
    },
    Event {
        name: "rill-finish",
        detail: "FinishDetail",
        cancelable: false,
        doc: "Fired when an answer ends, successfully or not: `complete` and `reason` say how.",
    },
    Event {
        name: "rill-error",
        detail: "ErrorDetail",
        cancelable: false,
        doc: "Fired when an answer, the storage of the conversation or the chat itself fails: `message` is for people, `kind` for code, `detail` in the server's own words.",
    },
    Event {
        name: "rill-open",
        detail: "null",
        cancelable: false,
        doc: "Fired when the chat is opened.",
    },
    Event {
        name: "rill-close",
        detail: "null",
        cancelable: false,
        doc: "Fired when the chat is closed.",
    },
    Event {
        name: "rill-feedback",
        detail: "FeedbackDetail",
        cancelable: false,
        doc: "Fired when the user rates an answer or withdraws the rating.",
    },
];

/// The types shared with the headless client, which `types.d.ts` declares.
pub const SHARED_TYPES: &[&str] = &[
    "ChatHistory",
    "Chunk",
    "Content",
    "ErrorDetail",
    "Exported",
    "FetchFunction",
    "FinishDetail",
    "GenerationConfig",
    "Message",
    "RequestHeaders",
    "SafetySetting",
    "Sendable",
    "Token",
];

/// The types that only the element has.
pub const TYPES: &str = r#"/** A suggested message. */
export interface Suggestion {
    /** The text of its button. */
    label: string;
    /** The message that it sends. */
    message: string;
}

/**
 * The chat's own texts by key. The languages of the package, such as `languages/de.js`, have every
 * key.
 */
export type Labels = Readonly<Partial<Record<LabelKey, string>>>;

export interface BeforeSendDetail {
    /** The message to send; it may be changed or replaced. */
    message: Content;
    /** Its text; if changed, this text is sent. A value other than a string cancels the message. */
    text: string;
}

export interface MessageDetail {
    message: Message;
}

export interface ChunkDetail {
    /** The text of this chunk alone. */
    text: string;
    chunk: Chunk;
}

export interface FeedbackDetail {
    /** `null` if the user has withdrawn the rating. */
    value: "up" | "down" | null;
    message: Message;
}
"#;
