/**
 * The program of one element, and the conversation that it works on: started when it is wanted, asked
 * for what the page asks for, and left where it fails. What was said outlives it.
 */

import { RillError } from "../js/error.js";
import { recorded } from "../js/recorded.js";
import { instance } from "./engine.js";
import { isHistory } from "./history.js";
import { make } from "./make.js";
import { Promised } from "./promised.js";

/** How long somebody is waited for who does not look, in milliseconds. */
const UNSEEN = 100;

/** Until what is there has been painted and the page has nothing else to do, or nobody looks. */
const painted = () =>
    new Promise((resolve) => {
        const rest = globalThis.requestIdleCallback ?? setTimeout;
        requestAnimationFrame(() => rest(resolve));
        setTimeout(resolve, UNSEEN);
    });

/** There is no page, or no longer, in which the program could run, and nobody to be shown that. */
class NotInPage extends RillError {
    constructor() {
        super({ kind: "load-failed", message: "The chat is not in a page." });
    }
}

export class Program {
    /** The chat, while it runs, and the place that it is in. */
    chat = null;
    place = null;
    #element;
    #outer;
    #view;
    /** The instance that works for this element. */
    #shared = null;
    /** Loading, or running: a promise of the chat; and one of what is kept of the conversation. */
    #starting = null;
    #restored = null;
    /** Ends what an instance that has failed can no longer end. */
    #life = null;
    /** The conversation, which outlives instances and the element's time outside of the page. */
    #records = new Map();
    /** What the page has it begin with; and what was last known of it while nothing runs. */
    #opening = [];
    #history = [];
    #messages = [];
    /** What the page waits for. */
    #promised = new Promised();

    /**
     * `outer` is that of `Inside`. `view` has `told()`, which is what the program is told, and
     * `composed()`, which waits for an input method. It is called when the program is `starting()`,
     * could not start (`failed(error)`), has been `mounted()`, has `shown()` a message, has another
     * history (`replaced()`), is to forget all (`cleared()`), is about to be left because it has
     * `broken(error)`, and where it tells the page something (`emit`).
     */
    constructor(element, outer, view) {
        this.#element = element;
        this.#outer = outer;
        this.#view = view;
    }

    /** Its looks. */
    get css() {
        return this.#shared?.css;
    }

    /** Whether something was said of which no other has the records. */
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
        this.#promised.release();
    }

    /** Whether nothing was said before, as far as anyone can know who has not looked at what is kept. */
    get isNew() {
        return !this.hasRecords && !this.#history.length;
    }

    update() {
        this.enter()?.update(this.#view.told());
    }

    send(message, ...asked) {
        // It waits by itself for what is kept.
        return this.#ask(asked, this.start, (chat) =>
            this.#promised.answer(() => this.enter(chat).send(message)),
        );
    }

    stop() {
        this.enter()?.stop();
        this.#promised.stop();
    }

    retry(_, ...asked) {
        return this.#ask(asked, this.#whole, (chat) => {
            // An answer that fails leaves its place to the old one.
            const old = [chat.messages.at(-1)?.id];
            return this.#promised.answer(() => this.enter(chat).retry(), old);
        });
    }

    continue(_, ...asked) {
        return this.#ask(asked, this.#whole, (chat) => {
            const last = [chat.messages.at(-1)?.id];
            return this.#promised.answer(() => this.enter(chat).continueAnswer(), last, false);
        });
    }

    async clear() {
        const cleared = this.enter(await this.start()).clear();
        this.#promised.release();
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
        this.#promised.release();
    }

    /** Forgets what was said, and begins as the page has it begin. */
    begin() {
        this.history = this.#opening;
    }

    /** Marks that the instance works for this element now. */
    enter(chat = this.chat) {
        if (this.#shared) {
            this.#shared.current = this;
        }
        return chat;
    }

    async load() {
        await this.#whole();
    }

    /** The chat, with what is kept. */
    async #whole() {
        const chat = await this.start();
        const life = this.#life;
        await this.#restored;
        if (life?.signal.reason instanceof RillError) {
            throw life.signal.reason;
        }
        // The element may have left the page meanwhile, and be back.
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

    /** Takes the chat out: its answer is closed, its memory freed. What was said stays. */
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

    /** Called by the instance when it breaks while it works for this element. */
    instanceFailed(shared, error) {
        if (shared !== this.#shared) {
            return;
        }
        this.#view.broken(error);
        // Or it would be taken down in there when it is collected, whoever that instance works for then.
        this.chat?.__destroy_into_raw();
        this.#forget(new RillError({ kind: "crashed", message: "The chat has failed." }));
        this.#starting = null;
        if (this.hasRecords) {
            this.#history = recorded(this.#records);
        }
    }

    /**
     * Does something when the program runs, unless it was called back or has left the page since it
     * was asked for.
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
        // Whoever wants to write is not kept waiting by what comes after it.
        await painted();
        const shared = await instance(address(), take);
        await this.#view.composed();
        if (!this.#element.isConnected) {
            throw new NotInPage();
        }
        if (life !== this.#life) {
            // It had left the page, and is back.
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
            this.#view.told(),
            this.#records,
            this.#history,
        );
        this.place = place;
        this.#view.mounted();
        return this.chat;
    }

    /** What the program asks of the element. */
    #host(onRestored) {
        const { signal } = this.#life;
        const shared = this.#shared;
        // What an instance that has failed goes on with is nobody's.
        const isBroken = () => signal.reason instanceof RillError;
        return {
            // Also by what an instance that has failed goes on with, of which nobody is told.
            enter: () => {
                shared.current = this;
            },
            restored: onRestored,
            close: () => this.#element.close(),
            emit: (name, detail) => isBroken() || this.#tell(name, detail),
            // An instance that has failed closes no connection any more.
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

    /** What the program tells. The page hears of it when the program is done, so that it may call back. */
    #tell(name, detail) {
        if (name === "before-send") {
            return this.#view.emit(name, detail, true);
        }
        if (name === "message") {
            this.#view.shown();
            if (detail.message.role === "model") {
                this.#promised.begun(detail.message.id);
            }
        }
        queueMicrotask(() => {
            this.#view.emit(name, detail);
            if (name === "finish") {
                this.#promised.ended(detail);
            }
        });
        return true;
    }

    #forget(reason) {
        this.#life?.abort(reason);
        this.chat = this.#shared = this.place = this.#life = null;
        this.#promised.release();
    }
}
