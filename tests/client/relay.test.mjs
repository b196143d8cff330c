// The relay of the examples, between the client and a simulator that requires a key.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { RillClient, startSimulator } from "./support.mjs";

const RELAY = fileURLToPath(new URL("../../examples/relay/relay.mjs", import.meta.url));
const KEY = "the-key";

/** Starts a relay with these variables; `says` resolves to the first output on a stream. */
function start(variables, stderr = "inherit") {
    const env = { ...process.env, PORT: "0", ...variables };
    const program = spawn(process.execPath, [RELAY], { env, stdio: ["ignore", "pipe", stderr] });
    after(() => program.kill());
    const says = async (stream) => (await once(program[stream].setEncoding("utf8"), "data"))[0].trim();
    return { program, says };
}

/** Starts a relay with this key, and returns its address. */
async function relay(key) {
    return start({ GEMINI: await simulator, GEMINI_API_KEY: key }).says("stdout");
}

const simulator = startSimulator(["--key", KEY]);

test("an answer comes piece by piece, and nobody needs to know the key", async () => {
    const endpoint = `${await relay(KEY)}/v1beta`;
    const chat = new RillClient({ endpoint }).startChat();
    let pieces = 0;
    const answer = chat.sendMessageStream("Tell me a story.");
    for await (const chunk of answer) {
        pieces += chunk.text ? 1 : 0;
    }
    assert.ok(pieces > 1, `${pieces} pieces`);
    assert.equal((await answer.finished).complete, true);
});

test("an error comes through as it is", async () => {
    const endpoint = `${await relay("another-key")}/v1beta`;
    const chat = new RillClient({ endpoint }).startChat();
    await assert.rejects(
        async () => {
            for await (const _ of chat.sendMessageStream("Tell me a story.")) {
                // No chunk arrives.
            }
        },
        { kind: "invalid-key" },
    );
});

test("without a key there is none", async () => {
    const { program, says } = start({ GEMINI_API_KEY: "" }, "pipe");
    const [words, [code]] = await Promise.all([says("stderr"), once(program, "exit")]);
    assert.match(words, /GEMINI_API_KEY is not set/);
    assert.equal(code, 1);
});

/** A key, the server it is sent to, and what the relay logs. */
const TROUBLES = [
    ["a-secret", "http://127.0.0.1:1", /^502: .*127\.0\.0\.1:1/],
    // No header can contain it, and the error message would quote it.
    ["a-secret\u2028", "http://127.0.0.1:1", /^502: .*TypeError$/],
];

test("the console tells of a server that cannot be asked, and not the key", async () => {
    for (const [key, GEMINI, expected] of TROUBLES) {
        const { says } = start({ GEMINI, GEMINI_API_KEY: key }, "pipe");
        const address = await says("stdout");
        const url = `${address}/v1beta/models/gemini:streamGenerateContent?alt=sse`;
        const [words, response] = await Promise.all([says("stderr"), fetch(url, { method: "POST", body: "{}" })]);
        assert.equal(response.status, 502);
        assert.match(words, expected);
        assert.doesNotMatch(words, /a-secret/);
    }
});

/** A method, a path, and the status of the response. */
const OTHERS = [
    ["GET", "/v1beta/models", 404],
    ["POST", "/v1beta/models/gemini:generateContent", 404],
    ["POST", "/v1beta/../secret:streamGenerateContent?alt=sse", 404],
    ["OPTIONS", "/v1beta/models/gemini:streamGenerateContent?alt=sse", 204],
];

test("nothing else is passed on", async () => {
    const address = await relay(KEY);
    for (const [method, path, status] of OTHERS) {
        const response = await fetch(address + path, { method });
        assert.equal(response.status, status, `${method} ${path}`);
    }
});
