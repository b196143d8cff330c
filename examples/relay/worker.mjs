/**
 * A minimal relay for hosts that call a `fetch` handler, such as Cloudflare Workers and Deno Deploy:
 * it adds the key and forwards requests and answers.
 *
 * Set GEMINI_API_KEY as a secret and ORIGIN as a variable of the host, such as https://your.site.
 * On Cloudflare, also set the compatibility flag `enable_request_signal`, which `request.signal`
 * needs. Otherwise the request to Google ends at the first piece that can no longer be delivered.
 *
 * Whoever can reach it spends your quota, so a public relay must also authenticate users, by the
 * chat's `token` or `headers`, and limit their rate. The chat sends no cookies. To identify users
 * by a session cookie, give the chat a `fetch` of your own that sets `credentials: "include"`; for
 * a page of another origin, also name that in ORIGIN and send
 * `access-control-allow-credentials: true`.
 */

/** The requests that the chat makes. */
const METHOD = /^\/v1(beta)?\/models\/[\w.-]+:streamGenerateContent\?alt=sse$/;

export default {
    async fetch(request, env) {
        // Cloudflare passes the variables in `env`; the other hosts set them in `process.env`.
        const {
            GEMINI_API_KEY: key,
            GEMINI = "https://generativelanguage.googleapis.com",
            ORIGIN: origin = "*",
        } = { ...globalThis.process?.env, ...env };

        // Only pages of another origin than this server's need these headers.
        const headers = new Headers({
            "access-control-allow-origin": origin,
            "access-control-expose-headers": "retry-after",
            vary: "origin",
        });
        if (request.method === "OPTIONS") {
            headers.set("access-control-allow-headers", "content-type, authorization");
            headers.set("access-control-max-age", "3600");
            return new Response(null, { status: 204, headers });
        }
        const { pathname, search } = new URL(request.url);
        if (request.method !== "POST" || !METHOD.test(pathname + search)) {
            return new Response(null, { status: 404, headers });
        }
        if (!key) {
            console.error("GEMINI_API_KEY is not set: the relay has no key to send.");
            return new Response(null, { status: 500, headers });
        }
        let answer;
        try {
            answer = await fetch(GEMINI + pathname + search, {
                method: "POST",
                headers: { "content-type": "application/json", "x-goog-api-key": key },
                body: request.body,
                duplex: "half",
                // The chat closes the connection to stop an answer, so the request to Google is
                // aborted too.
                signal: request.signal,
            });
        } catch (error) {
            if (!request.signal.aborted) {
                // Only its code or name: the message of an error may quote the key.
                console.error(`502: no answer from ${GEMINI}: ${error.cause?.code ?? error.name}`);
            }
            return new Response(null, { status: 502, headers });
        }
        headers.set("content-type", answer.headers.get("content-type") ?? "application/json");
        headers.set("cache-control", "no-store");
        headers.set("x-accel-buffering", "no");
        const retryAfter = answer.headers.get("retry-after");
        if (retryAfter) {
            headers.set("retry-after", retryAfter);
        }
        // An error keeps its status and body, which say what helps. The body is streamed.
        return new Response(answer.body, { status: answer.status, headers });
    },
};
