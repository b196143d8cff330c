// Options of a client and its conversations: which reach the request, which count as absent, and
// which are rejected.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RillClient, chat, client, relay, warnings } from "./support.mjs";

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

test("what is not given is the default, or the client's", async () => {
    const server = await relay();
    const nothing = { keep: null, history: null, headers: undefined, recovery: null };
    const from = client("finish-stop", { endpoint: server.url, ...nothing, model: "scenario-thoughts" });
    for (const absent of [undefined, null]) {
        const options = { model: absent, endpoint: absent, keep: absent, onTrouble: absent };
        const conversation = from.startChat(options);
        assert.equal(conversation.model, "scenario-thoughts");
        await conversation.sendMessage("Hello");
        assert.match(server.last().url, /scenario-thoughts:/);
    }
    assert.equal(server.requests.length, 2);
    const troubles = [];
    const conversation = chat("finish-stop", { keep: "", onTrouble: (it) => troubles.push(it) });
    await conversation.sendMessage("Hello");
    assert.deepEqual(troubles, [], "there is nothing to be kept under no name");
});

/** Options of a wrong type, and the name in the error. */
const REFUSED = [
    [7, "options"],
    ["a-model", "options"],
    [{ endpoint: 7 }, "endpoint"],
    [{ apiVersion: "beta" }, "apiVersion"],
    [{ apiKey: {} }, "apiKey"],
    [{ model: 7 }, "model"],
    [{ systemInstruction: 7 }, "systemInstruction"],
    [{ generationConfig: "hot" }, "generationConfig"],
    [{ safetySettings: {} }, "safetySettings"],
    [{ tools: { googleSearch: {} } }, "tools"],
    [{ toolConfig: [] }, "toolConfig"],
    [{ cachedContent: {} }, "cachedContent"],
    [{ thinking: "loud" }, "thinking"],
    [{ thinking: ["show"] }, "thinking"],
    [{ fetch: "https://relay.example" }, "fetch"],
    [{ headers: 7 }, "headers"],
    [{ token: 7 }, "token"],
    [{ recovery: 3 }, "recovery"],
    [{ recovery: { attempts: "3" } }, "attempts"],
    [{ keep: true }, "keep"],
    [{ onTrouble: 7 }, "onTrouble"],
];

test("an option of a wrong type is refused at once", () => {
    const from = client("any");
    for (const [options, name] of REFUSED) {
        const expected = { name: "TypeError", message: new RegExp(`^${name}: `) };
        assert.throws(() => new RillClient(options), expected);
        assert.throws(() => from.startChat(options), expected);
    }
    assert.throws(() => new RillClient({ wasm: "client.wasm" }), { message: /^wasm: / });
    assert.throws(() => new RillClient({ wasmUrl: 7 }), { message: /^wasmUrl: / });
    assert.throws(() => from.startChat({ history: {} }), { message: /^history: / });
    const conversation = from.startChat();
    assert.throws(() => conversation.sendMessage("Hello", { signal: 7 }), { message: /^signal: / });
    assert.throws(() => conversation.continueAnswer({ onUpdate: {} }), { message: /^onUpdate: / });
    assert.throws(() => conversation.retry({ whenOnline: 1 }), { message: /^whenOnline: / });
});

test("what is wrong inside of an option is refused at the first use", async () => {
    const wrong = [
        { history: [{ role: "system", parts: [] }] },
        { history: [{ parts: [{ text: "Who says that?" }] }] },
        { safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT" }] },
        { systemInstruction: [7] },
        { recovery: { attempts: -1 } },
    ];
    for (const options of wrong) {
        await assert.rejects(chat("any", options).ready(), TypeError, JSON.stringify(options));
    }
});

test("what is not known is warned of, and does nothing", async () => {
    const known = {
        endpoint: "/",
        apiVersion: "v1beta2",
        systemInstruction: [{ text: "Be brief." }],
        headers: [["x-a", "1"]],
        token: "t",
        recovery: { saveInterval: 1, attempts: undefined },
        history: null,
        wasmUrl: new URL("https://cdn.example/client.wasm"),
    };
    assert.deepEqual(warnings(() => new RillClient(known)), []);
    const unknown = { sytemInstruction: "Be brief.", recovery: { attemps: 3 }, history: [], toString: 7 };
    assert.deepEqual(warnings(() => new RillClient(unknown)), [
        "rill: there is no option sytemInstruction here.",
        "rill: there is no option attemps here.",
        "rill: there is no option history here.",
        "rill: there is no option toString here.",
    ]);

    // The module is an option of the client.
    let conversation;
    const begin = () => {
        conversation = client("finish-stop").startChat({ wasmUrl: "/other.wasm", wasm: new Uint8Array() });
    };
    assert.deepEqual(warnings(begin), [
        "rill: there is no option wasmUrl here.",
        "rill: there is no option wasm here.",
    ]);
    assert.equal((await conversation.sendMessage("Hello")).complete, true);
});
