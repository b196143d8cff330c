// Requests that are called back, replaced or rejected, and an element outside of the page.

import { answering, check, composer, expect, pause, runs, told, until } from "./harness.js";

/** Returns the text that a promise resolves to in time, or `late`. */
const kept = async (promise) =>
    Promise.race([promise.then((it) => it?.text ?? null), pause(3_000).then(() => "late")]);

await check("what cannot be sent takes no other's answer", async (page) => {
    const element = page.add();
    element.fetch = answering(["answered"]);
    await until("it runs", () => runs(element));
    for (const wrong of [7, [7], { role: "user", parts: "none" }]) {
        expect("it is refused", await element.send(wrong).catch(({ name }) => name), "TypeError");
    }
    expect("the next one", await kept(element.send("A question")), "answered");
});

await check("who waits for an answer gets the one that takes its place", async (page) => {
    const element = page.add();
    element.fetch = answering(["half"], { ends: false });
    const asked = element.send("A question");
    await until("it answers", () => element.messages.at(-1)?.text === "half");
    element.fetch = answering(["whole"]);
    expect("again", await kept(element.retry()), "whole");
    expect("at first", await kept(asked), "whole");
});

await check("who waits gets what is left where another try fails", async (page) => {
    const element = page.add({ "retry-attempts": 0 });
    element.fetch = answering(["half"], { ends: false });
    const asked = element.send("A question");
    await until("it answers", () => element.messages.at(-1)?.text === "half");
    element.fetch = async () => new Response("", { status: 400 });
    const again = element.retry();
    expect("again", await kept(again), "half");
    expect("at first", await kept(asked), "half");
});

for (const loading of ["open", "visible"]) {
    await check(
        `stop() calls back what has not gone out yet: loaded when ${loading}`,
        async (page) => {
            const element = page.add({ loading });
            element.fetch = answering(["answered"]);
            const asked = ["send", "retry", "continue"].map((name) => element[name]("A question"));
            element.stop();
            for (const promise of asked) {
                expect("of nothing", await kept(promise), null);
            }
            expect("requests", element.fetch.calls.length, 0);
            expect("the next one", await kept(element.send("Another one")), "answered");
        },
    );
}

/** Blocks IndexedDB with one long transaction, until the returned function is called. */
async function busy() {
    const { result: database } = await new Promise((resolve, reject) => {
        const opening = indexedDB.open("rill-chat");
        opening.onsuccess = () => resolve(opening);
        opening.onerror = reject;
    });
    const [name] = database.objectStoreNames;
    const store = database.transaction(name, "readwrite").objectStore(name);
    let isBusy = true;
    const spin = () => {
        store.count().onsuccess = () => (isBusy ? spin() : database.close());
    };
    spin();
    return () => (isBusy = false);
}

for (const [act, draft] of [
    ["stop", "A question"],
    ["clear", ""],
]) {
    await check(`${act}() reaches what waits for a conversation that is kept`, async (page) => {
        const first = page.add({ keep: "leaving" });
        await until("there is a place to keep it", () => runs(first));
        await first.clear();
        const release = await busy();
        const element = page.add({ keep: "leaving" });
        element.fetch = answering(["answered"]);
        const field = await until("a field", () => composer(element));
        field.value = "A question";
        field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        field.form.requestSubmit();
        // By then the program has taken the message over from the frame.
        await pause(600);
        const done = element[act]();
        await until("the chat", () => runs(element));
        expect("the draft", composer(element).value, draft);
        release();
        await done;
        await pause(300);
        expect("requests", element.fetch.calls.length, 0);
        await element.send("Another one");
        const said = element.messages.map(({ text }) => text);
        expect("said", said, ["Another one", "answered"]);
        await element.clear();
    });
}

await check("out of the page it says so to who asks, and to nobody else", async (page) => {
    const never = document.createElement("rill-chat");
    const gone = page.add({ loading: "open" });
    gone.remove();
    await pause(0);
    for (const element of [never, gone]) {
        const errors = [];
        element.addEventListener("rill-error", ({ detail }) => errors.push(detail.kind));
        for (const ask of [() => element.load(), () => element.send("A question")]) {
            const told = await ask().catch(({ message }) => message);
            expect("it is told", told, "The chat is not in a page.");
        }
        expect("errors", errors, []);
        document.body.append(element);
        page.own(element);
        element.fetch = answering(["answered"]);
        expect("in the page", await kept(element.send("A question")), "answered");
    }
});

await check("what was said can be read when the element has left the page", async (page) => {
    const element = page.add();
    element.fetch = answering(["answered"]);
    element.history = ["user", "model"].map((role) => ({ role, parts: [{ text: "Before" }] }));
    await element.send("A question");
    const { history } = element;
    expect("turns", history.length, 4);
    element.remove();
    await pause(0);
    expect("after it", element.history, history);
    expect("as messages", element.messages.at(-1).text, "answered");
    document.body.append(element);
    await until("it is back", () => runs(element) && element.messages.length === 4);
    await element.clear();
    element.remove();
    await pause(0);
    expect("forgotten", element.history, []);
    document.body.append(element);
    await until("it is back", () => runs(element));
    await pause(100);
    expect("still forgotten", element.history, []);
});

await check("what was not wanted any more is not loaded when the browser is idle", async (page) => {
    const { requestIdleCallback } = globalThis;
    let rest;
    globalThis.requestIdleCallback = (act) => (rest = act);
    const element = page.add({ loading: "idle", mode: "popup" });
    globalThis.requestIdleCallback = requestIdleCallback;
    element.loading = "open";
    rest();
    await pause(500);
    expect("it does not run", runs(element), false);
});

await check("it speaks the language of a picture that it stands in", async (page) => {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("lang", "de");
    const place = document.createElementNS("http://www.w3.org/2000/svg", "foreignObject");
    picture.append(place);
    document.body.append(page.own(picture));
    const element = page.add({}, place);
    await until("it runs", () => runs(element));
    await until("German", () => composer(element).placeholder === "Nachricht schreiben");
});
