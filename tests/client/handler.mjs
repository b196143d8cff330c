// Serves the `fetch` handler of a module in Node, as the host `cloudflare` or `deno` would.
//
//     PORT=0 node tests/client/handler.mjs <module> <host>

import { createServer } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";

const [module, host] = process.argv.slice(2);
const { default: handler } = await import(pathToFileURL(path.resolve(module)).href);
const { PORT: port } = process.env;

/** The second argument of the handler: Cloudflare's variables, or what Deno tells of the client. */
let env = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1" } };
if (host === "cloudflare") {
    env = process.env;
    process.env = {};
}

const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const { method, headers } = request;
    const body = method === "POST" ? Readable.toWeb(request) : null;
    const init = { method, headers, body, duplex: "half", signal: gone.signal };
    const answer = await handler.fetch(new Request(`http://127.0.0.1${request.url}`, init), env);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.flushHeaders();
    // A broken answer breaks the connection, which the pipeline has then destroyed.
    await pipeline(answer.body ? Readable.fromWeb(answer.body) : [], response).catch(() => {});
});

server.listen(Number(port), "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${server.address().port}`);
});
