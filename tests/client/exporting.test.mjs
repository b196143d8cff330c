// A conversation that is stored elsewhere, and continues from there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chat, client, read, relay } from "./support.mjs";

/** The export after a round trip through JSON, as a server stores it. */
const stored = async (conversation) => JSON.parse(JSON.stringify(await conversation.export()));

/** A stored message without an ending. */
const said = (role, text) => ({ v: 1, role, parts: [{ text }], state: "said" });

/** An export with several ways to end. */
const EXPORTED = {
    version: 1,
    model: "scenario-finish-stop",
    messages: [
        said("user", "One"),
        {
            v: 1,
            role: "model",
            parts: [{ text: "A picture.", thoughtSignature: "c2ln" }],
            state: "finished",
            reason: "STOP",
            model: "another-model",
            side: {
                usage: { promptTokenCount: 9, totalTokenCount: 13 },
                citations: [{ startIndex: 0, endIndex: 2, uri: "https://a.example" }],
                grounding: {
                    webSearchQueries: ["a"],
                    sources: [["https://a.example", null]],
                    raw: { webSearchQueries: ["a"], later: [1.5] },
                },
                modelVersion: "another-version",
            },
        },
        said("user", "Two"),
        { v: 1, role: "model", parts: [{ text: "two" }], state: "finished", reason: "SAFETY" },
        said("user", "Three"),
        { v: 1, role: "model", parts: [], state: "prompt-blocked", reason: "OTHER" },
        said("user", "Four"),
        { v: 1, role: "model", parts: [{ text: "Half of" }], state: "interrupted" },
        said("user", "Five"),
        {
            v: 1,
            role: "model",
            parts: [],
            state: "failed",
            error: { kind: "overloaded", code: 503, status: "UNAVAILABLE", detail: "words" },
        },
    ],
};

test("each ending outlives a conversation", async () => {
    const conversation = chat("finish-stop", { history: [{ role: "user", parts: [{ text: "Hi" }] }] });
    await conversation.import(EXPORTED);
    assert.deepEqual(await stored(conversation), EXPORTED);
    const answers = conversation.messages.filter(({ role }) => role === "model");
    const endings = answers.map(({ ending }) => [ending.reason, ending.remedies]);
    assert.deepEqual(endings, [
        ["complete", []],
        ["answer-blocked", ["retry"]],
        ["prompt-blocked", ["edit"]],
        ["connection-lost", ["continue", "retry"]],
        ["overloaded", ["retry"]],
    ]);
    assert.equal(answers[0].metadata.usageMetadata.totalTokenCount, 13);
    const reminder = conversation.history.flatMap(({ parts }) => parts.map(({ text }) => text));
    assert.ok(!reminder.includes("two"), "what was held back is no reminder");
});

test("an answer that was cut goes on elsewhere", async () => {
    const server = await relay();
    const first = client("continued", { endpoint: server.url }).startChat();
    const cut = await first.sendMessage("Hello");
    assert.equal(cut.reason, "connection-lost");
    const second = client("continued", { endpoint: server.url }).startChat();
    await second.import(await stored(first));
    const whole = await second.continueAnswer().finished;
    assert.equal(whole.complete, true);
    assert.ok(whole.text.startsWith(cut.text));
});

test("what cannot be read changes nothing", async () => {
    const conversation = chat("stall-mid-answer");
    const reading = conversation.sendMessageStream("Hello");
    await reading.next();
    const before = conversation.messages;
    const [message] = EXPORTED.messages;
    const wrong = [
        undefined,
        null,
        7,
        JSON.stringify(EXPORTED),
        [],
        {},
        EXPORTED.messages,
        { ...EXPORTED, version: 2 },
        { ...EXPORTED, messages: "none" },
        { ...EXPORTED, messages: [message, { ...message, v: 2 }] },
        { ...EXPORTED, messages: [message, { role: "user", parts: [] }] },
        { ...EXPORTED, messages: before },
        { ...EXPORTED, model: 7n },
    ];
    for (const exported of wrong) {
        await assert.rejects(conversation.import(exported), TypeError);
    }
    assert.deepEqual(conversation.messages, before);
    assert.equal(conversation.answering, true);
    reading.stop();
});

test("what was asked before is stopped, and what is asked after goes out", async () => {
    const server = await relay();
    const texts = (conversation) => conversation.messages.map(({ text }) => text).slice(-2);
    for (const isReady of [false, true]) {
        const conversation = client("finish-stop", { endpoint: server.url }).startChat();
        if (isReady) {
            await conversation.ready();
        }
        const count = server.requests.length;
        const before = conversation.sendMessage("Before");
        const importing = conversation.import({ ...EXPORTED, messages: EXPORTED.messages.slice(0, 2) });
        const after = conversation.sendMessage("After");
        await importing;
        assert.deepEqual([(await before).reason, (await before).message], ["stopped", undefined]);
        const { text } = await after;
        assert.deepEqual(texts(conversation), ["After", text]);
        assert.equal(conversation.messages.length, 4);
        assert.equal(server.requests.length, count + 1);
    }
    const conversation = client("stall-mid-answer", { endpoint: server.url }).startChat();
    const reading = conversation.sendMessageStream("Hello");
    await reading.next();
    await conversation.import(EXPORTED);
    await server.last().closed;
    await read(reading);
    assert.deepEqual([(await reading.finished).reason, conversation.answering], ["stopped", false]);
    assert.deepEqual(await stored(conversation), { ...EXPORTED, model: "scenario-stall-mid-answer" });
});

test("an export waits for the conversation", async () => {
    const history = [{ role: "user", parts: [{ text: "Hi" }] }];
    const { version, model, messages } = await chat("any", { history }).export();
    assert.deepEqual([version, model, messages], [1, "scenario-any", [said("user", "Hi")]]);
});
