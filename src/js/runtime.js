// Instances of a WebAssembly module: compiled once, started at the first use, and started afresh
// where one has failed.

import { RillError } from "./error.js";
import { compiledBody, loadError } from "./loading.js";

/** A module, and the instance of it that can be used. */
export class Runtime {
    #fresh;
    #source;
    #module;
    #starting;
    #instance;

    /**
     * `fresh` is the factory of what wasm-bindgen wrote. `source()` says where the module is: a URL,
     * bytes, a `WebAssembly.Module`, a `Response`, or a promise of one of them.
     */
    constructor(fresh, source) {
        this.#fresh = fresh;
        this.#source = source;
    }

    /** The instance, started if there is none that works. A failed start is tried again at the next call. */
    start() {
        if (this.#instance?.failure) {
            this.#instance = this.#starting = undefined;
        }
        this.#starting ??= this.#begin().catch((error) => {
            this.#starting = undefined;
            throw error;
        });
        return this.#starting;
    }

    async #begin() {
        this.#module ??= compile(this.#source).catch((error) => {
            this.#module = undefined;
            throw error;
        });
        const module = await this.#module;
        const instance = new Instance();
        this.#instance = instance;
        await instance.start(this.#fresh, module);
        return instance;
    }
}

/** One instance. Once it has failed, nothing of it is called any more: its memory is in any state. */
class Instance {
    /** Why it cannot be used any more. */
    failure;
    /** What the module exports. */
    api;
    /** How many calls of ours, and how many calls into the module, are under way. */
    #ours = 0;
    #depth = 0;
    /** Who waits for something that a failed instance will not give. */
    #waiting = new Set();

    async start(fresh, module) {
        this.#ours += 1;
        try {
            const { init, ...api } = fresh((exports) => this.#guard(exports));
            await init(module);
            this.api = api;
        } catch (error) {
            throw this.failure ?? loadError(error);
        } finally {
            this.#ours -= 1;
        }
    }

    /** Calls the module. */
    call(act) {
        if (this.failure) {
            throw this.failure;
        }
        this.#ours += 1;
        try {
            return act(this.api);
        } catch (error) {
            throw this.failure ?? error;
        } finally {
            this.#ours -= 1;
        }
    }

    /** A promise of the module's, which is rejected where the instance fails before. */
    settle(promise) {
        return new Promise((resolve, reject) => {
            if (this.failure) {
                reject(this.failure);
            }
            this.#waiting.add(reject);
            const done = () => this.#waiting.delete(reject);
            promise.then(resolve, reject).then(done, done);
        });
    }

    /** Whatever leaves an export as an exception, a panic above all, has left the instance broken. */
    #guard(exports) {
        const guarded = {};
        for (const [name, value] of Object.entries(exports)) {
            guarded[name] =
                typeof value === "function" ? (...args) => this.#enter(value, args) : value;
        }
        return guarded;
    }

    #enter(call, args) {
        this.#depth += 1;
        try {
            if (this.failure) {
                throw this.failure;
            }
            return call(...args);
        } catch (error) {
            this.#fail(error);
            if (this.#ours > 0 || this.#depth > 1) {
                throw error;
            }
            // Nobody who could catch it has called, but the page, for a timer or a promise. What the
            // glue reads out of this is nothing.
            return [];
        } finally {
            this.#depth -= 1;
        }
    }

    #fail(error) {
        if (this.failure) {
            return;
        }
        this.failure = new RillError({
            kind: "crashed",
            message: "The chat has failed and can be started again.",
            detail: String(error),
            cause: error,
        });
        console.error("rill: the module has failed.", error);
        for (const reject of this.#waiting) {
            reject(this.failure);
        }
        this.#waiting.clear();
    }
}

/** An address as the page or the worker means it. */
export function inFull(address) {
    return new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
}

async function compile(source) {
    try {
        return await compiled(await source());
    } catch (error) {
        throw loadError(error);
    }
}

async function compiled(source) {
    if (source instanceof WebAssembly.Module) {
        return source;
    }
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
        return WebAssembly.compile(source);
    }
    if (typeof source?.arrayBuffer === "function") {
        return compiledBody(source);
    }
    const url = inFull(source);
    if (url.protocol === "file:" && globalThis.process?.versions?.node) {
        // Not written as a literal, which bundlers for browsers would look for.
        const files = "node:fs/promises";
        const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
        return WebAssembly.compile(await readFile(url));
    }
    return compiledBody(await fetch(url));
}
