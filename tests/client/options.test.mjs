// What a client and its conversations are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { client, relay } from "./support.mjs";

test("what is Gemini's gets into the request as it is", async () => {
    const server = await relay();
    const asked = {
        generationConfig: { maxOutputTokens: 80, topP: 0.5 },
        safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
        tools: [{ googleSearch: {} }, { functionDeclarations: [{ name: "f", parameters: null }] }],
        toolConfig: { functionCallingConfig: { mode: "ANY" } },
        cachedContent: "cachedContents/a",
    };
    const from = client("grounding", { endpoint: server.url, ...asked, cachedContent: "cachedContents/b" });
    const { cachedContent } = asked;
    const { metadata } = await from.startChat({ cachedContent }).sendMessage("Who won?");
    const { contents, ...sent } = JSON.parse(server.last().body);
    assert.deepEqual(sent, asked);
    assert.ok(metadata.groundingMetadata.groundingChunks.length > 0);
});
