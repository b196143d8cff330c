/**
 * Prefetches the program: the request starts as soon as the program is needed, in parallel with the
 * scripts that start it.
 */

/** Returns the URL of the program. Bundlers recognise this pattern and substitute their own URL. */
export const address = (own) => own || new URL("./chat.wasm", import.meta.url).href;

/** The prefetched responses by URL; `null` once one has been taken. */
const fetches = new Map();

/** Starts fetching a program, unless that was done before. */
export function prefetch(url) {
    if (!fetches.has(url)) {
        const fetched = fetch(url);
        fetches.set(url, fetched);
        // Drops a failed fetch that was not taken, so that the next `take()` fetches again.
        fetched.catch(() => fetches.get(url) && fetches.delete(url));
    }
}

/** Returns the prefetched response; further calls, such as a retry after a failure, fetch again. */
export function take(url) {
    const fetched = fetches.get(url) ?? fetch(url);
    fetches.set(url, null);
    return fetched;
}
