// Takes one sample: a fresh browser, one contestant, one document, one mode.

import { setTimeout as sleep } from "node:timers/promises";

import { Browser } from "./browser.mjs";

// Milliseconds until a loaded page is idle, and until late work such as a last rendering or an idle
// callback is done.
const REST = 300;
const LATE = 400;

// The metrics of the main thread, reported in milliseconds.
const PARTS = {
  time: "TaskDuration",
  script: "ScriptDuration",
  layout: "LayoutDuration",
  style: "RecalcStyleDuration",
};

// Returns null if the sample takes longer than `limit` seconds.
export async function take({ binary, site, contestant, mode, observed, limit }) {
  const browser = await Browser.start(binary);
  const patience = new AbortController();
  try {
    const late = sleep(limit * 1000, null, { signal: patience.signal }).catch(() => null);
    const sample = measure(browser, site.address(contestant), mode, observed);
    // If it is late, closing the browser rejects this promise.
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
