// Instances of a WebAssembly module: compiled once, started at the first use and again after a
// failure.

import { RillError } from "./error.js";
import { compiledBody, loadError } from "./loading.js";

/** A module and its current instance. */
export class Runtime {
    #fresh;
    #source;
    #module;
    #starting;
    #instance;

    /**
     * `fresh` creates the glue written by wasm-bindgen. `source()` returns the module: a URL,
     * bytes, a `WebAssembly.Module`, a `Response`, or a promise of one of them.
     */
    constructor(fresh, source) {
        this.#fresh = fresh;
        this.#source = source;
    }

    /** Returns a working instance, started if necessary. The next call retries a failed start. */
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

/** One instance. After a failure it is never called again: its memory is in an unknown state. */
class Instance {
    /** Why it cannot be used any more. */
    failure;
    /** What the module exports. */
    api;
    /** The number of active calls by this class, and the depth of active calls into the module. */
    #ours = 0;
    #depth = 0;
    /** The `reject` functions of promises that a failed instance will not settle. */
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

    /** Follows a promise of the module, and rejects if the instance fails first. */
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

    /** Wraps the exports: an exception that escapes one, such as a panic, breaks the instance. */
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
            // The caller is the browser, for a timer or a promise, and cannot handle the error. The
            // glue reads this result as nothing.
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

/** Resolves a URL against that of the page or the worker. */
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
        // Not a literal in `import()`, which bundlers for browsers would try to resolve.
        const files = "node:fs/promises";
        const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
        return WebAssembly.compile(await readFile(url));
    }
    return compiledBody(await fetch(url));
}
