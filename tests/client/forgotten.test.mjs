// Objects that nobody holds are freed, in JavaScript and in the module.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { FOLDER, client } from "./support.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const bytes = await readFile(path.join(FOLDER, "client.wasm"));
let freed = 0;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
    const { exports } = await instantiate(...args);
    const counting = (...args) => {
        freed += 1;
        return exports.__wbg_conversation_free(...args);
    };
    return exports.__wbg_conversation_free
        ? { exports: { ...exports, __wbg_conversation_free: counting } }
        : { exports };
};

/** Collects garbage until `isSo` is true, but not forever. */
async function until(isSo) {
    for (let round = 0; round < 50 && !isSo(); round += 1) {
        // A `WeakRef` keeps its target alive until the end of the task that dereferenced it.
        await new Promise((resolve) => setTimeout(resolve, 10));
        collect();
    }
}

test("conversations that nobody holds", async () => {
    const from = client("finish-stop", { wasm: bytes });
    const chats = [];
    const begin = async () => {
        const chat = from.startChat();
        await chat.sendMessage("Hello");
        for await (const chunk of chat.sendMessageStream("Hello")) {
            assert.ok(chunk);
        }
        chats.push(new WeakRef(chat));
    };
    for (let count = 0; count < 10; count += 1) {
        await begin();
    }
    const alive = () => chats.filter((chat) => chat.deref()).length;
    // The last one may still be on the stack.
    await until(() => alive() <= 1 && freed >= 9);
    assert.ok(alive() <= 1, `${alive()} of 10 are alive`);
    assert.ok(freed >= 9, `${freed} of 10 are freed`);
});

test("a conversation that is disposed", async () => {
    const chat = client("finish-stop", { wasm: bytes }).startChat();
    await chat.sendMessage("Hello");
    const before = freed;
    chat[Symbol.dispose]();
    assert.equal(freed, before + 1);
});

test("a module that came as bytes", async () => {
    const given = [];
    const use = async () => {
        const wasm = new Uint8Array(bytes);
        await client("finish-stop", { wasm }).startChat().sendMessage("Hello");
        given.push(new WeakRef(wasm));
    };
    for (let count = 0; count < 3; count += 1) {
        await use();
    }
    const alive = () => given.filter((wasm) => wasm.deref()).length;
    // The last one may still be on the stack, here too.
    await until(() => alive() <= 1);
    assert.ok(alive() <= 1, `${alive()} of 3 are alive`);
});
