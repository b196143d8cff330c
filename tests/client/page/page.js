// Runs the cases in the page and in a worker of it, one after the other, and leaves what came of them
// where the test finds it.

import { run } from "./cases.js";

const violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

const endpoint = new URLSearchParams(location.search).get("endpoint");

/** The same in a worker, which is no document and has another global object. */
function runInWorker() {
    return new Promise((resolve, reject) => {
        // The address of a script is what Trusted Types are about.
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
