// The client in a browser, in a page as well as in a worker. Only cases that involve the browser's
// network, streams or storage are here; the others run in Node.

import { RillClient, RillError } from "./rill-chat/client.js";

const PATIENCE = 15_000;

function expect(what, actual, expected = true) {
    const [a, b] = [actual, expected].map((it) => JSON.stringify(it));
    if (a !== b) {
        throw new Error(`${what}: ${a} instead of ${b}`);
    }
}

/** Returns the reason that a promise is rejected with. */
async function failure(promise) {
    try {
        await promise;
    } catch (error) {
        return error;
    }
    throw new Error("nothing was thrown");
}

async function read(stream) {
    let text = "";
    for await (const chunk of stream) {
        text += chunk.text;
    }
    return text;
}

function client(endpoint, scenario, options) {
    return new RillClient({
        endpoint,
        model: `scenario-${scenario}`,
        recovery: { attempts: 1 },
        ...options,
    });
}

/** Each case is given a function that starts a conversation with a model that plays a scenario. */
const CASES = {
    async "a loop reads an answer as it arrives"(chat) {
        const conversation = chat("many-tiny-frames");
        const stream = conversation.sendMessageStream("Hello");
        let text = "";
        let early = 0;
        for await (const chunk of stream) {
            early += conversation.answering ? 1 : 0;
            text += chunk.text;
        }
        const answer = await stream.finished;
        expect("chunks before the end", early > 1);
        expect("text", text, answer.text);
        expect("length", text.length, 2000);
        expect("how", [answer.reason, answer.complete, answer.finishReason], [
            "complete",
            true,
            "STOP",
        ]);
    },

    async "a stream of the platform's own"(chat) {
        const stream = chat("many-tiny-frames").sendMessageStream("Hello");
        expect("kind", stream.readable instanceof ReadableStream);
        let text = "";
        const upper = new TransformStream({
            transform: (chunk, controller) => controller.enqueue(chunk.text.toUpperCase()),
        });
        const sink = new WritableStream({
            write(piece) {
                text += piece;
            },
        });
        await stream.readable.pipeThrough(upper).pipeTo(sink);
        expect("text", text, (await stream.finished).text.toUpperCase());
        expect("length", text.length, 2000);
    },

    async "a stream that is cancelled"(chat) {
        const stream = chat("stall-mid-answer").sendMessageStream("Hello");
        const reader = stream.readable.getReader();
        expect("has begun", (await reader.read()).done, false);
        await reader.cancel();
        expect("how", (await stream.finished).reason, "stopped");
    },

    async "a loop that is left"(chat) {
        const conversation = chat("stall-mid-answer");
        const stream = conversation.sendMessageStream("Hello");
        for await (const chunk of stream) {
            expect("text", chunk.text.length > 0);
            break;
        }
        expect("how", (await stream.finished).reason, "stopped");
        expect("answering", conversation.answering, false);
        expect("what has arrived", conversation.messages.at(-1).text.length > 0);
    },

    async "a signal, whose reason is thrown"(chat) {
        const controller = new AbortController();
        const { signal } = controller;
        const conversation = chat("stall-mid-answer");
        const stream = conversation.sendMessageStream("Hello", { signal });
        await stream.next();
        controller.abort(new Error("enough"));
        expect("thrown", (await failure(read(stream))).message, "enough");
        expect("told", (await failure(stream.finished)).message, "enough");
        expect("how", conversation.messages.at(-1).ending.reason, "stopped");
    },

    async "each error has its kind"(chat) {
        for (const [scenario, kind, code] of [
            ["api-key-invalid", "invalid-key", 400],
            ["permission-denied", "permission-denied", 403],
            ["model-not-found", "model-not-found", 404],
            ["payload-too-large", "too-large", 413],
            ["quota-per-day", "quota-exceeded", 429],
            ["overloaded", "overloaded", 503],
            // The page is not allowed to know why.
            ["error-without-cors", "network"],
            ["reset-before-headers", "network"],
        ]) {
            const error = await failure(read(chat(scenario).sendMessageStream("Hello")));
            expect(`${scenario} is an error`, error instanceof RillError);
            expect(scenario, [error.kind, error.code], [kind, code]);
            expect(`${scenario} has a sentence`, error.message.endsWith("."));
        }
    },

    async "a connection that is lost is an ending"(chat) {
        const stream = chat("reset-after-text").sendMessageStream("Hello");
        const text = await read(stream);
        const answer = await stream.finished;
        expect("text", text.length > 0);
        expect("how", [answer.reason, answer.complete], ["connection-lost", false]);
        expect("what helps", answer.remedies, ["continue", "retry"]);
    },

    async "a conversation is kept by the browser"(chat) {
        const keep = `kept-${Math.random()}`;
        const troubles = [];
        const onTrouble = (trouble) => troubles.push(trouble.kind);
        const first = chat("finish-stop", { keep, onTrouble });
        const { text } = await first.sendMessage("Hello");
        // The conversation is written a moment later.
        let second;
        const begun = performance.now();
        do {
            await new Promise((resolve) => setTimeout(resolve, 50));
            second = chat("finish-stop", { keep, onTrouble });
            await second.ready();
        } while (second.messages.length < 2 && performance.now() - begun < PATIENCE);
        const said = second.messages.map((message) => message.text);
        expect("said", said, ["Hello", text]);
        const { messages } = await chat("finish-stop", { keep, onTrouble }).export();
        expect("exported at once", messages.map(({ parts: [part] }) => part.text), said);
        await second.clear();
        expect("troubles", troubles, []);
    },

    async "a module that the browser compiles from its address"(chat) {
        const wasmUrl = new URL("rill-chat/client.wasm", import.meta.url);
        const { compileStreaming } = WebAssembly;
        let compiled = 0;
        WebAssembly.compileStreaming = (response) => {
            compiled += 1;
            return compileStreaming(response);
        };
        try {
            // Once, in whatever form the address is given.
            for (const written of [wasmUrl, new URL(wasmUrl), "rill-chat/client.wasm"]) {
                const from = chat("finish-stop", { wasmUrl: written });
                expect("complete", (await from.sendMessage("Hello")).complete);
            }
        } finally {
            WebAssembly.compileStreaming = compileStreaming;
        }
        expect("compiled", compiled, 1);
        const { kind } = await failure(chat("any", { wasmUrl: "nothing.wasm" }).ready());
        expect("one that is not there", kind, "load-failed");
    },
};

/** Runs all cases, and returns the name of each, whether it passed, and why not. */
export async function run(endpoint) {
    const results = [];
    const chat = (scenario, options) => client(endpoint, scenario, options).startChat();
    for (const [name, test] of Object.entries(CASES)) {
        const limit = new Promise((_, reject) => {
            setTimeout(() => reject(new Error("takes too long")), PATIENCE);
        });
        try {
            await Promise.race([test(chat), limit]);
            results.push({ name, passed: true });
        } catch (error) {
            results.push({ name, passed: false, why: String(error?.stack ?? error) });
        }
    }
    return results;
}
