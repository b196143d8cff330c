// What the tests of the client share: the built client, a simulator, and a relay in front of it that
// tells of its requests.
//
//     RILL_CLIENT=<folder of client.js> RILL_SIMULATOR=<program> node --test tests/client/*.test.mjs

import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

/** The folder of the built client. */
export const FOLDER = path.resolve(needed("RILL_CLIENT"));
/** The URL of its entry module. */
export const ENTRY = pathToFileURL(path.join(FOLDER, "client.js")).href;

export const { RillClient, RillError } = await import(ENTRY);

function needed(name) {
    const value = process.env[name];
    if (!value) {
        throw new Error(`the environment must say ${name}: see tests/client/support.mjs`);
    }
    return value;
}

/** Starts a simulator for the tests of a file, and returns its address. */
export async function startSimulator(options = []) {
    const program = spawn(needed("RILL_SIMULATOR"), ["--port", "0", "--speed", "10", ...options], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    after(() => program.kill());
    let said = "";
    program.stdout.setEncoding("utf8");
    // Leaves stdout open: the simulator writes more, and would end if it could not.
    for await (const text of program.stdout.iterator({ destroyOnReturn: false })) {
        said += text;
        const address = /http:\/\/\S+/.exec(said);
        if (address) {
            return address[0];
        }
    }
    throw new Error(`the simulator ended: ${said}`);
}

/** Forwards requests to a simulator, as a site's own server does, and records them. */
class Relay {
    /** `{ url, headers, body, closed }`; `closed` resolves if the connection is closed early. */
    requests = [];
    #server;

    async start(simulator) {
        this.#server = http.createServer((request, response) => {
            this.#pass(request, response, simulator);
        });
        this.#server.listen(0, "127.0.0.1");
        await once(this.#server, "listening");
        after(() => {
            this.#server.closeAllConnections();
            this.#server.close();
        });
        this.url = `http://127.0.0.1:${this.#server.address().port}`;
        return this;
    }

    #pass(request, response, simulator) {
        const remembered = { url: request.url, headers: request.headers, body: "" };
        const { host, connection, ...headers } = request.headers;
        const { method } = request;
        const onward = http.request(simulator + request.url, { method, headers, agent: false });
        remembered.closed = new Promise((resolve) => {
            response.on("close", () => {
                onward.destroy();
                if (!response.writableFinished) {
                    resolve();
                }
            });
        });
        onward.on("response", (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
            answer.on("error", () => response.destroy());
        });
        onward.on("error", () => response.destroy());
        request.on("data", (bytes) => {
            remembered.body += bytes;
        });
        request.pipe(onward);
        this.requests.push(remembered);
    }

    last() {
        return this.requests.at(-1);
    }
}

/** The address of the shared simulator. */
export const SIMULATOR = await startSimulator();

/** Starts a relay that has not recorded any requests. */
export async function relay() {
    return new Relay().start(SIMULATOR);
}

/** Starts a conversation with the model that plays a scenario, without a relay. */
export function chat(scenario, { history, ...options } = {}) {
    return client(scenario, options).startChat({ history });
}

/** Creates a client of the model that plays a scenario. */
export function client(scenario, options = {}) {
    return new RillClient({
        endpoint: SIMULATOR,
        model: `scenario-${scenario}`,
        recovery: { attempts: 1 },
        ...options,
    });
}

/** Returns the console's warnings during `act`. */
export function warnings(act) {
    const { warn } = console;
    const said = [];
    console.warn = (words) => said.push(words);
    try {
        act();
    } finally {
        console.warn = warn;
    }
    return said;
}

/** Reads an answer to its end, and returns its text. */
export async function read(stream) {
    let text = "";
    for await (const chunk of stream) {
        text += chunk.text;
    }
    return text;
}
