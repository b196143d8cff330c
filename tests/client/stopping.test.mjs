// Each way to end an answer early closes its connection.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chat, client, read, relay } from "./support.mjs";

/** Starts an answer that stalls, through a relay. */
async function begin(options) {
    const server = await relay();
    const conversation = client("stall-mid-answer", { endpoint: server.url }).startChat();
    const stream = conversation.sendMessageStream("Hello", options);
    return { server, conversation, stream };
}

async function assertStopped({ server, conversation, stream }) {
    await server.last().closed;
    assert.equal((await stream.finished).reason, "stopped");
    assert.equal(conversation.messages.at(-1).ending.reason, "stopped");
    assert.equal(conversation.answering, false);
    assert.ok(conversation.messages.at(-1).text.length > 0, "what has arrived stays");
}

test("a loop that is left", async () => {
    const begun = await begin();
    for await (const chunk of begun.stream) {
        assert.ok(chunk.text);
        break;
    }
    await assertStopped(begun);
});

test("a loop that throws", async () => {
    const begun = await begin();
    const leave = async () => {
        for await (const chunk of begun.stream) {
            throw new Error(chunk.text);
        }
    };
    await assert.rejects(leave);
    await assertStopped(begun);
});

test("a stream that is cancelled", async () => {
    const begun = await begin();
    const reader = begun.stream.readable.getReader();
    assert.equal((await reader.read()).done, false);
    await reader.cancel();
    await assertStopped(begun);
});

test("stop()", async () => {
    const begun = await begin();
    await begun.stream.next();
    begun.conversation.stop();
    assert.equal(begun.conversation.answering, false, "before it returns");
    // Text that has arrived can still be read.
    await read(begun.stream);
    await assertStopped(begun);
});

test("the end of a block that uses it", async () => {
    const begun = await begin();
    await begun.stream.next();
    begun.stream[Symbol.dispose]();
    await assertStopped(begun);
});

test("another message", async () => {
    const begun = await begin();
    await begun.stream.next();
    const first = begun.server.last();
    const second = begun.conversation.sendMessageStream("Something else");
    await first.closed;
    assert.equal((await begun.stream.finished).reason, "stopped");
    await second.next();
    // Stopping an answer that has ended does not stop the one after it.
    begun.stream.stop();
    await begun.stream.return();
    assert.equal(begun.conversation.answering, true);
    second.stop();
    assert.equal((await second.finished).reason, "stopped");
});

test("an answer, after something was asked for that there is not", async () => {
    const cases = {
        "to go on": (conversation) => conversation.continueAnswer().finished,
        "a blank message": (conversation) =>
            assert.rejects(conversation.sendMessage("  "), { kind: "empty-message" }),
        "what is no message": (conversation) =>
            assert.rejects(conversation.sendMessage(7), TypeError),
    };
    const ways = [
        ({ conversation }) => conversation.stop(),
        ({ stream }) => stream.stop(),
        ({ stream }) => stream.return(),
    ];
    for (const [name, ask] of Object.entries(cases)) {
        for (const stop of ways) {
            const begun = await begin();
            await begun.stream.next();
            await ask(begun.conversation);
            assert.equal(begun.conversation.answering, true, name);
            stop(begun);
            assert.equal(begun.conversation.answering, false, `${name}: ${stop}`);
            await assertStopped(begun);
        }
    }
});

test("a signal, whose reason is thrown", async () => {
    const controller = new AbortController();
    const begun = await begin({ signal: controller.signal });
    await begun.stream.next();
    controller.abort(new Error("enough"));
    await assert.rejects(read(begun.stream), { message: "enough" });
    await assert.rejects(begun.stream.finished, { message: "enough" });
    await begun.server.last().closed;
    assert.equal(begun.conversation.messages.at(-1).ending.reason, "stopped");
});

test("a signal that was given before", async () => {
    const begun = await begin({ signal: AbortSignal.abort() });
    await assert.rejects(read(begun.stream), { name: "AbortError" });
    assert.equal(begun.server.requests.length, 0);
    assert.equal(begun.conversation.messages.length, 0);
});

test("before the module is there", async () => {
    const conversation = chat("stall");
    const stream = conversation.sendMessageStream("Hello");
    conversation.stop();
    assert.equal(await read(stream), "");
    const answer = await stream.finished;
    assert.equal(answer.reason, "stopped");
    assert.equal(answer.message, undefined);
});

test("before it has gone out", async () => {
    const conversation = chat("finish-stop");
    await conversation.ready();
    const ways = [(stream) => stream.stop(), () => conversation.stop(), () => conversation.clear()];
    for (const stop of ways) {
        const stream = conversation.sendMessageStream("Hello");
        stop(stream);
        assert.equal((await stream.finished).reason, "stopped");
        assert.deepEqual(conversation.messages, []);
    }
});

test("a conversation that is disposed", async () => {
    const begun = await begin();
    await begun.stream.next();
    begun.conversation[Symbol.dispose]();
    begun.conversation[Symbol.dispose]();
    await begun.server.last().closed;
    assert.equal((await begun.stream.finished).complete, false);
    assert.throws(() => begun.conversation.messages, { name: "RillError", kind: "disposed" });
    assert.throws(() => begun.conversation.sendMessageStream("Hello"), { kind: "disposed" });
});

test("one that is disposed while it begins", async () => {
    const conversation = chat("stall");
    const stream = conversation.sendMessageStream("Hello");
    conversation[Symbol.dispose]();
    assert.equal((await stream.finished).reason, "stopped");
});

test("what is stopped after its conversation was disposed", async () => {
    const controller = new AbortController();
    const begun = await begin({ signal: controller.signal });
    await begun.stream.next();
    begun.conversation[Symbol.dispose]();
    // In the same task, as at the end of a block with `using`: the answer has not ended yet.
    begun.stream.stop();
    controller.abort();
    await assert.rejects(begun.stream.finished, { name: "AbortError" });
});
