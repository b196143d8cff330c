// The headless client for JavaScript, documented in `client.d.ts`. A WebAssembly module, which is
// loaded at the first use, does the work.

import fresh from "./wasm/client/rill-client.js";
import { AnswerStream } from "./answer.js";
import { ASK, CHAT, CLIENT, RETRY, validateOptions } from "./options.js";
import { recorded } from "./recorded.js";
import { Runtime, inFull } from "./runtime.js";
import { RillError } from "./error.js";

export { RillError };

const DISPOSE = Symbol.dispose ?? Symbol.for("Symbol.dispose");
/** How long to wait for the stored conversation, in ms: another tab may block it for ever. */
const LOAD_TIMEOUT = 2_000;

/**
 * The runtimes by source: clients of one source share an instance. A source that is an object, such
 * as bytes, can be garbage collected, and its runtime with it.
 */
const byAddress = new Map();
const byObject = new WeakMap();

function runtimeOf(source) {
    const isAddress = typeof source !== "object" || source instanceof URL;
    const runtimes = isAddress ? byAddress : byObject;
    const key = isAddress ? keyOf(source) : source;
    let runtime = runtimes.get(key);
    if (!runtime) {
        // Bundlers recognise this pattern and find the file.
        runtime = new Runtime(fresh, () => key ?? new URL("client.wasm", import.meta.url));
        runtimes.set(key, runtime);
    }
    return runtime;
}

function keyOf(address) {
    try {
        return address && inFull(address).href;
    } catch {
        // Loading it will report the error.
        return address;
    }
}

/** See `client.d.ts`. */
export class RillClient {
    #options;
    #runtime;

    constructor(options) {
        this.#options = validateOptions(options, CLIENT);
        this.#runtime = runtimeOf(this.#options.wasmUrl ?? this.#options.wasm);
    }

    async load() {
        await this.#runtime.start();
    }

    startChat(options) {
        return new Chat(this.#runtime, { ...this.#options, ...validateOptions(options, CHAT) });
    }
}

/** Declared here to capture nothing: what the WebAssembly module holds is never collected. */
const send = (...request) => globalThis.fetch(...request);

class Chat {
    #runtime;
    #options;
    #history;
    /** The conversation as records, from which a fresh instance continues. */
    #records = new Map();
    #opening;
    /** `{ instance, conversation }`, once the module runs. */
    #open;
    /** The answers that have not ended: those that wait for the module, and the latest. */
    #answers = new Set();
    /** The answer that was requested last. Only this one can be in progress. */
    #latest;
    #isDisposed = false;
    #unlisten;

    constructor(runtime, options) {
        this.#runtime = runtime;
        this.#options = options;
        this.#history = options.history ?? [];
        if (options.keep) {
            this.#unlisten = Chat.#listen(this);
        }
    }

    async ready() {
        await this.#ready();
    }

    #ready() {
        if (this.#open?.instance.failure) {
            this.#open = this.#opening = undefined;
        }
        this.#opening ??= this.#start().catch((error) => {
            this.#opening = undefined;
            throw error;
        });
        return this.#opening;
    }

    async #start() {
        this.#check();
        const { keep, onTrouble, history, wasm, wasmUrl, ...options } = this.#options;
        const instance = await this.#runtime.start();
        this.#check();
        const conversation = instance.call(
            ({ Conversation }) =>
                new Conversation(
                    options,
                    options.fetch ?? send,
                    this.#history,
                    keep || undefined,
                    this.#records,
                ),
        );
        instance.call(() => conversation.onTrouble(reportTrouble(onTrouble)));
        await withTimeout(instance.settle(instance.call(() => conversation.restore())));
        if (this.#isDisposed) {
            instance.call(() => conversation.free());
        }
        this.#check();
        this.#open = { instance, conversation };
        return this.#open;
    }

    #check() {
        if (this.#isDisposed) {
            throw new RillError({ kind: "disposed", message: "This chat was disposed." });
        }
    }

    /** Calls the conversation, or returns `otherwise` if the module does not run. */
    #call(act, otherwise) {
        this.#check();
        const { instance, conversation } = this.#open ?? {};
        return instance && !instance.failure ? instance.call(() => act(conversation)) : otherwise;
    }

    #ask(ask, options, rules = ASK) {
        this.#check();
        const asked = validateOptions(options, rules);
        const begin = async (answer) => {
            this.#answers.add(answer);
            try {
                const open = await Promise.race([this.#ready(), answer.stopped]);
                // It may have been stopped after the module was ready.
                const goesOut = open && this.#answers.has(answer);
                return goesOut ? await follow(answer, open) : emptyResult("stopped");
            } catch (error) {
                throw RillError.of(error);
            } finally {
                this.#answers.delete(answer);
            }
        };
        const follow = async (answer, { instance, conversation }) => {
            this.#check();
            const tell = (chunk) => {
                if (chunk) {
                    answer.push(chunk);
                } else if (answer.onUpdate) {
                    const message = this.#call((conversation) => conversation.last());
                    queueMicrotask(() => answer.onUpdate(message));
                }
            };
            const finish = instance.call(() => ask(conversation, tell));
            if (!finish) {
                // Nothing was requested, so an answer in progress continues.
                return emptyResult("none");
            }
            this.#latest = answer;
            // Without a result, the conversation was deleted or replaced meanwhile.
            return (await instance.settle(finish)) ?? emptyResult("stopped");
        };
        const stop = (answer) => {
            this.#answers.delete(answer);
            // Otherwise a later answer or the end of the conversation has stopped this one already.
            if (this.#latest === answer) {
                this.#call((conversation) => conversation.stop());
            }
        };
        return new AnswerStream(begin, stop, asked);
    }

    sendMessageStream(message, options) {
        return this.#ask((conversation, tell) => conversation.send(message, tell), options);
    }

    sendMessage(message, options) {
        return this.sendMessageStream(message, options).finished;
    }

    retry(options) {
        const whenOnline = options?.whenOnline ?? false;
        const ask = (conversation, tell) => conversation.retry(whenOnline, tell);
        return this.#ask(ask, options, RETRY);
    }

    continueAnswer(options) {
        return this.#ask((conversation, tell) => conversation.goOn(tell), options);
    }

    stop() {
        for (const answer of this.#answers) {
            answer.stop();
        }
    }

    async clear() {
        this.stop();
        const { instance, conversation } = await this.#ready();
        this.#check();
        try {
            await instance.settle(instance.call(() => conversation.clear()));
        } catch (error) {
            throw RillError.of(error);
        }
        this.#history = [];
    }

    takeBack() {
        return this.#call((conversation) => conversation.takeBack());
    }

    get model() {
        return this.#call((conversation) => conversation.model(), this.#options.model);
    }

    get answering() {
        return this.#call((conversation) => conversation.answering(), false);
    }

    get history() {
        return this.#call((conversation) => conversation.history()) ?? this.#recorded();
    }

    get messages() {
        return this.#call((conversation) => conversation.messages(), []);
    }

    async export() {
        const { instance, conversation } = await this.#ready();
        this.#check();
        return instance.call(() => conversation.export());
    }

    async import(exported) {
        // Answers requested from here on belong to the imported conversation.
        const answers = [...this.#answers];
        const { instance, conversation } = await this.#ready();
        this.#check();
        instance.call(() => conversation.import(exported));
        this.#history = [];
        for (const answer of answers) {
            answer.stop();
        }
    }

    /** The history as far as it is known without a running module. */
    #recorded() {
        return this.#records.size ? recorded(this.#records) : this.#history;
    }

    /** Saves pending changes when the page is hidden or left: it may never come back. */
    static #listen(chat) {
        if (typeof document === "undefined") {
            return undefined;
        }
        const listening = new AbortController();
        const weak = new WeakRef(chat);
        const { signal } = listening;
        const on = (target, type, act) =>
            target.addEventListener(type, () => weak.deref()?.#call(act), { signal });
        on(globalThis, "pagehide", (conversation) => conversation.leave());
        on(document, "visibilitychange", (conversation) => conversation.save());
        forgotten.register(chat, listening, listening);
        return () => {
            listening.abort();
            forgotten.unregister(listening);
        };
    }

    [DISPOSE]() {
        if (this.#isDisposed) {
            return;
        }
        this.stop();
        this.#call((conversation) => {
            conversation.leave();
            conversation.free();
        });
        this.#isDisposed = true;
        this.#open = this.#latest = undefined;
        this.#unlisten?.();
    }
}

/**
 * Returns a callback that reports trouble once the module has returned. The module holds it as long
 * as the conversation lives, so it must not capture the chat: neither would ever be freed.
 */
function reportTrouble(onTrouble) {
    return (trouble) => queueMicrotask(() => onTrouble?.(trouble));
}

/** The result of an answer that never began. */
function emptyResult(reason) {
    return { reason, complete: false, remedies: [], text: "", usage: {}, metadata: {} };
}

/** Waits for a promise, for `LOAD_TIMEOUT` at most. */
async function withTimeout(promise) {
    let timer;
    const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, LOAD_TIMEOUT);
    });
    try {
        await Promise.race([promise, timeout]);
    } finally {
        clearTimeout(timer);
        promise.catch(() => {});
    }
}

/** Removes the listeners of garbage-collected chats. The glue frees their memory in the module. */
const forgotten = new FinalizationRegistry((listening) => listening.abort());
