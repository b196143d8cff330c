// The JavaScript types of a conversation, with Gemini's names wherever Gemini has one. Absent
// fields are left out, never `null`. String unions that servers may extend are open.

/** A value, or a function that returns it or a promise of it. */
export type Provided<T> = T | (() => T | Promise<T>);

/** One of these strings, or one that is not known yet. */
export type Open<T extends string> = T | (string & {});

/** A replacement for `fetch`. */
export type FetchFunction = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A token, or a function called for each request. Without a token, no header is sent. */
export type Token = Provided<string | null | undefined>;

/** Headers, or a function called for each request. */
export type RequestHeaders = Provided<HeadersInit | null | undefined>;

/** The turns of a conversation, oldest first. */
export type ChatHistory = readonly Content[];

/** One turn of a conversation. */
export interface Content {
    role: "user" | "model";
    parts: Part[];
}

/** A part of a message: one kind of data, and Gemini's metadata of it. */
export interface Part {
    text?: string;
    /** Whether the text is a thought rather than part of the answer. */
    thought?: boolean;
    /** Must be sent back to the model unchanged. */
    thoughtSignature?: string;
    inlineData?: { mimeType: string; data: string; displayName?: string };
    fileData?: { fileUri: string; mimeType?: string };
    functionCall?: { id?: string; name: string; args?: Record<string, unknown> };
    functionResponse?: { id?: string; name: string; response: Record<string, unknown> };
    executableCode?: { code: string; language: string; id?: string };
    codeExecutionResult?: { outcome: string; output?: string; id?: string };
    /** Any other field of Gemini's. */
    [field: string]: unknown;
}

/** What can be sent as a message of the user. Its role is `user`, whatever it says. */
export type Sendable =
    | string
    | Part
    | { role?: string; parts: readonly (string | Part)[] }
    | readonly (string | Part)[];

/** Gemini's `generationConfig`, sent unchanged. */
export interface GenerationConfig {
    temperature?: number;
    topP?: number;
    topK?: number;
    maxOutputTokens?: number;
    stopSequences?: readonly string[];
    seed?: number;
    presencePenalty?: number;
    frequencyPenalty?: number;
    responseMimeType?: string;
    responseSchema?: unknown;
    responseJsonSchema?: unknown;
    responseModalities?: readonly string[];
    thinkingConfig?: {
        includeThoughts?: boolean;
        /** In tokens: 0 is off, -1 leaves it to the model. */
        thinkingBudget?: number;
        thinkingLevel?: Open<"MINIMAL" | "LOW" | "MEDIUM" | "HIGH">;
    };
    [field: string]: unknown;
}

/** The threshold at which one category of harm is blocked. */
export interface SafetySetting {
    category: Open<
        | "HARM_CATEGORY_HARASSMENT"
        | "HARM_CATEGORY_HATE_SPEECH"
        | "HARM_CATEGORY_SEXUALLY_EXPLICIT"
        | "HARM_CATEGORY_DANGEROUS_CONTENT"
    >;
    threshold: Open<
        | "BLOCK_LOW_AND_ABOVE"
        | "BLOCK_MEDIUM_AND_ABOVE"
        | "BLOCK_ONLY_HIGH"
        | "BLOCK_NONE"
        | "OFF"
    >;
}

/**
 * Token counts. In a chunk, each is a running total of its request: use the last one, not the sum.
 * In a message and at the end of an answer, each is the sum of all requests that the answer took.
 */
export interface Usage {
    promptTokenCount?: number;
    cachedContentTokenCount?: number;
    candidatesTokenCount?: number;
    thoughtsTokenCount?: number;
    toolUsePromptTokenCount?: number;
    totalTokenCount?: number;
}

export interface SafetyRating {
    category: string;
    probability: string;
    /** Present only if true. */
    blocked?: true;
}

/** The metadata that accompanies the parts. */
export interface Metadata {
    usageMetadata?: Usage;
    safetyRatings?: SafetyRating[];
    citationMetadata?: { citationSources: Citation[] };
    /** As Gemini sent it. */
    groundingMetadata?: Grounding;
    promptFeedback?: {
        blockReason?: string;
        blockReasonMessage?: string;
        safetyRatings?: SafetyRating[];
    };
    /** The model's own words about why it stopped. */
    finishMessage?: string;
    urlContextMetadata?: unknown;
    modelVersion?: string;
    responseId?: string;
}

/** The source of a passage of the answer. */
export interface Citation {
    /** In bytes of UTF-8. */
    startIndex: number;
    /** In bytes of UTF-8, exclusive. */
    endIndex: number;
    uri?: string;
    title?: string;
    license?: string;
}

/** What the model looked up. */
export interface Grounding {
    webSearchQueries?: string[];
    groundingChunks?: { web?: { uri?: string; title?: string }; [field: string]: unknown }[];
    /** Google's search suggestions: HTML with a style sheet. Show it only in a sandboxed frame. */
    searchEntryPoint?: { renderedContent?: string; [field: string]: unknown };
    [field: string]: unknown;
}

/** A piece of an answer, as it arrived. */
export interface Chunk extends Metadata {
    /** The text of its parts, without thoughts. */
    text: string;
    /** The text of its thoughts, if any. */
    thoughts?: string;
    parts: Part[];
    /** Why the model stopped. May arrive before the last chunk. */
    finishReason?: string;
}

/** A message, its state and its metadata. */
export interface Message {
    /** Increases from message to message. */
    id: number;
    role: "user" | "model";
    content: Content;
    text: string;
    /** The text of its thoughts, if any. */
    thoughts?: string;
    state: "said" | "waiting" | "pausing" | "streaming" | "ended";
    /** Present while the answer waits for its next request. */
    pause?: Pause;
    /** Whether the server has been silent for a while. Present only if true. */
    silent?: true;
    /** How it ended, once it has. */
    ending?: Ending;
    /** The model of the request. */
    model?: string;
    metadata: Metadata;
}

/** A whole conversation as plain JSON, to store elsewhere and import again. */
export interface Exported {
    /** The version of this format: 1. */
    version: number;
    /** The model of the conversation. */
    model: string;
    /** Every message, failed and blocked ones included. */
    messages: MessageRecord[];
}

/** A message as it is stored: its content and its outcome. */
export interface MessageRecord extends Content {
    /** The version of this format: 1. */
    v: number;
    /** How it ended. `open` was in progress, and is imported as interrupted. */
    state: Open<
        | "said"
        | "open"
        | "finished"
        | "prompt-blocked"
        | "interrupted"
        | "empty"
        | "stopped"
        | "failed"
    >;
    /** The server's reason for its end, such as `STOP`, or for blocking the prompt. */
    reason?: string;
    /** The error that ended it. */
    error?: Pick<ErrorDetail, "kind" | "code" | "status" | "detail">;
    /** The model of the request. */
    model?: string;
    /** Its metadata. */
    side?: RecordedMetadata;
}

/** The {@link Metadata} of a message as it is stored. */
export interface RecordedMetadata {
    usage?: Usage;
    citations?: Citation[];
    grounding?: {
        webSearchQueries: string[];
        /** A missing URI or title is `null`. */
        sources: [uri: string | null, title: string | null][];
        /** As Gemini sent it. */
        raw?: Grounding;
    };
    finishMessage?: string;
    urlContext?: unknown;
    modelVersion?: string;
    responseId?: string;
}

/** The wait of an answer for its next request. */
export interface Pause {
    /** What went wrong before, if anything. */
    error?: ErrorDetail;
    /** Seconds until the next request. Absent while it waits for the browser to be online. */
    delay?: number;
    /** The number of the next request. */
    attempt: number;
    /** The maximum number of requests. */
    attempts: number;
}

/** What the user can do about an answer that is not complete. */
export type Remedy = "continue" | "retry" | "edit" | "send-when-online";

/** How an answer ended. */
export interface Ending {
    reason: EndingReason;
    /** Whether the answer is complete, as far as the client can tell. */
    complete: boolean;
    /** What the user can do, best first. */
    remedies: Remedy[];
    /** The model's reason, such as `STOP` or `MAX_TOKENS`. */
    finishReason?: string;
    /** The reason why the prompt was blocked. */
    blockReason?: string;
    /** The error that ended the answer. */
    error?: ErrorDetail;
}

export type EndingReason = Open<
    | "complete"
    | "empty"
    | "token-limit"
    | "answer-blocked"
    | "prompt-blocked"
    | "model-fault"
    | "connection-lost"
    | "stopped"
    | "unreachable"
    | "offline"
    | "invalid-request"
    | "refused-key"
    | "no-credentials"
    | "refused-permission"
    | "refused-region"
    | "model-not-found"
    | "too-large"
    | "rate-limited"
    | "quota-exceeded"
    | "overloaded"
    | "timeout"
    | "cancelled"
    | "server-error"
    | "not-gemini"
    | "damaged"
    | "unknown"
>;

/** A whole answer and how it ended. */
export interface FinishDetail extends Ending {
    text: string;
    usage: Usage;
    metadata: Metadata;
    message: Message;
}

/** What went wrong. */
export interface ErrorDetail {
    /** For code. */
    kind: ErrorKind;
    /** One sentence for people. */
    message: string;
    /** The server's own words, for developers. */
    detail?: string;
    /** The HTTP status code. */
    code?: number;
    /** Google's status, such as `RESOURCE_EXHAUSTED`. */
    status?: string;
    /** How many seconds the server asks to wait. */
    retryDelay?: number;
    /** What the user can do, best first. */
    remedies?: Remedy[];
}

export type ErrorKind = Open<
    | "empty-message"
    | "network"
    | "offline"
    | "invalid-request"
    | "invalid-history"
    | "invalid-key"
    | "no-credentials"
    | "permission-denied"
    | "region-not-supported"
    | "model-not-found"
    | "too-large"
    | "rate-limited"
    | "quota-exceeded"
    | "overloaded"
    | "timeout"
    | "cancelled"
    | "internal"
    | "not-gemini"
    | "malformed-response"
    | "blocked"
    | "unknown"
    // Of the stored conversation.
    | "not-kept"
    | "not-deleted"
    | "unreadable"
    // Of the WebAssembly program: it could not be loaded, may not run, cannot run, or has crashed.
    | "load-failed"
    | "forbidden-by-policy"
    | "no-webassembly"
    | "crashed"
>;
