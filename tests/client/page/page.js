// Runs the cases in the page and then in a worker, and leaves the results where the test finds
// them.

import { run } from "./cases.js";

const violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

const endpoint = new URLSearchParams(location.search).get("endpoint");

/** Runs the cases in a worker, which has no document and another global object. */
function runInWorker() {
    return new Promise((resolve, reject) => {
        // Trusted Types restrict the URL of a worker's script.
        const policy = globalThis.trustedTypes?.createPolicy("page", {
            createScriptURL: (url) => url,
        });
        const url = "worker.js";
        const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(`the worker: ${event.message}`));
        worker.postMessage(endpoint);
    });
}

const named = (place, results) =>
    results.map(({ name, ...rest }) => ({ name: `${place}: ${name}`, ...rest }));

let results = named("page", await run(endpoint));
try {
    results = results.concat(named("worker", await runInWorker()));
} catch (error) {
    results.push({ name: "worker", passed: false, why: String(error) });
}
results.push({
    name: "the policy was kept",
    passed: violations.length === 0,
    why: violations.join("\n"),
});
document.documentElement.dataset.done = JSON.stringify(results);
