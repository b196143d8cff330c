// The relays of the examples, between the client and a simulator that requires a key.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { RillClient, startSimulator } from "./support.mjs";

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const RELAY = pathOf("../../examples/relay/relay.mjs");
const WORKER = pathOf("../../examples/relay/worker.mjs");
const HANDLER = pathOf("handler.mjs");

/** A relay on a host, and how to start it. */
const RELAYS = {
    "relay.mjs": [RELAY],
    "worker.mjs at Cloudflare": [HANDLER, WORKER, "cloudflare"],
    "worker.mjs at Deno": [HANDLER, WORKER, "deno"],
};

const KEY = "the-key";
const PATH = "/v1beta/models/gemini:streamGenerateContent?alt=sse";

const simulator = startSimulator(["--key", KEY]);

/** Tests each relay. `run` gets a function that starts it with these variables. */
function each(title, run) {
    for (const [name, script] of Object.entries(RELAYS)) {
        test(`${name}: ${title}`, (context) =>
            run((variables) => start(context, script, variables)));
    }
}

/** Starts a relay, and returns its address and a promise of the first words that it logs. */
async function start(context, script, variables) {
    const env = { ...process.env, PORT: "0", GEMINI_API_KEY: KEY, ...variables };
    const program = spawn(process.execPath, script, { env, stdio: ["ignore", "pipe", "pipe"] });
    context.after(() => program.kill());
    const says = async (stream) => (await once(stream.setEncoding("utf8"), "data"))[0].trim();
    const logged = says(program.stderr);
    return { address: await says(program.stdout), logged };
}

/** Starts a stand-in for Google that answers as told, and returns its address and its requests. */
async function upstream(answer) {
    const requests = [];
    const server = createServer((request, response) => {
        requests.push(request);
        answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    return { GEMINI: `http://127.0.0.1:${server.address().port}`, requests, server };
}

function ask(address, init) {
    return fetch(address + PATH, { method: "POST", body: "{}", ...init });
}

each("an answer comes piece by piece, and nobody needs to know the key", async (start) => {
    const { address } = await start({ GEMINI: await simulator });
    const chat = new RillClient({ endpoint: `${address}/v1beta` }).startChat();
    let pieces = 0;
    const answer = chat.sendMessageStream("Tell me a story.");
    for await (const chunk of answer) {
        pieces += chunk.text ? 1 : 0;
    }
    assert.ok(pieces > 1, `${pieces} pieces`);
    assert.equal((await answer.finished).complete, true);
});

each("an error comes through as it is", async (start) => {
    const { address } = await start({ GEMINI: await simulator, GEMINI_API_KEY: "another-key" });
    const chat = new RillClient({ endpoint: `${address}/v1beta` }).startChat();
    await assert.rejects(
        async () => {
            for await (const _ of chat.sendMessageStream("Tell me a story.")) {
                // No chunk arrives.
            }
        },
        { kind: "invalid-key" },
    );
});

/** The status, headers and body of an answer, and the headers that the chat gets. */
const ANSWERS = [
    [
        200,
        { "content-type": "text/event-stream" },
        "data: {}\n\n",
        { "content-type": "text/event-stream", "retry-after": null },
    ],
    [
        429,
        { "content-type": "application/json; charset=UTF-8", "retry-after": "7" },
        '{"error":{}}',
        { "content-type": "application/json; charset=UTF-8", "retry-after": "7" },
    ],
    [503, {}, "busy", { "content-type": "application/json", "retry-after": null }],
];

/** The headers of every answer. */
const ALWAYS = {
    "access-control-allow-origin": "https://your.site",
    "access-control-expose-headers": "retry-after",
    "cache-control": "no-store",
    vary: "origin",
};

each("a request gets the key, and its answer the headers of the relay", async (start) => {
    let answer;
    const { GEMINI, requests } = await upstream((request, response) => {
        const [status, headers, body] = answer;
        request.resume().on("end", () => response.writeHead(status, headers).end(body));
    });
    const { address } = await start({ GEMINI, ORIGIN: "https://your.site" });
    for (answer of ANSWERS) {
        const [status, , body, expected] = answer;
        const response = await ask(address, {
            headers: { authorization: "Bearer a-token", cookie: "session=1" },
        });
        assert.equal(response.status, status);
        assert.equal(await response.text(), body);
        for (const [name, value] of Object.entries({ ...ALWAYS, ...expected })) {
            assert.equal(response.headers.get(name), value, `${status}: ${name}`);
        }
        const { url, headers } = requests.at(-1);
        assert.equal(url, PATH);
        assert.equal(headers["x-goog-api-key"], KEY);
        assert.equal(headers["content-type"], "application/json");
        assert.equal(headers.authorization, undefined);
        assert.equal(headers.cookie, undefined);
    }
});

each("a body is passed on while it is still being sent", async (start) => {
    const { GEMINI } = await upstream((request, response) => request.pipe(response));
    const { address } = await start({ GEMINI });
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const bytes = (text) => new TextEncoder().encode(text);
    writer.write(bytes("one"));
    const response = await ask(address, { body: readable, duplex: "half" });
    const reader = response.body.getReader();
    assert.deepEqual((await reader.read()).value, bytes("one"));
    writer.write(bytes("two"));
    assert.deepEqual((await reader.read()).value, bytes("two"));
    await writer.close();
    assert.equal((await reader.read()).done, true);
});

/** When the client stops: before the answer has begun, or amid it. */
const STOPS = [false, true];

each("a client that stops also stops the request to Google, unlogged", async (start) => {
    for (const isBegun of STOPS) {
        const { GEMINI, server } = await upstream((_, response) => {
            if (isBegun) {
                response.write("data: {}\n\n");
            }
        });
        const { address, logged } = await start({ GEMINI });
        const asked = once(server, "request");
        const stop = new AbortController();
        const response = ask(address, { signal: stop.signal }).catch(() => {});
        const [, upstreamResponse] = await asked;
        const closed = once(upstreamResponse, "close");
        if (isBegun) {
            await (await response).body.getReader().read();
        }
        stop.abort();
        await closed;
        const silence = new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(await Promise.race([logged, silence]), undefined);
    }
});

/** A key, the server it is sent to, and what the relay logs. */
const TROUBLES = [
    ["a-secret", "http://127.0.0.1:1", /^502: .*127\.0\.0\.1:1/],
    // No header can contain it, and the error message would quote it.
    ["a-secret\u2028", "http://127.0.0.1:1", /^502: .*TypeError$/],
];

each("the console tells of a server that cannot be asked, and not the key", async (start) => {
    for (const [key, GEMINI, expected] of TROUBLES) {
        const { address, logged } = await start({ GEMINI, GEMINI_API_KEY: key });
        const response = await ask(address);
        assert.equal(response.status, 502);
        assert.match(await logged, expected);
        assert.doesNotMatch(await logged, /a-secret/);
    }
});

/** A method, a path, and the status of the response. */
const OTHERS = [
    ["GET", "/v1beta/models", 404],
    ["GET", PATH, 404],
    ["POST", "/v1beta/models/gemini:generateContent", 404],
    ["POST", "/v1beta/models/gemini:streamGenerateContent", 404],
    ["POST", `${PATH}&key=another`, 404],
    ["POST", `/v2${PATH}`, 404],
    ["POST", "/v1beta/../secret:streamGenerateContent?alt=sse", 404],
    ["OPTIONS", PATH, 204],
];

each("nothing else is passed on", async (start) => {
    const { GEMINI, requests } = await upstream((_, response) => response.end());
    const { address } = await start({ GEMINI });
    for (const [method, path, status] of OTHERS) {
        const response = await fetch(address + path, { method });
        assert.equal(response.status, status, `${method} ${path}`);
        assert.equal(response.headers.get("access-control-allow-origin"), "*");
        const allowed = status === 204 ? "content-type, authorization" : null;
        assert.equal(response.headers.get("access-control-allow-headers"), allowed);
    }
    assert.equal(requests.length, 0);
});

test("relay.mjs does not start without a key", async () => {
    const env = { ...process.env, PORT: "0", GEMINI_API_KEY: "" };
    const program = spawn(process.execPath, [RELAY], { env, stdio: ["ignore", "ignore", "pipe"] });
    const output = once(program.stderr.setEncoding("utf8"), "data");
    const [[words], [code]] = await Promise.all([output, once(program, "exit")]);
    assert.match(words, /GEMINI_API_KEY is not set/);
    assert.equal(code, 1);
});

test("worker.mjs says at each request that it has no key", async (context) => {
    const [, script] = Object.values(RELAYS);
    const { address, logged } = await start(context, script, { GEMINI_API_KEY: "" });
    assert.equal((await ask(address)).status, 500);
    assert.match(await logged, /GEMINI_API_KEY is not set/);
});
