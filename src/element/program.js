/**
 * The WebAssembly program of one element and its conversation. Starts the program when needed,
 * forwards calls of the page to it and abandons it when it fails. The conversation survives.
 */

import { RillError } from "../js/error.js";
import { recorded } from "../js/recorded.js";
import { instance } from "./engine.js";
import { isHistory } from "./history.js";
import { make } from "./make.js";
import { PendingAnswers } from "./pending.js";

/** The longest wait for a paint, in milliseconds: a page that is not visible is never painted. */
const UNSEEN = 100;

/** Resolves when the page has been painted and is idle, at the latest after `UNSEEN`. */
const painted = () =>
    new Promise((resolve) => {
        const rest = globalThis.requestIdleCallback ?? setTimeout;
        requestAnimationFrame(() => rest(resolve));
        setTimeout(resolve, UNSEEN);
    });

/** The element is not in a page, or no longer, so there is nobody to show the error to. */
class NotInPage extends RillError {
    constructor() {
        super({ kind: "load-failed", message: "The chat is not in a page." });
    }
}

export class Program {
    /** The running chat, and the element that it is mounted in. */
    chat = null;
    place = null;
    #element;
    #outer;
    #view;
    /** The instance that runs the chat, shared with other elements. */
    #shared = null;
    /** Promises of the chat, while it loads or runs, and of its stored conversation. */
    #starting = null;
    #restored = null;
    /** Aborted when the chat goes: a failed instance can no longer close its connections. */
    #life = null;
    /** The conversation as records, which outlive instances and disconnection. */
    #records = new Map();
    /** The history set by the page, and the last known history and messages while nothing runs. */
    #opening = [];
    #history = [];
    #messages = [];
    /** The promises of answers that were returned to the page. */
    #pending = new PendingAnswers();

    /**
     * `outer` is that of `Inside`. `view.options()` returns the settings for the program, and
     * `view.composed()` waits for the end of an IME composition. The other methods of `view` are
     * called when the program is `starting()`, could not start (`failed(error)`), was `mounted()`,
     * has `shown()` a message, has another history (`replaced()`), was `cleared()`, is about to be
     * abandoned after a crash (`broken(error)`), or has an event for the page (`emit`).
     */
    constructor(element, outer, view) {
        this.#element = element;
        this.#outer = outer;
        this.#view = view;
    }

    /** The style sheet of the program, once it runs. */
    get css() {
        return this.#shared?.css;
    }

    /** Whether there are messages that are stored nowhere but here. */
    get hasRecords() {
        return this.#records.size > 0;
    }

    get isWanted() {
        return !!this.#starting;
    }

    get answering() {
        return this.chat?.answering ?? false;
    }

    get history() {
        return this.chat?.history ?? this.#history;
    }

    get messages() {
        return this.chat?.messages ?? this.#messages;
    }

    set history(contents) {
        if (!isHistory(contents)) {
            return;
        }
        this.#opening = this.#history = contents;
        this.#messages = [];
        this.#records.clear();
        this.#view.replaced();
        this.enter()?.setHistory(contents);
        this.#pending.release();
    }

    /** Whether the conversation is empty, as far as is known without reading stored messages. */
    get isNew() {
        return !this.hasRecords && !this.#history.length;
    }

    update() {
        this.enter()?.update(this.#view.options());
    }

    send(message, ...asked) {
        // The chat itself waits for the stored conversation.
        return this.#ask(asked, this.start, (chat) =>
            this.#pending.answer(() => this.enter(chat).send(message)),
        );
    }

    stop() {
        this.enter()?.stop();
        this.#pending.stop();
    }

    retry(_, ...asked) {
        return this.#ask(asked, this.#whole, (chat) => {
            // The old answer comes back if the new one fails.
            const old = [chat.messages.at(-1)?.id];
            return this.#pending.answer(() => this.enter(chat).retry(), old);
        });
    }

    continue(_, ...asked) {
        return this.#ask(asked, this.#whole, (chat) => {
            const last = [chat.messages.at(-1)?.id];
            return this.#pending.answer(() => this.enter(chat).continueAnswer(), last, false);
        });
    }

    async clear() {
        const cleared = this.enter(await this.start()).clear();
        this.#pending.release();
        this.#history = this.#messages = [];
        this.#view.cleared();
        await cleared.catch((error) => {
            throw RillError.of(error);
        });
    }

    async export() {
        return this.enter(await this.#whole()).export();
    }

    async import(exported) {
        this.enter(await this.#whole()).import(exported);
        this.#pending.release();
    }

    /** Discards the conversation and starts again from the history set by the page. */
    begin() {
        this.history = this.#opening;
    }

    /** Makes this the program that the instance is working for, and returns the chat. */
    enter(chat = this.chat) {
        if (this.#shared) {
            this.#shared.current = this;
        }
        return chat;
    }

    async load() {
        await this.#whole();
    }

    /** Waits for the chat and its stored conversation, and returns the chat. */
    async #whole() {
        const chat = await this.start();
        const life = this.#life;
        await this.#restored;
        if (life?.signal.reason instanceof RillError) {
            throw life.signal.reason;
        }
        // The element may have been disconnected and connected again meanwhile.
        return chat === this.chat ? chat : this.#whole();
    }

    start() {
        this.#outer.onStart();
        if (!this.#starting) {
            this.#view.starting();
            const starting = this.#run();
            this.#starting = starting;
            starting.catch((error) => {
                if (this.#starting !== starting) {
                    return;
                }
                this.#starting = null;
                if (!(error instanceof NotInPage)) {
                    console.error(error);
                    this.#view.failed(error);
                }
            });
        }
        return this.#starting;
    }

    /** Unmounts the chat: closes its connection and frees its memory. The conversation stays. */
    leave() {
        this.#starting = null;
        const chat = this.enter();
        if (chat?.messages.length) {
            this.#history = chat.history;
            this.#messages = chat.messages;
        }
        this.#forget();
        chat?.unmount();
    }

    /** Called by the instance when it fails while working for this element. */
    instanceFailed(shared, error) {
        if (shared !== this.#shared) {
            return;
        }
        this.#view.broken(error);
        // Otherwise garbage collection would free it in there, whichever element is current then.
        this.chat?.__destroy_into_raw();
        this.#forget(new RillError({ kind: "crashed", message: "The chat has failed." }));
        this.#starting = null;
        if (this.hasRecords) {
            this.#history = recorded(this.#records);
        }
    }

    /**
     * Calls `act` once the program runs, unless `stop()` was called or the element left the page in
     * the meantime.
     */
    async #ask([stops, wasInPage], start, act) {
        const isOn = () => stops === this.#outer.stops();
        try {
            const chat = isOn() && (await start.call(this));
            return chat && isOn() ? act(chat) : undefined;
        } catch (error) {
            if (wasInPage && error instanceof NotInPage) {
                return undefined;
            }
            throw error;
        }
    }

    async #run() {
        const life = new AbortController();
        this.#life = life;
        const { address, take } = this.#outer;
        // The frame becomes usable before the work that follows.
        await painted();
        const shared = await instance(address(), take);
        await this.#view.composed();
        if (!this.#element.isConnected) {
            throw new NotInPage();
        }
        if (life !== this.#life) {
            // The element was disconnected and connected again.
            return this.start();
        }
        // Another element may have broken the instance meanwhile.
        return shared.failed ? this.#run() : this.#mount(shared);
    }

    #mount(shared) {
        const place = make("div", { class: "rill-place" });
        this.#shared = shared;
        let onRestored;
        this.#restored = new Promise((resolve) => {
            onRestored = resolve;
            this.#life.signal.addEventListener("abort", resolve);
        });
        this.chat = shared.mount(
            this,
            place,
            this.#host(onRestored),
            this.#view.options(),
            this.#records,
            this.#history,
        );
        this.place = place;
        this.#view.mounted();
        return this.chat;
    }

    /** The functions of the element that the program calls. */
    #host(onRestored) {
        const { signal } = this.#life;
        const shared = this.#shared;
        // What a failed instance still does is ignored.
        const isBroken = () => signal.reason instanceof RillError;
        return {
            // A failed instance may call this too; `instanceFailed` ignores what it throws then.
            enter: () => {
                shared.current = this;
            },
            restored: onRestored,
            close: () => this.#element.close(),
            emit: (name, detail) => isBroken() || this.#tell(name, detail),
            // A failed instance can no longer close a connection, so `signal` does.
            fetch: async (url, init) => {
                if (isBroken()) {
                    throw signal.reason;
                }
                return (this.#element.fetch ?? globalThis.fetch)(url, {
                    ...init,
                    signal: AbortSignal.any?.([init.signal, signal]) ?? init.signal,
                });
            },
            math: shared.math,
        };
    }

    /** Emits `before-send` at once, all else when the program has returned and can be called. */
    #tell(name, detail) {
        if (name === "before-send") {
            return this.#view.emit(name, detail, true);
        }
        if (name === "message") {
            this.#view.shown();
            if (detail.message.role === "model") {
                this.#pending.begun(detail.message.id);
            }
        }
        queueMicrotask(() => {
            this.#view.emit(name, detail);
            if (name === "finish") {
                this.#pending.ended(detail);
            }
        });
        return true;
    }

    #forget(reason) {
        this.#life?.abort(reason);
        this.chat = this.#shared = this.place = this.#life = null;
        this.#pending.release();
    }
}
