// Written by `cargo xtask generate` from src/element/schema.rs.

import type {
    ChatHistory,
    Chunk,
    Content,
    ErrorDetail,
    Exported,
    FetchFunction,
    FinishDetail,
    GenerationConfig,
    Message,
    RequestHeaders,
    SafetySetting,
    Sendable,
    Token,
} from "./types.js";

export type * from "./types.js";

/** A suggested message. */
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

/** The keys of the texts that `labels` can replace. */
export type LabelKey =
    | "answer"
    | "answer-end"
    | "answer-goes-on"
    | "answer-held-back"
    | "answer-language"
    | "answer-personal"
    | "answer-recited"
    | "answer-unsafe"
    | "answering"
    | "bad-answer"
    | "busy"
    | "caution"
    | "chat"
    | "close"
    | "code"
    | "continue"
    | "conversation"
    | "copied"
    | "copy"
    | "copy-answer"
    | "copy-code"
    | "crashed"
    | "delete"
    | "delete-all"
    | "delete-chat"
    | "delete-hint"
    | "delete-this"
    | "dismiss"
    | "done"
    | "edit"
    | "empty"
    | "error-blocked"
    | "error-cancelled"
    | "error-empty-message"
    | "error-internal"
    | "error-invalid-history"
    | "error-invalid-key"
    | "error-invalid-request"
    | "error-malformed-response"
    | "error-model-not-found"
    | "error-network"
    | "error-no-credentials"
    | "error-not-gemini"
    | "error-offline"
    | "error-overloaded"
    | "error-permission-denied"
    | "error-quota-exceeded"
    | "error-rate-limited"
    | "error-region-not-supported"
    | "error-timeout"
    | "error-too-large"
    | "error-unknown"
    | "footnote"
    | "footnote-back"
    | "going-on"
    | "good-answer"
    | "greeting"
    | "image"
    | "image-from"
    | "important"
    | "interrupted"
    | "interrupted-early"
    | "jump"
    | "keep"
    | "kept-damaged"
    | "kept-newer"
    | "length-limit"
    | "load-blocked"
    | "load-network"
    | "load-unsupported"
    | "lost"
    | "message"
    | "message-refused"
    | "message-unsafe"
    | "model-fault"
    | "no-text"
    | "not-copied"
    | "not-deleted"
    | "not-done"
    | "note"
    | "open"
    | "placeholder"
    | "remedy-in"
    | "restart"
    | "retry"
    | "searches"
    | "send"
    | "send-hint"
    | "send-when-online"
    | "sources"
    | "still-thinking"
    | "still-waiting"
    | "stop"
    | "stop-hint"
    | "stopped"
    | "stopped-early"
    | "store-failed"
    | "store-full"
    | "store-unavailable"
    | "table"
    | "thinking"
    | "thoughts"
    | "tip"
    | "too-many"
    | "trying"
    | "trying-in"
    | "trying-now"
    | "unnamed-image"
    | "wait"
    | "waiting"
    | "warning"
    | "when-back"
    | "you"
    | "you-offline";

/** The events of the element. They bubble and are composed. */
export interface RillChatEventMap {
    /** Fired before a message is sent. A listener may change it in `detail`, or cancel it with `preventDefault()`: typed text then stays in the composer. A change that makes the message invalid cancels it too, and logs an error. */
    "rill-before-send": CustomEvent<BeforeSendDetail>;
    /** Fired when a message of the user is sent or an answer begins. */
    "rill-message": CustomEvent<MessageDetail>;
    /** Fired when a chunk of the answer arrives. */
    "rill-chunk": CustomEvent<ChunkDetail>;
    /** Fired when an answer ends, successfully or not: `complete` and `reason` say how. */
    "rill-finish": CustomEvent<FinishDetail>;
    /** Fired when an answer, the storage of the conversation or the chat itself fails: `message` is for people, `kind` for code, `detail` in the server's own words. */
    "rill-error": CustomEvent<ErrorDetail>;
    /** Fired when the chat is opened. */
    "rill-open": CustomEvent<null>;
    /** Fired when the chat is closed. */
    "rill-close": CustomEvent<null>;
    /** Fired when the user rates an answer or withdraws the rating. */
    "rill-feedback": CustomEvent<FeedbackDetail>;
}

/**
 * What can be set on the element: attributes as they stand in the markup, and properties,
 * of which a template may give those of an attribute as its text.
 */
export interface RillChatAttributes {
    /** URL of your relay: a server that adds the API key and forwards requests to Gemini. `/v1beta` is appended unless the URL ends in a version. Defaults to the page's own origin. */
    endpoint?: string | undefined;
    /** Name of the model that answers. */
    model?: string | undefined;
    /** Version of the Gemini API, such as `v1`. Overrides the one at the end of `endpoint`. */
    "api-version"?: string | undefined;
    /** Version of the Gemini API, such as `v1`. Overrides the one at the end of `endpoint`. */
    apiVersion?: string | undefined;
    /** API key that the user has typed in. Never put one of your own into a page, where everybody can read it and Google finds and blocks it: use `endpoint`. The attribute logs a warning; the property does not, and is not reflected. */
    "api-key"?: string | undefined;
    /** API key that the user has typed in. Never put one of your own into a page, where everybody can read it and Google finds and blocks it: use `endpoint`. The attribute logs a warning; the property does not, and is not reflected. */
    apiKey?: string | undefined;
    /** Instructions for the model. Sent with each request, so users can read and change them. */
    "system-instruction"?: string | undefined;
    /** Instructions for the model. Sent with each request, so users can read and change them. */
    systemInstruction?: string | undefined;
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` overrides `thinking`. */
    "generation-config"?: string | undefined;
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` overrides `thinking`. */
    generationConfig?: GenerationConfig | null | string | undefined;
    /** Gemini's `safetySettings` as JSON: the threshold at which each category of harm is blocked. Defaults to the model's own settings. */
    "safety-settings"?: string | undefined;
    /** Gemini's `safetySettings` as JSON: the threshold at which each category of harm is blocked. Defaults to the model's own settings. */
    safetySettings?: readonly SafetySetting[] | null | string | undefined;
    /** Gemini's `tools` as JSON, such as `[{"googleSearch": {}}]`. Only tools that Google runs work: nothing in the page answers a function call. */
    tools?: readonly object[] | null | string | undefined;
    /** Whether the model thinks before it answers: as it sees fit (`auto`), as little as possible (`off`), or with its thoughts shown (`show`). */
    thinking?: "auto" | "off" | "show" | undefined;
    /** Name under which the browser stores the conversation between visits: unencrypted, until the user, `clear()` or the browser deletes it. Elements and tabs with the same name share it. Without it, nothing is stored. Changing the name, as when another user signs in, hides the current conversation and shows the one stored under the new name. */
    keep?: string | undefined;
    /** Where the chat appears: in its place in the page (`inline`), in a panel above the page, opened by a button in the corner (`popup`), or over the whole page while it is open (`fullscreen`). */
    mode?: "inline" | "popup" | "fullscreen" | undefined;
    /** Whether a `popup` or `fullscreen` chat is open. As on `<dialog>`, `show()`, `close()` and the user set and remove it. An `inline` chat is always open. */
    open?: boolean | undefined;
    /** Disables the composer: the user can read the conversation, but cannot write or send. `send()` still works. */
    disabled?: boolean | undefined;
    /** Focuses the composer when the page has loaded. */
    autofocus?: boolean | undefined;
    /** Text of the empty composer. Defaults to "Write a message" in the language of `lang`. */
    placeholder?: string | undefined;
    /** Text of an empty conversation. Defaults to "How can I help you?" in the language of `lang`. */
    greeting?: string | undefined;
    /** Messages to start with, shown as buttons in an empty conversation: a JSON array of strings, or of `{"label", "message"}` objects if the button says less than what is sent. */
    suggestions?: readonly (string | Suggestion)[] | null | string | undefined;
    /** Heading and accessible name of the chat. (`title` would be a tooltip.) */
    "chat-title"?: string | undefined;
    /** Heading and accessible name of the chat. (`title` would be a tooltip.) */
    chatTitle?: string | undefined;
    /** URL of an image beside the model's messages. It is decorative: screen readers ignore it. */
    avatar?: string | undefined;
    /** Language of the chat's own texts, such as `de` or `pt-BR`. Inherited if absent. An unknown language falls back to English. */
    lang?: string | undefined;
    /** Text direction of the chat. Defaults to that of `lang`, or else is inherited. Each message has the direction of its own text. */
    dir?: "" | "auto" | "ltr" | "rtl" | undefined;
    /** Colour scheme: light, dark, or that of the user's system (`auto`). Defaults to the page's own `color-scheme`. */
    theme?: "" | "auto" | "light" | "dark" | undefined;
    /** Origins from which an answer may show images, such as `https://images.example`, separated by spaces. Other images become links, since an image URL can leak the conversation. */
    "image-origins"?: string | undefined;
    /** Origins from which an answer may show images, such as `https://images.example`, separated by spaces. Other images become links, since an image URL can leak the conversation. */
    imageOrigins?: readonly string[] | string | undefined;
    /** URL schemes allowed in the links of an answer, besides http, https, mailto and tel, separated by spaces. */
    "link-schemes"?: string | undefined;
    /** URL schemes allowed in the links of an answer, besides http, https, mailto and tel, separated by spaces. */
    linkSchemes?: readonly string[] | string | undefined;
    /** Whether formulas are rendered, by a module that is loaded for the first one (`auto`), or shown as LaTeX (`off`). */
    math?: "auto" | "off" | undefined;
    /** Shows thumbs-up and thumbs-down buttons under each answer. They fire `rill-feedback`. */
    feedback?: boolean | undefined;
    /** Maximum number of requests, including the first, before any of the answer is shown: 1 to 100. Not counted: one repeat without the parts of the history that the server refused, and follow-up requests of an answer that spans several. */
    "retry-attempts"?: number | string | undefined;
    /** Maximum number of requests, including the first, before any of the answer is shown: 1 to 100. Not counted: one repeat without the parts of the history that the server refused, and follow-up requests of an answer that spans several. */
    retryAttempts?: number | string | undefined;
    /** Maximum delay before the second request, in seconds. It doubles with each further request; the actual delay is random. */
    "retry-base-delay"?: number | string | undefined;
    /** Maximum delay before the second request, in seconds. It doubles with each further request; the actual delay is random. */
    retryBaseDelay?: number | string | undefined;
    /** Maximum delay between two requests, in seconds. If the server asks for a longer delay, the chat does not wait but shows the error with a "Try again" button. */
    "retry-max-delay"?: number | string | undefined;
    /** Maximum delay between two requests, in seconds. If the server asks for a longer delay, the chat does not wait but shows the error with a "Try again" button. */
    retryMaxDelay?: number | string | undefined;
    /** Seconds of silence from the server after which the chat says so; 0 for never. It may take up to twice as long. */
    "silence-notice"?: number | string | undefined;
    /** Seconds of silence from the server after which the chat says so; 0 for never. It may take up to twice as long. */
    silenceNotice?: number | string | undefined;
    /** Seconds of silence from the server after which an answer counts as cut off; 0 for never. Measured in steps of the shorter of this and `silence-notice`, so that a sleeping device adds at most one step. The answer ends up to one step late: 5 means after 5 to 10 seconds, 30 with a notice of 15 after 30 to 45. */
    "silence-limit"?: number | string | undefined;
    /** Seconds of silence from the server after which an answer counts as cut off; 0 for never. Measured in steps of the shorter of this and `silence-notice`, so that a sleeping device adds at most one step. The answer ends up to one step late: 5 means after 5 to 10 seconds, 30 with a notice of 15 after 30 to 45. */
    silenceLimit?: number | string | undefined;
    /** How many times an interrupted answer is continued automatically: 0 to 100. */
    continuations?: number | string | undefined;
    /** When the chat's WebAssembly is fetched: when the chat is opened or comes near the viewport (`visible`), when the browser is idle (`idle`), not before the chat is opened or used (`open`), or at once (`eager`). */
    loading?: "visible" | "idle" | "open" | "eager" | undefined;
    /** URL of `chat.wasm`, if it is not next to the script. */
    "wasm-url"?: string | undefined;
    /** URL of `chat.wasm`, if it is not next to the script. */
    wasmUrl?: string | undefined;
    /** Function to call instead of the browser's `fetch` for each request to the model. It is passed `credentials: "omit"`, so that no cookies are sent, and may override that. */
    fetch?: FetchFunction | null | undefined;
    /** Headers to add to each request, or a function that is called for each request and returns them or a promise of them. */
    headers?: RequestHeaders | null | undefined;
    /** Token to send as `Authorization: Bearer …`, or a function that is called for each request and returns it or a promise of it. */
    token?: Token | null | undefined;
    /** Replacements for the chat's own texts, by key. A key that is left out keeps the text of `lang`. */
    labels?: Labels | null | undefined;
    /** Turns that are sent to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation. */
    history?: ChatHistory | undefined;
}

/** A chat that streams Gemini's answers into the page while the model is still writing. By default it is inline, as wide as its container and `max(36rem, 576px)` high unless the page sets another size; with `mode="popup"` it opens above the page. */
export declare class RillChat extends HTMLElement {
    static readonly observedAttributes: readonly string[];

    /** URL of your relay: a server that adds the API key and forwards requests to Gemini. `/v1beta` is appended unless the URL ends in a version. Defaults to the page's own origin. */
    get endpoint(): string;
    set endpoint(value: string | null | undefined);
    /** Name of the model that answers. */
    get model(): string;
    set model(value: string | null | undefined);
    /** Version of the Gemini API, such as `v1`. Overrides the one at the end of `endpoint`. */
    get apiVersion(): string;
    set apiVersion(value: string | null | undefined);
    /** API key that the user has typed in. Never put one of your own into a page, where everybody can read it and Google finds and blocks it: use `endpoint`. The attribute logs a warning; the property does not, and is not reflected. */
    get apiKey(): string;
    set apiKey(value: string | null | undefined);
    /** Instructions for the model. Sent with each request, so users can read and change them. */
    get systemInstruction(): string;
    set systemInstruction(value: string | null | undefined);
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` overrides `thinking`. */
    get generationConfig(): GenerationConfig | null;
    set generationConfig(value: GenerationConfig | null | null | undefined);
    /** Gemini's `safetySettings` as JSON: the threshold at which each category of harm is blocked. Defaults to the model's own settings. */
    get safetySettings(): readonly SafetySetting[] | null;
    set safetySettings(value: readonly SafetySetting[] | null | null | undefined);
    /** Gemini's `tools` as JSON, such as `[{"googleSearch": {}}]`. Only tools that Google runs work: nothing in the page answers a function call. */
    get tools(): readonly object[] | null;
    set tools(value: readonly object[] | null | null | undefined);
    /** Whether the model thinks before it answers: as it sees fit (`auto`), as little as possible (`off`), or with its thoughts shown (`show`). */
    get thinking(): "auto" | "off" | "show";
    set thinking(value: "auto" | "off" | "show" | null | undefined);
    /** Name under which the browser stores the conversation between visits: unencrypted, until the user, `clear()` or the browser deletes it. Elements and tabs with the same name share it. Without it, nothing is stored. Changing the name, as when another user signs in, hides the current conversation and shows the one stored under the new name. */
    get keep(): string;
    set keep(value: string | null | undefined);
    /** Where the chat appears: in its place in the page (`inline`), in a panel above the page, opened by a button in the corner (`popup`), or over the whole page while it is open (`fullscreen`). */
    get mode(): "inline" | "popup" | "fullscreen";
    set mode(value: "inline" | "popup" | "fullscreen" | null | undefined);
    /** Whether a `popup` or `fullscreen` chat is open. As on `<dialog>`, `show()`, `close()` and the user set and remove it. An `inline` chat is always open. */
    get open(): boolean;
    set open(value: boolean | null | undefined);
    /** Disables the composer: the user can read the conversation, but cannot write or send. `send()` still works. */
    get disabled(): boolean;
    set disabled(value: boolean | null | undefined);
    /** Text of the empty composer. Defaults to "Write a message" in the language of `lang`. */
    get placeholder(): string;
    set placeholder(value: string | null | undefined);
    /** Text of an empty conversation. Defaults to "How can I help you?" in the language of `lang`. */
    get greeting(): string;
    set greeting(value: string | null | undefined);
    /** Messages to start with, shown as buttons in an empty conversation: a JSON array of strings, or of `{"label", "message"}` objects if the button says less than what is sent. */
    get suggestions(): readonly (string | Suggestion)[] | null;
    set suggestions(value: readonly (string | Suggestion)[] | null | null | undefined);
    /** Heading and accessible name of the chat. (`title` would be a tooltip.) */
    get chatTitle(): string;
    set chatTitle(value: string | null | undefined);
    /** URL of an image beside the model's messages. It is decorative: screen readers ignore it. */
    get avatar(): string;
    set avatar(value: string | null | undefined);
    /** Colour scheme: light, dark, or that of the user's system (`auto`). Defaults to the page's own `color-scheme`. */
    get theme(): "" | "auto" | "light" | "dark";
    set theme(value: "" | "auto" | "light" | "dark" | null | undefined);
    /** Origins from which an answer may show images, such as `https://images.example`, separated by spaces. Other images become links, since an image URL can leak the conversation. */
    get imageOrigins(): readonly string[];
    set imageOrigins(value: readonly string[] | string | null | undefined);
    /** URL schemes allowed in the links of an answer, besides http, https, mailto and tel, separated by spaces. */
    get linkSchemes(): readonly string[];
    set linkSchemes(value: readonly string[] | string | null | undefined);
    /** Whether formulas are rendered, by a module that is loaded for the first one (`auto`), or shown as LaTeX (`off`). */
    get math(): "auto" | "off";
    set math(value: "auto" | "off" | null | undefined);
    /** Shows thumbs-up and thumbs-down buttons under each answer. They fire `rill-feedback`. */
    get feedback(): boolean;
    set feedback(value: boolean | null | undefined);
    /** Maximum number of requests, including the first, before any of the answer is shown: 1 to 100. Not counted: one repeat without the parts of the history that the server refused, and follow-up requests of an answer that spans several. */
    get retryAttempts(): number;
    set retryAttempts(value: number | null | undefined);
    /** Maximum delay before the second request, in seconds. It doubles with each further request; the actual delay is random. */
    get retryBaseDelay(): number;
    set retryBaseDelay(value: number | null | undefined);
    /** Maximum delay between two requests, in seconds. If the server asks for a longer delay, the chat does not wait but shows the error with a "Try again" button. */
    get retryMaxDelay(): number;
    set retryMaxDelay(value: number | null | undefined);
    /** Seconds of silence from the server after which the chat says so; 0 for never. It may take up to twice as long. */
    get silenceNotice(): number;
    set silenceNotice(value: number | null | undefined);
    /** Seconds of silence from the server after which an answer counts as cut off; 0 for never. Measured in steps of the shorter of this and `silence-notice`, so that a sleeping device adds at most one step. The answer ends up to one step late: 5 means after 5 to 10 seconds, 30 with a notice of 15 after 30 to 45. */
    get silenceLimit(): number;
    set silenceLimit(value: number | null | undefined);
    /** How many times an interrupted answer is continued automatically: 0 to 100. */
    get continuations(): number;
    set continuations(value: number | null | undefined);
    /** When the chat's WebAssembly is fetched: when the chat is opened or comes near the viewport (`visible`), when the browser is idle (`idle`), not before the chat is opened or used (`open`), or at once (`eager`). */
    get loading(): "visible" | "idle" | "open" | "eager";
    set loading(value: "visible" | "idle" | "open" | "eager" | null | undefined);
    /** URL of `chat.wasm`, if it is not next to the script. */
    get wasmUrl(): string;
    set wasmUrl(value: string | null | undefined);
    /** Function to call instead of the browser's `fetch` for each request to the model. It is passed `credentials: "omit"`, so that no cookies are sent, and may override that. */
    fetch: FetchFunction | null;
    /** Headers to add to each request, or a function that is called for each request and returns them or a promise of them. */
    headers: RequestHeaders | null;
    /** Token to send as `Authorization: Bearer …`, or a function that is called for each request and returns it or a promise of it. */
    token: Token | null;
    /** Replacements for the chat's own texts, by key. A key that is left out keeps the text of `lang`. */
    labels: Labels | null;
    /** Turns that are sent to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation. */
    history: ChatHistory;
    /** Snapshot of all messages and their states. */
    readonly messages: readonly Message[];
    /** Whether an answer is in progress. */
    readonly answering: boolean;
    /** Sends a message as if the user had written it. Resolves when the answer ends, successfully or not, or with `undefined` if nothing is sent, or if the conversation is discarded or the element leaves the page before. Rejects if the chat cannot be loaded, or with a `TypeError` if the message is invalid. */
    send(message: Sendable): Promise<FinishDetail | undefined>;
    /** Stops the answer in progress and closes its connection. What has arrived stays. */
    stop(): void;
    /** Requests the last answer again. The old one stays until the new one begins to arrive. */
    retry(): Promise<FinishDetail | undefined>;
    /** Asks the model to continue an interrupted answer. */
    continue(): Promise<FinishDetail | undefined>;
    /** Deletes the conversation, including what is stored of it. Rejects with an error of kind `not-deleted` if that cannot be deleted. */
    clear(): Promise<void>;
    /** Focuses the composer, or the launcher of a closed chat. */
    focus(options?: FocusOptions): void;
    /** Opens a `popup` or `fullscreen` chat. */
    show(): void;
    /** Closes a `popup` or `fullscreen` chat. The conversation continues. */
    close(): void;
    /** Resolves to the conversation as a JSON-compatible object, to show or store elsewhere, or to pass to `import()`. */
    export(): Promise<Exported>;
    /** Replaces the conversation with one from `export()`, including how its answers ended and the remedies for interrupted ones. Rejects with a `TypeError` if it cannot be read; then nothing has changed. */
    import(exported: Exported): Promise<void>;
    /** Fetches and starts the chat now, regardless of `loading`. Rejects if it cannot be loaded, with an `Error` that has the fields of `ErrorDetail`, of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`. */
    load(): Promise<void>;
    /** Restarts the chat after a crash, with its conversation. */
    restart(): Promise<void>;
}

declare global {
    interface HTMLElementTagNameMap {
        "rill-chat": RillChat;
    }

    interface GlobalEventHandlersEventMap extends RillChatEventMap {}
}
