// The relay of this app: it adds the key and forwards requests and answers.

const { GEMINI = "https://generativelanguage.googleapis.com" } = process.env;

/** The requests that the chat makes. */
const METHOD = /^\/v1beta\/models\/[\w.-]+:streamGenerateContent\?alt=sse$/;

export async function POST(request: Request) {
    const { pathname, search } = new URL(request.url);
    if (!METHOD.test(pathname + search)) {
        return new Response(null, { status: 404 });
    }
    // Check the session here, and limit the rate: whoever can reach this route spends your quota.
    // The chat sends no cookies; `chat.tsx` shows how to give it a token, or a `fetch` that does.
    const key = process.env.GEMINI_API_KEY;
    if (!key) {
        console.error("GEMINI_API_KEY is not set: the relay has no key to send.");
        return new Response(null, { status: 500 });
    }
    const init = {
        method: "POST",
        headers: { "content-type": "application/json", "x-goog-api-key": key },
        body: request.body,
        duplex: "half",
        // The chat closes the connection to stop an answer, so the request to Google is aborted
        // too.
        signal: request.signal,
    };
    try {
        const answer = await fetch(GEMINI + pathname + search, init);
        const headers = new Headers({
            "content-type": answer.headers.get("content-type") ?? "application/json",
            "cache-control": "no-store",
            "x-accel-buffering": "no",
        });
        const retryAfter = answer.headers.get("retry-after");
        if (retryAfter) {
            headers.set("retry-after", retryAfter);
        }
        // An error keeps its status and body, which say what helps. The body is streamed.
        return new Response(answer.body, { status: answer.status, headers });
    } catch (error) {
        if (!request.signal.aborted) {
            // Only its code or name: the message of an error may quote the key.
            const { name, cause } = error as Error & { cause?: { code?: string } };
            console.error(`502: no answer from ${GEMINI}: ${cause?.code ?? name}`);
        }
        return new Response(null, { status: 502 });
    }
}
