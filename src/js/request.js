// Requests with what the page adds to them.

/**
 * A function in the place of `fetch` that adds the headers and the token of `options`. They are read
 * anew for each request, so that a token can expire and options can change.
 */
export function requester(options) {
    return async (url, init) => {
        const [added, token] = await Promise.all([
            value(options.headers),
            value(options.token),
        ]);
        const headers = new Headers(init.headers);
        new Headers(added ?? undefined).forEach((text, name) => headers.set(name, text));
        if (token) {
            headers.set("authorization", `Bearer ${token}`);
        }
        const fetch = options.fetch ?? globalThis.fetch;
        return fetch(url, { ...init, headers });
    };
}

function value(given) {
    return typeof given === "function" ? given() : given;
}
