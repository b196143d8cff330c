// A program on its way from the server into the engine, and what may keep it from there.

import { RillError } from "./error.js";

/** The code in the body of a response. */
export async function compiledBody(response) {
    if (!response.ok) {
        throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
    }
    // Browsers compile while they load only what is served under its own type.
    const type = response.headers.get("content-type") ?? "";
    if (/^application\/wasm\s*(;|$)/i.test(type) && WebAssembly.compileStreaming) {
        return WebAssembly.compileStreaming(response);
    }
    return WebAssembly.compile(await response.arrayBuffer());
}

/** Why a program cannot run, from what was thrown where it was loaded or started. */
export function loadError(error) {
    if (error instanceof RillError) {
        return error;
    }
    const detail = String(error);
    if (typeof WebAssembly !== "object") {
        return new RillError({
            kind: "no-webassembly",
            message: "This browser cannot run the chat: it has no WebAssembly.",
            detail,
            cause: error,
        });
    }
    // Each browser says it in its own words.
    if (/\bCSP\b|Content Security Policy|unsafe-eval|disallowed by embedder/i.test(detail)) {
        return new RillError({
            kind: "forbidden-by-policy",
            message:
                "The chat is not allowed to run here: the page's Content-Security-Policy needs 'wasm-unsafe-eval' in script-src.",
            detail,
            cause: error,
        });
    }
    return new RillError({
        kind: "load-failed",
        message: "The chat could not be loaded.",
        detail,
        cause: error,
    });
}
