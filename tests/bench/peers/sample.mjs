// One sample: a fresh browser, one contestant, one document, fed in one way.

import { setTimeout as sleep } from "node:timers/promises";

import { Browser } from "./browser.mjs";

// Until a page that was just loaded is at rest, and until late work is done: a last rendering, an
// idle callback.
const REST = 300;
const LATE = 400;

// The parts of the main thread's time, in milliseconds.
const PARTS = {
  time: "TaskDuration",
  script: "ScriptDuration",
  layout: "LayoutDuration",
  style: "RecalcStyleDuration",
};

// Null if it takes longer than `limit` seconds.
export async function take({ binary, site, contestant, mode, observed, limit }) {
  const browser = await Browser.start(binary);
  const patience = new AbortController();
  try {
    const late = sleep(limit * 1000, null, { signal: patience.signal }).catch(() => null);
    const sample = measure(browser, site.address(contestant), mode, observed);
    // If it is late, closing the browser fails it.
    sample.catch(() => {});
    return await Promise.race([sample, late]);
  } finally {
    patience.abort();
    await browser.close();
  }
}

async function measure(browser, address, mode, observed) {
  const page = await browser.open(address);
  await page.meter();
  while (!(await page.run("window.bench?.isReady"))) {
    const failure = await page.run("window.failure");
    if (failure) throw new Error(failure);
    await sleep(20);
  }
  await sleep(REST);
  await page.send("HeapProfiler.collectGarbage");
  const before = await page.metrics();
  const seen = await page.run(`bench.run(${JSON.stringify(mode)}, ${Boolean(observed)})`);
  await sleep(LATE);
  const after = await page.metrics();
  const spent = Object.entries(PARTS).map(([part, name]) => [part, (after[name] - before[name]) * 1000]);
  return { ...seen, ...Object.fromEntries(spent), complete: await page.run("bench.complete()") };
}
