/**
 * The program on its way from the server. It is asked for as soon as it is known to be wanted, beside
 * the scripts that start it and not behind them.
 */

/** The address of the program. Bundlers know this way of writing, and put theirs in its place. */
export const address = (own) => own || new URL("./chat.wasm", import.meta.url).href;

/** What is on its way by its address; `null` once somebody has it. */
const fetches = new Map();

/** Begins to fetch a program, unless that was done before. */
export function begin(url) {
    if (!fetches.has(url)) {
        const fetched = fetch(url);
        fetches.set(url, fetched);
        // Whoever has taken it is told, and nobody is to take it now.
        fetched.catch(() => fetches.get(url) && fetches.delete(url));
    }
}

/** The response that was begun; a new one for whoever comes again, as after a failure. */
export function take(url) {
    const fetched = fetches.get(url) ?? fetch(url);
    fetches.set(url, null);
    return fetched;
}
