//! What a program sees of `<rill-chat>`: properties, methods, events and their types.

use super::{Event, Method, Property};

/// Properties that have no attribute.
pub const PROPERTIES: &[Property] = &[
    Property {
        name: "fetch",
        ts: "FetchFunction | null",
        types: &["function"],
        readonly: false,
        doc: "A function in the place of the browser's `fetch`, for each request to the model. It is told to leave cookies out (`credentials: \"omit\"`), and may say otherwise.",
    },
    Property {
        name: "headers",
        ts: "RequestHeaders | null",
        types: &["object", "function"],
        readonly: false,
        doc: "Headers for each request, or a function that gives them or a promise of them; it is called for each request.",
    },
    Property {
        name: "token",
        ts: "Token | null",
        types: &["string", "function"],
        readonly: false,
        doc: "A token that goes out as `Authorization: Bearer …`, or a function that gives it or a promise of it; it is called for each request.",
    },
    Property {
        name: "labels",
        ts: "Labels | null",
        types: &["object"],
        readonly: false,
        doc: "The chat's own words by their keys, in the place of those that belong to `lang`. A key that is left out keeps its words.",
    },
    Property {
        name: "history",
        ts: "ChatHistory",
        types: &[],
        readonly: false,
        doc: "The turns that go back to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation.",
    },
    Property {
        name: "messages",
        ts: "readonly Message[]",
        types: &[],
        readonly: true,
        doc: "Every message with its state, as of now.",
    },
    Property {
        name: "answering",
        ts: "boolean",
        types: &[],
        readonly: true,
        doc: "Whether an answer is on its way.",
    },
];

/// What the element does when it is told to.
pub const METHODS: &[Method] = &[
    Method {
        name: "send",
        params: &[("message", "Sendable")],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Sends a message as if the person had written it. The promise is of how the answer ended, well or not; of `undefined` if nothing went out, or if the conversation was forgotten or the element left the page meanwhile. Rejected if the chat cannot be loaded, or with a `TypeError` for what is no message.",
    },
    Method {
        name: "stop",
        params: &[],
        returns: "void",
        doc: "Stops the answer that is on its way and closes its connection. What has arrived stays.",
    },
    Method {
        name: "retry",
        params: &[],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Asks for the last answer once more. The old one stays until something of the new one is there.",
    },
    Method {
        name: "continue",
        params: &[],
        returns: "Promise<FinishDetail | undefined>",
        doc: "Asks the model to go on with an answer that broke off.",
    },
    Method {
        name: "clear",
        params: &[],
        returns: "Promise<void>",
        doc: "Forgets the conversation, what is kept of it included. Rejected with an error of kind `not-deleted` if what is kept cannot be deleted.",
    },
    Method {
        name: "focus",
        params: &[("options?", "FocusOptions")],
        returns: "void",
        doc: "Puts the focus into the composer.",
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
        doc: "Closes a `popup` or `fullscreen` chat. The conversation goes on.",
    },
    Method {
        name: "export",
        params: &[],
        returns: "Promise<Exported>",
        doc: "The conversation as an object that JSON can hold, to show or to store elsewhere, and to be given to `import()`.",
    },
    Method {
        name: "import",
        params: &[("exported", "Exported")],
        returns: "Promise<void>",
        doc: "Goes on from a conversation that `export()` gave, in place of all that was said: with how its answers ended, and what can be done about those that broke. Rejected with a `TypeError` for what is none; then nothing has changed.",
    },
    Method {
        name: "load",
        params: &[],
        returns: "Promise<void>",
        doc: "Fetches and starts the chat now, whatever `loading` says. Rejected if it cannot be loaded: with an `Error` that has the fields of `ErrorDetail`, of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`.",
    },
    Method {
        name: "restart",
        params: &[],
        returns: "Promise<void>",
        doc: "Starts the chat anew after it has failed, with its conversation.",
    },
];

/// What the element tells.
pub const EVENTS: &[Event] = &[
    Event {
        name: "rill-before-send",
        detail: "BeforeSendDetail",
        cancelable: true,
        doc: "A message is about to be sent. A listener may change it in `detail`, or keep it back with `preventDefault()`: then a text that was typed stays in the composer. What it makes unfit to be sent is kept back as well, and the console says so.",
    },
    Event {
        name: "rill-message",
        detail: "MessageDetail",
        cancelable: false,
        doc: "A message of the person was sent, or an answer has begun.",
    },
    Event {
        name: "rill-chunk",
        detail: "ChunkDetail",
        cancelable: false,
        doc: "A piece of the answer has arrived.",
    },
    Event {
        name: "rill-finish",
        detail: "FinishDetail",
        cancelable: false,
        doc: "An answer has ended, well or not: `complete` and `reason` say how.",
    },
    Event {
        name: "rill-error",
        detail: "ErrorDetail",
        cancelable: false,
        doc: "Something went wrong, with an answer, with what is kept or with the chat itself: `message` is for people, `kind` for code, `detail` in the server's own words.",
    },
    Event {
        name: "rill-open",
        detail: "null",
        cancelable: false,
        doc: "The chat was opened.",
    },
    Event {
        name: "rill-close",
        detail: "null",
        cancelable: false,
        doc: "The chat was closed.",
    },
    Event {
        name: "rill-feedback",
        detail: "FeedbackDetail",
        cancelable: false,
        doc: "The person said what an answer was worth, or took that back.",
    },
];

/// The types that the element shares with the headless client; `types.d.ts` declares them.
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
pub const TYPES: &str = r#"/** A message to begin with. */
export interface Suggestion {
    /** What its button says. */
    label: string;
    /** What it sends. */
    message: string;
}

/**
 * The chat's own words by their keys. A language of the package, such as `languages/de.js`, has all
 * of them.
 */
export type Labels = Readonly<Partial<Record<LabelKey, string>>>;

export interface BeforeSendDetail {
    /** What will be sent; it may be changed, or replaced by another message. */
    message: Content;
    /** Its text; where it is changed, that is sent. What is no string keeps the message back. */
    text: string;
}

export interface MessageDetail {
    message: Message;
}

export interface ChunkDetail {
    /** The text of this piece alone. */
    text: string;
    chunk: Chunk;
}

export interface FeedbackDetail {
    /** `null` if the person took it back. */
    value: "up" | "down" | null;
    message: Message;
}
"#;
