// The cases in a worker: it is told the endpoint, and tells what came of them.

import { run } from "./cases.js";

onmessage = async ({ data }) => postMessage(await run(data));
