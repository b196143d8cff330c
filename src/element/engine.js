/**
 * The program behind the elements: loading it, starting instances of it, and noticing when one breaks.
 *
 * All elements that load it from the same address share one instance. An exception that leaves it, a
 * panic or one of the page's own making, leaves it in a state that nobody knows: it gets no further
 * elements then, and the element that it was working for is told.
 */

/** Why the chat cannot start. `code` is what the reader is told, `message` what the developer is. */
export class LoadError extends Error {
    constructor(code, message, cause) {
        super(`<rill-chat>: ${message}`, { cause });
        this.code = code;
    }
}

/** The smallest module that there is: a browser that refuses it refuses all of them. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const loads = new Map();
const instances = new Map();
let attempts = 0;

/** An instance that is sound, started if need be. `take` gives the response with the program. */
export async function instance(url, take) {
    const loaded = await load(url, take);
    let starting = instances.get(url);
    if (!starting || (await starting).failed) {
        starting = start(loaded);
        instances.set(url, starting);
        starting.catch(() => instances.delete(url));
    }
    return starting;
}

/** The code, fetched once; once more after a failure. */
function load(url, take) {
    let loaded = loads.get(url);
    if (!loaded) {
        loaded = fetchAll(url, take);
        loads.set(url, loaded);
        loaded.catch(() => loads.delete(url));
    }
    return loaded;
}

async function fetchAll(url, take) {
    if (typeof WebAssembly !== "object") {
        throw new LoadError("unsupported", "this browser has no WebAssembly");
    }
    try {
        const [script, module] = await Promise.all([importScript(), compile(take(url))]);
        return { ...script, module };
    } catch (cause) {
        throw refusal() ?? new LoadError("network", `cannot load ${url}: ${cause.message}`, cause);
    }
}

/** What a policy has against WebAssembly; nothing where it allows it. */
function refusal() {
    try {
        new WebAssembly.Instance(new WebAssembly.Module(EMPTY_MODULE));
    } catch (cause) {
        return blocked(cause);
    }
}

const blocked = (cause) =>
    new LoadError(
        "blocked",
        "the page's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src",
        cause,
    );

/** A browser may remember that a module could not be loaded; under another address it tries again. */
function importScript() {
    return attempts++
        ? import("./chat.js").catch(
              () =>
                  import(
                      /* webpackIgnore: true */ /* @vite-ignore */ import.meta.url.replace(
                          /[^/]*$/,
                          `chat.js?${attempts}`,
                      )
                  ),
          )
        : import("./chat.js");
}

async function compile(fetched) {
    const response = await fetched;
    if (!response.ok) {
        throw new Error(`status ${response.status}`);
    }
    // A server that does not know the type must not keep the chat from starting.
    return response.headers.get("content-type")?.startsWith("application/wasm")
        ? WebAssembly.compileStreaming(response)
        : WebAssembly.compile(await response.arrayBuffer());
}

async function start({ fresh, css, math, module }) {
    const shared = {
        css,
        math,
        failed: false,
        /** The element that it works for, or did last. */
        current: null,
        mount(element, ...rest) {
            shared.current = element;
            return program.mount(...rest);
        },
    };
    const program = fresh((exports) =>
        guarded(exports, (error) => {
            shared.failed = true;
            shared.current?.instanceFailed(shared, error);
        }),
    );
    try {
        await program.init(module);
    } catch (cause) {
        // WebKit compiles under every policy, and refuses to start what it has compiled.
        throw /Content Security Policy|unsafe-eval/i.test(cause) ? blocked(cause) : cause;
    }
    return shared;
}

/** The functions of an instance, so that each exception that leaves one of them is noticed. */
function guarded(raw, fail) {
    let hasFailed = false;
    const guard =
        (call) =>
        (...args) => {
            try {
                return call(...args);
            } catch (error) {
                fail(error);
                // What is left of it runs on by timers and promises: once is enough for a page to hear.
                if (hasFailed) {
                    return [];
                }
                hasFailed = true;
                throw error;
            }
        };
    const guards = Object.entries(raw).map(([name, it]) => [
        name,
        typeof it === "function" ? guard(it) : it,
    ]);
    return Object.fromEntries(guards);
}
