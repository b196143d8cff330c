// Compiles programs and explains why one could not be loaded.

import { RillError } from "./error.js";

/** Compiles the body of a response. */
export async function compiledBody(response) {
    if (!response.ok) {
        throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
    }
    // Browsers compile a stream only if it is served with this type.
    const type = response.headers.get("content-type") ?? "";
    if (/^application\/wasm\s*(;|$)/i.test(type) && WebAssembly.compileStreaming) {
        return WebAssembly.compileStreaming(response);
    }
    return WebAssembly.compile(await response.arrayBuffer());
}

/** Converts what was thrown when a program was loaded or started into a `RillError`. */
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
    // Each browser has its own wording.
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
