// What a person does before the program has loaded, which each case delays.

import {
    answering,
    check,
    composer,
    expect,
    find,
    pause,
    runs,
    transcript,
    until,
} from "./harness.js";

const DRAFT = "Sent early";
let programs = 0;

/**
 * Delays the program of new elements. `address` is the `wasm-url` for them, and `release` lets it
 * load.
 */
function held() {
    const { fetch } = window;
    const address = `rill-chat/chat.wasm?${(programs += 1)}`;
    let release;
    const gate = new Promise((resolve) => {
        release = (response) => {
            window.fetch = fetch;
            resolve(response);
        };
    });
    window.fetch = async (...args) => (await gate) ?? fetch(...args);
    return { address, release };
}

function write(element, text) {
    const field = composer(element);
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
}

function press(element, key) {
    const event = new KeyboardEvent("keydown", {
        key: "Enter",
        bubbles: true,
        cancelable: true,
        composed: true,
        ...key,
    });
    composer(element).dispatchEvent(event);
}

const send = (element) => find(element, ".rill-send");
const messages = (element) => [...element.shadowRoot.querySelectorAll(".rill-message")];
const asked = (element) =>
    element.fetch.calls.map(({ body }) => body.contents.map(({ parts }) => parts[0].text));

/** Creates an element whose program is delayed, and waits for its frame. */
async function waiting(page, attributes = {}) {
    const { address, release } = held();
    const element = page.add({ loading: "eager", "wasm-url": address, ...attributes });
    element.fetch = answering(["answered"]);
    await until("the frame", () => composer(element));
    return { element, release };
}

await check(
    "a message that is sent early is shown at once and goes out by itself",
    async (page) => {
        const { element, release } = await waiting(page);
        write(element, ` ${DRAFT} `);
        expect("it can be sent", send(element).disabled, false);
        press(element);
        expect("it is shown", find(element, "[data-role=user]").textContent, DRAFT);
        expect("the waiting is", !!find(element, "[data-role=model] .rill-waiting"));
        expect("it is told", find(element, "[role=status]").textContent, "Waiting for the answer…");
        expect("the composer is empty", composer(element).value, "");
        expect("it has the focus", element.shadowRoot.activeElement === composer(element));
        write(element, "and a draft");
        expect("one at a time", send(element).disabled);
        press(element);
        expect("the draft stays", composer(element).value, "and a draft");
        composer(element).setSelectionRange(4, 5, "backward");
        release();
        await until("the answer", () => transcript(element).includes("answered"));
        expect("once", asked(element), [[DRAFT]]);
        expect("the draft", composer(element).value, "and a draft");
        expect("the focus", element.shadowRoot.activeElement === composer(element));
        const { selectionStart, selectionEnd, selectionDirection } = composer(element);
        expect(
            "the selection",
            [selectionStart, selectionEnd, selectionDirection],
            [4, 5, "backward"],
        );
    },
);

await check("early, stop() brings back what has not gone out", async (page) => {
    const { element, release } = await waiting(page);
    write(element, DRAFT);
    press(element);
    element.stop();
    expect("nothing is shown", messages(element).length, 0);
    expect("it is written again", composer(element).value, DRAFT);
    release();
    await until("it runs", () => runs(element));
    await pause(50);
    expect("nothing was asked", asked(element), []);
    expect("it is still written", composer(element).value, DRAFT);
});

/** A name, the text, the key, attributes, and whether the message is sent. */
const KEYS = [
    ["Enter", DRAFT, {}, {}, true],
    ["Shift and Enter", DRAFT, { shiftKey: true }, {}, false],
    ["another key", DRAFT, { key: "a" }, {}, false],
    ["an Enter that is held down", DRAFT, { repeat: true }, {}, false],
    ["an Enter of an input method", DRAFT, { isComposing: true }, {}, false],
    ["an Enter of an input method in Safari", DRAFT, { keyCode: 229 }, {}, false],
    ["Enter after nothing", " \n", {}, {}, false],
    ["Enter where the chat is disabled", DRAFT, {}, { disabled: "" }, false],
];

for (const [name, text, key, attributes, sends] of KEYS) {
    await check(`early, ${name} ${sends ? "sends" : "does not send"}`, async (page) => {
        const { element, release } = await waiting(page, attributes);
        write(element, text);
        press(element, key);
        expect("shown", messages(element).length > 0, sends);
        expect("the composer", composer(element).value, sends ? "" : text);
        release();
        await until("it runs", () => runs(element));
        await pause(50);
        expect("asked", asked(element), sends ? [[text]] : []);
        expect("the composer after it", composer(element).value, sends ? "" : text);
    });
}

await check("early, the button and a suggestion send", async (page) => {
    for (const [selector, text, expected] of [
        [".rill-send", DRAFT, DRAFT],
        [".rill-chip", "a draft", "A question"],
    ]) {
        const suggestions = '[{"label": "Ask", "message": "A question"}]';
        const { element, release } = await waiting(page, { suggestions });
        write(element, text);
        find(element, selector).click();
        expect("shown", find(element, "[data-role=user]").textContent, expected);
        release();
        await until("the answer", () => transcript(element).includes("answered"));
        expect("asked", asked(element), [[expected]]);
    }
});

/** What a listener of `rill-before-send` does, the requests, and the draft after it. */
const OBJECTIONS = [
    ["nothing", () => {}, [[DRAFT]], "more"],
    ["changes it", ({ detail }) => (detail.text = "Changed"), [["Changed"]], "more"],
    ["keeps it back", (event) => event.preventDefault(), [], `${DRAFT}\nmore`],
];

for (const [name, listener, requests, draft] of OBJECTIONS) {
    await check(`the page is asked about what is sent early: it does ${name}`, async (page) => {
        const { element, release } = await waiting(page);
        element.addEventListener("rill-before-send", listener);
        write(element, DRAFT);
        press(element);
        write(element, "more");
        release();
        await until("it runs", () => runs(element));
        await until("the draft", () => composer(element).value === draft);
        await until("the requests", () => asked(element).length === requests.length);
        expect("asked", asked(element), requests);
    });
}

await check("what is sent early follows what was said before", async (page) => {
    const { element, release } = await waiting(page);
    element.history = [
        { role: "user", parts: [{ text: "Earlier question" }] },
        { role: "model", parts: [{ text: "Earlier answer" }] },
    ];
    await until("no greeting", () => !find(element, ".rill-opening"));
    write(element, DRAFT);
    press(element);
    release();
    await until("the answer", () => transcript(element).includes("answered"));
    expect("asked", asked(element), [["Earlier question", "Earlier answer", DRAFT]]);
});

await check(
    "a load that fails keeps what was sent, and sends it when it succeeds",
    async (page) => {
        const { element, release } = await waiting(page);
        write(element, DRAFT);
        press(element);
        release(new Response("", { status: 500 }));
        const button = await until("the sentence", () => find(element, "[role=alert] button"));
        expect("it is shown", find(element, "[data-role=user]").textContent, DRAFT);
        expect("nothing is waited for", !!find(element, ".rill-waiting"), false);
        write(element, "more");
        button.click();
        await until("the answer", () => transcript(element).includes("answered"));
        expect("asked", asked(element), [[DRAFT]]);
        expect("the draft", composer(element).value, "more");
    },
);

await check("what was written and sent early outlives time outside of the page", async (page) => {
    const { element, release } = await waiting(page);
    write(element, DRAFT);
    press(element);
    write(element, "more");
    element.remove();
    await pause(0);
    document.body.append(element);
    expect("the draft", composer(element).value, "more");
    release();
    await until("the answer", () => transcript(element).includes("answered"));
    expect("asked", asked(element), [[DRAFT]]);
    element.remove();
    await pause(0);
    document.body.append(element);
    await until("it runs again", () => runs(element));
    await until("the draft is back", () => composer(element).value === "more");
});

await check("settings that change leave the frame's field as it is", async (page) => {
    const { element, release } = await waiting(page);
    const field = composer(element);
    write(element, "half a wo");
    field.setSelectionRange(2, 3);
    Object.assign(element, { placeholder: "New", chatTitle: "New", lang: "de", theme: "dark" });
    await until("German", () => send(element).getAttribute("aria-label") === "Senden");
    expect("the same field", composer(element) === field);
    expect("the placeholder", field.placeholder, "New");
    expect("the title", find(element, ".rill-title").textContent, "New");
    expect("the focus", element.shadowRoot.activeElement === field);
    expect("the selection", [field.selectionStart, field.selectionEnd], [2, 3]);
    element.mode = "fullscreen";
    element.show();
    await until("a dialog", () => find(element, "dialog[open]"));
    expect("the text", composer(element).value, "half a wo");
    element.close();
    element.mode = "inline";
    release();
});

/** A name, the element's attributes, and the slots that are filled. */
const SHAPES = [
    ["plain", {}],
    ["with a title", { "chat-title": "Help" }],
    ["with suggestions", { suggestions: '["One", {"label": "Two", "message": "Of two"}]' }],
    ["from right to left", { lang: "ar", greeting: "سلام", theme: "dark" }],
    ["as a popup", { mode: "popup", open: "" }],
    ["on the whole screen", { mode: "fullscreen", open: "", "chat-title": "Help" }],
    ["disabled", { disabled: "" }],
    ["with what the page puts in", {}, ["header", "greeting", "footer"]],
    ["kept", { keep: "shapes" }],
    ["with an avatar", { avatar: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }],
];
const PIECES = [
    ".rill-header",
    ".rill-title",
    ".rill-close",
    ".rill-scroller",
    ".rill-mark",
    ".rill-greeting",
    ".rill-chips",
    ".rill-chip",
    "[data-role=user]",
    "[data-role=user] .rill-text",
    "[data-role=model]",
    ".rill-waiting",
    ".rill-waiting-label",
    ".rill-avatar",
    ".rill-composer",
    ".rill-input",
    ".rill-button",
    ".rill-footer",
];

/** Returns the position, size and colour of each piece, in whole pixels. */
function picture(element) {
    const seen = PIECES.map((selector) => {
        const piece = find(element, selector);
        const box = piece?.getBoundingClientRect();
        if (!box?.width) {
            return [selector, null];
        }
        const numbers = [box.x, box.y, box.width, box.height].map(Math.round);
        const { color, opacity } = getComputedStyle(piece);
        return [selector, `${numbers} ${color} ${opacity}`];
    });
    return Object.fromEntries(seen);
}

for (const [name, attributes, slots = []] of SHAPES) {
    // The first kept message brings a button that deletes it, which the frame does not have.
    for (const isSent of attributes.keep ? [false] : [false, true]) {
        const title = `the chat takes the frame's place and nothing moves: ${name}, ${isSent ? "sent" : "new"}`;
        await check(title, async (page) => {
            const { element, release } = await waiting(page, attributes);
            element.fetch = () => new Promise(() => {});
            for (const slot of slots) {
                const inside = document.createElement("b");
                inside.slot = slot;
                inside.textContent = slot;
                element.append(inside);
            }
            if (isSent) {
                write(element, `${DRAFT}, `.repeat(20));
                press(element);
            }
            // Wait for the labels of the language and the end of animations.
            await until(
                "the language",
                () => !attributes.lang || composer(element).placeholder !== "Write a message",
            );
            await pause(300);
            await until("what appears to have appeared", () =>
                messages(element).every((it) => getComputedStyle(it).opacity === "1"),
            );
            const before = picture(element);
            release();
            await until("it runs", () => runs(element));
            await until("what is kept has been looked for", () => !find(element, "[aria-busy]"));
            await new Promise((resolve) => requestAnimationFrame(resolve));
            const after = picture(element);
            if (attributes.keep) {
                // The frame could not know yet that nothing is kept.
                after[".rill-mark"] = after[".rill-greeting"] = after[".rill-chips"] = null;
            }
            if (isSent) {
                // Then the stop button is in the place of the send button, in other colours.
                for (const picture of [before, after]) {
                    picture[".rill-button"] = picture[".rill-button"]?.split(" ")[0];
                }
            }
            expect("the picture", after, before);
        });
    }
}

await check("before the program runs it speaks the language that is asked for", async (page) => {
    const closed = page.add({ mode: "popup", lang: "de" });
    const launcher = await until("the launcher", () => find(closed, ".rill-launcher"));
    expect("the launcher", launcher.getAttribute("aria-label"), "Chat öffnen");
    const shut = page.add({ mode: "popup", lang: "de" });
    shut.labels = { open: "Sprich mit uns" };
    expect(
        "in the page's words",
        find(shut, ".rill-launcher").getAttribute("aria-label"),
        "Sprich mit uns",
    );
    const { element, release } = await waiting(page, { lang: "fr" });
    release(new Response("", { status: 500 }));
    const said = () => find(element, "[role=alert] p")?.textContent;
    await until("French", () => said() === "La discussion n’a pas pu être chargée.");
    element.labels = { "load-network": "Rien à faire." };
    expect("the page's own words", said(), "Rien à faire.");
});

await check("a field shows all of what stands in it before anything is written", async (page) => {
    const placeholder = "Ask anything about our products and our services. ".repeat(2).trim();
    const { element, release } = await waiting(page, { placeholder });
    element.style.inlineSize = "320px";
    const isWhole = () => composer(element).scrollHeight <= composer(element).clientHeight + 1;
    const field = await until("a field", () => composer(element));
    const line = parseFloat(getComputedStyle(field).lineHeight);
    await until("lines", () => field.clientHeight > 2 * line);
    expect("in the frame", isWhole());
    release();
    await until("it runs", () => runs(element));
    expect("in the chat", isWhole() && composer(element).clientHeight > 2 * line);
});

await check(
    "in a language that only the page knows, its own words are of that language",
    async (page) => {
        const element = page.add({ lang: "da", loading: "eager" });
        element.labels = { send: "Send", message: "Besked" };
        await until("it runs", () => runs(element));
        expect("Danish", find(element, ".rill-place section").lang, "da");
        const other = page.add({ lang: "da", loading: "eager" });
        await until("it runs", () => runs(other));
        expect("English", find(other, ".rill-place section").lang, "en");
    },
);

await check(
    "who is in the middle of a word keeps the chat where the panel changes",
    async (page) => {
        const { element, release } = await waiting(page, { mode: "popup" });
        element.show();
        const field = composer(element);
        const compose = (type) =>
            field.dispatchEvent(new CompositionEvent(type, { bubbles: true }));
        write(element, DRAFT);
        press(element);
        write(element, "こ");
        // The message is out, and the chat is about to replace the frame.
        element.addEventListener("rill-message", () => compose("compositionstart"), { once: true });
        release();
        await until("it answers", () => element.messages.at(-1)?.text === "answered");
        expect("the frame is waited for", composer(element) === field);
        element.mode = "fullscreen";
        await until("it has changed", () => find(element, ".rill-panel").matches(":modal"));
        compose("compositionend");
        await until("the chat", () => runs(element));
        expect("in the panel", find(element, ".rill-panel").contains(composer(element)));
        expect("with the draft", composer(element).value, "こ");
    },
);
