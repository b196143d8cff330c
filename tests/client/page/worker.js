// Runs the cases in a worker: receives the endpoint, and posts the results.

import { run } from "./cases.js";

onmessage = async ({ data }) => postMessage(await run(data));
