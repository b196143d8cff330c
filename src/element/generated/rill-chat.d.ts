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

/** A message to begin with. */
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

/** What can be said in other words. */
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
    | "send"
    | "send-hint"
    | "send-when-online"
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

/** The events of the element. They bubble, and leave shadow roots. */
export interface RillChatEventMap {
    /** A message is about to be sent. A listener may change it in `detail`, or keep it back with `preventDefault()`: then a text that was typed stays in the composer. What it makes unfit to be sent is kept back as well, and the console says so. */
    "rill-before-send": CustomEvent<BeforeSendDetail>;
    /** A message of the person was sent, or an answer has begun. */
    "rill-message": CustomEvent<MessageDetail>;
    /** A piece of the answer has arrived. */
    "rill-chunk": CustomEvent<ChunkDetail>;
    /** An answer has ended, well or not: `complete` and `reason` say how. */
    "rill-finish": CustomEvent<FinishDetail>;
    /** Something went wrong, with an answer, with what is kept or with the chat itself: `message` is for people, `kind` for code, `detail` in the server's own words. */
    "rill-error": CustomEvent<ErrorDetail>;
    /** The chat was opened. */
    "rill-open": CustomEvent<null>;
    /** The chat was closed. */
    "rill-close": CustomEvent<null>;
    /** The person said what an answer was worth, or took that back. */
    "rill-feedback": CustomEvent<FeedbackDetail>;
}

/**
 * What can be set on the element: attributes as they stand in the markup, and properties,
 * of which a template may give those of an attribute as its text.
 */
export interface RillChatAttributes {
    /** Address of your relay: a server that adds the key and passes requests on to Gemini. An address that does not end in a version gets `/v1beta`. Without it, the page's own server is asked under `/v1beta`. */
    endpoint?: string | undefined;
    /** Name of the model that answers. */
    model?: string | undefined;
    /** Version of Gemini's API, such as `v1`, in place of the one that `endpoint` ends in. */
    "api-version"?: string | undefined;
    /** Version of Gemini's API, such as `v1`, in place of the one that `endpoint` ends in. */
    apiVersion?: string | undefined;
    /** A key that the person in front of the page typed. In a page of yours everybody can read it, and Google finds and blocks it, so the console warns of it: use `endpoint`. The property does not warn, and does not show in the markup. */
    "api-key"?: string | undefined;
    /** A key that the person in front of the page typed. In a page of yours everybody can read it, and Google finds and blocks it, so the console warns of it: use `endpoint`. The property does not warn, and does not show in the markup. */
    apiKey?: string | undefined;
    /** How the model should behave. It goes along with each request. */
    "system-instruction"?: string | undefined;
    /** How the model should behave. It goes along with each request. */
    systemInstruction?: string | undefined;
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` wins over `thinking`. */
    "generation-config"?: string | undefined;
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` wins over `thinking`. */
    generationConfig?: GenerationConfig | null | string | undefined;
    /** Gemini's `safetySettings` as JSON: how much harm of which category is held back. Without it, the model's own settings count. */
    "safety-settings"?: string | undefined;
    /** Gemini's `safetySettings` as JSON: how much harm of which category is held back. Without it, the model's own settings count. */
    safetySettings?: readonly SafetySetting[] | null | string | undefined;
    /** Whether the model thinks before it answers: as it likes (`auto`), as little as it can (`off`), or so that its thoughts are shown (`show`). */
    thinking?: "auto" | "off" | "show" | undefined;
    /** Name under which this browser keeps the conversation from one visit to the next. Elements and tabs with the same name share it. Without it nothing is stored. Another name, as when somebody else signs in, goes on with what is kept there and no longer shows what was said before. */
    keep?: string | undefined;
    /** Where the chat is: in its place in the page (`inline`), in a panel above the page that a button in the corner opens (`popup`), or over the whole page while it is open (`fullscreen`). */
    mode?: "inline" | "popup" | "fullscreen" | undefined;
    /** Whether a `popup` or `fullscreen` chat is open, as on `<dialog>`: it comes and goes with `show()`, `close()` and the person's own clicks. An `inline` chat is always open. */
    open?: boolean | undefined;
    /** The person can write and send nothing; what has been said can still be read. `send()` still works. */
    disabled?: boolean | undefined;
    /** The composer has the focus when the page has loaded. */
    autofocus?: boolean | undefined;
    /** What an empty composer says. Without it, that is "Write a message" in the language of `lang`. */
    placeholder?: string | undefined;
    /** What an empty conversation says. Without it, that is "How can I help you?" in the language of `lang`. */
    greeting?: string | undefined;
    /** Messages to begin with, as buttons in an empty conversation: a JSON array of texts, or of `{"label", "message"}` where the button says less than what is sent. */
    suggestions?: readonly (string | Suggestion)[] | null | string | undefined;
    /** Heading of the chat, and its name for screen readers. (`title` would be a tooltip.) */
    "chat-title"?: string | undefined;
    /** Heading of the chat, and its name for screen readers. (`title` would be a tooltip.) */
    chatTitle?: string | undefined;
    /** Address of a picture beside the model's messages. It is decoration: screen readers pass over it. */
    avatar?: string | undefined;
    /** Language of the chat's own words, such as `de` or `pt-BR`. Without it, that of the element around it; one that is not known is English. */
    lang?: string | undefined;
    /** Direction of the chat. Without it, that of the element around it; each message has the direction of its own text. */
    dir?: "" | "auto" | "ltr" | "rtl" | undefined;
    /** Light or dark, or as the person's system has it (`auto`). Without it the chat follows the page's own `color-scheme`. */
    theme?: "" | "auto" | "light" | "dark" | undefined;
    /** Origins from which an answer may show images, such as `https://images.example`, with spaces between them. Images from elsewhere are links, since an address can carry away what was said. */
    "image-origins"?: string | undefined;
    /** Origins from which an answer may show images, such as `https://images.example`, with spaces between them. Images from elsewhere are links, since an address can carry away what was said. */
    imageOrigins?: readonly string[] | string | undefined;
    /** Schemes that a link in an answer may have beside http, https, mailto and tel, with spaces between them. */
    "link-schemes"?: string | undefined;
    /** Schemes that a link in an answer may have beside http, https, mailto and tel, with spaces between them. */
    linkSchemes?: readonly string[] | string | undefined;
    /** Whether formulas are drawn, for which a module is loaded at the first one (`auto`), or shown as their LaTeX (`off`). */
    math?: "auto" | "off" | undefined;
    /** Thumbs up and down under each answer. What the person says comes as `rill-feedback`. */
    feedback?: boolean | undefined;
    /** How many requests may go out for an answer as long as nothing of it was shown, the first one included: 1 to 100. A history that the server refuses goes out once more without what it refused, and an answer that comes over several requests takes all of them: those are not counted. */
    "retry-attempts"?: number | string | undefined;
    /** How many requests may go out for an answer as long as nothing of it was shown, the first one included: 1 to 100. A history that the server refuses goes out once more without what it refused, and an answer that comes over several requests takes all of them: those are not counted. */
    retryAttempts?: number | string | undefined;
    /** Longest wait before the second request, in seconds. Each further one may take twice as long. */
    "retry-base-delay"?: number | string | undefined;
    /** Longest wait before the second request, in seconds. Each further one may take twice as long. */
    retryBaseDelay?: number | string | undefined;
    /** No wait between two requests is longer than this, in seconds. Where the server asks for a longer one, the person decides. */
    "retry-max-delay"?: number | string | undefined;
    /** No wait between two requests is longer than this, in seconds. Where the server asks for a longer one, the person decides. */
    retryMaxDelay?: number | string | undefined;
    /** After how many seconds without a word from the server that is said, at most twice as many; 0 for never. */
    "silence-notice"?: number | string | undefined;
    /** After how many seconds without a word from the server that is said, at most twice as many; 0 for never. */
    silenceNotice?: number | string | undefined;
    /** After how many seconds without a word from the server an answer counts as cut off; 0 for never. They are counted in steps as long as this or `silence-notice`, whichever is shorter, so that the sleep of a machine is one step: 5 is 5 to 10 seconds, 30 beside 15 is 30 to 45. */
    "silence-limit"?: number | string | undefined;
    /** After how many seconds without a word from the server an answer counts as cut off; 0 for never. They are counted in steps as long as this or `silence-notice`, whichever is shorter, so that the sleep of a machine is one step: 5 is 5 to 10 seconds, 30 beside 15 is 30 to 45. */
    silenceLimit?: number | string | undefined;
    /** How many times an answer that broke off is continued without asking: 0 to 100. */
    continuations?: number | string | undefined;
    /** When the chat's WebAssembly is fetched: when it is opened or comes near the visible part of the page (`visible`), when the browser has nothing else to do (`idle`), not before it is opened or used (`open`), or at once (`eager`). */
    loading?: "visible" | "idle" | "open" | "eager" | undefined;
    /** Address of `chat.wasm`, where it does not lie beside the script. */
    "wasm-url"?: string | undefined;
    /** Address of `chat.wasm`, where it does not lie beside the script. */
    wasmUrl?: string | undefined;
    /** A function in the place of the browser's `fetch`, for each request to the model. It is told to leave cookies out (`credentials: "omit"`), and may say otherwise. */
    fetch?: FetchFunction | null | undefined;
    /** Headers for each request, or a function that gives them or a promise of them; it is called for each request. */
    headers?: RequestHeaders | null | undefined;
    /** A token that goes out as `Authorization: Bearer …`, or a function that gives it or a promise of it; it is called for each request. */
    token?: Token | null | undefined;
    /** The chat's own words by their keys, in the place of those that belong to `lang`. A key that is left out keeps its words. */
    labels?: Labels | null | undefined;
    /** The turns that go back to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation. */
    history?: ChatHistory | undefined;
}

/** A chat that streams Gemini's answers into the page while the model is still writing. In its place in the page it is as wide as that place and `max(36rem, 576px)` high, unless the page gives it another size; with `mode="popup"` it opens above the page. */
export declare class RillChat extends HTMLElement {
    static readonly observedAttributes: readonly string[];

    /** Address of your relay: a server that adds the key and passes requests on to Gemini. An address that does not end in a version gets `/v1beta`. Without it, the page's own server is asked under `/v1beta`. */
    get endpoint(): string;
    set endpoint(value: string | null | undefined);
    /** Name of the model that answers. */
    get model(): string;
    set model(value: string | null | undefined);
    /** Version of Gemini's API, such as `v1`, in place of the one that `endpoint` ends in. */
    get apiVersion(): string;
    set apiVersion(value: string | null | undefined);
    /** A key that the person in front of the page typed. In a page of yours everybody can read it, and Google finds and blocks it, so the console warns of it: use `endpoint`. The property does not warn, and does not show in the markup. */
    get apiKey(): string;
    set apiKey(value: string | null | undefined);
    /** How the model should behave. It goes along with each request. */
    get systemInstruction(): string;
    set systemInstruction(value: string | null | undefined);
    /** Gemini's `generationConfig` as JSON, such as `{"maxOutputTokens": 2048}`. Its `thinkingConfig` wins over `thinking`. */
    get generationConfig(): GenerationConfig | null;
    set generationConfig(value: GenerationConfig | null | null | undefined);
    /** Gemini's `safetySettings` as JSON: how much harm of which category is held back. Without it, the model's own settings count. */
    get safetySettings(): readonly SafetySetting[] | null;
    set safetySettings(value: readonly SafetySetting[] | null | null | undefined);
    /** Whether the model thinks before it answers: as it likes (`auto`), as little as it can (`off`), or so that its thoughts are shown (`show`). */
    get thinking(): "auto" | "off" | "show";
    set thinking(value: "auto" | "off" | "show" | null | undefined);
    /** Name under which this browser keeps the conversation from one visit to the next. Elements and tabs with the same name share it. Without it nothing is stored. Another name, as when somebody else signs in, goes on with what is kept there and no longer shows what was said before. */
    get keep(): string;
    set keep(value: string | null | undefined);
    /** Where the chat is: in its place in the page (`inline`), in a panel above the page that a button in the corner opens (`popup`), or over the whole page while it is open (`fullscreen`). */
    get mode(): "inline" | "popup" | "fullscreen";
    set mode(value: "inline" | "popup" | "fullscreen" | null | undefined);
    /** Whether a `popup` or `fullscreen` chat is open, as on `<dialog>`: it comes and goes with `show()`, `close()` and the person's own clicks. An `inline` chat is always open. */
    get open(): boolean;
    set open(value: boolean | null | undefined);
    /** The person can write and send nothing; what has been said can still be read. `send()` still works. */
    get disabled(): boolean;
    set disabled(value: boolean | null | undefined);
    /** What an empty composer says. Without it, that is "Write a message" in the language of `lang`. */
    get placeholder(): string;
    set placeholder(value: string | null | undefined);
    /** What an empty conversation says. Without it, that is "How can I help you?" in the language of `lang`. */
    get greeting(): string;
    set greeting(value: string | null | undefined);
    /** Messages to begin with, as buttons in an empty conversation: a JSON array of texts, or of `{"label", "message"}` where the button says less than what is sent. */
    get suggestions(): readonly (string | Suggestion)[] | null;
    set suggestions(value: readonly (string | Suggestion)[] | null | null | undefined);
    /** Heading of the chat, and its name for screen readers. (`title` would be a tooltip.) */
    get chatTitle(): string;
    set chatTitle(value: string | null | undefined);
    /** Address of a picture beside the model's messages. It is decoration: screen readers pass over it. */
    get avatar(): string;
    set avatar(value: string | null | undefined);
    /** Light or dark, or as the person's system has it (`auto`). Without it the chat follows the page's own `color-scheme`. */
    get theme(): "" | "auto" | "light" | "dark";
    set theme(value: "" | "auto" | "light" | "dark" | null | undefined);
    /** Origins from which an answer may show images, such as `https://images.example`, with spaces between them. Images from elsewhere are links, since an address can carry away what was said. */
    get imageOrigins(): readonly string[];
    set imageOrigins(value: readonly string[] | string | null | undefined);
    /** Schemes that a link in an answer may have beside http, https, mailto and tel, with spaces between them. */
    get linkSchemes(): readonly string[];
    set linkSchemes(value: readonly string[] | string | null | undefined);
    /** Whether formulas are drawn, for which a module is loaded at the first one (`auto`), or shown as their LaTeX (`off`). */
    get math(): "auto" | "off";
    set math(value: "auto" | "off" | null | undefined);
    /** Thumbs up and down under each answer. What the person says comes as `rill-feedback`. */
    get feedback(): boolean;
    set feedback(value: boolean | null | undefined);
    /** How many requests may go out for an answer as long as nothing of it was shown, the first one included: 1 to 100. A history that the server refuses goes out once more without what it refused, and an answer that comes over several requests takes all of them: those are not counted. */
    get retryAttempts(): number;
    set retryAttempts(value: number | null | undefined);
    /** Longest wait before the second request, in seconds. Each further one may take twice as long. */
    get retryBaseDelay(): number;
    set retryBaseDelay(value: number | null | undefined);
    /** No wait between two requests is longer than this, in seconds. Where the server asks for a longer one, the person decides. */
    get retryMaxDelay(): number;
    set retryMaxDelay(value: number | null | undefined);
    /** After how many seconds without a word from the server that is said, at most twice as many; 0 for never. */
    get silenceNotice(): number;
    set silenceNotice(value: number | null | undefined);
    /** After how many seconds without a word from the server an answer counts as cut off; 0 for never. They are counted in steps as long as this or `silence-notice`, whichever is shorter, so that the sleep of a machine is one step: 5 is 5 to 10 seconds, 30 beside 15 is 30 to 45. */
    get silenceLimit(): number;
    set silenceLimit(value: number | null | undefined);
    /** How many times an answer that broke off is continued without asking: 0 to 100. */
    get continuations(): number;
    set continuations(value: number | null | undefined);
    /** When the chat's WebAssembly is fetched: when it is opened or comes near the visible part of the page (`visible`), when the browser has nothing else to do (`idle`), not before it is opened or used (`open`), or at once (`eager`). */
    get loading(): "visible" | "idle" | "open" | "eager";
    set loading(value: "visible" | "idle" | "open" | "eager" | null | undefined);
    /** Address of `chat.wasm`, where it does not lie beside the script. */
    get wasmUrl(): string;
    set wasmUrl(value: string | null | undefined);
    /** A function in the place of the browser's `fetch`, for each request to the model. It is told to leave cookies out (`credentials: "omit"`), and may say otherwise. */
    fetch: FetchFunction | null;
    /** Headers for each request, or a function that gives them or a promise of them; it is called for each request. */
    headers: RequestHeaders | null;
    /** A token that goes out as `Authorization: Bearer …`, or a function that gives it or a promise of it; it is called for each request. */
    token: Token | null;
    /** The chat's own words by their keys, in the place of those that belong to `lang`. A key that is left out keeps its words. */
    labels: Labels | null;
    /** The turns that go back to the model with the next message, as Gemini's `Content`. Setting it replaces the conversation. */
    history: ChatHistory;
    /** Every message with its state, as of now. */
    readonly messages: readonly Message[];
    /** Whether an answer is on its way. */
    readonly answering: boolean;
    /** Sends a message as if the person had written it. The promise is of how the answer ended, well or not; of `undefined` if nothing went out, or if the conversation was forgotten or the element left the page meanwhile. Rejected if the chat cannot be loaded, or with a `TypeError` for what is no message. */
    send(message: Sendable): Promise<FinishDetail | undefined>;
    /** Stops the answer that is on its way and closes its connection. What has arrived stays. */
    stop(): void;
    /** Asks for the last answer once more. The old one stays until something of the new one is there. */
    retry(): Promise<FinishDetail | undefined>;
    /** Asks the model to go on with an answer that broke off. */
    continue(): Promise<FinishDetail | undefined>;
    /** Forgets the conversation, what is kept of it included. Rejected with an error of kind `not-deleted` if what is kept cannot be deleted. */
    clear(): Promise<void>;
    /** Puts the focus into the composer. */
    focus(options?: FocusOptions): void;
    /** Opens a `popup` or `fullscreen` chat. */
    show(): void;
    /** Closes a `popup` or `fullscreen` chat. The conversation goes on. */
    close(): void;
    /** The conversation as an object that JSON can hold, to show or to store elsewhere, and to be given to `import()`. */
    export(): Promise<Exported>;
    /** Goes on from a conversation that `export()` gave, in place of all that was said: with how its answers ended, and what can be done about those that broke. Rejected with a `TypeError` for what is none; then nothing has changed. */
    import(exported: Exported): Promise<void>;
    /** Fetches and starts the chat now, whatever `loading` says. Rejected if it cannot be loaded: with an `Error` that has the fields of `ErrorDetail`, of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`. */
    load(): Promise<void>;
    /** Starts the chat anew after it has failed, with its conversation. */
    restart(): Promise<void>;
}

declare global {
    interface HTMLElementTagNameMap {
        "rill-chat": RillChat;
    }

    interface GlobalEventHandlersEventMap extends RillChatEventMap {}
}
