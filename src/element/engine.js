/**
 * The program behind the elements: loading it, starting instances of it, and noticing when one breaks.
 *
 * All elements that load it from the same address share one instance. An exception that leaves it, a
 * panic or one of the page's own making, leaves it in a state that nobody knows: it gets no further
 * elements then, and the element that it was working for is told.
 */

import { compiledBody, loadError } from "../js/loading.js";

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
    try {
        const [script, module] = await Promise.all([importScript(), take(url).then(compiledBody)]);
        return { ...script, module };
    } catch (error) {
        throw loadError(error);
    }
}

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
    } catch (error) {
        // WebKit compiles under every policy, and refuses to start what it has compiled.
        throw shared.failed ? error : loadError(error);
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
