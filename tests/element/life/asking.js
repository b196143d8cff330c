// Methods and properties that a page uses, and misuse that must not break the element.

import {
    answering,
    check,
    composer,
    expect,
    find,
    pause,
    runs,
    told,
    until,
    warnings,
} from "./harness.js";

await check("each promise is of its own answer", async (page) => {
    const element = page.add();
    element.fetch = answering(["one"], { ends: false });
    const first = element.send("First");
    await until("it answers", () => element.messages.at(-1)?.text === "one");
    element.fetch = answering(["two"]);
    const second = element.send("Second");
    const third = element.send("Third");
    const said = async (promise) => {
        const { text, complete } = await promise;
        return [text, complete];
    };
    expect("the first", await said(first), ["one", false]);
    expect("the second", (await said(second))[1], false);
    expect("the third", await said(third), ["two", true]);
});

/** Returns how a promise is rejected. */
const refusal = (promise) =>
    promise.then(
        () => "kept",
        ({ name, kind }) => `${name}: ${kind}`,
    );

await check(
    "what waits when it is stopped is of nothing, and the next is of its own",
    async (page) => {
        // IndexedDB never responds, so the chat waits for what is kept.
        const { open } = IDBFactory.prototype;
        IDBFactory.prototype.open = () => ({});
        const element = page.add({ keep: "stopping" });
        element.fetch = answering(["one"]);
        const first = element.send("First");
        await until("it runs", () => runs(element));
        IDBFactory.prototype.open = open;
        element.stop();
        expect("the first", (await first) ?? null, null);
        expect("the second", (await element.send("Second")).text, "one");
        expect("requests", element.fetch.calls.length, 1);
    },
);

await check("what is kept is there when it has loaded", async (page) => {
    const before = page.add({ keep: "loading" });
    before.fetch = answering(["half an answer"], { ends: false });
    before.send("A question");
    await until("it answers", () => before.messages.at(-1)?.text === "half an answer");
    before.stop();
    // The conversation is written a moment later.
    await pause(600);
    before.remove();
    /** The first call of a page, and its result. */
    const asks = [
        ["load()", async (element) => (await element.load(), element.messages.length), 2],
        ["export()", async (element) => (await element.export()).messages.length, 2],
        ["continue()", async (element) => (await element.continue()).text, "half an answer, whole"],
        ["retry()", async (element) => (await element.retry()).text, ", whole"],
    ];
    for (const [name, ask, expected] of asks) {
        const element = page.add({ keep: "loading", loading: "open" });
        element.fetch = answering([", whole"]);
        expect(name, await ask(element), expected);
        await pause(600);
        element.remove();
    }
    const last = page.add({ keep: "loading" });
    await last.clear();
});

await check("under another name it goes on with what is kept there", async (page) => {
    const element = page.add({ keep: "somebody" });
    element.fetch = answering(["answered"]);
    await element.send("A question");
    composer(element).focus();
    element.keep = "somebody-else";
    await element.load();
    expect("of nobody else", element.messages, []);
    expect("the focus", element.shadowRoot.activeElement === composer(element));
    await element.send("Another question");
    expect("alone", element.fetch.calls.at(-1).body.contents.length, 1);
    await element.clear();
    element.keep = "somebody";
    await element.load();
    expect("it is back", element.messages[0].text, "A question");
    await element.clear();
});

await check("what cannot be loaded is told to whoever asked for it", async (page) => {
    const element = page.add({ "wasm-url": "rill-chat/missing.wasm" });
    expect("load", await refusal(element.load()), "RillError: load-failed");
    expect("send", await refusal(element.send("A question")), "RillError: load-failed");
    element.wasmUrl = "rill-chat/chat.wasm";
    element.remove();
    await pause(0);
    expect("out of a page", await refusal(element.send("A question")), "RillError: load-failed");
});

await check("who leaves the page while it loads has sent nothing", async (page) => {
    const element = page.add({ loading: "open" });
    const sent = element.send("A question");
    element.remove();
    expect("sent", (await sent) ?? null, null);
});

await check("the page is told that nothing is kept", async (page) => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
        throw new DOMException("made by the test", "SecurityError");
    };
    const element = page.add({ keep: "forbidden" });
    const { detail } = await told(element, "error");
    IDBFactory.prototype.open = open;
    expect("the kind", detail.kind, "not-kept");
});

/** Ways to end an answer without a result: a name, and how. */
const FORGETTING = [
    ["clear()", (element) => element.clear()],
    ["another history", (element) => (element.history = [])],
    ["leaving the page", (element) => element.remove()],
];

for (const [name, forget] of FORGETTING) {
    await check(`a promise of an answer ends with ${name}`, async (page) => {
        const element = page.add();
        element.fetch = answering(["never whole"], { ends: false });
        const asked = element.send("A question");
        await until("it answers", () => element.answering);
        await forget(element);
        expect(
            "of nothing",
            (await Promise.race([asked, pause(2_000).then(() => "late")])) ?? null,
            null,
        );
    });
}

/** Values that are no history. */
const cycle = { role: "user", parts: [{}] };
cycle.parts[0].self = cycle;
const HISTORIES = [
    "A question",
    {},
    [{ role: "user" }],
    [{ role: "system", parts: [] }],
    [{ role: "user", parts: ["A question"] }],
    [{ role: "user", parts: [{ text: 1n }] }],
    [cycle],
];

await check("what is no history is named in the console, and nothing is lost", async (page) => {
    const known = [{ role: "user", parts: [{ text: "Known" }] }];
    const element = page.add();
    element.history = HISTORIES[2];
    const heard = await warnings(() => until("it runs", () => runs(element)));
    expect("warned", heard.filter((it) => it.includes("history")).length, 1);
    element.history = known;
    for (const history of HISTORIES) {
        const [heard] = await warnings(() => (element.history = history));
        expect("warned", heard?.includes("history"));
        expect("it stays", element.history, known);
    }
    element.remove();
    await pause(0);
    document.body.append(element);
    await until("it runs again", () => runs(element));
    expect("it is still known", element.history, known);
});

await check("settings that JSON does not have are named in the console", async (page) => {
    const element = page.add();
    const heard = await warnings(() => {
        element.generationConfig = { seed: 1n };
        element.generationConfig = cycle;
    });
    expect(
        "warned",
        heard.map((it) => it.includes("generation-config")),
        [true, true],
    );
    element.fetch = answering(["answered"]);
    const { text } = await element.send("A question");
    expect("it answers", text, "answered");
});

await check("of two languages the last one wins", async (page) => {
    const element = page.add();
    await until("it runs", () => runs(element));
    for (const [slow, last, words] of [
        ["fr", "en", "Write a message"],
        ["ko", "de", "Nachricht schreiben"],
    ]) {
        element.lang = slow;
        element.lang = last;
        await pause(200);
        expect(last, composer(element).placeholder, words);
    }
});

await check("it goes along with the language of the page", async (page) => {
    const element = page.add();
    await until("it runs", () => runs(element));
    const { lang } = document.documentElement;
    for (const [tag, words] of [
        ["de", "Nachricht schreiben"],
        [lang, "Write a message"],
    ]) {
        document.documentElement.lang = tag;
        await until(tag, () => composer(element).placeholder === words);
    }
});

await check("a conversation is exported before the program runs, too", async (page) => {
    const element = page.add({ loading: "open" });
    element.history = [{ role: "user", parts: [{ text: "Known" }] }];
    const { messages } = await element.export();
    expect("messages", messages.length, 1);
});

await check("a token that cannot be had is told as that, and nothing is sent", async (page) => {
    const element = page.add();
    element.fetch = answering(["answered"]);
    element.token = async () => {
        throw new Error("signed out");
    };
    const failed = told(element, "error");
    await element.send("A question");
    const { kind, detail } = (await failed).detail;
    expect("the kind", kind, "no-credentials");
    expect("in its own words", detail.includes("signed out"));
    expect("requests", element.fetch.calls.length, 0);
    element.token = "a token";
    await element.retry();
    expect(
        "the next one",
        element.fetch.calls[0].init.headers.get("authorization"),
        "Bearer a token",
    );
});

await check("English in the place of an unknown language is marked as English", async (page) => {
    const element = page.add({ lang: "sv" });
    await until("it runs", () => runs(element));
    expect("English", find(element, ".rill-place .rill-chat").lang, "en");
    element.lang = "de";
    await until("German", () => find(element, ".rill-place .rill-chat").lang === "de");
});

await check("what cannot be deleted is told to whoever asked for that", async (page) => {
    const element = page.add({ keep: "asking" });
    element.fetch = answering(["answered"]);
    await element.send("A question");
    // The conversation is written a moment later.
    await pause(600);
    const { delete: remove, clear } = IDBObjectStore.prototype;
    const refuse = () => {
        throw new DOMException("made by the test", "UnknownError");
    };
    Object.assign(IDBObjectStore.prototype, { delete: refuse, clear: refuse });
    const heard = told(element, "error");
    const failure = await refusal(element.clear());
    Object.assign(IDBObjectStore.prototype, { delete: remove, clear });
    expect("the promise", failure, "RillError: not-deleted");
    expect("the page", (await heard).detail.kind, "not-deleted");
    expect("all is still there", element.messages.length, 2);
    await element.clear();
    expect("deleted", element.messages.length, 0);
});

await check("an export is a conversation to go on from", async (page) => {
    const element = page.add();
    element.fetch = answering(["half an answer"], { ends: false });
    element.send("A question");
    await until("it answers", () => element.messages.at(-1)?.text === "half an answer");
    element.stop();
    const exported = JSON.parse(JSON.stringify(await element.export()));
    const other = page.add();
    await other.import(exported);
    expect("how it ended", other.messages.at(-1).ending, element.messages.at(-1).ending);
    expect("the same", await other.export(), exported);
    for (const wrong of [
        {},
        [],
        7,
        undefined,
        { ...exported, version: 99 },
        { version: 1 },
        { version: 1, messages: [7] },
    ]) {
        const failure = await other.import(wrong).catch(({ name }) => name);
        expect("refused", failure, "TypeError");
    }
    expect("it stays", other.messages.length, 2);
    other.fetch = answering([", whole"]);
    expect("it goes on", (await other.continue()).text, "half an answer, whole");
});
