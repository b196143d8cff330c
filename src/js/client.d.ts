/// <reference lib="esnext.disposable" />

// The headless client: conversations with Gemini and streamed answers, without a user interface. It
// runs in pages, in workers and in Node.js 20 or newer.

import type {
    ChatHistory,
    Chunk,
    Content,
    ErrorDetail,
    ErrorKind,
    Exported,
    FetchFunction,
    FinishDetail,
    GenerationConfig,
    Message,
    Remedy,
    RequestHeaders,
    SafetySetting,
    Sendable,
    Token,
} from "./types.js";

export type * from "./types.js";

/**
 * A client for Gemini. Creating one is cheap: nothing is loaded or requested before its first use.
 *
 * ```js
 * import { RillClient } from "rill-chat/client";
 *
 * const client = new RillClient({ endpoint: "https://relay.example/v1beta" });
 * const chat = client.startChat();
 * for await (const chunk of chat.sendMessageStream("Tell me a story")) {
 *     show(chunk.text);
 * }
 * ```
 */
export declare class RillClient {
    /**
     * Throws a `TypeError` if an option has the wrong type. An error inside an option, such as in a
     * history, is a `TypeError` at the first use of a chat. An unknown option logs a warning.
     */
    constructor(options?: ClientOptions);

    /**
     * Starts a conversation. Options that are absent, `undefined` or `null` are those of the
     * client. Invalid ones are reported as by the constructor.
     */
    startChat(options?: ChatOptions): Chat;

    /**
     * Loads and starts the WebAssembly module now rather than at the first message.
     *
     * @throws {RillError} of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`.
     */
    load(): Promise<void>;
}

/** The options of a client. Every field is optional; `undefined` and `null` mean its default. */
export interface ClientOptions {
    /**
     * The URL of your relay: a server that adds the API key and forwards requests to Gemini.
     * `/v1beta` is appended unless the URL ends in a version. Defaults to Google's own API.
     */
    endpoint?: string;
    /** The version of the API, such as `v1`. Overrides the one at the end of `endpoint`. */
    apiVersion?: string;
    /** A key typed by the user, or known to a program on a server. Never put one into a page. */
    apiKey?: string;
    /** The model that answers. Defaults to `gemini-flash-latest`. */
    model?: string;
    /** How the model should behave. */
    systemInstruction?: Sendable;
    generationConfig?: GenerationConfig;
    safetySettings?: readonly SafetySetting[];
    /**
     * Gemini's `tools`, sent unchanged. With `[{ googleSearch: {} }]` the model searches the web
     * and names its sources in `groundingMetadata`.
     */
    tools?: readonly object[];
    /** Gemini's `toolConfig`, sent unchanged. */
    toolConfig?: object;
    /** The name of a cached content to continue from, such as `cachedContents/…`. */
    cachedContent?: string;
    /**
     * Whether the model thinks before it answers: as it sees fit (`auto`, the default), as little
     * as possible (`off`), or with its thoughts included (`show`). The `thinkingConfig` of
     * {@link generationConfig} overrides this.
     */
    thinking?: "auto" | "off" | "show";
    /**
     * A function to call instead of `fetch`.
     *
     * It is passed `credentials: "omit"`, so no cookies are sent unless it overrides that. Without
     * cookies, {@link token} and {@link headers} can tell a relay who the user is.
     *
     * ```js
     * new RillClient({ fetch: (url, init) => fetch(url, { ...init, credentials: "include" }) });
     * ```
     */
    fetch?: FetchFunction;
    /** Headers to add to each request. A function is called for each request. */
    headers?: RequestHeaders;
    /** Sent as `Authorization: Bearer …`. A function is called for each request. */
    token?: Token;
    /** What is done automatically about failures, silence and interrupted answers. */
    recovery?: Recovery;
    /**
     * The name under which to store the conversation in IndexedDB. Without IndexedDB the chat still
     * works: see {@link onTrouble}. With an empty name, nothing is stored.
     */
    keep?: string;
    /** Called once for each reason why the conversation is not stored, or only in part. */
    onTrouble?: (trouble: Trouble) => void;
    /**
     * The URL of `client.wasm`, if it is not next to this script. Clients with the same URL share
     * the module.
     */
    wasmUrl?: string | URL;
    /**
     * The module itself instead of a URL: compiled, or its bytes. Clients with the same object
     * share the module, which can be garbage collected with them.
     */
    wasm?: WebAssembly.Module | BufferSource;
}

/** The options of one conversation: its history, and overrides of the client's options. */
export interface ChatOptions extends Omit<ClientOptions, "wasm" | "wasmUrl"> {
    /** The turns to continue from. A stored conversation takes precedence over them. */
    history?: ChatHistory;
}

/** How a conversation recovers from failures and silence. Times are in seconds. */
export interface Recovery {
    /**
     * Maximum number of requests for an answer until some of it arrives. Defaults to 3. One repeat
     * without the parts of a history that the server refused does not count, nor do the further
     * requests of a long answer.
     */
    attempts?: number;
    /** Maximum delay before the second request; it doubles with each further one. Defaults to 1. */
    baseDelay?: number;
    /** Maximum delay. If the server asks for a longer one, the answer fails. Defaults to 20. */
    maxDelay?: number;
    /** Silence until it is reported, after at most twice as long; 0 for never. Defaults to 15. */
    silenceNotice?: number;
    /**
     * Silence of the server until an answer counts as cut off; 0 for never. Defaults to 300.
     * Counted in steps of this or `silenceNotice`, whichever is shorter: 5 means 5 to 10 seconds,
     * 30 with a notice of 15 means 30 to 45.
     */
    silenceLimit?: number;
    /** How many times an interrupted answer is continued automatically. Defaults to 0. */
    continuations?: number;
    /** Maximum delay before what has arrived is stored. Defaults to 0.4. */
    saveInterval?: number;
}

/**
 * A conversation. At most one answer is in progress: requesting another stops it. A call that sends
 * no request, such as a blank message or continuing an answer that has not ended, does not stop it.
 *
 * It is freed when it is garbage collected, or at the end of a block that is `using` it.
 */
export interface Chat extends Disposable {
    /**
     * Sends a message and streams the answer. The request is sent even if nobody reads the stream.
     *
     * A blank message is not sent: the stream throws a {@link RillError} of kind `empty-message`.
     */
    sendMessageStream(message: Sendable, options?: AskOptions): AnswerStream;

    /** Sends a message and waits for the whole answer. */
    sendMessage(message: Sendable, options?: AskOptions): Promise<Answer>;

    /** Requests the last answer again and replaces it. */
    retry(options?: AskOptions & { /** Waits until the browser is online. */ whenOnline?: boolean }): AnswerStream;

    /**
     * Asks the model to continue the last answer from where it broke off. The chunks are new text
     * only; the {@link AnswerStream.finished | finished} answer is the whole one.
     */
    continueAnswer(options?: AskOptions): AnswerStream;

    /** Stops the answer: closes its connection before this returns. What has arrived stays. */
    stop(): void;

    /**
     * Deletes the conversation, including what is stored of it.
     *
     * @throws {RillError} of kind `not-deleted`: then all of it is still there.
     */
    clear(): Promise<void>;

    /**
     * Returns the last message if it failed before any of its answer arrived, so that it can be
     * edited: the next message replaces it.
     */
    takeBack(): Content | undefined;

    /**
     * Resolves when the module runs and the stored conversation is restored. Sending a message
     * waits for it.
     */
    ready(): Promise<void>;

    /** The model of the conversation. */
    readonly model: string | undefined;

    /** Whether an answer is in progress. */
    readonly answering: boolean;

    /**
     * The turns that the next message sends to the model, as {@link RillClient.startChat} takes
     * them. Without a running module, those known without it.
     */
    readonly history: ChatHistory;

    /** Every message, failed and blocked ones included. Empty before {@link ready}. */
    readonly messages: readonly Message[];

    /**
     * Resolves to the whole conversation as plain JSON, to store elsewhere and pass to
     * {@link Chat.import}, here or in the element. Waits until the chat is {@link ready}.
     */
    export(): Promise<Exported>;

    /**
     * Replaces the conversation with one that was {@link Chat.export | exported}, including how
     * each answer ended. An answer in progress is stopped. If the conversation is stored, so is
     * this one in its place.
     *
     * Rejects with a `TypeError` if it cannot be read; then nothing has changed.
     */
    import(exported: Exported): Promise<void>;
}

/** The options of one request. */
export interface AskOptions {
    /** Stops the answer when aborted, and throws its reason. */
    signal?: AbortSignal;
    /**
     * Called with the message whenever its state changes other than by a chunk: a pause before the
     * next attempt, silence, its end.
     */
    onUpdate?: (message: Message) => void;
}

/**
 * An answer in progress, as an async iterator of chunks or as a `ReadableStream`. Each chunk goes
 * to one reader.
 *
 * A failure is thrown as a {@link RillError}. A limit, a refusal and a lost connection are not
 * failures: the iteration ends, and {@link finished} says how.
 */
export interface AnswerStream extends AsyncIterableIterator<Chunk>, Disposable {
    /** The next chunk. */
    next(): Promise<IteratorResult<Chunk, undefined>>;
    /** Stops the answer. Called when a loop is left early. */
    return(): Promise<IteratorResult<Chunk, undefined>>;
    /** The chunks as a web stream. Cancelling it stops the answer. */
    readonly readable: ReadableStream<Chunk>;
    /** The whole answer, how it ended, and its usage. Rejects with what a loop would throw. */
    readonly finished: Promise<Answer>;
    /** The message of the {@link finished} answer. */
    readonly message: Promise<Message | undefined>;
    /** Stops the answer. What has arrived can still be read. */
    stop(): void;
}

/**
 * An answer that has ended. If nothing was requested, as by {@link Chat.retry} without an earlier
 * answer, its reason is `none` and it has no message. The message is also missing if the answer was
 * stopped before its request was sent, or its conversation was deleted or replaced.
 */
export interface Answer extends Omit<FinishDetail, "message"> {
    message?: Message;
}

/** Why a conversation is not stored, or only in part. */
export interface Trouble {
    kind: "not-kept" | "not-deleted" | "unreadable";
    /** One sentence for people. */
    message: string;
    /** For developers. */
    detail: string;
}

/** An error of a request or of the client itself. */
export declare class RillError extends Error implements ErrorDetail {
    constructor(detail: ErrorDetail & { cause?: unknown });
    readonly name: "RillError";
    /**
     * For code: one of {@link ErrorKind}, or `disposed`. After `crashed`, the next use starts a
     * fresh module with the same conversation.
     */
    readonly kind: ErrorKind;
    /** One sentence for people. */
    readonly message: string;
    /** The server's or the browser's own words, for developers. */
    readonly detail?: string;
    /** The HTTP status code. */
    readonly code?: number;
    /** Google's status, such as `RESOURCE_EXHAUSTED`. */
    readonly status?: string;
    /** How many seconds the server asks to wait. */
    readonly retryDelay?: number;
    /** What the user can do, best first. */
    readonly remedies: Remedy[];
}
