// The life cycle of an element, case by case. The page has the strictest policy that WebAssembly
// works under, and requires Trusted Types.

import {
    answering,
    check,
    composer,
    expect,
    find,
    isOpen,
    pause,
    results,
    runs,
    told,
    transcript,
    until,
    uncaught,
    violations,
} from "./harness.js";

let instances = 0;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = (...args) => {
    instances += 1;
    return instantiate(...args);
};

const early = document.createElement("rill-chat");
early.fetch = answering(["early"]);
early.placeholder = "Set before the script";
document.body.append(early);

expect("nothing is defined yet", customElements.get("rill-chat") === undefined);
await import("./rill-chat/rill-chat.js");

await check("made by the parser, before the script", async () => {
    const element = document.getElementById("parsed");
    await until("it runs", () => runs(element));
    expect("its title", find(element, ".rill-title").textContent, "Parsed");
});

await check("properties set before the upgrade are kept", async (page) => {
    page.own(early);
    await until("it runs", () => runs(early));
    expect("the placeholder", composer(early).placeholder, "Set before the script");
    const detail = await early.send("Hello");
    expect("its own fetch answered", detail.text, "early");
});

await check("made by createElement, after the script", async (page) => {
    const element = page.add({ placeholder: "By hand" });
    await until("it runs", () => runs(element));
    expect("the placeholder", composer(element).placeholder, "By hand");
});

await check("made as a clone of what a template holds", async (page) => {
    const template = document.createElement("div");
    template.append(document.createElement("rill-chat"));
    const element = page.own(template.cloneNode(true).firstChild);
    document.body.append(element);
    await until("it runs", () => runs(element));
});

await check("attributes and properties change at any time", async (page) => {
    const element = page.add({ "chat-title": "One", placeholder: "One" });
    await until("it runs", () => runs(element));
    element.setAttribute("placeholder", "Two");
    element.chatTitle = "Two";
    element.suggestions = ["A question"];
    await until("the placeholder", () => composer(element).placeholder === "Two");
    await until("the title", () => find(element, ".rill-title").textContent === "Two");
    await until("the suggestion", () =>
        find(element, ".rill-chip")?.textContent.includes("A question"),
    );
    element.disabled = true;
    await until("the composer is disabled", () => composer(element).disabled);
    element.removeAttribute("disabled");
    await until("the composer is enabled", () => !composer(element).disabled);
});

await check("moved while it answers, it goes on", async (page) => {
    const element = page.add();
    element.fetch = answering(["still ", "here"], { ends: false });
    element.send("Hello");
    await until("the answer begins", () => transcript(element).includes("still here"));
    const place = page.own(document.createElement("div"));
    document.body.append(place);
    place.append(element);
    await pause(50);
    expect("it answers", element.answering);
    expect("the request goes on", element.fetch.calls[0].init.signal.aborted, false);
    expect("the text is there", transcript(element).includes("still here"));
});

await check("removed it closes the connection, put back it has its conversation", async (page) => {
    const element = page.add();
    element.fetch = answering(["half an ans"], { ends: false });
    element.send("Hello");
    await until("the answer begins", () => transcript(element).includes("half an ans"));
    element.remove();
    await until("the connection is closed", () => element.fetch.calls[0].init.signal.aborted);
    expect("it does not answer", element.answering, false);
    document.body.append(element);
    await until("the conversation is back", () => transcript(element).includes("half an ans"));
    expect("the question is back", transcript(element).includes("Hello"));
});

await check("many are independent, and share one instance", async (page) => {
    const before = instances;
    const elements = [1, 2, 3].map(() => page.add());
    elements.forEach((element, index) => (element.fetch = answering([`answer ${index}`])));
    await Promise.all(elements.map((element, index) => element.send(`question ${index}`)));
    for (const [index, element] of elements.entries()) {
        await until("its own answer", () => transcript(element).includes(`answer ${index}`));
        expect("no other's", transcript(element).includes(`answer ${(index + 1) % 3}`), false);
    }
    expect("no further instance", instances, before);
});

await check("inside of another shadow root its events come out", async (page) => {
    const host = page.own(document.createElement("div"));
    document.body.append(host);
    const root = host.attachShadow({ mode: "open" });
    const element = page.add({}, root);
    element.fetch = answering(["from the shadow"]);
    const finished = new Promise((resolve) =>
        document.body.addEventListener("rill-finish", resolve, { once: true }),
    );
    await element.send("Hello");
    const event = await finished;
    expect("the text", event.detail.text, "from the shadow");
    expect("its target seen from outside", event.target === host);
});

await check("inside of a dialog", async (page) => {
    const dialog = page.own(document.createElement("dialog"));
    document.body.append(dialog);
    const element = page.add({}, dialog);
    dialog.showModal();
    element.fetch = answering(["in a dialog"]);
    await element.send("Hello");
    await until("the answer", () => transcript(element).includes("in a dialog"));
    dialog.close();
});

await check("in another document it is dressed", async (page) => {
    const frame = page.own(document.createElement("iframe"));
    frame.src = "blank.html";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    const element = page.add({}, frame.contentDocument.body);
    element.fetch = answering(["in a frame"]);
    await element.send("Hello");
    await until("the answer", () => transcript(element).includes("in a frame"));
    expect("its sheets", element.shadowRoot.adoptedStyleSheets.length > 1);
});

await check("its looks are adopted sheets", async (page) => {
    const element = page.add();
    await until("it runs", () => runs(element));
    expect("no style element", find(element, "style, link"), null);
    expect("no style attribute", find(element, "[style]"), null);
    const field = find(element, ".rill-composer");
    expect("they work", getComputedStyle(field).display, "flex");
    element.style.setProperty("--rill-accent", "rgb(1, 2, 3)");
    composer(element).value = "x";
    composer(element).dispatchEvent(new Event("input", { bubbles: true }));
    const color = () => getComputedStyle(find(element, ".rill-send")).backgroundColor;
    await until("a page's own colour is used", () => color() === "rgb(1, 2, 3)");
});

await check("focus goes into the composer, and autofocus does so at the start", async (page) => {
    document.activeElement?.blur();
    const element = page.add({ autofocus: "" });
    await until("it has the focus", () => element.shadowRoot.activeElement === composer(element));
    await until("it runs", () => runs(element));
    await until("it keeps the focus", () => element.shadowRoot.activeElement === composer(element));
    const other = page.add();
    await until("the other runs", () => runs(other));
    other.focus();
    expect("the other has it", other.shadowRoot.activeElement === composer(other));
});

await check("a message may be changed or kept back", async (page) => {
    const element = page.add();
    element.fetch = answering(["fine"]);
    element.addEventListener("rill-before-send", (event) => (event.detail.text += "!"), {
        once: true,
    });
    await element.send("Hello");
    expect("what went out", element.fetch.calls[0].body.contents[0].parts[0].text, "Hello!");
    element.addEventListener("rill-before-send", (event) => event.preventDefault(), { once: true });
    expect("nothing came of it", (await element.send("Again")) === undefined);
    expect("one request", element.fetch.calls.length, 1);
});

await check("the page is told of messages, pieces and the end", async (page) => {
    const element = page.add();
    element.fetch = answering(["one ", "two"]);
    const seen = [];
    for (const name of ["message", "chunk", "finish", "error"]) {
        element.addEventListener(`rill-${name}`, (event) => seen.push([name, event.detail]));
    }
    const detail = await element.send("Hello");
    expect("complete", detail.complete);
    expect("the text", detail.text, "one two");
    const names = seen.map(([name]) => name);
    expect("messages", names.filter((name) => name === "message").length, 2);
    expect(
        "the pieces",
        seen.filter(([name]) => name === "chunk").map(([, it]) => it.text),
        ["one ", "two"],
    );
    expect("the end is last", names.at(-1), "finish");
    expect(
        "the history",
        element.history.map((content) => content.role),
        ["user", "model"],
    );
    expect("the messages", element.messages.length, 2);
    expect("it is exported", JSON.stringify(await element.export()).includes("one two"));
});

await check("headers and tokens go along", async (page) => {
    const element = page.add();
    element.fetch = answering(["fine"]);
    element.headers = async () => ({ "x-tenant": "7" });
    element.token = async () => "secret";
    await element.send("Hello");
    const headers = new Headers(element.fetch.calls[0].init.headers);
    expect("the header", headers.get("x-tenant"), "7");
    expect("the token", headers.get("authorization"), "Bearer secret");
});

await check("settings reach the request", async (page) => {
    const element = page.add({
        model: "gemini-2.5-flash",
        "api-version": "v1",
        "system-instruction": "Be brief.",
        "generation-config": '{"maxOutputTokens": 8}',
        tools: '[{"googleSearch": {}}]',
        thinking: "off",
    });
    element.fetch = answering(["fine"]);
    await element.send("Hello");
    const { url, body } = element.fetch.calls[0];
    expect("the address", url.includes("/v1/models/gemini-2.5-flash:"));
    expect("the instruction", body.systemInstruction.parts[0].text, "Be brief.");
    expect("the limit", body.generationConfig.maxOutputTokens, 8);
    expect("no thoughts", body.generationConfig.thinkingConfig.thinkingBudget, 0);
    expect("the tools", JSON.stringify(body.tools), '[{"googleSearch":{}}]');
});

await check("a history comes in, and can be taken away", async (page) => {
    const element = page.add();
    element.history = [
        { role: "user", parts: [{ text: "Earlier question" }] },
        { role: "model", parts: [{ text: "Earlier answer" }] },
    ];
    await until("it is shown", () => transcript(element).includes("Earlier answer"));
    await element.clear();
    await until("it is gone", () => !transcript(element).includes("Earlier answer"));
});

await check("a wrong attribute is named in the console, and the default stands", async (page) => {
    const warned = [];
    const { warn } = console;
    console.warn = (...args) => warned.push(args.join(" "));
    const element = page.add({ mode: "sideways" });
    console.warn = warn;
    expect("the mode", element.mode, "inline");
    const text = warned.join("\n");
    expect(
        "it names all",
        ["mode", "sideways", "popup"].every((word) => text.includes(word)),
    );
});

await check(
    "it speaks the language that is asked for, in the page's own words where there are any",
    async (page) => {
        const element = page.add({ lang: "de-AT" });
        await until("it runs", () => runs(element));
        await until("it is German", () => composer(element).placeholder === "Nachricht schreiben");
        element.labels = { placeholder: "Servus" };
        await until("the page's own word", () => composer(element).placeholder === "Servus");
    },
);

await check("a popup opens, closes, and gives the focus back", async (page) => {
    const element = page.add({ mode: "popup", "chat-title": "Help" });
    const button = await until("the launcher", () => find(element, ".rill-launcher"));
    await pause(50);
    expect("nothing is loaded for it", !!find(element, ".rill-panel"), false);
    button.focus();
    const opened = told(element, "open");
    button.click();
    await opened;
    const panel = find(element, ".rill-panel");
    expect("it is open", isOpen(panel) && element.open);
    await until("it runs", () => runs(element));
    await until("the focus is in it", () => element.shadowRoot.activeElement === composer(element));
    const closed = told(element, "close");
    composer(element).dispatchEvent(
        new KeyboardEvent("keydown", {
            key: "Escape",
            bubbles: true,
            composed: true,
            cancelable: true,
        }),
    );
    await closed;
    expect("it is closed", isOpen(panel) || element.open, false);
    expect(
        "the focus is back",
        element.shadowRoot.activeElement === find(element, ".rill-launcher"),
    );
    element.show();
    expect("show opens", isOpen(panel));
    element.close();
    expect("close closes", isOpen(panel), false);
});

await check("what is written before the program runs is not lost", async (page) => {
    const { fetch } = window;
    let go;
    const gate = new Promise((resolve) => (go = resolve));
    window.fetch = async (...args) => (await gate, fetch(...args));
    const element = page.add({ "wasm-url": "rill-chat/chat.wasm?later" });
    element.fetch = answering(["answered"]);
    const field = await until("the frame", () => composer(element));
    field.focus();
    field.value = "sent early";
    field.dispatchEvent(new Event("input"));
    field.form.requestSubmit();
    field.value = "and a draft";
    field.dispatchEvent(new Event("input"));
    field.setSelectionRange(4, 5);
    expect("it is not there yet", runs(element), false);
    window.fetch = fetch;
    go();
    await until("the answer", () => transcript(element).includes("answered"));
    expect("what was sent", element.fetch.calls[0].body.contents[0].parts[0].text, "sent early");
    await until("the draft", () => composer(element).value === "and a draft");
    expect("the focus", element.shadowRoot.activeElement === composer(element));
    expect("the caret", [composer(element).selectionStart, composer(element).selectionEnd], [4, 5]);
});

await check("a failed load is told and can be tried again", async (page) => {
    const element = page.add({ "wasm-url": "rill-chat/missing.wasm" });
    const { detail } = await told(element, "error");
    expect("the page is told", detail.kind, "load-failed");
    expect("in words", detail.message.includes("could not be loaded"));
    const alert = await until("the sentence", () => find(element, "[role=alert]"));
    expect("it says so", alert.textContent.includes("could not be loaded"));
    element.wasmUrl = "rill-chat/chat.wasm";
    const button = await until("the button", () => find(element, "[role=alert] button"));
    button.click();
    await until("it runs", () => runs(element));
});

await check("an instance that breaks takes nobody else down", async (page) => {
    const [broken, sound] = [page.add(), page.add()];
    for (const element of [broken, sound]) {
        element.fetch = answering(["first answer"]);
        await element.send("First question");
    }
    const before = instances;
    // An exception thrown by the DOM leaves the program half-way, as a panic does.
    const { createTextNode } = document;
    document.createTextNode = () => {
        throw new Error("made by the test");
    };
    const failed = told(broken, "error");
    const ignored = (event) => event.preventDefault();
    addEventListener("error", ignored);
    addEventListener("unhandledrejection", ignored);
    broken.send("Second question").catch(() => {});
    await failed;
    document.createTextNode = createTextNode;
    const button = await until("it says so", () => find(broken, "[role=alert] button"));
    sound.fetch = answering(["second answer"]);
    await sound.send("Second question");
    await until("the other goes on", () => transcript(sound).includes("second answer"));
    button.click();
    await until("it runs again", () => runs(broken));
    await until("its conversation is kept", () => transcript(broken).includes("first answer"));
    expect("in a fresh instance", instances, before + 1);
    broken.fetch = answering(["third answer"]);
    await broken.send("Third question");
    await until("it answers", () => transcript(broken).includes("third answer"));
    removeEventListener("error", ignored);
    removeEventListener("unhandledrejection", ignored);
});

await import("./early.js");
await import("./above.js");
await import("./asking.js");
await import("./leaving.js");
await import("./objecting.js");
await import("./blame.js");

await check("nobody else was asked for anything", () => {
    const asked = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    const elsewhere = asked.filter(
        (url) => url.origin !== location.origin && url.protocol !== "data:",
    );
    expect("other origins", elsewhere.map(String), []);
});

await check("the policy was kept", () => expect("violations", violations, []));

await check("the page was told of no error", () => expect("uncaught", uncaught, []));

document.documentElement.dataset.done = JSON.stringify(results);
