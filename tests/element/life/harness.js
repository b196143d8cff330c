// What the cases share: waiting, elements, and the list of results.

export const results = [];
const violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
let running = "";
const uncaught = [];
/** Parts of error messages that a case may cause. */
export const forgiven = new Set();
function catching(event) {
    const { message, reason } = event;
    const during = running;
    if ([...forgiven].some((it) => message?.includes(it))) {
        return;
    }
    // A case that causes errors on purpose cancels them in a later listener.
    setTimeout(() => {
        if (!event.defaultPrevented) {
            uncaught.push(`${reason?.stack ?? reason ?? message}, during: ${during}`);
        }
    });
}
addEventListener("error", catching);
addEventListener("unhandledrejection", catching);
export { uncaught, violations };

const PATIENCE = 15_000;
/** The longest that a case may take, in milliseconds. */
const LIMIT = 45_000;

/** Waits until `is` returns a truthy value, and returns it. */
export async function until(what, is) {
    const begun = performance.now();
    for (;;) {
        const value = await is();
        if (value) {
            return value;
        }
        if (performance.now() - begun > PATIENCE) {
            throw new Error(`not within ${PATIENCE / 1000} s: ${what}`);
        }
        await pause(20);
    }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function expect(what, actual, expected = true) {
    const [a, b] = [actual, expected].map((it) => JSON.stringify(it));
    if (a !== b) {
        throw new Error(`${what}: ${a} instead of ${b}`);
    }
}

/** Runs a case, which fails by throwing. */
export async function check(name, test) {
    running = name;
    const own = [];
    const page = {
        /** Adds an element to the page, and removes it after the case. */
        add(attributes = {}, parent = document.body) {
            const made = document.createElement("rill-chat");
            for (const [key, value] of Object.entries(attributes)) {
                made.setAttribute(key, value);
            }
            parent.append(made);
            own.push(made);
            return made;
        },
        own: (element) => (own.push(element), element),
    };
    const late = pause(LIMIT).then(() => {
        throw new Error(`not over after ${LIMIT / 1000} s`);
    });
    try {
        await Promise.race([test(page), late]);
        results.push({ name, passed: true });
    } catch (error) {
        results.push({ name, passed: false, why: `${error}\n${error?.stack ?? ""}` });
    }
    late.catch(() => {});
    own.forEach((element) => element.remove());
}

export const find = (element, selector) => element.shadowRoot.querySelector(selector);
export const composer = (element) => find(element, "textarea");
export const transcript = (element) => find(element, ".rill-content")?.textContent ?? "";
/** Returns whether a panel above the page is open. */
export const isOpen = (panel) => panel.open || panel.matches(":popover-open");
/** Returns whether the program runs, and not only the frame. */
export const runs = (element) => !!find(element, ".rill-place .rill-chat textarea");

/** Resolves to the next event of this name. */
export const told = (element, name) =>
    new Promise((resolve) => element.addEventListener(`rill-${name}`, resolve, { once: true }));

/** Returns the console's warnings during `act`. */
export async function warnings(act) {
    const { warn } = console;
    const heard = [];
    console.warn = (...words) => heard.push(words.join(" "));
    try {
        await act();
    } finally {
        console.warn = warn;
    }
    return heard;
}

/** Presses a key in a field. Returns whether the event was not cancelled. */
export function press(field, key, more = {}) {
    const options = { key, bubbles: true, cancelable: true, composed: true, ...more };
    return field.dispatchEvent(new KeyboardEvent("keydown", options));
}

/** Returns a `fetch` function that answers with these pieces, and may leave the body open. */
export function answering(pieces, { ends = true } = {}) {
    const calls = [];
    const fetch = async (url, init) => {
        calls.push({ url: String(url), init, body: JSON.parse(init.body) });
        const encoder = new TextEncoder();
        const body = new ReadableStream({
            start(controller) {
                init.signal?.addEventListener("abort", () => controller.error(init.signal.reason));
                pieces.forEach((text, index) => {
                    const last = ends && index === pieces.length - 1;
                    const candidate = {
                        content: { role: "model", parts: [{ text }] },
                        ...(last && { finishReason: "STOP" }),
                    };
                    const frame = `data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`;
                    controller.enqueue(encoder.encode(frame));
                });
                if (ends) {
                    controller.close();
                }
            },
        });
        return new Response(body, { headers: { "content-type": "text/event-stream" } });
    };
    fetch.calls = calls;
    return fetch;
}
