// What JavaScript sees of a conversation, with Gemini's names wherever Gemini has one. What is absent
// is left out, never `null`. Lists of words that servers may add to are open.

/** A value, or a function that gives it or a promise of it. */
export type Provided<T> = T | (() => T | Promise<T>);

/** One of these words, or one that is not known yet. */
export type Open<T extends string> = T | (string & {});

/** A function in the place of `fetch`. */
export type FetchFunction = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A token for each request, or a function that is called for each. For none, nothing is sent. */
export type Token = Provided<string | null | undefined>;

/** Headers for each request, or a function that is called for each. */
export type RequestHeaders = Provided<HeadersInit | null | undefined>;

/** The turns of a conversation, the oldest first. */
export type ChatHistory = readonly Content[];

/** What one side says, in a conversation of several turns. */
export interface Content {
    role: "user" | "model";
    parts: Part[];
}

/** A piece of what is said: one kind of data, and what Gemini says about it. */
export interface Part {
    text?: string;
    /** Whether the text is a thought, and not the answer. */
    thought?: boolean;
    /** Must come back to the model as it is. */
    thoughtSignature?: string;
    inlineData?: { mimeType: string; data: string; displayName?: string };
    fileData?: { fileUri: string; mimeType?: string };
    functionCall?: { id?: string; name: string; args?: Record<string, unknown> };
    functionResponse?: { id?: string; name: string; response: Record<string, unknown> };
    executableCode?: { code: string; language: string; id?: string };
    codeExecutionResult?: { outcome: string; output?: string; id?: string };
    /** Whatever else Gemini may say. */
    [field: string]: unknown;
}

/** What can be sent as a message of the person. It is the person's, whatever role it names. */
export type Sendable =
    | string
    | Part
    | { role?: string; parts: readonly (string | Part)[] }
    | readonly (string | Part)[];

/** Gemini's `generationConfig`. It is sent as it is. */
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

/** What is held back of one category of harm. */
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
 * Tokens. In a chunk, each is a running total of its request: the last one counts, never the sum. In
 * a message and at the end of an answer, each is the sum of all requests that the answer took.
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
    /** Only where it is. */
    blocked?: true;
}

/** What comes beside the parts. */
export interface Metadata {
    usageMetadata?: Usage;
    safetyRatings?: SafetyRating[];
    citationMetadata?: { citationSources: Citation[] };
    /** As Gemini says it. */
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

/** Where a piece of the answer comes from. */
export interface Citation {
    /** In bytes of UTF-8. */
    startIndex: number;
    /** In bytes of UTF-8, and not part of it. */
    endIndex: number;
    uri?: string;
    title?: string;
    license?: string;
}

/** What the model has looked up. */
export interface Grounding {
    webSearchQueries?: string[];
    groundingChunks?: { web?: { uri?: string; title?: string }; [field: string]: unknown }[];
    [field: string]: unknown;
}

/** A piece of an answer, as it arrived. */
export interface Chunk extends Metadata {
    /** The text of its parts, without thoughts. */
    text: string;
    /** Thoughts in it, where there are any. */
    thoughts?: string;
    parts: Part[];
    /** Why the model stopped; it may come before the last chunk. */
    finishReason?: string;
}

/** A message, how far it is and what came with it. */
export interface Message {
    /** Later messages have greater ones. */
    id: number;
    role: "user" | "model";
    content: Content;
    text: string;
    /** Thoughts in it, where there are any. */
    thoughts?: string;
    state: "said" | "waiting" | "pausing" | "streaming" | "ended";
    /** Only while nothing is under way though an answer is expected. */
    pause?: Pause;
    /** Whether nothing has been heard of the server for a while; only where that is so. */
    silent?: true;
    /** How it ended, once it has. */
    ending?: Ending;
    /** The model that was asked. */
    model?: string;
    metadata: Metadata;
}

/** A whole conversation as plain JSON, to be stored elsewhere and imported again. */
export interface Exported {
    /** The version of this shape: 1. */
    version: number;
    /** The model that is asked. */
    model: string;
    /** Every message, failed and blocked ones included. */
    messages: MessageRecord[];
}

/** A message as it is stored: what was said, and what became of it. */
export interface MessageRecord extends Content {
    /** The version of this shape: 1. */
    v: number;
    /** How it ended; `open` was on its way, and comes back as one that was cut off. */
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
    /** The server's word for how it ended, such as `STOP`, or for why the prompt was blocked. */
    reason?: string;
    /** What broke it. */
    error?: Pick<ErrorDetail, "kind" | "code" | "status" | "detail">;
    /** The model that was asked. */
    model?: string;
    /** What came with it. */
    side?: RecordedMetadata;
}

/** The {@link Metadata} of a message as it is stored. */
export interface RecordedMetadata {
    usage?: Usage;
    citations?: Citation[];
    grounding?: {
        webSearchQueries: string[];
        /** Each with `null` for what it does not have. */
        sources: [uri: string | null, title: string | null][];
        /** As Gemini said it. */
        raw?: Grounding;
    };
    finishMessage?: string;
    urlContext?: unknown;
    modelVersion?: string;
    responseId?: string;
}

/** Why nothing is under way though an answer is expected. */
export interface Pause {
    /** What went wrong before, if anything. */
    error?: ErrorDetail;
    /** Seconds until the next request; absent for as long as the browser is offline. */
    delay?: number;
    /** The number of the request that comes next. */
    attempt: number;
    /** How many there may be. */
    attempts: number;
}

/** What helps after an answer that is not simply whole. */
export type Remedy = "continue" | "retry" | "edit" | "send-when-online";

/** How an answer ended. */
export interface Ending {
    reason: EndingReason;
    /** Whether the answer is whole, as far as anyone can know. */
    complete: boolean;
    /** What helps, the best first. */
    remedies: Remedy[];
    /** The model's own word for it, such as `STOP` or `MAX_TOKENS`. */
    finishReason?: string;
    /** The word for why the prompt was refused. */
    blockReason?: string;
    /** What broke it. */
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

/** An answer that has ended, and all of it. */
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
    /** The status of HTTP. */
    code?: number;
    /** Google's word for it, such as `RESOURCE_EXHAUSTED`. */
    status?: string;
    /** How many seconds the server asks to wait. */
    retryDelay?: number;
    /** What helps, the best first. */
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
    // What is kept of the conversation.
    | "not-kept"
    | "not-deleted"
    | "unreadable"
    // The program in WebAssembly: it could not be loaded, may not run, cannot run, or has broken.
    | "load-failed"
    | "forbidden-by-policy"
    | "no-webassembly"
    | "crashed"
>;
