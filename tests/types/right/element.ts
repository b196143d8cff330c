// Uses the element's types as a page would. A line below `@ts-expect-error` must be wrong.

import type {
    BeforeSendDetail,
    ChatHistory,
    Content,
    ErrorDetail,
    Exported,
    FinishDetail,
    Message,
    RillChat,
    RillChatEventMap,
} from "rill-chat";
import german from "rill-chat/languages/de.js";

/** Compiles only if both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const same = <A, B>(_: Same<A, B>) => {};

const chat = document.createElement("rill-chat");
same<typeof chat, RillChat>(true);
const found = document.querySelector("rill-chat");
same<typeof found, RillChat | null>(true);
const element: HTMLElement = chat;

// Attributes as properties.
chat.endpoint = "https://relay.example/v1beta";
chat.systemInstruction = null;
chat.mode = "popup";
chat.open = true;
chat.retryAttempts = 5;
chat.theme = "";
chat.imageOrigins = ["https://images.example"];
chat.imageOrigins = "https://images.example";
same<typeof chat.imageOrigins, readonly string[]>(true);
chat.generationConfig = { maxOutputTokens: 8, thinkingConfig: { thinkingLevel: "LOW" }, later: 1 };
chat.safetySettings = [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }];
chat.safetySettings = [{ category: "HARM_CATEGORY_LATER", threshold: "LATER" }];
chat.tools = [{ googleSearch: {} }];
chat.suggestions = ["Hello", { label: "Hours", message: "When are you open?" }];
chat.lang = "de";
chat.labels = german;
chat.labels = { ...german, send: "Los" };
// @ts-expect-error: there is no such label.
german.sent;
chat.dir = "rtl";
// @ts-expect-error
chat.mode = "window";
// @ts-expect-error
chat.retryAttempts = "5";
// @ts-expect-error
chat.suggestions = [{ label: "Hours" }];
// @ts-expect-error
chat.safetySettings = [{ category: "HARM_CATEGORY_HARASSMENT" }];
// @ts-expect-error
chat.apikey = "a";

// Properties without an attribute.
chat.fetch = fetch;
chat.fetch = async (input, init) => fetch(input, init);
chat.headers = { "x-app": "1" };
chat.headers = async () => new Headers();
chat.token = "t";
chat.token = async () => "t";
chat.labels = { send: "Go" };
chat.history = [{ role: "user", parts: [{ text: "Hello" }] }];
same<typeof chat.history, ChatHistory>(true);
same<typeof chat.messages, readonly Message[]>(true);
// @ts-expect-error: each turn of a history has a role.
chat.history = [{ parts: [{ text: "Hello" }] }];
// @ts-expect-error
chat.token = () => 7;
// @ts-expect-error
chat.messages = [];
// @ts-expect-error
chat.answering = true;

// Methods.
const finish = await chat.send("Tell me a story.");
same<typeof finish, FinishDetail | undefined>(true);
if (finish?.complete) {
    const text: string = finish.text;
    const tokens: number | undefined = finish.usage.totalTokenCount;
}
await chat.send({ parts: ["Look:", { inlineData: { mimeType: "image/png", data: "AA==" } }] });
await chat.send(["Look:", { text: "there" }]);
await chat.retry();
await chat.continue();
await chat.clear();
await chat.load();
await chat.restart();
chat.stop();
chat.show();
chat.close();
chat.focus();
chat.focus({ preventScroll: true });
same<ReturnType<typeof chat.export>, Promise<Exported>>(true);
await chat.import(await chat.export());
// @ts-expect-error
chat.send(7);
// @ts-expect-error
chat.send();

// Events, on the element and its ancestors.
chat.addEventListener("rill-before-send", (event) => {
    same<typeof event, CustomEvent<BeforeSendDetail>>(true);
    event.detail.text = event.detail.text.trim();
    event.preventDefault();
});
chat.addEventListener("rill-chunk", ({ detail }) => {
    const text: string = detail.text;
    const reason: string | undefined = detail.chunk.finishReason;
});
chat.addEventListener("rill-feedback", ({ detail }) => {
    same<typeof detail.value, "up" | "down" | null>(true);
    // @ts-expect-error
    detail.rating;
});
chat.addEventListener("rill-open", ({ detail }) => same<typeof detail, null>(true));
document.addEventListener("rill-error", ({ detail }) => {
    same<typeof detail, ErrorDetail>(true);
    if (detail.kind === "rate-limited") {
        const seconds: number | undefined = detail.retryDelay;
    }
});
window.addEventListener("rill-finish", ({ detail: { reason, metadata } }) => {
    const isCut: boolean = reason === "token-limit";
    const queries: string[] | undefined = metadata.groundingMetadata?.webSearchQueries;
});
chat.addEventListener("click", (event) => event.clientX);
const names: (keyof RillChatEventMap)[] = ["rill-message", "rill-close"];
// @ts-expect-error
const wrong: keyof RillChatEventMap = "rill-opened";
