/**
 * Loads the program, starts instances of it, and notices when one fails.
 *
 * All elements that load the program from the same URL share one instance. An exception that
 * escapes it, a panic or one thrown by the page's code, leaves it in an unknown state: it gets no
 * further elements, and the element that it was working for is told.
 */

import { compiledBody, loadError } from "../js/loading.js";

const loads = new Map();
const instances = new Map();
let attempts = 0;

/** Returns a working instance, started if necessary. `take` returns the program's response. */
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

/** Fetches the code once per URL, and again after a failure. */
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

/** Imports `chat.js`. Browsers may cache a failed import, so later attempts try another URL too. */
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
        /** The program that the instance is working for, or last worked for. */
        current: null,
        mount(owner, ...rest) {
            shared.current = owner;
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
        // WebKit compiles whatever the Content Security Policy, and refuses to instantiate.
        throw shared.failed ? error : loadError(error);
    }
    return shared;
}

/** Wraps the exports of an instance so that every exception that escapes one of them is noticed. */
function guarded(raw, fail) {
    let hasFailed = false;
    const guard =
        (call) =>
        (...args) => {
            try {
                return call(...args);
            } catch (error) {
                fail(error);
                // Its timers and promises go on after a failure; the page sees one error only.
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
