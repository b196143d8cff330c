/**
 * A minimal relay for Node 20 and newer: it adds the key and forwards requests and answers.
 *
 *     GEMINI_API_KEY=… ORIGIN=https://your.site node relay.mjs
 *
 * It listens on this machine only, unless HOST says otherwise, as in a container (HOST=0.0.0.0).
 *
 * Whoever can reach it spends your quota, so a public relay must also authenticate users, by the
 * chat's `token` or `headers`, and limit their rate. The chat sends no cookies. To identify users
 * by a session cookie, give the chat a `fetch` of your own that sets `credentials: "include"`; for
 * a page of another origin, also name that in ORIGIN and send
 * `access-control-allow-credentials: true`.
 */

import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const {
    GEMINI_API_KEY: key,
    GEMINI = "https://generativelanguage.googleapis.com",
    ORIGIN: origin = "*",
    HOST: host = "127.0.0.1",
    PORT: port = "8788",
} = process.env;

if (!key) {
    console.error("GEMINI_API_KEY is not set: the relay has no key to send.");
    process.exit(1);
}

/** The requests that the chat makes. */
const METHOD = /^\/v1(beta)?\/models\/[\w.-]+:streamGenerateContent\?alt=sse$/;

const server = createServer(async (request, response) => {
    // Only pages of another origin than this server's need these headers.
    response.setHeader("access-control-allow-origin", origin);
    response.setHeader("access-control-expose-headers", "retry-after");
    response.setHeader("vary", "origin");
    if (request.method === "OPTIONS") {
        response.writeHead(204, {
            "access-control-allow-headers": "content-type, authorization",
            "access-control-max-age": "3600",
        });
        response.end();
        return;
    }
    if (request.method !== "POST" || !METHOD.test(request.url)) {
        response.writeHead(404).end();
        return;
    }
    // The chat closes the connection to stop an answer, so the request to Google is aborted too.
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    try {
        const answer = await fetch(GEMINI + request.url, {
            method: "POST",
            headers: { "content-type": "application/json", "x-goog-api-key": key },
            body: Readable.toWeb(request),
            duplex: "half",
            signal: gone.signal,
        });
        const retryAfter = answer.headers.get("retry-after");
        // An error keeps its status and body, which say what helps. The body is streamed.
        response.writeHead(answer.status, {
            "content-type": answer.headers.get("content-type") ?? "application/json",
            "cache-control": "no-store",
            "x-accel-buffering": "no",
            ...(retryAfter && { "retry-after": retryAfter }),
        });
        response.flushHeaders();
        await pipeline(Readable.fromWeb(answer.body), response);
    } catch (error) {
        // Before the head was sent, this is a gateway error; after it, a lost connection.
        if (response.headersSent) {
            response.destroy();
        } else {
            if (!gone.signal.aborted) {
                // Only its code or name: the message of an error may quote the key.
                console.error(`502: no answer from ${GEMINI}: ${error.cause?.code ?? error.name}`);
            }
            response.writeHead(502).end();
        }
    }
});

server.listen(Number(port), host, () => {
    console.log(`http://${host}:${server.address().port}`);
});
