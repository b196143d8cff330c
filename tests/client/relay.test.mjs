// The relay of the examples, between the client and a simulator that wants a key.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { RillClient, startSimulator } from "./support.mjs";

const RELAY = fileURLToPath(new URL("../../examples/relay/relay.mjs", import.meta.url));
const KEY = "the-key";

/** The address of a relay that has this key. */
async function relay(key) {
    const env = { ...process.env, GEMINI: await simulator, GEMINI_API_KEY: key, PORT: "0" };
    const program = spawn(process.execPath, [RELAY], { env, stdio: ["ignore", "pipe", "inherit"] });
    after(() => program.kill());
    const [said] = await once(program.stdout.setEncoding("utf8"), "data");
    return said.trim();
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
                // Nothing comes.
            }
        },
        { kind: "invalid-key" },
    );
});

/** A method, a path, and the status of the answer. */
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
