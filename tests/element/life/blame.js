// Which element reports a crash: one instance of the program runs all of them, and the crash
// belongs to the one it was working for.

import { answering, check, expect, find, forgiven, pause, runs, told, until } from "./harness.js";

const CODE = "```\ncode\n```\n";

const broken = () => {
    throw new Error("made by the test");
};

/** Makes the code after a copy throw, in a task that a press of the button has started. */
function press(element) {
    const button = find(element, ".rill-code .rill-copy");
    Object.defineProperty(button, "textContent", { set: broken });
    button.click();
}

/** What throws while the program works for an element, and how it is triggered. */
const BREAKS = [
    [
        "a size that is observed",
        (element) => {
            const scroller = find(element, ".rill-place .rill-scroller");
            Object.defineProperty(scroller, "scrollHeight", { get: broken });
            element.style.blockSize = "300px";
        },
    ],
    ["what follows a press of a button", press],
    [
        "what follows a listener that asks another element for something",
        (element, other) => {
            element.addEventListener("rill-before-send", (event) => {
                other.retry().catch(() => {});
                event.preventDefault();
            });
            element.send("Again").catch(() => {});
            press(element);
        },
    ],
];

for (const [name, act] of BREAKS) {
    await check(`who is told that it broke: ${name}`, async (page) => {
        const [element, other] = [page.add(), page.add()];
        const heard = [];
        for (const [who, one] of Object.entries({ element, other })) {
            one.fetch = answering([CODE]);
            await one.send("A question");
            await until("it is drawn", () => find(one, ".rill-code .rill-copy"));
            one.addEventListener("rill-error", ({ detail }) => heard.push(`${who} ${detail.kind}`));
        }
        // The program has worked for the other element last.
        other.fetch = answering(["half an answer"], { ends: false });
        other.send("Another").catch(() => {});
        await until("it answers", () => other.messages.at(-1)?.text === "half an answer");
        await pause(100);
        // Not the fallback without a clipboard API, which would move the focus.
        const writeText = async () => {};
        Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
        const ignored = (event) => event.preventDefault();
        addEventListener("error", ignored);
        addEventListener("unhandledrejection", ignored);
        // Firefox also reports a resize loop here, which no listener can suppress.
        forgiven.add("ResizeObserver loop");
        const failed = told(element, "error");
        act(element, other);
        await Promise.race([failed, pause(3_000)]);
        await pause(100);
        forgiven.clear();
        delete navigator.clipboard;
        removeEventListener("error", ignored);
        removeEventListener("unhandledrejection", ignored);
        expect("heard", heard, ["element crashed"]);
        expect("the other one runs", runs(other));
    });
}
