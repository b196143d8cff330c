// What hostile answers cost the page: node hostile.mjs --rill FOLDER --chromium PROGRAM
//
// Each answer of the corpus is cut down to 10 KB, and fed in chunks of a model's size, as fast as
// the page takes them. Reports all time of the main thread: reading, drawing, layout and painting.

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { Browser } from "./browser.mjs";
import { cut } from "./documents.mjs";
import { CHUNK } from "./plan.mjs";
import { Site } from "./site.mjs";

const { values: options } = parseArgs({
  options: { rill: { type: "string" }, chromium: { type: "string" }, name: { type: "string" } },
});

// Milliseconds of the main thread per 10 KB.
const LIMIT = 50;
const SIZE = 10_000;

// Other work on the machine makes a time longer, never shorter.
const ATTEMPTS = 4;

// How many are printed.
const WORST = 12;

const PAGE = "rill-hostile";
const site = await Site.open([PAGE], options.rill);
const browser = await Browser.start(options.chromium);

async function cost(page, chunks) {
  await page.run("bench.clear()");
  await page.send("HeapProfiler.collectGarbage");
  const before = await page.metrics();
  await page.run(`bench.write(${JSON.stringify(chunks)})`);
  const after = await page.metrics();
  const part = (name) => (after[name] - before[name]) * 1000;
  return { time: part("TaskDuration"), script: part("ScriptDuration"), layout: part("LayoutDuration") };
}

const results = [];
try {
  const page = await browser.open(site.address(PAGE));
  await page.meter();
  while (!(await page.run("window.bench?.isReady"))) {
    const failure = await page.run("window.failure");
    if (failure) throw new Error(failure);
    await sleep(20);
  }
  // Let the page finish its idle work.
  await sleep(500);
  for (const [name, text] of await page.run("bench.texts()")) {
    if (options.name && !name.includes(options.name)) continue;
    const size = Buffer.byteLength(text);
    const scale = SIZE / Math.max(size, SIZE);
    let least = null;
    for (let attempt = 0; attempt < ATTEMPTS && !(least?.time * scale <= LIMIT); attempt += 1) {
      const found = await cost(page, cut(text, ...CHUNK.burst));
      if (least === null || found.time < least.time) least = found;
    }
    results.push({ name, size, ...least, per: least.time * scale });
  }
} finally {
  await browser.close();
  site.close();
}

results.sort((one, two) => two.per - one.per);
const number = (value) => value.toFixed(1);
console.log(`The dearest of ${results.length} answers that mean harm, ms of the main thread\n`);
console.log("| | bytes | main thread | script | layout | for 10 KB |\n| --- | ---: | ---: | ---: | ---: | ---: |");
for (const { name, size, time, script, layout, per } of results.slice(0, WORST)) {
  console.log(`| ${[name, size, number(time), number(script), number(layout), number(per)].join(" | ")} |`);
}
const late = results.filter(({ per }) => per > LIMIT);
console.log();
for (const { name, per } of late) console.log(`BROKEN  main thread for 10 KB, ${name}: ${number(per)} ms, at most ${LIMIT}`);
const kept = results.length - late.length;
console.log(`\ntest result: ${late.length === 0 ? "ok" : "FAILED"}. ${kept} passed; ${late.length} failed; 0 ignored`);
process.exitCode = late.length === 0 ? 0 : 1;
