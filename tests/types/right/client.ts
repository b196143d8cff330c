// Uses the types of the client as a program would; `tsc --strict` reads it.

import { RillClient, RillError, type Answer, type Chat, type Content } from "rill-chat/client";

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
    wasmUrl: new URL("https://cdn.example/client.wasm"),
});

export async function story(history: Content[]): Promise<string> {
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
    return text + next.export().messages.length;
}

export async function freed(): Promise<void> {
    using chat = client.startChat();
    using stream = chat.sendMessageStream("Hello");
    const first = await stream.next();
    // @ts-expect-error: there may be no chunk.
    first.value.text;
    // @ts-expect-error: a number is no message.
    chat.sendMessageStream(7);
    // @ts-expect-error: the messages are told and not set.
    chat.messages = [];
}

// @ts-expect-error: a name is a string.
new RillClient({ keep: true });
// @ts-expect-error: the module is the client's.
client.startChat({ wasmUrl: "/client.wasm" });
// @ts-expect-error: the module is the client's.
client.startChat({ wasm: new Uint8Array() });
// @ts-expect-error: a history is a conversation's.
new RillClient({ history: [] });
// @ts-expect-error: conversations are started.
new Chat();
