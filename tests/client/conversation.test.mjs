// Several turns: the history that is sent, retries, and continuations.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RillError, chat, client, read, relay } from "./support.mjs";

test("a history goes in and comes out", async () => {
    const server = await relay();
    const history = [
        { role: "user", parts: [{ text: "What is this?" }, { inlineData: { mimeType: "image/png", data: "AA==" } }] },
        { role: "model", parts: [{ text: "A picture.", thoughtSignature: "c2ln" }] },
    ];
    const first = client("finish-stop", { endpoint: server.url }).startChat({ history });
    assert.deepEqual(first.history, history, "also before the module is there");
    await first.ready();
    assert.deepEqual(first.history, history);
    assert.deepEqual(first.messages.map((message) => message.state), ["said", "said"]);
    const { text } = await first.sendMessage("Thank you");
    assert.equal(first.history.length, 4);
    assert.deepEqual(JSON.parse(server.last().body).contents, first.history.slice(0, 3));

    const second = chat("finish-stop", { history: first.history });
    await second.ready();
    assert.deepEqual(second.history, first.history);
    assert.equal(second.messages.at(-1).text, text);
});

test("parts are kept as they are, whatever is in them", async () => {
    const history = [{ role: "user", parts: [{ later: { a: [1.5, null] }, text: "" }, {}] }];
    const conversation = chat("finish-stop", { history });
    await conversation.ready();
    assert.deepEqual(conversation.messages[0].content, history[0]);
});

test("an error is thrown", async () => {
    const conversation = chat("permission-denied");
    const stream = conversation.sendMessageStream("Hello");
    const expected = {
        name: "RillError",
        kind: "permission-denied",
        message: "This chat does not have permission to use the chat service.",
        detail: "The caller does not have permission",
        code: 403,
        status: "PERMISSION_DENIED",
        remedies: ["retry"],
    };
    await assert.rejects(read(stream), expected);
    await assert.rejects(stream.finished, RillError);
    assert.equal((await stream.next()).done, true, "once");
    const failed = conversation.messages.at(-1);
    assert.equal(failed.ending.error.kind, "permission-denied");
    assert.deepEqual(conversation.takeBack(), { role: "user", parts: [{ text: "Hello" }] });
});

test("an error breaks a stream", async () => {
    const { readable } = chat("model-not-found").sendMessageStream("Hello");
    await assert.rejects(readable.getReader().read(), { kind: "model-not-found" });
});

test("nothing to send, and what cannot be sent", async () => {
    const conversation = chat("finish-stop");
    await assert.rejects(conversation.sendMessage("  "), { kind: "empty-message" });
    for (const wrong of [7, null, undefined, [7], { parts: "Hello" }, () => {}]) {
        await assert.rejects(conversation.sendMessage(wrong), TypeError);
    }
    assert.equal(conversation.messages.length, 0);
});

test("an answer that was cut goes on", async () => {
    const conversation = chat("continued");
    const cut = await conversation.sendMessage("Hello");
    assert.equal(cut.reason, "connection-lost");
    const rest = conversation.continueAnswer();
    const text = await read(rest);
    const whole = await rest.finished;
    assert.equal(whole.text, cut.text + text);
    assert.match(whole.text, /^The keeper .* both\.$/);
    assert.equal(whole.complete, true);
    assert.equal(conversation.messages.length, 2);
});

test("an answer is had once more", async () => {
    const conversation = chat("overloaded-once");
    await assert.rejects(conversation.sendMessage("Hello"), { kind: "overloaded", code: 503 });
    const answer = await conversation.retry().finished;
    assert.equal(answer.complete, true);
    assert.equal(conversation.messages.length, 2);
});

test("an answer is had once more, when there is a connection", async () => {
    const conversation = chat("finish-stop");
    const first = await conversation.sendMessage("Hello");
    const second = await conversation.retry({ whenOnline: true }).finished;
    assert.equal(second.text, first.text);
    assert.notEqual(second.message.id, first.message.id);
    assert.equal(conversation.messages.length, 2);
});

test("where there is nothing to go on with", async () => {
    const conversation = chat("finish-stop");
    for (const stream of [conversation.retry(), conversation.continueAnswer()]) {
        assert.equal(await read(stream), "");
        const { reason, complete, message } = await stream.finished;
        assert.deepEqual({ reason, complete, message }, { reason: "none", complete: false, message: undefined });
    }
});

test("pauses are told", async () => {
    const conversation = chat("overloaded-once", { recovery: { attempts: 2, baseDelay: 0.01 } });
    const states = [];
    const stream = conversation.sendMessageStream("Hello", {
        onUpdate: (message) => states.push(message),
    });
    assert.equal((await stream.finished).complete, true);
    const pause = states.find((message) => message.state === "pausing").pause;
    assert.equal(pause.attempt, 2);
    assert.equal(pause.attempts, 2);
    assert.equal(pause.error.kind, "overloaded");
});

test("a conversation is forgotten", async () => {
    const conversation = chat("finish-stop", { history: [{ role: "user", parts: [{ text: "Hi" }] }] });
    await conversation.sendMessage("Hello");
    await conversation.clear();
    assert.deepEqual(conversation.messages, []);
    assert.deepEqual(conversation.history, []);
    assert.equal((await conversation.sendMessage("Hello")).complete, true);
    assert.equal(conversation.history.length, 2);
});

test("two clients do not know of each other", async () => {
    const one = chat("finish-stop");
    const other = chat("finish-max-tokens");
    const [first, second] = await Promise.all([one.sendMessage("One"), other.sendMessage("Other")]);
    assert.equal(first.reason, "complete");
    assert.equal(second.reason, "token-limit");
    assert.equal(one.history[0].parts[0].text, "One");
    assert.equal(other.history[0].parts[0].text, "Other");
});

test("without IndexedDB a kept conversation works, and says that it is not kept", async () => {
    const troubles = [];
    const conversation = chat("finish-stop", { keep: "support", onTrouble: (it) => troubles.push(it) });
    assert.equal((await conversation.sendMessage("Hello")).complete, true);
    assert.equal(troubles.length, 1);
    assert.equal(troubles[0].kind, "not-kept");
});
