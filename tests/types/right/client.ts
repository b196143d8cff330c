// Uses the client's types as a program would; `tsc --strict` checks it.

import {
    RillClient,
    RillError,
    type Answer,
    type Chat,
    type ChatHistory,
    type Content,
    type Exported,
    type FetchFunction,
    type Token,
} from "rill-chat/client";

/** An interface without an index signature, as Google's own types are. */
interface Tool {
    googleSearch?: { later?: boolean };
}
const tools: Tool[] = [{ googleSearch: {} }];

const client = new RillClient({
    endpoint: "https://relay.example/v1beta",
    model: "gemini-flash-latest",
    systemInstruction: "Be brief.",
    generationConfig: { maxOutputTokens: 80, thinkingConfig: { thinkingLevel: "LOW" } },
    thinking: "show",
    safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_ONLY_HIGH" }],
    headers: async () => ({ "x-tenant": "42" }),
    token: () => "token",
    recovery: { attempts: 5, baseDelay: 0.5 },
    fetch: (url, init) => fetch(url, { ...init, credentials: "include" }),
    tools,
    toolConfig: { functionCallingConfig: { mode: "AUTO" } },
    cachedContent: "cachedContents/a",
    wasmUrl: new URL("https://cdn.example/client.wasm"),
});

export async function story(history: ChatHistory): Promise<string> {
    const chat: Chat = client.startChat({ history, keep: "support" });
    const signal = AbortSignal.timeout(1000);
    let text = "";
    const stream = chat.sendMessageStream(["Look:", { inlineData: { mimeType: "image/png", data: "AA==" } }], {
        signal,
        onUpdate: (message) => console.log(message.pause?.delay),
    });
    for await (const chunk of stream) {
        text += chunk.text + (chunk.usageMetadata?.totalTokenCount ?? 0) + (chunk.finishReason ?? "");
    }
    const answer: Answer = await stream.finished;
    if (!answer.complete && answer.remedies.includes("continue")) {
        await chat.continueAnswer().readable.pipeTo(new WritableStream());
    }
    try {
        await chat.sendMessage("Thanks");
    } catch (error) {
        if (error instanceof RillError && error.kind === "overloaded") {
            await chat.retry({ whenOnline: true }).finished;
        }
    }
    chat.stop();
    await chat.clear();
    const next = client.startChat({ history: chat.history });
    // Content that was taken back can be sent, and so can content without a role.
    const unsent: Content | undefined = next.takeBack();
    await next.sendMessage(unsent ?? { parts: ["Hello"] });
    await next.sendMessage({ role: "user", parts: [{ text: "Hello" }] });
    return text;
}

export async function moved(from: Chat, to: Chat): Promise<string[]> {
    const exported: Exported = await from.export();
    await to.import(exported);
    await to.import(await from.export());
    // @ts-expect-error: an export has a version.
    await to.import({ messages: exported.messages });
    return exported.messages.map(({ role, parts, state, reason, error, model, side }) => {
        const { totalTokenCount = 0 } = side?.usage ?? {};
        const [source] = side?.grounding?.sources ?? [];
        return `${role} ${parts.length} ${state} ${reason} ${error?.kind} ${model} ${totalTokenCount} ${source?.[0]}`;
    });
}

// The element shares these types.
const asIs: FetchFunction = (url, init) => fetch(url, init);
const token: Token = async () => undefined;
new RillClient({ fetch: asIs, token, headers: () => undefined });
new RillClient({ fetch, token: "t", headers: [["x-tenant", "42"]] });

export async function freed(): Promise<void> {
    using chat = client.startChat();
    using stream = chat.sendMessageStream("Hello");
    const first = await stream.next();
    // @ts-expect-error: there may be no chunk.
    first.value.text;
    // @ts-expect-error: a number is not a message.
    chat.sendMessageStream(7);
    // @ts-expect-error: `messages` has no setter.
    chat.messages = [];
    // @ts-expect-error: `messages` is a readonly array.
    chat.messages.pop();
}

// @ts-expect-error: `keep` is a name.
new RillClient({ keep: true });
// @ts-expect-error: each turn of a history has a role.
client.startChat({ history: [{ parts: [{ text: "Hello" }] }] });
// @ts-expect-error: the module is an option of the client.
client.startChat({ wasmUrl: "/client.wasm" });
// @ts-expect-error: the module is an option of the client.
client.startChat({ wasm: new Uint8Array() });
// @ts-expect-error: a history is an option of a conversation.
new RillClient({ history: [] });
// @ts-expect-error: `tools` is an array.
new RillClient({ tools: { googleSearch: {} } });
// @ts-expect-error: `startChat` creates conversations.
new Chat();
