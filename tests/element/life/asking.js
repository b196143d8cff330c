// What a page asks an element for, and what it must not be able to break by it.

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

/** What ends an answer without a word: a name, and how. */
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

/** What is no history. */
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
    // It is written a moment later.
    await pause(600);
    const { delete: remove, clear } = IDBObjectStore.prototype;
    const refuse = () => {
        throw new DOMException("made by the test", "UnknownError");
    };
    Object.assign(IDBObjectStore.prototype, { delete: refuse, clear: refuse });
    const outcome = await element.clear().then(
        () => "deleted",
        (error) => error.constructor.name,
    );
    Object.assign(IDBObjectStore.prototype, { delete: remove, clear });
    expect("the promise", outcome, "Error");
    expect("all is still there", element.messages.length, 2);
    await element.clear();
    expect("deleted", element.messages.length, 0);
});

await check("an export is a history to go on from", async (page) => {
    const element = page.add();
    element.fetch = answering(["answered"]);
    await element.send("A question");
    const { messages } = await element.export();
    const other = page.add();
    other.history = messages;
    await other.load();
    expect("the same", other.history, element.history);
});
