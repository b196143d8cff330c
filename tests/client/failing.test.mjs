// A crashed module: every pending call rejects, and the next use starts a fresh instance.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { FOLDER, RillError, chat, client, read } from "./support.mjs";

/** Bytes of their own: only these tests share the instance, whose memory they overwrite. */
const bytes = await readFile(path.join(FOLDER, "client.wasm"));
const memories = [];
/** How many times any export of such an instance was called. */
let calls = 0;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
    const instance = await instantiate(...args);
    // Node's own `fetch` instantiates a WebAssembly parser too.
    if (!instance.exports.conversation_new) {
        return instance;
    }
    memories.push(instance.exports.memory);
    const exports = Object.entries(instance.exports).map(([name, value]) => [
        name,
        typeof value === "function" ? counted(value) : value,
    ]);
    return { exports: Object.fromEntries(exports) };
};

function counted(call) {
    return (...args) => {
        calls += 1;
        return call(...args);
    };
}

/** Overwrites the memory of the latest instance, so that its next call crashes. */
function ruin() {
    new Uint8Array(memories.at(-1).buffer).fill(0xff);
}

/** Returns the console's errors during `act`, without printing them. */
async function quietly(act) {
    const error = console.error;
    const said = [];
    console.error = (...words) => said.push(words);
    try {
        await act();
    } finally {
        console.error = error;
    }
    return said;
}

const crashed = { name: "RillError", kind: "crashed" };

test("a failure ends what runs, and is not the end", async () => {
    const one = chat("stall-mid-answer", { wasm: bytes });
    const other = chat("stall", { wasm: bytes });
    const reading = one.sendMessageStream("Hello");
    const { value } = await reading.next();
    let rest = "";
    const goOn = async () => {
        for await (const chunk of reading) {
            rest += chunk.text;
        }
    };
    const waiting = other.sendMessageStream("Hello");
    await other.ready();
    assert.equal(memories.length, 1, "they share an instance");

    const said = await quietly(async () => {
        ruin();
        assert.throws(() => one.messages, crashed);
        await assert.rejects(goOn, crashed);
        await assert.rejects(reading.finished, crashed);
        await assert.rejects(read(waiting), crashed);
    });
    assert.equal(said.length, 1, "said once");
    assert.ok(one.history.length > 0, "known without an instance");
    assert.deepEqual(one.messages, []);
    assert.equal(one.answering, false);

    // Both go on, in one fresh instance.
    await Promise.all([one.ready(), other.ready()]);
    assert.equal(memories.length, 2);
    const [prompt, answer] = one.messages;
    assert.equal(prompt.text, "Hello");
    assert.ok(`${value.text}${rest}`.startsWith(answer.text), "what was kept of it");
    assert.equal(answer.state, "ended");
    assert.equal(answer.ending.complete, false);
    const next = one.sendMessageStream("Once more");
    assert.ok((await next.next()).value.text);
    next.stop();
    assert.equal((await next.finished).reason, "stopped");
});

test("a failure that the page's own calls meet stays inside", async () => {
    const conversation = chat("slow", { wasm: bytes });
    const reading = conversation.sendMessageStream("Hello");
    await reading.next();
    // The next call into the instance is made by the body's stream, not by the client.
    const said = await quietly(async () => {
        ruin();
        await assert.rejects(read(reading), crashed);
    });
    assert.equal(said.length, 1);
    assert.equal((await chat("finish-stop", { wasm: bytes }).sendMessage("Hello")).complete, true);
});

test("nothing of it is called again", async () => {
    const piece = new TextEncoder().encode('data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}\n\n');
    let body;
    const fetch = () => {
        const start = (controller) => {
            body = controller;
            body.enqueue(piece);
        };
        return new Response(new ReadableStream({ start }));
    };
    const conversation = chat("any", { wasm: bytes, fetch });
    const reading = conversation.sendMessageStream("Hello");
    await reading.next();
    const said = await quietly(async () => {
        ruin();
        assert.throws(() => conversation.messages, crashed);
        const before = calls;
        assert.ok(before > 0);
        conversation.stop();
        assert.equal(conversation.answering, false);
        assert.equal(conversation.takeBack(), undefined);
        await assert.rejects(reading.finished, crashed);
        conversation[Symbol.dispose]();
        // The stream would call the instance: a chunk is there for the body's reader.
        body.enqueue(piece);
        await new Promise((resolve) => setTimeout(resolve));
        assert.equal(calls, before);
    });
    assert.equal(said.length, 1);
});

test("a conversation goes on where it was", async () => {
    const conversation = client("finish-stop", { wasm: bytes }).startChat();
    const first = await conversation.sendMessage("One");
    await quietly(async () => {
        ruin();
        assert.throws(() => conversation.messages, crashed);
    });
    assert.deepEqual(
        conversation.history.map((content) => content.role),
        ["user", "model"],
    );
    await conversation.sendMessage("Two");
    const texts = conversation.messages.map((message) => message.text);
    assert.deepEqual(texts, ["One", first.text, "Two", first.text]);
    assert.deepEqual(conversation.messages[1].metadata, first.message.metadata);
});

test("one that was forgotten stays so", async () => {
    const history = [{ role: "user", parts: [{ text: "Hi" }] }];
    const conversation = client("finish-stop", { wasm: bytes }).startChat({ history });
    await conversation.clear();
    await quietly(async () => {
        ruin();
        assert.throws(() => conversation.messages, crashed);
    });
    await conversation.ready();
    assert.deepEqual(conversation.messages, []);
});

test("one that was imported stays so", async () => {
    const history = [{ role: "user", parts: [{ text: "Hi" }] }];
    const first = client("finish-safety", { wasm: bytes }).startChat();
    await first.sendMessage("Hello");
    const second = client("any", { wasm: bytes }).startChat({ history });
    await second.import(await first.export());
    const { messages } = await second.export();
    // The copy in the page is written in a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    await quietly(async () => {
        ruin();
        assert.throws(() => second.messages, crashed);
    });
    assert.deepEqual((await second.export()).messages, messages);
    assert.equal(second.messages[1].ending.reason, "answer-blocked");
});

test("an error of a kind is one, however it was made", () => {
    const error = new RillError({ kind: "network", message: "A sentence.", detail: "words" });
    assert.ok(error instanceof Error);
    assert.equal(String(error), "RillError: A sentence.");
    assert.deepEqual(error.remedies, []);
});
