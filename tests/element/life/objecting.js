// What a listener of `rill-before-send` may change about a message.

import { answering, check, expect } from "./harness.js";

const IMAGE = { inlineData: { mimeType: "image/png", data: "AA==" } };
const LOOK = { role: "user", parts: [{ text: " Look: " }, IMAGE] };

/** The message, the listener's change, and the parts that go out. */
const CHANGES = [
    ["another text", "Hello", (detail) => (detail.text = "Bye"), [{ text: "Bye" }]],
    [
        "the text beside an image",
        LOOK,
        (detail) => (detail.text = detail.text.trim()),
        [{ text: "Look:" }, IMAGE],
    ],
    ["no text beside an image", LOOK, (detail) => (detail.text = ""), [IMAGE]],
    ["a text to an image", IMAGE, (detail) => (detail.text = "Look"), [IMAGE, { text: "Look" }]],
    [
        "text and message",
        LOOK,
        (detail) => {
            detail.message = { role: "user", parts: [IMAGE, IMAGE] };
            detail.text = "Two";
        },
        [IMAGE, IMAGE, { text: "Two" }],
    ],
];

for (const [name, message, change, parts] of CHANGES) {
    await check(`a listener makes of a message: ${name}`, async (page) => {
        const element = page.add();
        element.fetch = answering(["fine"]);
        element.addEventListener("rill-before-send", ({ detail }) => change(detail));
        const sent = await element.send(message);
        expect("it went out", !!sent);
        expect("its parts", element.fetch.calls[0].body.contents[0].parts, parts);
    });
}

/** Changes that leave nothing valid to send. */
const SPOILS = [
    ["a text that is none", (detail) => (detail.text = undefined)],
    ["a message that is none", (detail) => (detail.message = 7)],
    ["no message", (detail) => (detail.message = null)],
];

for (const [name, spoil] of SPOILS) {
    await check(`where a listener makes of a message ${name}, nothing is sent`, async (page) => {
        const element = page.add();
        element.fetch = answering(["fine"]);
        element.addEventListener("rill-before-send", ({ detail }) => spoil(detail));
        const { error } = console;
        const heard = [];
        console.error = (...words) => heard.push(words.join(" "));
        const sent = await element.send("a secret");
        console.error = error;
        expect("it went out", !!sent, false);
        expect("requests", element.fetch.calls.length, 0);
        expect("said", heard.length, 1);
    });
}
