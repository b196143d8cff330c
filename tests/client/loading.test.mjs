// The module: when it is loaded, from where, and the error if it cannot be.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { once } from "node:events";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { ENTRY, FOLDER, RillError, SIMULATOR, chat, client } from "./support.mjs";

const wasm = await readFile(path.join(FOLDER, "client.wasm"));

/** Runs a program in a process of its own, and returns its output. */
async function run(program) {
    const node = promisify(execFile);
    const { stdout } = await node(process.execPath, ["--input-type=module", "--eval", program]);
    return stdout.trim();
}

test("an import does nothing", async () => {
    const program = `
        const before = Object.getOwnPropertyNames(globalThis).sort().join();
        const used = [];
        for (const name of ["compile", "instantiate", "compileStreaming"]) {
            WebAssembly[name] = () => used.push(name);
        }
        globalThis.fetch = () => used.push("fetch");
        const { RillClient } = await import(${JSON.stringify(ENTRY)});
        new RillClient({ endpoint: "/" }).startChat();
        await new Promise((resolve) => setTimeout(resolve));
        const after = Object.getOwnPropertyNames(globalThis).sort().join();
        console.log(used.length, before === after);`;
    assert.equal(await run(program), "0 true");
});

test("a program ends when its answer has", async () => {
    const program = `
        const { RillClient } = await import(${JSON.stringify(ENTRY)});
        const fetch = () => new Response('data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}\\n\\n');
        const chat = new RillClient({ endpoint: "/", fetch }).startChat();
        console.log((await chat.sendMessage("Hello")).text);`;
    assert.equal(await run(program), "Hi");
});

test("given as bytes, compiled, or promised", async () => {
    for (const given of [wasm, new Uint8Array(wasm).buffer, await WebAssembly.compile(wasm)]) {
        const answer = await chat("finish-stop", { wasm: given }).sendMessage("Hello");
        assert.equal(answer.complete, true);
    }
});

test("from an address, whatever type it is served as", async () => {
    const types = ["application/wasm", "application/octet-stream"];
    const server = http.createServer((request, response) => {
        response.writeHead(200, { "content-type": types[Number(request.url.slice(1))] });
        response.end(wasm);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = `http://127.0.0.1:${server.address().port}`;
    try {
        for (const index of types.keys()) {
            const wasmUrl = `${address}/${index}`;
            assert.equal((await chat("finish-stop", { wasmUrl }).sendMessage("Hello")).complete, true);
        }
    } finally {
        server.closeAllConnections();
        server.close();
    }
});

test("a module that cannot be loaded is tried again", async () => {
    let isThere = false;
    const server = http.createServer((request, response) => {
        response.writeHead(isThere ? 200 : 503, { "content-type": "application/wasm" });
        response.end(wasm);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const wasmUrl = `http://127.0.0.1:${server.address().port}/client.wasm`;
    try {
        const conversation = chat("finish-stop", { wasmUrl });
        const failed = await conversation.sendMessage("Hello").catch((error) => error);
        assert.ok(failed instanceof RillError);
        assert.equal(failed.kind, "load-failed");
        assert.match(failed.detail, /503/);
        isThere = true;
        assert.equal((await conversation.sendMessage("Hello")).complete, true);
    } finally {
        server.closeAllConnections();
        server.close();
    }
});

test("what is no module", async () => {
    await assert.rejects(client("any", { wasm: new Uint8Array([1, 2, 3]) }).load(), {
        kind: "load-failed",
        detail: /CompileError/,
    });
    await assert.rejects(client("any", { wasmUrl: "no address" }).load(), { kind: "load-failed" });
});

test("clients of one module share it", async () => {
    const bytes = new Uint8Array(wasm);
    const address = pathToFileURL(path.join(FOLDER, "client.wasm"));
    const cases = [
        ["the same bytes", () => ({ wasm: bytes })],
        // An address for this test alone, as each is loaded only once.
        ["equal addresses", () => ({ wasmUrl: new URL("?equal", address) })],
        ["an address and its text", (index) => ({ wasmUrl: [new URL(address), address.href][index] })],
    ];
    const compile = WebAssembly.compile;
    let compiled = 0;
    WebAssembly.compile = (bytes) => {
        compiled += 1;
        return compile(bytes);
    };
    try {
        for (const [name, options] of cases) {
            compiled = 0;
            await Promise.all([0, 1].map((index) => client("any", options(index)).load()));
            assert.equal(compiled, 1, name);
        }
    } finally {
        WebAssembly.compile = compile;
    }
});

test("a worker", async () => {
    const program = `
        const { parentPort, workerData } = require("node:worker_threads");
        import(workerData.entry).then(async ({ RillClient }) => {
            const chat = new RillClient(workerData.options).startChat();
            parentPort.postMessage((await chat.sendMessage("Hello")).reason);
        });`;
    const options = { endpoint: SIMULATOR, model: "scenario-finish-stop" };
    const worker = new Worker(program, { eval: true, workerData: { entry: ENTRY, options } });
    const [reason] = await once(worker, "message");
    assert.equal(reason, "complete");
    await worker.terminate();
});
