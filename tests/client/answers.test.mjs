// Whole answers, their metadata, and the requests for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chat, client, read, relay } from "./support.mjs";

test("a loop reads an answer as it arrives", async () => {
    const story = chat("finish-stop").sendMessageStream("Tell me a story");
    const text = await read(story);
    const answer = await story.finished;
    assert.equal(text, answer.text);
    assert.ok(text.length > 0);
    const { reason, complete, finishReason, remedies } = answer;
    assert.deepEqual(
        { reason, complete, finishReason, remedies },
        { reason: "complete", complete: true, finishReason: "STOP", remedies: [] },
    );
    assert.equal(answer.usage.totalTokenCount, 13);
    assert.deepEqual(answer.metadata.usageMetadata, answer.usage);
    assert.deepEqual(await story.message, answer.message);
});

test("an answer that nobody reads arrives as well", async () => {
    const conversation = chat("finish-stop");
    const answer = await conversation.sendMessage("Hello");
    assert.equal(answer.message.role, "model");
    assert.equal(conversation.messages.length, 2);
    assert.equal(conversation.answering, false);
});

test("a stream of the platform's own", async () => {
    const story = chat("many-tiny-frames").sendMessageStream("Hello");
    assert.ok(story.readable instanceof ReadableStream);
    assert.equal(story.readable, story.readable);
    let text = "";
    const sink = new WritableStream({
        write(chunk) {
            text += chunk.text;
        },
    });
    await story.readable.pipeTo(sink);
    assert.equal(text, (await story.finished).text);
    assert.equal(text.length, 2000);
});

test("chunks carry Gemini's fields", async () => {
    const chunks = [];
    for await (const chunk of chat("thoughts").sendMessageStream("Hello")) {
        chunks.push(chunk);
    }
    assert.ok(chunks.some((chunk) => chunk.thoughts && !chunk.text));
    assert.ok(chunks.every((chunk) => Array.isArray(chunk.parts)));
    assert.equal(chunks.at(-1).finishReason, "STOP");
    assert.ok(chunks.flatMap((chunk) => chunk.parts).some((part) => part.thoughtSignature));

    const cited = await chat("citations").sendMessage("Hello");
    assert.ok(cited.metadata.citationMetadata.citationSources.length > 0);
    const grounded = await chat("grounding").sendMessage("Hello");
    assert.ok(grounded.metadata.groundingMetadata.groundingChunks.length > 0);
});

test("a call of a function is an answer", async () => {
    const answer = await chat("function-call").sendMessage("Hello");
    assert.equal(answer.complete, true);
    const parts = answer.message.content.parts;
    assert.ok(parts.some((part) => part.functionCall));
});

test("limits, blocks and cuts are endings and no errors", async () => {
    const cases = {
        "finish-max-tokens": ["token-limit", ["continue"]],
        "finish-safety": ["answer-blocked", ["retry"]],
        "blocked-safety": ["prompt-blocked", ["edit"]],
        "no-finish-reason": ["connection-lost", ["continue", "retry"]],
        "stop-without-text": ["empty", ["retry"]],
    };
    for (const [scenario, [reason, remedies]] of Object.entries(cases)) {
        const stream = chat(scenario).sendMessageStream("Hello");
        await read(stream);
        const answer = await stream.finished;
        assert.equal(answer.reason, reason, scenario);
        assert.equal(answer.complete, false, scenario);
        assert.deepEqual(answer.remedies, remedies, scenario);
    }
});

test("what the options say is in the request", async () => {
    const server = await relay();
    let asked = 0;
    const conversation = client("finish-stop", {
        endpoint: `${server.url}/v1`,
        systemInstruction: "Be brief.",
        generationConfig: { maxOutputTokens: 80, thinkingConfig: { thinkingLevel: "LOW" } },
        safetySettings: [
            { category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_ONLY_HIGH" },
        ],
        headers: async () => ({ "x-tenant": "42" }),
        token: () => `token-${(asked += 1)}`,
    }).startChat();
    await conversation.sendMessage("Hello");
    await conversation.sendMessage(["Look:", { inlineData: { mimeType: "image/png", data: "AA==" } }]);
    const [first, second] = server.requests;
    assert.equal(first.url, "/v1/models/scenario-finish-stop:streamGenerateContent?alt=sse");
    assert.equal(first.headers["x-tenant"], "42");
    assert.equal(first.headers["content-type"], "application/json");
    assert.equal(first.headers.authorization, "Bearer token-1");
    assert.equal(second.headers.authorization, "Bearer token-2");
    const { contents, ...rest } = JSON.parse(first.body);
    assert.deepEqual(contents, [{ role: "user", parts: [{ text: "Hello" }] }]);
    assert.deepEqual(rest, {
        systemInstruction: { parts: [{ text: "Be brief." }] },
        generationConfig: { maxOutputTokens: 80, thinkingConfig: { thinkingLevel: "LOW" } },
        safetySettings: [
            { category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_ONLY_HIGH" },
        ],
    });
    assert.deepEqual(JSON.parse(second.body).contents.at(-1), {
        role: "user",
        parts: [{ text: "Look:" }, { inlineData: { mimeType: "image/png", data: "AA==" } }],
    });
});

test("a function in the place of fetch", async () => {
    const frame = { candidates: [{ content: { parts: [{ text: "Hi" }] }, finishReason: "STOP" }] };
    const seen = [];
    const conversation = client("any", {
        endpoint: "https://relay.example/v1beta",
        fetch: (url, init) => {
            seen.push([url, init.method, init.signal instanceof AbortSignal]);
            return new Response(`data: ${JSON.stringify(frame)}\n\n`);
        },
    }).startChat();
    assert.equal((await conversation.sendMessage("Hello")).text, "Hi");
    assert.deepEqual(seen, [
        [
            "https://relay.example/v1beta/models/scenario-any:streamGenerateContent?alt=sse",
            "POST",
            true,
        ],
    ]);
});
