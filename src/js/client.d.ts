/// <reference lib="esnext.disposable" />

// The headless client: conversations with Gemini whose answers stream, without any user interface.
// It runs in pages, in workers and in Node.js 20 or newer.

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
 * Who to talk to and how. Cheap: nothing is loaded and nothing is asked before the first use.
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
     * An option of a wrong type is a `TypeError`, at once; what is wrong inside of one, such as in a
     * history, is a `TypeError` at the first use of a chat. An option of a name that is not known is a
     * warning in the console.
     */
    constructor(options?: ClientOptions);

    /**
     * A conversation, with the options of the client where its own are not given, `undefined` or
     * `null`. What is wrong with them is told as by the constructor.
     */
    startChat(options?: ChatOptions): Chat;

    /**
     * Loads and starts the WebAssembly module now, and not at the first message.
     *
     * @throws {RillError} of kind `load-failed`, `forbidden-by-policy` or `no-webassembly`.
     */
    load(): Promise<void>;
}

/** What a client is told. Every field is optional, and `undefined` or `null` is its default. */
export interface ClientOptions {
    /**
     * The address of your relay: a server that adds the key and passes requests on to Gemini. An
     * address that does not end in a version gets `/v1beta`. Without it, Google's own.
     */
    endpoint?: string;
    /** The version of the API, such as `v1`, in place of the one that `endpoint` ends in. */
    apiVersion?: string;
    /** A key that the person typed, or that a program on a server has. Never put one into a page. */
    apiKey?: string;
    /** The model that answers; `gemini-flash-latest` without it. */
    model?: string;
    /** How the model should behave. */
    systemInstruction?: Sendable;
    generationConfig?: GenerationConfig;
    safetySettings?: readonly SafetySetting[];
    /**
     * Gemini's `tools`, sent as they are: with `[{ googleSearch: {} }]` the model looks things up, and
     * says where in `groundingMetadata`.
     */
    tools?: readonly object[];
    /** Gemini's `toolConfig`. It is sent as it is. */
    toolConfig?: object;
    /** The name of a cached content to go on from, such as `cachedContents/…`. */
    cachedContent?: string;
    /**
     * Whether the model thinks before it answers: as it likes (`auto`), as little as it can (`off`), or
     * so that its thoughts are shown (`show`). `auto` without it; the `thinkingConfig` of
     * {@link generationConfig} wins.
     */
    thinking?: "auto" | "off" | "show";
    /**
     * A function in the place of `fetch`.
     *
     * It is told `credentials: "omit"`, so no request has cookies unless this function says otherwise.
     * {@link token} and {@link headers} tell a relay who is there without them.
     *
     * ```js
     * new RillClient({ fetch: (url, init) => fetch(url, { ...init, credentials: "include" }) });
     * ```
     */
    fetch?: FetchFunction;
    /** Headers to add to each request. A function is called for each. */
    headers?: RequestHeaders;
    /** Sent as `Authorization: Bearer …`. A function is called for each request. */
    token?: Token;
    /** What is tried without asking. */
    recovery?: Recovery;
    /**
     * The name to keep the conversation under in this browser's IndexedDB. Where there is none, the
     * chat works all the same: see {@link onTrouble}. Under an empty name nothing is kept.
     */
    keep?: string;
    /** Is told once of each reason why a conversation is not kept, or not whole. */
    onTrouble?: (trouble: Trouble) => void;
    /**
     * The address of `client.wasm`, where it does not lie beside this script. Clients with the same
     * address share the module.
     */
    wasmUrl?: string | URL;
    /**
     * The module itself, in place of an address: compiled, or its bytes. Clients with the same object
     * share it, for as long as there are any.
     */
    wasm?: WebAssembly.Module | BufferSource;
}

/**
 * What one conversation is told: its history, and what it has in place of the client's options. The
 * module is the client's.
 */
export interface ChatOptions extends Omit<ClientOptions, "wasm" | "wasmUrl"> {
    /** The turns to go on from. A conversation that is kept begins with them where nothing is kept. */
    history?: ChatHistory;
}

/** What a conversation does by itself. Times are in seconds. */
export interface Recovery {
    /**
     * How many requests may go out for an answer as long as nothing of it has arrived; 3 without it.
     * Not counted are the one without what the server has refused of a history, and those over which
     * a long answer comes.
     */
    attempts?: number;
    /** The longest wait before the second request; each further one may take twice as long. 1 without it. */
    baseDelay?: number;
    /** No wait is longer; where the server asks for a longer one, the answer fails. 20 without it. */
    maxDelay?: number;
    /** After how long without a word from the server that is told, at most twice as long; 0 for never. 15 without it. */
    silenceNotice?: number;
    /**
     * After how long without a word from the server an answer counts as cut off; 0 for never. 300
     * without it. It is counted in steps as long as this or `silenceNotice`, whichever is shorter: 5
     * is 5 to 10 seconds, 30 beside 15 is 30 to 45.
     */
    silenceLimit?: number;
    /** How many times an answer that broke off is continued without asking; 0 without it. */
    continuations?: number;
    /** How long what arrives may wait until it is kept; 0.4 without it. */
    saveInterval?: number;
}

/**
 * A conversation. At most one answer is on its way: asking for another stops it. What asks for
 * nothing leaves it alone: a blank message, or going on with what has not ended.
 *
 * It is freed when nobody holds it any more, or at the end of a block that is `using` it.
 */
export interface Chat extends Disposable {
    /**
     * Sends a message and streams the answer. The request goes out whether or not anybody reads.
     *
     * A blank message is not sent: the stream throws a {@link RillError} of kind `empty-message`.
     */
    sendMessageStream(message: Sendable, options?: AskOptions): AnswerStream;

    /** Sends a message and waits for the whole answer. */
    sendMessage(message: Sendable, options?: AskOptions): Promise<Answer>;

    /** Asks for the last answer once more, in place of what it was. */
    retry(options?: AskOptions & { /** Waits until there is a connection. */ whenOnline?: boolean }): AnswerStream;

    /**
     * Asks the model to go on with the last answer from where it broke off. The chunks are what is
     * new; the {@link AnswerStream.finished | finished} answer is the whole one.
     */
    continueAnswer(options?: AskOptions): AnswerStream;

    /** Stops what is on its way: the connection is closed before this returns, and what has arrived stays. */
    stop(): void;

    /**
     * Forgets the conversation, and what is kept of it.
     *
     * @throws {RillError} of kind `not-deleted`: then all of it is still there.
     */
    clear(): Promise<void>;

    /**
     * Gives the message back that failed before anything of an answer arrived, to be changed: the
     * next message takes its place.
     */
    takeBack(): Content | undefined;

    /**
     * Is fulfilled when the module runs and what is kept of the conversation is there. Sending waits
     * for it by itself.
     */
    ready(): Promise<void>;

    /** The model that is asked. */
    readonly model: string | undefined;

    /** Whether an answer is on its way. */
    readonly answering: boolean;

    /**
     * The turns that the model is reminded of: what {@link RillClient.startChat} takes. Without the
     * module, what is known without it.
     */
    readonly history: ChatHistory;

    /** Every message, failed and blocked ones included. Empty before {@link ready}. */
    readonly messages: readonly Message[];

    /**
     * The whole conversation as plain JSON, to be stored elsewhere: what {@link Chat.import} takes,
     * here and in the element. Waits until it is {@link ready}.
     */
    export(): Promise<Exported>;

    /**
     * Goes on from a conversation that was {@link Chat.export | exported}, in place of all that was
     * said, with how each answer ended. An answer on its way is stopped. Where the conversation is
     * kept, this is kept instead.
     *
     * What cannot be read is a `TypeError`, and changes nothing.
     */
    import(exported: Exported): Promise<void>;
}

/** What goes along with one message. */
export interface AskOptions {
    /** Stops the answer; its reason is what is thrown then. */
    signal?: AbortSignal;
    /**
     * Is told of the message whenever its state has changed other than by a chunk: a pause before
     * the next attempt, silence, its end.
     */
    onUpdate?: (message: Message) => void;
}

/**
 * An answer on its way: chunk by chunk for a loop, or as a `ReadableStream`. Each chunk goes to one
 * reader.
 *
 * A failure is thrown as a {@link RillError}. A limit, a refusal and a lost connection are none: the
 * loop ends, and {@link finished} says how.
 */
export interface AnswerStream extends AsyncIterableIterator<Chunk>, Disposable {
    /** The next chunk. */
    next(): Promise<IteratorResult<Chunk, undefined>>;
    /** Stops the answer, as leaving a loop does. */
    return(): Promise<IteratorResult<Chunk, undefined>>;
    /** The chunks as a stream of the platform's own. Cancelling it stops the answer. */
    readonly readable: ReadableStream<Chunk>;
    /** The whole answer, how it ended, and what it used. Rejected with what the loop would throw. */
    readonly finished: Promise<Answer>;
    /** The message of the {@link finished} answer. */
    readonly message: Promise<Message | undefined>;
    /** Stops the answer. What has arrived can still be read. */
    stop(): void;
}

/**
 * An answer that has ended. Where nothing was asked for, as by a {@link Chat.retry} without an
 * answer before it, its reason is `none`, and there is no message; nor is there one of an answer that
 * was stopped before it went out, or whose conversation was forgotten or replaced.
 */
export interface Answer extends Omit<FinishDetail, "message"> {
    message?: Message;
}

/** Why a conversation is not kept, or not whole. */
export interface Trouble {
    kind: "not-kept" | "not-deleted" | "unreadable";
    /** One sentence for people. */
    message: string;
    /** For developers. */
    detail: string;
}

/** Something went wrong: with a request, or with the client itself. */
export declare class RillError extends Error implements ErrorDetail {
    constructor(detail: ErrorDetail & { cause?: unknown });
    readonly name: "RillError";
    /**
     * For code. Beside the kinds of {@link ErrorKind}: `disposed`. After `crashed` the next use starts
     * a fresh module, with the same conversation.
     */
    readonly kind: ErrorKind;
    /** One sentence for people. */
    readonly message: string;
    /** The server's or the browser's own words, for developers. */
    readonly detail?: string;
    /** The status of HTTP. */
    readonly code?: number;
    /** Google's word for it, such as `RESOURCE_EXHAUSTED`. */
    readonly status?: string;
    /** How many seconds the server asks to wait. */
    readonly retryDelay?: number;
    /** What helps, the best first. */
    readonly remedies: Remedy[];
}
